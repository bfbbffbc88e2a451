"""Keys that come faster than the app: the second of two never takes what nobody has seen."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from borderpost.terminal.app import BorderpostApp
from borderpost.terminal.keys.commands import EVERYWHERE, LEAVE, LOOK, REVIEW
from borderpost.terminal.start.title import TitleScreen
from tests.terminal.hands import at_rest, click_at, press, strike
from tests.terminal.playing import opened, playing, seen, until, where


async def test_a_number_struck_twice_answers_one_question(tmp_path: Path) -> None:
    async with opened(tmp_path) as (app, pilot):
        screen = await playing(app, pilot)
        await press(pilot, "end")
        strike(app, "1", "1")
        await at_rest(pilot)
        assert len(screen.run.records) == 1
        assert screen.question is not None
        assert screen.question.id == "scope"
        assert not screen._asking.option


async def test_a_window_is_closed_once_however_often_it_is_told(tmp_path: Path) -> None:
    async with opened(tmp_path) as (app, pilot):
        await playing(app, pilot)
        await press(pilot, "q")
        strike(app, "2", "2", "enter")
        await at_rest(pilot)
        assert isinstance(app.screen, TitleScreen)
        assert len(app.screen_stack) == 1


async def test_two_pages_opened_at_once_are_both_left(tmp_path: Path) -> None:
    async with opened(tmp_path) as (app, pilot):
        screen = await playing(app, pilot)
        strike(app, "j", "c")
        await at_rest(pilot)
        await press(pilot, "escape", "escape", "escape")
        assert app.screen is screen


async def test_a_choice_clicked_twice_at_once_is_taken_once(tmp_path: Path) -> None:
    async with opened(tmp_path, size=(100, 60)) as (app, pilot):
        screen = await playing(app, pilot)
        x, y = where(screen, "Fairly reliable")
        click_at(app, x, y)
        click_at(app, x, y)
        await at_rest(pilot)
        assert len(screen.run.records) == 1


async def test_a_wish_to_leave_never_closes_another_window(tmp_path: Path) -> None:
    async with opened(tmp_path) as (app, pilot):
        screen = await playing(app, pilot)
        await press(pilot, "q", "down")
        strike(app, "enter", "question_mark")
        await at_rest(pilot)
        assert app.saved is not None
        if screen in app.screen_stack:
            while app.screen is not screen:
                await press(pilot, "escape")
            await press(pilot, "1")
            assert screen.run.records, "the run can be played on"
        else:
            assert len(app.screen_stack) == 1


@pytest.mark.parametrize("entry", ["Stories", "Settings", "Saved runs"])
async def test_what_is_taken_twice_on_the_title_opens_once(tmp_path: Path, entry: str) -> None:
    async with opened(tmp_path) as (app, pilot):
        await playing(app, pilot)
        await press(pilot, "q", "2")
        await until(pilot, lambda: entry in seen(app.screen))
        x, y = where(app.screen, entry)
        click_at(app, x, y)
        await until(pilot, lambda: not isinstance(app.screen, TitleScreen))
        await at_rest(pilot)
        await press(pilot, "escape")
        await until(pilot, lambda: isinstance(app.screen, TitleScreen))
        strike(app, "enter", "enter")
        await at_rest(pilot)
        await until(pilot, lambda: len(app.screen_stack) == 2)
        await at_rest(pilot)
        assert len(app.screen_stack) == 2


async def test_a_page_is_followed_by_one_listener_however_many_classes_it_has(
    tmp_path: Path,
) -> None:
    async with opened(tmp_path) as (app, pilot):
        screen = await playing(app, pilot)
        listeners = screen.screen_layout_refresh_signal._subscriptions[screen]
        heard = [str(cell.cell_contents) for one in listeners for cell in one.__closure__ or ()]
        assert sum("_laid_out" in callback for callback in heard) == 1


PAGES = {
    command.id: command.keys.split(",")[0]
    for command in (*LOOK, *EVERYWHERE, LEAVE)
    if command != REVIEW
}
"""The key of each command that opens a page or a window."""


@pytest.mark.parametrize("command", PAGES)
async def test_a_page_that_is_closed_before_it_is_there_is_no_fault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    """As by two keys struck together on a busy machine."""
    push, pushed = BorderpostApp.push_screen, []

    def push_and_pop(app: BorderpostApp, *page: Any, **options: Any) -> object:  # noqa: ANN401 - whatever it takes
        pushed.append(page)
        answer = push(app, *page, **options)
        app.pop_screen()
        return answer

    async with opened(tmp_path) as (app, pilot):
        screen = await playing(app, pilot)
        monkeypatch.setattr(BorderpostApp, "push_screen", push_and_pop)
        await press(pilot, PAGES[command])
        await at_rest(pilot)
        assert len(pushed) == 1
        assert app.screen is screen
        monkeypatch.undo()
        await press(pilot, "1")
        assert screen.run.records


@pytest.mark.parametrize("command", [name for name in PAGES if name != LEAVE.id])
async def test_keys_that_come_before_a_page_is_there_do_nothing_to_it(
    tmp_path: Path, command: str
) -> None:
    """The app hands them to the page that is on top, whether its parts are there yet or not."""
    async with opened(tmp_path) as (app, pilot):
        screen = await playing(app, pilot)
        for key in ("1", "down", "enter", "space", "end", "left", "x", "tab"):
            strike(app, PAGES[command], key, key)
            await at_rest(pilot)
            while app.screen is not screen and screen in app.screen_stack:
                await press(pilot, "escape")
        assert app.is_running
        assert app.saved is not None
