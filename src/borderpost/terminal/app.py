"""The app: which screen follows which. Playing is the play screen's; its rules are the engine's."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.binding import Binding, BindingType
from textual.screen import Screen

from borderpost.debrief.together.habits import NO_HABITS, Habits
from borderpost.saves.problem import LogProblem
from borderpost.terminal.likes.preferences import PreferenceFile, usual_file
from borderpost.terminal.parts.sizes import HORIZONTAL, VERTICAL
from borderpost.terminal.playing_app import PlayingApp
from borderpost.terminal.signals import (
    go_on_where_stopped,
    leave_when_closed,
    leave_when_told,
)
from borderpost.terminal.start.title import Entry, TitleScreen
from borderpost.terminal.wish import Wish

if TYPE_CHECKING:
    from textual.command import Provider

    from borderpost.saves.summary import RunSummary
    from borderpost.terminal.start.library import Library
    from borderpost.terminal.start.opening import Opened


DEFAULT_STORY = "lakkon"
"""The story that the title opens with."""


class BorderpostApp(PlayingApp):
    """Opens the title at once, reads the story behind it, and plays."""

    CSS_PATH = Path(__file__).with_name("app.tcss")
    TITLE = "borderpost"
    ENABLE_COMMAND_PALETTE = False  # the screens open it, by a key that can be changed
    COMMANDS: ClassVar[set[type[Provider] | Callable[[], type[Provider]]]] = set()
    HORIZONTAL_BREAKPOINTS = HORIZONTAL
    VERTICAL_BREAKPOINTS = VERTICAL
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+c", "stop", "Leave at once; the run is saved.", show=False, system=True),
        Binding("ctrl+q", "stop", "Leave at once; the run is saved.", show=False, priority=True),
    ]

    def get_default_screen(self) -> Screen[None]:
        """The title, which needs nothing from disk."""
        path = self.wish.story_path
        name = path.resolve().name if path is not None else DEFAULT_STORY
        return TitleScreen(name.replace("_", " ").capitalize())

    def on_load(self) -> None:
        """Leave in good order when told to go, already while the terminal is being taken."""
        leave_when_told(self)

    def on_mount(self) -> None:
        """Leave, too, when the terminal is closed; and be stopped and go on as shells expect."""
        leave_when_closed(self)
        go_on_where_stopped(self)

    def on_ready(self) -> None:
        """Read the story, now that the first frame is drawn."""
        self.run_worker(self._read, thread=True)

    def action_stop(self) -> None:
        """Leave at once: every step is on disk."""
        self.exit()

    def prefer(self, **changes: object) -> None:
        """Change what the player likes, and the title's story with its language."""
        before = self.preferences.language
        super().prefer(**changes)
        if self.library is not None and self.preferences.language != before:
            self.library.language = self.preferences.language
            if self.opened is not None:
                self.open_story(self.library.in_language(self.opened.path))

    def _fatal_error(self) -> None:
        """Leave without Textual's traceback: `run_app` hands the fault to the command line."""
        self._close_messages_no_wait()

    # --- The title -------------------------------------------------------------------------------

    def _read(self) -> None:
        """Find stories and saved runs, and read the one to open with; in a thread of its own."""
        from borderpost.terminal.start.library import Library

        library = Library(self.wish.shelf_folder, self.preferences.language)
        opened = library.first(self.wish.story_path, self.wish.resume, DEFAULT_STORY)
        runs = library.runs()
        self.call_from_thread(self._show_read, library, opened, runs)

    def _show_read(self, library: Library, opened: Opened | None, runs: list[RunSummary]) -> None:
        """Show what was read, and go straight on where the player has said where to."""
        self.library, self.opened = library, opened
        self.show_title(runs)
        self._start(goes_on=opened is not None and library.unfinished(runs, opened) is not None)

    @work
    async def _start(self, *, goes_on: bool) -> None:
        """Tell what is wrong with the player's settings, then go where the player wants.

        Where a run goes on, a story that was asked for waits on its title.
        """
        if self.amiss:
            from borderpost.terminal.parts.dialogs import Asked, sentence

            told = [sentence(words) for words in self.amiss]
            await self.push_screen_wait(Asked("Your settings", told, ["Go on"]))
        if self.wish.resume is not None:
            self.go_on(self.wish.resume, self.wish.told)
        elif self.wish.begins_anew or (self.wish.story_path and not goes_on):
            self.begin()

    def on_title_screen_taken(self, event: TitleScreen.Taken) -> None:
        """Do what was taken from the title."""
        self._do(event.entry)

    def _do(self, entry: Entry) -> None:
        """Do one of the title's entries."""
        match entry.name:
            case "continue":
                self.go_on(Path(entry.value))
            case "new":
                self.begin()
            case "saved":
                self.pick_saved()
            case "stories":
                self.pick_story()
            case _:
                self.exit()

    @work(exclusive=True, group="picking")
    async def pick_saved(self) -> None:
        """List the saved runs, and go on with the one that is taken."""
        from borderpost.terminal.start.saved_runs import SavedRuns

        assert self.library is not None
        runs = await asyncio.to_thread(self.library.runs)
        opened = self.opened
        own = [] if opened is None else self.library.own(runs, opened)
        title = "" if opened is None else opened.title
        path = await self.push_screen_wait(SavedRuns(runs, own, title))
        if path is not None:
            self.go_on(path)

    @work(exclusive=True, group="picking")
    async def pick_story(self) -> None:
        """List the stories, and show the one that is taken."""
        from borderpost.terminal.start.stories import Stories

        assert self.library is not None
        self.library.look_again()
        path = await self.push_screen_wait(Stories(self.library))
        if path is not None:
            self.open_story(path)

    @work(exclusive=True, group="story")
    async def open_story(self, path: Path) -> None:
        """Show a story on the title."""
        assert self.library is not None
        self.opened = await asyncio.to_thread(self.library.story, path)
        self.show_title(await asyncio.to_thread(self.library.runs))


def run_app(
    *,
    story_path: Path | None,
    shelf_folder: Path,
    settings: Mapping[str, str] = MappingProxyType({}),
    seed: int | None = None,
    resume: Path | None = None,
    told: str = "",
    habits: Habits = NO_HABITS,
) -> int:
    """Open the app: on the title, or straight on a story or a saved run; the exit code.

    A fault of the program's own is raised once the terminal is as it was, and so is LogProblem
    where the run's file was taken away and cannot be written anew, and NotCollected where no copy
    of it could be put where a class collects them. On leaving an unfinished run, says on standard
    output how to go on with it.
    """
    file = usual_file()
    preferences = PreferenceFile(file) if file is not None else None
    wish = Wish(story_path, shelf_folder, settings, seed, resume, told, preferences, habits)
    app = BorderpostApp(wish)
    app.run()
    fault = app._exception  # noqa: SLF001 - Textual has no public name for it
    lost = None
    if app.saved is not None:
        try:
            app.saved.make_sure()
        except LogProblem as gone:
            lost = gone
        app.saved.close()
    for problem in (fault, lost):
        if problem is not None:
            raise problem
    if app.saved is not None and not app.saved.run.finished:
        from borderpost.terminal.farewell import farewell

        called = _called(story_path, app.played)
        _say(farewell(app.saved, shelf_folder, called, habits.collect))
    if app.in_class.copies is not None and (told := app.in_class.copies.put()):
        _say(f"{told}.")
    return app.return_code or 0


def _say(text: str) -> None:
    """Say a last word; nobody hears it where the terminal was closed just now."""
    with suppress(OSError):
        print(text, flush=True)  # noqa: T201 - what is said once the screen is given back


def _called(named: Path | None, played: Path | None) -> Path | None:
    """The story that was played, as it was named where it was."""
    from borderpost.saves.folder import is_same_place

    is_named = named is not None and played is not None and is_same_place(named, played)
    return named if is_named else played
