"""Questions, tables and reports, asked by number."""

from __future__ import annotations

from pathlib import Path

from borderpost.engine.actions import Answer
from tests.plain.sitting import Sitting, sit
from tests.stories import HEAD, OVER

QUESTIONS = (
    HEAD
    + """\
variables:
  doubts: {range: 0..3, start: 0}
sources:
  S5:
    name: The press secretary
    says: |
      All is well.
scenes:
  gate:
    title: The clipping
    card: [S5]
    text: |
      A clipping.
    questions:
      - id: grade
        ask: How reliable is the speaker?
        about: S5
        scale: reliability
        optional: true
      - id: scope
        ask: Does it answer?
        options:
          yes: It does
          no: It does not
        certainty: true
        feedback:
          yes: |
            He speaks of something else.
        do:
          no: [doubts += 1]
    choices:
      - {id: go, label: Go on, then: yard}
  yard:
    title: The yard
    text: |
      {doubts} doubts.
    questions:
      - id: scope_again
        again: scope
    choices:
      - {id: go, label: Go on, then: over}
"""
    + OVER
)


def answers(sitting: Sitting) -> list[Answer]:
    return [act.action for act in sitting.run.acts() if isinstance(act.action, Answer)]


def test_questions_are_asked_one_by_one_before_the_choices(tmp_path: Path) -> None:
    sitting = sit(QUESTIONS, tmp_path, "3", "1", "2", "1")
    first, second, sure, choices = sitting.prompts[:4]
    assert first.endswith(
        "Question 1 of 2.\nHow reliable is the speaker?\n"
        "(About S5 The press secretary. Type: card S5)\n"
        " 1. A: Completely reliable\n 2. B: Usually reliable\n 3. C: Fairly reliable\n"
        " 4. D: Not usually reliable\n 5. E: Unreliable\n 6. F: Reliability cannot be judged\n"
        "s skips this question."
    )
    assert "You answered: C: Fairly reliable." in second
    assert second.endswith("Does it answer?\n 1. It does\n 2. It does not")
    sure_said = "How sure are you? (s: no answer)\n 1. Not sure\n 2. Fairly sure\n 3. Sure"
    assert sure.endswith(sure_said)
    assert "You answered: It does (fairly sure).\n\nHe speaks of something else.\n" in choices
    assert choices.endswith("\n\n 1. Go on")
    assert answers(sitting) == [Answer("grade", "C"), Answer("scope", "yes", "", 2)]


def test_an_optional_question_is_skipped_with_s_or_enter(tmp_path: Path) -> None:
    for number, skip in enumerate(("s", "S", "")):
        sitting = sit(QUESTIONS, tmp_path / str(number), skip, "2", "s")
        assert answers(sitting) == [Answer("scope", "no")]
        assert " 1. Go on" in sitting.text


def test_a_question_that_is_not_optional_cannot_be_skipped(tmp_path: Path) -> None:
    sitting = sit(QUESTIONS, tmp_path, "s", "s", "")
    assert "“s” is no number and no command. Type 1 or 2, or ? for the commands." in sitting.text
    assert answers(sitting) == []
    assert "1. Go on" not in sitting.text


def test_an_earlier_answer_is_told(tmp_path: Path) -> None:
    sitting = sit(QUESTIONS, tmp_path, "s", "2", "s", "1")
    assert "Does it answer?\nYou said before: It does not.\n 1. It does" in sitting.text
    assert "1 doubts." in sitting.text


def test_an_answer_can_be_changed_until_the_choice(tmp_path: Path) -> None:
    sitting = sit(QUESTIONS, tmp_path, "s", "1", "1", "change 2", "2", "3", "1")
    assert "s keeps your answer: It does (not sure)." in sitting.after("change 2")
    assert answers(sitting) == [Answer("scope", "yes", "", 1), Answer("scope", "no", "", 3)]
    assert "1 doubts." in sitting.text


def test_an_answer_can_be_kept_after_all(tmp_path: Path) -> None:
    sitting = sit(QUESTIONS, tmp_path, "s", "1", "1", "change 2", "s", "1")
    assert answers(sitting) == [Answer("scope", "yes", "", 1)]
    assert "The yard" in sitting.text


def test_a_skipped_question_can_be_answered_later(tmp_path: Path) -> None:
    sitting = sit(QUESTIONS, tmp_path, "s", "1", "1", "change 1", "6")
    assert answers(sitting)[-1] == Answer("grade", "F")


def test_change_wants_a_number_that_there_is(tmp_path: Path) -> None:
    sitting = sit(QUESTIONS, tmp_path, "s", "1", "1", "change 3", "change")
    for typed in ("change 3", "change"):
        assert sitting.after(typed).startswith("Say which: change 1, for instance.\n 1. How reliab")


def test_answers_lists_them(tmp_path: Path) -> None:
    sitting = sit(QUESTIONS, tmp_path, "s", "1", "2", "answers")
    assert sitting.after("answers") == (
        " 1. How reliable is the speaker? Not answered.\n"
        " 2. Does it answer? It does (fairly sure).\n"
        "Type change and a number to answer one anew."
    )


def test_undo_takes_an_answer_back_and_asks_again(tmp_path: Path) -> None:
    sitting = sit(QUESTIONS, tmp_path, "s", "1", "1", "undo")
    said = sitting.after("undo")
    assert said.startswith("Taken back: Does it answer? It does (not sure).\n")
    assert "How reliable is the speaker?" in said
    assert "A clipping." not in said, "the scene is not read once more for that"


def test_resuming_asks_only_what_is_open(tmp_path: Path) -> None:
    first = sit(QUESTIONS, tmp_path, "2")
    second = sit(QUESTIONS, tmp_path, resume=first.paths[0])
    assert "How reliable is the speaker? You answered: B: Usually reliable." in second.text
    assert second.text.count("Does it answer?") == 1
    assert second.text.count("A: Completely reliable") == 0


# --- Tables ---------------------------------------------------------------------------------------

TABLE = (
    HEAD
    + """\
sources:
  S2: {name: Officials, says: A link.}
  S3: {name: Neighbours, says: Evidence.}
scenes:
  gate:
    text: |
      A chart.
    card: [S2, S3]
    questions:
      - id: chart
        type: table
        ask: What does each paper say for each answer?
        rows: {known: A known group, open: It cannot be told}
        columns: [S2, S3]
        options: {fits: fits, against: speaks against}
        mark_at_least: 2
    choices:
      - {id: go, label: Go on, then: over}
"""
    + OVER
)


def test_a_table_is_walked_cell_by_cell(tmp_path: Path) -> None:
    sitting = sit(TABLE, tmp_path, "1", "2", "s", "1")
    assert "Cell 1 of 4. S2 Officials, for: A known group.\n> 1" in sitting.text
    assert "Cell 2 of 4. S2 Officials, for: It cannot be told.\n> 2" in sitting.text
    assert "Cell 4 of 4. S3 Neighbours, for: It cannot be told.\n> 1\n3 of 4 cells" in sitting.text
    assert answers(sitting) == [
        Answer("chart", "fits", "S2.known"),
        Answer("chart", "against", "S2.open"),
        Answer("chart", "fits", "S3.open"),
    ]


def test_one_number_for_ever_walks_a_table_to_its_end(tmp_path: Path) -> None:
    sitting = sit(TABLE, tmp_path, *["1"] * 5)
    assert len(answers(sitting)) == 4
    assert sitting.run.finished


def test_done_before_enough_is_told(tmp_path: Path) -> None:
    sitting = sit(TABLE, tmp_path, "1", "d", "1", "d")
    assert sitting.after("d").startswith("Mark 1 more: 1 of 2 are marked.\nCell 2 of 4.")
    assert "2 of 4 cells are marked.\n\n 1. Go on" in sitting.text


def test_a_table_that_does_not_say_how_many_asks_for_one(tmp_path: Path) -> None:
    sitting = sit(TABLE.replace("        mark_at_least: 2\n", ""), tmp_path, "d", "1", "d")
    assert "4 cells, one after the other; mark at least 1." in sitting.text
    assert sitting.after("d").startswith("Mark 1 more: 0 of 1 are marked.\nCell 1 of 4.")
    assert "1 of 4 cells are marked.\n\n 1. Go on" in sitting.text


def test_skipping_every_cell_begins_again_at_the_first_unmarked(tmp_path: Path) -> None:
    sitting = sit(TABLE, tmp_path, "s", "1", "s", "s", "2")
    assert "Mark 1 more: 1 of 2 are marked.\nCell 1 of 4." in sitting.text
    assert answers(sitting)[-1] == Answer("chart", "against", "S2.known")


def test_undo_within_a_table_goes_on_at_that_cell(tmp_path: Path) -> None:
    sitting = sit(TABLE, tmp_path, "1", "1", "1", "undo", "2")
    assert sitting.after("undo") == (
        "Taken back: Neighbours: A known group: fits.\n"
        "Cell 3 of 4. S3 Neighbours, for: A known group."
    )
    assert answers(sitting)[-1] == Answer("chart", "against", "S3.known")


def test_undo_out_of_a_table_asks_first_what_stands_before_it(tmp_path: Path) -> None:
    who = "      - {id: who, ask: Who wrote it?, options: {him: Him, her: Her}}\n"
    story = TABLE.replace("    questions:\n", f"    questions:\n{who}")
    sitting = sit(story, tmp_path, "1", "1", "undo", "undo", "2", "1", "1", "d", "1")
    assert "Who wrote it?" in sitting.prompts[4]
    assert answers(sitting)[0] == Answer("who", "her")
    assert sitting.run.finished


def test_a_table_left_half_done_is_taken_up_where_it_was(tmp_path: Path) -> None:
    first = sit(TABLE, tmp_path, "1")
    second = sit(TABLE, tmp_path, "1", "1", "1", "1", resume=first.paths[0])
    assert "Cell 1 of 4." not in second.text
    assert "Cell 2 of 4." in second.text
    assert second.run.finished


def test_a_table_that_has_its_marks_is_not_walked_when_it_is_come_back_to(tmp_path: Path) -> None:
    first = sit(TABLE, tmp_path, "1", "1")
    second = sit(TABLE, tmp_path, "1", resume=first.paths[0])
    assert "Cell " not in second.text
    assert second.run.finished


def test_a_table_is_changed_cell_by_cell(tmp_path: Path) -> None:
    sitting = sit(TABLE, tmp_path, "1", "1", "d", "change 1", "2", "d", "1")
    assert "Cell 1 of 4. S2 Officials, for: A known group. Now: fits." in sitting.text
    assert answers(sitting)[-1] == Answer("chart", "against", "S2.known")
    assert sitting.run.finished


# --- Reports --------------------------------------------------------------------------------------

REPORT = (
    HEAD
    + """\
facts:
  F20: {says: Who they were is unclear., mark: unknown, kind: unknown, paragraph: 8, by: x}
scenes:
  gate:
    text: |
      The form. [F20]
    report:
      opens: To the capital.
      slots:
        - id: who
          ask: Who came?
          options:
            is_imu: {says: It was they., strength: is}
            open: {says: Who came is unclear., strength: unclear, cites: [F20]}
        - id: danger
          ask: How great is the danger?
          options:
            great: {says: The danger is great., strength: is}
            open: {says: It is unclear., strength: unclear, cites: [F20]}
    choices:
      - {id: sign, label: Sign it, then: over}
      - {id: tear, label: Tear it up, then: over}
endings:
  over:
    title: Over
    text: |
      It is over.
    facts: [F20]
"""
)


def test_a_report_is_asked_line_by_line_and_read_back_before_it_is_signed(tmp_path: Path) -> None:
    sitting = sit(REPORT, tmp_path, "1", "2", "1")
    assert "To the capital.\n\nLine 1 of 2.\nWho came?\n 1. It was they." in sitting.text
    assert "Line 2 of 2.\nHow great is the danger?" in sitting.text
    assert (
        "The page now reads:\n\n    To the capital.\n    It was they.\n    It is unclear.\n"
        "\n 1. Sign it\n 2. Tear it up\n"
    ) in sitting.text


def test_a_line_of_a_report_can_be_changed_and_is_read_back_anew(tmp_path: Path) -> None:
    sitting = sit(REPORT, tmp_path, "1", "2", "change 1", "2")
    assert sitting.prompts[-2].endswith(" 1. Sign it\n 2. Tear it up")
    assert "    Who came is unclear.\n    It is unclear.\n" in sitting.prompts[-2]


def test_the_ledger_tells_what_was_signed(tmp_path: Path) -> None:
    text = sit(REPORT, tmp_path, "1", "2", "1").text
    assert "What you signed:\n  It was they. It cites nothing." in text
    assert "Nobody knows:\n  F20: Who they were is unclear. (x, paragraph 8" in text
