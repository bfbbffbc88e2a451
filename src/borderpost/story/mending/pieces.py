"""Takes the lines of a file apart into pieces that can be read by themselves.

Line numbers count from 0.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final, NamedTuple

from borderpost.story import yaml_lines as look

LARGE_PIECE: Final = 40
"""Lines from which on a piece is taken apart, and up to which small ones are read together."""

_OUTER_KEY: Final = re.compile(r"[^\s#\-\]}%][^#]{0,120}?:[ ]*(?:#.*)?$")


class Piece(NamedTuple):
    """Some lines, from `first` to before `last`, that can be read by themselves.

    `inner` tells that they stand within a key, which has to be put before them.
    """

    first: int
    last: int
    inner: bool


def pieces_of(lines: list[str]) -> Iterator[Piece]:
    """The pieces that a file can be taken apart into, in file order: a scene, a variable."""
    starts = [n for n, line in enumerate(lines) if line[:1] not in {"", " ", "#", "-", "]", "}"}]
    for first, last in pairwise([*starts, len(lines)]):
        inner: list[Piece] = []
        if last - first > LARGE_PIECE and _OUTER_KEY.match(lines[first]):
            inner = list(_inner_pieces(lines, first, last))
        yield from inner or [Piece(first, last, inner=False)]


def groups(pieces: Iterator[Piece]) -> Iterator[list[Piece]]:
    """Neighbouring small pieces together, so that reading them costs one reading."""
    group: list[Piece] = []
    for piece in pieces:
        whole = group and piece.last - group[0].first <= LARGE_PIECE
        if group and not (
            whole and piece.inner == group[0].inner and piece.first == group[-1].last
        ):
            yield group
            group = []
        group.append(piece)
    if group:
        yield group


def _inner_pieces(lines: list[str], first: int, last: int) -> Iterator[Piece]:
    """The pieces below a key that stands alone on its line."""
    level = 0
    starts: list[int] = []
    for number in range(first + 1, last):
        if look.is_blank(lines[number]):
            continue
        indent = look.indent_of(lines[number])
        level = level or indent
        if indent == 0:
            return
        if indent == level and lines[number][indent] not in "]}":
            starts.append(number)
    for begin, end in pairwise([*starts, last]):
        yield Piece(begin, end, inner=True)
