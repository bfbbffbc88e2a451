"""What was told on a way, by how far it is shown, as a page."""

from __future__ import annotations

import re
from collections.abc import Sequence

from textual.content import Content

from borderpost.debrief.run.ledger import Group, Invented, Ledger
from borderpost.debrief.run.statements import Opposed, Statement, not_met_words, opposed
from borderpost.terminal.parts.typeset import MARK, POINTER, QUIET, Block, does, one_line, words

HANG = "  "
"""What stands before the lines of an entry after its sign."""

LONGEST_HANG = 6
"""The most cells that an id pushes the lines below it to the right."""


def told_blocks(book: Ledger) -> list[Block]:
    """Every statement under its mark, and what cites nothing."""
    blocks: list[Block] = []
    if any(statement.paragraph for group in book.groups for statement in group.statements):
        blocks.append(Block(words(book.source_told, QUIET)))
    for group in book.groups:
        blocks += _group(group)
    blocks += _invented(book.invented)
    return blocks


def _group(group: Group) -> list[Block]:
    """The statements of one mark, and what stands against those that are contested."""
    against = opposed(group.statements)
    blocks = [_group_heading(group.sign, group.heading, len(group.statements))]
    for statement in group.statements:
        blocks += _statement(statement)
        if statement.fact in against:
            blocks += _against(statement.fact, against[statement.fact])
    return blocks


def _group_heading(sign: str, told: str, count: int) -> Block:
    """A mark's sign, its words, and how many statements bear it."""
    line = Content.assemble(one_line(told, "bold"), (f" ({count})", QUIET))
    return Block(line, f"{sign} ", HANG, edge_style=POINTER, gap=2)


def _statement(statement: Statement) -> list[Block]:
    """A statement: its fact, what it says, who says it, where it was met."""
    told = Content.assemble(fact_mark(statement.fact), "  ", words(statement.says))
    by = [statement.by] if statement.by else []
    where = f"paragraph {statement.paragraph}" if statement.paragraph else ""
    met = f"met in: {statement.met_at}" if statement.met_at else ""
    notes = "; ".join(part for part in (*by, where, met) if part)
    hang = hang_of(statement.fact)
    blocks = [Block(told, HANG, hang)]
    if notes:
        blocks.append(Block(one_line(notes, QUIET), hang, hang, gap=0))
    return blocks


def hang_of(fact: str) -> str:
    """What stands before the lines below a fact's id; ids that are long do not push them out."""
    return HANG + " " * min(len(fact) + 2, LONGEST_HANG)


def _against(fact: str, against: Opposed) -> list[Block]:
    """What the statement of a fact is set against."""
    lines = [facts_told(against.named)] if against.named else []
    for side in against.in_full:
        says = one_line(f"{side.says} ({not_met_words(side)})", QUIET)
        lines.append(Content.assemble(fact_mark(side.fact), "  ", says))
    if against.unmet:
        lines.append(words(against.unmet, QUIET))
    lead, hang = words("Against it: ", QUIET), hang_of(fact)
    return [Block(lead + line, hang, hang + HANG, gap=0) for line in lines]


def with_marks(text: str) -> Content:
    """A text on one line whose citations can be opened by a click."""
    parts = re.split(r"\[([A-Z][A-Za-z]*[0-9]+)\]", text)
    content = words(parts[0])
    for fact, rest in zip(parts[1::2], parts[2::2], strict=True):
        mark = words(f"[{fact}]", MARK).stylize(does("open_fact", fact))
        content = Content.assemble(content, mark, words(rest))
    return content


def facts_told(facts: Sequence[str]) -> Content:
    """Facts by their ids, each opened by a click."""
    return Content.styled(", ", QUIET).join([fact_mark(fact) for fact in facts])


def fact_mark(fact: str) -> Content:
    """A fact by its id, opened by a click."""
    return words(fact, MARK).stylize(does("open_fact", fact))


def _invented(invented: Invented) -> list[Block]:
    """What cites nothing."""
    count = len(invented.scenes) + len(invented.cards)
    if not count:
        return []
    blocks = [_group_heading(invented.sign, invented.heading, count)]
    for kind, names in (("Scenes: ", invented.scenes), ("Cards: ", invented.cards)):
        if names:
            told = Content.assemble((kind, QUIET), one_line(" · ".join(names)))
            blocks.append(Block(told, HANG, HANG * 2))
    return blocks
