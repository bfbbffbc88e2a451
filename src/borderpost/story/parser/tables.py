"""Tables: one judgement for each of several rows and columns."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from borderpost.story.model import Option, Question, QuestionKind, Row, Text
from borderpost.story.parser.answers import read_cards, read_key
from borderpost.story.parser.ids import read_former_ids, read_id
from borderpost.story.parser.page import Page, keys_of
from borderpost.story.parser.scalars import read_integer, read_truth
from borderpost.story.parser.texts import read_text
from borderpost.story.position import Position
from borderpost.story.tree import Node

TABLE_KEYS = keys_of(
    "a table", "id type ask rows columns options", "mark_at_least key optional was"
)


def read_table(page: Page, node: Node) -> Question | None:
    """A table of judgements, its columns cards; None where it cannot be read."""
    found = page.fields(node, TABLE_KEYS)
    if found is None or "id" not in found:
        return None
    name = read_id(page, found["id"], "the id of a question")
    if not name:
        return None
    rows = tuple(Row(*row) for row in _labelled(page, found.get("rows"), "rows"))
    options = tuple(Option(*option) for option in _labelled(page, found.get("options"), "options"))
    columns = read_cards(page, found.get("columns"), some=True)
    cells = [f"{column}.{row.id}" for column in columns for row in rows]
    marked = 0
    if "mark_at_least" in found and cells:
        marked = read_integer(page, found["mark_at_least"], "`mark_at_least`", 1, len(cells)) or 0
    return Question(
        name,
        QuestionKind.TABLE,
        read_text(page, found.get("ask"), "what is asked"),
        options,
        page.at(node),
        optional="optional" in found and read_truth(page, found["optional"], "`optional`"),
        rows=rows,
        columns=columns,
        mark_at_least=marked,
        cell_keys=_read_cell_keys(page, found.get("key"), cells, [option.id for option in options]),
        was=read_former_ids(page, found.get("was"), "question", page.names.tables),
    )


def _labelled(page: Page, node: Node | None, what: str) -> Iterator[tuple[str, Text, Position]]:
    """Ids and the words shown for each."""
    if node is None:
        return
    listed = page.entries(node, what, "ids with their words, one a line", some=True)
    for key, value in page.few(listed, node, what):
        name = read_id(page, key, f"the id of one of the {what}", loose=True)
        says = read_text(page, value, f"one of the {what}")
        if name:
            yield name, says, page.at(key)


def _read_cell_keys(
    page: Page, node: Node | None, cells: Collection[str], options: Collection[str]
) -> dict[str, tuple[str, ...]]:
    """What the text itself decides for, by cell (`column.row`); other cells are never scored."""
    keys: dict[str, tuple[str, ...]] = {}
    if node is None:
        return keys
    form = "cells with their options, such as {S1.known: [fits]}"
    for key, value in page.entries(node, "the keys of the cells", form):
        decided = read_key(page, value, options)
        if key.value in cells:
            keys[key.value] = decided or ()
        elif cells:
            mend = "a cell is a column, a point and a row, such as `S1.known`"
            page.unknown("BP127", key, "no cell of this table", cells, mend)
    return keys
