"""How often play comes through each state, and what each is worth, by walking round after round."""

from __future__ import annotations

from collections.abc import Mapping

from tests.proof.brute import ROUNDS, At, Walked

STILL = 1e-14
"""Less than this is no more passed on."""


def through(walked: Walked, start: At) -> tuple[dict[At, float], float]:
    """How often the uniform player comes to each stop, and what is still on its way at the end."""
    come = dict.fromkeys(walked.distance, 0.0)
    moving = {start: 1.0}
    for _ in range(ROUNDS):
        passed: dict[At, float] = {}
        for at, share in moving.items():
            come[at] += share
            for to, likely in walked.ways[at]:
                passed[to] = passed.get(to, 0.0) + share * likely
        moving = passed
        if sum(moving.values()) < STILL:
            break
    return come, sum(moving.values())


def worth(walked: Walked, ending: str) -> Mapping[At, float]:
    """How likely the uniform player comes to an ending from each stop."""
    known = {at: float(walked.program.place_name(at.state) == ending) for at in walked.distance}
    on = [at for at in reversed(list(walked.distance)) if walked.ways[at]]
    for _ in range(ROUNDS):
        change = 0.0
        for at in on:
            value = sum(known[to] * likely for to, likely in walked.ways[at])
            change = max(change, abs(value - known[at]))
            known[at] = value
        if change < STILL:
            break
    return known
