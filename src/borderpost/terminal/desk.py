"""What can be opened while playing, and the ways to leave."""

from __future__ import annotations

from typing import Literal

from borderpost.engine.view import View
from borderpost.terminal.run_frame import RunFrame, RunPage

Left = Literal["title", "new", "quit"]
"""Why the play screen was left."""


class Desk(RunFrame[Left]):
    """The part of the play screen that opens other screens."""

    _view: View

    def action_case_file(self) -> None:
        """Open the case file."""
        from borderpost.terminal.case_file import CaseFile

        self.app.push_screen(CaseFile(self.run))

    def action_ledger(self) -> None:
        """Open the ledger."""
        from borderpost.terminal.ledger_page import ledger_blocks

        self.app.push_screen(RunPage(self.run, ledger_blocks(self.run)))

    def action_meters(self) -> None:
        """Open the meters and what they mean."""
        from borderpost.terminal.meters_page import meters_blocks

        self.app.push_screen(RunPage(self.run, meters_blocks(self._view.meters)))

    def action_help(self) -> None:
        """Open the help."""
        from borderpost.terminal.help import help_blocks

        self.app.push_screen(RunPage(self.run, help_blocks(playing=True)))

    def action_leave(self) -> None:
        """Say that the run is saved, and ask where to go."""
        from borderpost.terminal.dialogs import Asked

        ways: tuple[Left, ...] = ("quit", "title")

        def leave(answer: int | None) -> None:
            if answer is not None and 0 <= answer < len(ways):
                self.dismiss(ways[answer])

        told = "Every step is on disk. You can go on from this very place whenever you like."
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
