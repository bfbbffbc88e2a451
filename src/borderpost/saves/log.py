"""The log of a run: a file that is only ever added to, and is on disk before play goes on."""

from __future__ import annotations

import errno
import os
import time
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Self

from borderpost.saves.lines import LARGEST_LOG, LONGEST_LINE, Entry, Header, entry_line, header_line
from borderpost.saves.locks import lock
from borderpost.saves.placing import part_of, put_in_place
from borderpost.saves.problem import (
    ANOTHER_FOLDER,
    LogChanged,
    LogProblem,
    LogReadOnly,
    LogVanished,
    RunInUse,
    append_mend,
    said,
    write_mend,
)
from borderpost.saves.stored import StoredRun, read_log
from borderpost.saves.syncing import sync_file, sync_folder
from borderpost.story.prose import clean

_FLAGS = os.O_RDWR | os.O_APPEND | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)


class Log:
    """A log open for adding to, and locked: no other process can add to it meanwhile."""

    def __init__(self, path: Path) -> None:
        """Open the log at `path`. It is read whole; what its file holds is then in `stored`.

        Raises LogProblem where it cannot be opened or is no log, LogReadOnly where it may not be
        written to, RunInUse where another process has it open. Nothing is written, not even to
        mend a torn last line, before a record is.
        """
        self.path = path
        self._file = _open(path)
        try:
            _lock(self._file, path)
            self.stored: StoredRun = read_run(path, self._file)
            status = os.fstat(self._file)
            self._is_numbered = _is_numbered(path, status)
            self._end = status.st_size
        except BaseException:
            os.close(self._file)
            raise
        self._size = self.stored.size
        self._chain = self.stored.chain
        self._number = len(self.stored.entries)
        self._missing = b"" if self.stored.whole else b"\n"
        self._interrupted = False

    def append(self, entry: Entry) -> None:
        """Add a record; when this returns, it is on disk. Raises LogProblem where it cannot be.

        The file then ends with the last record that was kept whole. LogLost tells that the file
        itself is gone, or not as it was left.
        """
        if entry.record.number != self._number + 1:
            raise LogProblem(
                f"record {entry.record.number} cannot follow record {self._number}",
                "leave, and continue the run: every decision before is saved",
            )
        line, chain = entry_line(entry, self._chain)
        if len(line) > LONGEST_LINE:
            raise LogProblem("that is too long to be saved", "say it in fewer words")
        if self._size + len(line) >= LARGEST_LOG:
            message = f"a run takes no more than {LARGEST_LOG // 2**20} MiB, and this one has them"
            raise LogProblem(message, "start a new run; this one stays as it is")
        line = self._missing + line
        try:
            self.look()
            self._write(line)
        except OSError as error:
            message = f"this could not be saved: {said(error)}"
            raise LogProblem(message, append_mend(error)) from error
        self._size += len(line)
        self._end = self._size
        self._chain = chain
        self._number += 1
        self._missing = b""
        self._interrupted = False

    def look(self) -> None:
        """Make sure that the file is still there and still ours, and ends with a whole record.

        Raises LogLost, and OSError where one cannot look.
        """
        status = os.fstat(self._file)
        try:
            there = self.path.stat()
        except (FileNotFoundError, NotADirectoryError):
            raise LogVanished(self.path) from None
        if self._is_numbered and not os.path.samestat(there, status):
            raise LogVanished(self.path)
        if status.st_size != self._end and not self._interrupted:
            raise LogChanged(self.path)
        if status.st_size > self._size:
            os.ftruncate(self._file, self._size)

    def _write(self, line: bytes) -> None:
        """Put a line on disk, or take back what of it was written and raise what was raised."""
        self._interrupted = True
        try:
            write_all(self._file, line)
            sync_file(self._file)
        except BaseException:
            os.ftruncate(self._file, self._size)
            self._end = self._size
            self._interrupted = False
            raise

    @property
    def is_open(self) -> bool:
        """Whether the run can still be written to."""
        return self._file >= 0

    def close(self) -> None:
        """Close the file and give up the lock. Closing twice does nothing."""
        if self._file >= 0:
            os.close(self._file)
            self._file = -1

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def create_log(path: Path, header: Header, entries: Iterable[Entry] = ()) -> Log:
    """A new log at `path` with these records, numbered from 1: there it is whole, or not at all.

    Raises FileExistsError where something is there already, LogProblem where it cannot be written.
    """
    line, chain = header_line(header)
    lines = [line]
    for entry in entries:
        line, chain = entry_line(entry, chain)
        lines.append(line)
    part = part_of(path)
    try:
        try:
            file = os.open(part, _FLAGS | os.O_CREAT | os.O_EXCL, 0o666)
            try:
                write_all(file, b"".join(lines))
                sync_file(file)
            finally:
                os.close(file)
            put_in_place(part, path)
        finally:
            with suppress(OSError):  # on Windows, whoever looks into it keeps it from going
                part.unlink()
        sync_folder(path.parent)
    except FileExistsError:
        raise
    except OSError as error:
        message = f"a run cannot be saved in {path.parent}: {said(error)}"
        raise LogProblem(message, write_mend(error)) from error
    return Log(path)


def now() -> str:
    """The time as logs hold it: UTC, to the second."""
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())


def write_all(file: int, data: bytes) -> None:
    """Write every byte; raises OSError, maybe with some of them written."""
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(file, rest) :]


def _open(path: Path) -> int:
    """Open a log for reading and adding to."""
    try:
        return os.open(path, _FLAGS)
    except OSError as error:
        message = f"{path} cannot be opened: {said(error)}"
        if isinstance(error, PermissionError) or error.errno == errno.EROFS:
            mend = f"make sure that it is yours, or {ANOTHER_FOLDER}"
            raise LogReadOnly(message, mend) from error
        raise LogProblem(message, "choose another run, or start a new one") from error


def _is_numbered(path: Path, status: os.stat_result) -> bool:
    """Whether a file that was just opened is known again by its number.

    Some file systems of other machines have none, or another at each look.
    """
    try:
        return os.path.samestat(path.stat(), status)
    except OSError:
        return True  # it is gone already, and will be missed


def _lock(file: int, path: Path) -> None:
    """Lock a log, or tell that it is being played."""
    if not lock(file):
        try:
            header = read_log(path).header
        except LogProblem:
            header = None  # some systems lock it against reading, too
        name = clean(header.handle) if header else path.stem
        raise RunInUse(
            f"the run {name} is being played already, in another window perhaps",
            "close it there first, or start a new run",
        )


def read_run(path: Path, opened: int | None = None) -> StoredRun:
    """What a log holds; raises LogProblem where that is no run. See `read_log`."""
    stored = read_log(path, opened)
    if stored.header is None:
        message = f"{path} is no saved run that can be played: it {stored.problems[0].says}"
        raise LogProblem(message, "choose another run, or start a new one")
    return stored
