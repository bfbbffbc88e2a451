"""A player in a graph: how much comes through each state, and what each state is worth.

Where no state can be come back to, shares are passed on from state to state, each once all that
leads to it has been counted. States that lead back to themselves are solved as a system of linear
equations, loop by loop; the residual says how well. What is caught in a loop that nothing leaves
never ends.
"""

from __future__ import annotations

from array import array
from collections.abc import Collection, Mapping, Sequence

from borderpost.engine.functions import State
from borderpost.proof.chances.graph import NUMBERS, Graph
from borderpost.proof.chances.loops import loops_in_order, solved
from borderpost.proof.players import Player
from borderpost.story.collector import collector_paused

Ways = Sequence[tuple[int, float]]
"""Where a state leads, and how likely."""


class Chain:
    """One player in one graph.

    `through` is how often a play comes through each state on average: its share, where it is never
    come back to. `never` is the share of plays that do not end, and `residual` how far the loops'
    equations are from being solved.
    """

    def __init__(self, graph: Graph, player: Player) -> None:
        """Count how much comes through each state."""
        self.graph = graph
        self.likely = graph.likelihoods(player)
        self.never = 0.0
        self.residual = 0.0
        self.through: Sequence[float]
        with collector_paused():
            self.order, rest = self._sorted()
            self.ways = {number: self._ways_of(number) for number in rest}
            self.loops = list(loops_in_order(self.ways))
            self._count()

    def worth(self, at_the_end: Mapping[int, float]) -> Sequence[float]:
        """What each state is worth, by what the states are at which a play ends; others are 0.

        With 1 for the states of one ending this is how likely it is from each state.
        """
        begins, leads, likely = self.graph.begins, self.graph.leads, self.likely
        worth = array("d", bytes(8 * self.graph.size))
        for number, value in at_the_end.items():
            worth[number] = value
        for loop in reversed(self.loops):
            self._worth_of_loop(loop, worth)
        for number in reversed(self.order):
            begin, end = begins[number], begins[number + 1]
            if begin != end:
                value = 0.0
                for at in range(begin, end):
                    value += worth[leads[at]] * likely[at]
                worth[number] = value
        return worth

    def way_to(self, ends: Collection[int]) -> list[State]:
        """A shortest way that the player may go to one of some states; empty if there is none."""
        origins = {0: -1}
        met = [0]
        for number in met:
            if number in ends:
                way = [number]
                while (origin := origins[way[-1]]) >= 0:
                    way.append(origin)
                return [self.graph.state(at) for at in reversed(way)]
            for at in range(self.graph.begins[number], self.graph.begins[number + 1]):
                to = self.graph.leads[at]
                if self.likely[at] and to not in origins:
                    origins[to] = number
                    met.append(to)
        return []

    # --- Order ---------------------------------------------------------------------------------

    def _sorted(self) -> tuple[Sequence[int], list[int]]:
        """The states the player comes to, each after all that lead to it (Kahn 1962); the rest.

        The rest are in loops, or come after one.
        """
        begins, leads, likely = self.graph.begins, self.graph.leads, self.likely
        lacks = array(NUMBERS, bytes(4 * self.graph.size))
        seen = bytearray(self.graph.size)
        seen[0] = 1
        met = [0]
        for number in met:
            for at in range(begins[number], begins[number + 1]):
                if likely[at]:
                    to = leads[at]
                    lacks[to] += 1
                    if not seen[to]:
                        seen[to] = 1
                        met.append(to)
        order = array(NUMBERS, [] if lacks[0] else [0])
        for number in order:
            for at in range(begins[number], begins[number + 1]):
                if likely[at]:
                    to = leads[at]
                    lacks[to] -= 1
                    if not lacks[to]:
                        order.append(to)
        return order, [number for number in met if lacks[number]]

    def _ways_of(self, number: int) -> Ways:
        """Where a state leads, and how likely, the ways left out that are not taken."""
        graph = self.graph
        links = range(graph.begins[number], graph.begins[number + 1])
        return [(graph.leads[at], self.likely[at]) for at in links if self.likely[at]]

    # --- Passing on ----------------------------------------------------------------------------

    def _count(self) -> None:
        """Pass shares on from the start, through what is in order and then loop by loop."""
        begins, leads, likely = self.graph.begins, self.graph.leads, self.likely
        ends = self._ends()
        through = self.through = array("d", bytes(8 * self.graph.size))
        through[0] = 1.0
        for number in self.order:
            share = through[number]
            begin, end = begins[number], begins[number + 1]
            if begin == end:
                if not ends[number]:
                    self.never += share  # nothing can be done there
                continue
            for at in range(begin, end):
                through[leads[at]] += share * likely[at]
        for loop in self.loops:
            self._count_loop(loop, through, ends)

    def _ends(self) -> bytearray:
        """Which states are endings."""
        ends = bytearray(self.graph.size)
        for _, block in self.graph.endings():
            for number in block.numbers:
                ends[number] = 1
        return ends

    def _count_loop(self, loop: Sequence[int], through: array[float], ends: bytearray) -> None:
        """Work out how much comes through each state of a loop in all, and pass on what leaves."""
        brought = [through[number] for number in loop]
        inside, rows = self._within(loop)
        if self._is_closed(loop, inside):
            self.never += sum(brought)
            for number in loop:
                through[number] = 0.0
            return
        whole, residual = (brought, 0.0) if not any(rows) else solved(rows, brought)
        self.residual = max(self.residual, residual)
        for number, share in zip(loop, whole, strict=True):
            through[number] = share
            if not self.ways[number] and not ends[number]:
                self.never += share
            for to, likely in self.ways[number]:
                if to not in inside:
                    through[to] += share * likely

    def _worth_of_loop(self, loop: Sequence[int], worth: array[float]) -> None:
        """Work out what each state of a loop is worth, by what those are that it is left for."""
        inside, rows = self._within(loop)
        if self._is_closed(loop, inside):
            return
        brought = [
            sum((worth[to] * likely for to, likely in self.ways[number] if to not in inside), 0.0)
            for number in loop
        ]
        if not any(rows):
            for number, value in zip(loop, brought, strict=True):
                if self.ways[number]:
                    worth[number] = value
            return
        turned: list[list[tuple[int, float]]] = [[] for _ in loop]
        for place, row in enumerate(rows):
            for to, likely in row:
                turned[to].append((place, likely))
        values, residual = solved(turned, brought)
        self.residual = max(self.residual, residual)
        for number, value in zip(loop, values, strict=True):
            worth[number] = value

    def _within(
        self, loop: Sequence[int]
    ) -> tuple[Mapping[int, int], list[list[tuple[int, float]]]]:
        """The places of a loop's states in it, and their ways that stay in it, by place."""
        inside = {number: place for place, number in enumerate(loop)}
        rows = [
            [(inside[to], likely) for to, likely in self.ways[number] if to in inside]
            for number in loop
        ]
        return inside, rows

    def _is_closed(self, loop: Sequence[int], inside: Mapping[int, int]) -> bool:
        """Whether play goes on in a loop and never out of it."""
        ways = [way for number in loop for way in self.ways[number]]
        return bool(ways) and all(to in inside for to, _ in ways)
