"""`borderpost words`, as it is called."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from borderpost.cli import main
from borderpost.engine.plays import follow_play, settings_of
from borderpost.engine.program import Program
from borderpost.engine.run import Run
from borderpost.proof.reading import extremes
from borderpost.story.load import load_story
from tests.stories import HEAD

TWO_PACES = (
    HEAD
    + """\
variables:
  pace: {one_of: [slow, quick], start: slow, ask: true}
scenes:
  gate:
    text:
      - A gate.
      - {text: You take your time over every stone in the wall., if: pace == slow}
    choices:
      - {id: on, label: On, then: over}
      - {id: round, label: Round, if: pace == quick, then: gate}
endings:
  over:
    title: Over
    text: |
      It is over.
"""
)


@pytest.fixture(autouse=True)
def story(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "story.yaml").write_text(TWO_PACES, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_every_combination_of_settings_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["words", "."]) == 0
    told = capsys.readouterr().out
    slow, quick, pages, _ = told.split("\n\n")
    assert "pace slow" in slow
    assert "words   least 17; most 17; usually 17 (median of 1,000 plays by lot)" in slow
    assert "pace quick" in quick
    assert "least 8; most without bound; usually " in quick
    assert "gate      2 to 12 words   LIX" in pages


def test_json_names_the_plays(story: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["words", ".", "--set", "pace=quick", "--format", "json"]) == 0
    data = json.loads(capsys.readouterr().out)
    (run,) = data["runs"]
    assert run["settings"] == {"pace": "quick"}
    assert run["limit"] is None
    words = run["words"]
    assert words["least"] == {
        "low": 8,
        "high": 8,
        "exact": True,
        "unbounded": False,
        "limit": None,
        "play": ["@pace=quick", "gate.on"],
    }
    assert words["most"]["unbounded"]
    assert words["most"]["high"] is None
    assert words["plays"] == 1000
    assert words["median"] >= 8
    items = words["least"]["play"]
    loaded = load_story(story).story
    assert loaded is not None
    played = Run(Program(loaded), settings_of(items), 1)
    follow_play(played, items)
    assert played.program.place_name(played.state) == "over"
    assert data["pages"][0] | {"lix": 0} == {
        "id": "gate",
        "least": 2,
        "most": 12,
        "sentence_length": 6.0,
        "lix": 0,
        "reads_like": "children's book",
    }


def test_a_limit_is_told_and_what_needs_no_search_is_counted(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["words", ".", "--max-states", "1", "--set", "pace=slow"]) == 1
    told = capsys.readouterr().out
    assert "words   usually 17" in told
    assert "The least and the most are not known: the most states allowed were kept." in told


def test_a_search_that_is_not_closed_says_between_what_and_why(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(extremes, "MOST_TRIED", 0)
    assert main(["words", ".", "--set", "pace=slow"]) == 0
    told = capsys.readouterr().out
    # The bound is exact here, and the play gone on with comes to it.
    assert "least 17; most 17" in told
    assert "Between: the search ended before its end, since " in told


@pytest.mark.parametrize("plays", ["0", "-1", "1000001"])
def test_a_number_of_plays_that_cannot_be_is_refused(
    plays: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["words", ".", "--plays", plays]) == 2
    assert "say --plays with a number from 1 to 1000000" in capsys.readouterr().err.lower()


def test_a_setting_that_is_none_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["words", ".", "--set", "pace=fast"]) == 2
    assert "pace" in capsys.readouterr().err
