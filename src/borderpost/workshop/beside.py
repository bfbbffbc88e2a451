"""What lies beside a story's YAML and is made from it: whether it still fits."""

from __future__ import annotations

from borderpost.story.diagnostics import Diagnostic, Findings
from borderpost.story.model import Story
from borderpost.story.open_endings import (
    OPEN_ENDINGS_FILE,
    open_endings_text,
    read_open_endings,
)
from borderpost.story.position import Position


def found_beside(story: Story) -> list[Diagnostic]:
    """What is wrong with the file of open endings beside a story, if there is one."""
    if story.folder is None:
        return []
    why, line = "", 1
    try:
        text = open_endings_text(story.folder)
        if text is not None:
            why, line = _why_unused(story, text), _line_of_the_hash(text)
    except (OSError, ValueError) as problem:
        why = "it cannot be opened" if isinstance(problem, OSError) else "it is no text of ours"
    if not why:
        return []
    findings = Findings()
    mend = "make it anew with `borderpost endings STORY --write`, or take it out"
    message = f"{OPEN_ENDINGS_FILE} is not used: {why}"
    findings.add("BP314", Position(OPEN_ENDINGS_FILE, line, 1), message, mend)
    return findings.sorted()


def _why_unused(story: Story, text: str) -> str:
    """Why the text of such a file is not used for a story; empty where it is."""
    try:
        found = read_open_endings(text)
    except ValueError as problem:
        return str(problem)
    if found.story != story.info.id:
        return "it was made for another story"
    return "" if found.fits(story) else "the story has changed how it plays since it was made"


def _line_of_the_hash(text: str) -> int:
    """The line that says which version it was made for."""
    lines = text.splitlines()
    return next((n for n, line in enumerate(lines, 1) if line.lstrip().startswith('"logic"')), 1)
