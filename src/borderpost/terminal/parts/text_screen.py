"""A page one opens and leaves, and lists one opens and takes something from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from borderpost.terminal.keys.commands import BACK, bindings
from borderpost.terminal.keys.key_line import KeyLine
from borderpost.terminal.parts.frame import Frame
from borderpost.terminal.parts.menu import Item, Menu
from borderpost.terminal.parts.page import Page
from borderpost.terminal.parts.reading import Reading
from borderpost.terminal.parts.typeset import Block


class TextScreen(Frame[int]):
    """A page, and items below it; dismissed with the item that was taken (from 0), or -1."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(BACK)]

    def __init__(self, blocks: Sequence[Block], items: Sequence[Item] = ()) -> None:
        """What it shows, and what can be taken at its end."""
        super().__init__()
        self._blocks = blocks
        self._items = items

    def compose(self) -> ComposeResult:
        """The page and the line of keys."""
        with Reading():
            yield Page(self._blocks)
            yield Menu(self._items, id="ways")
        yield KeyLine(BACK)

    def on_menu_taken(self, event: Menu.Taken) -> None:
        """Go back with what was taken."""
        event.stop()
        self.dismiss(event.index)

    def action_back(self) -> None:
        """Go back without anything."""
        self.dismiss(-1)
