"""The shelf: the folder that saved runs stand in, and the runs as they are taken from it."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Self

from borderpost import __version__
from borderpost.engine.program import Program
from borderpost.engine.run import Run
from borderpost.saves.folder import default_folder
from borderpost.saves.follow import Followed, follow
from borderpost.saves.handles import fit, new_handle, next_handle
from borderpost.saves.keeping import LONGEST_TITLE, SUFFIX, Keeper, put_on_shelf
from borderpost.saves.lines import Continues, Header
from borderpost.saves.log import Log, now, read_run
from borderpost.saves.problem import ANOTHER_FOLDER, LogProblem, LogReadOnly, said
from borderpost.saves.stored import StoredRun, read_log
from borderpost.saves.summary import RunSummary, summary, unreadable

__all__ = ["SUFFIX", "RunSummary", "SavedRun", "Shelf", "default_folder"]


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

    def make_sure(self) -> None:
        """See that the file still holds the run, and write it anew where others took it away.

        The run may then have another handle. Raises LogProblem where it cannot be saved any more.
        """
        self._keeper.make_sure()

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
        self._read: dict[Path, tuple[tuple[int, ...], RunSummary]] = {}

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
                status = path.stat()
            except OSError:
                continue  # gone while one was looking
            stamp = (status.st_mtime_ns, status.st_ctime_ns, status.st_size, status.st_ino)
            run = self._summary_at(path, stamp)
            found.append((run.touched, status.st_mtime_ns, run))
        found.sort(key=lambda item: item[:2], reverse=True)
        runs = [run for _, _, run in found]
        if every:
            return runs
        continued = {(c.file, c.digest) for run in runs if (c := run.continues)}
        return [run for run in runs if (run.path.name, run.chain) not in continued]

    def _summary_at(self, path: Path, stamp: tuple[int, ...]) -> RunSummary:
        """The summary of a file: as it was read before, if its stamp says it is still the same.

        Every line is read, since only that shows whether the file is whole.
        """
        before = self._read.get(path)
        if before is not None and before[0] == stamp:
            return before[1]
        try:
            run = summary(path, read_log(path))
        except LogProblem as problem:
            return unreadable(path, problem.message)
        self._read[path] = stamp, run
        return run

    def latest(self, story_id: str | None = None) -> RunSummary | None:
        """The run that was played last, of this story or of any, if one can be opened."""
        for run in self.runs():
            if run.story and story_id in (None, run.story):
                return run
        return None

    def newest(self, run: RunSummary) -> RunSummary:
        """The run that a run was last continued as, on this shelf; the run itself where it was not.

        A run that was played on by itself since, or is continued nowhere here, is its own newest.
        """
        after: dict[tuple[str, str], RunSummary] = {}
        for other in self.runs(every=True):
            if other.continues is not None:
                after.setdefault((other.continues.file, other.continues.digest), other)
        seen = {run.path.name}
        while (then := after.get((run.path.name, run.chain))) and then.path.name not in seen:
            seen.add(then.path.name)
            run = then
        return run

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
        header = header_of(program, keeper.run, new_handle(), now())
        put = put_on_shelf(self.folder, header, (), lambda _: new_handle())
        keeper.log, keeper.header = put
        return _settled(SavedRun(keeper, "intact", 0, ""))

    def open(self, path: Path, program: Program) -> SavedRun:
        """Take up a run where it was left.

        It goes on in its own file where that can be written to, and that and the story's logic are
        what they were; otherwise in a new file on this shelf, with a handle of its own, and the old
        file is never written to. Raises LogProblem, RunInUse where it is being played already.
        """
        keeper = Keeper(program)
        try:
            log = Log(path)
        except LogReadOnly:
            return self._open_for_reading(path, keeper)
        try:
            followed = follow(log.stored, program, keeper.keep)
            keeper.run = followed.run
            assert log.stored.header is not None
            keeper.header = log.stored.header
            if followed.status == "intact":
                keeper.log = log
            else:
                self._continue(keeper, path, log.stored, followed)
                log.close()
        except BaseException:
            log.close()
            raise
        return _settled(SavedRun(keeper, followed.status, followed.step, followed.reason))

    def _open_for_reading(self, path: Path, keeper: Keeper) -> SavedRun:
        """Take up a run whose file cannot be written to: it goes on in a new one on this shelf."""
        stored = read_run(path)
        followed = follow(stored, keeper.program, keeper.keep)
        keeper.run = followed.run
        self._continue(keeper, path, stored, followed)
        reason = f"{path} can only be read, so the run goes on in a file of its own."
        reason = f"{reason} {followed.reason}".rstrip()
        return _settled(SavedRun(keeper, followed.status, followed.step, reason))

    def _continue(self, keeper: Keeper, path: Path, stored: StoredRun, followed: Followed) -> None:
        """Go on from a log in a new one, with what could be followed of it."""
        old = stored.header
        assert old is not None, "a log without a header cannot be followed"
        times = {entry.record.number: entry.time for entry in stored.entries}
        header = header_of(keeper.program, keeper.run, next_handle(fit(old.handle)), old.created)
        header = header._replace(continues=Continues(path.name, stored.chain))
        entries = [
            keeper.entry(record, times.get(origin, ""))
            for record, origin in zip(keeper.run.records, followed.origins, strict=True)
        ]
        keeper.log, keeper.header = put_on_shelf(self.folder, header, entries, next_handle)


def header_of(program: Program, run: Run, handle: str, created: str) -> Header:
    """The header of a run of a story as it is now, standing at its start."""
    story = program.story
    opens = story.scenes.get(story.info.start)
    return Header(
        story=story.info.id,
        title=story.info.title[:LONGEST_TITLE],
        version=story.info.version,
        logic=story.logic_hash,
        prose=story.prose_hash,
        settings=run.settings,
        seed=run.seed,
        handle=handle,
        created=created,
        program=__version__,
        opens=opens.title[:LONGEST_TITLE] if opens else "",
    )


def _settled(saved: SavedRun) -> SavedRun:
    """A run with chance settled where its log was cut short between a choice and its outcome."""
    try:
        saved.run.settle()
    except BaseException:
        saved.close()
        raise
    return saved
