"""All that is looked for besides what play comes to, once everything was explored."""

from __future__ import annotations

from borderpost.proof.chances.graph import Graph
from borderpost.proof.idle.affording import unpaid
from borderpost.proof.idle.asking_conditions import conditions_asked
from borderpost.proof.idle.listening import branches_heard
from borderpost.proof.idle.rivals import partings
from borderpost.proof.idle.sameness import comparisons, pairs
from borderpost.proof.idle.sights import Sight, sighted
from borderpost.proof.search.exploring import Explored
from borderpost.proof.search.settling import Stop


def noticed(explored: Explored, graph: Graph, known: frozenset[Sight]) -> frozenset[Sight]:
    """What is seen in a whole exploration, and what was known of others before it."""
    seen, looked = conditions_asked(explored)
    left: dict[Stop, dict[Sight, str]] = {}
    for tests_at in (looked, partings(explored), unpaid(explored)):
        for stop, tests in tests_at.items():
            lacking = {s: test for s, test in tests.items() if s not in seen and s not in known}
            if lacking:
                left.setdefault(stop, {}).update(lacking)
    seen |= known | sighted(explored, left)
    alike = pairs(explored.moves.program.story)
    seen |= comparisons(graph, [pair for pair in alike if pair.different not in seen])
    return frozenset(seen | branches_heard(explored, seen))
