"""Plans for a lesson of 45, 60 and 90 minutes, and for the debrief within it: data and sums."""

from __future__ import annotations

from typing import NamedTuple

from borderpost.debrief.guide.reading_level import Length

PLANNED = (45, 60, 90)
"""The lessons there are plans for, in minutes."""


class Step(NamedTuple):
    """A step of a lesson: its name, what is done, and its minutes in each of the plans.

    0 minutes: it is no part of that plan.
    """

    name: str
    done: str
    minutes: tuple[int, int, int]


class Traits(NamedTuple):
    """What of a story decides how a lesson with it goes.

    `again` is the longer play that fits the longest lesson, if the story has one.
    """

    has_facts: bool
    has_report: bool
    again: Length | None = None


def longer_play(lengths: tuple[Length, ...]) -> Length | None:
    """The longest of a story's longer plays that ends in time in the longest lesson."""
    fitting = [each for each in lengths[1:] if each.minutes <= _LONG_PLAY[2]]
    return fitting[-1] if fitting else None


_LONG_PLAY = (20, 25, 35)
"""How long is played where the longest lesson plays once, and longer."""

_SHORT_PLAY = (20, 25, 20)
"""How long is played first where the longest lesson plays twice."""


def lesson_steps(traits: Traits) -> tuple[Step, ...]:
    """The steps of a lesson; the minutes of each plan come to its length."""
    page = (5, 7, 10) if traits.has_facts else (0, 0, 0)
    debrief = (12, 18, 26) if traits.has_facts else (17, 25, 36)
    steps = [
        Step(
            "Brief",
            "Say what it is, read out the content note, say that anybody may stop at any time. "
            "Hand out nothing yet. Show how to go on and how to look back.",
            (5, 5, 7),
        ),
        *_play_steps(traits),
        Step(
            "What the source reports",
            "Share out the pages “What the source reports”: each reads one, alone, and marks one "
            "thing that they had taken for more, or less, than it is.",
            page,
        ),
        Step("Debrief", "The steps are told below, with their minutes.", debrief),
        Step(
            "Exit slip",
            "Read out a fresh claim that you brought. Everybody asks it the six questions, in "
            "writing and alone.",
            (3, 5, 7),
        ),
    ]
    return tuple(step for step in steps if any(step.minutes))


def _play_steps(traits: Traits) -> list[Step]:
    """How long is played, and how often."""
    stop = (
        "Alone or in pairs. A hard stop: say it two minutes before, then all leave. Runs that have "
        "not ended are debriefed, too; what was decided is kept."
    )
    if traits.again is not None:
        longer = f" In {PLANNED[-1]} minutes play the longer version, “{traits.again.name}”."
        return [
            Step("Play", stop + longer, _LONG_PLAY),
            Step("Break", "Away from the papers.", (0, 0, 5)),
        ]
    return [
        Step("Play", stop, _SHORT_PLAY),
        Step("Break", "Away from the papers.", (0, 0, 5)),
        Step(
            "Play again",
            "From the start, and otherwise on purpose: what else could have come of it?",
            (0, 0, 15),
        ),
    ]


def debrief_steps(traits: Traits) -> tuple[Step, ...]:
    """The steps of the debrief; their minutes come to those that each plan has for it."""
    spare = (0, 0, 0) if traits.has_facts else (5, 7, 10)
    steps = [
        Step(
            "Out of the role",
            "Ask the first question. Nobody defends a decision yet.",
            (2, 2, 3),
        ),
        Step(
            "Where we split",
            "Take the decision at which the class split most evenly. One voice from each side: "
            "what did you rest it on? Count hands if you have no figures.",
            (3, 4, 6),
        ),
    ]
    told = Step(
        "What we were told, and by whom",
        "Two or three lines of the ledger: who said it, how would they know, does it answer the "
        "question that was asked?",
        (3, 4, 5),
    )
    report = Step(
        "What we signed",
        "One sentence of the report against its facts: is the verb stronger than what it rests on?",
        (2, 3, 5),
    )
    last = Step(
        "What we take with us",
        "The after-action questions, first in writing, then aloud; then one question for the "
        "class.",
        (2, 5, 7),
    )
    there = ((told, traits.has_facts), (report, traits.has_report))
    given = [each for each, is_there in there if is_there]
    left_out = [each.minutes for each, is_there in there if not is_there]
    for minutes in (*left_out, spare):
        last = last._replace(minutes=_sum(last.minutes, minutes))
    return (*steps, *given, last)


def total(steps: tuple[Step, ...], plan: int) -> int:
    """The minutes that the steps of a plan take together."""
    return sum(step.minutes[PLANNED.index(plan)] for step in steps)


def _sum(one: tuple[int, int, int], other: tuple[int, int, int]) -> tuple[int, int, int]:
    return one[0] + other[0], one[1] + other[1], one[2] + other[2]
