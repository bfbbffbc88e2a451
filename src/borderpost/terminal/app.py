"""The app: which screen follows which. Playing is the play screen's; its rules are the engine's."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import App
from textual.binding import Binding, BindingType
from textual.screen import Screen

from borderpost.saves.problem import LogProblem
from borderpost.terminal.signals import leave_when_told
from borderpost.terminal.sizes import HORIZONTAL, VERTICAL
from borderpost.terminal.themes import DARK, THEMES
from borderpost.terminal.title import Entry, TitleScreen
from borderpost.terminal.wish import Wish

if TYPE_CHECKING:
    from borderpost.engine.program import Program
    from borderpost.saves.shelf import SavedRun
    from borderpost.saves.summary import RunSummary
    from borderpost.terminal.library import Library
    from borderpost.terminal.opening import Opened


DEFAULT_STORY = "lakkon"
"""The story that the title opens with."""


class BorderpostApp(App[None]):
    """Opens the title at once, reads the story behind it, and plays."""

    CSS_PATH = Path(__file__).with_name("app.tcss")
    TITLE = "borderpost"
    ENABLE_COMMAND_PALETTE = False
    HORIZONTAL_BREAKPOINTS = HORIZONTAL
    VERTICAL_BREAKPOINTS = VERTICAL
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+c", "stop", "Leave at once; the run is saved.", show=False, system=True),
        Binding("ctrl+q", "stop", "Leave at once; the run is saved.", show=False, priority=True),
    ]

    def __init__(self, wish: Wish) -> None:
        """What the app is started for."""
        super().__init__()
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = DARK.name
        self.wish = wish
        self.library: Library | None = None
        """The stories and saved runs, once they are read."""
        self.opened: Opened | None = None
        """The story the title shows."""
        self.saved: SavedRun | None = None
        """The run that is being played, or was played last."""

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """The app's own names of colours, for themes that do not know them."""
        return DARK.variables

    def get_default_screen(self) -> Screen[None]:
        """The title, which needs nothing from disk."""
        path = self.wish.story_path
        name = path.resolve().name if path is not None else DEFAULT_STORY
        return TitleScreen(name.replace("_", " ").capitalize())

    def on_mount(self) -> None:
        """Leave in good order when told to go."""
        leave_when_told(self)

    def on_ready(self) -> None:
        """Read the story, now that the first frame is drawn."""
        self.run_worker(self._read, thread=True)

    def action_stop(self) -> None:
        """Leave at once: every step is on disk."""
        self.exit()

    def _fatal_error(self) -> None:
        """Leave without Textual's traceback: `run_app` hands the fault to the command line."""
        self._close_messages_no_wait()

    # --- The title -------------------------------------------------------------------------------

    def _read(self) -> None:
        """Find stories and saved runs, and read the one to open with; in a thread of its own."""
        from borderpost.terminal.library import Library

        library = Library(self.wish.shelf_folder)
        opened = library.first(self.wish.story_path, self.wish.resume, DEFAULT_STORY)
        runs = library.runs()
        self.call_from_thread(self._show_read, library, opened, runs)

    def _show_read(self, library: Library, opened: Opened | None, runs: list[RunSummary]) -> None:
        """Show what was read, and go straight on where the player has said where to."""
        self.library, self.opened = library, opened
        self._show_title(runs)
        if self.wish.resume is not None:
            self.go_on(self.wish.resume)
        elif self.wish.begins_anew or (
            self.wish.story_path and opened and library.unfinished(runs, opened) is None
        ):
            self.begin()

    def _show_title(self, runs: list[RunSummary]) -> None:
        """Bring the title up to date."""
        from borderpost.terminal.title_words import title_blocks, title_entries

        title = self.screen_stack[0]
        if isinstance(title, TitleScreen) and self.library is not None and self.opened is not None:
            entries = title_entries(self.opened, self.library, runs)
            title.show(self.opened.title, title_blocks(self.opened), entries)

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
            case "story":
                assert self.library is not None
                self.opened = self.library.story(Path(entry.value))
                self._show_title(self.library.runs())
            case _:
                self.exit()

    @work
    async def pick_saved(self) -> None:
        """List the saved runs, and go on with the one that is taken."""
        from borderpost.terminal.saved_runs import SavedRuns

        assert self.library is not None
        path = await self.push_screen_wait(SavedRuns(self.library.runs()))
        if path is not None:
            self.go_on(path)

    # --- Playing ---------------------------------------------------------------------------------

    @work
    async def begin(self) -> None:
        """Begin a new run of the story that is open, and play."""
        assert self.library is not None
        program = self.opened.program if self.opened is not None else None
        if program is None:
            return
        library = self.library
        settings = await self._settings(program)
        if settings is not None:
            saved = self._try(lambda: library.begin(program, settings, self.wish.seed))
            await self._play(saved)

    @work
    async def go_on(self, path: Path) -> None:
        """Go on with a saved run."""
        from borderpost.terminal.dialogs import notice

        assert self.library is not None
        library = self.library
        summary = next((run for run in library.runs() if run.path == path), None)
        story = library.path_of(summary) if summary is not None else None
        opened = library.story(story) if story is not None else self.opened
        if opened is None or opened.program is None:
            told = f"The story of {path.stem} cannot be played or is not among those that ship"
            self.push_screen(notice("Not opened", told, "Start borderpost with the story's folder"))
            return
        if opened is not self.opened:
            self.opened = opened
        program = opened.program
        await self._play(self._try(lambda: library.open(path, program)))

    async def _settings(self, program: Program) -> dict[str, str] | None:
        """The settings of a new run: those given, the others asked; None where one turned back."""
        from borderpost.engine.settings import values
        from borderpost.terminal.opening import settings_to_ask
        from borderpost.terminal.settings_question import SettingsQuestion

        settings = dict(self.wish.settings)
        for setting in settings_to_ask(program, settings):
            taken = await self.push_screen_wait(SettingsQuestion(setting))
            if taken < 0:
                return None
            settings[setting.name] = values(setting)[taken]
        return settings

    def _try(self, open_run: Callable[[], SavedRun]) -> SavedRun | None:
        """A run begun or opened; where that fails, the reason and the mend are told."""
        from borderpost.engine.settings import BadSetting
        from borderpost.terminal.dialogs import notice

        try:
            return open_run()
        except (LogProblem, BadSetting) as problem:
            self.push_screen(notice("Not opened", problem.message, problem.mend))
        except OSError as problem:
            self.push_screen(notice("Not opened", problem.strerror or str(problem)))
        return None

    async def _play(self, saved: SavedRun | None) -> None:
        """Play a run until it is left, then go where the player wants."""
        if saved is None:
            return
        from borderpost.terminal.play import PlayScreen

        self.saved = saved
        told = [saved.reason] if saved.reason else []
        left = await self.push_screen_wait(PlayScreen(saved.run, told))
        try:
            saved.make_sure()
        except LogProblem as problem:
            from borderpost.terminal.dialogs import notice

            await self.push_screen_wait(notice("Not saved", problem.message, problem.mend))
        saved.close()
        assert self.library is not None
        self._show_title(self.library.runs())
        if left == "new":
            self.begin()
        elif left == "quit":
            self.exit()


def run_app(
    *,
    story_path: Path | None,
    shelf_folder: Path,
    settings: dict[str, str],
    seed: int | None,
    resume: Path | None,
) -> int:
    """Open the app: on the title, or straight on a story or a saved run; the exit code.

    A fault of the program's own is raised once the terminal is as it was, and so is LogProblem
    where the run's file was taken away and cannot be written anew. On leaving an unfinished run,
    says on standard output how to go on with it.
    """
    app = BorderpostApp(Wish(story_path, shelf_folder, settings, seed, resume))
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

        print(farewell(app.saved, shelf_folder, story_path))  # noqa: T201 - the last word
    return app.return_code or 0
