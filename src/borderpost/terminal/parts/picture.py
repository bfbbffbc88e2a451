"""The title's picture: two lines of mountains at night, and a post with its light on.

It is drawn from slopes, so that it fits any width. Where a terminal has few colours or none, the
near line is told from the far one by how dense it is, in signs that every console has.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import NamedTuple

from textual.content import Content
from textual.widget import Widget

EIGHTHS = " ▁▂▃▄▅▆▇█"
"""A cell filled from below by no to eight eighths."""

FAR = ((0.02, 2.8), (0.17, 5.4), (0.30, 3.6), (0.44, 7.6), (0.62, 4.6), (0.76, 6.2), (0.93, 4.0))
"""Peaks of the far line: where along the width, and how many cells high."""

NEAR = ((0.00, 2.4), (0.26, 3.2), (0.56, 1.2), (0.88, 3.6), (1.00, 2.8))
"""The same for the near one."""

FAR_SLOPE, NEAR_SLOPE = 0.42, 0.13
"""How many cells a slope falls for each cell along it."""

CRAGS = (0.0, 0.3, 0.5, 0.2, 0.4, 0.8, 0.5, 0.1, 0.6, 0.3, 0.7, 0.4, 0.2)
"""How much higher the far line is from column to column, over and over, for it is of rock."""

FULL_HEIGHT = 9
"""Lines of the picture where the heights above hold; with fewer lines it is drawn lower."""

USUAL_WIDTH = 64
"""How wide it is where the slopes above hold; with more, they are drawn flatter."""

POST_AT = 0.56
"""Where along the width the post stands, low between two hills."""

LEAST_FOR_POST = 20
"""Columns below which there is no room for it."""

POST = (" ▄▄▄      ", "▐█■█▌━━━━╸")
"""The post: a roof; a lit window in a wall, and the barrier across the road."""

LOW_POST = ("▟■▙━━╸",)
"""The same in one line."""

STARS = 61
"""One cell of so many in the sky, more or less, has a star."""

Cell = tuple[str, str]
"""A sign and its style."""


class Manner(NamedTuple):
    """What the two lines of mountains are filled with: cells by how many eighths are covered.

    `crags` tells whether the far one is rough, which takes edges that are fine.
    """

    far: str
    near: str
    crags: bool


SMOOTH = Manner(EIGHTHS, EIGHTHS, crags=True)
"""With colours: the two lines are told apart by them."""

HATCHED = Manner("    ░░░░░", "   ▄▄▄▄▄▒", crags=False)
"""Without: the far line is light, and the near one dense and edged."""


class Picture(Widget):
    """Draws the picture over its whole width."""

    ALLOW_SELECT = False

    def render(self) -> Content:
        """The picture in the room there is."""
        manner = HATCHED if self.app.current_theme.ansi else SMOOTH
        return Content("\n").join(picture_lines(*self.content_size, manner))


def picture_lines(width: int, height: int, manner: Manner = SMOOTH) -> list[Content]:
    """The lines of the picture, from the top."""
    scale = height / FULL_HEIGHT
    far = [high * scale for high in _skyline(FAR, FAR_SLOPE, width)]
    if manner.crags:
        rough = enumerate(far)
        far = [high + CRAGS[n % len(CRAGS)] * min(high / 4, scale) for n, high in rough]
    near = [high * scale for high in _skyline(NEAR, NEAR_SLOPE, width)]
    rows = [
        [_cell(column, row, near[column], far[column], manner) for column in range(width)]
        for row in range(height)
    ]
    if width > LEAST_FOR_POST:
        _set_post(rows, near, round(POST_AT * width), POST if height > 5 else LOW_POST)
    return [Content.assemble(*_runs(cells)) for cells in reversed(rows)]


def _runs(cells: list[Cell]) -> list[Cell]:
    """The same cells, neighbours of one style as one piece: a piece costs, a cell does not."""
    return [
        ("".join(sign for sign, _ in run), style)
        for style, run in groupby(cells, key=lambda cell: cell[1])
    ]


def _set_post(rows: list[list[Cell]], near: list[float], left: int, post: Sequence[str]) -> None:
    """Put the post on the near line, its left edge at a column; `rows` go up from the ground."""
    width = len(post[-1])
    ground = round(min(near[left : left + width]))
    for row, signs in enumerate(reversed(post), ground):
        if row >= len(rows):
            return
        for column, sign in enumerate(signs, left):
            if sign != " " and column < len(rows[row]):
                rows[row][column] = sign, _post_style(sign, rows[row][column])


def _post_style(sign: str, behind: Cell) -> str:
    """The style of a part of the post: walls, light, barrier, before what stands behind it."""
    if sign == "■":
        return "bold $accent on $secondary"
    before, _, after = behind[1].partition(" on ")
    seen = before if behind[0] == "█" else after
    ground = f" on {seen}" if seen else ""
    return ("$accent" if sign in "━╸" else "$secondary") + ground


def _skyline(peaks: tuple[tuple[float, float], ...], slope: float, width: int) -> list[float]:
    """How high each column reaches: under the slopes of the nearest peaks."""
    scale = USUAL_WIDTH / max(width, 1)
    tops = [(where * (width - 1), high) for where, high in peaks]
    return [
        max(0.0, *(high - abs(column - at) * slope * scale for at, high in tops))
        for column in range(width)
    ]


def _cell(column: int, row: int, near: float, far: float, manner: Manner) -> Cell:
    """One cell, by its place and how far up the two skylines reach there."""
    near, far = min(near - row, 1), min(far - row, 1)
    if near > 0 and (sign := manner.near[round(near * 8)]) != " ":
        behind = " on $peak" if far >= 0.5 and manner is SMOOTH else ""
        return sign, "$ridge" + behind
    if far > 0:
        return manner.far[round(far * 8)], "$peak"
    is_star = far < -1 and (column * 37 + row * 101 + column * row * 13) % STARS == 0
    return ("·", "$quiet") if is_star else (" ", "")
