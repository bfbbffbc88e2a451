"""What `allow:` silences: one finding at one place, with a reason."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator

from borderpost.story.diagnostics import Diagnostic, Severity
from borderpost.story.model import Story
from borderpost.story.position import Position


def apply_allowances(story: Story, diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """The diagnostics that remain, in the same order.

    A place is `scene`, `scene.choice`, or the id of an ending, a question, a variable, a card or a
    fact; a scene's place holds for all that stands in it. Errors are never silenced: such a story
    cannot be played.
    """
    found = list(diagnostics)
    allowed = {(allowance.code, allowance.place) for allowance in story.allow}
    if not allowed:
        return found
    starts = sorted(_places(story))
    return [
        each
        for each in found
        if each.severity is Severity.ERROR
        or allowed.isdisjoint((each.code, place) for place in _places_at(each.at, starts))
    ]


def _places_at(at: Position, starts: list[tuple[Position, str, str]]) -> tuple[str, ...]:
    """The names of the innermost part that a position lies in, and of the scene around it."""
    number = bisect_right(starts, (at, "\U0010ffff", ""))
    if not number or starts[number - 1][0].file != at.file:
        return ()
    _, place, around = starts[number - 1]
    return place, around


def _places(story: Story) -> Iterator[tuple[Position, str, str]]:
    """Where each part begins, its place by name, and the scene that it stands in."""
    for scene in story.scenes.values():
        yield scene.at, scene.id, scene.id
        for choice in scene.choices:
            yield choice.at, f"{scene.id}.{choice.id}", scene.id
        for question in scene.asked:
            yield question.at, question.id, scene.id
    for named in (story.endings, story.sources, story.facts, story.variables):
        for name, part in named.items():
            yield part.at, name, name
