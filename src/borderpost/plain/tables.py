"""Tables, walked cell by cell: every column in turn, its rows from top to bottom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from borderpost.engine.actions import Answer
from borderpost.plain.asking import SKIP, card_name, write_ask
from borderpost.plain.page import numbered
from borderpost.plain.prompt import Prompt, pick
from borderpost.plain.wrapping import sentence, words_of

if TYPE_CHECKING:
    from borderpost.engine.view import QuestionView, RowView, View
    from borderpost.plain.game import Game

DONE = "d"


def walk(game: Game, table: QuestionView, view: View) -> None:
    """Walk a table until every cell was offered, or enough are marked and the player is done.

    A table met anew, or taken up again after a step back, begins at its first unmarked cell; one
    that is changed (`game.changing`) at its first.
    """
    if game.walking != table.id:
        _write_table(game, table, view)
    game.walking = table.id
    marks = dict(table.cells)
    pending = [cell for cell in cell_ids(table) if game.changing or cell not in marks]
    while pending and not _walked(game, table, pending, marks):
        pending = [cell for cell in cell_ids(table) if cell not in marks]
    game.walking = ""
    game.changing = False
    game.passed.add(table.id)


def cell_ids(table: QuestionView) -> list[str]:
    """The cells of a table, `column.row`, in the order they are walked."""
    return [f"{column.id}.{row.id}" for column in table.columns for row in table.rows]


def _walked(game: Game, table: QuestionView, pending: list[str], marks: dict[str, str]) -> bool:
    """Offer the pending cells in turn, keeping `marks`; whether the table is then done."""
    for cell in pending:
        picked = _ask_cell(game, table, cell, marks)
        if isinstance(picked, int):
            option = table.options[picked - 1].id
            game.act(Answer(table.id, option, cell))
            marks[cell] = option
        elif picked == DONE:
            break
    missing = next((q.missing for q in game.run.view().open_questions if q.id == table.id), 0)
    count = len(marks)
    if missing:
        game.console.say(f"Mark {missing} more: {count} of {count + missing} are marked.")
    else:
        game.console.say(f"{count} of {len(cell_ids(table))} cells are marked.")
    return not missing


def _ask_cell(game: Game, table: QuestionView, cell: str, marks: dict[str, str]) -> int | str:
    """Ask for the mark of one cell."""
    order = cell_ids(table)
    now = marks.get(cell)
    labels = {option.id: words_of(option.label) for option in table.options}
    game.console.say(
        f"Cell {order.index(cell) + 1} of {len(order)}. {sentence(cell_words(game, table, cell))}"
        + (f" Now: {labels[now]}." if now in labels else "")
    )
    prompt = Prompt(
        top=len(table.options),
        relist=lambda: _write_options(game, table),
        words={SKIP: "skip the cell", DONE: "be done with the table"},
        enter=SKIP,
    )
    return pick(game, prompt)


def cell_words(game: Game, table: QuestionView, cell: str) -> str:
    """A cell in words: whose column, and which row."""
    column_id, _, row_id = cell.partition(".")
    column = _part(table.columns, column_id)
    row = _part(table.rows, row_id)
    name = card_name(game, column_id) if column is None else _column_words(column)
    return f"{name}, for: {words_of(row.label) if row else row_id}"


def _part(parts: tuple[RowView, ...], part_id: str) -> RowView | None:
    return next((part for part in parts if part.id == part_id), None)


def _column_words(column: RowView) -> str:
    label = words_of(column.label)
    return label if label.startswith(column.id) else f"{column.id} {label}".strip()


def _write_table(game: Game, table: QuestionView, view: View) -> None:
    """Write what a table asks and how it is walked."""
    write_ask(game, table, view)
    _write_options(game, table)
    cells = len(cell_ids(table))
    least = f"; mark at least {table.missing + len(table.cells)}" if table.missing else ""
    game.console.say(
        f"{cells} cells, one after the other{least}. A number marks a cell, s skips it, d is done."
    )


def _write_options(game: Game, table: QuestionView) -> None:
    """Write what a cell can be marked with, numbered."""
    for number, option in enumerate(table.options, 1):
        numbered(game.console, number, words_of(option.label))
