"""Loops among states: found, put in order, and solved."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from typing import TypeVar

State = TypeVar("State", bound=Hashable)

DENSE = 200
"""The most states of a loop that are solved by elimination; larger loops are gone round instead."""

ROUNDS = 100_000
"""How often a large loop is gone round at the most."""

STILL = 1e-15
"""What must change in a round for another one to be worth it."""


def loops_in_order(
    ways: Mapping[State, Sequence[tuple[State, float]]],
) -> Iterator[list[State]]:
    """The strongly connected parts of a graph, each after all that lead to it (Tarjan 1972).

    Without recursion, since a loop may be long.
    """
    index: dict[State, int] = {}
    low: dict[State, int] = {}
    on_stack: set[State] = set()
    stack: list[State] = []
    parts: list[list[State]] = []
    for root in ways:
        if root in index:
            continue
        work: list[tuple[State, Iterator[tuple[State, float]]]] = []
        index[root] = low[root] = len(index)
        stack.append(root)
        on_stack.add(root)
        work.append((root, iter(ways[root])))
        while work:
            state, rest = work[-1]
            for to, _ in rest:
                if to not in ways:
                    continue
                if to not in index:
                    index[to] = low[to] = len(index)
                    stack.append(to)
                    on_stack.add(to)
                    work.append((to, iter(ways[to])))
                    break
                if to in on_stack:
                    low[state] = min(low[state], index[to])
            else:
                work.pop()
                if work:
                    parent = work[-1][0]
                    low[parent] = min(low[parent], low[state])
                if low[state] == index[state]:
                    part: list[State] = []
                    while not part or part[-1] != state:
                        part.append(stack.pop())
                        on_stack.discard(part[-1])
                    parts.append(part)
    yield from reversed(parts)


def solved(
    rows: Sequence[Sequence[tuple[int, float]]], brought: Sequence[float]
) -> tuple[list[float], float]:
    """How much comes through each state of a loop in all, and the residual of that.

    `rows` holds, for each state, where it leads within the loop and how likely; `brought` what
    comes to it from outside. Through a state comes what is brought and what all others pass on.
    """
    through = _eliminated(rows, brought) if len(rows) <= DENSE else _gone_round(rows, brought)
    passed = list(brought)
    for number, row in enumerate(rows):
        for to, likely in row:
            passed[to] += through[number] * likely
    return through, max(abs(a - b) for a, b in zip(through, passed, strict=True))


def _eliminated(
    rows: Sequence[Sequence[tuple[int, float]]], brought: Sequence[float]
) -> list[float]:
    """Solved by Gaussian elimination with partial pivoting."""
    size = len(rows)
    table = [[0.0] * size + [value] for value in brought]
    for number, row in enumerate(rows):
        table[number][number] += 1.0
        for to, likely in row:
            table[to][number] -= likely
    for column in range(size):
        pivot = max(range(column, size), key=lambda n: abs(table[n][column]))
        table[column], table[pivot] = table[pivot], table[column]
        head = table[column]
        for other in range(column + 1, size):
            factor = table[other][column] / head[column]
            if factor:
                line = table[other]
                for at in range(column, size + 1):
                    line[at] -= factor * head[at]
    through = [0.0] * size
    for column in range(size - 1, -1, -1):
        line = table[column]
        known = sum(line[at] * through[at] for at in range(column + 1, size))
        through[column] = (line[size] - known) / line[column]
    return through


def _gone_round(
    rows: Sequence[Sequence[tuple[int, float]]], brought: Sequence[float]
) -> list[float]:
    """Solved by going round until no more than a speck is still on its way."""
    through = list(brought)
    moving = list(brought)
    for _ in range(ROUNDS):
        passed = [0.0] * len(rows)
        for number, row in enumerate(rows):
            if moving[number]:
                for to, likely in row:
                    passed[to] += moving[number] * likely
        moving = passed
        for number, more in enumerate(moving):
            through[number] += more
        if max(moving) < STILL:
            break
    return through
