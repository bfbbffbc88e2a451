"""How meters stand at the end of a play, on average: exactly, each in a search of its own.

A meter stops at its bounds, so that its mean cannot be added up from what choices cost. Odds leave
meters out of their states wherever they cannot matter; here one is kept to the end, and only one,
since several at once would multiply the states.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from borderpost.engine.program import Program
from borderpost.proof.chances.chain import Chain
from borderpost.proof.chances.odds import TOLERANCE, Odds
from borderpost.proof.players import Player
from borderpost.proof.search.exploring import Limits, Watch
from borderpost.proof.search.liveness import Asked
from borderpost.story.expressions.syntax import Name
from borderpost.story.model import Variable, VariableKind


class Expected(NamedTuple):
    """The mean of a meter at the end, over a player's plays that end.

    It is None where a `limit` was met first, or where no play ends.
    """

    player: str
    meter: str
    mean: float | None
    limit: str = ""


def expected(
    program: Program,
    settings: Mapping[str, str],
    players: Sequence[Player],
    limits: Limits,
    watch: Watch = None,
) -> Iterator[Expected]:
    """Each meter in the order of the files, for each player; each has the whole limits to itself.

    After an interrupt from the keyboard, what is left is not counted.
    """
    interrupted = False
    for meter in program.story.variables.values():
        if meter.kind is not VariableKind.METER:
            continue
        asked = Asked(at=dict.fromkeys(program.story.endings, (Name(meter.name, 0),)))
        odds = Odds(program, settings, limits, watch, asked=asked)
        for player in players:
            limit, mean = "interrupted", None
            if not interrupted:
                try:
                    explored, chain = odds.chain(player)
                    limit = explored.limit
                    if chain is not None and chain.residual <= TOLERANCE:
                        mean = _mean(program, meter, chain)
                except KeyboardInterrupt:
                    limit = "interrupted"
                interrupted = limit == "interrupted"
            yield Expected(player.name, meter.name, mean, limit)


def _mean(program: Program, meter: Variable, chain: Chain) -> float | None:
    """The mean over the plays that end, by how often each state is what they end in."""
    ended = total = 0.0
    for _, block in chain.graph.endings():
        for number, state in zip(block.numbers, block.states, strict=True):
            ended += chain.through[number]
            total += chain.through[number] * program.value(meter, state)
    return total / ended if ended else None
