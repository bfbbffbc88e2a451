"""How much of the words of pages is kept in the states that are explored: as much as there is room.

A page that hangs on something recent costs little to keep track of; one that hangs on decisions
long past multiplies the states of all that lies between. The cheapest are kept.
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence

from borderpost.engine.program import Program
from borderpost.proof.reading.costs import Costs
from borderpost.proof.reading.lengths import Part
from borderpost.proof.search.exploring import Explored, Limits, Watch, explore
from borderpost.proof.search.liveness import Asked, Liveness
from borderpost.proof.search.settling import Stop
from borderpost.story.expressions.syntax import Expression

ROOM = 2
"""How many times as many states there may be as without any detail."""

ALWAYS_ROOM = 200_000
"""States that there may be in any case."""

WEIGHING = 5.0
"""Seconds for which pages are weighed."""

TRIES = 3
"""How often it is tried how much detail there is room for."""

Hanging = tuple[str, tuple[Part, ...]]
"""The parts of a page whose words are not the same in every play; the page by its place's name."""


def detailed(
    program: Program, limits: Limits, costs: Costs, plain: Explored, watch: Watch = None
) -> Explored:
    """What can be come to, with as much of the words of pages as there is room for.

    `plain` is what can be come to, with none of them.
    """
    room = limits._replace(states=min(limits.states, max(ROOM * plain.states, ALWAYS_ROOM)))
    pages = _by_weight(program, _hanging(program, costs), plain)
    best, fits, fails = plain, 0, len(pages) + 1
    for attempt in range(TRIES):
        tried = len(pages) if not attempt else (fits + fails) // 2
        if tried <= fits:
            break
        asked = Asked(at=asked_for(pages[:tried]))
        found = explore(program, plain.settings, room, asked, watch=watch)
        if found.limit == "interrupted":
            raise KeyboardInterrupt
        if found.complete:
            best, fits = found, tried
        else:
            fails = tried
    return best


def asked_for(pages: Sequence[Hanging]) -> Mapping[str, tuple[Expression, ...]]:
    """What is to be asked at each scene and ending so that the words of pages are known there."""
    return {name: tuple(part.expression for part in parts) for name, parts in pages}


def _hanging(program: Program, costs: Costs) -> list[Hanging]:
    """Every page whose words are not the same in every play."""
    pages = []
    for place in program.layout.places:
        texts = costs.page(place.name)[1]
        parts = tuple(part for text in texts for part in costs.lengths.counted(text).parts)
        if parts:
            pages.append((place.name, parts))
    return pages


def _by_weight(program: Program, pages: Sequence[Hanging], plain: Explored) -> list[Hanging]:
    """Pages in order of how much more must be remembered for each, in how many states.

    Those that there is no time to weigh are left out.
    """
    end = time.perf_counter() + WEIGHING
    crowd: dict[Stop, int] = {}
    for level in plain.levels:
        for key, states in level.items():
            stop = plain.moves.stop(key)
            crowd[stop] = crowd.get(stop, 0) + len(states)
    weighed = []
    for number, page in enumerate(pages):
        if time.perf_counter() > end:
            break
        weighed.append((_weight(program, page, plain.moves.liveness, crowd), number, page))
    return [page for _, _, page in sorted(weighed, key=lambda each: each[:2])]


def _weight(program: Program, page: Hanging, plain: Liveness, crowd: Mapping[Stop, int]) -> int:
    """How many more states a page may make: where it asks for more, by the states there are."""
    asking = Liveness(program.layout, Asked(at=asked_for([page])))
    weight = 0
    for stop, count in crowd.items():
        before = plain.needed(stop)
        for name, cuts in asking.needed(stop).items():
            weight += count * (cuts & ~before.get(name, 0)).bit_count()
    return weight
