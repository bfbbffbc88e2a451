"""Every state explored and every way between them, by number: the map that all odds are read from.

Made once for a story and its settings; a player is then one more array, of how likely each way is
taken. Arrays of small numbers, since there may be millions of each.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from borderpost.engine.functions import State
from borderpost.proof.players import Player
from borderpost.proof.search.exploring import Explored
from borderpost.proof.search.settling import Stop
from borderpost.story.collector import collector_paused

NUMBERS = "I"
"""Arrays of unsigned numbers of four bytes: there is no memory for more states than they count."""


class Block(NamedTuple):
    """States of one stop on one level; their numbers go on from `first`."""

    stop: Stop
    first: int
    states: Sequence[State]

    @property
    def numbers(self) -> range:
        """The numbers of its states."""
        return range(self.first, self.first + len(self.states))


class Graph(NamedTuple):
    """The states by number, level by level; the start is number 0.

    The ways from state `n` stand from `begins[n]` to before `begins[n + 1]`: `leads` says to which
    state each leads, and `by` which way it is: the number of the choice (after them all comes
    Continue), of the answer (0: left out), or, where nature moves, her weight.
    """

    explored: Explored
    blocks: Sequence[Block]
    begins: Sequence[int]
    leads: Sequence[int]
    by: Sequence[int]

    @property
    def size(self) -> int:
        """How many states there are."""
        return len(self.begins) - 1

    def next(self, number: int) -> Iterator[tuple[int, int]]:
        """The ways from a state: which way each is, and the state it leads to."""
        for at in range(self.begins[number], self.begins[number + 1]):
            yield self.by[at], self.leads[at]

    def way_to(self, number: int) -> list[State]:
        """A shortest way from the start to a state, by its number.

        The states are numbered level by level, so that the first that leads anywhere is nearest.
        """
        way = [number]
        while number:
            number = bisect_right(self.begins, self.leads.index(number)) - 1
            way.append(number)
        return [self.state(at) for at in reversed(way)]

    def stops(self) -> list[Stop]:
        """Where each state stands, by number."""
        stops: list[Stop] = []
        for block in self.blocks:
            stops += [block.stop] * len(block.states)
        return stops

    def state(self, number: int) -> State:
        """The state of a number."""
        block = self.block(number)
        return block.states[number - block.first]

    def block(self, number: int) -> Block:
        """The block that a state is in."""
        return self.blocks[bisect_right(self.blocks, number, key=_first) - 1]

    def endings(self) -> Iterator[tuple[str, Block]]:
        """The states in which a play has ended, by the ending's name."""
        places = self.explored.moves.program.layout.places
        for block in self.blocks:
            place = places[block.stop.place]
            if place.kind == "ending":
                yield place.name, block

    def likelihoods(self, player: Player) -> Sequence[float]:
        """How likely each way is taken from where it begins, by a player or by nature."""
        moves = self.explored.moves
        likely = array("d")
        for block in self.blocks:
            ranks = moves.ranks(player, block.stop)
            is_nature = moves.is_nature(block.stop)
            begin = self.begins[block.first]
            for number in block.numbers:
                end = self.begins[number + 1]
                if is_nature:
                    likely.extend(_parts(self.by[begin:end]))
                elif ranks:
                    likely.extend(_parts(_liked([ranks[way] for way in self.by[begin:end]])))
                elif end > begin:
                    likely.extend([1 / (end - begin)] * (end - begin))
                begin = end
        return likely


def _first(block: Block) -> int:
    """The number of a block's first state."""
    return block.first


def linked(explored: Explored) -> Graph:
    """The graph of all that was explored; a way to what was not explored is left out of it."""
    moves = explored.moves
    blocks: list[Block] = []
    begins, leads, by = array(NUMBERS, [0]), array(NUMBERS), array(NUMBERS)
    with collector_paused():
        numbers: dict[State, int] = {}
        for level in explored.levels:
            for key, states in level.items():
                blocks.append(Block(moves.stop(key), len(numbers), states))
                numbers.update(zip(states, blocks[-1].numbers, strict=True))
        for level in explored.levels:
            for key, states in level.items():
                link = moves.linking(key)
                link(states, numbers.get, leads.append, by.append, begins.append, len(leads))
    return Graph(explored, tuple(blocks), begins, leads, by)


def _parts(weights: Sequence[int]) -> Sequence[float]:
    """Weights as parts of 1."""
    whole = sum(weights)
    return [weight / whole for weight in weights]


def _liked(ranks: Sequence[int]) -> Sequence[int]:
    """1 for each of the lowest rank there is, 0 for the others."""
    lowest = min(ranks, default=0)
    return [int(rank == lowest) for rank in ranks]
