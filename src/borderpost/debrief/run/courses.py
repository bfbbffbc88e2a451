"""How the meters went: what each stood at after every decision of a path."""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

from borderpost.debrief.wording import changed_words, on_one_line, signed_number
from borderpost.engine.actions import Choose, Continue
from borderpost.engine.functions import State
from borderpost.engine.moment import Moment, Path
from borderpost.engine.program import Program
from borderpost.engine.show import decision_words


class Meter(NamedTuple):
    """A meter: its name for people, its bounds, which way is better, and what it is."""

    label: str
    low: int
    high: int
    better: str
    explain: str


class Stop(NamedTuple):
    """A decision: the title of its scene, the words of what was chosen, each meter's value then.

    The values are those that the next decision was taken at (or that stand now), so that all that
    came of this one by then is in them, with whatever else happened on the way. `number` is that of
    the decision's act.
    """

    title: str
    chosen: str
    values: tuple[int, ...]
    number: int = 0


class Courses(NamedTuple):
    """The meters in order, what each started at, and the decisions with what came of them."""

    meters: tuple[Meter, ...]
    start: tuple[int, ...]
    stops: tuple[Stop, ...]

    @property
    def now(self) -> tuple[int, ...]:
        """What each meter stands at."""
        return self.values_at(len(self.stops))

    def of(self, meter: int) -> tuple[int, ...]:
        """The values of one meter: at the start, then after each decision."""
        return (self.start[meter], *(stop.values[meter] for stop in self.stops))

    def values_at(self, number: int) -> tuple[int, ...]:
        """Every meter after decision `number`, counted from 1; 0 is the start."""
        return self.stops[number - 1].values if number else self.start

    def changes_at(self, number: int) -> tuple[tuple[Meter, int, int], ...]:
        """What a decision changed, counted from 1: each meter, what it was, what it then was."""
        if not number:
            return ()
        before, after = self.values_at(number - 1), self.values_at(number)
        found = zip(self.meters, before, after, strict=True)
        return tuple((meter, was, now) for meter, was, now in found if was != now)


def courses_of(program: Program, path: Path) -> Courses:
    """How the meters went on a path.

    A decision is a choice that was taken. Going on where there was nothing to choose is none, and
    is told only where the meters moved then.
    """
    found: list[Stop] = []
    start = values = _values(program, path[0].state)
    taken = [i for i, step in enumerate(path) if isinstance(step.action, Choose | Continue)]
    for index, following in pairwise([*taken, len(path)]):
        step = path[index]
        before, values = values, _values(program, path[following - 1].state)
        if isinstance(step.action, Choose) or before != values:
            found.append(Stop(_title(program, step), _chosen(program, step), values, step.number))
    meters = tuple(
        Meter(meter.label or meter.name, meter.low, meter.high, meter.better, meter.explain)
        for meter in program.meters
    )
    return Courses(meters, start, tuple(found))


BETTER = {"high": "More is better.", "low": "Less is better."}
"""Which way of a meter is the better one, in words."""


def meaning(explain: str, better: str) -> str:
    """What a meter is, and which way is better, on one line."""
    return " ".join(part for part in (on_one_line(explain), BETTER.get(better, "")) if part)


def change_words(meter: Meter, was: int, now: int) -> str:
    """What changed in one of the meters."""
    return changed_words(meter.label, now, was)


def value_words(meter: Meter, was: int, now: int) -> str:
    """A meter after a decision, with its change if there was one: `Money 4 (−2)`."""
    return f"{meter.label} {now}" + (f" ({signed_number(now - was)})" if now != was else "")


def _values(program: Program, state: State) -> tuple[int, ...]:
    """What every meter stands at in a state."""
    return tuple(program.value(meter, state) for meter in program.meters)


def _title(program: Program, step: Moment) -> str:
    """The title of the scene that a decision was taken in."""
    assert isinstance(step.action, Choose | Continue)
    return program.story.scenes[step.action.scene].called


def _chosen(program: Program, step: Moment) -> str:
    """What was chosen, on one line."""
    if isinstance(step.action, Continue):
        return "You went on."
    return on_one_line(decision_words(program, step))
