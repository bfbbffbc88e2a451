"""Chance that can be replayed: nature's moves from a seed, without any hidden counter."""

from __future__ import annotations

from hashlib import blake2b


def draw(seed: int, place: str, nth: int, weights: tuple[tuple[int, int], ...]) -> int:
    """Which of the (target, weight) pairs comes out, as an index.

    It depends on the seed, the place's permanent name and how many draws that place has seen on
    this path (0 for the first), and on nothing else: undoing and choosing again does not reroll,
    and an edit elsewhere in the story does not move it.
    """
    key = f"{seed}\n{place}\n{nth}".encode()
    pick = int.from_bytes(blake2b(key, digest_size=8).digest()) % sum(w for _, w in weights)
    for index, (_, weight) in enumerate(weights):
        pick -= weight
        if pick < 0:
            return index
    raise AssertionError("weights are positive")
