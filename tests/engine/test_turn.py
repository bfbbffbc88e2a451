"""Whose turn it is: which question is asked next, what may be left, and which visit it is."""

from __future__ import annotations

import pytest

from borderpost.engine.actions import Answer
from borderpost.engine.run import Run
from borderpost.engine.turn import is_settled, may_be_left, next_question, visit_of
from borderpost.engine.view import QuestionView
from tests.engine.small import play, program

ASKED = """
sources:
  S1: {name: Officials, says: A link.}
scenes:
  gate:
    text: |
      The gate.
    questions:
      - id: sure
        ask: Are you sure?
        options: {yes: Yes, no: No}
      - id: chart
        type: table
        ask: What does the paper say?
        rows: {old: A known group, new: A new one}
        columns: [S1]
        options: {fits: fits, against: speaks against}
      - id: why
        ask: Why?
        optional: true
        options: {so: So, else: Or else}
    choices:
      - {id: stay, label: Stay, then: gate}
      - {id: leave, label: Leave, then: road}
endings:
  road:
    title: The road
    text: |
      Gone.
"""

SURE, MARK, WHY = Answer("sure", "yes"), Answer("chart", "fits", "S1.old"), Answer("why", "so")


def at_gate(*answers: Answer) -> Run:
    """A run at the gate, after these answers."""
    run = Run(program(ASKED), {}, 1)
    for answer in answers:
        run.act(answer)
    return run


def asked(run: Run, *left: str, again: str = "") -> str:
    """The id of the question asked next; empty where the choices are."""
    question = next_question(run.view().questions, left, again)
    return question.id if question else ""


@pytest.mark.parametrize(
    ("answers", "left", "question"),
    [
        ((), (), "sure"),
        ((SURE,), (), "chart"),
        ((SURE, MARK), (), "chart"),
        ((SURE, MARK), ("chart",), "why"),
        ((SURE, MARK), ("chart", "why"), ""),
        ((SURE, MARK, WHY), ("chart",), ""),
        ((WHY,), (), "sure"),
        ((), ("sure", "chart", "why"), "sure"),
        ((SURE,), ("sure", "chart", "why"), "chart"),
    ],
)
def test_the_first_question_that_is_not_settled_is_asked(
    answers: tuple[Answer, ...], left: tuple[str, ...], question: str
) -> None:
    assert asked(at_gate(*answers), *left) == question


def test_a_question_that_the_player_went_back_to_is_asked_first() -> None:
    run = at_gate(SURE, MARK)
    assert asked(run, again="sure") == "sure"
    assert asked(run, "why", again="why") == "why"
    assert asked(run, again="elsewhere") == "chart"


def test_what_may_be_left_is_what_no_choice_waits_for() -> None:
    def may_be(run: Run) -> list[bool]:
        return [may_be_left(question) for question in run.view().questions]

    assert may_be(at_gate()) == [False, False, True]
    assert may_be(at_gate(SURE)) == [True, False, True]
    assert may_be(at_gate(SURE, MARK)) == [True, True, True]


def test_without_a_question_nothing_is_asked() -> None:
    assert next_question((), ()) is None


def test_a_question_with_nothing_to_answer_is_not_settled_until_it_is_left() -> None:
    empty = QuestionView("slot", "slot", (), (), "", 0, asks_certainty=False, optional=False,
                         is_open=False)  # fmt: skip
    assert may_be_left(empty)
    assert not is_settled(empty, ())
    assert is_settled(empty, ("slot",))


def test_a_visit_lasts_until_the_place_is_left_and_answers_do_not_end_it() -> None:
    run = at_gate()
    first = visit_of(run)
    assert first == ("gate", 0)
    run.act(SURE)
    run.act(MARK)
    assert visit_of(run) == first
    play(run, "gate.stay")
    again = visit_of(run)
    assert again == ("gate", run.head)
    run.undo()
    assert visit_of(run) == first
    run.redo()
    assert visit_of(run) == again
    run.act(SURE)
    run.act(MARK)
    play(run, "gate.leave")
    assert visit_of(run) == ("road", run.head)
