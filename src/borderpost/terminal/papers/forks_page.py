"""What each decision could have changed, as a page."""

from __future__ import annotations

from textual.content import Content

from borderpost.debrief.run.fork_words import (
    NO_ENDING_YET,
    WORKING_OUT,
    ForkTold,
    fork_summary,
    forks_told,
    untold_words,
)
from borderpost.debrief.run.forks import Forks
from borderpost.debrief.run.sections import ENDINGS
from borderpost.terminal.parts.typeset import MARK, QUIET, Block, heading, one_line, words


def fork_blocks(found: Forks | None, *, finished: bool) -> list[Block]:
    """The page; `found` is None while it is being worked out."""
    blocks = [heading(ENDINGS.title)]
    if not finished:
        return [*blocks, Block(words(NO_ENDING_YET, QUIET))]
    if found is None:
        return [*blocks, Block(words(WORKING_OUT, QUIET))]
    if not found.forks and not found.untold:
        blocks.append(Block(words(ENDINGS.nothing, QUIET)))
    if summary := fork_summary(found):
        blocks.append(Block(words(summary)))
    told = forks_told(found)
    digits = len(str(len(told)))
    for number, fork in enumerate(told, 1):
        blocks += _fork(number, digits, fork)
    if untold := untold_words(found):
        blocks.append(Block(words(untold, QUIET)))
    return blocks


def _fork(number: int, digits: int, fork: ForkTold) -> list[Block]:
    """A decision with its number, what was chosen, and what that could have changed."""
    hang = " " * (digits + 2)
    label = Content.styled(f"{number:>{digits}}", MARK)
    chosen = Content.assemble(one_line(fork.title, "bold"), (" → ", QUIET), one_line(fork.chosen))
    blocks = [Block(Content.assemble(label, "  ", chosen), rest=hang)]
    blocks += [Block(words(told), hang, hang, gap=0) for told in fork.sentences]
    return blocks
