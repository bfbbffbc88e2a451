"""Sums at their least and most, against every combination tried."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product
from random import Random

import pytest

from borderpost.proof.reading import sums
from borderpost.proof.reading.known import Known
from borderpost.proof.reading.sums import Axis, Sum

Terms = list[tuple[list[str], Callable[[int], int]]]


def drawn(seed: int) -> tuple[dict[str, Axis], Terms]:
    """Some axes of a few values each, and terms that each ask for up to three of them."""
    random = Random(seed)  # noqa: S311
    axes: dict[str, Axis] = {}
    shift = 0
    for number in range(random.randint(1, 6)):
        width = random.randint(1, 3)
        values = [
            value << shift for value in range(1 << width) if value == 0 or random.random() < 0.8
        ]
        axes[f"a{number}"] = Axis(((1 << width) - 1) << shift, tuple(values))
        shift += width
    terms: Terms = []
    for _ in range(random.randint(1, 8)):
        names = random.sample(sorted(axes), random.randint(1, min(3, len(axes))))
        terms.append((names, term(axes, names, random)))
    return axes, terms


def term(axes: dict[str, Axis], names: list[str], random: Random) -> Callable[[int], int]:
    """A number for each of what some axes may be, whatever else stands in the state."""
    mask = sum(axes[name].mask for name in names)
    values = {
        sum(states): random.randint(0, 3)
        for states in product(*(axes[name].values for name in names))
    }
    return lambda state: values[state & mask]


def tried(
    axes: dict[str, Axis],
    terms: list[tuple[list[str], Callable[[int], int]]],
    known: int,
    state: int,
) -> list[int]:
    """The sum for every combination that agrees with what is known."""
    states = map(sum, product(*(axis.values for axis in axes.values())))
    return [sum(value(each) for _, value in terms) for each in states if not (each ^ state) & known]


@pytest.mark.parametrize("seed", range(150))
def test_a_sum_is_at_best_what_trying_all_finds(seed: int) -> None:
    random = Random(seed)  # noqa: S311
    axes, terms = drawn(seed)
    whole = Sum(axes, terms)
    for _ in range(4):
        state = sum(random.choice(axis.values) for axis in axes.values())
        held = random.sample(sorted(axes), random.randint(0, len(axes)))
        known = sum(axes[name].mask for name in held)
        found = tried(axes, terms, known, state)
        assert whole.best(min, Known(known, state)) == min(found)
        assert whole.best(max, Known(known, state)) == max(found)


def test_of_an_axis_only_some_bits_may_be_known() -> None:
    axes = {"a": Axis(0b11, (0b00, 0b01, 0b10, 0b11))}
    whole = Sum(axes, [(["a"], lambda state: (5, 1, 7, 3)[state])])
    assert whole.best(max, Known(0b01, 0b01)) == 3
    assert whole.best(min, Known(0b10, 0b10)) == 3


@pytest.mark.parametrize("seed", range(60))
def test_what_is_too_much_at_once_is_bounded_from_beyond(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sums, "MOST_AT_ONCE", 10)
    axes, terms = drawn(seed)
    found = tried(axes, terms, 0, 0)
    whole = Sum(axes, terms)
    assert whole.best(min, Known()) <= min(found)
    assert whole.best(max, Known()) >= max(found)


def test_heaps_are_taken_apart_only_where_they_must_be(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sums, "MOST_AT_ONCE", 10)
    beyond = 0
    for seed in range(60):
        axes, terms = drawn(seed)
        beyond += Sum(axes, terms).best(max, Known()) > max(tried(axes, terms, 0, 0))
    assert 0 < beyond < 30


def test_where_a_choice_was_taken_it_is_one_of_them() -> None:
    axes = {"a": Axis(0b11, (0b00, 0b01, 0b10), scene="gate")}
    whole = Sum(axes, [(["a"], lambda state: (0, 4, 5)[state])])
    assert whole.best(min, Known()) == 0
    assert whole.best(min, Known(decided=frozenset(["lane"]))) == 0
    assert whole.best(min, Known(decided=frozenset(["gate"]))) == 4
