"""Chance by dice: as many of the equally likely throws for each outcome as its weight asks for."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from math import gcd

MOST_DICE = 4


def dice_for(weights: Sequence[int]) -> int:
    """How many dice it takes; 0 where it takes too many."""
    total = sum(weights) // gcd(*weights)
    return next((count for count in range(1, MOST_DICE + 1) if 6**count >= total), 0)


def faces(weights: Sequence[int]) -> tuple[str, ...]:
    """The throws of each outcome in words, such as `1 to 3`; what is left over is rolled again.

    Several dice are read one after the other as one number, from 11 to 66: as many numbers as
    there are throws, all equally likely.
    """
    least = gcd(*weights)
    shares = [weight // least for weight in weights]
    count = dice_for(weights)
    throws = ["".join(throw) for throw in product("123456", repeat=count)]
    each = len(throws) // sum(shares)
    found = []
    at = 0
    for share in shares:
        mine = throws[at : at + share * each]
        at += len(mine)
        found.append(mine[0] if len(mine) == 1 else f"{mine[0]} to {mine[-1]}")
    return tuple(found)


def left_over(weights: Sequence[int]) -> bool:
    """Whether some throws belong to no outcome."""
    total = sum(weights) // gcd(*weights)
    throws: int = 6 ** dice_for(weights)
    return throws % total != 0
