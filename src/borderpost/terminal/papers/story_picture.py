"""The picture of a story: its drawing, and beside or below it the same in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby, zip_longest

from textual.content import Content

from borderpost.engine.view import PictureView, Piece, PlaceView
from borderpost.story.picture import SIGNS
from borderpost.terminal.parts.lines import Clickable, Lines
from borderpost.terminal.parts.typeset import (
    POINTER,
    QUIET,
    Block,
    heading,
    line_of,
    one_line,
    page_lines,
    words,
)

GAP = 4
"""Cells between a drawing and the words beside it."""

LEAST_BESIDE = 30
"""With fewer cells than this beside the drawing, the words stand below it."""

WIDEST_WORDS = 72
"""How many cells the words take at most."""

KEY_GAP = "   "
"""Between two signs of the key."""

LEAST_KEY = 30
"""How many cells the key has, however small the drawing is."""

SIGN_STYLE = f"bold {POINTER}"


class StoryPicture(Lines, Clickable):
    """Shows a picture as its width allows: words beside the drawing, below it, or words alone."""

    def __init__(self, picture: PictureView | None) -> None:
        """Begin with a picture; without one nothing is shown."""
        super().__init__()
        self._picture = picture
        self._set: dict[int, list[Content]] = {}
        self.display = picture is not None

    def lines_at(self, width: int) -> Sequence[Content]:
        """The title, the drawing where there is room for it, and the words."""
        if self._picture is None:
            return ()
        if width not in self._set:
            self._set = {width: picture_lines(self._picture, width)}
        return self._set[width]


def picture_lines(picture: PictureView, width: int) -> list[Content]:
    """The lines of a picture at a width."""
    drawn = [Content.assemble(*_runs(line)) for line in picture.lines]
    across = max(picture.columns, LEAST_KEY)
    drawn += [Content(), *_key(picture, across)]
    beside = width - across - GAP
    title, _ = page_lines([heading(picture.title)], width)
    if beside >= LEAST_BESIDE:
        told = _told(picture.places, min(beside, WIDEST_WORDS))
        body = [
            _padded(line, across + GAP) + said if said else line
            for line, said in zip_longest(drawn, told, fillvalue=Content())
        ]
    else:
        told = _told(picture.places, min(width, WIDEST_WORDS))
        body = [*drawn, Content(), *told] if across <= width else told
    return [*title, Content(), *body]


def _told(places: Sequence[PlaceView], width: int) -> list[Content]:
    """The places in words, each with its sign before it."""
    blocks = []
    for place in places:
        name = Content.assemble(
            ("(", QUIET),
            (SIGNS[place.sign].glyph, SIGN_STYLE),
            (")", QUIET),
            " ",
            one_line(place.name, "bold"),
            ": ",
        )
        blocks.append(Block(name + line_of(place.says), rest="    ", gap=0))
    return page_lines(blocks, width)[0]


def _key(picture: PictureView, width: int) -> list[Content]:
    """What each sign of the drawing stands for, as many on a line as fit."""
    lines: list[Content] = []
    for sign in picture.signs:
        glyph, called = SIGNS[sign]
        named = Content.assemble((glyph, SIGN_STYLE), " ", (called, QUIET))
        if lines and lines[-1].cell_length + len(KEY_GAP) + named.cell_length <= width:
            lines[-1] = lines[-1] + KEY_GAP + named
        else:
            lines.append(named)
    return lines


def _runs(line: Sequence[Piece]) -> Iterator[tuple[str, str] | Content]:
    """A line of the drawing: names are to be read, signs stand out, all else is quiet."""
    for piece in line:
        if piece.sign:
            yield from (("(", QUIET), (piece.text[1:-1], SIGN_STYLE), (")", QUIET))
            continue
        for is_name, signs in groupby(piece.text, key=_is_of_a_name):
            yield words("".join(signs), "" if is_name else QUIET)


def _is_of_a_name(sign: str) -> bool:
    return sign.isalnum() or sign in "'’"


def _padded(line: Content, width: int) -> Content:
    return line.pad_right(max(width - line.cell_length, 0))
