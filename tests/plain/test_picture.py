"""The picture in plain lines: words first, then drawn in ASCII."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.plain.sitting import sit
from tests.stories import HEAD, OVER

SCENES = """\
variables:
  money: {meter: 0..10, start: 6, label: Money, better: high}
scenes:
  gate:
    text: |
      You stand at the gate.
    choices:
      - {id: go, label: Go, do: [money -= 2], then: yard}
  yard:
    text: |
      A yard.
    choices:
      - {id: go, label: Go, then: over}
"""
PICTURE = """\
picture:
  title: The gate; not to scale
  drawing: |2
       ╱╲
    ══(1)═(2)══
  places:
    - id: gate
      name: The gate
      at: 1
      readings:
        - {if: money >= 6, sign: full, says: "Men with *many* coins: {money}"}
        - {sign: thin, says: One man.}
    - id: road
      name: The road
      at: 2
      readings: [{sign: open, says: It is dry.}]
"""
STORY = HEAD + SCENES + PICTURE + OVER

WORDS = """\
The gate; not to scale.
  The gate: Men with many coins: 6.
  The road: It is dry.
"""

DRAWN = """
   /\\
==(#)=(=)==

# full, - thin, = open.
"""


@pytest.mark.parametrize("name", ["picture", "map", "MAP"])
def test_a_picture_is_told_and_then_drawn(tmp_path: Path, name: str) -> None:
    assert sit(STORY, tmp_path, name).after(name) == (WORDS + DRAWN).rstrip("\n")


def test_meters_tell_it_in_words(tmp_path: Path) -> None:
    said = sit(STORY, tmp_path, "meters").after("meters")
    assert WORDS in said
    assert "==" not in said
    assert "The same drawn: picture." in said


def test_it_shows_how_things_stand_now(tmp_path: Path) -> None:
    said = sit(STORY, tmp_path, "1", "picture").after("picture")
    assert "The gate: One man." in said
    assert "==(-)=(=)==" in said


def test_where_lines_are_too_short_it_is_told_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("borderpost.plain.console.WIDEST", 30)
    text = STORY.replace("(2)══", "(2)═════════════════════════")
    said = sit(text, tmp_path, "picture").after("picture")
    assert "The road: It is dry." in said
    assert "==" not in said
    assert "It is drawn where lines are longer." in " ".join(said.split())


def test_a_story_without_one_says_so(tmp_path: Path) -> None:
    text = STORY.replace(PICTURE, "")
    assert sit(text, tmp_path, "picture").after("picture").strip() == "This story has no picture."
    assert "picture" not in sit(text, tmp_path / "again", "meters").after("meters")
