"""What each decision could have changed, on the screen: after an ending, and worked out there."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from pathlib import Path

import pytest

from borderpost.debrief.run.forks import Forks, forks_of
from borderpost.engine.moment import Path as Way
from borderpost.engine.program import Program
from borderpost.terminal.papers import debrief_screen
from tests.debrief.run.test_forks import ROAD
from tests.terminal.playing import opened, press, seen
from tests.terminal.test_debrief import debriefed, titles, worked_out

STORY = ROAD.replace("night: {flag: true, ask: true}", "night: {flag: true, start: true}")


def words_on(screen: object) -> str:
    """What is seen on a screen, on one line."""
    return " ".join(seen(screen).split())  # type: ignore[arg-type]


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (160, 45)])
async def test_every_decision_is_told_with_what_it_could_have_changed(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with opened(tmp_path, STORY, size=size) as (app, pilot):
        screen = await debriefed(app, pilot, "gate.wait", "inn.bed", "rest.early")
        await worked_out(screen, pilot)
        await press(pilot, "5")
        assert titles(screen) == "What could have changed"
        assert screen.reading is not None
        text = words_on(screen)
        while screen.reading.more_below:
            await press(pilot, "space")
            text += words_on(screen)
        assert "You came to “Too late”." in text
        for said in (
            "1 The gate → Wait for the guard to sleep",
            "Still open after it: “The market” and “Too late”.",
            "From here, “The hay” led also to “The market”.",
            "This choice could not have changed the ending.",
        ):
            assert said in text


async def test_the_ledger_is_open_while_it_is_worked_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on, begun = threading.Event(), threading.Event()

    def slowly(program: Program, settings: Mapping[str, str], path: Way) -> Forks | None:
        begun.set()
        go_on.wait()
        return forks_of(program, settings, path)

    monkeypatch.setattr(debrief_screen, "forks_of", slowly)
    try:
        async with opened(tmp_path, STORY) as (app, pilot):
            screen = await debriefed(app, pilot, "gate.turn")
            assert titles(screen) == "Summary"
            await press(pilot, "5")
            assert "Being worked out" in seen(screen)
            await press(pilot, "6")
            assert titles(screen) == "What you were told"
            await press(pilot, "5")
            go_on.set()
            await worked_out(screen, pilot)
            assert "Being worked out" not in seen(screen)
            assert "Still open after it: only “At home”." in words_on(screen)
            assert begun.is_set()
    finally:
        go_on.set()


async def test_one_may_leave_the_ledger_before_it_is_worked_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on = threading.Event()

    def slowly(program: Program, settings: Mapping[str, str], path: Way) -> Forks | None:
        go_on.wait()
        return forks_of(program, settings, path)

    monkeypatch.setattr(debrief_screen, "forks_of", slowly)
    try:
        async with opened(tmp_path, STORY) as (app, pilot):
            screen = await debriefed(app, pilot, "gate.turn")
            await press(pilot, "5", "escape")
            assert app.screen is not screen
            go_on.set()
            await press(pilot, "u", "l")
            assert "Being worked out" not in seen(app.screen)
    finally:
        go_on.set()


async def test_before_an_ending_nothing_is_searched(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(*_: object) -> Forks | None:
        raise AssertionError("nothing is to be searched yet")

    monkeypatch.setattr(debrief_screen, "forks_of", never)
    async with opened(tmp_path, STORY) as (app, pilot):
        screen = await debriefed(app, pilot, "gate.wait")
        await press(pilot, "5")
        assert "told here once you come to an ending" in words_on(screen)
        assert "Too late" not in seen(screen)
