"""Screens that show something of a run: on them its cards and facts can be opened."""

from __future__ import annotations

from collections.abc import Sequence

from borderpost.engine.run import Run
from borderpost.saves.problem import LogProblem
from borderpost.terminal.frame import Frame, Result
from borderpost.terminal.menu import Item
from borderpost.terminal.text_screen import TextScreen
from borderpost.terminal.typeset import Block

CARD_VIEWED = "card"
"""The kind of note that a card was opened, `{"card": id}`."""


class RunFrame(Frame[Result]):
    """A screen of a run."""

    def __init__(self, run: Run) -> None:
        """The run that it shows."""
        super().__init__()
        self.run = run

    def action_open_fact(self, fact: str) -> None:
        """Open a fact that was cited."""
        from borderpost.terminal.case_file import fact_blocks

        story = self.run.program.story
        if fact in story.facts:
            self.app.push_screen(RunPage(self.run, fact_blocks(story, fact)))

    def action_open_card(self, card: str) -> None:
        """Open a card, and note that it was; where that cannot be kept it is shown all the same."""
        from borderpost.terminal.case_file import card_blocks

        if card not in self.run.program.story.sources:
            return
        try:
            self.run.note(CARD_VIEWED, {"card": card})
        except (LogProblem, OSError) as problem:
            told = f"That you opened it could not be saved: {problem}."
            self.notify(told, severity="warning", markup=False)
        self.app.push_screen(RunPage(self.run, card_blocks(self.run, card)))


class RunPage(RunFrame[int], TextScreen):
    """A page of a run."""

    def __init__(self, run: Run, blocks: Sequence[Block], items: Sequence[Item] = ()) -> None:
        """What it shows, and what can be taken at its end."""
        TextScreen.__init__(self, blocks, items)
        self.run = run
