"""A table of questions as lines: the answers, then a grid where it fits, else a list."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from textual.content import Content
from textual.geometry import Region

from borderpost.debrief.run.marking import marked_told
from borderpost.engine.view import QuestionView, RowView
from borderpost.terminal.parts.menu import CARET
from borderpost.terminal.parts.typeset import MARK, POINTER, QUIET, does, line_of, words, wrapped

LEAST_COLUMN = 12
"""A grid is drawn while each of its columns has this many cells; below, a list."""

WIDEST_COLUMN = 24
"""No column is set wider than this, so that what belongs together stands together."""

UNMARKED = "–"
"""What stands in a cell that has no mark."""

EDGE = 3
"""Cells of a column that are not its words: the rule, the cursor, a space."""

HOW = "Arrows walk, a number marks, Enter goes on. Undo ({undo}) takes a mark back."
"""How a table is filled in, with the key that undoes."""


class Drawn(NamedTuple):
    """The table at a width: its lines, where each cell (by number) stands among them.

    The first `answers` lines hold the answers and how far the table is filled in.
    """

    lines: list[Content]
    places: list[Region]
    answers: int


def fits_as_grid(question: QuestionView, width: int) -> bool:
    """Whether the columns fit side by side."""
    room = width - _heading_width(question, width)
    return room // max(len(question.columns), 1) >= LEAST_COLUMN


def drawn_table(
    question: QuestionView, width: int, cursor: int, *, done: str, how: str, ruled: bool
) -> Drawn:
    """The table at a width, with the cursor on a cell.

    `done` is the key that ends it, told once it can be ended; `how` it is filled in is said where
    there is room to say it, and then it is set with air;
    `ruled` rules off each row.
    """
    above = _answers(question, width, done)
    if fits_as_grid(question, width):
        lines, places = _grid(question, width, cursor, ruled=ruled)
    else:
        lines, places = _list(question, width, cursor)
    gap = [Content()] if how else []
    below = [Content(), *wrapped(words(how, QUIET), width)] if how else []
    top = len(above) + len(gap)
    return Drawn(
        [*above, *gap, *lines, *below],
        [place.translate((0, top)) for place in places],
        len(above),
    )


def _answers(question: QuestionView, width: int, done: str) -> list[Content]:
    """What a cell can be marked with, each by its number and to be clicked, and the progress."""
    told = [
        Content.assemble((str(number), MARK), " ", line_of(option.label)).stylize(
            does("mark_cell", option.id)
        )
        for number, option in enumerate(question.options, 1)
    ]
    lines = [Content()]
    for part in told:
        if lines[-1] and lines[-1].cell_length + 3 + part.cell_length > width:
            lines.append(Content())
        lines[-1] += (Content("   ") + part) if lines[-1] else part
    lines = [line.truncate(max(width, 1), ellipsis=True) for line in lines]
    progress = words(marked_told(question), "bold")
    if question.cells and not question.missing:
        progress += words(f" {done}: done", "bold")
    gap = width - lines[-1].cell_length - progress.cell_length
    if gap >= EDGE:
        lines[-1] += Content(" " * gap) + progress
        return lines
    return [*lines, *wrapped(progress, width)]


def _heading_width(question: QuestionView, width: int) -> int:
    """How wide the rows' own words are set."""
    longest = max((line_of(row.label).cell_length for row in question.rows), default=0)
    return min(longest + 2, max(width // 4, LEAST_COLUMN))


def _mark(question: QuestionView, cell: str) -> Content:
    """A cell's mark in words."""
    option = next((o for o in question.options if o.id == question.cells.get(cell)), None)
    return line_of(option.label) if option else Content.styled(UNMARKED, QUIET)


def _column_words(column: RowView, style: str = "") -> Content:
    """A column's card: its id, which opens it, and its name."""
    card = Content.assemble((column.id, MARK), " ", line_of(column.label, style))
    return card.stylize(does("open_card", column.id))


def _pointed(content: Content, width: int, *, here: bool, first: bool) -> Content:
    """A line of a cell, two cells kept for the cursor."""
    caret = Content.assemble((CARET, POINTER), " ") if here and first else Content("  ")
    line = (caret + content).truncate(width)
    line = line.pad_right(max(width - line.cell_length, 0))
    return line.stylize_before("bold on $band") if here else line


def _set(parts: Sequence[list[Content]], widths: Sequence[int]) -> list[Content]:
    """Cells side by side, each padded to its width, with a rule between."""
    lines: list[Content] = []
    for number in range(max(len(part) for part in parts)):
        pieces = []
        for part, width in zip(parts, widths, strict=True):
            piece = part[number] if number < len(part) else Content()
            pieces.append(piece.pad_right(max(width - piece.cell_length, 0)))
        lines.append(Content.styled("│", QUIET).join(pieces))
    return lines


def _grid(
    question: QuestionView, width: int, cursor: int, *, ruled: bool
) -> tuple[list[Content], list[Region]]:
    """Rows and columns side by side, a rule below the heads, and below each row where wanted."""
    left = _heading_width(question, width)
    count = len(question.columns)
    room = min((width - left) // count, WIDEST_COLUMN)
    widths = [left, *[room - 1] * count]
    at_row, at_column = divmod(cursor, count)
    in_table = cursor < count * len(question.rows)
    rule = Content.styled("┼".join("─" * each for each in widths), QUIET)
    heads = [
        [
            Content("  ") + line
            for line in wrapped(
                _column_words(column, "bold" if in_table and number == at_column else ""),
                room - EDGE,
            )
        ]
        for number, column in enumerate(question.columns)
    ]
    lines = _set([[Content()], *heads], widths)
    places: list[Region] = []
    for row_number, row in enumerate(question.rows):
        if ruled or not row_number:
            lines.append(rule)
        style = "bold" if in_table and row_number == at_row else ""
        parts = [wrapped(line_of(row.label, style), left - 1)]
        for number, column in enumerate(question.columns):
            here = in_table and (row_number, number) == (at_row, at_column)
            mark = wrapped(_mark(question, f"{column.id}.{row.id}"), room - EDGE)
            parts.append(
                [
                    _pointed(piece, room - 1, here=here, first=index == 0)
                    for index, piece in enumerate(mark)
                ]
            )
        set_lines = _set(parts, widths)
        lefts = range(left + 1, left + 1 + room * count, room)
        places += [Region(x, len(lines), room - 1, len(set_lines)) for x in lefts]
        lines += set_lines
    return lines, places


def _list(question: QuestionView, width: int, cursor: int) -> tuple[list[Content], list[Region]]:
    """One cell a line, below the words of its row."""
    lines: list[Content] = []
    places: list[Region] = []
    for row in question.rows:
        if lines:
            lines.append(Content())
        lines += wrapped(line_of(row.label, "bold"), width)
        for column in question.columns:
            mark = _mark(question, f"{column.id}.{row.id}")
            told = wrapped(_column_words(column, QUIET) + ": " + mark, width - 2)
            here = len(places) == cursor
            places.append(Region(0, len(lines), width, len(told)))
            for number, piece in enumerate(told):
                lines.append(_pointed(piece, width, here=here, first=number == 0))
    return lines, places
