"""Which branches are come to and taken, on every step between all states of an exploration.

There is no stop where a branch is asked for, and so no state to look at: the steps themselves are
made once more, so that they say which branches they take and which they pass by.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from borderpost.engine.code import ENTERED
from borderpost.engine.functions import State
from borderpost.engine.generate import Generator, has_own_way
from borderpost.engine.layout import Layout, owned_flows
from borderpost.engine.moment import Event
from borderpost.proof.idle.sights import FAILED, HELD, Sight, choosing
from borderpost.proof.search.exploring import Explored, chunks
from borderpost.proof.search.settling import Stop
from borderpost.proof.search.steps import Arriving, Key, Steps
from borderpost.proof.search.walking import Moves
from borderpost.story.model import CallScene, Condition, Draw, FirstOf, Flow, Scene
from borderpost.story.position import Position

FIRST = 64
"""States of a stop that are walked from first on each level: most branches go both ways soon."""


class Heard(NamedTuple):
    """A condition that steps ask for, and the stop from which alone they do, if there is one."""

    condition: Condition
    home: Stop | None


def branches_heard(explored: Explored, known: set[Sight]) -> set[Sight]:
    """Which branches' conditions held and failed, besides what is known of them already."""
    left = [
        heard
        for heard in _conditions(explored)
        if not {Sight(HELD, heard.condition.at), Sight(FAILED, heard.condition.at)} <= known
    ]
    if not left:
        return set()
    listener = _Listener(explored)
    listener.at_the_start(explored)
    for most in (FIRST, None):
        left = listener.lacking(left)
        homes = {heard.home for heard in left}
        if None in homes:
            keys = {key for level in explored.levels for key in level}
        else:
            keys = {explored.moves.key(home) for home in homes if home is not None}
        for level in explored.levels:
            for key in level.keys() & keys:
                if listener.lacking(left):
                    listener.walk(key, level[key][:most])
    return listener.sights()


def _conditions(explored: Explored) -> Iterator[Heard]:
    """The conditions of branches, and of storylets that chance picks."""
    layout = explored.moves.program.layout
    for scene in layout.story.scenes.values():
        home = None if scene.is_automatic else choosing(explored, scene)
        for _, flow in owned_flows(scene):
            yield from _in_flow(explored, flow, home)


def _in_flow(explored: Explored, flow: Flow | None, home: Stop | None) -> Iterator[Heard]:
    """Those of one flow; what comes after a call or a draw is asked for wherever that ends."""
    match flow:
        case FirstOf(branches):
            for branch in branches:
                if branch.condition is not None:
                    yield Heard(branch.condition, home)
                yield from _in_flow(explored, branch.flow, home)
        case CallScene(_, then):
            yield from _in_flow(explored, then, None)
        case Draw(deck, _, by_chance, then, otherwise):
            if by_chance:
                for when in _whens(explored.moves.program.layout, deck):
                    yield Heard(when, home)
            yield from _in_flow(explored, then, None)
            yield from _in_flow(explored, otherwise, home)


def _whens(layout: Layout, deck: str) -> Iterator[Condition]:
    """When the storylets of a deck can be drawn."""
    for scene in layout.story.scenes.values():
        if scene.deck == deck and scene.when is not None:
            yield scene.when


class _Telling(Arriving):
    """Flows that tell which conditions held and failed on their way."""

    def __init__(self, steps: Steps, layout: Layout, numbers: dict[Position, int]) -> None:
        """Conditions are told by number: twice it where they held, and one more where not."""
        super().__init__(steps, layout)
        self._numbers = numbers

    def flow(self, flow: Flow | None, scene: Scene) -> list[str]:
        """Statements that end in a return of the state at the flow's target."""
        if isinstance(flow, FirstOf):
            lines = []
            for branch in flow.branches[:-1]:
                told = self._told(branch.condition)
                inner = self.flow(branch.flow, scene)
                lines.append(f"if {self._branch(branch)}:")
                lines += [f"    {line}" for line in [*told[:1], *inner]]
                lines += told[1:]
            return [*lines, *self.flow(flow.branches[-1].flow, scene)]
        if isinstance(flow, Draw) and flow.by_chance:
            lines = []
            for when in _whens(self._layout, flow.deck):
                held, failed = self._told(when)
                lines += [f"if {self._coder.condition(when)}: {held}", f"else: {failed}"]
            return [*lines, *super().flow(flow, scene)]
        return super().flow(flow, scene)

    def _told(self, condition: Condition | None) -> list[str]:
        """Statements that tell that a condition held, and that it did not."""
        if condition is None:
            return []
        number = self._numbers.setdefault(condition.at, len(self._numbers))
        return [f"heard.add({2 * number})", f"heard.add({2 * number + 1})"]


class _Listener(Moves):
    """Steps that are heard."""

    def __init__(self, explored: Explored) -> None:
        """Step as an exploration did."""
        super().__init__(explored.moves.program, explored.moves.liveness)
        self._numbers: dict[Position, int] = {}
        self._heard: set[int] = set()
        self._routes = _Telling(self, self._layout, self._numbers)
        self._generator = Generator(self._layout, self._routes)
        self._space |= {"heard": self._heard, "back": self._routes.back}

    def at_the_start(self, explored: Explored) -> None:
        """Go through the automatic scenes that a play begins with."""
        told: list[Event] = []
        self.program.start(explored.settings, told)
        for kind, number, state in told:
            place = self._layout.places[number] if kind == ENTERED else None
            if place is not None and place.kind == "scene":
                scene = self._layout.story.scenes[place.scene]
                if scene.is_automatic and has_own_way(scene):
                    self._go(scene)(state)

    def walk(self, key: Key, states: Sequence[State]) -> None:
        """Make every step from some states of a stop."""
        for chunk in chunks(states):
            self.trace(key)(chunk, (), {})

    def lacking(self, conditions: Iterable[Heard]) -> list[Heard]:
        """Those of some conditions that were not heard both to hold and to fail."""
        seen = self.sights()
        return [
            heard
            for heard in conditions
            if not {Sight(HELD, heard.condition.at), Sight(FAILED, heard.condition.at)} <= seen
        ]

    def sights(self) -> set[Sight]:
        """What was heard."""
        ats = list(self._numbers)
        return {Sight(FAILED if number % 2 else HELD, ats[number // 2]) for number in self._heard}
