"""Reading a log back: everything in it that is whole, and what is wrong with the rest."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import BinaryIO, NamedTuple

from borderpost.engine.records import Act, Record
from borderpost.saves.lines import (
    LARGEST_LOG,
    LONGEST_LINE,
    BadLine,
    Entry,
    Header,
    NewerFormat,
    chained,
    is_torn,
    parted,
    read_entry,
    read_header,
)
from borderpost.saves.problem import LogProblem, said
from borderpost.story.collector import collector_paused

BEGINNING = b'{"borderpost":'
"""How every log begins, though a byte-order mark may have been put before it on the way."""

_BEGINNING_WITHIN = len(BEGINNING) + 3


LONG = 2_000
"""So many records take long enough to read that they are not read twice."""

AT_REST = 2.0
"""Seconds since a file was last written to, after which another write would change its time."""


class Problem(NamedTuple):
    """Something wrong with a log. `says` completes a sentence that begins with the line, or "it".

    `kind` is `torn` (the last line is cut short: the program or the machine stopped while it was
    written; nothing before it is touched), `damaged` (from this line on the log is not what was
    written) or `foreign` (it is no log that can be read at all).
    """

    kind: str
    line: int
    says: str

    def __str__(self) -> str:
        return f"line {self.line} {self.says}"


class StoredRun(NamedTuple):
    """What a log holds: its header, its whole records in order, and what is wrong.

    `header` is None where there is no run to be read; `problems` then says why. The whole lines
    take `size` bytes, the last of them has the chain `chain`, and `whole` tells whether it ends
    with its newline.
    """

    header: Header | None
    entries: tuple[Entry, ...]
    problems: tuple[Problem, ...]
    size: int
    chain: str
    whole: bool = True

    @property
    def records(self) -> tuple[Record, ...]:
        """The records alone."""
        return tuple(entry.record for entry in self.entries)

    @property
    def damage(self) -> Problem | None:
        """The first problem that is worse than a torn last line."""
        return next((problem for problem in self.problems if problem.kind != "torn"), None)


def read_log(path: Path, opened: int | None = None) -> StoredRun:
    """Read the log at `path`: the longest part of it, from its start, that is as it was written.

    Who has locked it hands over the file as it is `opened`, since some systems let nobody else
    read it then. Whatever the file holds, this says so in `problems` and does not raise; LogProblem
    tells that there is no file, or none that can be read.
    """
    try:
        if not path.is_file():
            what = "is a folder" if path.is_dir() else "is no file" if path.exists() else ""
            message = f"{path} {what}" if what else f"there is no saved run {path}"
            raise LogProblem(message, "name the file of a saved run")
        with _opened(path, opened) as file, collector_paused():
            return _KEPT.read(file)
    except OSError as error:
        mend = "make sure that it is yours to read, or choose another run"
        raise LogProblem(f"{path} cannot be read: {said(error)}", mend) from error


def _opened(path: Path, opened: int | None) -> BinaryIO:
    """The file at a path, to be read from its start: opened anew, or as it is open already."""
    if opened is None:
        return path.open("rb")
    file = os.fdopen(os.dup(opened), "rb")
    file.seek(0)
    return file


class _LongLog:
    """Keeps the long log that was read last: to be gone on with it is listed first, then opened.

    A file is the one that was read if its system says so in every way it can, and had been left
    alone for a while then: what is written within one tick of the clock does not change its time.
    """

    def __init__(self) -> None:
        """Nothing is kept yet."""
        self._stamp: tuple[int, ...] = ()
        self._stored: StoredRun | None = None

    def read(self, file: BinaryIO) -> StoredRun:
        """What a file holds: read now, or before."""
        status = os.fstat(file.fileno())
        times = status.st_mtime_ns, status.st_ctime_ns
        stamp = (status.st_dev, status.st_ino, status.st_size, *times)
        if self._stored is not None and stamp == self._stamp:
            return self._stored
        stored = _read(file)
        is_at_rest = time.time() - status.st_mtime > AT_REST
        if status.st_ino and is_at_rest and len(stored.entries) >= LONG:  # some disks number none
            self._stamp, self._stored = stamp, stored
        return stored


_KEPT = _LongLog()


def header_at(path: Path) -> Header | None:
    """The header of the log at `path`, nothing else of it read; None where the file is no log.

    Raises LogProblem for a log whose header cannot be read, and OSError.
    """
    with path.open("rb") as file:
        if BEGINNING not in file.peek(_BEGINNING_WITHIN)[:_BEGINNING_WITHIN]:
            return None
        first = file.readline(LONGEST_LINE)
    try:
        return _first_line(first)[0]
    except BadLine as bad:
        raise LogProblem(str(bad), "leave it out") from None


def _read(file: BinaryIO) -> StoredRun:
    """Read a log from its start."""
    first = file.readline(LONGEST_LINE)
    try:
        header, chains, problems = _first_line(first)
    except BadLine as bad:
        return StoredRun(None, (), (Problem("foreign", 1, str(bad)),), 0, "")
    entries: list[Entry] = []
    acts: set[int] = set()
    size, whole = len(first), first.endswith(b"\n")
    while line := file.readline(LONGEST_LINE):
        number = len(entries) + 1
        if size + len(line) > LARGEST_LOG:
            told = f"goes beyond {LARGEST_LOG // 2**20} MiB, which no run needs"
            problems.append(Problem("damaged", number + 1, told))
            break
        try:
            entry, chain = _entry(_stripped(line), number, chains, acts)
        except BadLine as bad:
            found = _what_is_wrong(line + file.read(LONGEST_LINE), number, str(bad))
            problems += [found] if found else []
            break
        entries.append(entry)
        if isinstance(entry.record, Act):
            acts.add(number)
        chains = (chain,)
        size += len(line)
        whole = line.endswith(b"\n")
    return StoredRun(header, tuple(entries), tuple(problems), size, chains[0], whole)


def _first_line(line: bytes) -> tuple[Header, tuple[str, ...], list[Problem]]:
    """The header, the chains that the next line may go on from, and what is wrong with it.

    A header that reads well but was changed is used, and told of: the records after it show, by
    their own digests, whether they still fit it.
    """
    if not line:
        raise BadLine("is empty")
    line_itself = _stripped(line).removeprefix(b"\xef\xbb\xbf")
    plain, claimed, stands = parted(line_itself)
    try:
        header = read_header(plain)
    except NewerFormat:
        raise
    except BadLine:
        if not line_itself.startswith(BEGINNING):
            raise BadLine("does not begin as a saved run does") from None
        cut = "is cut short" if b"\n" not in line else "is damaged"
        raise BadLine(f"{cut} in its first line") from None
    chain = chained("", plain)
    if stands and chain == claimed:
        return header, (chain,), []
    return header, (claimed, chain), [Problem("damaged", 1, "was changed after it was written")]


def _entry(line: bytes, number: int, chains: tuple[str, ...], acts: set[int]) -> tuple[Entry, str]:
    """The record of a line that goes on from one of these chains, and its chain."""
    plain, claimed, stands = parted(line)
    if not stands or claimed not in [chained(chain, plain) for chain in chains]:
        raise BadLine("is not what was written there")
    return read_entry(plain, number, acts), claimed


def _what_is_wrong(rest: bytes, number: int, bad: str) -> Problem | None:
    """What is wrong with a log whose record `number` is not whole; None for blanks at its end."""
    if not rest.strip(b" \t\r\n"):
        return None
    if is_torn(rest, number):
        return Problem("torn", number + 1, "is cut short")
    return Problem("damaged", number + 1, bad)


def _stripped(line: bytes) -> bytes:
    """A line without its end, which may have become CRLF on the way through another system."""
    return line.removesuffix(b"\n").removesuffix(b"\r")
