"""The line of keys at the bottom of a screen."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from textual.content import Content

from borderpost.terminal.keys.commands import Command
from borderpost.terminal.keys.own_keys import shown_key
from borderpost.terminal.parts.lines import Clickable
from borderpost.terminal.parts.typeset import MARK, QUIET, does, words
from borderpost.terminal.shell import preferences_of

MORE = "▼ more"
"""The hint that there is more to read below."""


class KeyLine(Clickable):
    """Shows as many commands as there is room for, each to be clicked, and at its end a hint.

    What stands where depends on the width alone: a command that means nothing now is shown in quiet
    letters, so that the others keep their places.
    """

    ALLOW_SELECT = False

    def __init__(self, commands: Sequence[Command] = (), hint: str = "") -> None:
        """Begin with some commands."""
        super().__init__()
        self._commands = tuple(commands)
        self._idle: frozenset[str] = frozenset()
        self._hint = hint

    @property
    def commands(self) -> Sequence[Command]:
        """The commands of the screen that mean something now, whether they fit or not."""
        return [command for command in self._commands if command.id not in self._idle]

    @property
    def offered(self) -> Sequence[Command]:
        """Every command of the screen."""
        return self._commands

    def show(self, commands: Sequence[Command], hint: str = "", idle: Collection[str] = ()) -> None:
        """Show other commands, another hint, or say which (by id) mean nothing now."""
        shown = (tuple(commands), hint, frozenset(idle))
        if shown != (self._commands, self._hint, self._idle):
            self._commands, self._hint, self._idle = shown
            self.refresh()

    def render(self) -> Content:
        """What fits of it."""
        own = preferences_of(self.app).keys
        return key_line(self._commands, self._idle, self._hint, self.content_size.width, own)


def key_line(
    commands: Sequence[Command],
    idle: Collection[str],
    hint: str,
    room: int,
    own: Mapping[str, str],
) -> Content:
    """The commands of highest rank that fit beside a hint, in their order, and the hint."""
    fits = room - (len(MORE) + 5 if room >= 72 else len(MORE)) - 2
    gap = "   " if room > 90 else "  "
    told = {c.id: _told(c, own, is_idle=c.id in idle) for c in commands if c.rank}
    for command in sorted((c for c in commands if c.rank), key=lambda c: c.rank):
        length = sum(part.cell_length for part in told.values()) + len(gap) * (len(told) - 1)
        if length <= fits:
            break
        del told[command.id]
    line = Content(gap).join(told.values())
    if not hint:
        return line
    end = words(hint, "bold").truncate(max(room - line.cell_length - 1, 0), ellipsis=True)
    return line + " " * max(room - line.cell_length - end.cell_length, 0) + end


def _told(command: Command, own: Mapping[str, str], *, is_idle: bool) -> Content:
    """A key and what it does."""
    key = shown_key(command, own)
    if is_idle:
        return words(f"{key} {command.name}", "$quiet 50%")
    return Content.assemble((key, MARK), " ", (command.name, QUIET)).stylize(does(command.action))
