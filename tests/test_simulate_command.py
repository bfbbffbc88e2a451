"""`borderpost simulate`: its text, its JSON, what it refuses, and Ctrl-C."""

from __future__ import annotations

import io
import json
import signal
import sys
from pathlib import Path

import pytest

from tests.stories import HEAD, OVER
from tests.working_folder import Here

LOOP = (
    HEAD.replace("id: small", "id: loop")
    + """\
scenes:
  gate:
    text: |
      A gate.
    choices:
      - {id: on, label: On, then: gate}
      - {id: out, label: Out, then: over}
      - {id: gone, label: Gone, if: seen(never), then: never}
  never:
    text: |
      Never.
    then: over
"""
    + OVER
)

COUNTS = ("endings", "coverage", "steps", "runs", "unfinished")


@pytest.fixture
def here(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Here:
    """A working folder of its own."""
    return Here(tmp_path, monkeypatch, capsys)


def test_as_json(here: Here) -> None:
    answer = here.run("simulate", "mine", "--runs", "40", "--format", "json")
    data = json.loads(answer.out)
    assert (answer.code, answer.err) == (0, "")
    assert set(data) == {"seconds", *COUNTS}
    assert data["runs"] == data["endings"]["over"] == 40
    assert data["unfinished"] == 0
    assert data["seconds"] > 0
    times = data["coverage"]["choices"]
    assert list(times) == ["gate.go", "gate.stay", "yard.on"]
    assert data["coverage"]["scenes"] == {"gate": 40, "yard": times["gate.go"]}
    assert times["gate.go"] + times["gate.stay"] == 40
    assert data["steps"] == sum(times.values())


def test_the_same_seed_gives_the_same_plays(here: Here) -> None:
    def counts(*options: str) -> list[object]:
        out = here.run("simulate", "mine", "--runs", "100", "--format", "json", *options).out
        return [json.loads(out)[name] for name in COUNTS]

    assert counts("--seed", "5") == counts("--seed", "5", "--render") != counts("--seed", "6")
    assert counts() == counts("--seed", "1", "--set", "profile=short")


def test_as_text(here: Here) -> None:
    answer = here.run("simulate", "mine", "--runs", "1000", "--render")
    assert (answer.code, answer.err) == (0, "")
    lines = answer.out.splitlines()
    assert lines[0] == "mine: 1,000 plays by the player 'uniform', seed 1."
    assert lines[1].startswith("1.5 steps a play, ")
    assert lines[2].startswith("Every text was drawn: ")
    assert "  over  1000  100.0% ± 0.0%" in lines
    assert lines[-3:] == [
        "Endings: 1 of 1 come to.",
        "Scenes: 2 of 2 come to.",
        "Choices: 3 of 3 come to.",
    ]


def test_what_was_never_come_to_is_named(here: Here) -> None:
    here.write("loop/story.yaml", LOOP)
    answer = here.run("simulate", "loop", "--runs", "50", "--least-visited")
    assert answer.out.splitlines()[-4:] == [
        "Scenes: 1 of 2 come to.",
        "  never: never",
        "Choices: 2 of 3 come to.",
        "  never: gate.gone",
    ]
    assert "by the least visited first" in answer.out
    assert "±" not in answer.out, "it is no sample of anything"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--runs", "0"), "say --runs"),
        (("--runs", "-3"), "say --runs"),
        (("--runs", "9" * 30), "say --runs"),
        (("--runs", "many"), "whole number"),
        (("--player", "nobody"), "its players: uniform"),
        (("--player", "\x1b[31m"), "its players: uniform"),
        (("--player", "uniform", "--least-visited"), "leave out one"),
        (("--set", "profile=long"), "it can be: short, full"),
        (("--set", "profile"), "--set name=value"),
    ],
)
def test_wrong_usage(here: Here, arguments: tuple[str, ...], told: str) -> None:
    answer = here.run("simulate", "mine", *arguments)
    assert (answer.code, answer.out) == (2, "")
    assert told.casefold() in answer.err.casefold()
    assert "\x1b" not in answer.err


def test_a_broken_story_is_not_simulated(here: Here) -> None:
    answer = here.run("simulate", "broken")
    assert (answer.code, answer.out) == (1, "")


class Terminal(io.StringIO):
    """A terminal that errors go to; at the first line of progress, Ctrl-C is pressed."""

    def __init__(self, *, presses: bool) -> None:
        super().__init__()
        self.presses = presses

    def isatty(self) -> bool:
        return True

    def write(self, text: str) -> int:
        if self.presses:
            self.presses = False
            signal.raise_signal(signal.SIGINT)
        return super().write(text)


def test_progress_is_shown_on_a_terminal_only_and_wiped(
    here: Here, monkeypatch: pytest.MonkeyPatch
) -> None:
    stream = Terminal(presses=False)
    monkeypatch.setattr(sys, "stderr", stream)
    answer = here.run("simulate", "mine", "--runs", "30", "--format", "json")
    assert json.loads(answer.out)["runs"] == 30
    shown = stream.getvalue()
    assert shown.startswith("\r30 of 30 plays (100 %)")
    assert shown.endswith(" \r")


def test_ctrl_c_shows_what_is_known_so_far(here: Here, monkeypatch: pytest.MonkeyPatch) -> None:
    before = signal.getsignal(signal.SIGINT)
    monkeypatch.setattr(sys, "stderr", Terminal(presses=True))
    answer = here.run("simulate", "mine", "--runs", "900000000")
    assert answer.code == 130
    first = answer.out.splitlines()[0]
    assert first.startswith("Stopped after ")
    assert first.endswith(" of 900,000,000 plays. What is known so far:")
    assert "Choices: 3 of 3 come to." in answer.out
    monkeypatch.setattr(sys, "stderr", Terminal(presses=True))
    answer = here.run("simulate", "mine", "--runs", "900000000", "--format", "json")
    data = json.loads(answer.out)
    assert answer.code == 130
    assert 0 < data["runs"] == data["endings"]["over"] < 900_000_000
    assert signal.getsignal(signal.SIGINT) is before
