"""The app's part that takes up runs: what comes between the title and a play, and after it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from borderpost.debrief.together.habits import Habits, InClass, take_up
from borderpost.saves.problem import LogProblem
from borderpost.terminal.preferring import PreferringApp
from borderpost.terminal.start.title import TitleScreen
from borderpost.terminal.wish import Wish

if TYPE_CHECKING:
    from textual.worker import WorkType

    from borderpost.engine.program import Program
    from borderpost.saves.shelf import SavedRun
    from borderpost.saves.summary import RunSummary
    from borderpost.terminal.start.library import Library
    from borderpost.terminal.start.opening import Opened


Opening = TypeVar("Opening")


def _taken_up(habits: Habits, saved: SavedRun) -> InClass:
    """What the habits of a class mean for a run; a story without the act is not stopped there."""
    from borderpost.debrief.together.stops import NoSuchAct

    try:
        return take_up(habits, saved)
    except NoSuchAct:
        return take_up(habits._replace(until=""), saved)


class PlayingApp(PreferringApp):
    """Begins runs and goes on with them, and tells where that cannot be done."""

    def __init__(self, wish: Wish) -> None:
        """What the app is started for."""
        super().__init__(wish.preferences)
        self.wish = wish
        self.library: Library | None = None
        """The stories and saved runs, once they are read."""
        self.opened: Opened | None = None
        """The story the title shows."""
        self.saved: SavedRun | None = None
        """The run that is being played, or was played last."""
        self.played: Path | None = None
        """Where the story of that run lies."""
        self._told_of: set[str] = set()
        """The stories whose content note was passed since the app was started, by id."""
        self._is_taking_up = False
        self.in_class = InClass()
        """The habits of a class for that run."""
        self._is_told_uncollected = False

    def languages(self) -> tuple[str, ...]:
        """The languages that stories can be had in, once they are read."""
        return self.library.languages() if self.library is not None else ()

    def show_title(self, runs: list[RunSummary]) -> None:
        """Bring the title up to date."""
        from borderpost.terminal.start.title_words import title_blocks, title_entries

        title = self.screen_stack[0]
        if isinstance(title, TitleScreen) and self.library is not None and self.opened is not None:
            entries = title_entries(self.opened, self.library, runs)
            title.show(self.opened.title, title_blocks(self.opened), entries)

    def begin(self, way: str = "") -> None:
        """Begin a new run of the story that is open, and play; together in a way, if there is one.

        Without one, it is played as was asked for when the app was started.
        """
        self._take_up(lambda: self._begin(way))

    def go_on(self, path: Path, told: str = "") -> None:
        """Go on with a saved run; `told` is what there is to say of how it was found."""
        self._take_up(lambda: self._go_on(path, told))

    def _take_up(self, way: Callable[[], Awaitable[bool]]) -> None:
        """Come to play in some way, and again where a new run is wanted after it.

        Not while one is on the way already: a key may come twice.
        """
        if self._is_taking_up:
            return
        self._is_taking_up = True

        async def take_up_and_play() -> None:
            try:
                again = await way()
            finally:
                self._is_taking_up = False
            if again:
                self.begin(self.in_class.way)

        # Not begun here: who leaves first would leave a coroutine that nobody awaits.
        work: WorkType[None] = take_up_and_play
        self.run_worker(work)

    async def _begin(self, way: str) -> bool:
        """See `begin`; whether a new run is wanted after it."""
        assert self.library is not None
        opened = self.opened
        program = opened.program if opened is not None else None
        if opened is None or program is None or not await self._is_told_of(program):
            return False
        library = self.library
        settings = await self._settings(program)
        if settings is None:
            return False
        saved = self._try(lambda: library.shelf.start(program, settings, self.wish.seed))
        return await self._play(saved, opened, [], way)

    async def _go_on(self, path: Path, told: str) -> bool:
        """See `go_on`; whether a new run is wanted after it."""
        from borderpost.terminal.parts.dialogs import notice
        from borderpost.terminal.start.saved_words import NO_RUN

        assert self.library is not None
        library = self.library
        opened = await asyncio.to_thread(self._story_of, path, library)
        if opened is None:
            known = next((run for run in library.runs() if run.path == path), None)
            what = "its story is not here"
            mend = "Start borderpost with the story's folder, or put it where your stories are"
            if known is not None and not known.story:
                what, mend = f"it {known.problem}", NO_RUN
            self.push_screen(notice("Not opened", f"{path} cannot be played: {what}", mend))
            return False
        if opened.program is None:
            what = f"the story in {opened.path} has mistakes"
            mend = f"See them with: borderpost check {opened.path}"
            self.push_screen(notice("Not opened", what, mend))
            return False
        program = opened.program
        self.opened = opened
        saved = self._try(lambda: library.shelf.open(path, program))
        return await self._play(saved, opened, [told] if told else [])

    def _story_of(self, path: Path, library: Library) -> Opened | None:
        """The story to go on with a run in; None where it is not here, or the file is no run."""
        run = next((run for run in library.runs() if run.path == path), None)
        if run is None or (self.wish.story_path is not None and self._is_open(run)):
            return self.opened
        found = library.path_of(run) if run.story else None
        return library.story(found) if found is not None else None

    def _is_open(self, run: RunSummary) -> bool:
        """Whether a run is of the story that is open."""
        program = self.opened.program if self.opened is not None else None
        return program is not None and program.story.info.id == run.story

    async def _is_told_of(self, program: Program) -> bool:
        """Whether the player has passed what a story says is in it, and wants to begin."""
        from borderpost.terminal.start.before_run import BeforeRun, has_note

        info = program.story.info
        if info.id in self._told_of or not has_note(program):
            return True
        if await self.push_screen_wait(BeforeRun(program)) != 0:
            return False
        self._told_of.add(info.id)
        return True

    async def _settings(self, program: Program) -> dict[str, str] | None:
        """The settings of a new run: those given, the others asked; None where one turned back."""
        from borderpost.engine.settings import settings_to_ask, values
        from borderpost.terminal.start.settings_question import SettingsQuestion

        settings = dict(self.wish.settings)
        for setting in settings_to_ask(program.story, settings):
            taken = await self.push_screen_wait(SettingsQuestion(setting))
            if taken < 0:
                return None
            settings[setting.name] = values(setting)[taken]
        return settings

    def _try(self, open_run: Callable[[], Opening]) -> Opening | None:
        """A run begun or opened; where that fails, the reason and the mend are told."""
        from borderpost.engine.settings import BadSetting
        from borderpost.terminal.parts.dialogs import notice

        try:
            return open_run()
        except (LogProblem, BadSetting) as problem:
            self.push_screen(notice("Not opened", problem.message, problem.mend))
        except OSError as problem:
            self.push_screen(notice("Not opened", problem.strerror or str(problem)))
        return None

    async def _play(
        self, saved: SavedRun | None, opened: Opened, told: list[str], way: str = ""
    ) -> bool:
        """Play a run until it is left, then leave or not; whether a new run is wanted."""
        if saved is None or not self._has_habits(saved, way):
            return False
        from borderpost.saves.seen import Seen
        from borderpost.terminal.play.play import PlayScreen

        assert self.library is not None
        self.saved, self.played = saved, opened.path
        handle = saved.handle
        told += [saved.reason] if saved.reason else []
        seen = Seen(self.library.shelf.folder, saved.run.program.story.info.id)
        left = await self.push_screen_wait(PlayScreen(saved.run, seen, told, self.in_class))
        await self._make_sure(saved, handle)
        self._is_told_uncollected = left == "quit"  # then it is told behind the last screen
        self.collect()
        saved.close()
        self.show_title(await asyncio.to_thread(self.library.runs))
        if left == "quit":
            self.exit()
        return left == "new"

    # --- In a class ------------------------------------------------------------------------------

    def _has_habits(self, saved: SavedRun, way: str) -> bool:
        """Take up the habits of a class for a run; where that fails, it is told and not played."""
        habits = self.wish.habits._replace(way=way) if way else self.wish.habits
        in_class = self._try(lambda: _taken_up(habits, saved))
        if in_class is None:
            saved.close()
            return False
        self.in_class, self._is_told_uncollected = in_class, False
        return True

    def collect(self) -> str:
        """Put a copy of the run where they are collected, if they are; what to say of it.

        Where that cannot be done, it is told once while one plays, and again when one leaves.
        """
        copies = self.in_class.copies
        if copies is None:
            return ""
        from borderpost.saves.collecting import NotCollected
        from borderpost.terminal.parts.dialogs import notice

        try:
            return copies.put()
        except NotCollected as problem:
            if not self._is_told_uncollected:
                self._is_told_uncollected = True
                self.push_screen(notice("Not collected", problem.message, problem.mend))
        return ""

    async def _make_sure(self, saved: SavedRun, handle: str) -> None:
        """See that the file holds the run that was played, and tell where it is another now."""
        from borderpost.terminal.parts.dialogs import notice

        try:
            saved.make_sure()
        except LogProblem as problem:
            await self.push_screen_wait(notice("Not saved", problem.message, problem.mend))
            return
        if saved.handle != handle:
            what = f"another program changed the file of {handle} while it was played"
            mend = f"Your run is whole, and is now called {saved.handle}"
            await self.push_screen_wait(notice("Saved under another name", what, mend))
