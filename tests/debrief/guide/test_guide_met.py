"""Which scenes a play can come to with some settings: none is missing that any play comes to."""

from __future__ import annotations

from pathlib import Path

import pytest

from borderpost.debrief.guide.met import scenes_met
from borderpost.engine.program import Program
from borderpost.engine.settings import complete
from borderpost.proof.search.exploring import Limits, explore
from borderpost.story.load import load_story
from borderpost.story.model import Story
from borderpost.story.shipped import find_story
from tests.corpus.playing import story_files
from tests.stories import HEAD, OVER, story_from

SETTINGS = """\
variables:
  length: {one_of: [short, long], start: short, ask: true}
  brave: {flag: true, ask: true}
  money: {meter: 0..3, start: 1}
scenes:
  gate:
    text: A gate.
    choices:
      - {id: on, label: On, do: [money += 1], then: [{if: length == short, then: inn}, road]}
      - {id: up, label: Up, if: brave and money > 0, then: peak}
      - {id: by, label: By, then: [{if: money > 1, then: field}, over]}
  inn: {text: An inn., then: over}
  road: {text: A road., then: over}
  peak: {text: A peak., then: over}
  field: {text: A field., then: over}
"""


def load(path: Path) -> Story:
    story = load_story(path).story
    assert story is not None
    return story


@pytest.mark.parametrize(
    ("settings", "closed"),
    [
        ({}, {"road", "peak"}),
        ({"length": "long"}, {"inn", "peak"}),
        ({"brave": "true"}, {"road"}),
        ({"length": "long", "brave": "true"}, {"inn"}),
    ],
)
def test_settings_close_ways(settings: dict[str, str], closed: set[str], tmp_path: Path) -> None:
    story = story_from(HEAD + SETTINGS + OVER, tmp_path)
    everywhere = {*story.scenes, *story.endings}
    assert everywhere - scenes_met(story, complete(story, settings)) == closed


def test_of_lakkon_the_short_play_leaves_scenes_out_and_the_full_one_none() -> None:
    story = load(find_story("lakkon"))
    short = scenes_met(story, complete(story, {}))
    full = scenes_met(story, complete(story, {"profile": "full"}))
    assert {"brigade", "press_line", "side_by_side"}.isdisjoint(short)
    assert {"brigade", "press_line", "side_by_side"} <= full


@pytest.mark.parametrize("path", story_files(), ids=lambda path: path.stem)
def test_nothing_is_missing_that_a_play_comes_to(path: Path) -> None:
    story = load(path)
    program = Program(story)
    settings = complete(story, {})
    found = explore(program, settings, Limits(20_000, 5.0)).places()
    places = [program.layout.places[number] for number in found]
    come_to = {place.name for place in places if place.kind in ("scene", "ending")}
    assert come_to <= scenes_met(story, settings)
