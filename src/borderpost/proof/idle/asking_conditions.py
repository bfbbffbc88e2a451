"""Conditions that are asked for in play: where each is, and what shows that it held or failed.

Those of branches are asked for between one stop and the next, and are listened to in
`listening.py`; those of texts decide nothing but what is read.
"""

from __future__ import annotations

from borderpost.proof.idle.sights import FAILED, HELD, Sight, choosing
from borderpost.proof.search.exploring import Explored
from borderpost.proof.search.settling import Stop
from borderpost.story.model import Condition, Draw, Scene

Looked = dict[Stop, dict[Sight, str]]


def conditions_asked(explored: Explored) -> tuple[set[Sight], Looked]:
    """What is known already of the conditions of choices, options and storylets; what is not."""
    seen: set[Sight] = set()
    looked: Looked = {}
    for scene in explored.moves.program.story.scenes.values():
        stop = choosing(explored, scene)
        if explored.moves.key(stop) not in explored.opened:
            continue
        _of_choices(explored, scene, stop, seen, looked)
        _of_options(explored, scene, looked)
        if isinstance(scene.flow, Draw) and not scene.flow.by_chance:
            for name in explored.moves.program.generator.drawn(scene):
                _both(explored, explored.moves.program.story.scenes[name].when, stop, looked)
    return seen, looked


def _of_choices(
    explored: Explored, scene: Scene, stop: Stop, seen: set[Sight], looked: Looked
) -> None:
    """The conditions of choices that are offered at all; how often says most of it."""
    generator = explored.moves.program.generator
    opened = explored.opened[explored.moves.key(stop)]
    states = sum(len(states) for _, states in explored.at(stop))
    for choice, count in zip(scene.choices, opened, strict=False):
        condition = choice.condition
        if condition is None or choice.fallback or not count:
            continue
        seen.add(Sight(HELD, condition.at))
        if count == states:
            continue
        source = generator.coder.condition(condition)
        if generator.offered(scene, choice) == source:
            seen.add(Sight(FAILED, condition.at))
        else:
            looked.setdefault(stop, {})[Sight(FAILED, condition.at)] = f"not ({source})"


def _of_options(explored: Explored, scene: Scene, looked: Looked) -> None:
    """The conditions of answers that change the state, where their question is to be answered."""
    moves = explored.moves
    place = moves.program.layout.place_numbers[scene.id]
    for stage, question in enumerate(moves.liveness.questions(place)):
        for option in question.options:
            _both(explored, option.condition, Stop(place, stage), looked)


def _both(explored: Explored, condition: Condition | None, stop: Stop, looked: Looked) -> None:
    """Look for states at a stop in which a condition holds, and in which it does not."""
    if condition is not None:
        source = explored.moves.program.generator.coder.condition(condition)
        tests = looked.setdefault(stop, {})
        tests[Sight(HELD, condition.at)] = source
        tests[Sight(FAILED, condition.at)] = f"not ({source})"
