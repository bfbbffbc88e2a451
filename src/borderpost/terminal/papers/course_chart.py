"""How the meters went, drawn: one row of bars a meter, one bar a decision, one of them read out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from textual.content import Content
from textual.geometry import Size

from borderpost.debrief.run.courses import Courses, value_words
from borderpost.terminal.parts.lines import Clickable
from borderpost.terminal.parts.sizes import HIGH, TALL
from borderpost.terminal.parts.typeset import (
    POINTER,
    QUIET,
    does,
    one_line,
    words,
    wrapped,
)

EIGHTHS = " ▁▂▃▄▅▆▇█"
"""A cell filled from below by so many eighths."""

ARROW = " → "
"""Between the number that a meter started at and the one it has now."""

CAPTION = "From the start to now, and a bar for the start and for each decision:"
"""What stands above the bars where there is room."""

LONGEST_LABEL = 16
WIDEST_BAR = 5
"""Cells of a bar with the gap behind it, where there are few decisions."""


class Shape(NamedTuple):
    """How a chart is laid out at a width.

    `label` and `numbers` are the cells of those columns, `bar` those of a bar with its gap,
    `begin` the first decision drawn (0: the start) and `drawn` how many are.
    """

    label: int
    numbers: int
    bar: int
    begin: int
    drawn: int

    @property
    def left(self) -> int:
        """Where the bars begin."""
        return self.label + self.numbers + 2


class CourseChart(Clickable):
    """Draws the courses of the meters, and says in words what the decision pointed at changed.

    Nothing is said by the bars alone: each meter's first and last number stand beside them, and
    all numbers of the decision pointed at below. Clicking a bar points at it.
    """

    ALLOW_SELECT = False

    def __init__(self, courses: Courses) -> None:
        """Point at the latest decision."""
        super().__init__()
        self.courses = courses
        self.pointed = len(courses.stops)
        self.display = bool(courses.meters)
        self._told_at = (-1, 0)  # a width, and the most lines that a decision needs there

    def point(self, number: int) -> bool:
        """Point at a decision (0: the start); False where there is none, or it is that one."""
        if not 0 <= number <= len(self.courses.stops) or number == self.pointed:
            return False
        self.pointed = number
        self.refresh()
        return True

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002 - Textual's own
        """As many lines as any decision needs, so that nothing below moves with the pointer."""
        if self._told_at[0] != width:
            every = range(len(self.courses.stops) + 1)
            self._told_at = (width, max(len(_told(self.courses, n, width)) for n in every))
        told = self._told_at[1]
        bars = len(self.courses.meters) * (self._rows + self._gap) - self._gap
        return len(self._caption(width)) + bars + 1 + told

    def render(self) -> Content:
        """The bars, the pointer below them, and what it points at in words."""
        width = self.content_size.width
        lines = chart_lines(self.courses, self.pointed, width, self._rows, self._gap)
        told = _told(self.courses, self.pointed, width)
        return Content("\n").join([*self._caption(width), *lines, *told])

    def lines_told(self) -> int:
        """How many lines at the end belong to the decision pointed at, the pointer's with them."""
        return 1 + len(_told(self.courses, self.pointed, self.content_size.width))

    def _caption(self, width: int) -> list[Content]:
        """What the picture is, where the window is high enough for it."""
        if self.app.size.height < HIGH:
            return []
        return [*wrapped(words(CAPTION, QUIET), width), Content()]

    @property
    def _rows(self) -> int:
        """How many lines a meter's bars are high."""
        return 2 if self.app.size.height >= TALL else 1

    @property
    def _gap(self) -> int:
        """How many empty lines part the meters: only where they take half the window at most."""
        needed = len(self.courses.meters) * (self._rows + 1)
        return int(self._rows > 1 and 2 * needed <= self.app.size.height)


def chart_lines(
    courses: Courses, pointed: int, width: int, rows: int, gap: int = 0
) -> list[Content]:
    """The bars of every meter, `rows` lines each and `gap` between, and the pointer's line."""
    shape = _shape(courses, pointed, width)
    lines: list[Content] = []
    for number, meter in enumerate(courses.meters):
        name = one_line(meter.label).truncate(shape.label, ellipsis=True, pad=True)
        start, now = courses.start[number], courses.now[number]
        told = f"{_from_to(start, now):>{shape.numbers}}"
        bars = _bars(courses.of(number), meter.low, meter.high, shape, rows)
        blank = Content(" " * shape.left)
        lines += [Content()] * (gap if number else 0)
        values = courses.of(number)[shape.begin : shape.begin + shape.drawn]
        # One line is too low to tell neighbouring numbers apart: they stand before their bars.
        tells = rows == 1 and max(len(str(value)) for value in values) + 1 < shape.bar
        for row, cells in enumerate(bars):
            is_last = row == rows - 1
            before = Content.assemble(name, " ", (told, "bold"), " ") if is_last else blank
            lines.append(before + _row(cells, shape, pointed, values if tells else ()))
    place = shape.left + (pointed - shape.begin) * shape.bar + (shape.bar - 1) // 2
    edge_left = "‹" if shape.begin else " "
    line = Content(" " * (shape.left - 1) + edge_left + " " * (place - shape.left))
    line += Content.styled("▲", POINTER)
    if shape.begin + shape.drawn <= len(courses.stops):
        line += " " * (shape.left + shape.drawn * shape.bar - line.cell_length) + "›"
    return [*lines, line]


def _told(courses: Courses, number: int, width: int) -> list[Content]:
    """What the decision pointed at was, and what every meter then stood at."""
    before, after = courses.values_at(max(number - 1, 0)), courses.values_at(number)
    if number:
        stop, total = courses.stops[number - 1], len(courses.stops)
        head = Content.assemble((f"{number} of {total}  ", QUIET), one_line(stop.title, "bold"))
        lines = [*wrapped(head, width)]
        lines += [
            (Content("  ") if row else Content("→ ")) + line
            for row, line in enumerate(wrapped(one_line(stop.chosen), width - 2))
        ]
    else:
        lines = wrapped(one_line("At the start", "bold"), width)
    parts = [
        one_line(value_words(meter, was, now), "bold" if was != now else "")
        for meter, was, now in zip(courses.meters, before, after, strict=True)
    ]
    return lines + _in_rows(parts, width)


def _in_rows(parts: list[Content], width: int) -> list[Content]:
    """Parts in lines, none of them broken where it fits on a line."""
    lines: list[Content] = []
    for part in parts:
        if lines and lines[-1].cell_length + 3 + part.cell_length <= width:
            lines[-1] = Content.assemble(lines[-1], (" · ", QUIET), part)
        else:
            lines.append(part.truncate(max(width, 1), ellipsis=True))
    return lines


def _shape(courses: Courses, pointed: int, width: int) -> Shape:
    """How the chart is laid out; where not all decisions fit, around the one pointed at."""
    longest = max(one_line(meter.label).cell_length for meter in courses.meters)
    label = min(longest, LONGEST_LABEL, max(width // 4, 1))
    numbers = max(len(_from_to(*ends)) for ends in zip(courses.start, courses.now, strict=True))
    room = max(width - label - numbers - 3, 1)
    points = len(courses.stops) + 1
    bar = max(1, min(WIDEST_BAR, room // points))
    count = min(points, room // bar)
    begin = max(0, min(pointed - count // 2, points - count))
    return Shape(label, numbers, bar, begin, count)


def _from_to(start: int, now: int) -> str:
    """The number a meter started at and the one it has now."""
    return f"{start}{ARROW}{now}"


def _bars(values: tuple[int, ...], low: int, high: int, shape: Shape, rows: int) -> list[str]:
    """The cells of each bar, one string a line of the chart, the top first."""
    # The least value still shows a line, so that an empty meter is not mistaken for no meter.
    steps = 8 * rows - 1
    span = max(high - low, 1)
    levels = [1 + (2 * (value - low) * steps + span) // (2 * span) for value in values]
    shown = levels[shape.begin : shape.begin + shape.drawn]
    return [
        "".join(EIGHTHS[max(0, min(8, level - 8 * row))] for level in shown)
        for row in reversed(range(rows))
    ]


def _row(cells: str, shape: Shape, pointed: int, values: Sequence[int]) -> Content:
    """One line of bars, each to be clicked, the one pointed at set off, perhaps with its number."""
    filled = max(shape.bar - 1, 1)
    parts = []
    for number, cell in enumerate(cells, shape.begin):
        style = "bold $mark" if number == pointed else "$primary"
        told = str(values[number - shape.begin]) if values else ""
        bar = Content.assemble((told, QUIET), (cell * (filled - len(told)), style))
        bar = bar.pad_right(shape.bar - filled)
        parts.append(bar.stylize(does("point", str(number))))
    return Content("").join(parts)
