"""Keys of the player's own: what can be had, and that it works everywhere it is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from borderpost.terminal.keys.commands import ALL, GROUPS, PLAY, Command
from borderpost.terminal.keys.key_line import key_line
from borderpost.terminal.keys.own_keys import key_told, keymap, keys_of, refusal, shown_key
from borderpost.terminal.likes.preferences import PreferenceFile, Preferences
from tests.terminal.playing import opened, playing, press, seen

COMMAND = {command.id: command for command in ALL}


@pytest.fixture
def kept(tmp_path: Path) -> PreferenceFile:
    return PreferenceFile(tmp_path / "settings.toml")


def test_every_command_is_listed_once() -> None:
    ids = [command.id for _, commands in GROUPS for command in commands]
    assert len(ids) == len(set(ids))
    assert {command.id for command in PLAY} <= set(ids)


def test_a_letter_stands_for_its_capital_too() -> None:
    assert keys_of(COMMAND["undo"], {"undo": "z"}) == "z,Z"
    assert keys_of(COMMAND["undo"], {"undo": "f2"}) == "f2"
    assert keys_of(COMMAND["undo"], {}) == "u,U"


@pytest.mark.parametrize(
    ("key", "told"), [("f2", "F2"), ("ctrl+k", "Ctrl+K"), ("comma", ","), ("z", "z")]
)
def test_keys_are_told_as_people_call_them(key: str, told: str) -> None:
    assert key_told(key) == told
    assert shown_key(COMMAND["undo"], {"undo": key}) == told


def test_a_key_that_is_taken_is_refused_with_the_name_of_its_command() -> None:
    assert "journal" in refusal(COMMAND["undo"], "j", {})
    assert "always" in refusal(COMMAND["undo"], "1", {})
    assert refusal(COMMAND["undo"], "z", {}) == ""
    assert refusal(COMMAND["undo"], "j", {"journal": "y"}) == ""  # j was given up


def test_a_keymap_leaves_out_what_cannot_be_had_and_says_why() -> None:
    found, problems = keymap({"undo": "z", "redo": "j", "jump": "k", "meters": "7"})
    assert found == {"undo": "z,Z"}
    assert len(problems) == 3
    assert any("'jump'" in problem for problem in problems)


async def test_an_own_key_works_and_is_told_and_the_usual_one_is_free(
    tmp_path: Path, kept: PreferenceFile
) -> None:
    kept.write(Preferences(keys={"undo": "z"}, reveal=False))
    async with opened(tmp_path, preferences=kept) as (app, pilot):
        screen = await playing(app, pilot)
        await press(pilot, "3")
        assert screen.run.head == 1
        assert "z undo" in seen(screen)
        await press(pilot, "u")
        assert screen.run.head == 1
        await press(pilot, "Z")
        assert screen.run.head == 0
        await press(pilot, "question_mark")
        assert "z       Take back" in seen(app.screen)


def test_the_line_keeps_what_matters_most_and_every_place() -> None:
    def words(room: int, idle: set[str]) -> str:
        return key_line(PLAY, idle, "", room, {}).plain

    assert words(200, set()).startswith("u undo   r redo")
    narrow = words(56, set())
    assert "? help" in narrow
    assert "q quit" in narrow
    assert "settings" not in narrow
    for room in range(20, 200):
        assert len(words(room, set())) <= room
        assert words(room, set()) == words(room, {"undo", "facts"}), "commands moved"


def test_only_commands_that_mean_something_can_be_clicked() -> None:
    line = key_line(PLAY, {"undo"}, "", 120, {})
    clickable = {
        line.plain[span.start : span.end] for span in line.spans if not isinstance(span.style, str)
    }
    assert "j journal" in clickable
    assert "u undo" not in clickable


@pytest.mark.parametrize("command", ALL, ids=lambda command: command.id)
def test_every_command_says_what_it_does(command: Command) -> None:
    assert command.help.endswith(".")
    assert command.name
    assert command.shown
