"""The ledger as a page: what was told by mark, what was judged and signed, in words and signs."""

from __future__ import annotations

from textual.content import Content

from borderpost.debrief.judged import Judgement
from borderpost.debrief.ledger import Group, Invented, ledger
from borderpost.debrief.signed import Sentence
from borderpost.debrief.statements import Statement
from borderpost.engine.run import Run
from borderpost.story.scales import CERTAINTY
from borderpost.terminal.typeset import MARK, QUIET, Block, does, heading, one_line, words

HANG = "  "
"""What stands before the lines of an entry after its sign."""


def ledger_blocks(run: Run) -> list[Block]:
    """The ledger of a run up to where it stands."""
    found = ledger(run)
    blocks = [heading("The ledger"), Block(words(found.summary))]
    for group in found.groups:
        blocks += _group(group)
    blocks += _invented(found.invented)
    if found.judgements:
        blocks.append(heading("What you judged"))
        for judgement in found.judgements:
            blocks += _judgement(judgement)
    if found.report:
        blocks.append(heading("What you signed"))
        for sentence in found.report:
            blocks += _sentence(sentence)
        for number, check in enumerate(found.checks):
            blocks.append(Block(words(check), "→ ", HANG, gap=0 if number else 1))
    return blocks


def _group(group: Group) -> list[Block]:
    """The statements of one mark."""
    count = len(group.statements)
    blocks = [Block(_group_heading(group.sign, group.heading, count), gap=2)]
    for statement in group.statements:
        blocks += _statement(statement)
    return blocks


def _group_heading(sign: str, told: str, count: int) -> Content:
    """A mark's sign, its words, and how many statements bear it."""
    return Content.assemble((f"{sign} ", MARK), (told, "bold"), (f" ({count})", QUIET))


def _statement(statement: Statement) -> list[Block]:
    """A statement: its fact, what it says, who says it, where it was met, what is against it."""
    fact = Content.styled(statement.fact, MARK).stylize(does("open_fact", statement.fact))
    told = Content.assemble(fact, "  ", words(statement.says))
    by = [statement.by] if statement.by else []
    where = f"paragraph {statement.paragraph}" if statement.paragraph else ""
    met = f"met in: {statement.met_at}" if statement.met_at else ""
    notes = "; ".join(part for part in (*by, where, met) if part)
    blocks = [Block(told, HANG, HANG * 2)]
    if notes:
        blocks.append(Block(one_line(notes, QUIET), HANG * 2, HANG * 2, gap=0))
    for side in statement.against:
        unmet = "" if side.met else " (you did not meet it)"
        by_whom = f", {side.by}" if side.by else ""
        against = one_line(f"Against it {side.fact}{by_whom}: {side.says}{unmet}", QUIET)
        blocks.append(Block(against, HANG * 2, HANG * 2, gap=0))
    return blocks


def _invented(invented: Invented) -> list[Block]:
    """What cites nothing."""
    count = len(invented.scenes) + len(invented.cards)
    if not count:
        return []
    blocks = [Block(_group_heading(invented.sign, invented.heading, count), gap=2)]
    for kind, names in (("Scenes: ", invented.scenes), ("Cards: ", invented.cards)):
        if names:
            told = Content.assemble((kind, QUIET), one_line(" · ".join(names)))
            blocks.append(Block(told, HANG, HANG * 2))
    return blocks


def _judgement(judgement: Judgement) -> list[Block]:
    """An answer, how sure it was, whether the text decides it, and its reasons."""
    asked = f"{judgement.asked} ({judgement.about})" if judgement.about else judgement.asked
    sure = dict(CERTAINTY).get(str(judgement.certainty), "")
    told = Content.assemble(words(judgement.answer, "bold"), (f" ({sure.lower()})" if sure else ""))
    blocks = [Block(one_line(asked, QUIET), HANG, HANG), Block(told, "→ ", HANG, gap=0)]
    if judgement.changed_to:
        changed = f"You then changed it to: {judgement.changed_to}."
        blocks.append(Block(words(changed, QUIET), HANG, HANG, gap=0))
    if judgement.is_right is not None:
        decided = "The text bears this out." if judgement.is_right else "The text says otherwise."
        blocks.append(Block(words(decided), HANG, HANG, gap=0))
    if judgement.reasons:
        blocks.append(Block(words(judgement.reasons), HANG, HANG, gap=0))
    return blocks


def _sentence(sentence: Sentence) -> list[Block]:
    """A signed sentence, what it cites, and how it stands to that."""
    notes = [f"cites {', '.join(sentence.cites)}" if sentence.cites else "cites nothing"]
    if sentence.likelihood:
        notes.insert(0, sentence.likelihood)
    if not sentence.strength:
        notes = []
    said = Content.assemble(
        words(sentence.says, "bold"), (f" ({'; '.join(notes)})" if notes else "", QUIET)
    )
    sign = "" if sentence.is_supported else "! "
    return [
        Block(words(sentence.asked, QUIET), HANG, HANG),
        Block(said, "→ ", HANG, gap=0),
        Block(words(f"{sign}{sentence.check}"), HANG, HANG, gap=0),
    ]
