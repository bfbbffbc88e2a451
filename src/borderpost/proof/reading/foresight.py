"""What a play may still cost from anywhere: a bound for every state explored, and for every play.

The bounds are passed back from the endings over the graph of all that was explored. Where a page's
words hang on what was left out of the states, they count as suits the bound. A play that stands
somewhere knows more: of what nothing changes any more it knows how such pages will read, and the
difference is made good on whichever way ahead has the least of it.

What is charged (`charging`) counts on the way where it is settled, not when it is read; a play that
stands beyond has it still ahead, and knows how it reads.
"""

from __future__ import annotations

from array import array
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import reduce
from heapq import heappop, heappush
from operator import or_

from borderpost.engine.functions import State
from borderpost.proof.chances.chain import Chain
from borderpost.proof.reading.charging import Charge
from borderpost.proof.reading.costs import Costs
from borderpost.proof.reading.known import Known
from borderpost.proof.reading.lengths import NOTHING, Length, Part
from borderpost.proof.reading.pacing import Way
from borderpost.proof.reading.roads import roads_gone
from borderpost.proof.search.settling import Stop

NEVER = -1
"""The bound of a state from which no play ends."""

ENDLESS = 1 << 60
"""The bound of a state from which a play may go round as often as it likes, and still end."""


PERHAPS_ENDLESS = 1 << 59
"""The same, where it is not known whether there is anything to read on the way round."""


class Foresight:
    """Bounds of what is ahead, from below for the cheapest play, from above for the dearest."""

    def __init__(
        self,
        chain: Chain,
        costs: Costs,
        certain: Mapping[Stop, Known],
        charges: Collection[Charge] = (),
        *,
        most: bool,
    ) -> None:
        """Work the bounds out over all that the uniform player, who does anything, comes to.

        `charges` are those that were asked for.
        """
        self._certain = certain
        self._graph = graph = chain.graph
        self._chain = chain
        self._costs = costs
        self._most = most
        self._moves = graph.explored.moves
        self._liveness = self._moves.liveness
        self._layout = self._moves.program.layout
        charged = {id(charge.part) for charge in charges}
        self._roads = roads_gone(graph.explored)
        self._loose: list[list[Part]] = []
        self._acts = self._acts_ahead()
        self._charged: dict[Stop, list[Part]] = {}
        self._to_come: dict[Stop, list[Part]] = {}
        for number, place in enumerate(self._layout.places):
            parts = [part for part in costs.hanging(place.name) if id(part) not in charged]
            kept = self._liveness.kept(Stop(number)).mask
            self._loose.append([part for part in parts if part.mask & ~kept])
            self._charged[Stop(number)] = [part for part in parts if not part.mask & ~kept]
        for charge in charges:
            for stop in charge.begins:
                self._charged.setdefault(stop, []).append(charge.part)
            for stop in charge.since:
                self._to_come.setdefault(stop, []).append(charge.part)
        self._hanging = reduce(or_, (part.mask for parts in self._loose for part in parts), 0)
        self._unchanging = {stop: self._liveness.unchanging(stop) for stop in self._liveness.roads}
        self._priced: dict[tuple[Stop, tuple[int, ...]], Sequence[int]] = {}
        self._known: dict[tuple[int, int, int, State], int] = {}
        self._good: dict[tuple[Stop, State], int] = {}
        self._stops = graph.stops()
        self._bounds: list[list[int]] = [
            [part.bound(self._certainly(number), most=most) for part in parts]
            for number, parts in enumerate(self._loose)
        ]
        self._arriving = array("q", self._arrivals())
        self._ahead = self._passed_back()

    def ahead(self, number: int, state: State) -> int:
        """A bound of what a play may still cost, by the number of its state in the graph.

        `NEVER`, or at least `PERHAPS_ENDLESS`, where there is none. `state` has nothing left out.
        """
        bound = self._ahead[number]
        if bound == NEVER or bound >= PERHAPS_ENDLESS:
            return bound
        stop = self._stops[number]
        bound += self._words(self._to_come.get(stop, ()), state)
        bound += self._costs.due_within(state, self._acts[stop])[self._most]
        if not self._hanging:
            return bound
        good = self._made_good(state, stop)
        return bound - good if self._most else bound + good

    def followed(self, number: int, ways: Sequence[Way]) -> Iterator[int]:
        """The numbers of the states in the graph that a play's ways on from one lead to."""
        if self._moves.is_nature(self._stops[number]):
            yield from (to for _, to in self._graph.next(number))
            return
        leads = dict(self._graph.next(number))
        for way in ways:
            yield leads[way.number] if way.done != "continue" else next(iter(leads.values()))

    # --- Passing back ----------------------------------------------------------------------------

    def _passed_back(self) -> Sequence[int]:
        """The bound of every state, by number."""
        graph = self._graph
        ahead = array("q", [NEVER]) * graph.size
        for _, block in graph.endings():
            for number in block.numbers:
                ahead[number] = 0
        for loop in reversed(self._chain.loops):
            self._pass_round(loop, ahead)
        for number in reversed(self._chain.order):
            best = self._best(number, ahead)
            if best != NEVER:
                ahead[number] = best
        return ahead

    def _best(self, number: int, ahead: Sequence[int]) -> int:
        """The best bound by any way from a state; NEVER where none is known to end."""
        graph = self._graph
        begin, end = graph.begins[number], graph.begins[number + 1]
        costs = self._ways(number)
        best = NEVER
        for cost, to in zip(costs, graph.leads[begin:end], strict=True):
            more = ahead[to]
            if more == NEVER:
                continue
            if more < PERHAPS_ENDLESS:
                more += cost + self._arriving[to]
            if best == NEVER or (more > best if self._most else more < best):
                best = more
        return best

    def _pass_round(self, loop: Sequence[int], ahead: array[int]) -> None:
        """Bounds in a loop: the dearest play goes round it for ever, if that costs anything."""
        inside = set(loop)
        turns = [bounds for number in loop for bounds in self._within(number, inside)]
        if self._most and any(bounds.high for bounds in turns):
            endless = ENDLESS if any(bounds.low for bounds in turns) else PERHAPS_ENDLESS
            if any(self._best(number, ahead) != NEVER for number in loop):
                for number in loop:
                    ahead[number] = endless
            return
        changed = True
        while changed:
            changed = False
            for number in loop:
                best = self._best(number, ahead)
                if best not in (NEVER, ahead[number]):
                    ahead[number], changed = best, True

    def _within(self, number: int, inside: Collection[int]) -> Iterator[Length]:
        """What the ways cost that lead from a state to others of its loop."""
        graph = self._graph
        links = range(graph.begins[number], graph.begins[number + 1])
        stop = self._stops[number]
        by = tuple(graph.by[at] for at in links)
        for place, at in enumerate(links):
            to = graph.leads[at]
            if to in inside:
                bounds = self._way_bounds(stop, by)[place]
                if self._is_choosing(stop):
                    bounds += self._costs.arriving_within(self._stops[to].place)
                yield bounds

    # --- Ways ------------------------------------------------------------------------------------

    def _ways(self, number: int) -> Sequence[int]:
        """What each way from a state costs, but for what it comes to."""
        graph = self._graph
        stop = self._stops[number]
        by = tuple(graph.by[graph.begins[number] : graph.begins[number + 1]])
        known = self._priced.get((stop, by))
        if known is None:
            known = tuple(bounds[self._most] for bounds in self._way_bounds(stop, by))
            self._priced[stop, by] = known
        return known

    def _is_choosing(self, stop: Stop) -> bool:
        """Whether play leaves a stop's place by any way on."""
        return self._moves.is_nature(stop) or self._moves.asked(stop) is None

    def _way_bounds(self, stop: Stop, by: Sequence[int]) -> list[Length]:
        """What each way costs at the least and at the most, but for what it comes to."""
        place = self._layout.places[stop.place]
        if place.kind != "scene":
            return [NOTHING] * len(by)
        program, costs = self._moves.program, self._costs
        scene = program.story.scenes[place.scene]
        question = self._moves.asked(stop)
        if question is not None:
            asking = costs.asking_within(question, [number for number in by if number])
            return [asking + costs.answering_within(question, number) for number in by]
        offered = [number for number in by if number < len(program.choice_ids(scene))]
        staged = self._liveness.questions(stop.place)
        leaving = costs.leaving_within(scene, offered, staged)
        return [leaving + costs.taking_within(scene, number) for number in by]

    def _acts_ahead(self) -> dict[Stop, frozenset[str]]:
        """The acts whose scenes may still be come to, from each stop."""
        scenes = self._moves.program.story.scenes
        roads = self._roads
        own = {}
        for stop in roads:
            scene = scenes.get(self._layout.places[stop.place].name) if stop.place >= 0 else None
            own[stop] = frozenset([scene.act] if scene is not None and not stop.stage else [])
        ahead: dict[Stop, frozenset[str]] = dict.fromkeys(roads, frozenset())
        changed = True
        while changed:
            changed = False
            for stop in reversed(list(roads)):
                acts = ahead[stop].union(*(own[to] | ahead[to] for to in roads[stop].to))
                if acts != ahead[stop]:
                    ahead[stop], changed = acts, True
        return ahead

    # --- Arriving --------------------------------------------------------------------------------

    def _arrivals(self) -> Iterator[int]:
        """What coming to each state costs, by number, with all that is charged there.

        An answer comes to no page: play stays where it stands.
        """
        for block in self._graph.blocks:
            stop = block.stop
            whole = 0 if stop.stage else self._unhanging(stop.place)
            parts = self._charged.get(stop, ())
            for state in block.states:
                yield whole + self._words(parts, state)

    def _unhanging(self, place: int) -> int:
        """What coming to a page costs at most, or least, but for what is charged somewhere."""
        parts = self._costs.hanging(self._layout.places[place].name)
        words = sum(self._bounds[place]) - sum(part.bounds[self._most] for part in parts)
        return self._costs.arriving_within(place)[self._most] + words * self._costs.prices.word

    def _certainly(self, place: int) -> Known:
        """What is known of every play that comes to a place."""
        return self._certain.get(Stop(place), Known())

    def _words(self, parts: Iterable[Part], state: State) -> int:
        """What some words cost, as they read in a state."""
        return sum(part.value(state) for part in parts) * self._costs.prices.word

    # --- Making good -----------------------------------------------------------------------------

    def _made_good(self, state: State, stop: Stop) -> int:
        """By how much a bound is too wide for a play, whichever way it goes on."""
        settled = self._unchanging[stop] & self._hanging
        key = stop, state & settled
        if key not in self._good:
            self._good[key] = self._least_ahead(stop, state & settled, settled)
        return self._good[key]

    def _least_ahead(self, start: Stop, state: State, settled: State) -> int:
        """The least that can be made good on any way from a stop to an ending.

        Dijkstra over stops, from the start on; a way that ends nowhere makes nothing good.
        """
        best = {start: 0}
        heap: list[tuple[int, Stop]] = [(0, start)]
        while heap:
            good, stop = heappop(heap)
            if good > best[stop]:
                continue
            if stop.place >= 0 and self._layout.places[stop.place].kind == "ending":
                return good
            for to in self._roads[stop].to:
                more = good
                if to.place >= 0 and not to.stage:
                    more += self._good_at(to.place, state, settled)
                if more < best.get(to, ENDLESS):
                    best[to] = more
                    heappush(heap, (more, to))
        return 0

    def _good_at(self, place: int, state: State, settled: State) -> int:
        """What can be made good at a page, by what of a state is settled."""
        certain = self._certainly(place)
        good = 0
        for part, bound in zip(self._loose[place], self._bounds[place], strict=True):
            mask = part.mask & settled
            key = place, id(part), mask, state & mask
            if key not in self._known:
                better = certain.and_also(mask, state)
                self._known[key] = abs(bound - part.bound(better, most=self._most))
            good += self._known[key]
        return good * self._costs.prices.word
