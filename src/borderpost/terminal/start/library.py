"""The stories and saved runs that the app can open. No screen; reading may be done in a thread."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from borderpost.saves.problem import LogProblem
from borderpost.saves.shelf import Shelf
from borderpost.saves.summary import RunSummary
from borderpost.story.shipped import shipped_stories
from borderpost.terminal.start.opening import Opened, open_story

if TYPE_CHECKING:
    from borderpost.story.found import Found, Head, Work
    from borderpost.story.model import Story


class Library:
    """What there is to play. Stories are looked for and read when they are first wanted."""

    def __init__(self, shelf_folder: Path, language: str = "") -> None:
        """The stories on this machine and the runs in a folder.

        `language` is the one to take where a story comes in several.
        """
        self.shelf = Shelf(shelf_folder)
        self.shipped = shipped_stories()
        self.language = language
        self._opened: dict[Path, Opened] = {}
        self._found: Found | None = None
        self._works: list[Work] | None = None

    # --- Stories ---------------------------------------------------------------------------------

    def first(self, story_path: Path | None, resume: Path | None, usual: str) -> Opened | None:
        """The story to open with: the one asked for, the one of the run to go on with, or `usual`.

        None where there is no story at all.
        """
        if story_path is not None:
            return self.story(story_path)
        run = next((run for run in self.runs() if run.path == resume), None) if resume else None
        path = (self.path_of(run) if run is not None else None) or self.shipped.get(usual)
        if path is None:
            path = next(iter(self.found().paths), None)
        return None if path is None else self.story(self.in_language(path))

    def story(self, path: Path) -> Opened:
        """The story at a path, read once."""
        path = path.resolve()
        if path not in self._opened:
            self._opened[path] = open_story(path)
        return self._opened[path]

    def found(self) -> Found:
        """Where stories are found, and what could not be looked at; looked for once."""
        if self._found is None:
            from borderpost.story.found import find_stories

            self._found = find_stories()
        return self._found

    def look_again(self) -> None:
        """Look for stories anew when they are next wanted: files may have come, or been mended."""
        self._found = self._works = None
        self._opened = {path: opened for path, opened in self._opened.items() if opened.program}

    def works(self) -> list[Work]:
        """The stories found, those in several languages as one."""
        if self._works is None:
            from borderpost.story.found import head_of, works_of

            self._works = works_of(head_of(path) for path in self.found().paths)
        return self._works

    def languages(self) -> tuple[str, ...]:
        """The languages one can choose among, as tags; none where no story comes in several."""
        from borderpost.story.found import languages_of

        return languages_of(self.works())

    def in_language(self, path: Path) -> Path:
        """The edition of a story in the language wanted, or the one at the path."""
        if self.language:
            path = path.resolve()
            for work in self.works():
                if path in [edition.path for edition in work.editions]:
                    wanted = work.in_language(self.language)
                    return wanted.path if wanted.language == self.language else path
        return path

    # --- Runs ------------------------------------------------------------------------------------

    def runs(self) -> list[RunSummary]:
        """The saved runs, the one played last first; none where the folder cannot be read."""
        try:
            return list(self.shelf.runs())
        except (LogProblem, OSError):
            return []  # starting a run will say what is wrong with the folder

    def unfinished(self, runs: Sequence[RunSummary], opened: Opened) -> RunSummary | None:
        """The run of a story that was played last and has not ended."""
        return next((r for r in self.of_story(runs, opened) if not (r.ending or r.problem)), None)

    def of_story(self, runs: Sequence[RunSummary], opened: Opened) -> list[RunSummary]:
        """The runs of one story."""
        story = _id_of(opened)
        return [run for run in runs if story and run.story == story]

    def own(self, runs: Sequence[RunSummary], opened: Opened) -> list[RunSummary]:
        """The runs of one story, and the files that may be one of its: they cannot be read."""
        story = _id_of(opened)
        return [run for run in runs if run.story in ("", story)] if story else list(runs)

    def path_of(self, run: RunSummary) -> Path | None:
        """Where the story of a run lies: among those read, that ship, or that are found."""
        from borderpost.saves.belonging import story_of

        known = [path for path, opened in self._opened.items() if _id_of(opened) == run.story]
        return story_of(run, [*known, *self._with_id(run.story)], self._read, self.language)

    def _read(self, path: Path) -> Story | None:
        """The story at a path, or None where it has mistakes."""
        program = self.story(path).program
        return None if program is None else program.story

    def _with_id(self, story_id: str) -> list[Path]:
        """The stories that say they have an id."""
        heads: list[Head] = [edition for work in self.works() for edition in work.editions]
        return [head.path for head in heads if head.id == story_id]


def _id_of(opened: Opened) -> str:
    """The id of a story that could be read."""
    return opened.program.story.info.id if opened.program is not None else ""
