"""The words of a journal: what was done at a stop, what it changed, which ways were left there."""

from __future__ import annotations

from collections.abc import Iterable

from borderpost.debrief.wording import changed_words
from borderpost.engine.branches import Branch, stop_of
from borderpost.engine.run import Run
from borderpost.engine.view import JournalEntry, MeterView

HERE = "You are here."
"""What stands for the decision at the head, which is not taken yet."""

STOPPED = "You went no further on this way."
"""The same for a way that was left."""

LEFT = "Ways you left"
"""The heading of the ways that are not on the path."""

EXPORTED = "The journal is written to a file you can open and print:"
"""Said before the name of the file."""


def decided(entry: JournalEntry) -> str:
    """What was done at a stop, in short: the choice, and how many answers came before it."""
    *answers, choice = entry.decision.split("\n")
    if not answers:
        return choice
    return f"{_count(len(answers), 'answer')}, then: {choice}"


def changed(meters: Iterable[MeterView]) -> tuple[str, ...]:
    """What changed, meter by meter: `Money 4, was 6`."""
    return tuple(changed_words(meter.label, meter.value, meter.before) for meter in meters)


def ways_left(run: Run) -> tuple[Branch, ...]:
    """The ways that were left after a decision, the longest first.

    Answers alone that were taken back are no way that anyone would look for.
    """
    ways = (branch for branch in run.branches() if branch.pages)
    return tuple(sorted(ways, key=lambda branch: -branch.pages))


def how_far(branch: Branch) -> str:
    """How far a way went: `2 pages on, to the ending “The list”`."""
    where = "to the ending" if branch.ended else "to"
    return f"{_count(branch.pages, 'page')} on, {where} “{branch.title}”"


def also(branch: Branch) -> str:
    """A way as it is told of at the stop that it left."""
    return f"You also went: {branch.decision} ({how_far(branch)})"


def way_from(branch: Branch, title: str) -> str:
    """A way as it went on from the stop of this title."""
    return f"From “{title}”: {how_far(branch)}."


def way_on(run: Run, branch: Branch) -> tuple[JournalEntry, ...]:
    """What a way held from the stop at which it left: that one without what was read there."""
    # Up to there both paths did the same, though maybe not in the same acts: so stops are counted.
    left = stop_of(run.journal(), branch.left)
    first, *others = run.journal(branch.number)[left:]
    return (first._replace(passages=()), *others)


def _count(number: int, thing: str) -> str:
    """A number of things."""
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"
