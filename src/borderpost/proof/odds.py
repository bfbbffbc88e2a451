"""The exact share of each ending for a player, over the same states that are explored.

Where no state can be come back to, shares are passed on from state to state, each once all that
leads to it has been counted. States that lead back to themselves are solved as a system of linear
equations, loop by loop; the residual says how well. What is caught in a loop that nothing leaves
never ends, and has a share of its own.
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from borderpost.engine.functions import State
from borderpost.engine.program import Program
from borderpost.proof.exploring import Limits, Progress, chunks
from borderpost.proof.liveness import Asked, Liveness
from borderpost.proof.loops import loops_in_order, solved
from borderpost.proof.players import Player
from borderpost.proof.steps import Key
from borderpost.proof.walking import Moves
from borderpost.story.collector import collector_paused

TOLERANCE = 1e-9
"""The residual up to which shares count as exact."""


class Shares(NamedTuple):
    """How often each ending is come to, of 1; `never` of plays that do not end.

    `exact` says that every state was counted, and what loops there are were solved within the
    `residual`; if not, `limit` says what ended the counting, and the shares are those found so far.
    """

    player: str
    settings: Mapping[str, str]
    endings: Mapping[str, float]
    never: float
    residual: float
    exact: bool
    limit: str
    states: int
    seconds: float


def shares(
    program: Program,
    settings: Mapping[str, str],
    player: Player,
    limits: Limits,
    watch: Callable[[Progress], None] | None = None,
    moves: Moves | None = None,
) -> Shares:
    """The shares of a story's endings for a player with these settings, within some limits.

    The `moves` of an exploration that came to its end may be used again.
    """
    asked = Asked(texts=False, overflows=False)
    moves = moves or Moves(program, Liveness(program.layout, asked))
    count = _Count(moves, player, limits, watch)
    with collector_paused():
        limit = count.gather(moves.start(program.start(settings)))
        if not limit:
            count.flow()
            count.solve()
    mask = program.layout.field("place").mask
    endings = dict.fromkeys(program.story.endings, 0.0)
    for state, share in count.ended.items():
        endings[program.layout.places[state & mask].name] += share
    return Shares(
        player=player.name,
        settings=dict(settings),
        endings=endings,
        never=count.never,
        residual=count.residual,
        exact=not limit and count.residual <= TOLERANCE,
        limit=limit,
        states=len(count.left),
        seconds=time.perf_counter() - count.begun,
    )


class _Count:
    """The counting of one player's shares."""

    def __init__(
        self,
        moves: Moves,
        player: Player,
        limits: Limits,
        watch: Callable[[Progress], None] | None,
    ) -> None:
        """Nothing is counted yet."""
        self._moves = moves
        self._player = player
        self._limits = limits
        self._watch = watch
        self.begun = time.perf_counter()
        self.left: dict[State, int] = {}
        """Of each state, how many ways lead to it that are not counted yet."""
        self.share: dict[State, float] = {}
        """What has come to each state and not gone on from it yet."""
        self.ended: dict[State, float] = {}
        self.never = 0.0
        self.residual = 0.0
        self._start = 0

    # --- Gathering -----------------------------------------------------------------------------

    def gather(self, start: State) -> str:
        """Find all states the player can come to, and the ways between; which limit was met."""
        self._start = start
        left, key_mask = self.left, self._moves.key_mask
        left[start] = 0
        frontier: Mapping[Key, Sequence[State]] = {start & self._moves.key_mask: [start]}
        while frontier:
            fresh: defaultdict[Key, list[State]] = defaultdict(list)
            for key, states in frontier.items():
                for chunk in chunks(states):
                    for row in self._rows(key, chunk):
                        for state in row:
                            if state in left:
                                left[state] += 1
                            else:
                                left[state] = 1
                                fresh[state & key_mask].append(state)
                    if limit := self._limit(fresh):
                        return limit
            frontier = fresh
        return ""

    def _limit(self, fresh: Mapping[Key, Sequence[State]]) -> str:
        """Which limit is met, or nothing."""
        seconds = time.perf_counter() - self.begun
        if self._watch is not None:
            self._watch(Progress(len(self.left), sum(map(len, fresh.values())), seconds))
        if len(self.left) > self._limits.states:
            return "states"
        return "seconds" if seconds > self._limits.seconds else ""

    def _is_nature(self, key: Key) -> bool:
        """Whether it is nature's move, whose ways have weights; a player's are all alike."""
        stop = self._moves.stop(key)
        return self._moves.program.layout.places[stop.place].flow is not None

    def _rows(self, key: Key, states: Sequence[State]) -> list[list[State]]:
        """The states that each leads to, as often as there are ways to them."""
        if self._is_nature(key):
            return [[to for to, _ in row] for row in self._weighed(key, states)]
        listed: list[list[State]] = []
        self._moves.listing(key, self._player.name, self._ranks(key))(states, listed.append)
        return listed

    def _weighed(self, key: Key, states: Sequence[State]) -> list[list[tuple[State, float]]]:
        """The ways on from each state where nature moves, with how likely each is."""
        place = self._moves.stop(key).place
        weighed = [self._moves.weighed(place, state) for state in states]
        wholes = [sum(weight for _, weight in row) for row in weighed]
        return [
            [(to, weight / whole) for to, weight in row]
            for row, whole in zip(weighed, wholes, strict=True)
        ]

    def _ways(self, key: Key, states: Sequence[State]) -> list[list[tuple[State, float]]]:
        """The ways on from each state, with how likely each is."""
        if self._is_nature(key):
            return self._weighed(key, states)
        return [[(to, 1 / len(row)) for to in row] for row in self._rows(key, states)]

    def _ranks(self, key: Key) -> Callable[[int], int]:
        """How a player ranks the ways from a stop, by their numbers."""
        moves, prefer = self._moves, self._player.prefer
        stop = moves.stop(key)
        place = moves.program.layout.places[stop.place]
        if not prefer or place.kind != "scene":
            return lambda _: 0
        question = moves.asked(stop)
        if question is not None:
            tags = ((), *(option.tags for option in question.options))
        else:
            tags = tuple(c.tags for c in moves.program.story.scenes[place.scene].choices)

        def rank(number: int) -> int:
            own = tags[number] if number < len(tags) else ()
            return next((n for n, tag in enumerate(prefer) if tag in own), len(prefer))

        return rank

    # --- Passing on ----------------------------------------------------------------------------

    def flow(self) -> None:
        """Pass shares on from every state to which all ways are counted."""
        self.share[self._start] = 1.0
        ready = [self._start] if not self.left[self._start] else []
        while ready:
            grouped: defaultdict[Key, list[State]] = defaultdict(list)
            for state in ready:
                grouped[state & self._moves.key_mask].append(state)
            ready = []
            for key, states in grouped.items():
                if self._is_nature(key):
                    for state, ways in zip(states, self._weighed(key, states), strict=True):
                        self._pass_on(state, ways, ready)
                else:
                    self._pass_on_alike(states, self._rows(key, states), ready)

    def _pass_on_alike(
        self, states: Sequence[State], rows: Sequence[Sequence[State]], ready: list[State]
    ) -> None:
        """Pass on the shares of states whose ways are all equally likely."""
        share, left = self.share, self.left
        for state, row in zip(states, rows, strict=True):
            if not row:
                self._end(state, share.pop(state, 0.0))
                continue
            part = share.pop(state, 0.0) / len(row)
            for to in row:
                share[to] = share.get(to, 0.0) + part
                still = left[to] - 1
                left[to] = still
                if not still:
                    ready.append(to)

    def _pass_on(
        self, state: State, ways: Sequence[tuple[State, float]], ready: list[State]
    ) -> None:
        """Pass on a state's share where nature moves, by her weights."""
        share, left = self.share, self.left
        whole = share.pop(state, 0.0)
        for to, likely in ways:
            share[to] = share.get(to, 0.0) + whole * likely
            left[to] -= 1
            if not left[to]:
                ready.append(to)

    def _end(self, state: State, share: float) -> None:
        """A share has come to where nothing goes on: an ending, or a place where play is stuck."""
        if self._moves.program.place(state & ~(-1 << self._moves.width)).kind == "ending":
            self.ended[state] = self.ended.get(state, 0.0) + share
        else:
            self.never += share

    # --- Loops ---------------------------------------------------------------------------------

    def solve(self) -> None:
        """Pass shares on through the states that lead back to themselves."""
        rest = [state for state, left in self.left.items() if left]
        if not rest:
            return
        ways: dict[State, list[tuple[State, float]]] = {}
        grouped: defaultdict[Key, list[State]] = defaultdict(list)
        for state in rest:
            grouped[state & self._moves.key_mask].append(state)
        for key, states in grouped.items():
            ways.update(zip(states, self._ways(key, states), strict=True))
        for loop in loops_in_order(ways):
            self._solve_loop(loop, ways)

    def _solve_loop(
        self, loop: Sequence[State], ways: Mapping[State, list[tuple[State, float]]]
    ) -> None:
        """Work out how much comes through each state of a loop in all, and pass on what leaves."""
        inside = set(loop)
        brought = [self.share.pop(state, 0.0) for state in loop]
        on = [ways[state] for state in loop]
        if len(loop) == 1 and not any(to in inside for to, _ in on[0]):
            through = brought
        elif all(to in inside for row in on for to, _ in row) and any(on):
            self.never += sum(brought)
            return
        else:
            numbers = {state: number for number, state in enumerate(loop)}
            rows = [[(numbers[to], w) for to, w in row if to in inside] for row in on]
            through, residual = solved(rows, brought)
            self.residual = max(self.residual, residual)
        for state, whole, row in zip(loop, through, on, strict=True):
            if not row:
                self._end(state, whole)
            for to, likely in row:
                if to not in inside:
                    self.share[to] = self.share.get(to, 0.0) + whole * likely
