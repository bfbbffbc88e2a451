"""The commands: every one of them, and what is said of what is none."""

from __future__ import annotations

from pathlib import Path

import pytest

from borderpost.plain.commands import COMMANDS, NAMES
from tests.plain.sitting import sit
from tests.stories import HEAD, OVER

STORY = (
    HEAD
    + """\
variables:
  money: {meter: 0..10, start: 6, label: Money, better: high, explain: An invented unit.}
facts:
  F30:
    says: Training is high.
    mark: claimed
    kind: assurance
    paragraph: 13
    by: the press secretary
    against: [F54]
  F54:
    says: Conscripts are untrained.
    mark: claimed
    kind: warning
    paragraph: 25
    by: nobody who is named
    against: [F30]
sources:
  S5:
    name: The press secretary
    named: true
    role: Press secretary
    access: Not stated.
    independent_of: [S10]
    answers: Are they trained?
    says: |
      Training is high. [F30]
  S10:
    name: A junior officer
    says: |
      There are no coats.
scenes:
  gate:
    title: The gate
    card: [S5]
    text: |
      You stand at the gate.
    choices:
      - {id: go, label: Go in, do: [money -= 1], then: yard}
      - {id: stay, label: Stay, then: over}
  yard:
    title: The yard
    text: |
      A yard.
    choices:
      - {id: north, label: Go north, then: hut}
      - {id: south, label: Go south, then: hut}
  hut:
    title: The hut
    text: |
      A hut. [F54]
    then: over
"""
    + OVER
    + "    facts: [F30]\n"
)


def at(tmp_path: Path, *typed: str) -> str:
    """What is written after the last of some lines."""
    return sit(STORY, tmp_path, *typed).after(typed[-1])


@pytest.mark.parametrize("name", ["?", "help", "h", "HELP"])
def test_help_lists_every_command(tmp_path: Path, name: str) -> None:
    said = at(tmp_path, name)
    for command in COMMANDS:
        assert f"  {command.names[0]}" in said
        assert " ".join(command.help.split())[:30] in " ".join(said.split())


def test_no_name_is_given_twice() -> None:
    assert len(NAMES) == sum(len(command.names) for command in COMMANDS)


def test_no_command_is_called_like_a_number_or_an_answer() -> None:
    assert not [name for name in NAMES if name.isdigit() or name in ("s", "d", "new")]


@pytest.mark.parametrize("name", ["undo", "u"])
def test_undo(tmp_path: Path, name: str) -> None:
    sitting = sit(STORY, tmp_path, "1", name)
    said = "Taken back: Go in.\n\nThe gate\n\nYou stand at the gate."
    assert sitting.after(name).startswith(said)
    assert sitting.run.head == 0
    assert len(sitting.run.records) == 2, "what was taken back is kept"


def test_undo_at_the_start(tmp_path: Path) -> None:
    assert at(tmp_path, "undo") == "There is nothing to take back."


@pytest.mark.parametrize("name", ["redo", "r"])
def test_redo(tmp_path: Path, name: str) -> None:
    sitting = sit(STORY, tmp_path, "1", "undo", name)
    assert sitting.after(name).startswith("Done again: Go in.\n\nMoney 5, was 6.\n\nThe yard\n")
    assert sitting.run.program.place_name(sitting.run.state) == "yard"


def test_redo_with_nothing_taken_back(tmp_path: Path) -> None:
    assert at(tmp_path, "1", "redo") == "There is nothing to do again."


@pytest.mark.parametrize("name", ["journal", "j"])
def test_the_journal_lists_the_pages(tmp_path: Path, name: str) -> None:
    assert at(tmp_path, "1", "2", name) == (
        " 1. The gate. Go in. Money 5, was 6.\n"
        " 2. The yard. Go south.\n"
        " 3. The hut. (here)\n"
        "Type journal and a number to read a page, back and a number to go there."
    )


def test_a_page_of_the_journal_is_read_again(tmp_path: Path) -> None:
    assert at(tmp_path, "1", "2", "journal 2") == (
        "\nPage 2.\n\nThe yard\n\nA yard.\n\nYou: Go south"
    )


def test_the_whole_journal_is_read_again(tmp_path: Path) -> None:
    said = at(tmp_path, "1", "2", "journal all")
    for part in ("Page 1.", "You stand at the gate.", "You: Go in", "Page 3.", "A hut. [F54]"):
        assert part in said


@pytest.mark.parametrize("typed", ["journal 9", "journal x"])
def test_a_page_that_is_not_there(tmp_path: Path, typed: str) -> None:
    assert at(tmp_path, "1", typed).startswith("The journal has pages 1 to 2.")


def test_back_goes_to_a_page_and_the_old_way_is_kept(tmp_path: Path) -> None:
    sitting = sit(STORY, tmp_path, "1", "2", "back 2", "1")
    assert sitting.after("back 2").startswith("Back at page 2.\n\nMoney 5, was 6.\n\nThe yard")
    assert [entry.decision for entry in sitting.run.journal()] == ["Go in", "Go north", ""]
    assert "yard.south" in sitting.paths[0].read_text("utf-8")


@pytest.mark.parametrize("typed", ["back", "back 0", "back 7", "back home"])
def test_back_wants_a_page(tmp_path: Path, typed: str) -> None:
    sitting = sit(STORY, tmp_path, "1", typed)
    assert sitting.after(typed) == "Say which page, 1 to 2. Type journal for the list."
    assert len(sitting.run.records) == 1


@pytest.mark.parametrize("name", ["again", "a"])
def test_again_reads_the_place_once_more(tmp_path: Path, name: str) -> None:
    said = at(tmp_path, name)
    assert said == "\nThe gate\n\nYou stand at the gate.\n\n 1. Go in\n 2. Stay"


@pytest.mark.parametrize("name", ["meters", "m"])
def test_meters(tmp_path: Path, name: str) -> None:
    assert at(tmp_path, "1", name) == (
        "Money 5, between 0 and 10. An invented unit. More is better.\n"
        "How they went, decision by decision: ledger meters."
    )


@pytest.mark.parametrize("name", ["cases", "case", "cards", "c"])
def test_the_case_file(tmp_path: Path, name: str) -> None:
    assert at(tmp_path, name) == (
        "1 card and 1 fact met so far.\n\n"
        "Cards that cite the source (1):\n  S5 The press secretary\nType card S5 to open one.\n\n"
        "Contested (1): F30.\nType fact F30 to read one."
    )


def test_what_the_last_decision_brought_is_told_as_new(tmp_path: Path) -> None:
    assert "Contested (2): F30, F54 (new)." in at(tmp_path, "1", "1", "cases")


@pytest.mark.parametrize("typed", ["card S5", "card s5", "S5", "s5"])
def test_a_card_answers_its_six_questions(tmp_path: Path, typed: str) -> None:
    sitting = sit(STORY, tmp_path, typed)
    assert sitting.after(typed) == (
        "\nS5 The press secretary\n\n    Training is high. [F30]\n\n"
        "Who is speaking? Press secretary.\n"
        "How would they know? Not stated.\n"
        "What do they want? Not stated.\n"
        "What record is shown? None shown.\n"
        "Independent of whom? 1 card you have not met yet.\n"
        "Which question does it answer? Are they trained?\n\n"
        "What it rests on:\n"
        "F30: Training is high. Claimed by the press secretary, and contested\n"
        "    (paragraph 13).\n\n"
        "Set against it: 1 thing you have not met yet."
    )


def test_a_card_tells_what_the_player_made_of_it(tmp_path: Path) -> None:
    asking = STORY.replace(
        "    choices:\n      - {id: go,",
        "    questions:\n      - {id: rely, ask: Do you rely on it?, about: S5, certainty: true,\n"
        "         scale: reliability}\n    choices:\n      - {id: go,",
    )
    told = sit(asking, tmp_path, "3", "2", "card S5").after("card S5")
    assert told.endswith(
        "What you made of it:\nThe gate. Do you rely on it? C: Fairly reliable (fairly sure)."
    )


def test_opening_a_card_is_kept_and_moves_nothing(tmp_path: Path) -> None:
    sitting = sit(STORY, tmp_path, "card S5", "1")
    assert '"note":"card"' in sitting.paths[0].read_text("utf-8")
    assert sitting.run.program.place_name(sitting.run.state) == "yard"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("card", "Say which card, such as card S5."),
        ("card S10", "You have not met card S10 yet."),
        ("card S55", "There is no card “S55”; did you mean 'S5'?"),
        ("card nonsense", "There is no card “nonsense”."),
        ("fact F54", "You have not met fact F54 yet."),
        ("fact F9999", "There is no fact “F9999”."),
    ],
)
def test_cards_and_facts_that_cannot_be_opened(tmp_path: Path, typed: str, said: str) -> None:
    assert at(tmp_path, typed) == said


@pytest.mark.parametrize("typed", ["fact F30", "fact f30", "F30", "f30"])
def test_a_fact_is_told_with_what_stands_against_it(tmp_path: Path, typed: str) -> None:
    told = "F30: Training is high. Claimed by the press secretary, and contested.\n"
    told += "    Paragraph 13 of the source.\nOn the card S5 The press secretary.\n\n"
    assert at(tmp_path / "a", typed) == told + "Set against it: 1 thing you have not met yet."
    assert at(tmp_path / "b", "1", "1", typed) == (
        told + "Set against it:\n"
        "F54: Conscripts are untrained. Claimed by nobody who is named, and\n"
        "    contested (paragraph 25)."
    )


@pytest.mark.parametrize("name", ["ledger", "l"])
def test_the_ledger_can_be_read_on_the_way(tmp_path: Path, name: str) -> None:
    said = at(tmp_path, "1", name)
    assert said.startswith("The ledger\n\nYou have decided once so far. Since the start: Money")
    assert "\n\nBy your last decision you had been told one thing" in said
    assert "Contested:\n  F30: Training is high. (the press secretary, paragraph 13" in said
    assert "Against it: something that you have not met yet." in said
    assert "untrained" not in said, "what may still come is not told beforehand"


def test_save_says_where(tmp_path: Path) -> None:
    sitting = sit(STORY, tmp_path, "save")
    assert str(sitting.paths[0]) in sitting.after("save")


@pytest.mark.parametrize("name", ["quit", "q", "exit", "QUIT"])
def test_quit_leaves_at_once(tmp_path: Path, name: str) -> None:
    sitting = sit(STORY, tmp_path, "1", name, "1")
    assert sitting.code == 0
    assert sitting.run.program.place_name(sitting.run.state) == "yard"


def test_a_story_without_cards_or_meters(tmp_path: Path) -> None:
    bare = HEAD + "scenes:\n  gate:\n    text: |\n      A gate.\n    then: over\n" + OVER
    sitting = sit(bare, tmp_path, "cases", "meters", "ledger", "card", "answers")
    assert sitting.after("cases") == "Nothing yet. Cards you are shown are kept here."
    assert sitting.after("meters") == "This story has no meters."
    assert sitting.after("card") == "You have met no card."
    assert sitting.after("answers") == "Nothing is asked here."


# --- Misses ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("typed", ["0", "3", "-1", "999999999999", "3."])
def test_a_number_that_is_not_offered(tmp_path: Path, typed: str) -> None:
    sitting = sit(STORY, tmp_path, typed)
    assert sitting.after(typed) == (
        f"{typed} is not offered here. Type 1 or 2, or ? for the commands."
    )
    assert sitting.run.head == 0


@pytest.mark.parametrize("typed", ["1", "1.", "1)", " 1 "])
def test_a_number_may_have_a_full_stop(tmp_path: Path, typed: str) -> None:
    sitting = sit(STORY, tmp_path, typed)
    assert sitting.run.program.place_name(sitting.run.state) == "yard"


def test_a_slip_in_a_command(tmp_path: Path) -> None:
    assert at(tmp_path, "jurnal") == (
        "“jurnal” is no number and no command; did you mean 'journal'? Type 1 or\n"
        "2, or ? for the commands."
    )


def test_a_pasted_page_is_told_briefly(tmp_path: Path) -> None:
    typed = "word " * 5000
    assert len(sit(STORY, tmp_path, typed).prompts[-1]) < len(typed) + 400
    assert len(sit(STORY, tmp_path, typed).text) < 12_000


def test_an_empty_line_is_asked_again(tmp_path: Path) -> None:
    assert at(tmp_path, "") == "Type 1 or 2, or ? for the commands."


def test_an_empty_line_goes_on_where_continue_is_all_there_is(tmp_path: Path) -> None:
    assert sit(STORY, tmp_path, "1", "1", "").run.finished


def test_all_that_is_offered_is_listed_again_after_three_misses(tmp_path: Path) -> None:
    sitting = sit(STORY, tmp_path, "7", "8", "9", "7")
    assert "Go in" not in sitting.after("7")
    assert "Go in" not in sitting.after("8")
    assert sitting.after("9").endswith("\n\n 1. Go in\n 2. Stay")


def test_useless_input_without_end_comes_to_an_end(tmp_path: Path) -> None:
    sitting = sit(STORY, tmp_path, *["?"] * 1500)
    assert sitting.code == 0
    assert "The last 1000 lines of input moved nothing; this ends here." in sitting.text
    assert "Your run is saved as" in sitting.text
