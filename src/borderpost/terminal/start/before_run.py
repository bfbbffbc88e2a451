"""The page before a new run: what the story is, and what is in it, so that nobody is surprised."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from borderpost.engine.program import Program
from borderpost.terminal.keys.commands import BACK, bindings
from borderpost.terminal.keys.key_line import KeyLine
from borderpost.terminal.parts.frame import Frame
from borderpost.terminal.parts.menu import Item, Menu
from borderpost.terminal.parts.page import Page
from borderpost.terminal.parts.picture import Picture
from borderpost.terminal.parts.reading import Reading
from borderpost.terminal.parts.typeset import QUIET, Block, one_line, prose_blocks, words
from borderpost.terminal.start.opening import about, content_note

BEGIN, NOT_NOW = "Begin", "Not now: back to the title"
"""What one can do once one knows."""


def has_note(program: Program) -> bool:
    """Whether a story says anything of itself before it begins."""
    info = program.story.info
    return bool(info.about or info.content_note)


class BeforeRun(Frame[int]):
    """Tells what there is to know; dismissed with 0 for beginning, 1 or -1 for not."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(BACK)]

    def __init__(self, program: Program) -> None:
        """The story that is to be begun."""
        super().__init__()
        self._program = program

    def compose(self) -> ComposeResult:
        """As the title looks, so that whoever comes from there sees that it goes on."""
        yield Picture()
        with Reading():
            yield Page(note_blocks(self._program), id="note")
            yield Menu([Item(words(BEGIN), 1), Item(words(NOT_NOW), 2)], id="ways")
        yield KeyLine(BACK)

    def on_menu_taken(self, event: Menu.Taken) -> None:
        """Begin, or not."""
        event.stop()
        self.dismiss(event.index)

    def action_back(self) -> None:
        """Not now."""
        self.dismiss(-1)


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
