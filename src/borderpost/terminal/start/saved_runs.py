"""The saved runs, to go on with one of them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from borderpost.saves.summary import RunSummary
from borderpost.terminal.keys.commands import BACK, bindings
from borderpost.terminal.keys.key_line import KeyLine
from borderpost.terminal.parts.frame import Frame
from borderpost.terminal.parts.menu import Item, Menu
from borderpost.terminal.parts.page import Page
from borderpost.terminal.parts.reading import Reading
from borderpost.terminal.parts.typeset import QUIET, Block, heading, one_line, words
from borderpost.terminal.start.saved_words import run_notes, run_title


class SavedRuns(Frame[Path | None]):
    """Lists runs, the one played last first; dismissed with the file of the one taken, or None.

    Where some are of another story than the one that is open, those of that story come alone, with
    a way to all of them.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(BACK)]

    def __init__(
        self, runs: Sequence[RunSummary], own: Sequence[RunSummary] = (), title: str = ""
    ) -> None:
        """The runs to list, and those of them that are of the story that is open."""
        super().__init__()
        self._runs = runs
        self._own = own
        self._title = title
        self._has_two_lists = bool(own) and len(own) < len(runs)
        self._shows_all = not self._has_two_lists

    def compose(self) -> ComposeResult:
        """A heading and a run on each item."""
        with Reading():
            yield Page(id="told")
            yield Menu(id="ways")
        yield KeyLine(BACK)

    def on_mount(self) -> None:
        """Show the list."""
        self._show()

    @property
    def _listed(self) -> Sequence[RunSummary]:
        """The runs that are shown."""
        return self._runs if self._shows_all else self._own

    def _show(self) -> None:
        """Show one of the two lists."""
        told = "Enter goes on with a run. None is ever deleted." if self._runs else "None yet."
        if not self._shows_all:
            told = f"Those of {self._title}. {told}"
        self.query_one("#told", Page).show(
            [heading("Saved runs"), Block(one_line(told, QUIET), gap=0)]
        )
        items = [
            Item(
                words(run_title(run)), number, tuple(map(words, run_notes(run))), parted=number > 1
            )
            for number, run in enumerate(self._listed, 1 + self._has_two_lists)
        ]
        if self._has_two_lists:
            other = f"Only those of {self._title}" if self._shows_all else "All saved runs"
            count = len(self._own) if self._shows_all else len(self._runs)
            items.insert(0, Item(one_line(f"{other} ({count})"), 1))
        self.query_one("#ways", Menu).show(items, highlighted=int(self._has_two_lists))

    def on_menu_taken(self, event: Menu.Taken) -> None:
        """Go back with the run taken, or show the other list."""
        event.stop()
        index = event.index - self._has_two_lists
        if index >= 0:
            self.dismiss(self._listed[index].path)
            return
        self._shows_all = not self._shows_all
        self._show()
        self.after_layout(lambda: self.action_edge(last=False))

    def action_back(self) -> None:
        """Go back without one."""
        self.dismiss(None)
