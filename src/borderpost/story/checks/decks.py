"""Checks of decks: draws that find nothing, storylets that nothing draws."""

from __future__ import annotations

from borderpost.story.checks.graph import Graph
from borderpost.story.diagnostics import Findings
from borderpost.story.model import Story
from borderpost.story.names import Names


def check_decks(story: Story, graph: Graph, names: Names, findings: Findings) -> None:
    """Report draws from decks that nobody is in, storylets not drawn, and keys without a deck."""
    incomplete = names.incomplete or bool(findings.unread_files)
    for deck, draws in graph.draws.items():
        if deck in names.decks or incomplete:
            continue
        from borderpost.story.messages import did_you_mean

        for draw in draws:
            findings.add(
                "BP208",
                draw.at,
                f"no scene is in the deck '{deck}'{did_you_mean(deck, list(names.decks))}",
                f"write `deck: {deck}` in the scenes that may be drawn here",
            )
    told: set[str] = set()
    for scene in story.scenes.values():
        if scene.deck and scene.deck not in graph.draws and scene.deck not in told:
            told.add(scene.deck)
            if incomplete:
                continue
            findings.add(
                "BP209",
                scene.at,
                f"nothing draws from the deck '{scene.deck}', so '{scene.id}' is never offered",
                f"let a scene draw it, as in draw: {{deck: {scene.deck}, then: next_scene}}",
                width=len(scene.id),
            )
        if not scene.deck and (scene.when is not None or scene.priority):
            key = "when" if scene.when is not None else "priority"
            findings.add(
                "BP210",
                scene.when.at if scene.when is not None else scene.at,
                f"'{scene.id}' is in no deck, so `{key}` means nothing",
                "add `deck:` with the deck that it is drawn from, or take the key out",
            )
