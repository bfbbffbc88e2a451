"""The sections of a debrief as pages, in words and signs."""

from __future__ import annotations

from textual.content import Content

from borderpost.debrief.run.after_action import elsewhere
from borderpost.debrief.run.judged import Judgement, verdict
from borderpost.debrief.run.ledger import Ledger
from borderpost.debrief.run.sections import (
    JUDGED,
    METERS,
    OPEN,
    REVIEW,
    SIGNED,
    SUMMARY,
    TOLD,
    Section,
)
from borderpost.debrief.run.signed import Sentence
from borderpost.story.scales import CERTAINTY
from borderpost.terminal.papers.told_page import fact_mark, facts_told, told_blocks, with_marks
from borderpost.terminal.parts.typeset import QUIET, Block, heading, one_line, words

HANG = "  "
"""What stands before the lines of an entry after its sign."""


def section_blocks(section: Section, book: Ledger) -> list[Block]:
    """The page of a section; that of the meters goes on with their chart."""
    if section is SUMMARY:
        return summary_blocks(book)
    title = heading(section.title)
    if section is METERS and book.courses.meters:
        return [title]
    shown = {JUDGED: _judged, SIGNED: _signed, TOLD: told_blocks, OPEN: _open, REVIEW: _review}
    found = shown[section](book) if section in shown else []
    return [title, *(found or [Block(words(section.nothing, QUIET))])]


def summary_blocks(book: Ledger) -> list[Block]:
    """The ledger summed up."""
    return [heading("The ledger"), *(Block(words(said)) for said in book.summing_up)]


def _judged(book: Ledger) -> list[Block]:
    """Every judgement, under the scene it was made in."""
    blocks = [Block(words(book.judged_in_short))] if book.judgements else []
    scene = ""
    for judgement in book.judgements:
        if judgement.scene != scene:
            scene = judgement.scene
            blocks.append(Block(one_line(scene, "bold"), gap=2))
        blocks += _judgement(judgement)
    return blocks


def _judgement(judgement: Judgement) -> list[Block]:
    """An answer, how sure it was, whether the text decides it, and its reasons."""
    asked = f"{judgement.about}: {judgement.asked}" if judgement.about else judgement.asked
    sure = dict(CERTAINTY).get(str(judgement.certainty), "")
    told = words(judgement.answer, "bold") + (words(f" ({sure.lower()})") if sure else Content())
    blocks = [Block(one_line(asked, QUIET)), Block(told, "→ ", HANG, gap=0)]
    if judgement.changed_to:
        changed = f"You then changed it to: {judgement.changed_to}"
        blocks.append(Block(words(changed, QUIET), HANG, HANG, gap=0))
    if decided := verdict(judgement):
        style = QUIET if judgement.held_back else ""
        blocks.append(Block(words(decided, style), HANG, HANG, gap=0))
    if judgement.reasons:
        blocks.append(Block(with_marks(judgement.reasons), HANG, HANG, gap=0))
    return blocks


def _signed(book: Ledger) -> list[Block]:
    """What was signed: how it stands as a whole, then sentence by sentence."""
    blocks = [Block(words(book.signed_in_short))] if book.report else []
    for sentence in book.report:
        blocks += _sentence(sentence)
    return blocks


def _sentence(sentence: Sentence) -> list[Block]:
    """A signed sentence, what it cites, and how it stands to that."""
    likelihood = words(f" ({sentence.likelihood})" if sentence.likelihood else "", QUIET)
    sign = "" if sentence.is_supported else "! "
    blocks = [
        Block(words(sentence.asked, QUIET)),
        Block(words(sentence.says, "bold") + likelihood, "→ ", HANG, gap=0),
        Block(words(f"{sign}{sentence.check}"), HANG, HANG, gap=0),
    ]
    if sentence.cites:
        told = Content.assemble(("It cites ", QUIET), facts_told(sentence.cites))
        blocks.append(Block(told, HANG, HANG, gap=0))
    return blocks


def _review(book: Ledger) -> list[Block]:
    """What the player says of it all."""
    blocks: list[Block] = []
    for one in book.review:
        said = words(one.says) if one.says else words("Not answered.", QUIET)
        blocks += [Block(words(one.asks, "bold")), Block(said, HANG, HANG, gap=0)]
        if where := elsewhere(one):
            blocks.append(Block(words(where, QUIET), HANG, HANG, gap=0))
    return blocks


def _open(book: Ledger) -> list[Block]:
    """What is left open: what the ending names, then what else was met."""
    blocks: list[Block] = []
    in_ending = [unknown for unknown in book.unknowns if unknown.in_ending]
    others = [unknown for unknown in book.unknowns if not unknown.in_ending]
    for title, found in (("The ending leaves open", in_ending), ("You also met", others)):
        if found and in_ending:
            blocks.append(Block(words(title, QUIET)))
        for unknown in found:
            told = words(unknown.says)
            if unknown.fact:
                told = Content.assemble(told, " ", fact_mark(unknown.fact))
            blocks.append(Block(told, "? ", HANG))
            if unknown.met_at and not unknown.in_ending:
                blocks.append(
                    Block(one_line(f"met in: {unknown.met_at}", QUIET), HANG, HANG, gap=0)
                )
    return blocks
