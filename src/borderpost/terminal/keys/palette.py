"""The command palette's list: the commands of the screen it was opened on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress

from textual.command import CommandPalette, DiscoveryHit, Hit, Hits, Provider

from borderpost.terminal.keys.commands import PALETTE, Command
from borderpost.terminal.keys.own_keys import shown_key
from borderpost.terminal.parts.closing import Closable
from borderpost.terminal.shell import preferences_of


class Palette(CommandPalette, Closable[None]):
    """Textual's own palette, but for keys that come too early or too often."""

    def _action_command_list(self, action: str) -> None:
        """Move in the list, if it is there."""
        # Textual 8.2.8 raises this where one pages through a list that has no lines yet.
        with suppress(KeyError):
            super()._action_command_list(action)


class ScreenCommands(Provider):
    """Finds the commands that mean something on the screen, by any letters of their words."""

    async def discover(self) -> Hits:
        """All of them, before anything is typed."""
        for command in self._commands():
            yield DiscoveryHit(command.name, self._call(command), help=self._help(command))

    async def search(self, query: str) -> Hits:
        """Those that match what was typed."""
        matcher = self.matcher(query)
        for command in self._commands():
            if score := max(matcher.match(command.name), matcher.match(command.help)):
                shown = matcher.highlight(command.name)
                yield Hit(score, shown, self._call(command), help=self._help(command))

    def _commands(self) -> Sequence[Command]:
        """The commands of the screen as it stands, but for the one that opened this list."""
        from borderpost.terminal.parts.frame import Frame

        screen = self.screen
        offered = screen.commands_now() if isinstance(screen, Frame) else ()
        return [command for command in offered if command.id != PALETTE.id]

    def _call(self, command: Command) -> Callable[[], None]:
        """What taking a command does: once, however often Enter was struck."""
        screen = self.screen
        left = [command.action]

        def call() -> None:
            if left:
                screen.call_later(screen.run_action, left.pop())

        return call

    def _help(self, command: Command) -> str:
        """What a command does, and its key."""
        return f"{command.help} ({shown_key(command, preferences_of(self.app).keys)})"
