"""Choices that are compared: whether one is never better than another beside it.

A choice is dominated by another that is offered whenever it is, and whose immediate effects on
meters that are better high or low are nowhere worse and once better. Only choices are compared that
lead to the same, move such a meter, all of them by constants, and put nothing off: to pay more for
a better end is no mistake.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import permutations
from typing import NamedTuple

from borderpost.proof.idle.sights import PARTED, Sight, choosing
from borderpost.proof.search.exploring import Explored
from borderpost.proof.search.settling import Stop
from borderpost.proof.search.touches import constant
from borderpost.story.gist import flows_within
from borderpost.story.model import (
    CallScene,
    Chance,
    Choice,
    Draw,
    Flow,
    Go,
    Scene,
    Story,
    VariableKind,
)

Moved = Mapping[str, int]
"""By how much a choice moves each meter that is better high or low."""


class Rivals(NamedTuple):
    """A choice, and one beside it that is better wherever both are offered."""

    scene: Scene
    worse: Choice
    better: Choice

    @property
    def parted(self) -> Sight:
        """What shows that the worse one has its use: it is offered without the better."""
        return Sight(PARTED, *(f"{self.scene.id}.{c.id}" for c in (self.worse, self.better)))


def rivals(story: Story) -> Iterator[Rivals]:
    """Every two choices of a scene of which one moves meters better than the other."""
    for scene in story.scenes.values():
        moved = [(choice, moves_of(story, choice)) for choice in scene.choices]
        for (worse, less), (better, more) in permutations(moved, 2):
            if not less or not more or worse.fallback:
                continue
            if _targets(worse.flow) == _targets(better.flow) and _is_better(story, more, less):
                yield Rivals(scene, worse, better)


def moves_of(story: Story, choice: Choice) -> Moved | None:
    """How a choice moves meters at once; None where that is not told by constants alone."""
    if choice.later:
        return None
    moved = {name: -amount for name, amount in choice.cost if _is_rated(story, name)}
    for effect in choice.do:
        if _is_rated(story, effect.variable):
            by = constant(effect.value)
            if by is None or effect.operator not in ("+=", "-="):
                return None
            by = by if effect.operator == "+=" else -by
            moved[effect.variable] = moved.get(effect.variable, 0) + by
    return {name: by for name, by in moved.items() if by}


def partings(explored: Explored) -> dict[Stop, dict[Sight, str]]:
    """For all rivals a test for the states in which the worse one has its use."""
    program = explored.moves.program
    looked: dict[Stop, dict[Sight, str]] = {}
    for pair in rivals(program.story):
        there = program.generator.offered(pair.scene, pair.worse)
        beside = program.generator.offered(pair.scene, pair.better)
        if beside != "True":
            stop = choosing(explored, pair.scene)
            looked.setdefault(stop, {})[pair.parted] = f"{there} and not ({beside})"
    return looked


def _targets(flow: Flow | None) -> set[str]:
    """Every scene and ending that a flow may lead to, and every deck it draws from."""
    found: set[str] = set()
    for part in flows_within(flow):
        match part:
            case Go(target) | CallScene(target):
                found.add(target)
            case Chance(outcomes):
                found.update(outcome.target for outcome in outcomes)
            case Draw(deck):
                found.add(f"a draw from {deck}")
    return found


def _is_rated(story: Story, name: str) -> bool:
    """Whether a variable is a meter of which more or less is better."""
    variable = story.variables[name]
    return variable.kind is VariableKind.METER and variable.better in ("high", "low")


def _is_better(story: Story, moved: Moved, other: Moved) -> bool:
    """Whether some moves are nowhere worse than others, and once better."""
    gains = [
        (moved.get(name, 0) - other.get(name, 0))
        * (1 if story.variables[name].better == "high" else -1)
        for name in {**moved, **other}
    ]
    return min(gains) >= 0 and max(gains) > 0
