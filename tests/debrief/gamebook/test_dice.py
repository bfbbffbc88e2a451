"""Chance by dice is exact: every outcome has the share of throws that its weight asks for."""

from __future__ import annotations

from itertools import product

import pytest

from borderpost.debrief.gamebook.dice import MOST_DICE, dice_for, faces, left_over


def throws_of(said: str) -> range:
    low, _, high = said.partition(" to ")
    return range(int(low), int(high or low) + 1)


@pytest.mark.parametrize(
    "weights", [(1, 1), (3, 1), (2, 5), (1, 1, 1, 1, 1, 1), (10, 20, 30), (7, 11, 13), (1, 250)]
)
def test_the_shares_are_exact(weights: tuple[int, ...]) -> None:
    count = dice_for(weights)
    possible = [int("".join(throw)) for throw in product("123456", repeat=count)]
    taken = [sum(throw in throws_of(said) for throw in possible) for said in faces(weights)]
    assert all(
        mine * weights[0] == taken[0] * weight for mine, weight in zip(taken, weights, strict=True)
    )
    assert sum(1 for t in possible if any(t in throws_of(said) for said in faces(weights))) == sum(
        taken
    )
    assert left_over(weights) == (sum(taken) < 6**count)


def test_no_more_dice_are_thrown_than_it_takes() -> None:
    assert [dice_for(weights) for weights in ((3, 3), (2, 4), (2, 5), (36, 1))] == [1, 1, 2, 3]
    assert dice_for((6**MOST_DICE, 1)) == 0
    assert faces((2, 2)) == ("1 to 3", "4 to 6")
