"""The cheapest play of a story and the dearest: the least there is to read, the longest it takes.

First every state explored gets a bound of what a play may still cost from there. Led by those, the
search tries what may yet be best (A*, Hart, Nilsson and Raphael 1968), by the engine's own steps
and the exact words of every page, until no other play can be better than the one found.

What makes the bounds loose are pages whose blocks hang on decisions long past: to keep them all in
the states explored would be too much. Such a page counts as if it read as suits the bound; where a
play stands, what is settled of it already is made good again.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from heapq import heappop, heappush, nsmallest
from typing import NamedTuple

from borderpost.engine.functions import State
from borderpost.proof.reading.costs import Costs
from borderpost.proof.reading.foresight import ENDLESS, NEVER, PERHAPS_ENDLESS, Foresight
from borderpost.proof.reading.pacing import Pacing, Way
from borderpost.proof.search.exploring import Progress, Watch
from borderpost.proof.search.walking import Moves
from borderpost.proof.search.witness import Step

MOST_TRIED = 100_000
"""Plays, whole and begun, that are tried to find the best one."""


SHOWN_EVERY = 500
"""Plays tried before it is told again how far the search is."""

MOST_STEPS = 10_000
"""Steps after which a play that is gone on with is given up on."""

MOST_ENDS = 20
"""Plays begun that are gone on with to find one that ends."""


class Extreme(NamedTuple):
    """What the cheapest or the dearest play costs, between `low` and `high`.

    They are the same where it is known exactly; `high` is None where no bound is known, and with
    `endless` there is none: a play may go on as long as it likes, and still end. `play` is one that
    costs exactly `low`, for the dearest, or `high`, for the cheapest, if one was found. `limit`
    says what ended the search before its end, if anything did: `seconds` or `tried`.
    """

    low: int
    high: int | None
    play: tuple[Step, ...] = ()
    endless: bool = False
    limit: str = ""

    @property
    def exact(self) -> bool:
        """Whether it is known exactly."""
        return self.low == self.high


class _Node(NamedTuple):
    """A play begun: where it stands, here and in the graph, what it cost, and what it goes on."""

    way: Way
    number: int
    cost: int
    origin: int


class Search:
    """A search for the best play, the cheapest or the dearest."""

    def __init__(
        self,
        moves: Moves,
        foresight: Foresight,
        costs: Costs,
        settings: Mapping[str, str],
        seconds: float,
        watch: Watch = None,
        *,
        most: bool,
    ) -> None:
        """Make ready; `moves` keeps of a state all that decides any text."""
        self._watch = watch
        self._begun = time.perf_counter()
        self._moves = moves
        self._foresight = foresight
        self._pacing = Pacing(moves, costs)
        self._sign = -1 if most else 1
        self._end = self._begun + seconds
        self._nodes: list[_Node] = []
        self._best: dict[State, int] = {}
        self._heap: list[tuple[int, int]] = []
        state, cost = self._pacing.start(settings)
        self._push(_Node(Way("", 0, state, 0, cost), 0, cost, -1))

    def run(self, target: int | None = None) -> Extreme | None:
        """Search until the best play is known, or too much was tried; None where no play ends.

        With a `target`, only until it is known whether the best is beyond it.
        """
        if self._heap and self._is_endless():
            return self._endless()
        tried = 0
        while self._heap:
            bound, turned = heappop(self._heap)
            if target is not None and bound >= self._sign * target:
                return self._between(self._sign * bound, None)
            node = self._nodes[-turned]
            if self._best[self._key(node.way)] != node.cost:
                continue
            if self._pacing.is_over(node.way.state):
                return Extreme(node.cost, node.cost, self._play(node))
            tried += 1
            if tried > MOST_TRIED or time.perf_counter() > self._end:
                heappush(self._heap, (bound, turned))
                known = self._as_far_as_known(self._sign * bound)
                return known._replace(limit="tried" if tried > MOST_TRIED else "seconds")
            for on in self._on(node, -turned):
                self._push(on)
            if self._watch is not None and not tried % SHOWN_EVERY:
                seconds = time.perf_counter() - self._begun
                self._watch(Progress(len(self._nodes), len(self._heap), seconds))
        return None

    def at_a_glance(self, target: int) -> Extreme | None:
        """What can be told of a target before anything is searched; None where that is nothing."""
        if not self._heap:
            return None
        if self._is_endless():
            return self._endless()
        bound, end = self._sign * self._heap[0][0], self._ended(0)
        is_beyond = end is not None and self._sign * end.cost < self._sign * target
        if is_beyond or self._sign * bound >= self._sign * target:
            return self._between(bound, end)
        return None

    def _is_endless(self) -> bool:
        """Whether a play may go round as often as it likes, as far as is known."""
        return abs(self._heap[0][0]) >= PERHAPS_ENDLESS

    def _endless(self) -> Extreme:
        """What is told of that."""
        return Extreme(0, None, endless=abs(self._heap[0][0]) >= ENDLESS)

    def _key(self, way: Way) -> State:
        """What matters of where a way leads, for any text."""
        return self._moves.kept(way.state, self._pacing.stop(way.state, way.stage))

    def _on(self, node: _Node, origin: int) -> Iterator[_Node]:
        """The plays that go on by one step."""
        ways = self._pacing.ways(node.way.state, node.way.stage)
        for way, number in zip(ways, self._foresight.followed(node.number, ways), strict=True):
            yield _Node(way, number, node.cost + way.cost, origin)

    def _push(self, node: _Node) -> None:
        """Keep a play for trying, if it may end and is better than what came there before."""
        ahead = self._foresight.ahead(node.number, node.way.state)
        if ahead == NEVER:
            return
        key = self._key(node.way)
        known = self._best.get(key)
        if known is not None and known * self._sign <= node.cost * self._sign:
            return
        self._best[key] = node.cost
        self._nodes.append(node)
        heappush(self._heap, (self._sign * (node.cost + ahead), 1 - len(self._nodes)))

    def _as_far_as_known(self, bound: int) -> Extreme:
        """The bound, and the best of some plays: always on by what looks best from there."""
        ended = [self._ended(-turned) for _, turned in nsmallest(MOST_ENDS, self._heap)]
        found = [end for end in ended if end is not None]
        return self._between(bound, min(found, key=lambda n: self._sign * n.cost, default=None))

    def _between(self, bound: int, found: _Node | None) -> Extreme:
        """What is known by a bound, and by a play, if one was found."""
        if found is None:
            return Extreme(bound, None) if self._sign > 0 else Extreme(0, bound)
        low, high = sorted((bound, found.cost))
        return Extreme(low, high, self._play(found))

    def _ended(self, origin: int) -> _Node | None:
        """A play gone on with to its end; None where that takes too long."""
        node = self._nodes[origin]
        for _ in range(MOST_STEPS):
            if self._pacing.is_over(node.way.state):
                return node
            best: tuple[int, _Node] | None = None
            for on in self._on(node, origin):
                ahead = self._foresight.ahead(on.number, on.way.state)
                worth = self._sign * (on.cost + ahead)
                if ahead != NEVER and (best is None or worth < best[0]):
                    best = worth, on
            if best is None:
                return None
            node = best[1]
            self._nodes.append(node)
            origin = len(self._nodes) - 1
        return None

    def _play(self, node: _Node) -> tuple[Step, ...]:
        """What was done on the way to a play begun."""
        steps: list[Step] = []
        while node.origin >= 0:
            before = self._nodes[node.origin]
            stop = self._pacing.stop(before.way.state, before.way.stage)
            steps.append((stop, node.way.done, node.way.number))
            node = before
        return tuple(reversed(steps))
