"""The case file as a screen of its own: where there is no room for it beside the text."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from textual import getters
from textual.app import ComposeResult
from textual.binding import BindingType

from borderpost.engine.run import Run
from borderpost.terminal.keys.commands import BACK, bindings
from borderpost.terminal.keys.key_line import KeyLine
from borderpost.terminal.papers.folder import Folder, Leaf
from borderpost.terminal.papers.run_frame import RunFrame


class CaseFile(RunFrame[None]):
    """The cards and facts met so far, or one of them opened; Esc goes back leaf by leaf."""

    CSS_PATH = Path(__file__).with_name("case_file.tcss")
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(BACK)]

    folder = getters.query_one(Folder)

    def __init__(self, run: Run, first: Leaf | None = None) -> None:
        """The case file of a run, open at its list or at another leaf."""
        super().__init__(run)
        self._first = first

    def compose(self) -> ComposeResult:
        """The folder and the line of keys."""
        yield Folder(self.run, self._first)
        yield KeyLine(BACK)

    def action_open_fact(self, fact: str) -> None:
        """Open a fact that was cited, on top of what is open."""
        if fact in self.run.program.story.facts:
            self.folder.open(Leaf("fact", fact))

    def action_open_card(self, card: str) -> None:
        """Open a card, on top of what is open."""
        if card in self.run.program.story.sources:
            self.folder.open(Leaf("card", card))

    def action_back(self) -> None:
        """Go back to what lies below, or close the case file."""
        if not self.folder.back():
            self.dismiss(None)
