"""What the title says of a story, and what it offers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from borderpost.terminal.parts.typeset import Block, prose_blocks, words
from borderpost.terminal.start.opening import Opened, about
from borderpost.terminal.start.saved_words import handle_and_place, when
from borderpost.terminal.start.title import QUIT, Entry

if TYPE_CHECKING:
    from borderpost.saves.summary import RunSummary
    from borderpost.terminal.start.library import Library


def title_blocks(opened: Opened) -> list[Block]:
    """The story's words about itself, or what is wrong with its files."""
    if opened.program is not None:
        return prose_blocks(about(opened.program))
    told = "This story cannot be played until its files are mended:"
    return [Block(words(told, "bold") + words(f"\n\n{opened.problems.rstrip()}"))]


def title_entries(opened: Opened, library: Library, runs: Sequence[RunSummary]) -> list[Entry]:
    """Continue, begin, look at saved runs or other stories, and what every title offers."""
    entries = []
    last = library.unfinished(runs, opened)
    if last is not None:
        note = ", ".join(part for part in (handle_and_place(last), when(last.touched)) if part)
        entries.append(Entry("continue", str(last.path), "Continue", note))
    if opened.program is not None:
        entries.append(Entry("new", "", "New run" if library.of_story(runs, opened) else "Begin"))
    if runs:
        entries.append(Entry("saved", "", f"Saved runs ({len(runs)})"))
    return [
        *entries,
        Entry("stories", "", "Stories"),
        Entry("settings", "", "Settings"),
        Entry("help", "", "Help"),
        QUIT,
    ]
