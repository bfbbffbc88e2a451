"""Sheets to copy for pupils: the ledger, the report, the exit slip, the after-action questions."""

from __future__ import annotations

from typing import NamedTuple

from borderpost.debrief.guide.ground import Ground
from borderpost.debrief.guide.met import scenes_met
from borderpost.debrief.guide.told_facts import ALL_MARKS, MarkTold
from borderpost.debrief.run.after_action import questions
from borderpost.debrief.wording import on_one_line
from borderpost.story.model import Question

LEDGER_ROWS = 14
"""How many lines a ledger sheet has: what fits a page and a hand."""

MOST_SLOTS = 6
"""How many sentences of a report fit one page; of more, the first."""

MOST_AFTER_ACTION = 12
"""How many after-action questions fit one page, each with a line; of more, the first."""

ANSWER_LINES, MOST_LINES = 20, 5
"""How many lines a page has for answers, and how many of them one question gets at the most."""

SIX_QUESTIONS = (
    ("Who is speaking?", "A name, an office, or nobody in particular?"),
    ("How would they know?", "Were they there? Did they count? Who told them?"),
    ("What do they want?", "Only what is shown. If nothing is, write “not stated”."),
    ("What record is shown?", "Were they right before, and how do you know that?"),
    ("Independent of whom?", "Who else says it, and from whom do those have it?"),
    ("Which question does it answer?", "The one that was asked, or another one?"),
)
"""The six questions that every card answers, with what helps to ask them of a fresh claim."""


class Slot(NamedTuple):
    """A sentence of the report to be written: whether a verb is weighed in it, and a likelihood."""

    asked: str
    has_verb: bool
    has_likelihood: bool


class Sheets(NamedTuple):
    """What stands on the sheets; `slots` is empty where a story has no report to sign.

    `lines` is how many lines each of the after-action questions gets.
    """

    marks: tuple[MarkTold, ...]
    rows: range
    slots: tuple[Slot, ...]
    questions: tuple[tuple[str, str], ...]
    after_action: tuple[str, ...]
    lines: int


def sheets_of(ground: Ground) -> Sheets:
    """The sheets of a story."""
    asked = [on_one_line(asks) for asks in questions(ground.story).values()][:MOST_AFTER_ACTION]
    return Sheets(
        ALL_MARKS,
        range(LEDGER_ROWS),
        tuple(_slot(ground, slot) for slot in _longest_report(ground)[:MOST_SLOTS]),
        SIX_QUESTIONS,
        tuple(asked),
        min(MOST_LINES, ANSWER_LINES // len(asked)),
    )


def _longest_report(ground: Ground) -> tuple[Question, ...]:
    """The sentences of the story's report: of several, the one with the most."""
    met = scenes_met(ground.story, ground.settings)
    scenes = [scene for name, scene in ground.story.scenes.items() if name in met]
    reports = [scene.report.slots for scene in scenes if scene.report is not None]
    return max(reports, key=len, default=())


def _slot(ground: Ground, slot: Question) -> Slot:
    """A sentence as it is to be written."""
    return Slot(
        ground.line(slot.ask),
        any(option.strength for option in slot.options),
        any(option.likelihood for option in slot.options),
    )
