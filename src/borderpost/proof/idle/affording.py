"""Choices that are never offered for nothing but what they cost."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from borderpost.engine.generate import level_to_pay
from borderpost.engine.program import Program
from borderpost.proof.idle.sights import UNPAID, Sight, choosing
from borderpost.proof.search.exploring import Explored, Limits, explore
from borderpost.proof.search.liveness import Asked
from borderpost.proof.search.settling import Stop
from borderpost.story.model import Choice, Scene


class Lack(NamedTuple):
    """A meter that a choice costs: how much, and the most there ever is of it to be spent there.

    That is, where all else holds that the choice asks for; None where it was not counted within
    the limits.
    """

    meter: str
    cost: int
    most: int | None


def unpaid(explored: Explored) -> dict[Stop, dict[Sight, str]]:
    """For each choice that is not offered a test of all that it asks for but what it costs."""
    program = explored.moves.program
    looked: dict[Stop, dict[Sight, str]] = {}
    for scene in program.story.scenes.values():
        stop = choosing(explored, scene)
        opened = explored.opened.get(explored.moves.key(stop), ())
        for choice, count in zip(scene.choices, opened, strict=False):
            if choice.cost and not count:
                test = program.generator.offered(scene, choice._replace(cost=()))
                looked.setdefault(stop, {})[Sight(UNPAID, f"{scene.id}.{choice.id}")] = test
    return looked


def lacks(
    program: Program,
    scene: Scene,
    choice: Choice,
    tried: Iterable[Mapping[str, str]],
    limits: Limits,
) -> tuple[Lack, ...]:
    """What a choice lacks with any of some settings: searches that keep how much there is."""
    most: dict[str, int | None] = {name: 0 for name, _ in choice.cost}
    for settings in tried:
        fields = frozenset(f"var:{name}" for name, _ in choice.cost)
        explored = explore(program, settings, limits, Asked(fields=fields))
        for name, known in tuple(most.items()):
            here = _most(explored, scene, choice, name)
            is_known = explored.complete and known is not None
            most[name] = max(known, here) if is_known and known is not None else None
    return tuple(Lack(name, cost, most[name]) for name, cost in choice.cost)


def _most(explored: Explored, scene: Scene, choice: Choice, meter: str) -> int:
    """The most there is of a meter to be spent where a choice asks for no more than its cost."""
    program = explored.moves.program
    test = program.generator.condition(program.generator.offered(scene, choice._replace(cost=())))
    field = program.layout.field(f"var:{meter}")
    own = ~(-1 << explored.moves.width)
    spent_from = level_to_pay(program.story.variables[meter], 0)
    return max(
        (
            field.read(state & own) - spent_from
            for _, states in explored.at(choosing(explored, scene))
            for state in states
            if test(state & own)
        ),
        default=0,
    )
