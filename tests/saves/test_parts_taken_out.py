"""Runs through parts of a story that were taken out since, where the story says how to go on."""

from __future__ import annotations

from pathlib import Path

import pytest

from borderpost.engine.actions import Choose, Nature
from borderpost.engine.program import Program
from borderpost.saves.follow import Followed, follow
from borderpost.saves.shelf import Shelf
from borderpost.saves.stored import StoredRun, read_log
from tests.saves.small import program_of
from tests.stories import play

BEFORE = """\
story: {id: pass, title: The pass, version: 1, language: en, start: gate}
scenes:
  gate:
    text: A gate.
    choices: [{id: go, label: Go, then: hut}]
  hut:
    text: A hut.
    choices:
      - {id: wait, label: Wait, then: {chance: {room: 1, over: 1}}}
      - {id: leave, label: Leave, then: room}
      - {id: back, label: Back, then: gate}
  room:
    text: A room.
    choices:
      - {id: stay, label: Stay, then: {chance: {room: 1, over: 1}}}
      - {id: out, label: Out, then: over}
endings:
  over: {title: Over, text: It is over.}
"""
HUT = BEFORE[BEFORE.index("  hut:") : BEFORE.index("  room:")]
AFTER = BEFORE.replace(HUT, "").replace("then: hut", "then: room") + "removed: {hut: room}\n"


@pytest.fixture
def before(tmp_path: Path) -> Program:
    return program_of(tmp_path / "before", BEFORE)


@pytest.fixture
def after(tmp_path: Path) -> Program:
    return program_of(tmp_path / "after", AFTER)


def saved(tmp_path: Path, program: Program, *items: str) -> StoredRun:
    """A run that was played and left; chance, written as `~room`, is made to come out so."""
    with Shelf(tmp_path / "saves").start(program, {}, 3) as run:
        for item in items:
            if item.startswith("~"):
                run.run.nature(item[1:])
            else:
                scene, _, choice = item.partition(".")
                run.run.take(Choose(scene, choice))
    return read_log(run.path)


def actions(followed: Followed) -> list[object]:
    return [act.action for act in followed.run.acts()]


def test_chance_in_a_part_taken_out_is_passed_over(
    tmp_path: Path, before: Program, after: Program
) -> None:
    stored = saved(tmp_path, before, "gate.go", "hut.wait", "~room", "room.stay", "~room")
    followed = follow(stored, after)
    assert (followed.status, followed.step) == ("migrated", 0)
    assert actions(followed) == [Choose("gate", "go"), Choose("room", "stay"), Nature("room")]
    assert followed.origins == (1, 4, 5)


def test_a_way_through_it_is_passed_over(tmp_path: Path, before: Program, after: Program) -> None:
    followed = follow(saved(tmp_path, before, "gate.go", "hut.leave", "room.out"), after)
    assert (followed.status, followed.run.finished) == ("migrated", True)
    assert actions(followed) == [Choose("gate", "go"), Choose("room", "out")]


@pytest.mark.parametrize(
    ("items", "step", "kept"),
    [
        (("gate.go", "hut.wait", "~over"), 2, 1),
        (("gate.go", "hut.back", "gate.go"), 2, 1),
    ],
)
def test_what_led_elsewhere_from_there_is_told(
    tmp_path: Path,
    before: Program,
    after: Program,
    items: tuple[str, ...],
    step: int,
    kept: int,
) -> None:
    followed = follow(saved(tmp_path, before, *items), after)
    assert (followed.status, followed.step) == ("diverged", step)
    assert len(actions(followed)) == kept


def test_chance_elsewhere_is_never_passed_over(
    tmp_path: Path, before: Program, after: Program
) -> None:
    stored = saved(tmp_path, before, "gate.go", "hut.leave", "room.stay", "~room", "room.out")
    followed = follow(stored, after)
    assert actions(followed) == [
        Choose("gate", "go"),
        Choose("room", "stay"),
        Nature("room"),
        Choose("room", "out"),
    ]


# --- Where there are no words -------------------------------------------------------------------


def test_a_step_in_a_place_without_a_title_is_told_by_its_number(
    tmp_path: Path, before: Program
) -> None:
    stored = saved(tmp_path, before, "gate.go", "hut.leave")
    lost = BEFORE.replace("      - {id: leave, label: Leave, then: room}\n", "")
    followed = follow(stored, program_of(tmp_path / "lost", lost))
    assert followed.fault == "Step 2: the choice “Leave” can no longer be taken there"
    gone = BEFORE.replace("{id: go, ", "{id: went, ")
    followed = follow(stored, program_of(tmp_path / "gone", gone))
    assert followed.fault == "Step 1: the choice “Go” can no longer be taken there"


def test_chance_before_any_decision_is_told_as_the_first_step(tmp_path: Path) -> None:
    text = """\
story: {id: pass, title: The pass, version: 1, language: en, start: sky}
scenes:
  sky: {then: {chance: {fog: 1, sun: 1}}}
  fog: {text: Fog., then: over}
  sun: {text: Sun., then: over}
endings: {over: {title: Over, text: It is over.}}
"""
    clear = text.replace("fog: 1, sun: 1", "sun: 1, over: 1").replace(
        "  fog: {text: Fog., then: over}\n", ""
    )
    program = program_of(tmp_path / "sky", text)
    with Shelf(tmp_path / "saves").start(program, {}, 3) as run:
        seeds = iter(range(50))
    while run.run.view().place != "fog":
        with Shelf(tmp_path / "saves").start(program, {}, next(seeds)) as run:
            play(run.run, [])
    followed = follow(read_log(run.path), program_of(tmp_path / "clear", clear))
    assert (followed.status, followed.step) == ("diverged", 1)
    assert followed.fault == "Step 1: the turn of chance to “fog” can no longer be taken there"
    followed.run.settle()
    assert followed.run.view().place in ("sun", "over")
