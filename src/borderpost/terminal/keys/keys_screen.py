"""The keys of the commands, each to be changed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from textual import events, getters
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content

from borderpost.terminal.keys.commands import BACK, GROUPS, HELP, READ, TABLE, Command, bindings
from borderpost.terminal.keys.key_line import KeyLine
from borderpost.terminal.keys.own_keys import key_told, keymap, refusal, shown_key
from borderpost.terminal.parts.dialogs import Dialog
from borderpost.terminal.parts.frame import Frame
from borderpost.terminal.parts.menu import Item, Menu
from borderpost.terminal.parts.page import Page
from borderpost.terminal.parts.reading import Reading
from borderpost.terminal.parts.typeset import MARK, QUIET, Block, does, heading, one_line, words
from borderpost.terminal.shell import Shell, preferences_of

NEVER_CHANGED = frozenset(command.id for command in (*READ, *TABLE, BACK[0])) | {"step_back"}
"""The commands whose keys stay, so that one can always read, choose and go back."""

KEPT = frozenset(("tab", "shift+tab", "backspace", "ctrl+z"))
"""Keys that are the terminal's own."""

KEY_WIDTH = 8
"""Cells kept for a key before the command's name."""

NAME_WIDTH = 14
"""Cells kept for the name before what it does."""

USUAL = "Back to the usual keys"


class KeysScreen(Frame[None]):
    """A line for each command that may have another key; Enter asks for it."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(BACK)]

    ways_menu = getters.query_one(Menu)

    def compose(self) -> ComposeResult:
        """The commands, the line of keys."""
        told = (
            "Take a command, then press the key it shall have. Numbers, arrows, Enter and Esc stay "
            "as they are."
        )
        with Reading():
            yield Page([heading("Keys"), Block(words(told, QUIET))])
            yield Menu(id="ways")
        yield KeyLine((BACK[0], HELP))

    def on_mount(self) -> None:
        """Show the keys as they are."""
        self._commands: list[Command] = []
        self._show()

    def on_menu_taken(self, event: Menu.Taken) -> None:
        """Ask for the key of a command, or give all back theirs."""
        event.stop()
        if event.index < len(self._commands):
            command = self._commands[event.index]
            self.app.push_screen(PressedKey(command), lambda key: self._give(command, key))
        else:
            self._keep({})

    def action_settings(self) -> None:
        """Go back to them."""
        self.action_back()

    def action_back(self) -> None:
        """Go back; everything is kept."""
        self.dismiss(None)

    def _give(self, command: Command, key: str | None) -> None:
        """Give a command a key; its usual one is no key of the player's own."""
        if not key:
            return
        keys = dict(preferences_of(self.app).keys)
        keys.pop(command.id, None)
        if key not in command.keys.split(","):
            keys[command.id] = key
        self._keep(keys)

    def _keep(self, keys: dict[str, str]) -> None:
        """Keep the player's keys, and show them."""
        if isinstance(self.app, Shell):
            self.app.prefer(keys=keys)
        self._show()

    def _show(self) -> None:
        """Show the keys as they are, and keep the place."""
        own = preferences_of(self.app).keys
        fine = keymap(own)[0]
        self._commands = []
        items: list[Item] = []
        for group, commands in GROUPS:
            head = words(group, "bold")
            for command in commands:
                if command.id in NEVER_CHANGED:
                    continue
                item = _item(command, {name: own[name] for name in fine}, head)
                items.append(item._replace(parted=bool(head and items)))
                self._commands.append(command)
                head = Content()
        note = (one_line("Every key is the usual one."),) if not own else ()
        items.append(Item(words(USUAL), 0, note, takeable=bool(own), parted=True))
        self.ways_menu.show(items, max(self.ways_menu.highlighted, 0))


def _item(command: Command, own: Mapping[str, str], head: Content) -> Item:
    """A command with its key and what it does, and the usual key where it has another."""
    key, name = words(shown_key(command, own), MARK), one_line(command.name, "bold")
    usual = f"Usually {command.shown}. " if command.id in own else ""
    told = Content.assemble(
        key,
        " " * max(KEY_WIDTH - key.cell_length, 1),
        name,
        " " * max(NAME_WIDTH - name.cell_length, 1),
        one_line(usual + command.help, QUIET),
    )
    return Item(told, heading=head, brief=True)


class PressedKey(Dialog[str]):
    """Waits for a key for a command; dismissed with its name, or nothing where one turned back."""

    def __init__(self, command: Command) -> None:
        """The command that shall have it."""
        super().__init__()
        self._command = command

    def compose(self) -> ComposeResult:
        """The window."""
        with Vertical(), Reading():
            yield Page(self._blocks(""))

    async def on_event(self, event: events.Event) -> None:
        """Take every key before anything else can."""
        if isinstance(event, events.Key):
            event.stop()
            event.prevent_default()
            self._pressed(event.key)
            return
        await super().on_event(event)

    def action_back(self) -> None:
        """Leave the key as it is."""
        self.dismiss("")

    def _pressed(self, key: str) -> None:
        """Take the key, or say why it cannot be had."""
        if key == "escape":
            self.action_back()
            return
        if self.is_too_small:
            return  # no key does anything unseen
        key = key.lower() if len(key) == 1 else key
        problem = f"{key_told(key)} is the terminal's own" if key in KEPT else ""
        problem = problem or refusal(self._command, key, preferences_of(self.app).keys)
        if problem:
            self.query_one(Page).show(self._blocks(problem))
        else:
            self.dismiss(key)

    def _blocks(self, problem: str) -> list[Block]:
        """What is asked, and what was wrong with the key pressed last."""
        asked = f"Press the new key for “{self._command.name}”"
        blocks = [Block(words(asked, "bold"))]
        if problem:
            blocks.append(Block(words(f"{problem}. Press another.")))
        way_back = Content.assemble(("Esc", MARK), (" leaves it as it is.", QUIET))
        return [*blocks, Block(way_back.stylize(does("back")))]
