"""Keys that come faster than the app: the second of two never takes what nobody has seen."""

from __future__ import annotations

from pathlib import Path

from borderpost.terminal.start.title import TitleScreen
from tests.terminal.hands import at_rest, click_at, press, strike
from tests.terminal.playing import opened, playing, where


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
