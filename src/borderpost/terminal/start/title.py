"""The title screen: the picture, what the story is, and what one can do."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual import getters
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.message import Message

from borderpost.terminal.keys.commands import TITLE, bindings
from borderpost.terminal.keys.key_line import KeyLine
from borderpost.terminal.parts.frame import Frame
from borderpost.terminal.parts.page import Page
from borderpost.terminal.parts.picture import Picture
from borderpost.terminal.parts.reading import Reading
from borderpost.terminal.parts.typeset import Block, one_line

if TYPE_CHECKING:
    from borderpost.terminal.parts.menu import Menu


class Entry(NamedTuple):
    """One thing to do on the title: `name` says what to the app, `value` on what."""

    name: str
    value: str
    label: str
    note: str = ""


QUIT = Entry("quit", "", "Quit")
"""What can be done before anything is read from disk."""


class TitleScreen(Frame[None]):
    """Shows at once what needs no reading from disk; the rest comes when it is there."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(TITLE)]

    class Taken(Message):
        """Something was taken from the title."""

        def __init__(self, entry: Entry) -> None:
            """What it was."""
            super().__init__()
            self.entry = entry

    name_page = getters.query_one("#name", Page)
    pages = getters.query_one(Reading)

    def __init__(self, name: str) -> None:
        """The name shown until the story is read."""
        super().__init__()
        self._heading = name
        self._entries: Sequence[Entry] = ()

    def compose(self) -> ComposeResult:
        """The picture and the name."""
        yield Picture()
        with Reading():
            yield Page([_heading(self._heading)], id="name")
        yield KeyLine(TITLE)

    def show(self, heading: str, blocks: Sequence[Block], entries: Sequence[Entry]) -> None:
        """Show a story's title and words, and what can be done.

        In a low window only the first of several paragraphs is shown: the page before a run has all
        of them.
        Whoever can continue a run has read the words before, and finds the menu above them. Where
        the player has left while the story was read, nothing is shown any more.
        """
        if not self.query(Reading):
            return
        from borderpost.terminal.parts.menu import Item, Menu

        if not self.query(Menu):
            self.pages.mount(Page(id="about"), Page(id="more"), Menu(id="ways"))
        about, more = self.query_one("#about", Page), self.query_one("#more", Page)
        menu = self.query_one(Menu)
        self.name_page.show([_heading(heading)])
        about.show(blocks[:1])
        more.show(blocks[1:])
        knows_it = any(entry.name == "continue" for entry in entries)
        self.pages.move_child(menu, after=self.name_page if knows_it else more)
        self._entries = tuple(entries)
        items = [
            Item(one_line(entry.label), number, (one_line(entry.note),) if entry.note else ())
            for number, entry in enumerate(entries, 1)
        ]
        menu.show(items)

    def on_menu_taken(self, event: Menu.Taken) -> None:
        """Hand what was taken to the app."""
        event.stop()
        entry = self._entries[event.index]
        match entry.name:
            case "settings":
                self.action_settings()
            case "help":
                self.action_help()
            case _:
                self.post_message(self.Taken(entry))

    def action_leave(self) -> None:
        """Quit."""
        self.post_message(self.Taken(QUIT))


def _heading(name: str) -> Block:
    """The name of what is to be played."""
    return Block(one_line(name, "bold $primary"))
