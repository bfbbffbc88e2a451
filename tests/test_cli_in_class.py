"""The options of a class as they are called: what is refused before play, what is told after."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from borderpost import cli
from borderpost.debrief.together.habits import Habits
from tests.stories import ACTS
from tests.working_folder import Here


@pytest.fixture
def here(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Here:
    """A working folder with a story of three acts."""
    here = Here(tmp_path, monkeypatch, capsys)
    here.write("acts/story.yaml", ACTS)
    return here


@pytest.mark.parametrize("screen", [True, False])
@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (("--pair", "--projector"), 2, "--projector for a class before one screen. Leave out one"),
        (("--until", "act3"), 2, "The acts are act0 dawn, act1 noon, act2 dusk; or say each."),
        (("--until", "none"), 2, "There is no act 'none'; did you mean 'noon'?"),
        (("--collect", "acts/story.yaml"), 1, "Runs cannot be collected in acts/story.yaml: it is"),
    ],
)
def test_what_cannot_be_is_refused_before_anything_is_begun(
    here: Here,
    monkeypatch: pytest.MonkeyPatch,
    screen: bool,
    arguments: tuple[str, ...],
    code: int,
    told: str,
) -> None:
    monkeypatch.setattr(cli, "_has_screen", lambda: screen)
    answer = here.run("play", "acts", "--saves", "saves", *arguments)
    assert answer.code == code
    assert told in " ".join(answer.err.split())
    assert not (here.folder / "saves").exists()


def test_the_screen_is_opened_with_the_habits(here: Here, monkeypatch: pytest.MonkeyPatch) -> None:
    from borderpost.terminal import app

    opened: list[dict[str, Any]] = []

    def run_app(**wish: Any) -> int:  # noqa: ANN401 - whatever the app takes
        opened.append(wish)
        return 0

    monkeypatch.setattr(cli, "_has_screen", lambda: True)
    monkeypatch.setattr(app, "run_app", run_app)
    assert (
        here.run("play", "acts", "--pair", "--until", "each", "--collect", "runs/Класс 7").code == 0
    )
    assert here.run("play", "acts", "--projector", "--seed", "1").code == 0
    first, second = (wish["habits"] for wish in opened)
    assert first == Habits("pair", "each", Path("runs/Класс 7"))
    assert second == Habits("projector")
    assert (here.folder / "runs" / "Класс 7").is_dir()


def test_the_command_told_goes_on_collecting_and_does_not_stop(here: Here) -> None:
    arguments = ("--pair", "--until", "noon", "--collect", "our class", "--saves", "saves")
    answer = here.run("play", "acts", *arguments)
    assert answer.code == 0
    told = next(line for line in answer.out.split("\n") if "--resume" in line)
    assert told.endswith(" --collect 'our class' --saves saves")
    assert "--until" not in told
    assert answer.out.endswith("A copy is in our class.\n")


def test_the_help_tells_all_of_it_with_an_example(here: Here) -> None:
    answer = here.run("play", "--help")
    for option in ("--pair", "--projector", "--until ACT", "--collect DIR"):
        assert f"  {option}" in answer.out
    assert "borderpost play lakkon --pair --until act2 --collect class\n" in answer.out
