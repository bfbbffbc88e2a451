"""The title, its picture, and the page before a run."""

from __future__ import annotations

from pathlib import Path

import pytest

from borderpost.terminal.keys.help import Help
from borderpost.terminal.likes.settings_screen import SettingsScreen
from borderpost.terminal.parts.picture import HATCHED, SMOOTH, Manner, picture_lines
from borderpost.terminal.play.play import PlayScreen
from borderpost.terminal.start.before_run import BeforeRun
from borderpost.terminal.start.title import TitleScreen
from tests.terminal.playing import is_at, opened, playing, press, saved_runs, seen, until
from tests.terminal.shelves import SMALL, on_title, played, small_story

SIZES = [(40, 12), (60, 20), (80, 24), (100, 30), (160, 45)]


@pytest.mark.parametrize("size", SIZES)
async def test_the_title_offers_everything_in_every_window(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    story = small_story(tmp_path / "ford")
    played(tmp_path / "saves", story, "wade")
    async with on_title(tmp_path, story, size=size) as (app, pilot):
        found = seen(app.screen)
        assert "The ford" in found
        for _ in range(20):
            await press(pilot, "down")
            found += "\n" + seen(app.screen)
        for entry in ("Continue", "New run", "Saved runs (1)", "Stories", "Settings", "Help"):
            assert entry in found
        assert "Quit" in found
        assert "at The middle" in " ".join(found.split())
        assert all(len(line) <= size[0] for line in found.split("\n"))


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (160, 45)])
async def test_a_first_time_player_sees_story_and_menu_at_once(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with on_title(tmp_path, None, size=size) as (app, _):
        text = seen(app.screen)
        assert "You command the border guards" in text
        assert "▸ 1  Begin" in text
        assert "5  Quit" in text
        assert "more" not in text.split("\n")[-1]


@pytest.mark.parametrize("size", SIZES)
async def test_nobody_begins_without_the_content_note(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with opened(tmp_path, SMALL, size=size, begin=False) as (app, pilot):
        await until(pilot, lambda: is_at(app, BeforeRun))
        await pilot.pause()
        text = seen(app.screen)
        for _ in range(20):
            if is_at(app, PlayScreen):
                break
            text += seen(app.screen)
            await press(pilot, "enter")
        for told in ("The ford", "A river in the hills.", "Nobody here is real.", "cold water"):
            assert told in text
        await playing(app, pilot)


async def test_one_can_turn_back_before_a_run_and_nothing_is_begun(tmp_path: Path) -> None:
    async with opened(tmp_path, SMALL, begin=False) as (app, pilot):
        await until(pilot, lambda: is_at(app, BeforeRun))
        await press(pilot, "2")
        assert is_at(app, TitleScreen)
        assert not saved_runs(tmp_path)
        await press(pilot, "1")
        assert is_at(app, BeforeRun)
        await press(pilot, "escape")
        assert is_at(app, TitleScreen)
        await press(pilot, "1", "1")
        await playing(app, pilot)
        assert len(saved_runs(tmp_path)) == 1


async def test_who_has_passed_the_page_is_not_asked_twice(tmp_path: Path) -> None:
    async with opened(tmp_path, SMALL) as (app, pilot):
        first = await playing(app, pilot)
        await press(pilot, "q", "2", "2")
        await until(pilot, lambda: is_at(app, PlayScreen) and app.screen is not first)
        assert len(saved_runs(tmp_path)) == 2


async def test_who_goes_on_with_a_run_is_not_asked_and_who_begins_anew_is(tmp_path: Path) -> None:
    story = small_story(tmp_path / "ford")
    played(tmp_path / "saves", story, "wade")
    async with on_title(tmp_path, story) as (app, pilot):
        await press(pilot, "1")
        await playing(app, pilot)
        await press(pilot, "q", "2", "2")
        assert is_at(app, BeforeRun)


async def test_a_key_that_comes_twice_begins_one_run(tmp_path: Path) -> None:
    async with on_title(tmp_path, small_story(tmp_path / "ford")) as (app, pilot):
        app.begin()
        app.begin()
        await until(pilot, lambda: is_at(app, BeforeRun))
        await press(pilot, "1")
        await playing(app, pilot)
        assert len(saved_runs(tmp_path)) == 1
        assert len(app.screen_stack) == 2


async def test_a_story_that_says_nothing_of_itself_begins_at_once(tmp_path: Path) -> None:
    begins, ends = SMALL.index("  about:"), SMALL.index("scenes:")
    silent = SMALL[:begins] + SMALL[ends:]
    async with opened(tmp_path, silent, begin=False) as (app, pilot):
        await playing(app, pilot)


async def test_who_leaves_while_the_story_is_read_just_leaves(tmp_path: Path) -> None:
    async with on_title(tmp_path, small_story(tmp_path / "ford")) as (app, _):
        title = app.screen_stack[0]
        assert isinstance(title, TitleScreen)
        await title.remove_children()
        title.show("A gate", [], [])
        assert not title.children


async def test_settings_and_help_open_from_the_title(tmp_path: Path) -> None:
    async with on_title(tmp_path, small_story(tmp_path / "ford")) as (app, pilot):
        await press(pilot, "3")
        assert is_at(app, SettingsScreen)
        await press(pilot, "escape", "t")
        assert is_at(app, SettingsScreen)
        await press(pilot, "escape", "4")
        assert is_at(app, Help)
        await press(pilot, "escape")
        assert is_at(app, TitleScreen)
        await pilot.press("5")
        await until(pilot, lambda: not app.is_running)


@pytest.mark.parametrize("manner", [SMOOTH, HATCHED], ids=["smooth", "hatched"])
@pytest.mark.parametrize("width", [0, 1, 20, 21, 36, 56, 76, 156, 400])
@pytest.mark.parametrize("height", [0, 1, 3, 4, 9, 13])
def test_the_picture_fits_its_room(width: int, height: int, manner: Manner) -> None:
    lines = picture_lines(width, height, manner)
    assert [line.cell_length for line in lines] == [width] * height


@pytest.mark.parametrize("height", [3, 4, 9, 13])
def test_a_light_is_on_in_the_post_in_every_manner(height: int) -> None:
    for manner in (SMOOTH, HATCHED):
        text = "\n".join(line.plain for line in picture_lines(76, height, manner))
        assert text.count("■") == 1
        assert "━" in text


def test_without_colours_the_two_lines_differ_by_their_signs() -> None:
    text = "".join(line.plain for line in picture_lines(76, 9, HATCHED))
    assert "░" in text
    assert "▒" in text
    assert not set(text) & set("▁▂▃▅▆▇")
