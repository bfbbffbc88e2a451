"""Charts as inline SVG: numbers alone go in, and each says in words what it shows.

No chart stands without its numbers beside it, and none tells anything by colour alone: what counts
for something is filled, its opposite hatched, what is neither left white.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from markupsafe import Markup

from borderpost.story.prose import clean

WIDTH, HEIGHT = 200, 14
"""The size of a bar in the units of its own drawing."""


def bar(n: int, of: int) -> Markup:
    """A bar for a count out of a number: filled as far as it goes, on an outline of the whole."""
    filled = _length(n, of)
    shapes = [_rectangle("rest", 0, WIDTH)]
    if n:
        shapes.append(_rectangle("part", 0, filled))
    return _drawn(shapes, f"{n} of {of}")


def parted_bar(parts: Sequence[tuple[str, str, int]]) -> Markup:
    """One bar in several parts, each with its look (a class of the stylesheet), name and count."""
    of = sum(n for _, _, n in parts)
    shapes = [_rectangle("rest", 0, WIDTH)]
    at = 0
    for look, _, n in parts:
        begins, at = at, at + n
        start = _length(begins, of)
        if n:
            shapes.append(_rectangle(look, start, _length(at, of) - start))
    return _drawn(shapes, ", ".join(f"{name} {n}" for _, name, n in parts))


def line_of(values: Sequence[int], low: int, high: int, label: str) -> Markup:
    """How a value went, step by step, as steps on a ground of its bounds."""
    span, width = max(high - low, 1), max(len(values) - 1, 1)
    points = " ".join(
        f"{round(2 + (WIDTH - 4) * i / width, 1)},{round(38 - 36 * (value - low) / span, 1)}"
        for i, value in enumerate(values)
    )
    said = f"{label}: {', '.join(map(str, values))}"
    inner = Markup('<line class="floor" x1="0" y1="38" x2="{0}" y2="38"/>').format(WIDTH)
    inner += Markup('<line class="floor" x1="0" y1="2" x2="{0}" y2="2"/>').format(WIDTH)
    inner += Markup('<polyline class="course" points="{0}"/>').format(points)
    return _framed([inner], said, 40)


def _length(n: int, of: int) -> float:
    """How long a count is, out of the whole."""
    return round(WIDTH * n / of, 1) if of else 0


def _rectangle(look: str, x: float, width: float) -> Markup:
    """A piece of a bar."""
    return Markup('<rect class="{0}" x="{1}" y="1" width="{2}" height="{3}"/>').format(
        look, x, width, HEIGHT - 2
    )


def _drawn(shapes: Iterable[Markup], says: str) -> Markup:
    """A bar of its pieces."""
    return _framed(shapes, says, HEIGHT)


def _framed(shapes: Iterable[Markup], says: str, height: int) -> Markup:
    """A drawing with the words that stand for it where it cannot be seen."""
    opening = Markup('<svg class="chart" viewBox="0 0 {0} {1}" role="img" aria-label="{2}">')
    return opening.format(WIDTH, height, clean(says)) + Markup().join(shapes) + Markup("</svg>")
