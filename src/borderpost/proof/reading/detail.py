"""How much of the words of pages is kept in the states that are explored: as much as there is room.

A page that hangs on something recent costs little to keep track of; one that hangs on decisions
long past multiplies the states of all that lies between. Those are kept that differ by the most
words for the states they cost.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from operator import itemgetter
from typing import NamedTuple

from borderpost.engine.program import Program
from borderpost.proof.reading.charging import Charge, Charging, asked_for
from borderpost.proof.reading.costs import Costs
from borderpost.proof.reading.known import Known
from borderpost.proof.reading.lengths import Part
from borderpost.proof.reading.roads import roads_gone
from borderpost.proof.search.exploring import Explored, Limits, Watch, explore
from borderpost.proof.search.liveness import Liveness
from borderpost.proof.search.settling import Stop
from borderpost.story.checks.graph import reached

ROOM = 2
"""How many times as many states there may be as without any detail."""

ALWAYS_ROOM = 200_000
"""States that there may be in any case."""

SMALLER = 8
"""How many times less is asked for when it was too much."""


class Detailed(NamedTuple):
    """What can be come to, and the words that are known of every state of it."""

    explored: Explored
    charges: tuple[Charge, ...] = ()


def detailed(
    program: Program,
    limits: Limits,
    costs: Costs,
    plain: Explored,
    certain: Mapping[Stop, Known],
    watch: Watch = None,
) -> Detailed:
    """What can be come to, with as much of the words of pages as there is room for.

    `plain` is what can be come to, with none of them, and `certain` what is known at its stops.
    """
    room = limits._replace(states=min(limits.states, max(ROOM * plain.states, ALWAYS_ROOM)))
    weighed = _weighed(program, _hanging(program, costs, certain), plain)
    more = room.states - plain.states
    while chosen := _fitting(weighed, more):
        found = explore(program, plain.settings, room, asked_for(chosen), watch=watch)
        if found.limit == "interrupted":
            raise KeyboardInterrupt
        if found.complete:
            return Detailed(found, tuple(chosen))
        if not more:
            break
        more //= SMALLER  # what is asked for together weighs more than each alone
    return Detailed(plain)


def _fitting(weighed: Iterable[tuple[int, Charge]], room: int) -> list[Charge]:
    """As many charges as there is room for, in order; one that is too much is passed over."""
    chosen: list[Charge] = []
    for weight, charge in weighed:
        if weight <= room:
            room -= weight
            chosen.append(charge)
    return chosen


def _hanging(
    program: Program, costs: Costs, certain: Mapping[Stop, Known]
) -> Iterator[tuple[str, list[tuple[Part, int]]]]:
    """The parts of pages whose words are not the same in every play, by the place's name.

    Each with how many words it may be more than at the least.
    """
    for number, place in enumerate(program.layout.places):
        known = certain.get(Stop(number))
        if known is not None:
            parts = costs.hanging(place.name)
            least, most = ([part.bound(known, most=m) for part in parts] for m in (False, True))
            spreads = [high - low for low, high in zip(least, most, strict=True)]
            yield place.name, [pair for pair in zip(parts, spreads, strict=True) if pair[1]]


def _weighed(
    program: Program, pages: Iterable[tuple[str, list[tuple[Part, int]]]], plain: Explored
) -> list[tuple[int, Charge]]:
    """Charges with about how many more states there are for each, the best worth it first."""
    charging = Charging(program.layout, roads_gone(plain))
    crowd: dict[Stop, int] = {}
    for level in plain.levels:
        for key, states in level.items():
            stop = plain.moves.stop(key)
            crowd[stop] = crowd.get(stop, 0) + len(states)
    weighed: list[tuple[float, int, Charge]] = []
    for name, parts in pages:
        charges = charging.charges(name, [part for part, _ in parts])
        for charge, (_, spread) in zip(charges, parts, strict=True):
            weight = _weight(charge, plain.moves.liveness, crowd)
            weighed.append((weight / spread, weight, charge))
    return [(weight, charge) for _, weight, charge in sorted(weighed, key=itemgetter(0))]


def _weight(charge: Charge, liveness: Liveness, crowd: Mapping[Stop, int]) -> int:
    """How many more states a charge may make: where more is told apart, by those there are.

    Where nothing changes its words any more, what is told apart is only how many they are.
    """
    mask = charge.part.mask

    def is_settled(stop: Stop) -> bool:
        return not mask & ~liveness.unchanging(stop)

    settled = reached(
        filter(is_settled, charge.begins),
        lambda stop: filter(is_settled, liveness.leading[stop]),
    )
    weight = sum(crowd.get(stop, 0) for stop in settled)
    asked = liveness.needed_if_asked(charge.part.expression, charge.begins)
    for stop in (asked.keys() & crowd.keys()) - settled.keys():
        known = liveness.needed(stop)
        more = sum((cuts & ~known.get(name, 0)).bit_count() for name, cuts in asked[stop].items())
        weight += crowd[stop] * more
    return weight
