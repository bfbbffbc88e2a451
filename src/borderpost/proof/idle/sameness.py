"""Fake choices: those of a scene between which there is no difference to see, ever.

Where two choices are both offered they must lead to the same state of the graph, which tells apart
whatever decides how play goes on. What only a reader sees is not in the graph: so they must also
read the same and move alike whatever a text or a meter shows. Their labels may differ.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations
from typing import NamedTuple

from borderpost.engine.reads import queries
from borderpost.proof.chances.graph import Graph
from borderpost.proof.idle.sights import DIFFERENT, TOGETHER, Sight, choosing
from borderpost.proof.idle.telling_apart import Telling
from borderpost.story.model import Choice, Scene, Story


class Pair(NamedTuple):
    """Two choices of a scene that read the same once they are taken."""

    scene: Scene
    one: Choice
    other: Choice

    @property
    def names(self) -> tuple[str, str]:
        """Both, as `scene.choice`."""
        return f"{self.scene.id}.{self.one.id}", f"{self.scene.id}.{self.other.id}"

    @property
    def together(self) -> Sight:
        """Both are offered at once."""
        return Sight(TOGETHER, *self.names)

    @property
    def different(self) -> Sight:
        """Both are offered, and lead to different states."""
        return Sight(DIFFERENT, *self.names)


def pairs(story: Story) -> list[Pair]:
    """Every two choices of a scene that nothing but the graph may tell apart."""
    remembered = {
        name for query in queries(story) if query.function == "chose" for name in query.arguments
    }
    told = Telling(story)
    found = []
    for scene in story.scenes.values():
        plain = [
            choice
            for choice in scene.choices
            if not choice.later and f"{scene.id}.{choice.id}" not in remembered
        ]
        found += [
            Pair(scene, one, other)
            for one, other in combinations(plain, 2)
            if told.is_alike(one, other)
        ]
    return found


def comparisons(graph: Graph, alike: Iterable[Pair]) -> set[Sight]:
    """For each pair whether both are offered at once, and whether they then lead apart."""
    seen: set[Sight] = set()
    by_scene: dict[str, list[Pair]] = {}
    for pair in alike:
        by_scene.setdefault(pair.scene.id, []).append(pair)
    for of_scene in by_scene.values():
        scene = of_scene[0].scene
        stop = choosing(graph.explored, scene)
        numbers = {choice.id: number for number, choice in enumerate(scene.choices)}
        left = [(pair, numbers[pair.one.id], numbers[pair.other.id]) for pair in of_scene]
        for state in (n for block in graph.blocks if block.stop == stop for n in block.numbers):
            if not left:
                break
            to = dict(graph.next(state))
            for pair, one, other in [item for item in left if item[1] in to and item[2] in to]:
                seen.add(pair.together)
                if not _is_alike(graph, to[one], to[other]):
                    seen.add(pair.different)
                    left.remove((pair, one, other))
    return seen


def _is_alike(graph: Graph, one: int, other: int) -> bool:
    """Whether play goes on alike from two states: two chances of the same are the same."""
    if one == other:
        return True
    both = all(graph.explored.moves.is_nature(graph.block(n).stop) for n in (one, other))
    return both and sorted(graph.next(one)) == sorted(graph.next(other))
