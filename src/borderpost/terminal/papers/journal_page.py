"""Pages of the journal: what was read at a stop, what was done there, and what that changed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from textual.content import Content

from borderpost.debrief.run.journal_words import STOPPED, way_from
from borderpost.debrief.together.said_beside import said_beside
from borderpost.engine.branches import Branch
from borderpost.engine.run import Run
from borderpost.engine.view import JournalEntry, MeterView
from borderpost.terminal.parts.meter_words import change_style, was_told
from borderpost.terminal.parts.passages import passage_blocks, place_blocks
from borderpost.terminal.parts.typeset import QUIET, Block, heading, one_line, words


def place_line(entry: JournalEntry) -> Content:
    """A stop in a line: its title, and in quiet letters when and where."""
    title = one_line(entry.title, "bold")
    if not entry.when_where:
        return title
    return Content.assemble(title, ("  ·  ", QUIET), one_line(entry.when_where, QUIET))


def changes_line(changes: Iterable[MeterView], *, loud: bool = True) -> Content:
    """What changed: `Money 4, was 6 · Trust 5, was 4`; in a list less loud than the decisions."""
    told = []
    for meter in changes:
        style = change_style(meter)
        told.append(one_line(was_told(meter), style if loud else f"{style} not bold"))
    return Content.styled(" · ", QUIET).join(told)


def entries_blocks(run: Run, entries: Sequence[JournalEntry], here: str = "") -> list[Block]:
    """Stops of a play, one below the other; `here` stands at the end of the last."""
    blocks: list[Block] = []
    for entry, beside in zip(entries, said_beside(run, entries), strict=True):
        stop: list[Block] = []
        for passage in entry.passages:
            if passage.kind in ("scene", "ending"):
                stop += place_blocks(passage, run.program.story.sources)
            else:
                stop += passage_blocks(passage)
        *answers, last = entry.decision.split("\n") if entry.decision else [""]
        done = [*map(words, answers), *([words(last, "bold")] if last else [])]
        stop += [Block(d, "→ ", "  ", gap=0 if number else 1) for number, d in enumerate(done)]
        for number, said in enumerate(beside):
            gap = 0 if number or entry.decision else 1
            stop.append(Block(one_line(said, "italic"), "  ", "  ", gap=gap))
        if entry.changes:
            stop.append(Block(changes_line(entry.changes), "  ", "  ", gap=0))
        blocks += [block._replace(gap=2 if blocks else 1) for block in stop[:1]] + stop[1:]
    if here:
        blocks.append(Block(words(here, "bold"), "→ ", "  "))
    return blocks


def way_blocks(run: Run, branch: Branch, entries: Sequence[JournalEntry]) -> list[Block]:
    """A way that was left: from where, how far it went, and all that was read on it."""
    here = "" if branch.ended else STOPPED
    return [
        heading("A way you left"),
        Block(one_line(way_from(branch, entries[0].title), QUIET)),
        *entries_blocks(run, entries, here),
    ]
