"""What is certain at each stop: values that are the same in every play that comes there.

A page in June may hang on a choice that only a longer play was offered, or on a scene that every
play has seen by then. What states were explored as need not hold such a value; but along all the
ways that lead to a stop it can be told (constant propagation, Kildall 1973, over the stops).
"""

from __future__ import annotations

from collections.abc import Mapping

from borderpost.engine.functions import State
from borderpost.engine.program import Program
from borderpost.proof.chances.graph import Graph
from borderpost.proof.reading.known import Known
from borderpost.proof.search.settling import WHERE, Stop, is_passed
from borderpost.story.checks.graph import reached


def certain(program: Program, settings: Mapping[str, str], graph: Graph) -> Mapping[Stop, Known]:
    """What is certain at every stop that plays with some settings come to."""
    ways = Ways(program, graph)
    start = program.start(settings)
    known = {graph.blocks[0].stop: Known(ways.every, start & ways.every)}
    waiting = list(known)
    while waiting:
        stop = waiting.pop()
        for by, to in ways.on[stop]:
            come = ways.gone(known[stop], stop, by)
            before = known.get(to)
            after = come if before is None else before.in_common(come)
            if after != before:
                known[to] = after
                waiting.append(to)
    return known


class Ways:
    """The ways from each stop to the next, and what is known after each."""

    def __init__(self, program: Program, graph: Graph) -> None:
        """Gather them over all that was explored."""
        self._program = program
        self._layout = program.layout
        self._moves = graph.explored.moves
        self.every = self._layout.bits(self._layout.fields.keys() - set(WHERE))
        """All bits but those that say where play stands."""
        stops = graph.stops()
        self.on: dict[Stop, set[tuple[int, Stop]]] = {}
        for block in graph.blocks:
            begin, end = graph.begins[block.first], graph.begins[block.numbers.stop]
            leads = map(stops.__getitem__, graph.leads[begin:end])
            self.on.setdefault(block.stop, set()).update(
                zip(graph.by[begin:end], leads, strict=True)
            )
        self._changed = {stop: self._changed_on_the_way(stop) for stop in self.on}

    def gone(self, known: Known, stop: Stop, by: int) -> Known:
        """What is known after a way, by its number in the graph."""
        after = known.but(self._changed[stop])
        place = self._layout.places[stop.place]
        if place.kind != "scene":
            return after
        question = self._moves.asked(stop)
        if question is not None:
            return self._set(after, f"answer:{question.id}", by) if by else after
        scene = self._program.story.scenes[place.scene]
        own = self._layout.bits([f"chose:{scene.id}.{choice.id}" for choice in scene.choices])
        after = after.and_also(known.mask & own, known.state)
        if by < len(scene.choices):
            after = self._set(after, f"chose:{scene.id}.{scene.choices[by].id}", 1)
            after = after._replace(decided=after.decided | {scene.id})
        return self._set(after, f"seen:{scene.id}", 1)

    def _set(self, known: Known, name: str, value: int) -> Known:
        """What is known once a field has a value, if there is room for it."""
        if not self._layout.has(name):
            return known
        field = self._layout.field(name)
        return known.and_also(field.bits, field.write(0, value))

    def _changed_on_the_way(self, stop: Stop) -> State:
        """The bits that may be changed between a stop and wherever play stops next."""
        roads = self._moves.liveness.roads
        passed = reached(
            [stop], lambda at: (to for to in roads[at].to if is_passed(self._layout, to))
        )
        return self._layout.bits({name for at in passed for name in roads[at].heard.changed})
