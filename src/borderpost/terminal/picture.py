"""The title's picture: two lines of mountains, and a post with its light on.

It is drawn from slopes, so that it fits any width. Where there are no colours it is one skyline.
"""

from __future__ import annotations

from itertools import groupby

from textual.content import Content
from textual.widget import Widget

EIGHTHS = " ▁▂▃▄▅▆▇█"
"""A cell filled from below by no to eight eighths."""

FAR = ((0.02, 2.6), (0.17, 5.4), (0.30, 3.4), (0.46, 6.8), (0.60, 4.2), (0.74, 5.8), (0.93, 3.6))
"""Peaks of the far line: where along the width, and how many cells high."""

NEAR = ((0.00, 2.0), (0.26, 2.9), (0.56, 1.6), (0.88, 3.3), (1.00, 2.6))
"""The same for the near one."""

FAR_SLOPE, NEAR_SLOPE = 0.42, 0.16
"""How many cells a slope falls for each cell along it."""

FULL_HEIGHT = 7
"""Lines of the picture where the heights above hold; with fewer lines it is drawn lower."""

POST_AT = 0.56
"""Where along the width the post stands, low between two hills."""


class Picture(Widget):
    """Draws the picture over its whole width."""

    ALLOW_SELECT = False

    def render(self) -> Content:
        """The picture in the room there is."""
        return Content("\n").join(picture_lines(*self.content_size))


def picture_lines(width: int, height: int) -> list[Content]:
    """The lines of the picture, from the top."""
    scale = height / FULL_HEIGHT
    far = [high * scale for high in _skyline(FAR, FAR_SLOPE, width)]
    near = [high * scale for high in _skyline(NEAR, NEAR_SLOPE, width)]
    post = round(POST_AT * width)
    ground = round(min(near[post - 2 : post + 3], default=0)) if width > 20 else -1
    lines = []
    for row in reversed(range(height)):
        cells = [_cell(near[column] - row, far[column] - row) for column in range(width)]
        if row == ground:
            cells[post - 2 : post + 3] = _post_cells(far, post, row)
        lines.append(Content.assemble(*_runs(cells)))
    return lines


def _runs(cells: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """The same cells, neighbours of one style as one piece: a piece costs, a cell does not."""
    return [
        ("".join(sign for sign, _ in run), style)
        for style, run in groupby(cells, key=lambda cell: cell[1])
    ]


def _post_cells(far: list[float], post: int, row: int) -> list[tuple[str, str]]:
    """The post itself: a low roof, a window with a light, and a barrier across the road."""
    behind = [" on $peak" if far[column] > row else "" for column in range(post - 2, post + 3)]
    drawn = (("▟", "$secondary"), ("■", "$accent on $secondary"), ("▙", "$secondary"))
    barrier = (("━", "$accent"), ("╸", "$accent"))
    cells = []
    for number, (sign, style) in enumerate((*drawn, *barrier)):
        cells.append((sign, style if " on " in style else style + behind[number]))
    return cells


def _skyline(peaks: tuple[tuple[float, float], ...], slope: float, width: int) -> list[float]:
    """How high each column reaches: under the slopes of the nearest peaks."""
    scale = 64 / max(width, 1)
    tops = [(where * (width - 1), high) for where, high in peaks]
    return [
        max(0.0, *(high - abs(column - at) * slope * scale for at, high in tops))
        for column in range(width)
    ]


def _cell(near: float, far: float) -> tuple[str, str]:
    """One cell, by how far the two skylines reach above its bottom edge."""
    behind = " on $peak" if far >= 1 else ""
    if near >= 1:
        return EIGHTHS[8], "$ridge" + behind
    if near > 0:
        return EIGHTHS[max(round(near * 8), 1)], "$ridge" + behind
    if far >= 1:
        return EIGHTHS[8], "$peak"
    if far > 0:
        return EIGHTHS[round(far * 8)], "$peak"
    return " ", ""
