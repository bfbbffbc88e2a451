"""Keeping a run: each of its records is put on disk before the run moves."""

from __future__ import annotations

from borderpost.engine.program import Program
from borderpost.engine.records import Act, Record
from borderpost.engine.run import Run
from borderpost.saves.lines import Entry, Header
from borderpost.saves.log import Log, create_log, now
from borderpost.saves.problem import LogProblem, LogVanished, said, write_mend
from borderpost.saves.telling import place_title


class Keeper:
    """What a run hands its records to. It is given the run and its log once both are there."""

    def __init__(self, program: Program) -> None:
        """Keep a run of this program's story."""
        self._program = program
        self.run: Run
        self.log: Log
        self.header: Header

    def keep(self, record: Record) -> None:
        """Put a record on disk; raises LogProblem where it cannot be, and nothing is then kept.

        A file that was deleted meanwhile is written anew, with everything from the start.
        """
        try:
            self.log.append(self.entry(record, now()))
        except LogVanished as vanished:
            entries = [self.entry(kept, "") for kept in self.run.records]
            path = vanished.path
            try:
                path.parent.mkdir(parents=True, exist_ok=True)
                anew = create_log(path, self.header, [*entries, self.entry(record, now())])
            except OSError as error:
                message = f"{vanished.message}, and cannot be written anew: {said(error)}"
                raise LogProblem(message, write_mend(error)) from error
            self.log.close()
            self.log = anew

    def entry(self, record: Record, time: str) -> Entry:
        """A record as logs hold it, with what lists of runs show of it."""
        if not isinstance(record, Act):
            return Entry(record, time)
        ends = record.place in self._program.story.endings
        return Entry(record, time, place_title(self._program, record.place), ends)
