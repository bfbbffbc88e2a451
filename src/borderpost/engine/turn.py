"""Whose turn it is at the head of a run: on which visit it is, and which question is asked next.

What was answered, the run knows. What an interface passed over without an answer changes nothing in
it, so that each interface keeps that itself, for as long as a visit lasts.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from borderpost.engine.actions import Answer
from borderpost.engine.view import QuestionView
from borderpost.story.model import QuestionKind

if TYPE_CHECKING:
    from borderpost.engine.run import Run

TABLE, SLOT = QuestionKind.TABLE.value, QuestionKind.SLOT.value
"""The kinds of questions that are shown in a way of their own."""


def visit_of(run: Run) -> tuple[str, int]:
    """Which visit to which place the head of a run is on: its name, and the act that led there.

    Answers belong to the visit in which they are given; the start was led to by act 0.
    """
    entered = next((m.number for m in reversed(run.path) if not isinstance(m.action, Answer)), 0)
    return run.program.place_name(run.state), entered


def next_question(
    questions: Sequence[QuestionView], left: Collection[str], again: str = ""
) -> QuestionView | None:
    """The question of a scene that is asked next, or None: then the choices are next.

    It is the one the player went back to, to answer it `again`, else the first that is not settled.
    `left` holds those passed over on this visit.
    """
    for question in questions:
        if question.id == again:
            return question
    return next((question for question in questions if not is_settled(question, left)), None)


def is_settled(question: QuestionView, left: Collection[str]) -> bool:
    """Whether play goes on past a question: one that is answered, or was left and may be.

    A table has marks instead of an answer, and can take another: it is settled only by being left.
    """
    return bool(question.answer) or (question.id in left and may_be_left(question))


def may_be_left(question: QuestionView) -> bool:
    """Whether the player may go on from a question without another answer."""
    return not question.is_open
