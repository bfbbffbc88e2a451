"""Where the words of a page count: as soon as nothing changes them any more.

A page in autumn may hang on a choice in May. To know its words when it is read, all states between
would have to remember the choice. But what the page will say of it is settled in May, if the page
is sure to come; so those words are charged there, and nothing need be remembered.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from borderpost.engine.layout import Layout
from borderpost.proof.reading.lengths import Part
from borderpost.proof.search.liveness import Asked
from borderpost.proof.search.settling import Road, Stop, is_passed, leading
from borderpost.story.checks.graph import reached
from borderpost.story.expressions.syntax import Expression


class Charge(NamedTuple):
    """Some words of a page, and from where on they count as read.

    `since` holds the stops on the way to the page from which it is sure to come and nothing changes
    the words any more; it is empty where they count when the page is come to. `begins` holds the
    stops where they are charged, from wherever play comes there.
    """

    part: Part
    since: frozenset[Stop]
    begins: tuple[Stop, ...]


class Charging:
    """What is sure to come in one story, and what may change on the way to it."""

    def __init__(self, layout: Layout, roads: Mapping[Stop, Road]) -> None:
        """By the roads between the stops of a story, those that plays may go."""
        self._layout = layout
        self._leads = {stop: road.to for stop, road in roads.items()}
        self._changed = {stop: layout.bits(road.heard.changed) for stop, road in roads.items()}
        self._before = leading(roads)
        self._endings = {
            stop
            for stop in self._leads
            if stop.place >= 0 and layout.places[stop.place].kind == "ending"
        }

    def charges(self, name: str, parts: Iterable[Part]) -> list[Charge]:
        """The charges of a page, by its place's name: one for each part."""
        page = Stop(self._layout.place_numbers[name])
        changing = self._changing(page)
        return [self._charge(page, part, changing) for part in parts]

    def _charge(self, page: Stop, part: Part, changing: Mapping[Stop, int]) -> Charge:
        """The charge of a part, by what may still change before the page is read.

        A stop that is come to both from `since` and from elsewhere would be charged at only for the
        latter: so that what counts there is the same for all, the former is left out. So is where
        play only passes, which is no stop to charge at, unless it is only come to from `since`.
        """
        since = {stop for stop, changed in changing.items() if not changed & part.mask}
        waiting = [page, *since]
        while waiting:
            stop = waiting.pop()
            if stop != page and stop not in since:
                continue
            inside = self._before[stop] & since
            outside = self._before[stop] - inside
            left = inside if outside else set()
            if outside and is_passed(self._layout, stop):
                left = {stop}
            out = self._left(left, since)
            waiting += [to for gone in out for to in self._leads[gone]]
            since -= out
        begins = [stop for stop in (*since, page) if self._before[stop] - since]
        return Charge(part, frozenset(since), tuple(sorted(begins)))

    def _left(self, stops: set[Stop], since: set[Stop]) -> set[Stop]:
        """Some stops, and those of `since` that lead to them."""
        return set(reached(stops, lambda stop: self._before[stop] & since))

    def _changing(self, page: Stop) -> Mapping[Stop, int]:
        """For each stop from which a page is sure to come, what may still change before it."""
        leading = self._all_before({page}, page)
        sure = leading - self._all_before(self._endings - {page}, page) - {page}
        changing = {stop: self._changed[stop] for stop in sure}
        waiting = set(sure)
        while waiting:
            to = waiting.pop()
            for stop in self._before[to] & sure:
                more = changing[stop] | changing[to]
                if more != changing[stop]:
                    changing[stop] = more
                    waiting.add(stop)
        return changing

    def _all_before(self, goals: Collection[Stop], but: Stop) -> set[Stop]:
        """All stops from which some goal can be come to without coming to one stop first."""
        return set(reached(goals, lambda stop: self._before[stop] - {but}))


def asked_for(charges: Sequence[Charge]) -> Asked:
    """What is to be asked where, so that what is charged is known there."""
    asked: dict[str | Stop, tuple[Expression, ...]] = {}
    for charge in charges:
        for stop in charge.begins:
            asked[stop] = (*asked.get(stop, ()), charge.part.expression)
    return Asked(at=asked)
