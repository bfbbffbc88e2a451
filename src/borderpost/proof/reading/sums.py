"""The least and the most of a sum whose terms each ask for a few things.

A page may hang on a dozen decisions, too many to try all their combinations; but each of its blocks
hangs on two or three. So one decision after another is taken out: what the blocks that ask for it
come to at best is worked out for each combination of what else they ask for, and put in their place
(bucket elimination, Dechter 1999; before her Bertele and Brioschi 1972). Where that would still be
too much at once, the blocks are taken out in smaller heaps, each at its own best: the bound then
lies at what is reached or beyond it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import product
from math import prod
from typing import NamedTuple

from borderpost.engine.functions import State
from borderpost.proof.reading.known import Known

MOST_AT_ONCE = 20_000
"""Combinations of values that are tried at once."""

Best = Callable[[Iterable[int]], int]
"""Picks one of several numbers: the least, or the most."""


class Axis(NamedTuple):
    """Something that a term may ask for: the bits that hold it, and what they may be.

    Where `scene` names one, the first value says that none of its choices was taken, and each of
    the others that one of them was.
    """

    mask: State
    values: tuple[State, ...]
    scene: str = ""


class Table(NamedTuple):
    """A term: the names of what it asks for, and its value for each combination of their places."""

    axes: tuple[str, ...]
    values: Mapping[tuple[int, ...], int]


class Sum:
    """A sum of terms over some axes."""

    def __init__(
        self,
        axes: Mapping[str, Axis],
        terms: Iterable[tuple[Sequence[str], Callable[[State], int]]],
    ) -> None:
        """Try every term for all that it asks for: names of axes, and a function of the state."""
        self._axes = axes
        self._tables = [_table(axes, names, value) for names, value in terms]
        self._alike = {
            name: _first_alike(name, len(axis.values), self._tables) for name, axis in axes.items()
        }

    def best(self, pick: Best, known: Known) -> int:
        """The sum at its least, or most, by what is known of the state."""
        open_places = {name: self._open(name, known) for name in self._axes}
        tables = [_held_to(table, open_places) for table in self._tables]
        return _eliminated(tables, {n: len(open_) for n, open_ in open_places.items()}, pick)

    def _open(self, name: str, known: Known) -> Sequence[int]:
        """The places of an axis that a state allows; of those that are alike the first."""
        axis, alike = self._axes[name], self._alike[name]
        held = axis.mask & known.mask
        least = 1 if axis.scene in known.decided else 0
        places = range(least, len(axis.values))
        return sorted({alike[at] for at in places if not (axis.values[at] ^ known.state) & held})


def _table(axes: Mapping[str, Axis], names: Sequence[str], value: Callable[[State], int]) -> Table:
    """A term's table."""
    places = product(*(range(len(axes[name].values)) for name in names))
    states = map(sum, product(*(axes[name].values for name in names)))
    return Table(tuple(names), dict(zip(places, map(value, states), strict=True)))


def _first_alike(name: str, count: int, tables: Sequence[Table]) -> Sequence[int]:
    """For each place of an axis the first that no term tells from it."""
    rows: list[list[int]] = [[] for _ in range(count)]
    for table in tables:
        if name in table.axes:
            at = table.axes.index(name)
            for places, value in table.values.items():
                rows[places[at]].append(value)
    first: dict[tuple[int, ...], int] = {}
    return [first.setdefault(tuple(row), place) for place, row in enumerate(rows)]


def _held_to(table: Table, places: Mapping[str, Sequence[int]]) -> Table:
    """A table with only some places of its axes, numbered anew."""
    wanted = [places[name] for name in table.axes]
    kept = product(*wanted)
    anew = product(*(range(len(each)) for each in wanted))
    return Table(table.axes, dict(zip(anew, map(table.values.__getitem__, kept), strict=True)))


def _eliminated(tables: list[Table], sizes: Mapping[str, int], pick: Best) -> int:
    """Take out one axis after another, that first which makes the smallest table."""
    waiting = {name for table in tables for name in table.axes}
    while waiting:
        weights = {name: _weight(name, tables, sizes) for name in sorted(waiting)}
        name = min(weights, key=weights.__getitem__)
        waiting.remove(name)
        heap = [table for table in tables if name in table.axes]
        tables = [table for table in tables if name not in table.axes]
        tables += [_without(name, part, sizes, pick) for part in _heaps(heap, sizes)]
    return sum(table.values[()] for table in tables)


def _weight(name: str, tables: Iterable[Table], sizes: Mapping[str, int]) -> int:
    """How many combinations there are of an axis and all that is asked for beside it."""
    beside = {axis for table in tables if name in table.axes for axis in table.axes}
    return prod(sizes[axis] for axis in beside)


def _heaps(tables: Sequence[Table], sizes: Mapping[str, int]) -> list[list[Table]]:
    """Tables in as few heaps as can be taken at once."""
    heaps: list[tuple[set[str], list[Table]]] = []
    for table in sorted(tables, key=lambda each: -len(each.values)):
        for axes, heap in heaps:
            if prod(sizes[axis] for axis in axes.union(table.axes)) <= MOST_AT_ONCE:
                axes.update(table.axes)
                heap.append(table)
                break
        else:
            heaps.append((set(table.axes), [table]))
    return [heap for _, heap in heaps]


def _without(name: str, tables: Sequence[Table], sizes: Mapping[str, int], pick: Best) -> Table:
    """Some tables added up, each combination at its best by one axis, which is taken out."""
    axes = tuple(sorted({axis for table in tables for axis in table.axes} - {name}))
    order = [name, *axes]
    reads = [([order.index(axis) for axis in table.axes], table.values) for table in tables]
    values: dict[tuple[int, ...], int] = {}
    for places in product(*(range(sizes[axis]) for axis in axes)):
        whole = (
            sum(table[tuple(at[place] for place in read)] for read, table in reads)
            for at in ((value, *places) for value in range(sizes[name]))
        )
        values[places] = pick(whole)
    return Table(axes, values)
