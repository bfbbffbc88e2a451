"""What a seed brings is for good: the same in every version, on every machine."""

from __future__ import annotations

import pytest

from borderpost.engine.chance import draw

THREE = ((0, 5), (1, 3), (2, 2))


@pytest.mark.parametrize(
    ("seed", "place", "outcomes"),
    [
        (1, "~gate.toss#1", [0, 1, 2, 0]),
        (1, "~hut#1", [0, 1, 0, 1]),
        (2, "~gate.toss#1", [2, 0, 1, 2]),
        (2, "~hut#1", [2, 0, 0, 0]),
        (77, "~gate.toss#1", [0, 1, 1, 0]),
        (77, "~hut#1", [0, 2, 2, 0]),
    ],
)
def test_a_seed_brings_at_a_place_what_it_always_brought(
    seed: int, place: str, outcomes: list[int]
) -> None:
    assert [draw(seed, place, nth, THREE) for nth in range(4)] == outcomes


def test_each_outcome_comes_as_often_as_its_weight_says() -> None:
    drawn = [draw(seed, "~gate#1", 0, THREE) for seed in range(2000)]
    shares = [drawn.count(outcome) / len(drawn) for outcome in range(3)]
    assert shares == pytest.approx([0.5, 0.3, 0.2], abs=0.04)
    assert {draw(seed, "~gate#1", 0, ((9, 1),)) for seed in range(20)} == {0}
