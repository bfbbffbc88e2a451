"""The line of keys at the bottom of a screen."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from borderpost.terminal.commands import Command
from borderpost.terminal.typeset import MARK, QUIET, Clickable, does, words


class KeyLine(Clickable):
    """Shows a hint and as many commands as there is room for, each to be clicked.

    Those that come late go first, but for the last two: help and quit.
    """

    ALLOW_SELECT = False

    def __init__(self, commands: Sequence[Command] = (), hint: str = "") -> None:
        """Begin with some commands."""
        super().__init__()
        self._commands = tuple(commands)
        self._hint = hint

    @property
    def commands(self) -> Sequence[Command]:
        """The commands shown, as far as they fit."""
        return self._commands

    def show(self, commands: Sequence[Command], hint: str = "") -> None:
        """Show other commands, or another hint."""
        if (tuple(commands), hint) != (self._commands, self._hint):
            self._commands, self._hint = tuple(commands), hint
            self.refresh()

    def render(self) -> Content:
        """What fits of it."""
        return key_line(self._commands, self._hint, self.content_size.width)


def key_line(commands: Sequence[Command], hint: str, room: int) -> Content:
    """A hint and as many commands as fit in some cells."""
    parts = [_told(command) for command in commands if command.name]
    if hint:
        parts.insert(0, words(hint, "bold").truncate(room, ellipsis=True))
    while parts and sum(part.cell_length + 3 for part in parts) - 3 > room:
        parts.pop(-3 if len(parts) > 3 else -1)
    return Content("   ").join(parts)


def _told(command: Command) -> Content:
    """A key and what it does."""
    told = Content.assemble((command.shown, MARK), " ", (command.name, QUIET))
    return told.stylize(does(command.action))
