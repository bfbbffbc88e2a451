"""What parts of a story used to be called: each kind of name, and names that were taken again."""

from __future__ import annotations

from pathlib import Path

import pytest

from borderpost.engine.actions import Action, Answer, Choose, Continue, Nature
from borderpost.saves.renames import Renames
from tests.stories import story_from

STORY = """\
story: {id: pass, title: The pass, version: 2, language: en, start: gate}
variables:
  pace: {was: [speed, tempo], one_of: [slow, fast], ask: true}
  speed_of_light: {range: 0..3}
scenes:
  gate:
    was: [door]
    title: The gate
    text: A gate.
    questions:
      - id: road
        was: [path]
        ask: Is it open?
        options: {open: {says: It is, was: [free]}, shut: It is not}
        optional: true
    choices:
      - {id: ask, was: [beg], label: Ask, then: room}
      - {id: wait, was: [stay], label: Wait, then: {chance: {room: 1, over: 1}}}
  room:
    was: [office, beg]
    title: The room
    text: A room.
    choices:
      - {id: beg, label: Beg, then: over}
      - {id: leave, was: [ask], label: Leave, then: over}
endings:
  over: {was: [end], title: Over, text: It is over.}
removed:
  hut: room
  wall: none
  room.sit: over
  road.flooded: none
"""


@pytest.fixture
def renames(tmp_path: Path) -> Renames:
    return Renames(story_from(STORY, tmp_path))


@pytest.mark.parametrize(
    ("then", "now"),
    [
        ("door", "gate"),
        ("gate", "gate"),
        ("office", "room"),
        ("end", "over"),
        ("over", "over"),
        ("hut", "room"),
        ("nowhere", "nowhere"),
        ("~door.stay#1", "~gate.wait#1"),
        ("~gate.wait#12", "~gate.wait#12"),
        ("~office#2", "~room#2"),
        ("~hut.wait#1", "~hut.wait#1"),
    ],
)
def test_a_place_has_the_name_of_now(renames: Renames, then: str, now: str) -> None:
    assert renames.place(then) == now


@pytest.mark.parametrize(
    ("then", "now"),
    [
        (Choose("door", "beg"), Choose("gate", "ask")),
        (Choose("gate", "ask"), Choose("gate", "ask")),
        (Choose("office", "ask"), Choose("room", "leave")),
        (Choose("room", "beg"), Choose("room", "beg")),
        (Choose("gate", "office"), Choose("gate", "room")),
        (Choose("nowhere", "door"), Choose("nowhere", "gate")),
        (Continue("office"), Continue("room")),
        (Answer("path", "free", "", 2), Answer("road", "open", "", 2)),
        (Answer("road", "shut", "card.row", 0), Answer("road", "shut", "card.row", 0)),
        (Answer("wall", "free"), Answer("wall", "free")),
        (Nature("end"), Nature("over")),
        (Nature("hut"), Nature("room")),
    ],
)
def test_an_action_has_the_names_of_now(renames: Renames, then: Action, now: Action) -> None:
    assert renames.action(then) == now


@pytest.mark.parametrize(
    ("action", "gone"),
    [
        (Choose("hut", "leave"), True),
        (Continue("hut"), True),
        (Answer("wall", "high"), True),
        (Answer("road", "flooded"), True),
        (Answer("road", "shut"), False),
        (Choose("room", "sit"), False),
        (Continue("gate"), False),
        (Nature("hut"), False),
    ],
)
def test_what_was_done_in_a_removed_part_is_gone(
    renames: Renames, action: Action, gone: bool
) -> None:
    assert renames.is_gone(action) is gone


def test_points_of_chance_in_a_removed_scene_are_gone(renames: Renames) -> None:
    assert renames.is_gone_point("~hut.wait#1")
    assert renames.is_gone_point("~hut#3")
    assert not renames.is_gone_point("~gate.wait#1")
    assert not renames.is_gone_point("hut")
    assert not renames.is_gone_point("-hut.wait#1")


def test_a_removed_choice_says_where_plays_go_on(renames: Renames) -> None:
    assert renames.instead_of(Choose("room", "sit")) == "over"
    assert renames.instead_of(Choose("room", "leave")) == ""


def test_settings_have_the_names_of_now_and_lose_what_is_gone(renames: Renames) -> None:
    given = {"tempo": "fast", "speed_of_light": "3", "weather": "fog"}
    assert renames.settings(given) == {"pace": "fast"}
    assert renames.settings({"pace": "slow"}) == {"pace": "slow"}
