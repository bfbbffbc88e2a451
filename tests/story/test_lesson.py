"""What a story brings along for a lesson: what is told of it, and what depends on it."""

from __future__ import annotations

from pathlib import Path

import pytest

from borderpost.proof.versions.changes import changes_between
from borderpost.story.cache import read_cached, write_cached
from borderpost.story.load import load_story
from borderpost.story.model import Lesson
from tests.stories import HEAD, OVER, story_from
from tests.story.checking import found_in, marked

SCENES = """\
variables:
  money: {meter: 0..10, start: 6, label: Money, better: high}
facts:
  F1: {says: It was so., mark: documented}
scenes:
  gate:
    text: You stand at the gate. [F1]
    choices:
      - {id: go, label: Go, if: money > 2, do: [money -= 2], then: over}
      - {id: rest, label: Rest, then: over}
"""
LESSON = """\
lesson:
  ages: 12 to 15
  before: |
    You will hold a gate.
    It is cold. [F1]
  background:
    - It lies far away.
  answers:
    - asked: Who was it?
      say: Nobody knows. [F1]
  glossary:
    - {term: Gate, spoken: GAYT, means: A door in a wall.}
  map:
    title: Where it is
    note: Not to scale.
    lines:
      - {kind: river, points: [[0, 5], [100, 6]], name: the brook}
    places:
      - {kind: post, at: [40, 25], name: The gate}
"""
ENDING = OVER + "    facts: [F1]\n    unknowns: [Who came.]\n"
STORY = HEAD + SCENES + LESSON + ENDING


def told(old: str, new: str) -> list[tuple[str, str]]:
    """What is found once a passage is replaced: codes, and what the caret stands under."""
    assert STORY.count(old) == 1, old
    return [(found.code, marked(found)) for found in found_in(STORY.replace(old, new))]


def test_a_sound_lesson_gives_no_finding() -> None:
    assert found_in(STORY) == []


@pytest.mark.parametrize(
    ("old", "new", "code", "under"),
    [
        ("ages:", "aegs:", "BP101", "aegs"),
        ("asked:", "askd:", "BP101", "askd"),
        ("spoken:", "speaks:", "BP101", "speaks"),
        ("note:", "notes:", "BP101", "notes"),
        ("name: the brook", "title: the brook", "BP101", "title"),
        ("    - asked: Who was it?\n      say", "    - say", "BP102", "s"),
        ("    title: Where it is\n", "", "BP102", "n"),
        (", means: A door in a wall.", "", "BP102", "{"),
        (", points: [[0, 5], [100, 6]]", "", "BP102", "{"),
        ("kind: river", "kind: rivr", "BP108", "rivr"),
        ("kind: post", "kind: tower", "BP108", "tower"),
        ("[40, 25]", "[40, 101]", "BP106", "101"),
        ("[40, 25]", "[-1, 25]", "BP106", "-1"),
        ("[40, 25]", "[40, 2.5]", "BP105", "2.5"),
        ("[40, 25]", "[40]", "BP103", "["),
        ("[40, 25]", "40", "BP103", "40"),
        ("[[0, 5], [100, 6]]", "[[0, 5]]", "BP103", "["),
        ("[[0, 5], [100, 6]]", "[]", "BP113", "["),
        ("[[0, 5], [100, 6]]", "[0, 5]", "BP103", "0"),
        ("ages: 12 to 15", "ages: [12]", "BP103", "["),
        ("It is cold. [F1]", "It is cold. [F9]", "BP601", "F9"),
        ("Nobody knows. [F1]", "Nobody knows. [F9]", "BP601", "F9"),
        ("A door in a wall.", "A *door in a wall.", "BP504", "*"),
        ("It is cold.", "It is {money} cold.", "BP185", "{money}"),
        ("It is cold.", "It is {mony} cold.", "BP501", "mony"),
        ("- It lies far away.", "- {if: money > 2, text: It lies far away.}", "BP185", "I"),
        (
            "- It lies far away.",
            "- {if: money > 2, text: So.}\n    - {else: true, text: It lies far away.}",
            "BP185",
            "I",
        ),
    ],
)
def test_what_cannot_be_read_or_printed_is_told(old: str, new: str, code: str, under: str) -> None:
    assert (code, under) in told(old, new)


@pytest.mark.parametrize(
    "lesson",
    [
        "lesson:\n",
        "lesson: []\n",
        "lesson: {answers: {}, glossary: x, map: []}\n",
        "lesson: {answers: [x], glossary: [[]], map: {title: [], lines: {}, places: [x]}}\n",
        "lesson: {answers: []}\n",
        "lesson: {map: {title: x, lines: [{kind: [], points: {}}], places: [{at: {}}]}}\n",
        "lesson: {before: {a: b, c: d}}\n",
    ],
)
def test_any_other_shape_is_told(lesson: str) -> None:
    found = found_in(HEAD + SCENES + lesson + ENDING)
    assert found
    assert {each.code for each in found} <= {"BP102", "BP103", "BP104", "BP113"}


def test_a_story_has_one_lesson(tmp_path: Path) -> None:
    (tmp_path / "story.yaml").write_text(STORY, encoding="utf-8")
    (tmp_path / "two.yaml").write_text(LESSON, encoding="utf-8")
    found = load_story(tmp_path).diagnostics
    assert [(each.code, str(each.at)) for each in found] == [("BP111", "two.yaml:1:1")]


def test_what_only_a_lesson_cites_is_cited() -> None:
    text = STORY.replace("gate. [F1]", "gate.").replace("cold. [F1]", "cold.")
    text = text.replace("    facts: [F1]\n", "")
    assert "BP607" not in [found.code for found in found_in(text)]
    assert "BP607" in [found.code for found in found_in(text.replace("knows. [F1]", "knows."))]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("12 to 15", "12 to 16"),
        ("You will hold", "You are to hold"),
        ("It lies far away.", "It lies near."),
        ("Who was it?", "Who did it?"),
        ("Nobody knows.", "Nobody can know."),
        ("spoken: GAYT", "spoken: GATE"),
        ("A door in a wall.", "A door."),
        ("title: Where it is", "title: The place"),
        ("Not to scale.", "No scale."),
        ("kind: river", "kind: road"),
        ("[100, 6]", "[99, 6]"),
        ("name: the brook", "name: the stream"),
        ("kind: post", "kind: city"),
        ("[40, 25]", "[40, 26]"),
        ("name: The gate", "name: A gate"),
        ("  background:\n", "  from_the_region:\n"),
    ],
)
def test_a_change_of_it_is_a_change_of_words_only(old: str, new: str, tmp_path: Path) -> None:
    assert STORY.count(old) == 1, old
    one = story_from(STORY, tmp_path / "one")
    other = story_from(STORY.replace(old, new), tmp_path / "other")
    assert one.logic_hash == other.logic_hash
    assert one.prose_hash != other.prose_hash
    found = changes_between(one, other).found
    assert [(each.part, each.what, each.shown) for each in found] == [("story", "words", True)]


def test_a_story_without_one_has_the_hash_it_had_before_there_were_any() -> None:
    story = load_story(Path(__file__).parent / "whole_format").story
    assert story is not None
    assert story._replace(lesson=Lesson()).prose_hash == "1814ff3072ab0c2d"


def test_a_cache_keeps_it(tmp_path: Path) -> None:
    story = story_from(STORY, tmp_path / "story")
    write_cached(tmp_path / "cache", "key", story)
    kept = read_cached(tmp_path / "cache", "key")
    assert kept is not None
    assert kept.story.lesson == story.lesson != Lesson()
