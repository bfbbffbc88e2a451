"""The ledger in plain lines: its order, and its sections one by one."""

from __future__ import annotations

from pathlib import Path

import pytest

from borderpost.debrief.sections import SECTIONS, TOLD, Section
from tests.debrief.test_courses import STORY as MILL
from tests.debrief.test_ledger import STORY as DESK
from tests.plain.sitting import sit

JUDGED = ("2", "1", "s", "1", "d")
"""Typed lines that answer what the desk asks at the gate."""


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
    assert section.nothing in said or section is TOLD


def test_a_section_that_is_none_is_told_with_those_there_are(tmp_path: Path) -> None:
    said = sit(MILL, tmp_path, "ledger tolled").after("ledger tolled")
    told = (
        "The ledger has no section 'tolled'. It has: summary, judged, signed, meters, told, open, "
        "review."
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
