"""How much of the words of pages is kept in the states that are explored: as much as there is room.

A page that hangs on something recent costs little to keep track of; one that hangs on decisions
long past multiplies the states of all that lies between. The cheapest are kept.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Mapping
from itertools import accumulate
from operator import itemgetter
from typing import NamedTuple

from borderpost.engine.program import Program
from borderpost.proof.reading.charging import Charge, Charging, asked_for
from borderpost.proof.reading.costs import Costs
from borderpost.proof.reading.lengths import Part
from borderpost.proof.search.exploring import Explored, Limits, Watch, explore
from borderpost.proof.search.liveness import Liveness
from borderpost.proof.search.settling import Stop

ROOM = 2
"""How many times as many states there may be as without any detail."""

ALWAYS_ROOM = 200_000
"""States that there may be in any case."""

WEIGHING = 20.0
"""Seconds for which pages are weighed."""


class Detailed(NamedTuple):
    """What can be come to, and the words that are known of every state of it."""

    explored: Explored
    charges: tuple[Charge, ...] = ()


def detailed(
    program: Program, limits: Limits, costs: Costs, plain: Explored, watch: Watch = None
) -> Detailed:
    """What can be come to, with as much of the words of pages as there is room for.

    `plain` is what can be come to, with none of them.
    """
    room = limits._replace(states=min(limits.states, max(ROOM * plain.states, ALWAYS_ROOM)))
    weighed = _weighed(program, _hanging(program, costs), plain)
    expected = accumulate(weight for weight, _ in weighed)
    tried = sum(plain.states + more <= room.states for more in expected)
    while tried:
        charges = tuple(charge for _, charge in weighed[:tried])
        found = explore(program, plain.settings, room, asked_for(charges), watch=watch)
        if found.limit == "interrupted":
            raise KeyboardInterrupt
        if found.complete:
            return Detailed(found, charges)
        tried //= 2
    return Detailed(plain)


def _hanging(program: Program, costs: Costs) -> Iterator[tuple[str, list[Part]]]:
    """The parts of every page whose words are not the same in every play, by the place's name."""
    for place in program.layout.places:
        parts = costs.hanging(place.name)
        if parts:
            yield place.name, parts


def _weighed(
    program: Program, pages: Iterable[tuple[str, list[Part]]], plain: Explored
) -> list[tuple[int, Charge]]:
    """Charges with about how many more states there are for each, the least first.

    Those that hang on the same, known at the same stops, weigh the same; those that there is no
    time to weigh are left out.
    """
    end = time.perf_counter() + WEIGHING
    charging = Charging(program.layout, plain.moves.liveness)
    crowd: dict[Stop, int] = {}
    for level in plain.levels:
        for key, states in level.items():
            stop = plain.moves.stop(key)
            crowd[stop] = crowd.get(stop, 0) + len(states)
    weighed: list[tuple[int, Charge]] = []
    weights: dict[tuple[int, tuple[Stop, ...]], int] = {}
    for charge in (charge for page in pages for charge in charging.charges(*page)):
        if time.perf_counter() > end:
            break
        asked = charge.part.mask, charge.begins
        if asked not in weights:
            weights[asked] = _weight(program, charge, plain.moves.liveness, crowd)
        weighed.append((weights[asked], charge))
    return sorted(weighed, key=itemgetter(0))


def _weight(program: Program, charge: Charge, plain: Liveness, crowd: Mapping[Stop, int]) -> int:
    """How many more states a charge may make: where they tell more apart, by those there are."""
    asking = Liveness(program.layout, asked_for([charge]))
    return sum(
        count * len(asking.told_apart(stop) - plain.told_apart(stop))
        for stop, count in crowd.items()
    )
