"""Leaving and coming back: the title, saved runs, settings, and what can go wrong with them."""

from __future__ import annotations

import errno
import gc
import threading
from pathlib import Path

import pytest

from borderpost.saves.log import Log
from borderpost.saves.problem import LogProblem
from borderpost.terminal.app import BorderpostApp
from borderpost.terminal.farewell import farewell
from borderpost.terminal.parts.dialogs import Asked
from borderpost.terminal.start import library
from borderpost.terminal.start.before_run import BeforeRun
from borderpost.terminal.start.opening import Opened
from borderpost.terminal.start.settings_question import SettingsQuestion
from borderpost.terminal.start.title import TitleScreen
from borderpost.terminal.wish import Wish
from tests.terminal.playing import (
    GATE,
    TO_THE_END,
    is_at,
    opened,
    playing,
    press,
    saved_runs,
    seen,
    story_folder,
    until,
)


async def test_a_run_goes_on_at_the_very_place(tmp_path: Path) -> None:
    async with opened(tmp_path, size=(80, 40)) as (app, pilot):
        screen = await playing(app, pilot)
        await press(pilot, "3", "2", "1", "1", "1", "q")
        assert is_at(app, Asked)
        assert "Your run is saved" in seen(app.screen)
        before = screen.run.view()
        await press(pilot, "1")
        await until(pilot, lambda: not app.is_running)
    path = saved_runs(tmp_path)[0].path
    async with opened(tmp_path, size=(80, 40), seed=None, resume=path) as (app, pilot):
        screen = await playing(app, pilot)
        assert screen.run.view() == before
        assert "In the case file" not in seen(screen)
        assert "The range chart" in seen(screen)


async def test_a_story_with_an_unfinished_run_opens_on_its_title(tmp_path: Path) -> None:
    async with opened(tmp_path) as (app, pilot):
        screen = await playing(app, pilot)
        await press(pilot, "1", "q", "2")
        assert is_at(app, TitleScreen)
        assert "1  Continue" in seen(app.screen)
        assert "Sit down. [Press] 1 to begin." in seen(app.screen)
    async with opened(tmp_path, seed=None) as (app, pilot):
        assert is_at(app, TitleScreen)
        await press(pilot, "enter")
        again = await playing(app, pilot)
        assert again.run.acts() == screen.run.acts()


async def test_escape_or_playing_on_stays(tmp_path: Path) -> None:
    async with opened(tmp_path) as (app, pilot):
        screen = await playing(app, pilot)
        await press(pilot, "q", "escape")
        assert app.screen is screen
        await press(pilot, "q", "3")
        assert app.screen is screen


@pytest.mark.parametrize("key", ["ctrl+c", "ctrl+q"])
async def test_leaving_at_once_loses_nothing(tmp_path: Path, key: str) -> None:
    async with opened(tmp_path) as (app, pilot):
        screen = await playing(app, pilot)
        await press(pilot, "1", "s", "1")
        await pilot.press(key)
        await until(pilot, lambda: not app.is_running)
        acts = screen.run.acts()
    assert saved_runs(tmp_path)[0].place == "The range chart"
    path = saved_runs(tmp_path)[0].path
    async with opened(tmp_path, resume=path) as (app, pilot):
        assert (await playing(app, pilot)).run.acts() == acts


async def test_saved_runs_are_listed_and_opened(tmp_path: Path) -> None:
    async with opened(tmp_path) as (app, pilot):
        await playing(app, pilot)
        await press(pilot, *TO_THE_END, "end", "5")
        assert is_at(app, TitleScreen)
        await press(pilot, "1")
        second = await playing(app, pilot)
        await press(pilot, "1", "q", "2", "3")
        text = seen(app.screen)
        assert "The gate: The gate at dawn" in text
        assert "The gate: The page is signed" in text
        assert "Ended: The page is signed" in text
        assert "1 step" in text
        await press(pilot, "1")
        assert (await playing(app, pilot)).run.acts() == second.run.acts()


async def test_a_file_that_is_no_run_is_told_of_and_not_opened(tmp_path: Path) -> None:
    async with opened(tmp_path) as (app, pilot):
        await playing(app, pilot)
        (tmp_path / "saves" / "gate-broken-1.jsonl").write_text("no [run] at all\n")
        await press(pilot, "q", "2", "3")
        assert "Its file " in seen(app.screen)
        number = next(n for n, run in enumerate(saved_runs(tmp_path), 1) if not run.story)
        await press(pilot, str(number))
        assert "Not opened" in seen(app.screen)


async def test_a_run_of_an_edited_story_is_told_of(tmp_path: Path) -> None:
    async with opened(tmp_path) as (app, pilot):
        await playing(app, pilot)
        await press(pilot, "1", "s", "1")
    path = saved_runs(tmp_path)[0].path
    before = path.read_bytes()
    edited = GATE.replace("id: boots", "id: coats", 1)
    async with opened(tmp_path, edited, size=(80, 40), resume=path) as (app, pilot):
        screen = await playing(app, pilot)
        assert "! The story has changed since this run was saved." in seen(screen)
        assert screen.run.view().place == "gate"
        assert path.read_bytes() == before


async def test_settings_are_asked_before_a_run(tmp_path: Path) -> None:
    asks = GATE.replace(
        "variables:\n",
        "variables:\n  pace: {one_of: [slow, very_fast], start: slow, ask: true, label: Pace}\n",
    )
    async with opened(tmp_path, asks) as (app, pilot):
        await until(pilot, lambda: is_at(app, SettingsQuestion))
        await pilot.pause()
        assert "2  very fast" in seen(app.screen)
        await press(pilot, "escape")
        assert is_at(app, TitleScreen)
        assert not saved_runs(tmp_path)
        await press(pilot, "1", "2")
        assert (await playing(app, pilot)).run.settings == {"pace": "very_fast"}
    async with opened(tmp_path, asks, settings={"pace": "slow"}) as (app, pilot):
        assert (await playing(app, pilot)).run.settings == {"pace": "slow"}


@pytest.mark.parametrize(
    "problem",
    [
        LogProblem("the disk is full", "free some room"),
        OSError(errno.ENOSPC, "No space left on device"),
    ],
)
async def test_a_step_that_cannot_be_saved_is_told_and_not_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, problem: Exception
) -> None:
    def fail(*_: object) -> None:
        raise problem

    async with opened(tmp_path) as (app, pilot):
        screen = await playing(app, pilot)
        with monkeypatch.context() as patch:
            patch.setattr(Log, "append", fail)
            await press(pilot, "1")
            assert is_at(app, Asked)
            assert "Not saved, so not done" in seen(app.screen)
            assert ("Free some room." in seen(app.screen)) == isinstance(problem, LogProblem)
            await press(pilot, "enter")
            await press(pilot, "c", "1")
            assert "Who is speaking?" in seen(app.screen)
            await press(pilot, "escape", "escape")
        assert not screen.run.records
        assert app.screen is screen
        await press(pilot, "1")
        assert len(screen.run.records) == 1


async def test_a_folder_that_cannot_be_made_is_told_with_the_mend(tmp_path: Path) -> None:
    (tmp_path / "saves").write_text("a file where the folder should be")
    async with opened(tmp_path) as (app, pilot):
        await until(pilot, lambda: is_at(app, Asked))
        await pilot.pause()
        assert "Choose another folder with --saves DIR." in seen(app.screen)
        await press(pilot, "enter")
        assert is_at(app, TitleScreen)


async def test_a_story_with_errors_says_which_and_lets_one_leave(tmp_path: Path) -> None:
    broken = GATE.replace("then: form", "then: [nowhere]").replace("start: gate", "start: gaet")
    async with opened(tmp_path, broken, size=(100, 40)) as (app, pilot):
        text = seen(app.screen)
        assert "This story cannot be played until its files are mended:" in text
        assert "gaet" in text
        assert "error BP" in text
        await pilot.press("q")
        await until(pilot, lambda: not app.is_running)


async def test_the_last_word_tells_how_to_go_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.argv", ["somewhere/bin/borderpost"])
    async with opened(tmp_path) as (app, pilot):
        await playing(app, pilot)
        assert app.saved is not None
        told = farewell(app.saved, tmp_path / "saves", tmp_path / "story")
        assert told.split("\n")[1].split() == [
            *("somewhere/bin/borderpost", "play", str(tmp_path / "story")),
            *("--resume", app.saved.handle),
            *("--saves", str(tmp_path / "saves")),
        ]


async def test_one_can_leave_while_the_story_is_still_being_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    may_go_on = threading.Event()

    def read_slowly(path: Path) -> Opened:
        may_go_on.wait(60)
        return Opened(path, None)

    monkeypatch.setattr(library, "open_story", read_slowly)
    app = BorderpostApp(Wish(story_folder(tmp_path / "gate"), tmp_path / "saves"))
    async with app.run_test() as pilot:
        assert "Gate" in seen(app.screen)
        await press(pilot, "1", "enter", "question_mark", "escape")
        await pilot.press("q")
        await until(pilot, lambda: not app.is_running)
        may_go_on.set()
    assert app.return_code == 0


async def test_a_run_that_is_no_more_begun_leaves_no_warning_of_python(tmp_path: Path) -> None:
    async with opened(tmp_path, begin=False) as (app, pilot):
        await until(pilot, lambda: isinstance(app.screen, BeforeRun))
        app._is_taking_up = False
        app.begin()
        app.workers.cancel_all()  # as leaving does, perhaps before the first of them has begun
    gc.collect()  # which would tell of what was never awaited
