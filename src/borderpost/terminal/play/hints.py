"""Hints for who does something for the first time; each goes away for good once it was heeded."""

from __future__ import annotations

from typing import NamedTuple

from textual.content import Content

from borderpost.engine.run import Run
from borderpost.engine.view import View
from borderpost.terminal.keys.commands import ALL, Command
from borderpost.terminal.keys.own_keys import shown_key
from borderpost.terminal.likes.preferences import Preferences
from borderpost.terminal.parts.lines import Plain
from borderpost.terminal.parts.typeset import QUIET, words


class Hint(NamedTuple):
    """A sentence, by its id in the player's settings; `{key}` stands for the key of a command."""

    id: str
    says: str
    command: Command | None = None


_COMMANDS = {command.id: command for command in ALL}

CHOOSE = Hint("choose", "Press a number, or ↑ ↓ and Enter. Space reads on.")
UNDO = Hint("undo", "{key} takes back what you did last; nothing is lost.", _COMMANDS["undo"])
CASE_FILE = Hint(
    "case_file", "{key}: the case file. Who says this? Would they know?", _COMMANDS["case_file"]
)
METERS = Hint("meters", "{key}: what the meters mean, and how they moved.", _COMMANDS["meters"])
LEDGER = Hint("ledger", "{key}: the ledger of what you were told and signed.", _COMMANDS["ledger"])


class Hints:
    """Which hint is due at the head of a run."""

    def __init__(self) -> None:
        """None is shown yet."""
        self._shown: Hint | None = None

    def now(self, run: Run, view: View, likes: Preferences) -> str:
        """The words of the hint to show now, or none."""
        seen = likes.hints_seen
        self._shown = next((hint for hint in _due(run, view) if hint.id not in seen), None)
        if self._shown is None:
            return ""
        command = self._shown.command
        return self._shown.says.format(key=shown_key(command, likes.keys) if command else "")

    def heeded(self) -> str:
        """The id of the hint that the player has had while doing something, or empty."""
        return self._shown.id if self._shown else ""


def _due(run: Run, view: View) -> list[Hint]:
    """What can be hinted at here, the most useful first."""
    if view.kind == "ending":
        return [LEDGER]
    hints = [CHOOSE]
    if run.can_undo:
        hints.append(UNDO)
    if run.cards():
        hints.append(CASE_FILE)
    if any(meter.value != meter.before for meter in view.meters):
        hints.append(METERS)
    return hints


class HintLine(Plain):
    """Shows one hint, or takes no room."""

    def __init__(self) -> None:
        """Without a hint."""
        super().__init__()
        self._says = ""
        self.display = False

    def show(self, says: str) -> None:
        """Show a hint, or none."""
        if says != self._says:
            self._says = says
            self.display = bool(says)
            self.refresh(layout=True)

    def render(self) -> Content:
        """The hint on one line."""
        told = words(self._says, f"italic {QUIET}")
        return told.truncate(max(self.content_size.width, 1), ellipsis=True)
