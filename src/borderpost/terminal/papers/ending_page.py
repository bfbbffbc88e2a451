"""The end of a run, as a page: what the bet bought and cost, what nobody knew, the last words."""

from __future__ import annotations

from collections.abc import Sequence

from borderpost.debrief.run.ledger import ledger
from borderpost.debrief.run.statements import says
from borderpost.engine.reading import prose
from borderpost.engine.run import Run
from borderpost.story.prose import parse_prose
from borderpost.terminal.papers.debrief_pages import summary_blocks
from borderpost.terminal.parts.typeset import (
    MARK,
    QUIET,
    Block,
    does,
    heading,
    prose_blocks,
    words,
)


def after_ending_blocks(run: Run) -> list[Block]:
    """All that stands below an ending's own text."""
    program, state = run.program, run.state
    ending = program.story.endings[program.place_name(state)]
    blocks: list[Block] = []
    for title, text in (("What it bought", ending.bought), ("What it cost", ending.cost)):
        if paragraphs := prose(program, text, state):
            blocks += [heading(title), *prose_blocks(paragraphs)]
    if ending.unknowns:
        blocks.append(heading("What nobody knows"))
        for number, unknown in enumerate(ending.unknowns):
            blocks += _unknown(run, unknown, first=number == 0)
    if closing := prose(program, program.story.info.closing, state):
        blocks += [Block(words("·  ·  ·", QUIET), "  "), *prose_blocks(closing)]
    return [*blocks, *summary_blocks(ledger(run))]


def _unknown(run: Run, unknown: str, *, first: bool) -> Sequence[Block]:
    """One thing left open: a fact of the story's, or prose of the author's."""
    gap = 1 if first else 0
    fact = run.program.story.facts.get(unknown)
    if fact is not None:
        cited = words(f"[{fact.id}]", MARK).stylize(does("open_fact", fact.id))
        told = words(says(fact) + " ") + cited
        return [Block(told, "? ", "  ", gap=gap)]
    told_blocks = prose_blocks(parse_prose(unknown))
    return [block._replace(first="? ", rest="  ", gap=gap) for block in told_blocks]
