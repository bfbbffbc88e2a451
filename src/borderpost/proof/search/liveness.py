"""What can still matter where: all else is left out of the states that are explored.

A value matters at a stop if some play from there may ask for it before it is set anew, and only as
exactly as it may be asked for: of money that will only ever be compared with 3 it matters whether
there is that much. What counts as asking is the caller's: ways that are open always do; what a
text shows, what contracts say and where a range overflows only if it is to be known.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import cached_property
from typing import NamedTuple

from borderpost.engine.generate import has_own_way
from borderpost.engine.layout import Field, Layout, storylets
from borderpost.proof.search.settling import WHERE, Road, Settled, Settling, Stop, leading
from borderpost.proof.search.touches import Give, Heard, Needs, Touches, add, union
from borderpost.story.expressions.syntax import Expression
from borderpost.story.model import (
    CallScene,
    Chance,
    Condition,
    Draw,
    FirstOf,
    Flow,
    Go,
    Question,
    QuestionKind,
    Return,
    Scene,
)

BACK = Stop(-1)
"""Stands for wherever a call may return to; play never stops there."""


def _back_in(number: int) -> Stop:
    """Stands for wherever storylets of a deck, by its number, go on."""
    return Stop(-2 - number)


class Asked(NamedTuple):
    """What a proof asks for besides the ways that are open.

    `overflows`: where a range leaves its bounds. `everywhere`: conditions that are asked for in
    every state, those of contracts. `at`: expressions asked for on coming to a scene or an ending,
    by its name, or at any stop. `between`: expressions asked for as a choice is taken
    (`scene.choice`) or as what it led to falls due (`later:scene.choice.number`). `fields`: names
    of fields whose very value is asked for in every state.
    """

    overflows: bool = False
    everywhere: tuple[Condition, ...] = ()
    at: Mapping[str | Stop, tuple[Expression, ...]] = {}
    between: Mapping[str, tuple[Expression, ...]] = {}
    fields: frozenset[str] = frozenset()


class Kept(NamedTuple):
    """What is kept of a state at a stop.

    `mask` holds the bits kept as they are; of each field in `cut` only on which side of its cuts it
    is: a table gives, for each of its values, the bits of the lowest that nothing tells from it. Of
    what is `settled` only what it says is kept.
    """

    mask: int
    cut: tuple[tuple[Field, tuple[int, ...]], ...] = ()
    settled: Settled | None = None


class Liveness:
    """What matters at every stop of a story."""

    def __init__(self, layout: Layout, asked: Asked, *, project: bool = True) -> None:
        """Work it out; without `project` everything matters everywhere."""
        self._layout = layout
        self._story = layout.story
        self.asked = asked
        self._touches = Touches(layout, asked.between, overflows=asked.overflows)
        self._decks = storylets(layout.story)
        self._numbers = {deck: number for number, deck in enumerate(layout.draws)}
        self._always = union(map(self._touches.whole, {*WHERE, *asked.fields}))
        for condition in asked.everywhere:
            add(self._always, self._touches.condition(condition))
        # What only the picture asks for is nothing to play: its answers are no stages of their own.
        bare = layout.story._replace(picture=None)
        self._asked_in_play = layout if layout.story.picture is None else Layout(bare)
        self._stages = {
            number: tuple(q for q in layout.story.scenes[place.scene].asked if self._branches(q))
            for number, place in enumerate(layout.places)
            if place.kind == "scene"
        }
        every = [Stop(number) for number in range(len(layout.places))]
        every += [BACK, *(_back_in(number) for number in range(len(self._numbers)))]
        every += [
            Stop(number, stage)
            for number, questions in self._stages.items()
            for stage in range(1, len(questions) + 1)
        ]
        everything = union(self._touches.whole(name) for name in layout.fields)
        self._needs: dict[Stop, Needs] = dict.fromkeys(every, {} if project else everything)
        self._settling: Settling | None = None
        self.roads: Mapping[Stop, Road] = {}
        """Where each stop leads, if it was worked out."""
        self._led: set[Stop] = set()
        if project:
            self._work_out(every)
            self.roads = self._roads(every)
            self._settling = Settling(layout, self._touches, self.roads)
        self._kept: dict[Stop, Kept] = {}

    def questions(self, place: int) -> tuple[Question, ...]:
        """The questions of a scene whose answers change the state, in order, one a stage."""
        return self._stages.get(place, ())

    def needed(self, stop: Stop) -> Needs:
        """What matters at a stop: for each field the cuts that it may be compared at."""
        return self._needs[stop]

    def unchanging(self, stop: Stop) -> int:
        """The bits of a state that nothing changes any more from a stop on."""
        return self._settling.unchanging(stop) if self._settling else 0

    def kept(self, stop: Stop) -> Kept:
        """What is kept of a state at a stop."""
        kept = self._kept.get(stop)
        if kept is None:
            needs, fields = self._needs[stop], self._layout.fields
            mask, cut = 0, []
            settled = self._settling.at(stop, needs) if self._settling else None
            for name, cuts in needs.items():
                field = fields[name]
                if settled is not None and settled.mask >> field.shift & 1 and field.mask:
                    continue
                span = field.high - field.low
                if 2 * (cuts.bit_count() + 1) > span + 1 or not cuts:
                    mask |= field.bits if cuts else 0
                else:
                    cut.append((field, _lowest_alike(field, cuts)))
            kept = self._kept[stop] = Kept(mask, tuple(cut), settled)
        return kept

    def needed_if_asked(self, expression: Expression, at: Collection[Stop]) -> Mapping[Stop, Needs]:
        """What would matter if an expression were asked for at some stops: where that is more."""
        asked = self._touches.worked_out(expression)
        before: dict[Stop, Needs] = {}
        waiting = list(at)
        while waiting:
            stop = waiting.pop()
            needs = union((self._at(stop), self._needs[stop], asked if stop in at else {}))
            if needs != self._needs[stop]:
                before.setdefault(stop, self._needs[stop])
                self._needs[stop] = needs
                waiting += self.leading[stop]
        found = {stop: self._needs[stop] for stop in before}
        self._needs.update(before)
        return found

    @cached_property
    def leading(self) -> Mapping[Stop, Collection[Stop]]:
        """The stops that lead to each."""
        return leading(self.roads)

    # --- Working it out --------------------------------------------------------------------------

    def _work_out(self, every: list[Stop]) -> None:
        """Go over all stops, backwards, until nothing more comes to matter anywhere."""
        changed = True
        while changed:
            changed = False
            for stop in reversed(every):
                needs = union((self._at(stop), self._always))
                if needs != self._needs[stop]:
                    self._needs[stop] = needs
                    changed = True

    def _roads(self, every: list[Stop]) -> dict[Stop, Road]:
        """What is asked and done between each stop and the next, and where they are."""
        roads: dict[Stop, Road] = {}
        for stop in every:
            self._touches.heard = heard = Heard(set(), set(), set())
            self._led = set()
            self._at(stop)
            heard.expressions.update(asked.expression for asked in self.asked.everywhere)
            heard.asked.update(self.asked.fields)
            roads[stop] = Road(heard, frozenset(self._led))
        return roads

    def _after(self, stop: Stop) -> Needs:
        """What matters at a stop that another leads to."""
        self._led.add(stop)
        return self._needs[stop]

    def _at(self, stop: Stop) -> Needs:
        """What matters at a stop, by what is known so far of where it leads."""
        if stop.place < 0:
            return self._at_return(stop)
        place = self._layout.places[stop.place]
        needs = self._asked_at(stop)
        if place.kind == "ending":
            return needs
        if place.flow is not None:
            add(needs, self._at_nature(place.flow))
            return needs
        scene = self._story.scenes[place.scene]
        questions = self._stages[stop.place]
        if stop.stage == len(questions):
            add(needs, self._choosing(scene))
            return needs
        after = self._after(Stop(stop.place, stop.stage + 1))
        add(needs, self._touches.before(self._touches.answering(questions[stop.stage]), after))
        add(needs, after)  # it may be left out, or have nothing to answer with
        return needs

    def _at_return(self, stop: Stop) -> Needs:
        """What matters where a call returns, or a storylet goes on where it was drawn."""
        sites = self._layout.calls
        if stop != BACK:
            sites = self._layout.draws[list(self._numbers)[-2 - stop.place]]
        return union(self._along(site.flow.then, self._story.scenes[site.scene]) for site in sites)

    def _at_nature(self, flow: Flow) -> Needs:
        """What matters where it is nature's move."""
        needs = self._touches.open(flow)
        if isinstance(flow, Chance):
            for outcome in flow.outcomes:
                add(needs, self._entered(outcome.target))
        elif isinstance(flow, Draw):
            add(needs, self._touches.eligible(flow.deck))
            for name in self._decks.get(flow.deck, ()):
                add(needs, self._entered(name))
        return needs

    def _choosing(self, scene: Scene) -> Needs:
        """What matters once everything is answered."""
        touches = self._touches
        needs: Needs = {}
        for choice in scene.choices:
            add(needs, touches.offered(scene, choice))
            after = self._along(choice.flow, scene)
            add(needs, touches.before(touches.take(scene, choice), after))
        flow = scene.flow
        if isinstance(flow, Draw) and not flow.by_chance:
            add(needs, touches.eligible(flow.deck))
            for name in self._decks.get(flow.deck, ()):
                taken = [*touches.leave(scene), Give(f"chose:{scene.id}.{name}", {})]
                add(needs, touches.before(taken, self._entered(name)))
        if has_own_way(scene):
            add(needs, touches.before(touches.leave(scene), self._along(flow, scene)))
        return needs

    def _entered(self, target: str) -> Needs:
        """What matters before a scene or an ending is entered."""
        needs = self._after(Stop(self._layout.place_numbers[target]))
        scene = self._story.scenes.get(target)
        return self._touches.before(self._touches.entry(scene), needs) if scene else needs

    def _along(self, flow: Flow | None, scene: Scene) -> Needs:
        """What matters before a flow is followed."""
        match flow:
            case Go(target):
                return self._entered(target)
            case Return():
                return self._after(BACK)
            case Chance():
                return self._after(Stop(self._layout.nature[scene.id, id(flow)]))
            case CallScene(target):
                return self._entered(target)
            case Draw(deck, _, by_chance):
                needs = self._touches.eligible(deck)
                add(needs, self._along(flow.otherwise, scene))
                if by_chance:
                    add(needs, self._after(Stop(self._layout.nature[scene.id, id(flow)])))
                return needs
            case FirstOf(branches):
                needs = self._touches.open(flow)
                for branch in branches:
                    add(needs, self._along(branch.flow, scene))
                return needs
            case None:
                number = self._numbers.get(scene.deck)
                return {} if number is None else self._after(_back_in(number))

    def _asked_at(self, stop: Stop) -> Needs:
        """What is asked for at a stop, whatever play does there."""
        asked = self.asked.at.get(stop, ())
        if stop.stage == 0:
            asked = (*asked, *self.asked.at.get(self._layout.places[stop.place].name, ()))
        return union(map(self._touches.worked_out, asked))

    def _branches(self, question: Question) -> bool:
        """Whether answers to a question change the state at all."""
        return question.kind is not QuestionKind.TABLE and any(
            self._asked_in_play.has(f"{kind}:{question.id}") for kind in ("answer", "pending")
        )


def _lowest_alike(field: Field, cuts: int) -> tuple[int, ...]:
    """For each value of a field, the bits of the lowest value on the same side of all cuts."""
    table = []
    lowest = 0
    for value in range(field.mask + 1):
        if cuts >> value & 1:
            lowest = value
        table.append(lowest << field.shift)
    return tuple(table)
