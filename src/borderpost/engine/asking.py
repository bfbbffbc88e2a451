"""What is asked at a scene: its questions as they stand, and which are still open."""

from __future__ import annotations

from borderpost.engine.actions import Answer
from borderpost.engine.functions import State
from borderpost.engine.moment import Path
from borderpost.engine.program import Program
from borderpost.engine.reading import prose
from borderpost.engine.view import OptionView, QuestionView, RowView
from borderpost.story.model import Question, Scene
from borderpost.story.prose import Paragraph, Span
from borderpost.story.scales import likelihood_words


def answers_given(path: Path) -> dict[str, dict[str, Answer]]:
    """The answers given since the scene at the end of the path was entered.

    By question, then by cell (the empty string where it is no table); the last of each.
    """
    given: list[Answer] = []
    for step in reversed(path):
        if not isinstance(step.action, Answer):
            break
        given.append(step.action)
    answers: dict[str, dict[str, Answer]] = {}
    for answer in reversed(given):
        answers.setdefault(answer.question, {})[answer.cell] = answer
    return answers


def open_questions(
    program: Program, state: State, answers: dict[str, dict[str, Answer]]
) -> tuple[Question, ...]:
    """The questions of the scene a state stands in that must still be answered."""
    place = program.place(state)
    if place.kind != "scene":
        return ()
    asked = program.story.scenes[place.scene].asked
    return tuple(question for question in asked if missing(program, question, state, answers))


def missing(
    program: Program, question: Question, state: State, answers: dict[str, dict[str, Answer]]
) -> int:
    """How many more answers a question must have: marks in a table, else one.

    None where it may be left out, or offers nothing to answer with.
    """
    if question.optional or not program.options(question, state):
        return 0
    return max(max(1, question.mark_at_least) - len(answers.get(question.id, ())), 0)


def questions_at(program: Program, scene: Scene, path: Path) -> tuple[QuestionView, ...]:
    """The questions of a scene as they stand."""
    answers = answers_given(path)
    state = path[-1].state
    views = []
    for question in scene.asked:
        given = answers.get(question.id, {})
        lacks = missing(program, question, state, answers)
        answer = given.get("")
        options = [question.options[number - 1] for number in program.options(question, state)]
        chosen = next((o for o in question.options if answer and o.id == answer.option), None)
        views.append(
            QuestionView(
                id=question.id,
                kind=question.kind.value,
                ask=prose(program, question.ask, state),
                options=tuple(
                    OptionView(
                        option.id,
                        prose(program, option.says, state),
                        likelihood_words(option.likelihood),
                    )
                    for option in options
                ),
                answer=answer.option if answer else "",
                certainty=answer.certainty if answer else 0,
                asks_certainty=question.certainty,
                optional=question.optional,
                is_open=lacks > 0,
                about=question.about,
                earlier=_earlier(program, question, path),
                feedback=prose(program, chosen.feedback, state) if chosen else (),
                rows=tuple(RowView(r.id, prose(program, r.says, state)) for r in question.rows),
                columns=tuple(
                    RowView(card, (Paragraph("text", (Span(program.story.sources[card].name),)),))
                    for card in question.columns
                ),
                cells={cell: mark.option for cell, mark in given.items() if cell},
                missing=lacks,
            )
        )
    return tuple(views)


def _earlier(program: Program, question: Question, path: Path) -> tuple[Paragraph, ...]:
    """The words of the last answer given, before this visit, to a question asked anew."""
    ids = {question.id, question.again} - {""}
    here = len(path)
    while here and isinstance(path[here - 1].action, Answer):
        here -= 1
    for step in reversed(path[:here]):
        if isinstance(step.action, Answer) and step.action.question in ids:
            for option in question.options:
                if option.id == step.action.option:
                    return prose(program, option.says, step.state)
    return ()
