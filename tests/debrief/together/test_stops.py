"""Stops at the end of an act: where they are due, how they are passed, what they are called."""

from __future__ import annotations

from pathlib import Path

import pytest

from borderpost.debrief.together.stops import NoSuchAct, Stop, Stops, acts_named
from borderpost.engine.program import Program
from borderpost.engine.run import Run
from tests.stories import ACTS, YARD, play, program_from, story_from

DAWN, NOON, DUSK = range(3)


@pytest.fixture
def program(tmp_path: Path) -> Program:
    return program_from(ACTS, tmp_path)


def stopped(program: Program, acts: tuple[int, ...], *items: str) -> list[tuple[str, int]]:
    """Where a play is stopped, and at the end of which act; it is let go on each time."""
    run, stops = Run(program, {}, 1), Stops(acts)
    assert stops.due(run) is None, "no act has ended before the first page"
    found = []
    for item in items:
        play(run, [item])
        stop = stops.due(run)
        if stop is not None:
            found.append((program.place_name(run.state), stop.act))
            stops.go_on(stop)
            assert stops.due(run) is None
    return found


@pytest.mark.parametrize(
    ("acts", "items", "where"),
    [
        ((DAWN,), ("gate.in", "yard.stay", "late."), [("yard", DAWN)]),
        ((NOON,), ("gate.in", "yard.stay", "late."), [("late", NOON)]),
        ((DAWN, NOON, DUSK), ("gate.in", "yard.stay"), [("yard", DAWN), ("late", NOON)]),
        ((DUSK,), ("gate.in", "yard.stay", "late."), []),
        ((NOON,), ("gate.home",), [("late", NOON)]),
        ((DAWN, NOON, DUSK), ("gate.home",), [("late", DAWN)]),
        ((DAWN,), ("gate.over", "wall."), [("yard", DAWN)]),
        ((DAWN,), ("gate.in", "yard.back", "gate.in"), [("yard", DAWN), ("yard", DAWN)]),
        ((NOON,), ("gate.in", "yard.away"), []),
        ((), ("gate.in", "yard.stay"), []),
    ],
)
def test_a_stop_is_due_at_the_first_page_of_a_later_act(
    program: Program, acts: tuple[int, ...], items: tuple[str, ...], where: list[tuple[str, int]]
) -> None:
    assert stopped(program, acts, *items) == where


def test_a_stop_comes_again_after_undo_and_not_after_going_on(program: Program) -> None:
    run, stops = Run(program, {}, 1), Stops([DAWN])
    play(run, ["gate.in"])
    stop = stops.due(run)
    assert stop == Stop(DAWN, run.head)
    assert run.undo()
    assert stops.due(run) is None
    assert run.redo()
    assert stops.due(run) == stop, "undone without having gone on"
    stops.go_on(stop)
    play(run, ["yard.stay"])
    run.undo()
    assert stops.due(run) is None, "this page was seen already"
    run.undo()
    assert stops.due(run) is None
    run.redo()
    assert stops.due(run) == stop, "over the stop and back"


def test_who_goes_on_with_a_run_beyond_the_first_page_is_not_stopped(tmp_path: Path) -> None:
    asks = (
        "    questions:\n      - {id: dry, ask: Is it dry?, options: {is: It is}, optional: true}\n"
    )
    program = program_from(
        ACTS.replace("    text: A yard.\n", f"    text: A yard.\n{asks}"), tmp_path
    )
    run = Run(program, {}, 1)
    play(run, ["gate.in"])
    assert Stops([DAWN]).due(run) is not None, "left at the stop itself"
    play(run, ["dry=is"])
    assert Stops([DAWN, NOON]).due(run) is None
    play(run, ["yard.back"])
    assert Stops([DAWN, NOON]).due(run) is None


@pytest.mark.parametrize(
    ("until", "acts"),
    [
        ("", ()),
        ("noon", (NOON,)),
        ("1", (NOON,)),
        ("act1", (NOON,)),
        ("ACT2", (DUSK,)),
        ("each", (DAWN, NOON, DUSK)),
    ],
)
def test_an_act_is_named_by_its_id_or_its_place(
    tmp_path: Path, until: str, acts: tuple[int, ...]
) -> None:
    assert acts_named(story_from(ACTS, tmp_path), until) == acts


@pytest.mark.parametrize("until", ["act3", "-1", "nono", "noon ", "99999", "١", "\x1b[31m"])
def test_an_act_that_is_none_is_told_with_those_there_are(tmp_path: Path, until: str) -> None:
    with pytest.raises(NoSuchAct) as caught:
        acts_named(story_from(ACTS, tmp_path), until)
    assert caught.value.mend == "the acts are act0 dawn, act1 noon, act2 dusk; or say each"
    assert "\x1b" not in str(caught.value)
    assert caught.value.code == 2


@pytest.mark.parametrize("until", ["each", "act0"])
def test_a_story_without_acts_cannot_be_stopped(tmp_path: Path, until: str) -> None:
    with pytest.raises(NoSuchAct, match="no acts in order"):
        acts_named(story_from(YARD, tmp_path), until)


def test_what_is_said_at_a_stop() -> None:
    assert Stop(2, 7).told("amber-heron-17") == (
        "Act 2 ends here. Your run is saved as amber-heron-17. Go on when your teacher says so."
    )
