"""Which of several stories of one id a saved run is taken to belong to."""

from __future__ import annotations

from pathlib import Path

import pytest

from borderpost.saves.belonging import story_of
from borderpost.saves.shelf import Shelf
from borderpost.saves.summary import RunSummary
from borderpost.story.load import load_story
from borderpost.story.model import Story
from tests.saves.small import STORY, edited, program_of

PROSE = ("text: Snow on the road.", "text: Rain on the road.")
LOGIC = ("cost: {money: 2}", "cost: {money: 3}")
LANGUAGE = ("language: en", "language: tg")


@pytest.fixture
def run(tmp_path: Path) -> RunSummary:
    """A run of the small story, which lies in the folder `same`."""
    shelf = Shelf(tmp_path / "saves")
    shelf.start(program_of(tmp_path / "same"), {}, 1).close()
    return shelf.runs()[0]


def load(path: Path) -> Story | None:
    """The story at a path."""
    return load_story(path).story


def test_the_same_logic_counts_most_then_the_language_then_the_words(
    tmp_path: Path, run: RunSummary
) -> None:
    edited(tmp_path / "other", LOGIC)
    edited(tmp_path / "words", PROSE)
    edited(tmp_path / "tajik", LANGUAGE, PROSE)
    edited(tmp_path / "both", LOGIC, PROSE)
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken/story.yaml").write_text(STORY.replace("then: done", "then: gone"))

    def chosen(*names: str, language: str = "") -> str:
        found = story_of(run, [tmp_path / name for name in names], load, language)
        return found.name if found else ""

    assert chosen("other", "words") == "words"
    assert chosen("other", "words", "tajik", "same") == "same"
    assert chosen("same", "tajik", "other", language="tg") == "tajik"
    assert chosen("broken", "other") == "other"
    assert chosen("broken", "both") == "both"
    assert chosen("both", "other") == "other"
    assert chosen() == ""


def test_a_story_that_is_the_only_one_is_not_even_loaded(tmp_path: Path, run: RunSummary) -> None:
    def never(path: Path) -> Story | None:
        raise AssertionError(path)

    path = tmp_path / "same"
    assert story_of(run, [path, path / ".." / "same"], never) == path.resolve()
