"""Colours can be read where text stands, and nothing needs them."""

from __future__ import annotations

from pathlib import Path

import pytest
from rich.style import Style
from textual.app import App
from textual.color import Color
from textual.theme import Theme

from borderpost.terminal.parts.themes import (
    DARK,
    HIGH_CONTRAST,
    LIGHT,
    TERMINAL,
    THEMES,
    colours_of,
    theme_for,
)
from tests.terminal.playing import opened, playing, press, seen

LETTERS = ("foreground", "quiet", "mark", "gain", "loss", "primary", "accent")
SURFACES = ("background", "surface", "panel")


def ratio(one: Color, other: Color) -> float:
    """The contrast of two colours as WCAG 2.2 defines it."""

    def luminance(colour: Color) -> float:
        parts = [part / 255 for part in colour.rgb]
        linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def colour(theme: Theme, name: str) -> Color:
    """A colour of a theme, without the attributes it may bring."""
    return Color.parse((theme.variables.get(name) or getattr(theme, name)).split()[0])


@pytest.mark.parametrize(
    ("theme", "least"),
    [(DARK, 4.5), (LIGHT, 4.5), (HIGH_CONTRAST, 7)],
    ids=["dark", "light", "high contrast"],
)
@pytest.mark.parametrize("name", LETTERS)
def test_letters_stand_out_from_what_they_stand_on(theme: Theme, least: float, name: str) -> None:
    for ground in (*SURFACES, "band"):
        assert ratio(colour(theme, name), colour(theme, ground)) >= least, ground


@pytest.mark.parametrize("theme", [DARK, LIGHT, HIGH_CONTRAST], ids=["dark", "light", "high"])
def test_what_scrolls_is_seen(theme: Theme) -> None:
    track = colour(theme, "scrollbar-background")
    least = 3 if theme is HIGH_CONTRAST else 1.3
    assert ratio(colour(theme, "scrollbar"), track) >= least


def colours_on_screen(app: App[None]) -> set[str]:
    """The colours of letters and grounds on the screen."""
    styles = styles_on_screen(app)
    return {
        style_colour.name
        for style in styles
        for style_colour in (style.color, style.bgcolor)
        if style_colour is not None
    }


def styles_on_screen(app: App[None]) -> list[Style]:
    """Every style on the screen."""
    strips = app.screen._compositor.render_strips()
    return [segment.style for strip in strips for segment in strip if segment.style]


async def test_the_terminals_own_theme_has_its_letters_on_its_background(tmp_path: Path) -> None:
    async with opened(tmp_path, size=(120, 30)) as (app, pilot):
        screen = await playing(app, pilot)
        app.prefer(theme="terminal")
        await pilot.pause()
        for keys in ((), ("1",), ("c",), ("escape", "q")):
            await press(pilot, *keys)
            assert colours_on_screen(app) == {"default"}
        await press(pilot, "escape", "down")
        assert "▸" in seen(screen)
        assert any(style.reverse for style in styles_on_screen(app))


async def test_without_colours_there_is_none_and_the_highlight_is_seen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with opened(tmp_path, size=(120, 30)) as (app, pilot):
        screen = await playing(app, pilot)
        await press(pilot, "down", "down")
        assert "▸ 2  B  Usually reliable" in seen(screen)
        for theme in THEMES:
            app.prefer(theme=theme)
            await pilot.pause()
            assert colours_on_screen(app) == {"default"}
            assert any(style.reverse and style.bold for style in styles_on_screen(app))


@pytest.mark.parametrize(("theme", "least"), [("dark", 4.5), ("light", 4.5), ("high-contrast", 7)])
async def test_every_letter_that_is_seen_can_be_read(
    tmp_path: Path, theme: str, least: float
) -> None:
    async with opened(tmp_path, size=(120, 30)) as (app, pilot):
        await playing(app, pilot)
        app.prefer(theme=theme)
        await pilot.pause()
        for keys in (("end",), ("1",), ("c",), ("escape", "t"), ("escape", "question_mark")):
            await press(pilot, *keys)
            for text, ratio_there in ratios_on_screen(app):
                assert ratio_there >= least, (keys, text)


def ratios_on_screen(app: App[None]) -> list[tuple[str, float]]:
    """Every piece of text on the screen, but for the line of keys, with its contrast."""
    return [
        (
            s.text,
            ratio(Color.from_rich_color(s.style.color), Color.from_rich_color(s.style.bgcolor)),
        )
        for strip in app.screen._compositor.render_strips()[:-1]
        for s in strip
        if any(letter.isalnum() for letter in s.text) and s.style
    ]


@pytest.mark.parametrize(
    ("environ", "colours"),
    [
        ({"TERM": "xterm-256color"}, "many"),
        ({"TERM": "xterm-256color", "COLORTERM": "truecolor"}, "many"),
        ({"TERM": "xterm"}, "few"),
        ({"TERM": "linux"}, "few"),
        ({"TERM": "vt100"}, "no"),
        ({"TERM": "xterm-mono"}, "no"),
        ({"TERM": "xterm-256color", "NO_COLOR": "1"}, "no"),
    ],
)
def test_the_terminal_says_how_many_colours_it_has(
    monkeypatch: pytest.MonkeyPatch, environ: dict[str, str], colours: str
) -> None:
    for name in ("COLORTERM", "NO_COLOR", "TERM"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environ.items():
        monkeypatch.setenv(name, value)
    assert colours_of(App[None]()) == colours


def test_few_colours_make_no_other_colours_of_dark_and_light() -> None:
    worn = {name: theme_for(name, colours="few") for name in THEMES}
    assert worn["dark"] is worn["light"] is worn["terminal"] is TERMINAL
    assert worn["high-contrast"] is HIGH_CONTRAST
    assert all(theme_for(name, colours="no") is TERMINAL for name in THEMES)
    assert theme_for("of another version", colours="many") is DARK
