"""A card and a fact as data: what is told of them, and what is not told before it is met."""

from __future__ import annotations

from pathlib import Path

from borderpost.debrief.run.cards import card_view, fact_view
from borderpost.debrief.run.case import case_view
from borderpost.debrief.run.marking import marked_told
from borderpost.engine.actions import Answer, Choose
from borderpost.engine.run import Run
from tests.stories import HEAD, played, program_from

STORY = (
    HEAD
    + """\
  grounded_in: {title: A book}
facts:
  F1: {says: It rained., mark: documented, kind: event, paragraph: 1, by: the author}
  F2:
    {says: It was dry., mark: claimed, kind: assurance, paragraph: 2, by: Jo, against: [F1, F3]}
  F3: {says: It hailed., mark: claimed, kind: warning, paragraph: 3, by: a guard}
  F4: {says: Whether it snowed., mark: unknown, kind: unknown, paragraph: 4, by: the author}
sources:
  A: {name: A clerk, role: Clerk, independent_of: [B, C], says: 'It was dry. [F2]', context: [F4]}
  B: {name: A guard, says: 'It hailed. [F3]'}
  C: {name: A neighbour, says: Who knows.}
scenes:
  gate:
    title: The gate
    card: [A]
    text: 'You read. [F1]'
    questions:
      - {id: rely, ask: Do you rely on it?, about: A, scale: reliability, certainty: true}
      - id: table
        type: table
        ask: Which fits?
        rows: {wet: Wet, dry: Dry}
        columns: [A]
        options: {fits: fits, not: does not}
        mark_at_least: 1
    choices:
      - {id: on, label: On, then: yard}
  yard:
    title: The yard
    card: [B, C]
    text: You wait.
    questions:
      - {id: rely_now, ask: And now?, about: A, scale: reliability, optional: true}
    then: over
endings:
  over: {title: Over, text: It is over., facts: [F1]}
"""
)


def run_of(folder: Path, text: str = STORY) -> Run:
    """A run of the story at its start."""
    return played(program_from(text, folder))


def on(run: Run) -> Run:
    """The run, a scene further on."""
    run.act(Answer("rely", "C", "", 2))
    run.act(Answer("table", "not", "A.dry"))
    run.act(Choose("gate", "on"))
    return run


def test_what_is_set_against_a_card_is_only_counted_until_it_is_met(tmp_path: Path) -> None:
    run = run_of(tmp_path)
    view = card_view(run, "A")
    assert [line.id for line in view.against.met] == ["F1"]
    assert view.against.unmet_told == "1 more you have not met yet."
    view = card_view(on(run), "A")
    assert [line.id for line in view.against.met] == ["F1", "F3"]
    assert view.against.unmet_told == ""
    assert view.against.met[1].on == (("B", "A guard"),)


def test_cards_it_is_independent_of_are_named_once_met(tmp_path: Path) -> None:
    run = run_of(tmp_path)
    assert dict(card_view(run, "A").questions)["Independent of whom?"] == (
        "2 cards you have not met yet."
    )
    assert dict(card_view(on(run), "A").questions)["Independent of whom?"] == (
        "B A guard, C A neighbour."
    )


def test_a_card_has_six_questions_whatever_the_story_says(tmp_path: Path) -> None:
    questions = card_view(run_of(tmp_path), "C").questions
    assert len(questions) == 6
    assert [answer for _, answer in questions].count("Not stated.") == 4


def test_grades_are_told_the_newest_first_with_how_sure(tmp_path: Path) -> None:
    run = on(run_of(tmp_path))
    run.act(Answer("rely_now", "E"))
    run.act(Answer("rely_now", "F"))
    told = [
        (grade.scene, grade.asked, grade.answer, grade.sure) for grade in card_view(run, "A").grades
    ]
    assert told == [
        ("The yard", "And now?", "F: Reliability cannot be judged", ""),
        ("The gate", "Dry:", "does not", ""),
        ("The gate", "Do you rely on it?", "C: Fairly reliable", "fairly sure"),
    ]
    assert card_view(run, "B").grades == ()


def test_a_fact_is_told_with_its_mark_and_its_place(tmp_path: Path) -> None:
    run = run_of(tmp_path)
    told = {name: fact_view(run, name) for name in ("F1", "F2", "F3", "F4")}
    assert [told[name].standing for name in told] == [
        "Reported by the source.",
        "Claimed by Jo, and contested.",
        "Claimed by a guard.",
        "Left open by the source: nobody knows.",
    ]
    assert told["F2"].place == "Paragraph 2 of “A book”."
    assert told["F2"].line.standing == "Claimed by Jo, and contested (paragraph 2)."


def test_the_list_groups_and_tells_what_is_new(tmp_path: Path) -> None:
    run = run_of(tmp_path)
    assert not any(one.is_new for group in case_view(run).cards for one in group.listed)
    view = case_view(on(run))
    assert [
        (group.heading, [(one.id, one.is_new) for one in group.listed]) for group in view.cards
    ] == [
        ("Cards that cite the source", [("A", False), ("B", True)]),
        ("Invented for the game", [("C", True)]),
    ]
    assert [one.id for group in view.facts for one in group.listed if one.is_new] == ["F3"]


def test_how_far_a_table_is_filled_in_is_told(tmp_path: Path) -> None:
    run = run_of(tmp_path)
    told = [marked_told(run.view().questions[1])]
    for cell in ("A.dry", "A.wet"):
        run.act(Answer("table", "not", cell))
        told.append(marked_told(run.view().questions[1]))
    assert told == ["0 of 1 marked.", "1 marked; you may mark more.", "All 2 marked."]


def test_a_table_that_does_not_say_how_many_asks_for_one(tmp_path: Path) -> None:
    run = run_of(tmp_path, STORY.replace("        mark_at_least: 1\n", ""))
    assert marked_told(run.view().questions[1]) == "0 of 1 marked."
    run = run_of(tmp_path, STORY.replace("mark_at_least: 1", "optional: true"))
    told = "None marked yet; mark as many as you like."
    assert marked_told(run.view().questions[1]) == told
