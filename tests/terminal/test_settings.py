"""The settings: changed by keys or mouse, seen at once, kept at once."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot

from borderpost.terminal.app import BorderpostApp
from borderpost.terminal.keys.keys_screen import KeysScreen, PressedKey
from borderpost.terminal.likes.preferences import PreferenceFile, Preferences
from borderpost.terminal.likes.settings_screen import SettingsScreen
from borderpost.terminal.play.play import PlayScreen
from tests.terminal.playing import GATE, click, is_at, opened, playing, press, seen

LONG = GATE.replace("You stand at the gate.", "You stand at the gate. " * 30)


def file_in(folder: Path) -> PreferenceFile:
    """The file of the test's own player."""
    return PreferenceFile(folder / "config" / "settings.toml")


def kept(folder: Path) -> Preferences:
    """What is kept of it, without fault."""
    preferences, wrong = file_in(folder).read()
    assert not wrong
    return preferences


async def settings(app: BorderpostApp, pilot: Pilot[None]) -> SettingsScreen:
    """The settings, opened while playing."""
    await playing(app, pilot)
    await press(pilot, "t")
    assert isinstance(app.screen, SettingsScreen)
    return app.screen


async def test_the_theme_changes_at_once_and_is_kept(tmp_path: Path) -> None:
    async with opened(tmp_path, preferences=file_in(tmp_path)) as (app, pilot):
        screen = await settings(app, pilot)
        for key, theme in (
            ("enter", "light"),
            ("right", "high-contrast"),
            ("1", "terminal"),
            ("left", "high-contrast"),
        ):
            await press(pilot, key)
            assert app.theme == f"borderpost-{theme}"
            assert kept(tmp_path).theme == theme
        assert "High contrast" in seen(screen)
        await press(pilot, "escape")
        assert app.theme == "borderpost-high-contrast"
    async with opened(tmp_path, preferences=file_in(tmp_path)) as (app, pilot):
        assert app.theme == "borderpost-high-contrast"


async def test_text_is_set_as_wide_as_one_likes(tmp_path: Path) -> None:
    async with opened(tmp_path, LONG, size=(200, 40), preferences=file_in(tmp_path)) as (
        app,
        pilot,
    ):
        screen = await settings(app, pilot)
        await press(pilot, "down")
        for width in (80, 90, 100, 40, 48):
            await press(pilot, "right")
            assert f"{width} columns" in seen(screen)
            assert kept(tmp_path).width == width
            sample = [line.strip() for line in seen(screen).split("\n") if "This is how" in line]
            assert width - 12 < len(sample[0]) <= width
        await press(pilot, "left", "escape")
        play = await playing(app, pilot)
        lines = [line[:140].strip() for line in seen(play).split("\n") if "stand at" in line]
        assert 30 < max(map(len, lines)) <= 40


async def test_a_width_of_the_file_goes_on_to_the_next(tmp_path: Path) -> None:
    file_in(tmp_path).write(Preferences(width=70))
    async with opened(tmp_path, preferences=file_in(tmp_path)) as (app, pilot):
        await settings(app, pilot)
        await press(pilot, "down", "left")
        assert kept(tmp_path).width == 64
        file_in(tmp_path).write(Preferences())
        app.prefer(width=70)
        await press(pilot, "enter")
        assert kept(tmp_path).width == 72


async def test_the_reveal_is_changed_by_the_mouse(tmp_path: Path) -> None:
    async with opened(tmp_path, preferences=file_in(tmp_path)) as (app, pilot):
        screen = await settings(app, pilot)
        assert "bit by bit" in seen(screen)
        await click(pilot, "New text")
        assert "all at once" in seen(screen)
        assert not kept(tmp_path).reveal


async def test_the_same_key_closes_the_settings(tmp_path: Path) -> None:
    async with opened(tmp_path) as (app, pilot):
        await settings(app, pilot)
        await press(pilot, "t")
        await playing(app, pilot)


async def test_language_is_asked_only_where_there_are_several(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened(tmp_path, preferences=file_in(tmp_path)) as (app, pilot):
        screen = await settings(app, pilot)
        assert "Language" not in seen(screen)
        await press(pilot, "escape")
        monkeypatch.setattr(app.library, "languages", lambda: ("en", "ru"))
        screen = await settings(app, pilot)
        assert "each story's own" in seen(screen)
        await click(pilot, "Language")
        assert kept(tmp_path).language == "en"
        await press(pilot, "left", "left")
        assert kept(tmp_path).language == "ru"


async def keys(app: BorderpostApp, pilot: Pilot[None]) -> KeysScreen:
    """The page of keys."""
    await settings(app, pilot)
    await click(pilot, "Keys")
    assert isinstance(app.screen, KeysScreen)
    return app.screen


async def test_a_command_gets_another_key_and_its_own_back(tmp_path: Path) -> None:
    async with opened(tmp_path, size=(80, 40), preferences=file_in(tmp_path)) as (app, pilot):
        await keys(app, pilot)
        await click(pilot, "case file")
        assert is_at(app, PressedKey)
        await press(pilot, "z")
        assert is_at(app, KeysScreen)
        assert kept(tmp_path).keys == {"case_file": "z"}
        assert "Usually c." in seen(app.screen)
        await press(pilot, "escape", "escape")
        await playing(app, pilot)
        assert "z case file" in seen(app.screen)
        await press(pilot, "c")
        assert is_at(app, PlayScreen)
        await press(pilot, "Z")
        assert not is_at(app, PlayScreen)
        await press(pilot, "escape")
        await keys(app, pilot)
        await click(pilot, "case file")
        await press(pilot, "c")
        assert kept(tmp_path).keys == {}


async def test_a_key_that_is_taken_is_refused_with_words(tmp_path: Path) -> None:
    async with opened(tmp_path, preferences=file_in(tmp_path)) as (app, pilot):
        screen = await keys(app, pilot)
        await press(pilot, "enter")
        for key, told in (
            ("j", "j is already the key for: journal"), ("J", "already the key for: journal"),
            ("5", "5 always means the same"), ("down", "already the key for: down"),
            ("tab", "the terminal's own"),
        ):  # fmt: skip
            await press(pilot, key)
            assert told in seen(app.screen)
            assert is_at(app, PressedKey)
        await press(pilot, "escape")
        assert app.screen is screen
        await press(pilot, "enter")
        await click(pilot, "leaves it as it is")
        assert app.screen is screen
        assert kept(tmp_path).keys == {}


async def test_all_keys_go_back_to_the_usual_ones(tmp_path: Path) -> None:
    file_in(tmp_path).write(Preferences(keys={"journal": "f3", "ledger": "f4"}))
    async with opened(tmp_path, preferences=file_in(tmp_path)) as (app, pilot):
        screen = await settings(app, pilot)
        assert "2 of your own" in seen(screen)
        await click(pilot, "Keys")
        assert "F3" in seen(app.screen)
        await press(pilot, "end", "enter", "escape")
        assert kept(tmp_path).keys == {}
        assert "the usual ones" in seen(screen)


async def test_a_file_with_a_mistake_is_told_and_the_rest_of_it_holds(tmp_path: Path) -> None:
    file = file_in(tmp_path)
    file.path.parent.mkdir()
    file.path.write_text("theme = 'light'\nwidth = [b]wide[/\n")
    size = (160, 60)  # so that all of the path is seen, however long it is
    async with opened(tmp_path, preferences=file, begin=False, size=size) as (app, pilot):
        assert "Your settings" in seen(app.screen)
        assert "line 2: this cannot be read" in " ".join(seen(app.screen).replace("│", "").split())
        assert app.theme == "borderpost-light"
        await press(pilot, "enter")
        app.prefer(width=80)
        assert kept(tmp_path) == Preferences(theme="light", width=80)
        assert "[b]wide" in file.path.with_name("settings.toml.bad").read_text()


async def test_what_cannot_be_kept_holds_until_one_leaves(tmp_path: Path) -> None:
    (tmp_path / "config").write_text("no folder")
    async with opened(tmp_path, preferences=file_in(tmp_path)) as (app, pilot):
        await settings(app, pilot)
        await press(pilot, "enter")
        assert "cannot be written" in seen(app.screen)
        assert app.theme == "borderpost-light"


@pytest.mark.parametrize("size", [(40, 12), (60, 20), (80, 24), (160, 45)])
async def test_settings_and_keys_work_in_every_window(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with opened(tmp_path, size=size, preferences=file_in(tmp_path)) as (app, pilot):
        await settings(app, pilot)
        await press(pilot, "4", "end", "up", "enter")
        assert is_at(app, PressedKey)
        await press(pilot, "f9")
        assert list(kept(tmp_path).keys.values()) == ["f9"]
        await press(pilot, "escape", "escape")
        await playing(app, pilot)
