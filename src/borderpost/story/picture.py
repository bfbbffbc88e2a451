"""A picture of where a story stands: a drawing with marks in it, and what each place says now.

A picture only looks: it has no effect and no state of its own.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple
from unicodedata import east_asian_width

from borderpost.story.phrases import Condition, Text
from borderpost.story.position import Position
from borderpost.story.signs import SIMPLE

MOST_COLUMNS, MOST_LINES = 55, 12
"""How large a drawing may be: it is seen whole in a window of 60 columns."""

MARK = re.compile(r"\(([A-Za-z0-9])\)")
"""A mark in a drawing: one letter or digit in round brackets. A sign takes the letter's place."""


class Sign(NamedTuple):
    """What stands at a mark: one cell, and what the drawing's key calls it.

    The ASCII sign for it stands in `borderpost.story.signs`, another one for each.
    """

    glyph: str
    words: str


SIGNS = {
    "full": Sign("●", "full"),
    "thin": Sign("◐", "thin"),
    "empty": Sign("○", "empty"),
    "unknown": Sign("?", "not known"),
    "open": Sign("═", "open"),
    "closed": Sign("×", "closed"),
}
"""Every sign by the word that a story asks for it with."""


class PictureReading(NamedTuple):
    """What can be seen at a place: a sign and words, where the condition holds."""

    sign: str
    says: Text
    at: Position
    condition: Condition | None = None


class PicturePlace(NamedTuple):
    """A place in a picture: its name, its mark in the drawing, and readings tried in order."""

    id: str
    name: str
    mark: str
    readings: tuple[PictureReading, ...]
    at: Position
    mark_at: Position


class Picture(NamedTuple):
    """A picture: `drawing` holds its lines, whose first begins at `drawn_at`."""

    title: str
    drawing: tuple[str, ...]
    places: tuple[PicturePlace, ...]
    at: Position
    drawn_at: Position

    @property
    def readings(self) -> tuple[PictureReading, ...]:
        """Those of every place."""
        return tuple(reading for place in self.places for reading in place.readings)


def pieces(line: str) -> Iterator[tuple[str, str]]:
    """A line of a drawing in pieces: each its text, and the letter or digit if it is a mark."""
    end = 0
    for found in MARK.finditer(line):
        if found.start() > end:
            yield line[end : found.start()], ""
        yield found[0], found[1]
        end = found.end()
    if end < len(line):
        yield line[end:], ""


def can_be_drawn(sign: str) -> bool:
    """Whether every terminal can show a character in one cell, or a simple one for it."""
    if sign.isascii():
        return sign.isprintable()
    return sign in SIMPLE or (sign.isalpha() and east_asian_width(sign) not in "WF")
