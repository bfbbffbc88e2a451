"""Which texts are read in some play and which in none: sampled first, then searched for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from borderpost.engine.program import Program
from borderpost.proof.idle.listening import texts_heard
from borderpost.proof.idle.readings import Reading, When
from borderpost.proof.idle.sampled_texts import is_settled, sampled
from borderpost.proof.idle.sights import FAILED, HELD, Sight, sighted
from borderpost.proof.search.exploring import Explored, Limits, Watch, explore
from borderpost.proof.search.liveness import Asked
from borderpost.proof.search.settling import Stop
from borderpost.story.expressions.syntax import Expression

FEW = 20_000
"""States up to which a search is cheaper than plays at random that are to show the same."""


class Read(NamedTuple):
    """What was seen of the conditions of texts, and those of which more may be to be seen."""

    sights: frozenset[Sight] = frozenset()
    undecided: tuple[Reading, ...] = ()


def read(
    program: Program,
    tried: Sequence[Mapping[str, str]],
    wanted: Iterable[Reading],
    limits: Limits,
    watch: Watch = None,
) -> Read:
    """Look at texts in plays with all of some settings."""
    left = list(wanted)
    small = Limits(min(FEW, limits.states), limits.seconds)
    seen, left = _searched(program, tried, left, small, watch)
    for settings in tried:
        if left:
            seen |= sampled(program, settings, left)
            left = _lacking(left, seen)
    more, left = _searched(program, tried, left, limits, watch)
    return Read(frozenset(seen | more), tuple(left))


def _searched(
    program: Program,
    tried: Sequence[Mapping[str, str]],
    wanted: Sequence[Reading],
    limits: Limits,
    watch: Watch,
) -> tuple[set[Sight], list[Reading]]:
    """What whole searches show of texts, and the texts that are not decided by them."""
    seen: set[Sight] = set()
    left = list(wanted)
    asked = _asked(program, left)
    for settings in tried if left else ():
        explored = explore(program, settings, limits, asked, watch=watch)
        seen |= sighted(explored, _looked(explored, left))
        seen |= texts_heard(explored, filter(_is_between, left))
        left = _lacking(left, seen)
        if not explored.complete:
            return seen, left
    return seen, []


def _lacking(wanted: Iterable[Reading], seen: set[Sight]) -> list[Reading]:
    """Those of some texts whose condition was not seen both to hold and to fail."""
    return [reading for reading in wanted if not is_settled(reading, seen)]


def _is_between(reading: Reading) -> bool:
    """Whether a condition is asked for between two stops."""
    return reading.when in (When.TAKEN, When.DUE)


def _asked(program: Program, wanted: Iterable[Reading]) -> Asked:
    """What must be asked for, so that all states tell whether conditions hold."""
    at: dict[str | Stop, tuple[Expression, ...]] = {}
    between: dict[str, tuple[Expression, ...]] = {}
    everywhere = []
    for reading in wanted:
        expression = reading.condition.expression
        if _is_between(reading):
            between[reading.of] = (*between.get(reading.of, ()), expression)
        elif _is_on_entry(program, reading):
            name = reading.of.partition(".")[0]
            at[name] = (*at.get(name, ()), expression)
        else:
            everywhere.append(reading.condition)
    return Asked(at=at, between=between, everywhere=tuple(everywhere))


def _is_on_entry(program: Program, reading: Reading) -> bool:
    """Whether a condition is the same as long as one stays where it is asked for."""
    if reading.when is When.ENTERED:
        return True
    scene = program.story.scenes.get(reading.of.partition(".")[0])
    return reading.when is When.SHOWN and scene is not None and not scene.asked


def _looked(explored: Explored, wanted: Iterable[Reading]) -> dict[Stop, dict[Sight, str]]:
    """Tests of conditions at every stop where they are asked for, or at more."""
    program = explored.moves.program
    everywhere = {explored.moves.stop(key) for level in explored.levels for key in level}
    looked: dict[Stop, dict[Sight, str]] = {}
    for reading in wanted:
        if _is_between(reading):
            continue
        number = program.layout.place_numbers.get(reading.of.partition(".")[0])
        stops = everywhere
        if reading.when is When.ENTERED:
            stops = {stop for stop in everywhere if stop == (number, 0)}
        elif reading.when is When.SHOWN:
            stops = {stop for stop in everywhere if stop.place == number}
        source = program.generator.coder.condition(reading.condition)
        for stop in stops:
            tests = looked.setdefault(stop, {})
            tests[Sight(HELD, reading.condition.at)] = source
            tests[Sight(FAILED, reading.condition.at)] = f"not ({source})"
    return looked
