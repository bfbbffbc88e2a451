"""The saved runs, to go on with one of them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from borderpost.saves.summary import RunSummary
from borderpost.terminal.commands import BACK, bindings
from borderpost.terminal.frame import Frame
from borderpost.terminal.key_line import KeyLine
from borderpost.terminal.menu import Item, Menu
from borderpost.terminal.page import Page
from borderpost.terminal.reading import Reading
from borderpost.terminal.saved_words import run_notes, run_title
from borderpost.terminal.typeset import QUIET, Block, heading, words


class SavedRuns(Frame[Path | None]):
    """Lists runs, the one played last first; dismissed with the file of the one taken, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(BACK)]

    def __init__(self, runs: Sequence[RunSummary]) -> None:
        """The runs to list."""
        super().__init__()
        self._runs = runs

    def compose(self) -> ComposeResult:
        """A heading and a run on each item."""
        told = "Enter goes on with a run." if self._runs else "There are none yet."
        items = [
            Item(words(run_title(run)), number, tuple(map(words, run_notes(run))), parted=True)
            for number, run in enumerate(self._runs, 1)
        ]
        with Reading():
            yield Page([heading("Saved runs"), Block(words(told, QUIET), gap=0)])
            yield Menu(items, id="ways")
        yield KeyLine(BACK)

    def on_menu_taken(self, event: Menu.Taken) -> None:
        """Go back with the run taken."""
        event.stop()
        self.dismiss(self._runs[event.index].path)

    def action_back(self) -> None:
        """Go back without one."""
        self.dismiss(None)
