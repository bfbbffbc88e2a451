"""A table of questions, walked with the arrows: a grid where it fits, else a list."""

from __future__ import annotations

from typing import NamedTuple

from textual import events
from textual.content import Content
from textual.geometry import Region, Size
from textual.message import Message
from textual.widget import Widget

from borderpost.engine.view import QuestionView
from borderpost.terminal.asking import cells_of
from borderpost.terminal.menu import CARET
from borderpost.terminal.sizes import HIGH
from borderpost.terminal.typeset import MARK, QUIET, line_of, wrapped

LEAST_COLUMN = 12
"""A grid is drawn while each of its columns has this many cells; below, a list."""

UNMARKED = "–"
"""What stands in a cell that has no mark."""


class Drawn(NamedTuple):
    """The table at a width: its lines, and where each cell (by number) stands among them."""

    lines: list[Content]
    places: list[Region]


class Table(Widget):
    """Shows a table and a cursor on one of its cells (past the last when the player is below)."""

    ALLOW_SELECT = False

    class Pointed(Message):
        """The mouse pointed at a cell, by its number row by row."""

        def __init__(self, cell: int) -> None:
            """The cell."""
            super().__init__()
            self.cell = cell

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        """Begin without a table."""
        super().__init__(id=id)
        self._question: QuestionView | None = None
        self.cursor = 0
        self.display = False

    def show(self, question: QuestionView | None) -> None:
        """Show a table, or none; the cursor stays while it is the same table."""
        if question is not None and (self._question is None or self._question.id != question.id):
            unmarked = (n for n, c in enumerate(cells_of(question)) if c not in question.cells)
            self.cursor = next(unmarked, 0)
        self._question = question
        self.display = question is not None
        self.refresh(layout=True)

    @property
    def cell(self) -> str:
        """The cell under the cursor as `column.row`, or empty where it is below the table."""
        cells = cells_of(self._question) if self._question else []
        return cells[self.cursor] if 0 <= self.cursor < len(cells) else ""

    def put(self, cursor: int) -> None:
        """Put the cursor on a cell."""
        self.cursor = cursor
        self.refresh()

    def go(self, across: int, down: int) -> bool:
        """Move the cursor; False where the table ends that way."""
        if self._question is None:
            return False
        count, columns = len(cells_of(self._question)), len(self._question.columns)
        is_grid = _is_grid(self._question, self.content_size.width)
        row = columns if is_grid else 1
        to = count - row if self.cursor >= count and down < 0 else self.cursor + across + down * row
        leaves_row = is_grid and across and to // columns != self.cursor // columns
        if leaves_row or not 0 <= to < count:
            return False
        self.put(to)
        return True

    def region_of_cursor(self) -> Region:
        """Where the cell under the cursor stands, in what the table scrolls in."""
        places = self._drawn(self.content_size.width).places
        where = places[self.cursor] if 0 <= self.cursor < len(places) else Region(0, 0, 1, 1)
        return where.translate(self.virtual_region.offset)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002 - Textual's own
        """As many lines as the table needs."""
        return len(self._drawn(width).lines)

    def render(self) -> Content:
        """The table with its cursor."""
        return Content("\n").join(self._drawn(self.content_size.width).lines)

    def on_click(self, event: events.Click) -> None:
        """Point at the cell under the mouse."""
        event.stop()
        for number, place in enumerate(self._drawn(self.content_size.width).places):
            if place.contains(event.x, event.y):
                self.post_message(self.Pointed(number))

    def _drawn(self, width: int) -> Drawn:
        """The table at a width."""
        if self._question is None:
            return Drawn([], [])
        if _is_grid(self._question, width):
            return _grid(self._question, width, self.cursor, ruled=self.app.size.height >= HIGH)
        return _list(self._question, width, self.cursor)


def _is_grid(question: QuestionView, width: int) -> bool:
    """Whether the columns fit side by side."""
    room = width - _heading_width(question, width)
    return room // max(len(question.columns), 1) >= LEAST_COLUMN


def _heading_width(question: QuestionView, width: int) -> int:
    """How wide the rows' own words are set."""
    longest = max((line_of(row.label).cell_length for row in question.rows), default=0)
    return min(longest + 2, max(width // 4, 12))


def _mark(question: QuestionView, cell: str) -> Content:
    """A cell's mark in words."""
    option = next((o for o in question.options if o.id == question.cells.get(cell)), None)
    return line_of(option.label) if option else Content.styled(UNMARKED, QUIET)


def _pointed(content: Content, width: int, *, here: bool, first: bool) -> Content:
    """A line of a cell, two cells kept for the cursor."""
    caret = Content.styled(f"{CARET} ", MARK) if here and first else Content("  ")
    line = (caret + content).truncate(width)
    line = line.pad_right(max(width - line.cell_length, 0))
    return line.stylize_before("bold on $band") if here else line


def _grid(question: QuestionView, width: int, cursor: int, *, ruled: bool) -> Drawn:
    """Rows and columns side by side, with a rule above each row or only the first."""
    left = _heading_width(question, width)
    room = (width - left) // len(question.columns)
    heads = [wrapped(line_of(column.label, "bold"), room - 2) for column in question.columns]
    lines: list[Content] = []
    for number in range(max(len(head) for head in heads)):
        line = Content(" " * left)
        for head in heads:
            part = head[number] if number < len(head) else Content()
            line += Content("  ") + part.pad_right(room - 2 - part.cell_length)
        lines.append(line)
    places: list[Region] = []
    for row_number, row in enumerate(question.rows):
        label = wrapped(line_of(row.label), left - 1)
        marks = [
            wrapped(_mark(question, f"{column.id}.{row.id}"), room - 2)
            for column in question.columns
        ]
        height = max(len(label), *(len(mark) for mark in marks))
        if ruled or not row_number:
            lines.append(Content.styled("─" * (left + room * len(heads)), QUIET))
        lefts = range(left, left + room * len(marks), room)
        places += [Region(x, len(lines), room, height) for x in lefts]
        for number in range(height):
            part = label[number] if number < len(label) else Content()
            line = part.pad_right(left - part.cell_length)
            for column_number, mark in enumerate(marks):
                here = cursor == row_number * len(marks) + column_number
                piece = mark[number] if number < len(mark) else Content()
                line += _pointed(piece, room, here=here, first=number == 0)
            lines.append(line)
    return Drawn(lines, places)


def _list(question: QuestionView, width: int, cursor: int) -> Drawn:
    """One cell a line, below the words of its row."""
    lines: list[Content] = []
    places: list[Region] = []
    for row in question.rows:
        if lines:
            lines.append(Content())
        lines += wrapped(line_of(row.label, "bold"), width)
        for column in question.columns:
            mark = _mark(question, f"{column.id}.{row.id}")
            told = wrapped(line_of(column.label, QUIET) + ": " + mark, width - 2)
            here = len(places) == cursor
            places.append(Region(0, len(lines), width, len(told)))
            for number, piece in enumerate(told):
                lines.append(_pointed(piece, width, here=here, first=number == 0))
    return Drawn(lines, places)
