"""The picture on the meters' screen: drawn where there is room, in words everywhere."""

from __future__ import annotations

from pathlib import Path

import pytest

from borderpost.engine.picturing import picture_of
from borderpost.engine.view import PictureView, Piece, PlaceView
from borderpost.story.picture import MOST_COLUMNS, SIGNS
from borderpost.story.prose import parse_prose
from borderpost.terminal.papers.story_picture import (
    GAP,
    LEAST_BESIDE,
    LEAST_KEY,
    StoryPicture,
    picture_lines,
)
from borderpost.terminal.parts.signs import VARIABLE
from tests.terminal.hands import at_rest, press
from tests.terminal.playing import GATE, opened, playing, seen

PICTURE = """\
picture:
  title: The gate; not to scale
  drawing: |2
       ╱╲  the hut
    ══(1)═(2)══
  places:
    - id: gate
      name: The gate
      at: 1
      readings:
        - {if: money >= 6, sign: full, says: "Men with [/b] {money} coins."}
        - {sign: empty, says: Nobody.}
    - id: road
      name: The road
      at: 2
      readings: [{sign: open, says: It is dry.}]
"""
STORY = GATE + PICTURE

LONG = "Whoever stands here has eaten or slept, not both, and asks for his letters."


def six_places(across: int) -> PictureView:
    """A picture of six places, its drawing so many columns wide."""
    sign = SIGNS["thin"].glyph
    line = (Piece("·" * (across - 3)), Piece(f"({sign})", "thin"))
    places = tuple(PlaceView(f"Place {n}", "thin", parse_prose(LONG)) for n in range(6))
    return PictureView("A picture", (line,) * 12, places, tuple(SIGNS))


def test_the_key_names_each_sign_once_and_breaks_between_signs() -> None:
    lines = [line.plain for line in picture_lines(six_places(10), 40)]
    assert "● full   ◐ thin   ○ empty" in lines
    assert "? not known   ═ open" in lines
    assert "× closed" in lines


@pytest.mark.parametrize("across", [10, 40, MOST_COLUMNS])
@pytest.mark.parametrize("width", [20, 35, 55, 75, 95, 104])
def test_no_line_is_wider_than_its_room_and_every_word_is_there(across: int, width: int) -> None:
    lines = picture_lines(six_places(across), width)
    assert all(line.cell_length <= width for line in lines)
    text = " ".join(" ".join(line.plain.split()) for line in lines)
    assert text.count("Place") == 6
    assert text.count("letters.") == 6
    drawn = sum("·" in line.plain for line in lines)
    assert drawn == (12 if max(across, LEAST_KEY) <= width else 0)


def test_words_stand_beside_the_drawing_where_there_is_room() -> None:
    picture = six_places(30)
    beside = picture_lines(picture, 30 + GAP + LEAST_BESIDE)
    below = picture_lines(picture, 30 + GAP + LEAST_BESIDE - 1)
    assert any("·" in line.plain and "Place" in line.plain for line in beside)
    assert not any("·" in line.plain and "Place" in line.plain for line in below)
    assert len(beside) < len(below)


def test_more_words_than_lines_of_the_drawing_go_on_below_it() -> None:
    lines = picture_lines(six_places(30), 30 + GAP + LEAST_BESIDE)
    last = next(line for line in lines if "letters." in line.plain and line is lines[-1])
    assert last.plain.startswith(" " * (30 + GAP))


@pytest.mark.parametrize(("size", "is_drawn"), [((160, 45), True), ((40, 12), False)])
async def test_the_meters_screen_shows_it_as_it_is_now(
    tmp_path: Path, size: tuple[int, int], is_drawn: bool
) -> None:
    text = STORY.replace("══(1)═(2)══", f"══(1)═(2)══{'═' * 40}")
    async with opened(tmp_path, text, size=size) as (app, pilot):
        screen = await playing(app, pilot)
        await press(pilot, "m")
        await at_rest(pilot)
        shown = app.screen.query_one(StoryPicture).render().plain
        assert "The gate; not to scale" in shown
        assert "Men with [/b] 6 coins." in " ".join(shown.split())
        assert ("══(●)═(═)══" in shown) is is_drawn
        assert "(●) The gate: " in shown
        await press(pilot, "escape", "end", "3", "s", "end", "1", "m")
        await at_rest(pilot)
        shown = app.screen.query_one(StoryPicture).render().plain
        assert "(○) The gate: Nobody." in shown
        assert app.screen is not screen


async def test_a_story_without_a_picture_shows_none(tmp_path: Path) -> None:
    async with opened(tmp_path) as (app, pilot):
        await playing(app, pilot)
        await press(pilot, "m")
        await at_rest(pilot)
        assert not app.screen.query_one(StoryPicture).display
        assert "not to scale" not in seen(app.screen)


async def test_it_is_drawn_in_simple_signs_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(VARIABLE, "simple")
    monkeypatch.setenv("TERM", "linux")
    async with opened(tmp_path, STORY, size=(100, 60)) as (app, pilot):
        await playing(app, pilot)
        await press(pilot, "m")
        await at_rest(pilot)
        shown = seen(app.screen)
        assert "==(#)=(=)==" in shown
        assert "/\\  the hut" in shown
        assert "# full   o empty   = open" in shown


async def test_without_colours_it_shows_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = []
    for number, without in enumerate((False, True)):
        if without:
            monkeypatch.setenv("NO_COLOR", "1")
        async with opened(tmp_path / str(number), STORY, size=(100, 60)) as (app, pilot):
            await playing(app, pilot)
            await press(pilot, "m")
            await at_rest(pilot)
            shown.append(seen(app.screen))
    assert shown[0] == shown[1]
    assert "══(●)═(═)══" in shown[0]


async def test_it_shows_what_the_run_is_in(tmp_path: Path) -> None:
    async with opened(tmp_path, STORY, size=(100, 60)) as (app, pilot):
        screen = await playing(app, pilot)
        picture = picture_of(screen.run.program, screen.run.state)
        assert picture is not None
        assert [place.sign for place in picture.places] == ["full", "open"]


async def test_a_key_goes_to_the_picture(tmp_path: Path) -> None:
    async with opened(tmp_path, STORY, size=(60, 14)) as (app, pilot):
        await playing(app, pilot)
        await press(pilot, "m")
        await at_rest(pilot)
        assert "══(●)═(═)══" not in seen(app.screen)
        assert "p picture" in seen(app.screen)
        await press(pilot, "p")
        await at_rest(pilot)
        assert "The gate; not to scale" in seen(app.screen)
        assert "══(●)═(═)══" in seen(app.screen)


async def test_without_a_picture_the_key_is_not_offered(tmp_path: Path) -> None:
    async with opened(tmp_path, size=(60, 14)) as (app, pilot):
        await playing(app, pilot)
        await press(pilot, "m")
        await at_rest(pilot)
        assert "p picture" not in seen(app.screen)
        before = seen(app.screen)
        await press(pilot, "p")
        assert seen(app.screen) == before
