"""Checks of what comes due later, when an act begins."""

from __future__ import annotations

from borderpost.story.diagnostics import Findings
from borderpost.story.model import Later, Scene, Story


def check_later(story: Story, findings: Findings) -> None:
    """Report what can never come due, or stands where no act says when that is."""
    order = {act: number for number, act in enumerate(story.acts)}
    for scene in story.scenes.values():
        for choice in scene.choices:
            for later in choice.later:
                _check(scene, later, order, findings)


def _check(scene: Scene, later: Later, order: dict[str, int], findings: Findings) -> None:
    """Report one `later` that is not after its scene's act."""
    if later.act not in order:
        return
    if scene.act not in order:
        findings.add(
            "BP215",
            later.at,
            f"'{scene.id}' is in no act, so '{later.act}' may have begun already",
            f"add `act:` to {scene.id}",
        )
    elif order[later.act] <= order[scene.act]:
        after = list(order)[order[scene.act] + 1 :]
        mend = "put it into `after:` or `do:` of the choice: there is no later act"
        if after:
            mend = f"name a later act: {', '.join(after)}"
        same = "the scene's own act" if later.act == scene.act else f"before '{scene.act}'"
        findings.add(
            "BP211",
            later.at,
            f"'{later.act}' is {same}, so this would never come due",
            mend,
        )
