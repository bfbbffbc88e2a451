"""Plays by the engine's own steps, with what each costs: to search the dearest, or play at random.

A play is where it stands and how many of its scene's questions are done with, as in an exploration;
but nothing is left out of its state, and what a step tells is read.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from borderpost.engine.actions import Action, Choose, Continue, Nature
from borderpost.engine.code import TAKEN
from borderpost.engine.functions import State
from borderpost.engine.moment import Event
from borderpost.engine.program import Program
from borderpost.proof.reading.costs import Costs
from borderpost.proof.search.settling import Stop
from borderpost.proof.search.walking import Moves


class Open(NamedTuple):
    """A way that is open: what is done (as in `Steps.ways`), which way it is, and its weight.

    The weight is how likely nature or the uniform player takes it, beside the others.
    """

    done: str
    number: int
    weight: int = 1


class Way(NamedTuple):
    """A way taken: what was done, where it led, and what it cost."""

    done: str
    number: int
    state: State
    stage: int
    cost: int


class Pacing:
    """The ways through one story."""

    def __init__(self, moves: Moves, costs: Costs) -> None:
        """Go by these costs; `moves` says which questions are stops of their own."""
        self._moves = moves
        self._program: Program = moves.program
        self._costs = costs
        self._left: tuple[State, int] = (-1, 0)  # what leaving costs, where it was asked for last
        self._mask = self._program.layout.field("place").mask

    def stop(self, state: State, stage: int) -> Stop:
        """Where a play stands."""
        return Stop(state & self._mask, stage)

    def is_over(self, state: State) -> bool:
        """Whether a play has ended."""
        return self._program.place(state).kind == "ending"

    def start(self, settings: Mapping[str, str]) -> tuple[State, int]:
        """Where a play begins, and what it costs to come there."""
        told: list[Event] = []
        return self._program.start(settings, told), self._costs.told(told)

    def open(self, state: State, stage: int) -> Sequence[Open]:
        """Every way on; none where a play has ended, or is stuck."""
        place = self._program.place(state)
        if place.flow is not None:
            weights = self._program.weights(state)
            return [Open("nature", target, weight) for target, weight in weights]
        if place.kind != "scene":
            return ()
        staged = self._moves.liveness.questions(state & self._mask)
        if stage < len(staged):
            question = staged[stage]
            options = self._program.options(question, state)
            left_out = [Open("answer", 0)] if question.optional or not options else []
            return [*(Open("answer", number) for number in options), *left_out]
        offered = self._program.code(state).offers(state)
        if not offered and self._program.goes_on(state):
            return [Open("continue", 0)]
        return [Open("choose", number) for number in offered]

    def taken(self, state: State, stage: int, way: Open) -> Way:
        """What comes of taking a way that is open."""
        program, costs = self._program, self._costs
        if way.done == "nature":
            action: Action = Nature(program.layout.places[way.number].name)
            to, cost, _ = self._step(state, action)
            return Way(way.done, way.number, to, 0, cost)
        scene = program.story.scenes[program.place(state).scene]
        staged = self._moves.liveness.questions(state & self._mask)
        if way.done == "answer":
            question = staged[stage]
            cost = costs.asking(question, program.options(question, state), state)
            if way.number:
                state = program.code(state).answers[question.id](state, way.number)
                cost += costs.answering(question, way.number, state)
            return Way(way.done, way.number, state, stage + 1, cost)
        if self._left[0] != state:
            offered = program.code(state).offers(state)
            self._left = state, costs.leaving(scene, state, offered, staged)
        if way.done == "continue":
            to, cost, _ = self._step(state, Continue(scene.id))
        else:
            action = Choose(scene.id, program.choice_ids(scene)[way.number])
            to, cost, told = self._step(state, action)
            after = next((at for kind, _, at in told if kind == TAKEN), state)
            cost += costs.taking(scene, way.number, after)
        return Way(way.done, way.number, to, 0, cost + self._left[1])

    def ways(self, state: State, stage: int) -> list[Way]:
        """Every way on, taken."""
        return [self.taken(state, stage, way) for way in self.open(state, stage)]

    def _step(self, state: State, action: Action) -> tuple[State, int, list[Event]]:
        """A step of the engine: where it leads, what there is to read on the way, what it told."""
        told: list[Event] = []
        to = self._program.step(state, action, told)
        return to, self._costs.told(told), told
