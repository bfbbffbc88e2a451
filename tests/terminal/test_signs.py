"""Signs for terminals that have few: each as wide as what it stands for, and none left out."""

from __future__ import annotations

from pathlib import Path

import pytest
from rich.cells import cell_len

import borderpost
from borderpost.story.signs import SIMPLE
from borderpost.terminal.parts.signs import CONSOLE, VARIABLE, simplified, wanted_encoding
from tests.terminal.playing import opened, playing, press, seen

SHOWN = ("terminal", "debrief", "engine", "saves")
"""The parts whose own words and signs reach the screen."""


def test_every_sign_the_interface_draws_with_has_a_simple_one() -> None:
    used = {
        sign
        for part in SHOWN
        for file in Path(borderpost.__file__).with_name(part).glob("*.py")
        for sign in file.read_text("utf-8")
        if not sign.isascii() and not sign.isalpha()
    }
    assert used <= set(SIMPLE)


def test_a_simple_sign_is_as_wide_as_the_one_it_stands_for() -> None:
    for sign, simple in {**SIMPLE, **CONSOLE}.items():
        assert cell_len(simple) == cell_len(sign) == 1, sign
    assert "".join(SIMPLE.values()).isascii()


@pytest.mark.parametrize(
    ("text", "encoding", "shown"),
    [
        ("▸ 1  “Yes” — ■■·", "utf-8", "> 1  “Yes” — ██·"),
        ("▸ 1  “Yes” — é", "latin-1", '> 1  "Yes" - é'),
        ("門 Ж", "latin-1", "?? ?"),
        ("👩‍👩‍👧!", "ascii", "??!"),
        ("a", "no such encoding", "a"),
        ("é", "no such encoding", "?"),
    ],
)
def test_signs_a_terminal_lacks_are_replaced(text: str, encoding: str, shown: str) -> None:
    assert simplified(text, encoding) == shown
    assert cell_len(simplified(text, encoding)) == cell_len(text)


@pytest.mark.parametrize(
    ("environ", "encoding", "wanted"),
    [
        ({"TERM": "xterm-256color"}, "utf-8", ""),
        ({"TERM": "linux"}, "utf-8", "utf-8"),
        ({"TERM": "xterm"}, "iso-8859-1", "iso-8859-1"),
        ({"TERM": "linux", VARIABLE: "full"}, "utf-8", ""),
        ({VARIABLE: "simple"}, "UTF-8", "UTF-8"),
    ],
)
def test_simple_signs_are_for_terminals_that_need_them(
    environ: dict[str, str], encoding: str, wanted: str
) -> None:
    assert wanted_encoding(environ, encoding) == wanted


async def test_everything_is_drawn_in_simple_signs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(VARIABLE, "simple")
    monkeypatch.setenv("TERM", "linux")
    async with opened(tmp_path, size=(80, 30)) as (app, pilot):
        screen = await playing(app, pilot)
        for keys in (("1",), ("s", "1"), ("1", "c"), ("escape", "q"), ("escape", "m")):
            await press(pilot, *keys)
            left = {sign for sign in seen(app.screen) if not sign.isascii()}
            assert left <= set(CONSOLE.values()) | set("‘’“”–—·"), keys
        await press(pilot, "escape", "end", "down", "down", "down", "down", "1")
        assert "> " in seen(screen)
