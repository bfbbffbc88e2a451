"""Keeping a run: each of its records is put on disk before the run moves."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from borderpost.engine.program import Program
from borderpost.engine.records import Act, Record
from borderpost.engine.run import Run
from borderpost.saves.handles import fit, next_handle
from borderpost.saves.lines import Entry, Header
from borderpost.saves.log import Log, create_log, now
from borderpost.saves.problem import (
    ANOTHER_FOLDER,
    LEAVE,
    LogChanged,
    LogLost,
    LogProblem,
    said,
    write_mend,
)
from borderpost.saves.telling import action_words, place_title

SUFFIX = ".jsonl"
"""How the name of a saved run's file ends."""

LONGEST_TITLE = 1_000
"""How much of a title a log keeps: a line of it has to end somewhere."""

_TRIES = 1000
"""How many handles are tried for a run before one gives up."""


class Keeper:
    """What a run hands its records to. It is given the run and its log once both are there."""

    def __init__(self, program: Program) -> None:
        """Keep a run of this program's story."""
        self.program = program
        self.run: Run
        self.log: Log
        self.header: Header

    def keep(self, record: Record) -> None:
        """Put a record on disk; raises LogProblem where it cannot be, and nothing is then kept.

        Where the file was deleted or changed by others meanwhile, the run is written anew, with
        everything from the start.
        """
        try:
            self.log.append(self.entry(record, now()))
        except LogLost as lost:
            self._write_anew(lost, [self.entry(record, now())])

    def make_sure(self) -> None:
        """Write the run anew if its file was deleted or changed by others; raises LogProblem.

        Once the run is closed, its file is whatever others make of it.
        """
        if not self.log.is_open:
            return
        try:
            self.log.look()
        except LogLost as lost:
            self._write_anew(lost, [])
        except OSError as error:
            message = f"the file of this run cannot be looked at: {said(error)}"
            raise LogProblem(message, LEAVE) from error

    def _write_anew(self, lost: LogLost, more: list[Entry]) -> None:
        """Write the run into a file of its own, where it was or else beside that.

        Under its own handle if its file is gone, under the next that is free if there is one.
        Raises LogProblem.
        """
        path, header = self.log.path, self.header
        if isinstance(lost, LogChanged):
            header = header._replace(handle=next_handle(header.handle))
        entries = [*(self.entry(kept, "") for kept in self.run.records), *more]
        try:
            log, self.header = put_on_shelf(path.parent, header, entries, next_handle)
        except LogProblem as problem:
            message = f"{lost.message}, and it cannot be written anew: {problem.message}"
            raise LogProblem(message, problem.mend) from problem
        self.log.close()
        self.log = log

    def entry(self, record: Record, time: str) -> Entry:
        """A record as logs hold it, with what lists of runs show of it."""
        if not isinstance(record, Act):
            return Entry(record, time)
        ends = record.place in self.program.story.endings
        title = place_title(self.program, record.place)[:LONGEST_TITLE]
        before = self.run.moment(record.after).state
        said = action_words(self.program, record.action, before)
        return Entry(record, time, title, ends, said)


def put_on_shelf(
    folder: Path, header: Header, entries: Sequence[Entry], another: Callable[[str], str]
) -> tuple[Log, Header]:
    """A new log of a run in a folder, and its header: with the first handle that is free.

    `another` gives the handle to try after one that is taken. Raises LogProblem.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        message = f"runs cannot be saved in {folder}: {said(error)}"
        raise LogProblem(message, write_mend(error)) from error
    for _ in range(_TRIES):
        path = folder / f"{fit(header.story)}-{fit(header.handle)}{SUFFIX}"
        try:
            return create_log(path, header, entries), header
        except FileExistsError:
            header = header._replace(handle=another(header.handle))
    raise LogProblem(f"{folder} is full of runs", ANOTHER_FOLDER)
