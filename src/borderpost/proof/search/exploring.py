"""Walks all states a story can be in, level by level, from the start to the last one.

A level holds the states first reached after so many steps; all levels are kept, so that the way to
any state can be found backwards, and is a shortest one.
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from borderpost.engine.functions import State
from borderpost.engine.program import Program
from borderpost.proof.players import UNIFORM, Player
from borderpost.proof.search.liveness import Asked, Liveness
from borderpost.proof.search.settling import Stop
from borderpost.proof.search.steps import Key
from borderpost.proof.search.walking import Moves
from borderpost.story.collector import collector_paused

CHUNK = 20_000
"""States walked on from before the limits are looked at again."""

Level = Mapping[Key, Sequence[State]]
"""The states first reached after so many steps, by where they stand."""


class Limits(NamedTuple):
    """How far to explore: states kept at the most, and seconds of it."""

    states: int = 5_000_000
    seconds: float = 600.0


class Progress(NamedTuple):
    """How far an exploration is: states known, states still to be walked on from, seconds."""

    states: int
    frontier: int
    seconds: float


Watch = Callable[[Progress], None] | None
"""Who is told now and then how far an exploration is."""


class Explored(NamedTuple):
    """What was found.

    `complete` says that every state was walked on from; if not, `limit` says what ended it:
    `states`, `seconds` or `interrupted`. `opened` counts, by scene and choice number, in how many
    states a choice was offered; the last number of a scene is its Continue. `overflowed` holds the
    names of ranges that can leave their bounds.
    """

    moves: Moves
    settings: Mapping[str, str]
    levels: Sequence[Level]
    states: int
    transitions: int
    seconds: float
    complete: bool
    limit: str
    opened: Mapping[Key, Sequence[int]]
    overflowed: frozenset[str]

    def places(self) -> set[int]:
        """The numbers of the places that can be come to."""
        mask = self.moves.program.layout.field("place").mask
        return {key & mask for level in self.levels for key in level}

    def at(self, stop: Stop) -> Iterator[tuple[int, Sequence[State]]]:
        """The states at a stop, level by level, with the level's number."""
        key = self.moves.key(stop)
        for number, level in enumerate(self.levels):
            if key in level:
                yield number, level[key]


def explore(
    program: Program,
    settings: Mapping[str, str],
    limits: Limits,
    asked: Asked | None = None,
    *,
    project: bool = True,
    watch: Watch = None,
    player: Player = UNIFORM,
) -> Explored:
    """Walk all states that a player with these settings can come to, within some limits.

    The uniform player comes to all there are; `opened` and `transitions` count all ways open.
    `watch` is told how far it is every some thousand states. An interrupt from the keyboard ends
    the exploration, and what is known so far is returned.
    """
    moves = Moves(program, Liveness(program.layout, asked or Asked(), project=project))
    start = moves.start(program.start(settings))
    walk = _Walk(moves, start, limits, watch, player)
    with collector_paused():
        try:
            limit = walk.on()
        except KeyboardInterrupt:
            limit = "interrupted"
    names = list(program.story.variables)
    return Explored(
        moves=moves,
        settings=dict(settings),
        levels=walk.levels,
        states=len(walk.seen),
        transitions=sum(map(sum, walk.opened.values())),
        seconds=time.perf_counter() - walk.begun,
        complete=not limit,
        limit=limit,
        opened=walk.opened,
        overflowed=frozenset(names[number] for number in moves.overflowed),
    )


class _Walk:
    """An exploration while it goes on."""

    def __init__(
        self,
        moves: Moves,
        start: State,
        limits: Limits,
        watch: Watch,
        player: Player,
    ) -> None:
        """Begin at a state."""
        self._player = player
        self._moves = moves
        self._limits = limits
        self._watch = watch
        self.begun = time.perf_counter()
        self.seen = {start}
        self.levels: list[Level] = [{start & moves.key_mask: [start]}]
        self.opened: dict[Key, list[int]] = {}

    def on(self) -> str:
        """Walk until nothing is new or a limit is met; which limit, or nothing."""
        while True:
            fresh: defaultdict[Key, list[State]] = defaultdict(list)
            try:
                limit = self._on_to(fresh)
            finally:
                found = {key: states for key, states in fresh.items() if states}
                if found:
                    self.levels.append(found)
            if limit or not found:
                return limit

    def _on_to(self, fresh: Mapping[Key, list[State]]) -> str:
        """Walk on from the last level, to what is new; which limit was met, or nothing."""
        for key, states in self.levels[-1].items():
            expand = self._moves.picking(key, self._player)
            for chunk in chunks(states):
                self._count(key, expand(chunk, self.seen, self.seen.add, fresh))
                limit = self._limit(fresh)
                if limit:
                    return limit
        return ""

    def _count(self, key: Key, counts: Sequence[int]) -> None:
        """Keep how often each way was open."""
        known = self.opened.setdefault(key, [0] * len(counts))
        for number, count in enumerate(counts):
            known[number] += count

    def _limit(self, fresh: Level) -> str:
        """Which limit is met, or nothing."""
        seconds = time.perf_counter() - self.begun
        if self._watch is not None:
            frontier = sum(map(len, fresh.values()))
            self._watch(Progress(len(self.seen), frontier, seconds))
        if len(self.seen) > self._limits.states:
            return "states"
        return "seconds" if seconds > self._limits.seconds else ""


def chunks(states: Sequence[State]) -> Iterable[Sequence[State]]:
    """The states in pieces that are walked in one go."""
    if len(states) <= CHUNK:
        return (states,)
    return (states[begin : begin + CHUNK] for begin in range(0, len(states), CHUNK))
