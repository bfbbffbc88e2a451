"""The command palette: the same commands, found by their names."""

from __future__ import annotations

from pathlib import Path

from textual.command import CommandPalette

from borderpost.terminal.papers.journal import Journal
from tests.terminal.hands import at_rest, strike
from tests.terminal.playing import is_at, opened, playing, press, seen, until


async def test_a_command_is_found_by_its_name_and_done(tmp_path: Path) -> None:
    async with opened(tmp_path, size=(100, 40)) as (app, pilot):
        await playing(app, pilot)
        await press(pilot, "ctrl+p")
        assert is_at(app, CommandPalette)
        await until(pilot, lambda: "case file" in seen(app.screen))
        assert "Take back" not in seen(app.screen), "there is nothing to undo yet"
        await press(pilot, *"journ")
        await until(pilot, lambda: "the way back. (j)" in seen(app.screen))
        await press(pilot, "enter")
        await until(pilot, lambda: is_at(app, Journal))


async def test_numbers_typed_into_the_palette_take_nothing(tmp_path: Path) -> None:
    async with opened(tmp_path) as (app, pilot):
        screen = await playing(app, pilot)
        await press(pilot, "ctrl+p", "1", "1", "escape", "escape")
        await until(pilot, lambda: app.screen is screen)
        assert not screen.run.records


async def test_paging_before_the_list_is_there_does_no_harm(tmp_path: Path) -> None:
    async with opened(tmp_path) as (app, pilot):
        screen = await playing(app, pilot)
        for size in ((80, 24), (40, 12), (1, 1)):
            await pilot.resize_terminal(*size)
            screen.action_palette()
            app.simulate_key("pageup")
            app.simulate_key("pagedown")
            await press(pilot, "pageup", "escape", "escape")
            await until(pilot, lambda: app.screen is screen)


async def test_enter_struck_often_takes_a_command_once_and_closes_nothing_else(
    tmp_path: Path,
) -> None:
    async with opened(tmp_path) as (app, pilot):
        screen = await playing(app, pilot)
        await press(pilot, "3", "s", "ctrl+p", *"undo")
        await until(pilot, lambda: "Take back" in seen(app.screen))
        before = len(screen.run.records)
        strike(app, "enter", "enter", "enter", "enter")
        await until(pilot, lambda: len(screen.run.records) > before)
        await at_rest(pilot)
        assert app.screen is screen
        assert len(screen.run.records) == before + 1


async def test_no_palette_opens_where_nothing_fits(tmp_path: Path) -> None:
    async with opened(tmp_path) as (app, pilot):
        screen = await playing(app, pilot)
        await pilot.resize_terminal(36, 10)
        await press(pilot, "ctrl+p")
        assert app.screen is screen
