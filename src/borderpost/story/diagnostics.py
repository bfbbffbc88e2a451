"""Diagnostics: what is wrong with a story's files, where, and the mend.

A diagnostic is known by its code. What each code means, how severe it is, and an example of it
stand in the catalogue (`borderpost.story.catalogue`), which is imported only when one is raised.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final, NamedTuple

from borderpost.story.position import Position


class Severity(StrEnum):
    """How bad a finding is: only an error makes a command end with exit code 1."""

    ERROR = "error"
    WARNING = "warning"
    STYLE = "style"


class Diagnostic(NamedTuple):
    """One finding.

    `message` says what is wrong in one sentence without a full stop; `mend` says what to do;
    `excerpt` is the source line as it stands and `width` how many of its characters, from the
    position's column on, the caret should underline; `paste` is ready-made YAML, if any.
    """

    code: str
    severity: Severity
    at: Position
    message: str
    mend: str
    excerpt: str = ""
    width: int = 1
    paste: str = ""


MOST_ERRORS: Final = 5_000
"""So many errors of one story are told: whoever has more mends these first."""

MOST_OTHERS: Final = 100_000
"""So many findings that are no errors are told."""


class Enough(Exception):
    """There are more errors than are told, so that nothing more need be looked for."""


def _more_than_told(at: Position) -> Diagnostic:
    """That there are more errors than are told, from a position on."""
    message = f"there are more errors than the {MOST_ERRORS:,} that are told"
    mend = "mend those first, or see whether this is the right folder; then check again"
    return Diagnostic("BP186", Severity.ERROR, at, message, mend)


class Findings:
    """Collects the diagnostics of one story while its files are read and checked."""

    def __init__(self) -> None:
        """Start with none."""
        self._found: list[Diagnostic] = []
        self._lines: dict[str, list[str]] = {}
        self._room = {Severity.ERROR: MOST_ERRORS}
        self.bytes_read = 0
        """How many bytes the files have that were read so far."""
        self.unread_files: set[str] = set()
        """Files YAML gave up on: names they may define must not be reported as unknown."""

    def add_source(self, file: str, text: str) -> None:
        """Keep the text of `file`, so that diagnostics in it can show their line."""
        self._lines[file] = text.splitlines()

    def line(self, file: str, number: int) -> str:
        """The source line `number` (from 1) of `file`, or nothing where there is none."""
        lines = self._lines.get(file, [])
        return lines[number - 1] if 0 < number <= len(lines) else ""

    def add(
        self, code: str, at: Position, message: str, mend: str, *, width: int = 1, paste: str = ""
    ) -> None:
        """Report the finding `code` at a position; its severity comes from the catalogue.

        A text that was mended in memory to be read at all may be longer than its file: the position
        is one in the file, and just behind a line at the most.

        Raises Enough where there are too many errors already; others are then left out.
        """
        from borderpost.story.catalogue import RULES

        rule = RULES[code]
        room = self._room.setdefault(rule.severity, MOST_OTHERS)
        if not room:
            if rule.severity is Severity.ERROR:
                self._found.append(_more_than_told(at))
                raise Enough
            return
        self._room[rule.severity] = room - 1
        at = self._within(at)
        excerpt = self.line(at.file, at.line)
        self._found.append(
            Diagnostic(code, rule.severity, at, message, mend, excerpt, max(1, width), paste)
        )

    def _within(self, at: Position) -> Position:
        """A position, or the nearest one that its file has; as it is where no file is known."""
        lines = self._lines.get(at.file)
        if not lines:
            return at
        line = min(at.line, len(lines))
        most = len(lines[line - 1]) + 1
        if line < at.line:
            return at._replace(line=line, column=most)
        return at if at.column <= most else at._replace(column=most)

    def sorted(self) -> list[Diagnostic]:
        """All findings in the order of the files, lines and columns they stand at, each once."""
        return sorted(set(self._found), key=lambda found: (found.at, found.code, found.message))

    @property
    def has_errors(self) -> bool:
        """Whether any finding is an error, so that the story cannot be played."""
        return any(found.severity is Severity.ERROR for found in self._found)
