"""What plays cost by lot: the uniform player, over and over, from one seed."""

from __future__ import annotations

from collections.abc import Mapping
from math import inf
from random import Random
from statistics import median
from typing import NamedTuple

from borderpost.engine.program import Program
from borderpost.proof.reading.costs import Costs, Prices
from borderpost.proof.reading.lengths import Lengths
from borderpost.proof.reading.pacing import Pacing
from borderpost.proof.search.walking import Moves

MOST_STEPS = 10_000
"""Steps after which a play that has not ended is given up on."""


class Typical(NamedTuple):
    """The middle of what plays cost, and of how many; those that did not end are left out."""

    median: float
    plays: int


def typical(
    moves: Moves,
    lengths: Lengths,
    prices: Prices,
    settings: Mapping[str, str],
    plays: int,
    seed: int,
    steps: float = inf,
) -> Typical | None:
    """Play so many times by lot; None where no play ended.

    No further play is begun once all of them together took so many `steps`.
    """
    random = Random(seed)  # noqa: S311 - plays are sampled, nothing is kept secret
    # What changes no state is drawn from another, so that all prices see the same plays.
    aside = Random(seed)  # noqa: S311
    program: Program = moves.program
    pacing = Pacing(moves, Costs(program, lengths, prices, aside.choice))
    start, begun = pacing.start(settings)
    costs = []
    for _ in range(plays):
        if steps <= 0:
            break
        state, stage, cost = start, 0, begun
        for _ in range(MOST_STEPS):
            ways = pacing.open(state, stage)
            if not ways:
                break
            (way,) = random.choices(ways, [way.weight for way in ways])
            taken = pacing.taken(state, stage, way)
            steps -= 1
            state, stage, cost = taken.state, taken.stage, cost + taken.cost
        if pacing.is_over(state):
            costs.append(cost)
    return Typical(median(costs), len(costs)) if costs else None
