"""A table of questions, walked with the arrows: a grid where it fits, else a list."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.content import Content
from textual.geometry import Region
from textual.message import Message

from borderpost.engine.view import QuestionView
from borderpost.terminal.keys.commands import DONE, UNDO
from borderpost.terminal.keys.own_keys import shown_key
from borderpost.terminal.parts.lines import Lines
from borderpost.terminal.parts.sizes import HIGH, TALL
from borderpost.terminal.parts.typeset import DOES
from borderpost.terminal.play.asking import cells_of
from borderpost.terminal.play.table_lines import HOW, Drawn, drawn_table, fits_as_grid
from borderpost.terminal.shell import preferences_of


class Table(Lines):
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
        self._last: tuple[QuestionView, tuple[object, ...], Drawn] | None = None
        self.cursor = 0
        self._lit = True
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
        is_grid = fits_as_grid(self._question, self.content_size.width)
        row = columns if is_grid else 1
        to = count - row if self.cursor >= count and down < 0 else self.cursor + across + down * row
        leaves_row = is_grid and across and to // columns != self.cursor // columns
        if leaves_row or not 0 <= to < count:
            return False
        self.put(to)
        return True

    def light(self, *, lit: bool) -> None:
        """Show the cursor, or do not, while the keys go elsewhere."""
        if lit != self._lit:
            self._lit = lit
            self.refresh()

    def put_on(self, cell: str) -> None:
        """Put the cursor on a cell by its name, if the table has it."""
        cells = cells_of(self._question) if self._question else []
        if cell in cells:
            self.put(cells.index(cell))

    def region_of_cursor(self) -> Region:
        """Where the cell under the cursor stands, in what the table scrolls in."""
        places = self._drawn(self.content_size.width).places
        where = places[self.cursor] if 0 <= self.cursor < len(places) else Region(0, 0, 1, 1)
        return where.translate(self.virtual_region.offset)

    def region_of_answers(self) -> Region:
        """Where the answers with their numbers stand, in what the table scrolls in."""
        height = max(self._drawn(self.content_size.width).answers, 1)
        return Region(0, 0, 1, height).translate(self.virtual_region.offset)

    def region_to_see(self, height: int, whole: Region) -> Region:
        """The most that so many lines hold: all that is asked (`whole`), the table, or a part.

        The least is the cell under the cursor; before that, the answers above it too.
        """
        cursor, answers = self.region_of_cursor(), self.region_of_answers()
        both = Region(0, answers.y, 1, cursor.bottom - answers.y)
        wanted = (whole, self.virtual_region, both)
        return next((region for region in wanted if region.height <= height), cursor)

    def lines_at(self, width: int) -> Sequence[Content]:
        """The table with its cursor."""
        return self._drawn(width).lines

    async def on_click(self, event: events.Click) -> None:
        """Mark with the answer under the mouse, open the card there, or point at the cell."""
        event.stop()
        action = event.style.meta.get(DOES)
        if action is not None:
            await self.run_action(action)
            return
        for number, place in enumerate(self._drawn(self.content_size.width).places):
            if place.contains(event.x, event.y):
                self.post_message(self.Pointed(number))

    def _drawn(self, width: int) -> Drawn:
        """The table at a width; it is asked for several times for each key, and drawn once."""
        if self._question is None:
            return Drawn([], [], 0)
        cursor = self.cursor if self._lit else len(cells_of(self._question))
        height, own = self.app.size.height, preferences_of(self.app).keys
        how = HOW.format(undo=shown_key(UNDO, own)) if height >= HIGH else ""
        done, ruled = shown_key(DONE, own), height >= TALL
        asked_for = (width, cursor, done, how, ruled)
        if self._last is None or self._last[0] is not self._question or self._last[1] != asked_for:
            drawn = drawn_table(self._question, width, cursor, done=done, how=how, ruled=ruled)
            self._last = (self._question, asked_for, drawn)
        return self._last[2]
