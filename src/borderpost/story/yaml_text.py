"""From a file to text that YAML can be asked to read, and what passes between the reader's parts.

Text here ends its lines with a line feed and has neither a byte-order mark nor characters that
YAML refuses; its lines and columns stay those an editor shows.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

from borderpost.story.diagnostics import Findings
from borderpost.story.files import LARGEST_FILE, LARGEST_STORY, NotOrdinary, content_of
from borderpost.story.mendable import Mendable
from borderpost.story.position import Position

LONGEST_SCALAR: Final = 1024 * 1024
"""Characters one value may have."""

DEEPEST: Final = 32
"""Levels one file may nest; a story needs about ten."""

MOST_EVENTS: Final = 1_000_000
"""YAML events read from one file: keys, values, and where lists and mappings begin and end.

They take some 400 MiB of memory.
"""

MOST_CONTROLS: Final = 20
"""So many control characters are told one by one; then it is enough."""

SPACES: Final = "\u00a0\u1680\u2000-\u200b\u202f\u205f\u2060\u3000"
"""Characters, as in brackets of a pattern, that look like a space or like nothing."""

_LINE_BREAKS: Final = str.maketrans("\x85\u2028\u2029", "   ")
_UTF_16_OR_32: Final = (b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")


class Place(NamedTuple):
    """Where a scalar begins and ends (just past it), from 1, and its style as in the tree."""

    line: int
    column: int
    end_line: int
    end_column: int
    style: str


class HardError(NamedTuple):
    """What made YAML give up: its own words, where, what it was busy with, the scalar before.

    Lines and columns count from 1; `problem` is TOO_DEEP or TOO_MANY for our own bounds.
    """

    problem: str
    line: int
    column: int
    context: str = ""
    context_line: int = 0
    context_column: int = 0
    last: Place | None = None


TOO_DEEP: Final = "nested too deep"
TOO_MANY: Final = "too many values"


class OutOfBounds(Exception):
    """A file breaks one of our own bounds, which no YAML reader would tell."""

    def __init__(self, error: HardError) -> None:
        """Refuse it for `error`."""
        super().__init__(error.problem)
        self.error = error


class Mark(NamedTuple):
    """An alias, or an anchor or tag before a value: the sign and the word with it."""

    sign: str
    word: str


class Trouble:
    """What building the tree noticed in passing, to be told once the whole file could be read."""

    def __init__(self) -> None:
        """Start with none."""
        self.untidy = False
        """Whether there are equal keys, keys that are no words, bare entries, or endless values."""
        self.marks: dict[tuple[int, int], Mark] = {}
        """Aliases, anchors and tags by the line and column they stand at."""

    def __bool__(self) -> bool:
        """Whether there is any."""
        return self.untidy or bool(self.marks)


def read_source(path: Path, name: str, findings: Findings) -> str | None:
    """The text of the file at `path`, or None where there is none, which is then reported."""
    top = Position(name, 1, 1)
    try:
        data = _content(path, name)
    except _Unreadable as why:
        findings.unread_files.add(name)
        findings.add("BP001", top, why.message, why.mend)
        return None
    if len(data) > LARGEST_FILE:
        findings.unread_files.add(name)
        findings.add(
            "BP002",
            top,
            "this file has more than 8 MiB, more than any story file may have",
            "split it into several files in the same folder; they are read as one story",
        )
        return None
    findings.bytes_read += len(data)
    if findings.bytes_read > LARGEST_STORY:
        findings.unread_files.add(name)
        if findings.bytes_read - len(data) <= LARGEST_STORY:  # of more files nothing is told
            message = f"up to here the story has more than {LARGEST_STORY // 2**20} MiB in all"
            mend = "look for files in this folder and below it that are no part of the story"
            findings.add("BP002", top, message, mend)
        return None
    return _decoded(data, name, findings)


class _Unreadable(Mendable):
    """There is no reading a file."""


def _content(path: Path, name: str) -> bytes:
    """The bytes of the file at `path`, one more than it may have at most."""
    try:
        return content_of(path, LARGEST_FILE + 1)
    except NotOrdinary:
        kind = "a folder" if path.is_dir() else "no ordinary file"
        raise _Unreadable(f"'{name}' is {kind}", "name the file that holds the story") from None
    except FileNotFoundError:
        mend = "check the name and the folder, or write the file"
        raise _Unreadable(f"there is no file '{name}'", mend) from None
    except PermissionError:
        mend = "give yourself the right to read it, or copy it where you may"
        raise _Unreadable(f"'{name}' may not be read", mend) from None
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or str(error)
        mend = "check the disk and the name, then try again"
        raise _Unreadable(f"'{name}' cannot be read: {why}", mend) from None


def normalised(text: str, name: str, findings: Findings) -> str:
    """`text` as YAML gets it, and kept in `findings` for the lines that diagnostics show.

    Line ends of every system become a line feed; a byte-order mark goes; line breaks that only YAML
    knows become spaces, since no editor counts them.
    """
    text = text.removeprefix("\ufeff")
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.isascii() and ("\x85" in text or "\u2028" in text or "\u2029" in text):
        text = text.translate(_LINE_BREAKS)
    findings.add_source(name, text)
    return text


@cache
def refused() -> re.Pattern[str]:
    """A character that no story holds: control characters, halves of pairs, odd line breaks.

    Compiled when first asked for, since that takes longer than reading a small story.
    """
    return re.compile(
        "[^\t\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
    )


def without_controls(text: str, name: str, findings: Findings) -> str:
    """`text` without control characters, which are told; the very same where there are none.

    Asked only when YAML has refused a file: it refuses every one that holds any.
    """
    if refused().search(text) is None:
        return text
    clean = refused().sub("\ufffd", text)
    findings.add_source(name, clean)
    _report_controls(text, name, findings)
    return clean


def position_of(text: str, offset: int) -> tuple[int, int]:
    """The line and column, from 1, of the character at `offset` of `text`."""
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)


def _decoded(data: bytes, name: str, findings: Findings) -> str | None:
    """The bytes of a file as text; where they are not UTF-8, as much of it as can be guessed."""
    top = Position(name, 1, 1)
    mend = "save the file as UTF-8: most editors offer it under Save As, or by the file's encoding"
    if data.startswith(_UTF_16_OR_32):
        findings.add("BP003", top, "this file is saved as UTF-16 or UTF-32, not as UTF-8", mend)
        wide = "utf-32" if data[:4] in {b"\xff\xfe\0\0", b"\0\0\xfe\xff"} else "utf-16"
        return data.decode(wide, errors="replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8").removeprefix("\ufeff")
        before = before.replace("\r\n", "\n").replace("\r", "\n")
        line, column = position_of(before, len(before))
    guess = data.decode("cp1252", errors="replace")
    if b"\0" in data:
        findings.unread_files.add(name)
        mend = "give the text file that the story is written in, saved as UTF-8"
        findings.add("BP003", Position(name, line, column), "this file holds no text", mend)
        return None
    findings.add_source(name, guess.replace("\r\n", "\n").replace("\r", "\n"))
    message = f"line {line} holds a character that is not saved as UTF-8"
    findings.add("BP003", Position(name, line, column), message, mend)
    return guess


def _report_controls(text: str, name: str, findings: Findings) -> None:
    """Tell the control characters in `text`, the first few of them one by one."""
    for count, match in enumerate(refused().finditer(text), start=1):
        line, column = position_of(text, match.start())
        code = ord(match.group())
        message = f"there is an invisible control character here (U+{code:04X})"
        mend = "delete it and type the text around it anew"
        if count == MOST_CONTROLS:
            message += ", and so are more below"
        findings.add("BP004", Position(name, line, column), message, mend)
        if count == MOST_CONTROLS:
            return
