"""Plays at random that note which conditions of texts held and failed: what is seen is settled."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from random import Random

from borderpost.engine.actions import Action, Answer, Choose, Continue, Nature
from borderpost.engine.code import DUE, ENTERED, TAKEN
from borderpost.engine.functions import State
from borderpost.engine.moment import Event
from borderpost.engine.program import Program
from borderpost.proof.idle.readings import Reading, When
from borderpost.proof.idle.sights import FAILED, HELD, Sight
from borderpost.story.model import QuestionKind, Scene

PLAYS = 400
"""Plays in a row that show nothing new, after which no more are made."""

STEPS = 400
"""Steps after which a play is left."""


def sampled(
    program: Program, settings: Mapping[str, str], lacking: Iterable[Reading]
) -> set[Sight]:
    """What some plays show of texts, always the same ones for the same story."""
    sample = _Sample(program, lacking)
    idle = 0
    while sample.left and idle < PLAYS:
        before = len(sample.seen)
        sample.play(settings)
        idle = 0 if len(sample.seen) > before else idle + 1
    return sample.seen


class _Sample:
    """Plays at random, and what they showed."""

    def __init__(self, program: Program, lacking: Iterable[Reading]) -> None:
        """Nothing was played yet."""
        self._program = program
        self._random = Random(1)  # noqa: S311 - the same plays every time
        self.seen: set[Sight] = set()
        self.left: dict[tuple[When, str], list[Reading]] = {}
        for reading in lacking:
            place = reading.of
            if reading.when is When.SHOWN:
                place = place.partition(".")[0]
            self.left.setdefault((reading.when, place), []).append(reading)

    def play(self, settings: Mapping[str, str]) -> None:
        """Play once."""
        told: list[Event] = []
        cards: set[str] = set()
        state = self._program.start(settings, told)
        choice = ""
        for _ in range(STEPS):
            self._note(told, choice, cards)
            place = self._program.place(state)
            self._look(state, cards)
            told, choice = [], ""
            if place.flow is not None:
                state = self._program.step(state, self._nature(state), told)
                continue
            if place.kind != "scene" or not self.left:
                return
            scene = self._program.story.scenes[place.scene]
            state = self._answered(scene, state, cards)
            offers = self._program.offers(state)
            action: Action = Continue(scene.id)
            if offers:
                name = offers[int(self._random.random() * len(offers))]
                action, choice = Choose(scene.id, name), f"{scene.id}.{name}"
            elif not self._program.goes_on(state):
                return
            state = self._program.step(state, action, told)

    def _nature(self, state: State) -> Nature:
        """One of nature's moves."""
        weights = self._program.weights(state)
        (number,) = self._random.choices(
            [place for place, _ in weights], [weight for _, weight in weights]
        )
        return Nature(self._program.layout.places[number].name)

    def _answered(self, scene: Scene, state: State, cards: set[str]) -> State:
        """The state after a scene's questions; some that may be are left out."""
        for question in scene.asked:
            if question.kind is QuestionKind.TABLE:
                continue
            offered = self._program.options(question, state)
            if offered and not (question.optional and self._random.random() < 1 / 3):
                number = offered[int(self._random.random() * len(offered))]
                option = question.options[number - 1].id
                sure = 1 if question.certainty else 0
                state = self._program.step(state, Answer(question.id, option, "", sure))
                self._look(state, cards)
        return state

    def _note(self, told: Iterable[Event], choice: str, cards: set[str]) -> None:
        """Note what a step gave to read."""
        for kind, number, state in told:
            if kind == ENTERED:
                place = self._program.layout.places[number]
                self._see(When.ENTERED, place.name, state)
                if place.kind == "scene":
                    cards.update(self._program.story.scenes[place.name].cards)
            elif kind == DUE:
                _, name = self._program.generator.later[number]
                self._see(When.DUE, name, state)
            elif kind == TAKEN:
                self._see(When.TAKEN, choice, state)

    def _look(self, state: State, cards: set[str]) -> None:
        """Look at the page as it stands, and at all cards met."""
        self._see(When.SHOWN, self._program.place_name(state), state)
        for card in cards:
            self._see(When.LOOKED_AT, card, state)

    def _see(self, when: When, of: str, state: State) -> None:
        """Note which conditions hold there; what held and failed is looked at no more."""
        lacking = self.left.get((when, of))
        if not lacking:
            return
        for reading in lacking:
            held = self._program.holds(reading.condition, state)
            self.seen.add(Sight(HELD if held else FAILED, reading.condition.at))
        still = [reading for reading in lacking if not is_settled(reading, self.seen)]
        if still:
            self.left[when, of] = still
        else:
            del self.left[when, of]


def is_settled(reading: Reading, seen: set[Sight]) -> bool:
    """Whether a condition was seen both to hold and to fail."""
    at = reading.condition.at
    return Sight(HELD, at) in seen and Sight(FAILED, at) in seen
