"""Checks for places where a player could be left without a way on."""

from __future__ import annotations

from collections.abc import Iterator

from borderpost.story.checks.covering import one_always_holds
from borderpost.story.checks.graph import Graph
from borderpost.story.diagnostics import Findings
from borderpost.story.model import (
    CallScene,
    Chance,
    Choice,
    Condition,
    Draw,
    FirstOf,
    Flow,
    Go,
    Scene,
    Story,
)
from borderpost.story.names import Names
from borderpost.story.position import Position


def check_dead_ends(story: Story, graph: Graph, names: Names, findings: Findings) -> None:
    """Report last resorts that may be spent, and scenes all of whose choices may be hidden."""
    bounded = any(scene.max_visits or scene.deck for scene in story.scenes.values())
    for scene in story.scenes.values():
        if bounded:
            flows = [scene.flow] + [choice.flow for choice in scene.choices if choice.fallback]
            for target, at in (each for flow in flows for each in _last_resorts(flow)):
                if graph.may_be_spent(scene.id, target):
                    _report_spent(story.scenes[target], at, findings)
        if scene.choices and scene.flow is None:
            _check_choices(scene, graph, names, findings)


def _last_resorts(flow: Flow | None) -> Iterator[tuple[str, Position]]:
    """The targets that a flow falls back on when nothing else fits."""
    match flow:
        case Go(target, at):
            yield target, at
        case FirstOf(branches):
            yield from _last_resorts(branches[-1].flow)
        case CallScene(called, then, at):
            yield called, at
            yield from _last_resorts(then)
        case Draw():
            yield from _last_resorts(flow.otherwise)
        case _:
            pass


def _report_spent(target: Scene, at: Position, findings: Findings) -> None:
    """Tell that a target without alternative may be spent when it is needed."""
    bound = target.max_visits or 1
    often = "once" if bound == 1 else f"{bound} times"
    findings.add(
        "BP206",
        at,
        f"'{target.id}' can be visited {often} only, and there is no other way on from here",
        "make a list of it with somewhere else to go as its last entry, "
        f"as in then: [{{if: true, then: {target.id}}}, elsewhere]",
        width=len(target.id),
    )


def _check_choices(scene: Scene, graph: Graph, names: Names, findings: Findings) -> None:
    """Report a scene whose choices may all be hidden at once."""
    conditions: list[Condition] = []
    for choice in scene.choices:
        if choice.fallback:
            return
        if _may_vanish(scene, choice, graph):
            continue
        if choice.condition is None:
            return
        conditions.append(choice.condition)
    if one_always_holds([each.expression for each in conditions], names):
        return
    if 0 < (scene.max_visits or 0) <= sum(_is_taken_once(scene, c, graph) for c in scene.choices):
        return  # one of them is left on every visit
    findings.add(
        "BP213",
        scene.at,
        f"every choice of '{scene.id}' may be hidden or locked at the same time",
        "add a choice that is always there, such as one with `fallback: true`",
        width=len(scene.id),
    )


def _is_taken_once(scene: Scene, choice: Choice, graph: Graph) -> bool:
    """Whether a choice is offered until it is taken, and only that."""
    is_free = choice.condition is None and not choice.cost
    return choice.once and is_free and _stays_open(choice.flow, scene, graph)


def _may_vanish(scene: Scene, choice: Choice, graph: Graph) -> bool:
    """Whether a choice may not be offered for another reason than its condition."""
    if choice.cost or (choice.once and scene.id in graph.round_trips):
        return True
    return not _stays_open(choice.flow, scene, graph)


def _stays_open(flow: Flow | None, scene: Scene, graph: Graph) -> bool:
    """Whether a flow leads somewhere however often its targets were visited."""
    match flow:
        case Go(target) | CallScene(target):
            return not graph.may_be_spent(scene.id, target)
        case Chance(outcomes):
            return any(not graph.may_be_spent(scene.id, each.target) for each in outcomes)
        case FirstOf(branches):
            return _stays_open(branches[-1].flow, scene, graph)
        case _:
            return True
