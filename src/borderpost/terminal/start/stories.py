"""The stories on this machine, to choose the one the title shows."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.worker import get_current_worker

from borderpost.story.found import FOLDERS_VARIABLE, Work, stories_folder
from borderpost.story.prose import clean
from borderpost.terminal.keys.commands import BACK, bindings
from borderpost.terminal.keys.key_line import KeyLine
from borderpost.terminal.parts.frame import Frame
from borderpost.terminal.parts.menu import Item, Menu
from borderpost.terminal.parts.page import Page
from borderpost.terminal.parts.reading import Reading
from borderpost.terminal.parts.typeset import QUIET, Block, heading, words
from borderpost.terminal.start.library import Library
from borderpost.terminal.start.opening import mistakes_in


class Stories(Frame[Path | None]):
    """Lists stories; dismissed with where the one taken lies, or None.

    They are looked for, and read for mistakes, while the list is shown.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(BACK)]

    def __init__(self, library: Library) -> None:
        """The stories of a library."""
        super().__init__()
        self._library = library
        self._works: list[Work] = []
        self._mistakes: dict[Path, int] = {}

    def compose(self) -> ComposeResult:
        """A heading, the stories, and where to put others."""
        with Reading():
            yield Page([heading("Stories"), Block(words("Looking …", QUIET), gap=0)], id="told")
            yield Menu(id="ways")
            yield Page(id="amiss")
        yield KeyLine(BACK)

    def on_mount(self) -> None:
        """Look for stories."""
        self._look()

    @work(thread=True)
    def _look(self) -> None:
        """List the stories at once, then read each for mistakes; in a thread of its own."""
        worker = get_current_worker()
        works, told = self._library.works(), self._library.found().told
        self.app.call_from_thread(self._show, works, told)
        for number, found in enumerate(works, 1):
            for edition in found.editions:
                if worker.is_cancelled:
                    return
                self._mistakes[edition.path] = mistakes_in(edition.path)
            if number % 10 == 0 or number == len(works):
                self.app.call_from_thread(self._show_items)

    def _show(self, works: list[Work], told: tuple[str, ...]) -> None:
        """Show what was found."""
        self._works = works
        own = stories_folder()
        where = f"in {clean(str(own))}, " if own is not None else ""
        put = f"Put a story's folder {where}or name its folder in {FOLDERS_VARIABLE}."
        said = "Enter shows a story on the title." if works else "There are none yet."
        self.query_one("#told", Page).show([heading("Stories"), Block(words(said, QUIET), gap=0)])
        amiss = [Block(words(line), "! ", "  ") for line in told]
        self.query_one("#amiss", Page).show([*amiss, Block(words(put, QUIET))])
        self._show_items()

    def _show_items(self) -> None:
        """Show the stories with what is known of each by now."""
        menu, language = self.query_one("#ways", Menu), self._library.language
        items = [
            Item(words(work.in_language(language).title), n, tuple(self._notes(work)), parted=n > 1)
            for n, work in enumerate(self._works, 1)
        ]
        menu.show(items, max(menu.highlighted, 0))

    def _notes(self, work: Work) -> list[Content]:
        """The language and the place of a story, and what is wrong with it."""
        notes: list[str] = []
        for edition in work.editions:
            language = f"Language {edition.language}: " if edition.language else ""
            notes.append(language + self._place(edition.path))
            count = self._mistakes.get(edition.path, 0)
            if count:
                told = "1 mistake" if count == 1 else f"{count} mistakes"
                notes.append(f"! has {told}: borderpost check {clean(str(edition.path))}")
        return [words(note) for note in notes if note]

    def _place(self, path: Path) -> str:
        """Where a story lies."""
        shipped = [folder.resolve() for folder in self._library.shipped.values()]
        return "comes with borderpost" if path in shipped else clean(shortened(path))

    def on_menu_taken(self, event: Menu.Taken) -> None:
        """Go back with the story taken, in the language wanted."""
        event.stop()
        self.dismiss(self._works[event.index].in_language(self._library.language).path)

    def action_back(self) -> None:
        """Go back without one."""
        self.dismiss(None)


def shortened(path: Path) -> str:
    """A path with the home folder as `~`."""
    try:
        return f"~/{path.relative_to(Path.home()).as_posix()}"
    except (ValueError, RuntimeError):
        return str(path)
