"""Checks of answers: what may be answered in any order should not hang on each other."""

from __future__ import annotations

from collections.abc import Iterator

from borderpost.story.checks.parts import expressions_within
from borderpost.story.diagnostics import Findings
from borderpost.story.expressions.syntax import Expression, Name, Query
from borderpost.story.model import Scene, Story


def check_answers(story: Story, findings: Findings) -> None:
    """Report answers that are offered for another answer of the same page."""
    for scene in story.scenes.values():
        for question in scene.asked:
            for option in question.options:
                condition = option.condition
                if condition is None:
                    continue
                on = next(_same_page(condition.expression, scene, story), "")
                if on:
                    findings.add(
                        "BP221",
                        condition.at,
                        f"whether '{option.id}' is offered hangs on {on}, which is answered on the "
                        "same page and may be changed afterwards",
                        "ask the second question in a scene of its own, or let the choices tell "
                        "the answers apart",
                        width=len(condition.source.strip()),
                    )


def _same_page(expression: Expression, scene: Scene, story: Story) -> Iterator[str]:
    """What of a scene's own answers an expression asks for."""
    own = {question.id for question in scene.asked}
    for part in expressions_within(expression):
        if isinstance(part, Name):
            derivation = story.variables[part.name].derivation
            if derivation is not None:
                yield from _same_page(derivation.expression, scene, story)
        elif isinstance(part, Query):
            asked = part.arguments[0].partition(".")[0] if part.arguments else ""
            if part.function in ("answered", "signed") and asked in own:
                yield f"'{asked}'"
            elif part.function in ("signed_count", "signed_unsupported") and scene.report:
                yield "what the report signs"
