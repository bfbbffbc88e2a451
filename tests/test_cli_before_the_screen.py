"""What is made sure of before the first screen is drawn; the app itself is not opened here."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from borderpost import cli
from tests.program import run_borderpost
from tests.working_folder import BROKEN, GOOD, Here


class Screen:
    """Stands for the app: notes what it is opened with."""

    def __init__(self) -> None:
        self.opened: list[dict[str, Any]] = []

    def run_app(self, **wish: Any) -> int:  # noqa: ANN401 - whatever the app takes
        self.opened.append(wish)
        return 0


@pytest.fixture
def screen(monkeypatch: pytest.MonkeyPatch) -> Screen:
    """A terminal at both ends, and the app in it."""
    from borderpost.terminal import app

    screen = Screen()
    monkeypatch.setattr(cli, "_has_screen", lambda: True)
    monkeypatch.setattr(app, "run_app", screen.run_app)
    return screen


@pytest.fixture
def here(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Here:
    """A working folder with caches of its own, whose story `broken` ships as lakkon, too."""
    here = Here(tmp_path, monkeypatch, capsys)
    here.write("shelf/lakkon/story.yaml", BROKEN)
    monkeypatch.setattr("borderpost.story.shipped._shelf", lambda: tmp_path / "shelf")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return here


@pytest.mark.parametrize("arguments", [(), ("lakkon",), ("broken",), ("broken", "--seed", "1")])
def test_a_broken_story_is_told_before_any_screen(
    here: Here, screen: Screen, arguments: tuple[str, ...]
) -> None:
    answer = here.run("play", *arguments, "--saves", "saves")
    assert answer.code == 1
    assert "error BP122" in answer.err
    assert "has errors and cannot be played. Mend them first." in answer.err
    assert screen.opened == []


def test_a_sound_story_is_read_once_and_then_known(
    here: Here, screen: Screen, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert here.run("play", "mine", "--saves", "saves", "--seed", "3").code == 0

    def unexpected(path: Path) -> None:
        raise AssertionError

    monkeypatch.setattr(cli, "_load", unexpected)
    assert here.run("play", "mine", "--saves", "saves").code == 0
    first, second = screen.opened
    assert (first["seed"], second["seed"]) == (3, None)
    assert second["story_path"] == Path("mine")
    assert second["shelf_folder"] == Path("saves")


def test_a_story_edited_since_is_read_again(here: Here, screen: Screen) -> None:
    assert here.run("play", "mine").code == 0
    here.write("mine/more.yaml", "scenes:\n  hall: {then: nowhere}\n")
    assert here.run("play", "mine").code == 1
    assert len(screen.opened) == 1


@pytest.mark.parametrize("given", [("--set", "profile=long"), ("--set", "colour=red")])
def test_a_setting_that_a_story_does_not_take(
    here: Here, screen: Screen, given: tuple[str, ...]
) -> None:
    answer = here.run("play", "mine", *given)
    assert answer.code == 2
    assert "setting" in answer.err
    assert screen.opened == []


def test_what_became_of_an_old_handle_is_told_on_the_screen(here: Here, screen: Screen) -> None:
    here.run("play", "mine", "--plain", "--saves", "saves", "--seed", "1", stdin="1\n1\n")
    handle = here.handle()
    here.write("mine/story.yaml", GOOD.replace("id: on", "id: onward"))
    here.run("play", "mine", "--plain", "--saves", "saves", "--resume", handle)
    assert here.run("play", "mine", "--saves", "saves", "--resume", handle).code == 0
    assert f"The run {handle} goes on as {handle}-2" in screen.opened[-1]["told"]
    here.run("play", "mine", "--saves", "saves", "--resume", f"{handle}-2")
    assert screen.opened[-1]["told"] == ""


def test_a_run_of_a_story_that_is_found_needs_no_story_named(here: Here, screen: Screen) -> None:
    here.run("play", "mine", "--plain", "--saves", "saves", "--seed", "1", stdin="1\n1\n")
    assert here.run("play", "--saves", "saves", "--resume", here.handle()).code == 0
    assert screen.opened[-1]["story_path"] == (here.folder / "mine").resolve()


def test_nothing_of_plain_play_is_imported_before_the_screen(here: Here) -> None:
    from tests.program import run_python

    here.write("good/story.yaml", GOOD)
    program = (
        "import sys, types; from borderpost import cli; cli._has_screen = lambda: True\n"
        "app = types.ModuleType('borderpost.terminal.app'); app.run_app = lambda **_: 0\n"
        "sys.modules['borderpost.terminal.app'] = app\n"
        "code = cli.main(['play', 'good']); parts = ('plain', 'engine', 'saves.shelf')\n"
        "print(code, [m for m in sys.modules if m[11:].startswith(parts)])\n"
    )
    assert run_python("-c", program, cwd=here.folder).stdout.startswith("0 ")
    again = run_python("-c", program, cwd=here.folder)
    assert again.stdout == "0 []\n", again.stderr


def test_the_title_takes_a_folder_of_saved_runs(here: Here, screen: Screen) -> None:
    assert here.run("--saves", "runs").code == 0
    assert [opened["shelf_folder"] for opened in screen.opened] == [Path("runs")]


def test_so_does_plain_play_where_there_is_no_screen(tmp_path: Path) -> None:
    ran = run_borderpost("--saves", tmp_path / "runs", stdin="1\n1\n1\nq\n", cwd=tmp_path)
    assert ran.returncode == 0, ran.stderr
    assert len(list((tmp_path / "runs").glob("lakkon-*.jsonl"))) == 1
