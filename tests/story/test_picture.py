"""The picture of a story: what is told of one that cannot be drawn, and what it asks for."""

from __future__ import annotations

from pathlib import Path

import pytest

from borderpost.story.cache import read_cached, write_cached
from borderpost.story.load import load_story
from borderpost.story.picture import MARK, MOST_COLUMNS, MOST_LINES, SIGNS, can_be_drawn, pieces
from borderpost.story.shipped import find_story
from borderpost.story.signs import SIMPLE, in_ascii
from tests.engine.small import program
from tests.stories import HEAD, OVER, story_from
from tests.story.checking import found_in, marked

SCENES = """\
variables:
  money: {meter: 0..10, start: 6, label: Money, better: high}
scenes:
  gate:
    text: |
      You stand at the gate.
    choices:
      - {id: go, label: Go, do: [money -= 2], then: over}
"""
PICTURE = """\
picture:
  title: The gate
  drawing: |2
       ,-.
    --(1)-(2)--
  places:
    - id: gate
      name: The gate
      at: 1
      readings:
        - {if: money >= 6, sign: full, says: "Men with {money} coins."}
        - {sign: empty, says: Nobody.}
    - id: road
      name: The road
      at: 2
      readings: [{sign: open, says: It is dry.}]
"""
STORY = HEAD + SCENES + PICTURE + OVER


def told(old: str, new: str) -> list[tuple[str, str]]:
    """What is found once a passage is replaced: codes, and what the caret stands under."""
    assert STORY.count(old) == 1, old
    return [(found.code, marked(found)) for found in found_in(STORY.replace(old, new))]


def test_a_sound_picture_gives_no_finding() -> None:
    assert found_in(STORY) == []


@pytest.mark.parametrize(
    ("old", "new", "code", "under"),
    [
        ("--(1)-(2)--", "--(1)-(2)-----(3)", "BP181", "(3)"),
        ("--(1)-(2)--", "--(1)---(1)-(2)--", "BP181", "1"),
        ("--(1)-(2)--", "--(1)------", "BP181", "2"),
        ("at: 2", "at: 22", "BP181", "(2)"),
        ("--(1)-(2)--", "--(1)-(2)-" + "-" * 50, "BP180", "-"),
        ("       ,-.\n", "       ,-.\n" * 12, "BP180", "--(1)-(2)--"),
        (",-.", ",門.", "BP183", "門"),
        (",-.", ",👩.", "BP183", "👩"),
        (",-.", ",e\u0301.", "BP183", "\u0301"),
        ("if: money >= 6, sign: full", "sign: full", "BP182", "{"),
        ("if: money >= 6", "if: mony >= 6", "BP132", "mony"),
        ("if: money >= 6", "if: money", "BP133", "money"),
        ("if: money >= 6", "if: money >= 0", "BP145", "money >= 0"),
        ("{money} coins", "{mony} coins", "BP501", "mony"),
        ("sign: open", "sign: ajar", "BP108", "ajar"),
        ("id: road", "id: gate", "BP111", "gate"),
        ("  title: The gate\n", "", "BP102", "p"),
        ("sign: open, says", "sing: open, says", "BP101", "sing"),
    ],
)
def test_what_cannot_be_drawn_or_read_is_told(old: str, new: str, code: str, under: str) -> None:
    assert (code, under) in told(old, new)


def test_a_reading_with_a_condition_last_is_told() -> None:
    found = told("        - {sign: empty, says: Nobody.}\n", "")
    assert found == [("BP182", "{")]


def test_a_citation_in_a_picture_is_told() -> None:
    facts = "facts:\n  F1: {says: It was so., mark: documented}\n"
    text = STORY.replace("Nobody.}", '"Nobody. [F1]"}').replace("scenes:", f"{facts}scenes:")
    assert ("BP184", "[F1]") in [(found.code, marked(found)) for found in found_in(text)]


def test_a_story_has_one_picture(tmp_path: Path) -> None:
    (tmp_path / "story.yaml").write_text(STORY, encoding="utf-8")
    (tmp_path / "two.yaml").write_text(PICTURE, encoding="utf-8")
    found = load_story(tmp_path).diagnostics
    assert [(each.code, str(each.at)) for each in found] == [("BP111", "two.yaml:1:1")]


def test_a_drawing_that_begins_with_blanks_is_told_how_it_may() -> None:
    (found,) = found_in(STORY.replace("drawing: |2", "drawing: |"))
    assert (found.code, found.paste) == ("BP031", "  drawing: |2")


@pytest.mark.parametrize(
    "picture",
    [
        "picture:\n",
        "picture: []\n",
        "picture: {title: x}\n",
        "picture: {title: x, drawing: [1], places: 2}\n",
        "picture: {title: x, drawing: (1), places: []}\n",
        "picture: {title: x, drawing: (1), places: [{id: a, name: b, at: [1], readings: {}}]}\n",
    ],
)
def test_any_other_shape_is_told(picture: str) -> None:
    found = found_in(HEAD + SCENES + OVER + picture)
    assert found
    assert all(each.code in ("BP101", "BP102", "BP103", "BP113") for each in found)


def test_a_picture_is_kept_in_the_cache(tmp_path: Path) -> None:
    story = story_from(STORY, tmp_path)
    write_cached(tmp_path, "key", story)
    kept = read_cached(tmp_path, "key")
    assert kept is not None
    assert story.picture is not None
    assert repr(kept.story.picture) == repr(story.picture)


def test_only_a_story_with_a_picture_has_another_prose_hash(tmp_path: Path) -> None:
    with_it = story_from(STORY, tmp_path / "with")
    without = story_from(STORY.replace(PICTURE, ""), tmp_path / "without")
    assert with_it.logic_hash == without.logic_hash
    assert with_it.prose_hash != without.prose_hash
    assert with_it._replace(picture=None).prose_hash == without.prose_hash


def test_what_a_picture_reads_counts_as_read() -> None:
    story = STORY.replace("  money:", "  odd: {flag: true}\n  money:")
    story = story.replace("do: [money", "do: [odd = true, money")
    assert [found.code for found in found_in(story)] == ["BP217"]
    read = story.replace("if: money >= 6", "if: odd and money >= 6")
    assert found_in(read) == []


def test_what_a_picture_asks_of_the_past_can_be_told() -> None:
    seen = program(SCENES + PICTURE.replace("if: money >= 6", "if: chose(gate.go)") + OVER)
    assert seen.layout.has("chose:gate.go")


def test_a_line_is_cut_at_its_marks() -> None:
    assert list(pieces("-(a) (bb) (1)")) == [("-", ""), ("(a)", "a"), (" (bb) ", ""), ("(1)", "1")]
    assert list(pieces("")) == []


def test_each_sign_is_told_from_every_other_in_ascii_too() -> None:
    glyphs = [sign.glyph for sign in SIGNS.values()]
    assert len(set(glyphs)) == len({in_ascii(glyph) for glyph in glyphs}) == len(glyphs)
    assert "".join(map(in_ascii, glyphs)).isascii()
    assert len({sign.words for sign in SIGNS.values()}) == len(glyphs)


@pytest.mark.parametrize("sign", ["a", "é", "Я", "─", "╱", "●", "~", "7"])
def test_such_a_sign_can_be_drawn(sign: str) -> None:
    assert can_be_drawn(sign)


@pytest.mark.parametrize("sign", ["\t", "\x1b", "門", "\u0301", "\u202e", "✈", "\u200b"])
def test_such_a_sign_cannot(sign: str) -> None:
    assert not can_be_drawn(sign)


def test_the_picture_of_lakkon_says_it_is_invented_and_can_be_drawn_in_ascii() -> None:
    story = load_story(find_story("lakkon")).story
    assert story is not None
    assert story.picture is not None
    assert "invented" in story.picture.title
    assert "not to scale" in story.picture.title
    drawn = "\n".join(story.picture.drawing)
    assert "".join(SIMPLE.get(sign, sign) for sign in drawn).isascii()
    assert len(story.picture.drawing) <= MOST_LINES
    assert max(map(len, story.picture.drawing)) <= MOST_COLUMNS
    assert len(MARK.findall(drawn)) == len(story.picture.places) == 6


def test_the_picture_of_lakkon_says_something_else_at_every_reading() -> None:
    story = load_story(find_story("lakkon")).story
    assert story is not None
    assert story.picture is not None
    said = [reading.says[0].prose for reading in story.picture.readings]
    assert len(set(said)) == len(said)
    assert not [words for words in said if any(letter.isdigit() for letter in words)]
