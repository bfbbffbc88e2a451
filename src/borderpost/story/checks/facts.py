"""Checks of facts: what endings and reports rest on, and what is set against what."""

from __future__ import annotations

import re

from borderpost.story.checks.parts import StoryParts, expressions_within
from borderpost.story.diagnostics import Findings
from borderpost.story.expressions.syntax import Query
from borderpost.story.model import Story

CITABLE = re.compile(r"[A-Z][A-Za-z]*[0-9]+")
"""The ids that a text can cite."""


def check_facts(story: Story, parts: StoryParts, findings: Findings) -> None:
    """Report facts set against each other from one side only, and what cites none."""
    for fact in story.facts.values():
        for other in fact.against:
            opposed = story.facts.get(other)
            if opposed is not None and fact.id not in opposed.against:
                findings.add(
                    "BP603",
                    fact.at,
                    f"{fact.id} is set against {other}, but {other} not against {fact.id}",
                    f"add {fact.id} to `against:` of {other}, or take {other} out here",
                    width=len(fact.id),
                )
        if not CITABLE.fullmatch(fact.id):
            findings.add(
                "BP605",
                fact.at,
                f"no text can cite '{fact.id}'",
                "name it with a capital letter first and a number last, as F16",
                width=len(fact.id),
            )
    if story.facts:
        _check_endings(story, findings)
        _check_slots(story, parts, findings)


def _check_endings(story: Story, findings: Findings) -> None:
    """Report endings that rest on nothing, in a story that has facts."""
    for ending in story.endings.values():
        if not ending.facts:
            findings.add(
                "BP602",
                ending.at,
                f"the ending '{ending.id}' cites no fact",
                "add `facts:` with the facts that it rests on",
                width=len(ending.id),
            )


def _check_slots(story: Story, parts: StoryParts, findings: Findings) -> None:
    """Report sentences that say `is` and cite nothing, where the story never asks about that."""
    asked = {
        (part.function, *part.arguments)
        for condition in parts.conditions
        for part in expressions_within(condition.expression)
        if isinstance(part, Query) and part.function.startswith("signed")
    }
    if ("signed_unsupported",) in asked:
        return
    for scene in story.scenes.values():
        for slot in scene.report.slots if scene.report else ():
            for option in slot.options:
                bare = option.strength == "is" and not option.cites
                if bare and ("signed", f"{slot.id}.{option.id}") not in asked:
                    findings.add(
                        "BP604",
                        option.at,
                        f"'{option.id}' says how things are and cites no fact",
                        "add `cites:`, weaken its `strength:`, or let the story tell: "
                        "signed_unsupported() counts such sentences",
                        width=len(option.id),
                    )
