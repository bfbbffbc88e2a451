"""The exact share of each ending for a player, over the same states that are explored."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from typing import NamedTuple

from borderpost.engine.program import Program
from borderpost.proof.chain import Chain
from borderpost.proof.exploring import Explored, Limits, Progress, explore
from borderpost.proof.graph import Graph, linked
from borderpost.proof.liveness import Asked
from borderpost.proof.players import UNIFORM, Player

TOLERANCE = 1e-9
"""The residual up to which shares count as exact."""

WAYS_OPEN = Asked(texts=False, overflows=False)
"""Odds ask for nothing but which ways are open."""


class Shares(NamedTuple):
    """How often each ending is come to, of 1; `never` of plays that do not end.

    `exact` says that every state was counted, and what loops there are were solved within the
    `residual`; if not, `limit` says what ended the counting, and the shares say nothing.
    """

    player: str
    settings: Mapping[str, str]
    endings: Mapping[str, float]
    never: float
    residual: float
    exact: bool
    limit: str
    states: int
    seconds: float


class Odds:
    """The odds of a story with one combination of settings, for whoever plays it.

    All players are counted in one graph. Where that is too large for the limits, a policy is
    counted in its own, since it may come to much less of the story.
    """

    def __init__(
        self,
        program: Program,
        settings: Mapping[str, str],
        limits: Limits,
        watch: Callable[[Progress], None] | None = None,
        explored: Explored | None = None,
    ) -> None:
        """Nothing is counted yet; what is `explored` already is not explored anew."""
        self._program = program
        self._settings = settings
        self._limits = limits
        self._watch = watch
        self._explored = explored
        self._whole: Graph | None = None
        self._chains: dict[Player, Chain] = {}
        self._counted: dict[Player, Shares] = {}

    def shares(self, player: Player) -> Shares:
        """The shares of a player, counted when they are first asked for."""
        if player not in self._counted:
            self._counted[player] = self._count(player)
        return self._counted[player]

    def uniform(self) -> Chain | None:
        """The uniform player's chain, which is all plays; None where a limit was met."""
        explored = self._all()
        if not explored.complete:
            return None
        if UNIFORM not in self._chains:
            self._chains[UNIFORM] = Chain(self._graph(explored), UNIFORM)
        return self._chains[UNIFORM]

    def _all(self) -> Explored:
        """All there is to explore, or as much as the limits let one."""
        if self._explored is None:
            self._explored = self._explore(UNIFORM)
        return self._explored

    def _explore(self, player: Player) -> Explored:
        """What a player can come to."""
        return explore(
            self._program, self._settings, self._limits, WAYS_OPEN, watch=self._watch, player=player
        )

    def _graph(self, explored: Explored) -> Graph:
        """The graph of all there is."""
        if self._whole is None:
            self._whole = linked(explored)
        return self._whole

    def _count(self, player: Player) -> Shares:
        """Count a player's shares."""
        begun = time.perf_counter()
        explored = self._all()
        if not explored.complete and player.prefer and explored.limit != "interrupted":
            explored = self._explore(player)
        if not explored.complete:
            return self._not_counted(player, explored, time.perf_counter() - begun)
        if explored is self._explored:
            chain = self.uniform() if player == UNIFORM else Chain(self._graph(explored), player)
        else:
            chain = Chain(linked(explored), player)
        assert chain is not None
        endings = dict.fromkeys(self._program.story.endings, 0.0)
        for name, block in chain.graph.endings():
            endings[name] += sum(chain.through[number] for number in block.numbers)
        return Shares(
            player=player.name,
            settings=dict(self._settings),
            endings=endings,
            never=chain.never,
            residual=chain.residual,
            exact=chain.residual <= TOLERANCE,
            limit="",
            states=chain.graph.size,
            seconds=time.perf_counter() - begun,
        )

    def _not_counted(self, player: Player, explored: Explored, seconds: float) -> Shares:
        """What is known of a player where a limit was met: nothing but which."""
        return Shares(
            player=player.name,
            settings=dict(self._settings),
            endings=dict.fromkeys(self._program.story.endings, 0.0),
            never=0.0,
            residual=0.0,
            exact=False,
            limit=explored.limit,
            states=explored.states,
            seconds=seconds,
        )
