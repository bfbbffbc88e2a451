"""Reports what is found in one file, and ends where more of a kind would help nobody."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Final

from borderpost.story.diagnostics import Findings
from borderpost.story.position import Position

MOST_OF_A_KIND: Final = 100
"""Findings of one code told of one file; whoever mends these has understood the matter."""

LONGEST_WORD: Final = 40
"""Characters of the file's own words that a message quotes at most."""

LONGEST_PASTE: Final = 4_000
"""Characters of a block to paste; a longer one would bury the message."""


class Report:
    """The findings of one file on their way to those of the whole story."""

    def __init__(
        self, name: str, findings: Findings, shifts: Mapping[int, int] | None = None
    ) -> None:
        """Report to `findings` what is found in the file called `name`.

        `shifts` tells by how many columns lines stand further right on disk than in memory.
        """
        self.name = name
        self.findings = findings
        self._shifts = shifts or {}
        self._told: Counter[str] = Counter()

    def add(
        self,
        code: str,
        line: int,
        column: int,
        message: str,
        mend: str,
        *,
        width: int = 1,
        paste: str = "",
    ) -> None:
        """Report the finding `code` at a line and column, both from 1."""
        self._told[code] += 1
        if self._told[code] > MOST_OF_A_KIND:
            return
        if self._told[code] == MOST_OF_A_KIND:
            message += "; should there be more such places below, they are not told"
        at = Position(self.name, line, max(column + self._shifts.get(line, 0), 1))
        paste = paste if len(paste) <= LONGEST_PASTE else ""
        self.findings.add(code, at, message, mend, width=width, paste=paste)

    def leave_unread(self) -> None:
        """Remember that names this file may define must not be called unknown."""
        self.findings.unread_files.add(self.name)


def brief(words: str) -> str:
    """The file's own words, cut to what a message can quote."""
    return words if len(words) <= LONGEST_WORD else words[: LONGEST_WORD - 1] + "…"
