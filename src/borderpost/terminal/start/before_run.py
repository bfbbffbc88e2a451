"""The page before a new run: what the story is, and what is in it, so that nobody is surprised."""

from __future__ import annotations

from textual.app import ComposeResult

from borderpost.engine.program import Program
from borderpost.terminal.parts.menu import Item
from borderpost.terminal.parts.picture import Picture
from borderpost.terminal.parts.text_screen import TextScreen
from borderpost.terminal.parts.typeset import QUIET, Block, one_line, prose_blocks, words
from borderpost.terminal.start.opening import about, content_note

BEGIN, NOT_NOW = "Begin", "Not now: back to the title"
"""What one can do once one knows."""


def has_note(program: Program) -> bool:
    """Whether a story says anything of itself before it begins."""
    info = program.story.info
    return bool(info.about or info.content_note)


class BeforeRun(TextScreen):
    """Tells what there is to know; dismissed with 0 for beginning, 1 or -1 for not."""

    def __init__(self, program: Program) -> None:
        """The story that is to be begun."""
        ways = [Item(words(BEGIN), 1), Item(words(NOT_NOW), 2)]
        super().__init__(note_blocks(program), ways)

    def compose(self) -> ComposeResult:
        """As the title looks, so that whoever comes from there sees that it goes on."""
        yield Picture()
        yield from super().compose()


def note_blocks(program: Program) -> list[Block]:
    """The title of a story, what it is about, and what is in it."""
    blocks = [Block(one_line(program.story.info.title, "bold $primary"))]
    blocks += prose_blocks(about(program))
    note = prose_blocks(content_note(program))
    if note:
        blocks.append(Block(words("Before you begin", "bold"), gap=1))
        blocks += [note[0]._replace(gap=0), *note[1:]]
    saved = "What you do is saved at every step. You can leave at any moment."
    return [*blocks, Block(words(saved, QUIET))]
