"""Which endings each choice leaves open in some play: handed back through the graph, from its end.

The endings open from a state are a set of bits: those of all states it leads to, together. States
are numbered level by level, so that one pass backwards settles nearly all of them; passes are made
until one changes nothing, since a way may lead back.
"""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence

from borderpost.proof.chances.graph import Graph

BITS = "Q"
"""Arrays of sets of up to 64 endings; a story with more of them has a list of large numbers."""


def still_open(graph: Graph) -> Mapping[str, frozenset[str]]:
    """For each choice that is ever offered, as `scene.choice`, the endings open after it.

    `scene.` stands for going on from a scene with questions where there is nothing to choose.
    """
    moves = graph.explored.moves
    program = moves.program
    names = list(program.story.endings)
    found = _open(graph, {name: 1 << number for number, name in enumerate(names)})
    begins, leads, by = graph.begins, graph.leads, graph.by
    after: dict[str, int] = {}
    for block in graph.blocks:
        place = program.layout.places[block.stop.place]
        if place.kind != "scene" or moves.is_nature(block.stop) or moves.asked(block.stop):
            continue
        scene = program.story.scenes[place.scene]
        ways = [0] * (len(program.choice_ids(scene)) + 1)
        for at in range(begins[block.first], begins[block.numbers.stop]):
            ways[by[at]] |= found[leads[at]]
        asks = bool(moves.liveness.questions(block.stop.place))
        named = [*program.choice_ids(scene), *([""] if asks else [])]
        for number, name in enumerate(named):
            if ways[number]:
                way = f"{scene.id}.{name}"
                after[way] = after.get(way, 0) | ways[number]
    return {
        way: frozenset(name for number, name in enumerate(names) if bits >> number & 1)
        for way, bits in sorted(after.items())
    }


def _open(graph: Graph, bits: Mapping[str, int]) -> Sequence[int]:
    """The endings open from each state, as bits."""
    size = graph.size
    found = array(BITS, bytes(8 * size)) if len(bits) <= 64 else [0] * size
    for name, block in graph.endings():
        for number in block.numbers:
            found[number] = bits[name]
    begins, leads = graph.begins, graph.leads
    changed = True
    while changed:
        changed = False
        end = begins[size]
        for number in range(size - 1, -1, -1):
            begin = begins[number]
            if begin != end:
                before = together = found[number]
                for to in leads[begin:end]:
                    together |= found[to]
                if together != before:
                    found[number] = together
                    changed = True
                end = begin
    return found
