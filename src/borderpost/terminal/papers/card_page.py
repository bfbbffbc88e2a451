"""A card or a fact, opened, as parts of a page: a paper on the desk, and notes beside it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from textual.content import Content

from borderpost.debrief.run.cards import (
    INVENTED,
    MADE_OF_IT,
    READ_WITH,
    RESTS_ON,
    SET_AGAINST,
    Against,
    CardView,
    FactLine,
    FactView,
    Grade,
)
from borderpost.terminal.parts.menu import Item
from borderpost.terminal.parts.typeset import (
    MARK,
    QUIET,
    TITLE,
    Block,
    does,
    one_line,
    prose_blocks,
    words,
)

QUESTION_COLUMN = 32
"""Cells kept for the longest of the six questions and the gap behind it."""

BESIDE = 56
"""From this width on, an answer stands beside its question; below, under it."""


class Leads(NamedTuple):
    """Items of a menu, and the fact that each of them opens."""

    items: list[Item]
    facts: list[str]


def card_paper(card: CardView) -> list[Block]:
    """The paper itself: whose it is and what it says."""
    blocks = [_named(card.id, card.name)]
    if card.is_invented:
        blocks.append(Block(words(f"* {INVENTED}", QUIET), gap=0))
    return blocks + prose_blocks(card.says)


def card_notes(card: CardView, width: int) -> list[Block]:
    """What stands beside a card: the six questions, and what the player made of it."""
    blocks: list[Block] = []
    for number, (question, answer) in enumerate(card.questions):
        if width >= BESIDE:
            asked = f"{question:<{QUESTION_COLUMN}}"
            blocks.append(Block(one_line(answer), asked, " " * QUESTION_COLUMN, gap=0))
        else:
            blocks.append(Block(words(question, QUIET), gap=int(bool(number))))
            blocks.append(Block(one_line(answer), "  ", "  ", gap=0))
    return blocks + _grade_blocks(card.grades)


def _grade_blocks(grades: Sequence[Grade]) -> list[Block]:
    """What the player answered about a card, the newest first."""
    if not grades:
        return []
    blocks = [Block(words(MADE_OF_IT, TITLE))]
    scene = ""
    for number, grade in enumerate(grades):
        sure = words(f" ({grade.sure})", QUIET) if grade.sure else Content()
        asked, said = one_line(grade.asked, QUIET), one_line(grade.answer, "bold")
        told = Content.assemble(asked, " ", said, sure)
        if grade.scene != scene:
            blocks.append(Block(one_line(grade.scene, "italic"), gap=int(bool(number))))
        blocks.append(Block(told, "→ ", "  ", gap=0))
        scene = grade.scene
    return blocks


def fact_paper(fact: FactView) -> list[Block]:
    """A fact itself: what it says, how well it stands, where it is written, and on which cards."""
    line = fact.line
    blocks = [
        _named(line.id, line.says),
        Block(one_line(fact.standing), f"{line.sign} ", "  ", edge_style=""),
    ]
    if fact.place:
        blocks.append(Block(one_line(fact.place, QUIET), "  ", "  ", gap=0))
    for number, (card, name) in enumerate(line.on):
        told = Content.assemble(("On the card ", QUIET), (card, MARK), " ", one_line(name))
        blocks.append(Block(told.stylize(does("open_card", card)), rest="  ", gap=not number))
    return blocks


def card_leads(card: CardView) -> Leads:
    """The facts that a card leads on to: those it rests on, and those set against them."""
    return _leads(
        (RESTS_ON, card.rests_on),
        (READ_WITH, card.beside),
        (SET_AGAINST, card.against.met),
    )


def fact_leads(fact: FactView) -> Leads:
    """The facts that are set against a fact."""
    return _leads((SET_AGAINST, fact.against.met))


def unmet_blocks(against: Against) -> list[Block]:
    """How much is set against something that the player has not met."""
    told = against.unmet_told
    if not told:
        return []
    if not against.met:
        told = f"{SET_AGAINST}: {told}"
    return [Block(words(told, QUIET))]


def _named(part: str, told: str) -> Block:
    """What is opened: its id, and its words as a title."""
    named = Content.assemble((part, MARK), "  ", one_line(told, TITLE))
    return Block(named, rest=" " * (len(part) + 2))


def _leads(*groups: tuple[str, Sequence[FactLine]]) -> Leads:
    """Facts in groups, numbered through."""
    leads = Leads([], [])
    for heading, lines in groups:
        for place, line in enumerate(lines):
            number = len(leads.facts) + 1
            leads.items.append(
                Item(
                    _told(line),
                    number,
                    _notes(line),
                    parted=True,
                    heading=words(heading, TITLE) if place == 0 else Content(),
                )
            )
            leads.facts.append(line.id)
    return leads


def _told(line: FactLine) -> Content:
    """A fact in a list: its sign, its id, and what it says."""
    return Content.assemble(f"{line.sign} ", (line.id, MARK), "  ", one_line(line.says))


def _notes(line: FactLine) -> tuple[Content, ...]:
    """What stands below a fact in a list."""
    return (one_line(line.standing),)
