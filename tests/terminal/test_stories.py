"""The list of stories, their languages, and what the player likes."""

from __future__ import annotations

from pathlib import Path

import pytest

from borderpost.terminal.likes.preferences import PreferenceFile
from borderpost.terminal.parts.dialogs import Asked
from borderpost.terminal.start.library import Library
from borderpost.terminal.start.stories import Stories
from borderpost.terminal.start.title import TitleScreen
from tests.terminal.playing import is_at, press, seen, story_folder, until
from tests.terminal.shelves import SMALL, closed_up, on_title, small_story, told_by

SIZES = [(40, 12), (60, 20), (80, 24), (160, 45)]


@pytest.fixture
def stories(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder in which stories are looked for, and nothing beside it."""
    (tmp_path / "stories").mkdir()
    monkeypatch.setenv("BORDERPOST_STORIES", str(tmp_path / "stories"))
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    return tmp_path / "stories"


def in_tajik(folder: Path) -> Path:
    """The small story in another language."""
    text = SMALL.replace("language: en", "language: tg").replace("The ford", "Гузар")
    return story_folder(folder, text)


async def test_stories_are_listed_and_the_one_taken_is_shown(stories: Path) -> None:
    small_story(stories / "ford")
    async with on_title(stories.parent, None, size=(100, 40)) as (app, pilot):
        await press(pilot, "2")
        await until(pilot, lambda: "The ford" in seen(app.screen))
        text = seen(app.screen)
        assert "1  Lakkon" in text
        assert "Language en: comes with borderpost" in text
        assert closed_up(str(stories / "ford")) in closed_up(text)
        await press(pilot, "2")
        await until(pilot, lambda: is_at(app, TitleScreen) and "The ford" in seen(app.screen))
        assert "A river in the hills." in seen(app.screen)


async def test_a_story_with_mistakes_is_listed_with_their_number(stories: Path) -> None:
    broken = SMALL.replace("then: middle", "then: nowhere").replace("start: bank", "start: bnk")
    path = story_folder(stories / "broken", broken)
    async with on_title(stories.parent, None, size=(160, 40)) as (app, pilot):
        await press(pilot, "2")
        await until(pilot, lambda: "has 2 mistakes" in seen(app.screen))
        told = closed_up(f"! has 2 mistakes: borderpost check {path}")
        assert told in closed_up(seen(app.screen))
        await press(pilot, "2")
        await until(pilot, lambda: "cannot be played until" in seen(app.screen))


async def test_what_cannot_be_looked_into_is_told(
    stories: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BORDERPOST_STORIES", str(stories / "gone"))
    async with on_title(stories.parent, None, size=(160, 40)) as (app, pilot):
        await press(pilot, "2")
        await until(pilot, lambda: "cannot be looked into" in told_by(app.screen))
        assert "it is not there." in told_by(app.screen)
        assert "or name its folder in BORDERPOST_STORIES." in told_by(app.screen)


@pytest.mark.parametrize("size", SIZES)
async def test_the_list_can_be_walked_in_every_window(stories: Path, size: tuple[int, int]) -> None:
    for number in range(12):
        small_story(stories / f"s{number:02}", f"s{number}", f"Story number {number}")
    async with on_title(stories.parent, None, size=size) as (app, pilot):
        app.pick_story()
        await until(pilot, lambda: is_at(app, Stories))
        screen = app.screen
        assert isinstance(screen, Stories)
        await until(pilot, lambda: len(screen._mistakes) == 13)
        await pilot.pause()
        await press(pilot, "end", "up", "up")
        text = seen(app.screen)
        assert "▸ ·  Story number 9" in text
        assert all(len(line) <= size[0] for line in text.split("\n"))


async def test_a_title_is_never_markup(stories: Path) -> None:
    markup = "[b]bold[/b] [/path] [@click=app.quit]x[/]"
    small_story(stories / "markup", "markup", f'"{markup}"')
    async with on_title(stories.parent, None, size=(160, 40)) as (app, pilot):
        await press(pilot, "2")
        await until(pilot, lambda: markup in seen(app.screen))


def test_languages_are_offered_only_where_a_story_has_several(stories: Path) -> None:
    small_story(stories / "ford")
    assert Library(stories).languages() == ()
    in_tajik(stories / "ford-tg")
    assert Library(stories).languages() == ("en", "tg")


async def test_the_language_liked_picks_the_edition(stories: Path, tmp_path: Path) -> None:
    small_story(stories / "ford")
    in_tajik(stories / "ford-tg")
    file = PreferenceFile(tmp_path / "config" / "settings.toml")
    async with on_title(tmp_path, stories / "ford", preferences=file) as (app, pilot):
        assert "The ford" in seen(app.screen)
        app.prefer(language="tg")
        await until(pilot, lambda: "Гузар" in seen(app.screen))
        await press(pilot, "2")
        await until(pilot, lambda: "Language tg:" in seen(app.screen))
        await press(pilot, "2")
        await until(pilot, lambda: is_at(app, TitleScreen))
        assert "Гузар" in seen(app.screen)
    assert file.read()[0].language == "tg"


async def test_what_the_player_likes_holds_from_the_first_frame(tmp_path: Path) -> None:
    file = PreferenceFile(tmp_path / "settings.toml")
    file.write(file.read()[0]._replace(theme="light", width=50))
    async with on_title(tmp_path, None, size=(120, 30), preferences=file) as (app, _):
        assert app.theme == "borderpost-light"
        assert app.preferences.width == 50
        lines = [line.strip() for line in seen(app.screen).split("\n")[6:-1]]
        assert 40 < max(map(len, lines)) <= 50
        app.prefer(theme="high-contrast", width=90)
        assert app.theme == "borderpost-high-contrast"
    assert file.read()[0].width == 90


async def test_settings_that_cannot_be_read_are_told_and_the_rest_holds(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text('theme = "light"\nwidth = "wide"\n')
    async with on_title(tmp_path, None, preferences=PreferenceFile(path)) as (app, pilot):
        await until(pilot, lambda: is_at(app, Asked))
        await pilot.pause()
        assert "Your settings" in seen(app.screen)
        assert "width" in seen(app.screen)
        assert app.theme == "borderpost-light"
        await press(pilot, "enter")
        assert is_at(app, TitleScreen)


async def test_settings_that_cannot_be_kept_hold_until_one_leaves(tmp_path: Path) -> None:
    (tmp_path / "config").write_text("a file where the folder should be")
    file = PreferenceFile(tmp_path / "config" / "settings.toml")
    async with on_title(tmp_path, None, preferences=file) as (app, pilot):
        app.prefer(theme="light")
        await until(pilot, lambda: is_at(app, Asked))
        await pilot.pause()
        assert "cannot be written" in told_by(app.screen)
        assert app.theme == "borderpost-light"
