"""The shelf: the folder that saved runs stand in, and the runs as they are taken from it."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Self

from borderpost import __version__
from borderpost.engine.program import Program
from borderpost.engine.run import Run
from borderpost.saves.follow import Followed, follow
from borderpost.saves.handles import new_handle, next_handle
from borderpost.saves.keeping import Keeper
from borderpost.saves.lines import Continues, Entry, Header
from borderpost.saves.log import Log, create_log, now
from borderpost.saves.problem import ANOTHER_FOLDER, LogProblem, said, write_mend
from borderpost.saves.stored import read_log
from borderpost.saves.summary import RunSummary, summary, unreadable

__all__ = ["SUFFIX", "RunSummary", "SavedRun", "Shelf", "default_folder"]

SUFFIX = ".jsonl"
"""How the name of a saved run's file ends."""

_UNFIT = re.compile(r"[^a-z0-9_-]+")
_TRIES = 1000
"""How many names are tried for a new run before one gives up."""


def default_folder() -> Path:
    """Where runs are kept unless another folder is named: in a checkout, its own `saves`."""
    checkout = Path(__file__).resolve().parents[3]
    try:
        if 'name = "borderpost"' in (checkout / "pyproject.toml").read_text("utf-8"):
            return checkout / "saves"
    except (OSError, UnicodeDecodeError):
        pass  # no checkout
    from platformdirs import user_data_path

    return user_data_path("borderpost", appauthor=False) / "saves"


class SavedRun:
    """A run whose every record is on disk before it moves. To be closed when it is left.

    `status`, `step` and `reason` say what became of it since it was left (see `Followed`); `reason`
    is for the player, and is empty where nothing need be said.
    """

    def __init__(self, keeper: Keeper, status: str, step: int, reason: str) -> None:
        """A shelf makes these: see Shelf.start and Shelf.open."""
        self._keeper = keeper
        self.status = status
        self.step = step
        self.reason = reason

    @property
    def run(self) -> Run:
        """The run."""
        return self._keeper.run

    @property
    def path(self) -> Path:
        """The file it is saved in."""
        return self._keeper.log.path

    @property
    def handle(self) -> str:
        """Its name, made by the machine."""
        return self._keeper.header.handle

    def close(self) -> None:
        """Leave the run: it can then be played elsewhere. Closing twice does nothing."""
        self._keeper.log.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class Shelf:
    """A folder of saved runs."""

    def __init__(self, folder: Path) -> None:
        """Nothing is looked at, and no folder made, before it is needed."""
        self.folder = folder

    # --- Looking ---------------------------------------------------------------------------------

    def runs(self, *, every: bool = False) -> list[RunSummary]:
        """Every run on the shelf, the last played first.

        A log that another one here continues is left out, unless it was played on by itself since,
        or `every` log is asked for.
        A file with the right name that is no log is listed, with its problem. Raises LogProblem
        where the folder cannot be read; a folder that is not there is an empty one.
        """
        found: list[tuple[str, int, RunSummary]] = []
        for path in self._files():
            try:
                run = summary(path, read_log(path))
            except LogProblem as problem:
                run = unreadable(path, problem.message)
            try:
                found.append((run.touched, path.stat().st_mtime_ns, run))
            except OSError:
                continue  # gone while one was looking
        found.sort(key=lambda item: item[:2], reverse=True)
        runs = [run for _, _, run in found]
        if every:
            return runs
        continued = {(c.file, c.digest) for run in runs if (c := run.continues)}
        return [run for run in runs if (run.path.name, run.chain) not in continued]

    def latest(self, story_id: str | None = None) -> RunSummary | None:
        """The run that was played last, of this story or of any, if one can be opened."""
        for run in self.runs():
            if run.story and story_id in (None, run.story):
                return run
        return None

    def summary(self, path: Path) -> RunSummary:
        """The summary of one file, on this shelf or not; raises LogProblem where it is no log."""
        run = summary(path, read_log(path))
        if not run.story:
            raise LogProblem(f"{path} is no saved run: it {run.problem}", "name another")
        return run

    def _files(self) -> list[Path]:
        """The files that may be logs, by name."""
        try:
            return sorted(
                path
                for path in self.folder.iterdir()
                if path.suffix == SUFFIX and not path.name.startswith(".") and path.is_file()
            )
        except FileNotFoundError:
            return []
        except OSError as error:
            message = f"the folder of saved runs {self.folder} cannot be read: {said(error)}"
            raise LogProblem(message, ANOTHER_FOLDER) from error

    # --- Playing ---------------------------------------------------------------------------------

    def start(
        self, program: Program, settings: Mapping[str, str], seed: int | None = None
    ) -> SavedRun:
        """A new run, already on disk; without a seed, chance takes one nobody chose.

        Raises LogProblem where it cannot be saved, BadSetting for settings the story does not take.
        """
        if seed is None:
            seed = int.from_bytes(os.urandom(4), "big")
        keeper = Keeper(program)
        keeper.run = Run(program, settings, seed, keeper.keep)
        header = _header(program, keeper.run, new_handle(), now())
        self._put(keeper, header, (), lambda _: new_handle())
        return _settled(SavedRun(keeper, "intact", 0, ""))

    def open(self, path: Path, program: Program) -> SavedRun:
        """Take up a run where it was left.

        It goes on in its own file where that and the story's logic are what they were; otherwise in
        a new file on this shelf, with a handle of its own, and the old file is never written to.
        Raises LogProblem, RunInUse where it is being played already.
        """
        keeper = Keeper(program)
        log = Log(path)
        try:
            followed = follow(log.stored, program, keeper.keep)
            keeper.run = followed.run
            assert log.stored.header is not None
            keeper.header = log.stored.header
            if followed.status == "intact":
                keeper.log = log
            else:
                self._continue(keeper, log, followed)
        except BaseException:
            log.close()
            raise
        return _settled(SavedRun(keeper, followed.status, followed.step, followed.reason))

    def _continue(self, keeper: Keeper, log: Log, followed: Followed) -> None:
        """Go on from a log in a new one, with what could be followed of it."""
        old = keeper.header
        times = {entry.record.number: entry.time for entry in log.stored.entries}
        header = _header(
            keeper.run.program, keeper.run, next_handle(_fit(old.handle)), old.created
        )._replace(continues=Continues(log.path.name, log.stored.chain))
        entries = [
            keeper.entry(record, times.get(origin, ""))
            for record, origin in zip(keeper.run.records, followed.origins, strict=True)
        ]
        self._put(keeper, header, entries, next_handle)
        log.close()

    def _put(
        self,
        keeper: Keeper,
        header: Header,
        entries: Iterable[Entry],
        another: Callable[[str], str],
    ) -> None:
        """Give a run a new file on this shelf, under the first handle that is free."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            message = f"runs cannot be saved in {self.folder}: {said(error)}"
            raise LogProblem(message, write_mend(error)) from error
        for _ in range(_TRIES):
            path = self.folder / f"{_fit(header.story)}-{header.handle}{SUFFIX}"
            try:
                keeper.log = create_log(path, header, entries)
            except FileExistsError:
                header = header._replace(handle=another(header.handle))
            else:
                keeper.header = header
                return
        raise LogProblem(f"{self.folder} is full of runs", ANOTHER_FOLDER)


def _header(program: Program, run: Run, handle: str, created: str) -> Header:
    """The header of a run of a story as it is now, standing at its start."""
    story = program.story
    opens = story.scenes.get(story.info.start)
    return Header(
        story=story.info.id,
        title=story.info.title,
        version=story.info.version,
        logic=story.logic_hash,
        prose=story.prose_hash,
        settings=run.settings,
        seed=run.seed,
        handle=handle,
        created=created,
        program=__version__,
        opens=opens.title if opens else "",
    )


def _settled(saved: SavedRun) -> SavedRun:
    """A run with chance settled where its log was cut short between a choice and its outcome."""
    try:
        saved.run.settle()
    except BaseException:
        saved.close()
        raise
    return saved


def _fit(name: str) -> str:
    """A name as part of a file's name on every system, whatever it was."""
    return _UNFIT.sub("-", name.lower()).strip("-")[:60] or "run"
