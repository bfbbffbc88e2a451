"""The journal line by line: ways that were left, and the journal written to a file."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.plain.sitting import sit
from tests.stories import HEAD, OVER

STORY = (
    HEAD
    + """\
variables:
  money: {meter: 0..10, start: 6, label: Money, better: high}
scenes:
  gate:
    title: The gate
    text: |
      You stand at the gate.
    choices:
      - {id: go, label: Go in, do: [money -= 1], then: yard}
      - {id: stay, label: Stay, then: hut}
  yard:
    title: The yard
    text: |
      A yard.
    choices:
      - {id: north, label: Go north, then: over}
      - {id: south, label: Go south, then: gate}
  hut:
    title: The hut
    text: |
      A hut.
    then: over
"""
    + OVER
)

BOTH = ("1", "2", "back 1", "2", "undo")
"""Into the yard and back to the gate; then, from the first page, to the hut, and one step back."""


def test_the_journal_lists_the_ways_that_were_left(tmp_path: Path) -> None:
    assert sit(STORY, tmp_path, *BOTH, "journal").after("journal") == (
        " 1. The gate. (here) You also went: way 1, way 2.\n"
        "Type journal and a number to read a page, back and a number to go there.\n"
        "Ways you left:\n"
        "Way 1. Go in. From “The gate”: 2 pages on, to “The gate”.\n"
        "Way 2. Stay. From “The gate”: 1 page on, to “The hut”.\n"
        "Type way 1 to go on with one, journal way 1 to read it."
    )


def test_a_way_is_gone_on_with_and_the_present_one_is_kept(tmp_path: Path) -> None:
    sitting = sit(STORY, tmp_path, *BOTH, "way 1", "1", "journal")
    assert sitting.after("way 1").startswith("Back on the way: Go in.\n\nThe gate\n\nYou stand")
    decisions = [entry.decision for entry in sitting.run.journal()]
    assert decisions == ["Go in", "Go south", "Go in", ""]
    assert "Way 1. Stay. From “The gate”: 1 page on, to “The hut”." in sitting.after("journal")


def test_a_way_is_read_without_going_there(tmp_path: Path) -> None:
    sitting = sit(STORY, tmp_path, *BOTH, "journal way 1")
    assert sitting.after("journal way 1") == (
        "\nPage 1.\n\nYou: Go in\nMoney 5, was 6.\n"
        "\nPage 2.\n\nThe yard\n\nA yard.\n\nYou: Go south\n"
        "\nPage 3.\n\nThe gate\n\nYou stand at the gate.\n\nYou went no further on this way."
    )
    assert sitting.run.head == 0


def test_a_page_tells_the_ways_that_left_from_it(tmp_path: Path) -> None:
    said = sit(STORY, tmp_path, "1", "back 1", "2", "undo", "journal 1").after("journal 1")
    assert (
        "You also went: Go in (1 page on, to “The yard”). Type way 1 to go on with it."
        in " ".join(said.split())
    )


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("way 3", "Say which way: 1 to 2. Type journal for the list."),
        ("way", "Say which way: 1 to 2. Type journal for the list."),
        ("journal way x", "Say which way: 1 to 2. Type journal for the list."),
    ],
)
def test_a_way_that_is_not_there(tmp_path: Path, typed: str, told: str) -> None:
    assert sit(STORY, tmp_path, *BOTH, typed).after(typed) == told


@pytest.mark.parametrize("typed", ["way", "way 1", "journal way 1"])
def test_where_no_way_was_left(tmp_path: Path, typed: str) -> None:
    assert sit(STORY, tmp_path, "1", typed).after(typed) == "You have left no way so far."


def test_the_journal_is_written_to_a_file(tmp_path: Path) -> None:
    sitting = sit(STORY, tmp_path, "1", "export")
    told, name = sitting.after("export").split("\n")
    assert told == "The journal is written to a file you can open and print:"
    path = Path(name)
    assert path.parent == tmp_path / "saves"
    assert "→ **Go in**" in path.read_text("utf-8")


def test_a_journal_that_cannot_be_written_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: Path, __: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("borderpost.saves.placing.put_in_place", full)
    said = sit(STORY, tmp_path, "1", "export", "1").after("export")
    assert "cannot be written" in said
    assert "no space left on device; free some room on the disk" in " ".join(said.split())
    assert not list((tmp_path / "saves").glob("*.md"))
    assert not list((tmp_path / "saves").glob(".*.part"))
