"""The map of a lesson, laid out to be drawn: numbers of ours, and words to be escaped."""

from __future__ import annotations

from itertools import pairwise
from math import hypot
from typing import NamedTuple

from borderpost.debrief.guide.ground import Ground
from borderpost.story.lesson import FURTHEST, LINE_KINDS, LessonMap, MapPlace, Point
from borderpost.story.prose import Prose

WIDE = 1.5
"""How much wider than high the drawing is: names need room to the right."""

MARGIN = 6
"""Room around the drawing, in its own units."""

DOTTED = frozenset(("city", "post"))
"""The kinds of places that are a dot with a name beside it, and not a name alone."""

NEAR_EDGE = 0.2
"""In which share of the width from an edge a name must not be centred."""


class DrawnLine(NamedTuple):
    """A line: its points as SVG has them, and its name with where it stands (empty: none)."""

    kind: str
    points: str
    name: str
    x: float
    y: float


class DrawnPlace(NamedTuple):
    """A place: where it is, where its name begins, ends or has its middle (`anchor`)."""

    kind: str
    name: str
    x: float
    y: float
    name_x: float
    name_y: float
    anchor: str
    is_dot: bool


class DrawnMap(NamedTuple):
    """The whole drawing; `box` is its SVG view box, `kinds` those of its lines, for the key."""

    title: str
    note: Prose
    box: str
    lines: tuple[DrawnLine, ...]
    places: tuple[DrawnPlace, ...]
    kinds: tuple[str, ...]


def drawn_map(ground: Ground, drawn: LessonMap) -> DrawnMap:
    """A map laid out."""
    width, height = FURTHEST * WIDE + 2 * MARGIN, FURTHEST + 2 * MARGIN
    lines = tuple(
        DrawnLine(
            line.kind,
            " ".join(f"{_x(point):g},{point[1]}" for point in line.points),
            " ".join(line.name.split()),
            *_middle(line.points),
        )
        for line in drawn.lines
    )
    kinds = {line.kind for line in drawn.lines}
    return DrawnMap(
        drawn.title,
        ground.read(drawn.note),
        f"{-MARGIN} {-MARGIN} {width:g} {height:g}",
        lines,
        tuple(map(_place, drawn.places)),
        tuple(kind for kind in LINE_KINDS if kind in kinds),
    )


def _x(point: Point) -> float:
    """How far to the right a point is drawn."""
    return point[0] * WIDE


def _middle(points: tuple[Point, ...]) -> tuple[float, float]:
    """The point halfway along a line."""
    drawn = [(_x(point), float(point[1])) for point in points]
    pieces = list(pairwise(drawn))
    left = sum(hypot(b[0] - a[0], b[1] - a[1]) for a, b in pieces) / 2
    for a, b in pieces:
        length = hypot(b[0] - a[0], b[1] - a[1])
        if length and left <= length:
            share = left / length
            return round(a[0] + (b[0] - a[0]) * share, 1), round(a[1] + (b[1] - a[1]) * share, 1)
        left -= length
    return drawn[0]


def _place(place: MapPlace) -> DrawnPlace:
    """A place with its name beside it, turned inwards where it is near an edge."""
    x, y = _x(place.point), float(place.point[1])
    share = place.point[0] / FURTHEST
    is_dot = place.kind in DOTTED
    if is_dot:
        anchor = "end" if share > 1 - 2 * NEAR_EDGE else "start"
        name_x, name_y = (x - 2.4 if anchor == "end" else x + 2.4), y + 1.3
    else:
        anchor = "start" if share < NEAR_EDGE else "end" if share > 1 - NEAR_EDGE else "middle"
        name_x, name_y = x, y + 1.3
    name = " ".join(place.name.split())
    return DrawnPlace(place.kind, name, x, y, name_x, name_y, anchor, is_dot)
