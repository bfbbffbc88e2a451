"""`borderpost endings`, and what `check` says of the file it writes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from borderpost.cli import main
from borderpost.engine.program import Program
from borderpost.proof.search.exploring import Limits
from borderpost.story.load import load_story
from borderpost.story.open_endings import (
    LARGEST,
    OPEN_ENDINGS_FILE,
    read_open_endings,
    shipped_open_endings,
    written,
)
from borderpost.story.shipped import shipped_stories
from borderpost.workshop.diagnosis import check
from borderpost.workshop.open_endings import _table, open_endings, told_open_endings
from borderpost.workshop.written import NotWritten
from tests.debrief.run.test_forks import FORM, ROAD
from tests.stories import story_from

TABLE = """\
night=false: 2 endings are open after some choice.
  gate.pay    late
  gate.turn   home
  inn.hay     late
  rest.early  late
  rest.long   late

night=true: 3 endings are open after some choice.
  gate.pay    late
  gate.turn   home
  gate.wait   market, late
  inn.bed     late
  inn.hay     market, late
  rest.early  market, late
  rest.long   late
"""


@pytest.fixture
def road(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A story's folder, in which commands are called."""
    monkeypatch.chdir(tmp_path)
    story_from(ROAD, tmp_path)
    return tmp_path


def codes(folder: Path) -> list[str]:
    """What a static check finds, by its codes."""
    return [found.code for found in check(folder, static=True).diagnostics]


def test_each_choice_is_told_with_the_endings_it_leaves_open(
    road: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["endings", "."]) == 0
    assert capsys.readouterr().out == TABLE
    assert not (road / OPEN_ENDINGS_FILE).exists()


def test_what_is_written_is_what_the_json_says_and_is_read_back(
    road: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["endings", ".", "--format", "json"]) == 0
    told = capsys.readouterr().out
    assert main(["endings", ".", "--write"]) == 0
    text = (road / OPEN_ENDINGS_FILE).read_text("utf-8")
    assert capsys.readouterr().out == f"Written to {OPEN_ENDINGS_FILE}: {len(text):,} bytes.\n"
    assert told == text
    assert json.loads(text)["endings"] == ["home", "late", "market"]
    found = read_open_endings(text)
    assert written(found) == text
    assert found.after({"night": "true"})["inn.hay"] == {"late", "market"}
    assert found.after({"night": "false"})["inn.hay"] == {"late"}
    assert found.after({}) == {}


def test_where_a_limit_is_met_nothing_is_written(
    road: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["endings", ".", "--write", "--max-states", "1"]) == 1
    said = capsys.readouterr().out
    assert said.startswith("Not worked out: the most states allowed were kept after ")
    assert said.endswith("Nothing was written.\n")
    assert not (road / OPEN_ENDINGS_FILE).exists()


def test_a_story_in_a_single_file_has_nowhere_to_keep_it(tmp_path: Path) -> None:
    path = tmp_path / "form.yaml"
    path.write_text(FORM, encoding="utf-8")
    story = load_story(path).story
    assert story is not None
    told, code = told_open_endings(Program(story), Limits(), write=False, as_json=False)
    assert (told, code) == ("2 endings are open after some choice.\n  form.sign  all\n", 0)
    with pytest.raises(NotWritten) as problem:
        told_open_endings(Program(story), Limits(), write=True, as_json=False)
    assert problem.value.mend == "put it into a folder of its own, as story.yaml"


def test_where_it_cannot_be_written_the_mend_is_told(
    road: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (road / OPEN_ENDINGS_FILE).mkdir()
    assert main(["endings", ".", "--write"]) == 2
    assert f"'{OPEN_ENDINGS_FILE}' cannot be written" in capsys.readouterr().err


def test_check_warns_of_a_file_that_the_story_has_outgrown(road: Path) -> None:
    assert main(["endings", ".", "--write"]) == 0
    assert codes(road) == []
    reworded = ROAD.replace("Pay the toll", "Pay what is asked")
    story_from(reworded, road)
    assert codes(road) == [], "words alone change no ending"
    story_from(ROAD.replace("do: [coins -= 1]", "do: [coins += 1]"), road)
    (found,) = check(road, static=True).diagnostics
    assert (found.code, found.at.file, found.at.line) == ("BP314", OPEN_ENDINGS_FILE, 3)
    assert found.excerpt.lstrip().startswith('"logic"')
    assert "borderpost endings STORY --write" in found.mend
    assert main(["check", "."]) == 0, "it is a warning"
    assert main(["check", ".", "--strict", "--static"]) == 1
    assert main(["endings", ".", "--write"]) == 0
    assert codes(road) == []


@pytest.mark.parametrize(
    "text", ["[]", "{}", "\0", " " * (LARGEST + 1), '{"story": "other"}'], ids=str.__len__
)
def test_check_warns_of_a_file_that_is_none(road: Path, text: str) -> None:
    (road / OPEN_ENDINGS_FILE).write_text(text, encoding="utf-8")
    assert codes(road) == ["BP314"]
    story = load_story(road).story
    assert story is not None
    assert shipped_open_endings(story) is None


def test_check_warns_of_a_file_of_another_story(road: Path, tmp_path: Path) -> None:
    assert main(["endings", ".", "--write"]) == 0
    path = road / OPEN_ENDINGS_FILE
    path.write_text(path.read_text("utf-8").replace('"road"', '"rod"'), encoding="utf-8")
    (found,) = check(road, static=True).diagnostics
    assert "another story" in found.message


def test_a_file_that_is_no_text_is_told_and_not_used(road: Path) -> None:
    (road / OPEN_ENDINGS_FILE).write_bytes(b"\xff\xfe\x00")
    assert codes(road) == ["BP314"]


def test_a_story_from_the_cache_has_its_file_too(road: Path, tmp_path: Path) -> None:
    assert main(["endings", ".", "--write"]) == 0
    for _ in range(2):
        story = load_story(road, tmp_path / "cache").story
        assert story is not None
        assert shipped_open_endings(story) is not None


def test_a_story_may_have_more_endings_than_a_number_has_bits(tmp_path: Path) -> None:
    many = 70
    choices = "".join(f"      - {{id: c{n}, label: To {n}, then: e{n}}}\n" for n in range(many))
    endings = "".join(f"  e{n}: {{title: E{n}, text: E.}}\n" for n in range(many))
    story = story_from(
        "story: {id: many, title: Many, version: 1, language: en, start: a}\n"
        f"scenes:\n  a:\n    text: A.\n    choices:\n{choices}endings:\n{endings}",
        tmp_path,
    )
    (table,) = open_endings(Program(story), Limits()).found.tables
    assert table.after == {f"a.c{n}": {f"e{n}"} for n in range(many)}


@pytest.mark.slow
@pytest.mark.parametrize("profile", ["short", "standard"])
def test_lakkons_file_is_what_the_command_makes(profile: str) -> None:
    """The full profile takes as long as all else together; that it is of age, `check` tells."""
    folder = shipped_stories()["lakkon"]
    story = load_story(folder).story
    assert story is not None
    (table,) = (
        each
        for each in read_open_endings((folder / OPEN_ENDINGS_FILE).read_text("utf-8")).tables
        if each.settings["profile"] == profile
    )
    made, limit, _ = _table(Program(story), table.settings, Limits())
    assert not limit
    assert made == table
