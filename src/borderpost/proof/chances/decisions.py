"""Which decisions move the odds: what follows each way on, against what follows all of them.

A way is compared only with the ways beside it: the endings after it, and those after any way from
the very states in which it is taken, each as likely as the player takes it. So a way that is only
open to who is rich already is not taken for what made them rich. All is exact, as the odds are.
"""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from operator import mul
from typing import NamedTuple

from borderpost.engine.actions import Answer, Choose, Continue, written
from borderpost.proof.chances.chain import Chain
from borderpost.proof.chances.graph import NUMBERS
from borderpost.proof.search.settling import Stop
from borderpost.proof.search.walking import Moves

NOISE_DIGITS = 12
"""Digits to which two decisions must move the odds differently to be put in order by it."""


class Way(NamedTuple):
    """One way on from a decision.

    `name` is how a written-down play says it: `scene.choice`, `scene.` for Continue,
    `question=option`, `question=` where it is left out. `taken` is how often it is taken, of 1,
    where there is a decision; `endings` the shares after it, and `instead` those after any way from
    where it is taken. What is lacking from 1 never ends.
    """

    name: str
    taken: float
    endings: Mapping[str, float]
    instead: Mapping[str, float]

    @property
    def moves(self) -> float:
        """How far its endings are from those of any way: the total variation distance, 0 to 1."""
        apart = [share - self.instead[name] for name, share in self.endings.items()]
        return (sum(map(abs, apart)) + abs(sum(apart))) / 2  # what never ends is one more end

    @property
    def raised(self) -> str:
        """The ending that it makes likelier by most."""
        return max(self.endings, key=lambda name: self.endings[name] - self.instead[name])


class Decision(NamedTuple):
    """A scene's choice, or a question of it, wherever more than one way is open.

    `times` is how often a play comes to it on average: the share of plays that do, where none comes
    to it twice.
    """

    scene: str
    question: str
    times: float
    ways: tuple[Way, ...]

    @property
    def name(self) -> str:
        """The name it is told by."""
        return self.question or self.scene

    @property
    def moves(self) -> float:
        """How far it moves the odds, 0 to 1: the mean of its ways, as often as each is taken."""
        return sum(way.taken * way.moves for way in self.ways)

    @property
    def furthest(self) -> Way:
        """The way that makes any one ending likelier by most."""
        return max(self.ways, key=lambda way: way.endings[way.raised] - way.instead[way.raised])


class _Crossing(NamedTuple):
    """The states of one stop in which the same ways are taken, each as likely as the others.

    `shares` is how much comes by each of the ways from each state; `leads` says, by the number of
    the way, to which state each of them leads.
    """

    shares: array[float]
    leads: Mapping[int, array[int]]


def decisions(chain: Chain) -> list[Decision]:
    """Every decision of a player, what moves the odds most first: by how far and how often."""
    crossings = _crossings(chain)
    after: list[dict[str, dict[int, float]]] = [{} for _ in crossings]
    for ending, numbers in _ended(chain).items():
        if numbers:
            worth = list(chain.worth(dict.fromkeys(numbers, 1.0)))
            for (_, crossing), found in zip(crossings, after, strict=True):
                found[ending] = {
                    number: sum(map(mul, crossing.shares, map(worth.__getitem__, leads)))
                    for number, leads in crossing.leads.items()
                }
    by_stop: dict[Stop, list[tuple[_Crossing, dict[str, dict[int, float]]]]] = {}
    for (stop, crossing), found in zip(crossings, after, strict=True):
        by_stop.setdefault(stop, []).append((crossing, found))
    moves = chain.graph.explored.moves
    told = [_decision(moves, stop, parts) for stop, parts in sorted(by_stop.items())]
    return sorted(told, key=lambda each: -round(each.moves * each.times, NOISE_DIGITS))


def _crossings(chain: Chain) -> list[tuple[Stop, _Crossing]]:
    """Wherever there is more than one way that the player takes."""
    graph, likely, through = chain.graph, chain.likely, chain.through
    found: dict[tuple[Stop, tuple[int, ...]], _Crossing] = {}
    for block in graph.blocks:
        if graph.explored.moves.is_nature(block.stop):
            continue
        for number in block.numbers:
            share = through[number]
            begin, end = graph.begins[number], graph.begins[number + 1]
            ways = [at for at in range(begin, end) if likely[at]]
            if len(ways) < 2 or not share:
                continue
            key = block.stop, tuple(graph.by[at] for at in ways)
            crossing = found.get(key)
            if crossing is None:
                crossing = _Crossing(array("d"), {way: array(NUMBERS) for way in key[1]})
                found[key] = crossing
            crossing.shares.append(share / len(ways))
            for at in ways:
                crossing.leads[graph.by[at]].append(graph.leads[at])
    return [(stop, crossing) for (stop, _), crossing in found.items()]


def _decision(
    moves: Moves, stop: Stop, parts: Sequence[tuple[_Crossing, Mapping[str, Mapping[int, float]]]]
) -> Decision:
    """What is known of a decision, from the parts of it in which the same ways are open."""
    endings = moves.program.story.endings
    taken: dict[int, float] = {}
    after: dict[int, dict[str, float]] = {}
    before: dict[int, dict[str, float]] = {}
    for crossing, ended in parts:
        share = sum(crossing.shares)
        for number in crossing.leads:
            taken[number] = taken.get(number, 0.0) + share
            own = after.setdefault(number, dict.fromkeys(endings, 0.0))
            beside = before.setdefault(number, dict.fromkeys(endings, 0.0))
            for ending, shares in ended.items():
                own[ending] += shares[number]
                beside[ending] += sum(shares.values()) / len(shares)
    times = sum(taken.values())
    ways = tuple(
        Way(
            _name(moves, stop, number),
            share / times,
            {ending: value / share for ending, value in after[number].items()},
            {ending: value / share for ending, value in before[number].items()},
        )
        for number, share in sorted(taken.items())
    )
    question = moves.asked(stop)
    scene = moves.program.layout.places[stop.place].scene
    return Decision(scene, question.id if question else "", times, ways)


def _ended(chain: Chain) -> dict[str, list[int]]:
    """The states of each ending; none of one that is never come to."""
    endings = chain.graph.explored.moves.program.story.endings
    found: dict[str, list[int]] = {name: [] for name in endings}
    for name, block in chain.graph.endings():
        found[name] += block.numbers
    return found


def _name(moves: Moves, stop: Stop, number: int) -> str:
    """How a written-down play says a way."""
    question = moves.asked(stop)
    if question is not None:
        option = question.options[number - 1].id if number else ""
        return written(Answer(question.id, option, "", 0))
    scene = moves.program.story.scenes[moves.program.layout.places[stop.place].scene]
    ids = moves.program.choice_ids(scene)
    return written(Choose(scene.id, ids[number]) if number < len(ids) else Continue(scene.id))
