"""Screens that show something of a run: on them its cards and facts can be opened."""

from __future__ import annotations

from collections.abc import Sequence

from borderpost.engine.run import Run
from borderpost.terminal.parts.frame import Frame, Result
from borderpost.terminal.parts.menu import Item
from borderpost.terminal.parts.text_screen import TextScreen
from borderpost.terminal.parts.typeset import Block


class RunFrame(Frame[Result]):
    """A screen of a run."""

    def __init__(self, run: Run) -> None:
        """The run that it shows."""
        super().__init__()
        self.run = run

    def action_open_fact(self, fact: str) -> None:
        """Open a fact that was cited."""
        from borderpost.terminal.papers.case_file import CaseFile
        from borderpost.terminal.papers.folder import Leaf

        if fact in self.run.program.story.facts:
            self.app.push_screen(CaseFile(self.run, Leaf("fact", fact)))

    def action_open_card(self, card: str) -> None:
        """Open a card of the case file."""
        from borderpost.terminal.papers.case_file import CaseFile
        from borderpost.terminal.papers.folder import Leaf

        if card in self.run.program.story.sources:
            self.app.push_screen(CaseFile(self.run, Leaf("card", card)))


class RunPage(RunFrame[int], TextScreen):
    """A page of a run."""

    def __init__(self, run: Run, blocks: Sequence[Block], items: Sequence[Item] = ()) -> None:
        """What it shows, and what can be taken at its end."""
        TextScreen.__init__(self, blocks, items)
        self.run = run
