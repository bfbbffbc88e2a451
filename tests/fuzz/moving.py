"""What can be done where a run stands, by what its view says."""

from __future__ import annotations

from borderpost.engine.actions import Action, Answer
from borderpost.engine.view import QuestionView, View


def answers(question: QuestionView) -> list[Answer]:
    """Every answer a question takes."""
    cells = [f"{column.id}.{row.id}" for row in question.rows for column in question.columns]
    sure = (0, 1, 2, 3) if question.asks_certainty else (0,)
    return [
        Answer(question.id, option.id, cell, certainty)
        for option in question.options
        for cell in cells or [""]
        for certainty in sure
    ]


def possible(view: View) -> list[Action]:
    """Everything a view says can be done."""
    found: list[Action] = [answer for question in view.questions for answer in answers(question)]
    if not view.open_questions:
        found += [choice.action for choice in view.takeable]
    return found
