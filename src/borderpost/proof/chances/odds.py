"""The exact share of each ending for a player, over the same states that are explored."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import NamedTuple

from borderpost.engine.program import Program
from borderpost.proof.chances.chain import Chain
from borderpost.proof.chances.graph import Graph, linked
from borderpost.proof.players import UNIFORM, Player
from borderpost.proof.search.exploring import Explored, Limits, Watch, explore
from borderpost.proof.search.liveness import Asked

TOLERANCE = 1e-9
"""The residual up to which shares count as exact."""

WAYS_OPEN = Asked()
"""Odds ask for nothing but which ways are open."""

FEW = 50_000
"""States among which it does not pay to find those that a policy comes to."""

PART = 4
"""Of more, what a policy comes to is found anew if it is at most this part of them."""


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

    All players are counted in one graph. Where that is large, or too large for the limits, a policy
    is counted in its own, since it may come to much less of the story.
    """

    def __init__(
        self,
        program: Program,
        settings: Mapping[str, str],
        limits: Limits,
        watch: Watch = None,
        explored: Explored | None = None,
        asked: Asked = WAYS_OPEN,
    ) -> None:
        """Nothing is counted yet; what is `explored` already is not explored anew.

        What is `asked` besides can be read from the states of the chains.
        """
        self._program = program
        self._settings = settings
        self._limits = limits
        self._watch = watch
        self._explored = explored
        self._asked = asked
        self._whole: Graph | None = None
        self._uniform: Chain | None = None
        self._counted: dict[Player, Shares] = {}

    def shares(self, player: Player) -> Shares:
        """The shares of a player, counted when they are first asked for."""
        if player not in self._counted:
            self._counted[player] = self._count(player)
        return self._counted[player]

    def interrupted(self, player: Player) -> Shares:
        """What is known of a player that an interrupt from the keyboard left uncounted: nothing."""
        states = self._explored.states if self._explored else 0
        return self._not_counted(player, "interrupted", states)

    def uniform(self) -> Chain | None:
        """The uniform player's chain, which is all plays; None where a limit was met."""
        return self.chain(UNIFORM)[1]

    def chain(self, player: Player) -> tuple[Explored, Chain | None]:
        """What a player was looked for in, and their chain there; None where a limit was met."""
        if player == UNIFORM and self._uniform is not None:
            return self._all(), self._uniform
        explored = self._fitting(player)
        if not explored.complete:
            return explored, None
        graph = self._graph(explored) if explored is self._explored else linked(explored)
        chain = Chain(graph, player)
        if player == UNIFORM:
            self._uniform = chain
        return explored, chain

    def _all(self) -> Explored:
        """All there is to explore, or as much as the limits let one."""
        if self._explored is None:
            self._explored = self._explore(UNIFORM, self._limits)
        return self._explored

    def _fitting(self, player: Player) -> Explored:
        """What to count a player in: all there is, or only what they come to."""
        whole = self._all()
        is_small = whole.complete and whole.states <= FEW
        if not player.prefer or is_small or whole.limit == "interrupted":
            return whole
        most = whole.states // PART if whole.complete else self._limits.states
        own = self._explore(player, self._limits._replace(states=most))
        is_better = own.complete or not whole.complete or own.limit == "interrupted"
        return own if is_better else whole

    def _explore(self, player: Player, limits: Limits) -> Explored:
        """What a player can come to."""
        return explore(
            self._program, self._settings, limits, self._asked, watch=self._watch, player=player
        )

    def _graph(self, explored: Explored) -> Graph:
        """The graph of all there is."""
        if self._whole is None:
            self._whole = linked(explored)
        return self._whole

    def _count(self, player: Player) -> Shares:
        """Count a player's shares."""
        begun = time.perf_counter()
        explored, chain = self.chain(player)
        if chain is None:
            seconds = time.perf_counter() - begun
            return self._not_counted(player, explored.limit, explored.states, seconds)
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

    def _not_counted(self, player: Player, limit: str, states: int, seconds: float = 0.0) -> Shares:
        """What is known of a player where a limit was met: nothing but which."""
        return Shares(
            player=player.name,
            settings=dict(self._settings),
            endings=dict.fromkeys(self._program.story.endings, 0.0),
            never=0.0,
            residual=0.0,
            exact=False,
            limit=limit,
            states=states,
            seconds=seconds,
        )
