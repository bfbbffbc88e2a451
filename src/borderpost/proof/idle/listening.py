"""Which conditions hold and fail that are asked for on the steps between an exploration's states.

There is no stop where a branch is asked for, or a text that a choice is followed by, and so no
state to look at: the steps themselves are made once more, so that they say which branches they take
and which they pass by, and how such texts would read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from borderpost.engine.code import ENTERED
from borderpost.engine.functions import State
from borderpost.engine.generate import Generator, has_own_way
from borderpost.engine.layout import Layout, owned_flows
from borderpost.engine.moment import Event
from borderpost.engine.routes import Router
from borderpost.proof.idle.readings import Reading, When
from borderpost.proof.idle.sights import FAILED, HELD, Sight, choosing
from borderpost.proof.search.exploring import Explored, chunks
from borderpost.proof.search.settling import Stop
from borderpost.proof.search.steps import Arriving, Key, Steps
from borderpost.proof.search.walking import Moves
from borderpost.story.model import CallScene, Choice, Condition, Draw, FirstOf, Flow, Scene
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
    return _heard(explored, left, {})


def texts_heard(explored: Explored, wanted: Iterable[Reading]) -> set[Sight]:
    """Which conditions held and failed of texts that are read between two stops.

    The exploration must have asked for them there (`Asked.between`).
    """
    left: list[Heard] = []
    texts: dict[str, list[Condition]] = {}
    for reading in wanted:
        home = None
        if reading.when is When.TAKEN:
            scene = explored.moves.program.story.scenes[reading.of.partition(".")[0]]
            home = choosing(explored, scene)
        left.append(Heard(reading.condition, home))
        texts.setdefault(reading.of, []).append(reading.condition)
    return _heard(explored, left, texts)


def _heard(
    explored: Explored, left: list[Heard], texts: Mapping[str, Sequence[Condition]]
) -> set[Sight]:
    """How some conditions turn out on all steps."""
    if not left:
        return set()
    listener = _Listener(explored, texts)
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


class _Numbers(dict[Position, int]):
    """Numbers of conditions: they are told by twice their number where they held, or one more."""

    def told(self, condition: Condition | None) -> list[str]:
        """Statements that tell that a condition held, and that it did not."""
        if condition is None:
            return []
        number = self.setdefault(condition.at, len(self))
        return [f"heard.add({2 * number})", f"heard.add({2 * number + 1})"]

    def tested(self, condition: Condition, source: str) -> list[str]:
        """Statements that test a condition, and tell."""
        held, failed = self.told(condition)
        return [f"if {source}: {held}", f"else: {failed}"]


class _Telling(Arriving):
    """Flows that tell which conditions held and failed on their way."""

    def __init__(self, steps: Steps, layout: Layout, numbers: _Numbers) -> None:
        """Conditions are told by these numbers."""
        super().__init__(steps, layout)
        self._numbers = numbers

    def flow(self, flow: Flow | None, scene: Scene) -> list[str]:
        """Statements that end in a return of the state at the flow's target."""
        if isinstance(flow, FirstOf):
            lines = []
            for branch in flow.branches[:-1]:
                told = self._numbers.told(branch.condition)
                inner = self.flow(branch.flow, scene)
                lines.append(f"if {self._branch(branch)}:")
                lines += [f"    {line}" for line in [*told[:1], *inner]]
                lines += told[1:]
            return [*lines, *self.flow(flow.branches[-1].flow, scene)]
        if isinstance(flow, Draw) and flow.by_chance:
            lines = []
            for when in _whens(self._layout, flow.deck):
                lines += self._numbers.tested(when, self._coder.condition(when))
            return [*lines, *super().flow(flow, scene)]
        return super().flow(flow, scene)


class _Reading(Generator):
    """Steps that tell how texts read between two stops."""

    def __init__(
        self,
        layout: Layout,
        routes: Router,
        numbers: _Numbers,
        texts: Mapping[str, Sequence[Condition]],
    ) -> None:
        """`texts` holds their conditions, by `scene.choice` and `later:scene.choice.number`."""
        super().__init__(layout, routes)
        self._numbers = numbers
        self._texts = texts

    def telling_taken(self, scene: Scene, choice: Choice) -> list[str]:
        """Statements that tell how what a choice is followed by reads."""
        return self._tested(f"{scene.id}.{choice.id}")

    def telling_due(self, number: int) -> list[str]:
        """Statements that tell how what falls due reads."""
        return self._tested(self.later[number][1])

    def _tested(self, name: str) -> list[str]:
        """Statements that test the conditions of some texts."""
        return [
            line
            for condition in self._texts.get(name, ())
            for line in self._numbers.tested(condition, self.coder.condition(condition))
        ]


class _Listener(Moves):
    """Steps that are heard."""

    def __init__(self, explored: Explored, texts: Mapping[str, Sequence[Condition]]) -> None:
        """Step as an exploration did, and hear of `texts` too."""
        super().__init__(explored.moves.program, explored.moves.liveness)
        self._numbers = _Numbers()
        self._heard: set[int] = set()
        self._routes = _Telling(self, self._layout, self._numbers)
        self._generator = _Reading(self._layout, self._routes, self._numbers, texts)
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
