"""Small windows: something went wrong; shall we leave."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen

from borderpost.terminal.keys.commands import BACK, bindings
from borderpost.terminal.parts.frame import Frame, Result
from borderpost.terminal.parts.menu import Item, Menu
from borderpost.terminal.parts.page import Page
from borderpost.terminal.parts.reading import Reading
from borderpost.terminal.parts.typeset import Block, words


class Dialog(ModalScreen[Result], Frame[Result]):
    """A frame before the screen it was opened from, dimmed behind it."""


class Asked(Dialog[int]):
    """Tells something and offers answers; dismissed with the answer's place (from 0), or -1."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(BACK)]

    def __init__(self, title: str, told: Sequence[str], answers: Sequence[str]) -> None:
        """A title, paragraphs, and the answers, of which Enter takes the first."""
        super().__init__()
        self._title = title
        self._told = told
        self._answers = answers

    def compose(self) -> ComposeResult:
        """The window."""
        blocks = [Block(words(self._title, "bold")), *(Block(words(line)) for line in self._told)]
        items = [Item(words(answer), n) for n, answer in enumerate(self._answers, 1)]
        with Vertical(), Reading():
            yield Page(blocks)
            yield Menu(items)

    def on_menu_taken(self, event: Menu.Taken) -> None:
        """Go back with the answer."""
        event.stop()
        self.dismiss(event.index)

    def action_back(self) -> None:
        """Go back without one."""
        self.dismiss(-1)


def notice(title: str, message: str, mend: str = "") -> Asked:
    """A window that only tells something: what is wrong, and the mend."""
    told = [sentence(text) for text in (message, mend) if text]
    return Asked(title, told, ["Go on"])


def sentence(text: str) -> str:
    """Words made to begin and end as a sentence does."""
    ended = text if text.endswith((".", "?", "!")) else f"{text}."
    return ended[:1].upper() + ended[1:]
