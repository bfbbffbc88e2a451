"""The roads that plays with some settings go: those of longer or shorter plays are left out."""

from __future__ import annotations

from collections.abc import Mapping

from borderpost.proof.search.exploring import Explored
from borderpost.proof.search.settling import Road, Stop, is_passed
from borderpost.story.checks.graph import reached


def roads_gone(explored: Explored) -> Mapping[Stop, Road]:
    """The roads between the stops that were come to, and those that are passed in between."""
    moves = explored.moves
    layout, roads = moves.program.layout, moves.liveness.roads
    (first,) = explored.levels[0]
    come_to = {moves.stop(key) for level in explored.levels for key in level}

    def leads(stop: Stop) -> frozenset[Stop]:
        return frozenset(to for to in roads[stop].to if to in come_to or is_passed(layout, to))

    gone = reached([moves.stop(first)], leads)
    return {stop: Road(roads[stop].heard, leads(stop)) for stop in gone}
