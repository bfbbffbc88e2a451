"""What the title says of a story, and what it offers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from borderpost.terminal.opening import Opened, about
from borderpost.terminal.saved_words import handle_and_place
from borderpost.terminal.title import QUIT, Entry
from borderpost.terminal.typeset import Block, prose_blocks, words

if TYPE_CHECKING:
    from borderpost.saves.summary import RunSummary
    from borderpost.terminal.library import Library


def title_blocks(opened: Opened) -> list[Block]:
    """The story's words about itself, or what is wrong with its files."""
    if opened.program is not None:
        return prose_blocks(about(opened.program))
    told = "This story cannot be played until its files are mended:"
    problems = opened.problems.rstrip()
    return [Block(words(told, "bold")), Block(words(problems))]


def title_entries(opened: Opened, library: Library, runs: Sequence[RunSummary]) -> list[Entry]:
    """Continue, begin, look at saved runs, open another story, quit: whatever there is."""
    entries = []
    last = library.unfinished(runs, opened)
    if last is not None:
        entries.append(Entry("continue", str(last.path), "Continue", handle_and_place(last)))
    if opened.program is not None:
        entries.append(Entry("new", "", "New run" if runs else "Begin"))
    if runs:
        entries.append(Entry("saved", "", f"Saved runs ({len(runs)})"))
    entries += [
        Entry("story", str(path), f"Another story: {name}")
        for name, path in library.others(opened).items()
    ]
    return [*entries, QUIT]
