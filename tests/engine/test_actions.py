"""What can be done at a place and what cannot: choices, answers, and what a misfit is told."""

from __future__ import annotations

import pytest

from borderpost.engine.actions import Answer, Choose, Continue, Nature
from borderpost.engine.program import NotOffered
from borderpost.engine.run import Run
from tests.engine.small import play, program

YARD = """
scenes:
  gate:
    text: |
      The gate.
    choices:
      - {id: drink, label: Drink, then: gate}
      - {id: well, label: Go to the well, then: well}
      - {id: leave, label: Leave, then: road}
  well:
    text: |
      The well.
    then: gate
endings:
  road:
    title: The road
    text: |
      Gone.
"""

ASKS = """
sources:
  S1:
    name: A letter
    says: |
      Dear all.
scenes:
  gate:
    text: |
      The gate.
    questions:
      - id: who
        ask: Who?
        certainty: true
        options: {him: Him, her: Her}
      - id: marks
        type: table
        ask: What of it?
        optional: true
        rows: {old: It is old, new: It is new}
        columns: [S1]
        options: {fits: fits, against: speaks against}
    choices:
      - id: go
        label: Go
        then: gate
      - id: stop
        label: Stop
        then: road
endings:
  road:
    title: The road
    text: |
      Gone.
"""


@pytest.mark.parametrize(
    ("action", "words"),
    [
        (Choose("gate", "fly"), "gate.fly is not offered"),
        (Choose("well", "drink"), "well.drink is not offered"),
        (Continue("gate"), "no going on from 'gate'"),
        (Nature("road"), "not the player's"),
        (Answer("who", "him"), "'who' is not asked in 'gate'"),
    ],
)
def test_what_is_not_offered_is_told_and_not_done(
    action: Choose | Continue | Nature | Answer, words: str
) -> None:
    run = play(Run(program(YARD), {}, 1), "gate.drink")
    before = run.view(), list(run.records)
    with pytest.raises(NotOffered, match=words):
        run.act(action)
    assert (run.view(), list(run.records)) == before


def test_nothing_can_be_chosen_after_the_end() -> None:
    run = play(Run(program(YARD), {}, 1), "gate.leave")
    for action in (Choose("gate", "drink"), Continue("road"), Answer("who", "him")):
        with pytest.raises(NotOffered, match="nothing can be chosen at 'road'"):
            run.act(action)


@pytest.mark.parametrize(
    ("action", "words"),
    [
        (Answer("who", "them"), "'them' is no answer offered to 'who'"),
        (Answer("who", "him", "S1.old"), "'who' is no table"),
        (Answer("who", "him", "", 4), "as 1, 2 or 3"),
        (Answer("marks", "fits"), "'' is no cell of the table 'marks'"),
        (Answer("marks", "fits", "old.S1"), "'old.S1' is no cell"),
        (Answer("marks", "fits", "S1.old", 1), "where 'marks' asks it"),
        (Choose("gate", "go"), "the question 'who' is still open"),
    ],
)
def test_answers_that_do_not_fit_are_told(action: Choose | Answer, words: str) -> None:
    run = Run(program(ASKS), {}, 1)
    with pytest.raises(NotOffered, match=words):
        run.act(action)
    assert run.head == 0


def test_a_question_is_open_again_on_the_next_visit() -> None:
    run = Run(program(ASKS), {}, 1)
    run.act(Answer("who", "him", "", 2))
    run.act(Answer("marks", "fits", "S1.old"))
    assert run.view().open_questions == ()
    assert run.view().questions[1].cells == {"S1.old": "fits"}
    run.act(Choose("gate", "go"))
    assert [question.id for question in run.view().open_questions] == ["who"]
    assert run.view().questions[1].cells == {}
    with pytest.raises(NotOffered, match="still open"):
        run.act(Choose("gate", "stop"))


def test_undo_takes_back_one_answer() -> None:
    run = Run(program(ASKS), {}, 1)
    run.act(Answer("who", "him"))
    run.act(Answer("who", "her"))
    run.undo()
    assert run.view().questions[0].answer == "him"
    run.undo()
    assert run.view().questions[0].answer == ""


def test_the_journal_tells_decisions_in_the_storys_words() -> None:
    run = Run(program(ASKS), {}, 1)
    run.act(Answer("who", "her", "", 3))
    run.act(Answer("marks", "against", "S1.new"))
    run.act(Choose("gate", "stop"))
    first, last = run.journal()
    assert first.number == 0
    assert first.decision.split("\n") == [
        "Who? Her (sure)",
        "A letter: It is new: speaks against",
        "Stop",
    ]
    assert [passage.kind for passage in last.passages] == ["ending"]
    assert last.decision == ""
