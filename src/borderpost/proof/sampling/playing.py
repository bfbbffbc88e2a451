"""Plays on from each place of a story by lot: one function a place, made on its first visit.

Most scenes get a function written for them whole (`scene_writer`). Scenes with questions or
storylets, and players who do not choose uniformly, have a scene's functions called one by one.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random

from borderpost.engine.code import ENTERED, TAKEN
from borderpost.engine.functions import State, Step
from borderpost.engine.moment import Event
from borderpost.engine.program import Program
from borderpost.proof.players import (
    LEFT_OUT,
    Player,
    answers_liked,
    choice_tags,
    choices_liked,
)
from borderpost.proof.sampling.drawing import Draw, Drawing
from borderpost.proof.sampling.scene_writer import CONTINUE_LABEL, OVER, SceneWriter
from borderpost.story.model import Question, Scene, Text

PlayOn = Callable[[State], State]
"""From where a step has led to where the next one leads; `OVER` where the play has ended there."""


class Playing:
    """What plays of one story by one player lead to, counted.

    `times` counts choices taken, scene by scene, each scene's from `firsts[place]` on with its
    Continue just before them; `ended` the plays that ended at a place (or came to a scene with no
    way on), `answers` the questions answered. `pages` is what there was to read, if it is drawn.
    """

    def __init__(
        self, program: Program, player: Player, seed: int, *, least_visited: bool, render: bool
    ) -> None:
        """Make ready; the places' functions are made later."""
        self.program = program
        self.scenes = tuple(program.story.scenes.values())
        self.endings = tuple(program.story.endings.values())
        self.firsts: list[int] = []
        count = 0
        for scene in self.scenes:
            self.firsts.append(count + 1)
            count += 1 + len(program.choice_ids(scene))
        self.times = [0] * count
        self.ended = [0] * (len(self.scenes) + len(self.endings))
        self.answers = 0
        self.pages: list[str] = []
        self._visits = [0] * len(program.layout.places)  # kept for the least visited alone
        self._player = player
        self._least_visited = least_visited
        self._random = Random(seed).random  # noqa: S311 - plays are sampled, nothing is kept secret
        self._render = render
        self._drawing = Drawing(program)
        self._writer = SceneWriter(program, self._drawing, self.firsts, render=render)
        self._mask = program.layout.field("place").mask
        self._said: set[int] = set()  # hidden ranges that were told of in this play
        self._opening: list[str] = []
        self._said_first: frozenset[int] = frozenset()
        self._nature: dict[tuple[int, int], Step] = {}
        self._drawn: dict[int, Draw] = {}  # by the identity of a part of the story, which stays
        self._pages: dict[int, Draw | None] = {}
        self._labels: dict[int, list[str] | None] = {}
        self._liking: dict[int, Sequence[Sequence[str]] | None] = {}
        self._drawing.space |= {
            "back": program.generator.routes.back,
            "random": self._random,
            "int": int,
            "len": len,
            "times": self.times,
            "ended": self.ended,
            "add": self.pages.append,
            "note": self._note,
        }

    def open_with(self, told: Sequence[Event]) -> None:
        """Keep what the start of every play gives to read."""
        for event in told:
            if event[0] == ENTERED:
                self._read_page(event[1], event[2])
            else:
                self._note(event)
        self._opening, self._said_first = self.pages.copy(), frozenset(self._said)

    def begin(self) -> None:
        """Begin a play that is drawn."""
        self.pages[:] = self._opening
        self._said.clear()
        self._said |= self._said_first

    def play_on(self, place: int, *, entered: bool = False) -> PlayOn:
        """The function that plays on from a place to which a step has led, or from inside it."""
        if place >= len(self.ended):
            return self._let_nature
        if place >= len(self.scenes):
            return self._over if entered else self._end
        scene = self.scenes[place]
        lines = None if self._asks_more(scene) else self._writer.lines(place, entered=entered)
        if lines is None:
            return self._go_on if entered else self._enter_and_go_on
        return self._drawing.compiled(lines)

    def _asks_more(self, scene: Scene) -> bool:
        """Whether a scene asks for more than one draw among its choices, all equally likely."""
        preferred = set(self._player.prefer)
        return bool(
            self._least_visited
            or scene.asked
            or self.program.generator.drawn(scene)
            or any(preferred.intersection(choice.tags) for choice in scene.choices)
        )

    # --- One by one ------------------------------------------------------------------------------

    def _end(self, state: State) -> State:
        """Come to an ending."""
        if self._render:
            self._read_page(state & self._mask, state)
        return self._over(state)

    def _over(self, state: State) -> State:
        """End the play where it stands."""
        place = state & self._mask
        self.ended[place] += 1
        self._visits[place] += 1
        return OVER

    def _let_nature(self, state: State) -> State:
        """Play on by chance."""
        self._visits[state & self._mask] += 1
        weights = self.program.weights(state)
        pick = int(self._random() * sum(weight for _, weight in weights))
        for target, weight in weights:
            pick -= weight
            if pick < 0:
                return self._by_chance(state & self._mask, target)(state, None)
        raise AssertionError("weights are positive")

    def _by_chance(self, place: int, target: int) -> Step:
        """Nature's step from a place of hers to another."""
        step = self._nature.get((place, target))
        if step is None:
            step = self._nature[place, target] = self.program.generator.nature(place, target)
        return step

    def _enter_and_go_on(self, state: State) -> State:
        """Enter a scene, and play on from there."""
        told: list[Event] | None = [] if self._render else None
        state = self.program.code(state).enter(state, told)
        if told is not None:
            for event in told:
                self._note(event)
            self._read_page(state & self._mask, state)
        return self._go_on(state)

    def _go_on(self, state: State) -> State:
        """Play on from inside a scene."""
        place = state & self._mask
        self._visits[place] += 1
        scene, code = self.scenes[place], self.program.code(state)
        told: list[Event] | None = [] if self._render else None
        offered: Sequence[int] = ()
        number = 0
        if not (code.automatic and code.go):
            state = self._answer(scene, state)
            offered = code.offers(state)
            if self._render and (menu := self._menu(place, offered, state)):
                self.pages.append(menu)
        if offered:
            number = self._chosen(place, offered, state)
            self.times[self.firsts[place] + number] += 1
            state = code.takes[number](state, told)
        elif code.go:
            self.times[self.firsts[place] - 1] += 1
            state = code.go(state, told)
        else:
            self.ended[place] += 1
            return OVER
        for event in told or ():
            if event[0] != TAKEN:
                self._note(event)
            elif number < len(scene.choices) and scene.choices[number].after:
                self.pages.append(self._draw(scene.choices[number].after)(event[2]))
        return state

    def _chosen(self, place: int, offered: Sequence[int], state: State) -> int:
        """The number of the choice that is taken."""
        if self._least_visited:
            offered = self._least(self.firsts[place], offered, state)
        elif self._player.prefer:
            if place not in self._liking:
                self._liking[place] = choice_tags(self.program, self.scenes[place])
            offered = choices_liked(self._player, self._liking[place] or (), offered)
        return offered[int(self._random() * len(offered))]

    def _least(self, first: int, offered: Sequence[int], state: State) -> Sequence[int]:
        """The choices never taken, else those that lead where play has been least often."""
        takes = self.program.code(state).takes
        ranks = {}
        for number in offered:
            times = self.times[first + number]
            been = self._visits[takes[number](state, None) & self._mask]
            ranks[number] = times > 0, been, times
        lowest = min(ranks.values())
        return [number for number, rank in ranks.items() if rank == lowest]

    def _answer(self, scene: Scene, state: State) -> State:
        """The state after a scene's questions."""
        for question in scene.asked:
            if self._render:
                self.pages.append(self._asking(question)(state))
            liked = answers_liked(self._player, self.program, question, state)
            if not liked:
                continue
            number = liked[int(self._random() * len(liked))]
            if number != LEFT_OUT:
                state = self.program.code(state).answers[question.id](state, number)
                self.answers += 1
                feedback = question.options[number - 1].feedback
                if self._render and feedback:
                    self.pages.append(self._draw(feedback)(state))
        return state

    # --- To be read ------------------------------------------------------------------------------

    def _note(self, event: Event) -> None:
        """Draw what an event gives to read, besides texts of choices and places."""
        words = self._drawing.note(event, self._said)
        if words:
            self.pages.append(words)

    def _draw(self, text: Text) -> Draw:
        """A text, ready to be drawn."""
        draw = self._drawn.get(id(text))
        if draw is None:
            draw = self._drawn[id(text)] = self._drawing.drawer(text)
        return draw

    def _asking(self, question: Question) -> Draw:
        """A question with its answers, ready to be drawn."""
        draw = self._drawn.get(id(question))
        if draw is None:
            draw = self._drawn[id(question)] = self._drawing.question(question)
        return draw

    def _read_page(self, place: int, state: State) -> None:
        """Draw the page of a scene or an ending."""
        if place not in self._pages:
            scene = place < len(self.scenes)
            source = (
                self._drawing.page(self.scenes[place])
                if scene
                else self._drawing.ending(self.endings[place - len(self.scenes)])
            )
            self._pages[place] = self._drawing.function(source) if source else None
        draw = self._pages[place]
        if draw is not None:
            self.pages.append(draw(state))

    def _menu(self, place: int, offered: Sequence[int], state: State) -> str:
        """The labels of what is offered in a scene."""
        scene = self.scenes[place]
        if place not in self._labels:
            self._labels[place] = self._drawing.labels(scene)
        labels = self._labels[place]
        if labels is None:
            return self._drawing.menu(scene, state)
        if not offered:
            return CONTINUE_LABEL if self.program.code(state).go else ""
        return "\n".join([labels[number] for number in offered])
