"""Where in a story's files something stands."""

from __future__ import annotations

from typing import NamedTuple


class Position(NamedTuple):
    """A place in a source file: `file` relative to the story's folder, line and column from 1."""

    file: str
    line: int
    column: int

    def __str__(self) -> str:
        """The form every message uses and every editor can jump to."""
        return f"{self.file}:{self.line}:{self.column}"


NOWHERE = Position("", 0, 0)
"""The position of parts that no file holds, such as a built-in scale."""
