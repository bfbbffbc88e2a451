"""The stories and saved runs that the app can open. No screen; reading may be done in a thread."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path

from borderpost.engine.program import Program
from borderpost.saves.problem import LogProblem
from borderpost.saves.shelf import SavedRun, Shelf
from borderpost.saves.summary import RunSummary
from borderpost.story.shipped import shipped_stories
from borderpost.terminal.opening import Opened, open_story


class Library:
    """What there is to play. Stories are read when they are first wanted."""

    def __init__(self, shelf_folder: Path) -> None:
        """The stories that ship, and the runs in a folder."""
        self.shelf = Shelf(shelf_folder)
        self.shipped = shipped_stories()
        self._opened: dict[Path, Opened] = {}

    def first(self, story_path: Path | None, resume: Path | None, usual: str) -> Opened | None:
        """The story to open with: the one asked for, the one of the run to go on with, or `usual`.

        None where no story ships.
        """
        path = story_path
        if path is None and resume is not None:
            path = next((self.path_of(run) for run in self.runs() if run.path == resume), None)
        if path is None:
            path = self.shipped.get(usual) or next(iter(self.shipped.values()), None)
        return None if path is None else self.story(path)

    def story(self, path: Path) -> Opened:
        """The story at a path, read once."""
        path = path.resolve()
        if path not in self._opened:
            self._opened[path] = open_story(path)
        return self._opened[path]

    def others(self, opened: Opened) -> dict[str, Path]:
        """The shipped stories but for one, by name."""
        return {name: path for name, path in self.shipped.items() if path.resolve() != opened.path}

    def runs(self) -> list[RunSummary]:
        """The saved runs, the one played last first; none where the folder cannot be read."""
        try:
            return list(self.shelf.runs())
        except (LogProblem, OSError):
            return []  # starting a run will say what is wrong with the folder

    def unfinished(self, runs: Sequence[RunSummary], opened: Opened) -> RunSummary | None:
        """The run of a story that was played last and has not ended."""
        if opened.program is None:
            return None
        story = opened.program.story.info.id
        return next((r for r in runs if r.story == story and not (r.ending or r.problem)), None)

    def path_of(self, run: RunSummary) -> Path | None:
        """Where the story of a run lies: among those read, or among those that ship."""
        for opened in self._opened.values():
            if opened.program is not None and opened.program.story.info.id == run.story:
                return opened.path
        return self.shipped.get(run.story)

    def begin(self, program: Program, settings: Mapping[str, str], seed: int | None) -> SavedRun:
        """A new run, on disk. Raises LogProblem, OSError or BadSetting."""
        drawn = int.from_bytes(os.urandom(4)) if seed is None else seed
        saved = self.shelf.start(program, settings, drawn)
        saved.run.settle()
        return saved

    def open(self, path: Path, program: Program) -> SavedRun:
        """A saved run to go on with. Raises LogProblem or OSError."""
        saved = self.shelf.open(path, program)
        saved.run.settle()
        return saved
