"""Takes a broken file apart, has each piece mended, and puts it together again.

The file on disk is never touched. It is taken piece by piece (one scene, one variable), so that
a slip costs reading one piece again and not the whole file, and an unclosed quotation mark ends
with its piece. Line numbers stay what they are. Line numbers here count from 0.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Final

from borderpost.story.diagnostics import Findings
from borderpost.story.mending.diagnosis import diagnose
from borderpost.story.mending.faults import Fault, Spot
from borderpost.story.mending.pieces import Piece, groups, pieces_of
from borderpost.story.mending.tabs import without_tabs
from borderpost.story.yaml_lines import indent_of
from borderpost.story.yaml_report import Report
from borderpost.story.yaml_text import DEEPEST, MOST_EVENTS, TOO_DEEP, TOO_MANY, HardError

MOST_REPAIRS: Final = 200
"""Repairs to one file at most; then the rest of it is left unread."""

MOST_ROUNDS: Final = 12
"""How many times the length of a file may be read again while it is mended."""

MOST_TRIES: Final = 2
"""Repairs to one line; then it is left out."""

Probe = Callable[[str], HardError | None]
"""What makes YAML give up on a text, if anything does."""


class Bench:
    """One file while it is mended: its lines as they are by now, and what may still be spent."""

    def __init__(self, text: str, name: str, findings: Findings, probe: Probe) -> None:
        """Take the file called `name` apart."""
        self._report = Report(name, findings)
        self._on_disk = text.split("\n")
        self._lines = without_tabs(self._on_disk.copy(), self._report)
        self._probe = probe
        self._repairs = MOST_REPAIRS
        self._characters = MOST_ROUNDS * len(text) + 1_000_000
        self._told = {n for n in range(len(self._lines)) if self._shift(n)}
        self._tries: Counter[int] = Counter()
        self._moved: set[int] = set()
        """Lines whose indentation is our own doing: where that does not fit, nothing is told."""

    def mend_pieces(self) -> str:
        """The file with every piece of it told and mended that YAML cannot read.

        What has to be left out puts the file among `unread_files`.
        """
        for group in groups(pieces_of(self._lines)):
            whole = Piece(group[0].first, group[-1].last, group[0].inner)
            if len(group) > 1 and self._error_in(whole) is None:
                continue
            for piece in group:
                if not self._mend(piece):
                    return self._without_rest(piece.first)
        return "\n".join(self._lines)

    def mend_whole(self) -> str:
        """The file as a whole mended, after its pieces: they may not fit together."""
        whole = Piece(0, len(self._lines), inner=False)
        if not self._mend(whole):
            return self._without_rest(0)
        return "\n".join(self._lines)

    def shifts(self) -> dict[int, int]:
        """By how many columns lines stand further right on disk; line numbers from 1."""
        moved = ((number + 1, self._shift(number)) for number in range(len(self._lines)))
        return {number: shift for number, shift in moved if shift}

    def _shift(self, number: int) -> int:
        """How much further right a line stands on disk than in memory."""
        before, now = self._on_disk[number], self._lines[number]
        if before is now or not now:
            return 0
        return len(before) - len(before.lstrip()) - len(now) + len(now.lstrip())

    def _mend(self, piece: Piece) -> bool:
        """Mend the lines of a piece or leave them out; False when nothing is left to spend."""
        seen: set[tuple[int, int, str]] = set()
        while (error := self._error_in(piece)) is not None:
            if error.problem in {TOO_DEEP, TOO_MANY}:
                report_bound(error, self._report)
                self._blank(piece)
                return True
            if self._repairs <= 0 or self._characters <= 0:
                self._tell_spent(error)
                return False
            key = (error.line, error.column, error.problem)
            if key in seen:
                self._leave_out(piece, error)
                return True
            seen.add(key)
            self._repair(piece, error)
        return True

    def _error_in(self, piece: Piece) -> HardError | None:
        """What is wrong in a piece, its lines counted within the whole file, from 1."""
        before = "x:\n" if piece.inner else ""
        text = before + "\n".join(self._lines[piece.first : piece.last]) + "\n"
        self._characters -= len(text)
        error = self._probe(text)
        if error is None:
            return None
        shift = piece.first - bool(before)
        last = error.last
        if last is not None:
            last = last._replace(line=last.line + shift, end_line=last.end_line + shift)
        return error._replace(
            line=max(error.line + shift, piece.first + 1),
            context_line=error.context_line + shift if error.context_line else 0,
            last=last,
        )

    def _repair(self, piece: Piece, error: HardError) -> None:
        """Tell one error and put lines in its place that can be read."""
        self._repairs -= 1
        line, column = error.line - 1, error.column - 1
        while line > piece.first and (line >= piece.last or not self._lines[line].strip()):
            line -= 1
            column = len(self._lines[line])
        fault = diagnose(Spot(self._lines, piece.first, piece.last, error, line, column))
        self._tries[fault.line] += 1
        if self._tries[fault.line] > MOST_TRIES:
            fault = fault._replace(edits={fault.line: ""}, dropped=True)
        own_doing = fault.code == "BP026" and fault.line in self._moved
        if fault.line not in self._told and not own_doing:
            self._tell(fault)
        if fault.dropped:
            self._report.leave_unread()
        for number, edited in fault.edits.items():
            if number != fault.line and indent_of(edited) != indent_of(self._lines[number]):
                self._moved.add(number)
            self._lines[number] = edited

    def _tell(self, fault: Fault) -> None:
        """Report a fault, at its place in the file on disk: the line may have been moved since."""
        self._told.add(fault.line)
        column = fault.column + self._shift(fault.line)
        self._report.add(
            fault.code,
            fault.line + 1,
            min(max(column, 0), len(self._on_disk[fault.line])) + 1,
            fault.message,
            fault.mend,
            width=fault.width,
            paste=fault.paste,
        )

    def _tell_spent(self, error: HardError) -> None:
        """Tell that no more is told."""
        message = "so much is wrong in this file that the rest of it is not read"
        mend = "mend what is told above, then check again"
        self._report.add("BP007", error.line, error.column, message, mend)

    def _leave_out(self, piece: Piece, error: HardError) -> None:
        """Blank a piece that cannot be mended, or what part of it is around the error."""
        for part in pieces_of(self._lines[piece.first : piece.last]):
            if part.first <= error.line - 1 - piece.first < part.last:
                piece = Piece(part.first + piece.first, part.last + piece.first, part.inner)
                break
        if not self._told.intersection(range(piece.first, piece.last)):
            message = f"YAML cannot read this part: {error.problem}"
            mend = "compare it with a part that works, or write it anew"
            self._report.add("BP007", error.line, error.column, message, mend)
        self._blank(piece)

    def _without_rest(self, first: int) -> str:
        """The file up to a line."""
        self._blank(Piece(first, len(self._lines), inner=False))
        return "\n".join(self._lines)

    def _blank(self, piece: Piece) -> None:
        """Leave a piece out, keeping the numbers of the lines below."""
        self._report.leave_unread()
        for number in range(piece.first, piece.last):
            self._lines[number] = ""


def report_bound(error: HardError, report: Report) -> None:
    """Tell that a file goes beyond one of our own bounds at a place."""
    report.leave_unread()
    if error.problem == TOO_DEEP:
        message = f"from here on the file nests more than {DEEPEST} levels deep"
        mend = "a story needs about ten: look for a stray bracket"
        report.add("BP008", error.line, error.column, message, mend)
    else:
        message = f"the file holds more than {MOST_EVENTS:,} keys and values"
        mend = "split it into several files in the same folder"
        report.add("BP002", error.line, error.column, message, mend)
