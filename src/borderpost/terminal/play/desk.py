"""What can be opened while playing, and the ways to leave."""

from __future__ import annotations

from typing import Literal

from borderpost.engine.view import View
from borderpost.terminal.papers.run_frame import RunFrame

Left = Literal["title", "new", "quit"]
"""Why the play screen was left."""


class Desk(RunFrame[Left]):
    """The part of the play screen that opens other screens."""

    _view: View

    def action_case_file(self) -> None:
        """Open the case file."""
        from borderpost.terminal.papers.case_file import CaseFile

        self.app.push_screen(CaseFile(self.run))

    def action_ledger(self) -> None:
        """Open the debrief: the ledger and all that belongs to it."""
        from borderpost.terminal.papers.debrief_screen import DebriefScreen

        self.app.push_screen(DebriefScreen(self.run))

    def action_review(self) -> None:
        """Open what is asked after an ending."""
        from borderpost.terminal.papers.review_screen import ReviewScreen

        self.app.push_screen(ReviewScreen(self.run))

    def action_meters(self) -> None:
        """Open the meters and what they mean."""
        from borderpost.terminal.papers.meters_screen import MetersScreen

        self.app.push_screen(MetersScreen(self.run))

    def action_facts(self) -> None:
        """Open the facts cited on this page: one at once, several from a list."""
        from borderpost.terminal.papers.cited import CitedFacts, cited_facts

        facts = cited_facts(self._view)
        if len(facts) == 1:
            self.action_open_fact(facts[0])
        elif facts:
            self.app.push_screen(CitedFacts(self.run, facts))

    def action_leave(self) -> None:
        """Say that the run is saved, and ask where to go."""
        from borderpost.terminal.parts.dialogs import Asked

        ways: tuple[Left, ...] = ("quit", "title")

        def leave(answer: int | None) -> None:
            if answer is not None and 0 <= answer < len(ways):
                self.dismiss(ways[answer])

        told = "All you decided is saved. You can go on from this very place whenever you like."
        answers = ["Quit", "To the title", "Play on"]
        self.app.push_screen(Asked("Your run is saved", [told], answers), leave)

    def action_leave_now(self) -> None:
        """Leave the program; the run is saved."""
        self.dismiss("quit")

    def action_title(self) -> None:
        """Leave for the title."""
        self.dismiss("title")

    def action_new_run(self) -> None:
        """Leave for a new run of the same story."""
        self.dismiss("new")
