"""Checks of conditions: those that are always or never true by declared bounds alone."""

from __future__ import annotations

from borderpost.story.checks.parts import StoryParts, branches_of
from borderpost.story.diagnostics import Findings
from borderpost.story.expressions.types import verdict
from borderpost.story.model import Flow, Go, Story
from borderpost.story.names import Names
from borderpost.story.position import Position


def check_conditions(story: Story, parts: StoryParts, names: Names, findings: Findings) -> None:
    """Report conditions that no play can decide otherwise; contracts are meant to be such."""
    verdicts: dict[str, bool | None] = {}
    skipping: set[Position] | None = None
    for condition in parts.conditions:
        source = condition.source
        if source not in verdicts:
            verdicts[source] = verdict(condition.expression, names)
        always = verdicts[source]
        if always is None:
            continue
        if always and skipping is None:
            skipping = _passed_over_when_spent(story)
        if always and skipping and condition.at in skipping:
            continue
        mend = "take the condition out, since it decides nothing"
        if not always:
            mend = "take out what stands under it, or compare with a value that can be reached"
        findings.add(
            "BP145",
            condition.at,
            f"this is {'always' if always else 'never'} true, whatever the player does",
            mend,
            width=len(source.strip()),
        )


def _passed_over_when_spent(story: Story) -> set[Position]:
    """Where conditions of entries stand whose scene may be spent: they decide something then."""
    return {
        branch.condition.at
        for scene in story.scenes.values()
        for branch in branches_of(scene)
        if branch.condition is not None and _may_be_skipped(branch.flow, story)
    }


def _may_be_skipped(flow: Flow, story: Story) -> bool:
    """Whether an entry of a list is passed over once its scene is spent, whatever its `if` says."""
    scene = story.scenes.get(flow.target) if isinstance(flow, Go) else None
    return scene is not None and bool(scene.max_visits or scene.deck)
