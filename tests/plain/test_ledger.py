"""The ledger in plain lines: its order, and its sections one by one."""

from __future__ import annotations

from pathlib import Path

import pytest

from borderpost.debrief.run.sections import ENDINGS, SECTIONS, TOLD, Section
from tests.debrief.run.test_courses import STORY as MILL
from tests.debrief.run.test_forks import ROAD
from tests.debrief.run.test_ledger import STORY as DESK
from tests.plain.sitting import sit

JUDGED = ("2", "1", "s", "1", "d")
"""Typed lines that answer what the desk asks at the gate."""


AFTER_WAITING = """\
What could have changed:
Before the first of these decisions three endings were open: “The
market”, “Too late” and “At home”. You came to “Too late”.
  1. The gate. Wait for the guard to sleep.
    Still open after it: “The market” and “Too late”.
    From here, “Pay the toll” led only to “Too late”.
    From here, “Turn back” led instead to “At home”.
  2. The inn. A bed.
    Still open after it: only “Too late”.
    From here, “The hay” led also to “The market”.
  3. Night. Rise early.
    This choice could not have changed the ending."""
"""What is told of the road after a bed at the inn."""


def desk(folder: Path) -> str:
    """All that is written when the desk is played to its end."""
    sitting = sit(DESK, folder, *JUDGED, "1", "1", "1", "1", "1", "1")
    assert sitting.run.finished, sitting.text
    return sitting.text


def order(text: str, *parts: str) -> list[int]:
    """Where parts stand in a text."""
    return [text.index(part) for part in parts]


def test_the_players_own_part_stands_first(tmp_path: Path) -> None:
    text = desk(tmp_path)
    found = order(
        text,
        *("\nThe ledger\n", "\nYou decided twice.", "\nWhat you judged:", "\nWhat you signed:"),
        *("\nThe meters:", "\nReported by the source:", "\nContested:", "\nInvented for the game:"),
    )
    assert found == sorted(found)


def test_what_nobody_knows_is_not_said_twice_after_an_ending(tmp_path: Path) -> None:
    text = desk(tmp_path)
    assert text.count("What nobody knows:") == 1
    assert text.count("Who will read it.") == 1


def test_after_an_ending_what_was_set_against_it_is_told(tmp_path: Path) -> None:
    assert "not met yet" not in desk(tmp_path)


@pytest.mark.parametrize("name", ["judged", "2", "JUDGED"])
def test_one_section_can_be_asked_for(tmp_path: Path, name: str) -> None:
    sitting = sit(DESK, tmp_path, *JUDGED, f"ledger {name}")
    said = sitting.after(f"ledger {name}")
    assert said.startswith(
        "What you judged:\nYou judged two things.\n  A spokesman: Does it answer?"
    )
    assert "The ledger" not in said
    assert "bears this out" not in said, "the question can still be answered anew"


@pytest.mark.parametrize("section", SECTIONS)
def test_every_section_says_something_from_the_start(tmp_path: Path, section: Section) -> None:
    bare = (
        "story: {id: b, title: B, version: 1, language: en, start: a}\n"
        "scenes:\n  a:\n    text: A.\n    choices: [{id: on, label: On, then: end}]\n"
        "endings:\n  end: {title: E, text: E.}\n"
    )
    asked = f"ledger {section.id}"
    said = sit(bare, tmp_path, asked).after(asked)
    assert said.startswith(f"{section.title}:\n")
    assert len(said) > len(f"{section.title}:\n")
    assert section.nothing in said or section in (TOLD, ENDINGS)


def test_what_could_have_changed_is_told_after_an_ending_only(tmp_path: Path) -> None:
    sitting = sit(
        ROAD, tmp_path, "2", "ledger", "ledger endings", "1", "1", settings={"night": "true"}
    )
    assert "What could have changed" not in sitting.after("ledger")
    assert " ".join(sitting.after("ledger endings").split()) == (
        "What could have changed: "
        "What each decision could have changed is told here once you come to an ending."
    )
    ledger = sitting.text[sitting.text.rindex("The ledger\n") :]
    assert AFTER_WAITING in ledger
    assert ledger.index("What could have changed:") < ledger.index("Invented for the game:")


def test_the_section_can_be_asked_for_after_an_ending(tmp_path: Path) -> None:
    typed = ("2", "1", "1", "ledger endings", "quit")
    sitting = sit(ROAD, tmp_path, *typed, interactive=True, settings={"night": "true"})
    assert sitting.text.count(AFTER_WAITING) == 2, "below the ending, and as it was asked for"


def test_where_there_was_nothing_to_choose_the_section_is_left_out(tmp_path: Path) -> None:
    bare = (
        "story: {id: b, title: B, version: 1, language: en, start: a}\n"
        "scenes:\n  a:\n    text: A.\n    choices: [{id: on, label: On, then: end}]\n"
        "endings:\n  end: {title: E, text: E.}\n"
    )
    sitting = sit(bare, tmp_path, "1", "ledger 5", "quit", interactive=True)
    assert sitting.text.count("What could have changed") == 1
    assert f"What could have changed:\n{ENDINGS.nothing}" in sitting.text


def test_a_section_that_is_none_is_told_with_those_there_are(tmp_path: Path) -> None:
    said = sit(MILL, tmp_path, "ledger tolled").after("ledger tolled")
    told = (
        "The ledger has no section 'tolled'. It has: summary, judged, signed, meters, endings, "
        "told, open, review."
    )
    assert " ".join(said.split()) == told


def test_the_meters_are_told_decision_by_decision_in_words(tmp_path: Path) -> None:
    said = sit(MILL, tmp_path, "1", "1", "1", "ledger meters").after("ledger meters")
    assert said == (
        "The meters:\n"
        "  At the start: Flour 200, Debt -10.\n"
        "  1. The yard. Grind all of it. Flour 250, was 200.\n"
        "  2. quiet. You went on. Debt -15, was -10.\n"
        "  Now: Flour 250, Debt -15."
    )
    assert not set(said) & set("▁▂▃▄▅▆▇█")


def test_before_the_first_decision_the_meters_say_so(tmp_path: Path) -> None:
    said = sit(MILL, tmp_path, "ledger meters").after("ledger meters")
    assert "Nothing is decided yet" in said
