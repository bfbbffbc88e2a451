"""What a proof finds of conditions: those that always hold where they are asked for, or never."""

from __future__ import annotations

from collections.abc import Iterator

from borderpost.engine.layout import owned_flows
from borderpost.engine.program import Program
from borderpost.proof.findings.telling import condition_told, finding
from borderpost.proof.idle.sights import FAILED, HELD, Sight
from borderpost.proof.proving import Proof
from borderpost.story.diagnostics import Diagnostic
from borderpost.story.gist import flows_within
from borderpost.story.model import Condition, FirstOf, Flow, Story
from borderpost.story.position import Position


def findings_of_conditions(program: Program, proof: Proof) -> Iterator[Diagnostic]:
    """Their diagnostics; none where not everything was explored, since then nothing is certain."""
    if not proof.complete:
        return
    told: set[Position] = set()
    undecided = {reading.condition.at for reading in proof.texts.undecided}
    for condition, what, name in _conditions(program.story):
        if condition.at in told:
            continue
        told.add(condition.at)
        if condition.at in undecided:
            continue
        held, failed = (
            proof.saw(sight) or sight in proof.texts.sights
            for sight in (Sight(HELD, condition.at), Sight(FAILED, condition.at))
        )
        is_told = what == "storylet" and proof.reached(name) is False
        shown = condition_told(condition)
        if held and not failed:
            yield finding(
                "BP311",
                condition.at,
                f"'{shown}' always holds where it is asked for: {ALWAYS[what]}",
                "leave it out, or ask for what is not always so",
            )
        elif failed and not held and not is_told:
            yield finding(
                "BP312",
                condition.at,
                f"'{shown}' never holds where it is asked for: {NEVER[what]}",
                "ask for what may be so, or leave out what hangs on it",
            )


ALWAYS = {
    "choice": "the choice needs no `if:`",
    "option": "the answer needs no `if:`",
    "branch": "the ways after it are never gone",
    "storylet": "the scene needs no `when:`",
}
"""What it means that a condition always holds, by what it stands at."""

NEVER = {
    "choice": "the choice is never offered",
    "option": "the answer is never offered",
    "branch": "this way is never gone",
    "storylet": "the scene is never drawn",
}
"""What it means that a condition never holds."""


def _conditions(story: Story) -> Iterator[tuple[Condition, str, str]]:
    """Every condition that decides how play goes on, what it stands at, and in which scene."""
    for scene in story.scenes.values():
        if scene.when is not None:
            yield scene.when, "storylet", scene.id
        for question in scene.asked:
            for option in question.options:
                if option.condition is not None:
                    yield option.condition, "option", scene.id
        for choice in scene.choices:
            if choice.condition is not None:
                yield choice.condition, "choice", scene.id
        for _, flow in owned_flows(scene):
            yield from ((condition, "branch", scene.id) for condition in _of_branches(flow))


def _of_branches(flow: Flow) -> Iterator[Condition]:
    """The conditions of a flow's branches."""
    for part in flows_within(flow):
        if isinstance(part, FirstOf):
            for branch in part.branches:
                if branch.condition is not None:
                    yield branch.condition
