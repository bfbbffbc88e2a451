"""The handbook: what a teacher must know and have before a lesson, in it, and after it."""

from __future__ import annotations

from typing import NamedTuple

from borderpost.debrief.guide.evidence import EVIDENCE, NOT_SHOWN, Evidence
from borderpost.debrief.guide.ground import Ground
from borderpost.debrief.guide.plans import (
    PLANNED,
    Step,
    Traits,
    debrief_steps,
    lesson_steps,
    longer_play,
    total,
)
from borderpost.debrief.guide.reading_level import Length, Level, lengths, level_of
from borderpost.debrief.run.after_action import questions
from borderpost.debrief.wording import on_one_line
from borderpost.story.model import Aim, Lesson
from borderpost.story.prose import Prose
from borderpost.story.shipped import shipped_stories

FOLDER = "FOLDER"
"""What a command is told where a story is none of the shipped ones: the folder it lies in."""


class PlanTable(NamedTuple):
    """Steps with their minutes in each plan, and what these come to."""

    steps: tuple[Step, ...]
    totals: tuple[int, ...]


class Handbook(NamedTuple):
    """Everything the handbook tells; what a story does not give is empty.

    `named` is the story as a command takes it, `after_action` what is asked after play, `discuss`
    the questions for the class, each on its own.
    """

    named: str
    aims: tuple[Aim, ...]
    lesson: Lesson
    level: Level | None
    lengths: tuple[Length, ...]
    plans: tuple[int, ...]
    lesson_plan: PlanTable
    debrief_plan: PlanTable
    traits: Traits
    content_note: Prose
    after_action: tuple[str, ...]
    discuss: tuple[Prose, ...]
    evidence: tuple[Evidence, ...]
    not_shown: str
    has_cards: bool
    has_paper: bool


def handbook_of(ground: Ground, *, has_paper: bool) -> Handbook:
    """The handbook of a story; `has_paper` tells that the pack has a paper version of it."""
    story = ground.story
    found = lengths(ground)
    has_report = any(scene.report is not None for scene in story.scenes.values())
    traits = Traits(bool(story.facts), has_report, longer_play(found))
    return Handbook(
        named=story.info.id if story.info.id in shipped_stories() else FOLDER,
        aims=story.learning,
        lesson=story.lesson,
        level=level_of(ground),
        lengths=found,
        plans=PLANNED,
        lesson_plan=_table(lesson_steps(traits)),
        debrief_plan=_table(debrief_steps(traits)),
        traits=traits,
        content_note=ground.read(story.info.content_note),
        after_action=tuple(on_one_line(asks) for asks in questions(story).values()),
        discuss=tuple(ground.read((block,)) for block in story.discuss),
        evidence=EVIDENCE,
        not_shown=NOT_SHOWN,
        has_cards=bool(story.sources),
        has_paper=has_paper,
    )


def _table(steps: tuple[Step, ...]) -> PlanTable:
    """Steps with what their minutes come to."""
    return PlanTable(steps, tuple(total(steps, plan) for plan in PLANNED))
