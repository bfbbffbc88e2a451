"""Terminals, pipes and files of few letters, and pipes that nobody reads."""

from __future__ import annotations

import errno
import json
import os
import subprocess
import sys
from io import BytesIO, StringIO, TextIOWrapper
from pathlib import Path

import pytest

from borderpost import cli
from borderpost.plain.console import Console, OutputLost
from tests.program import run_borderpost

STORY = """\
story: {id: gate, title: “Gate” — Ҷ, version: 1, language: en, start: gate}
scenes:
  gate:
    text: “Who goes?” — a Tajik Ҷ…
    choices:
      - {id: open, label: Ҷой — “go”, then: quiet}
      - {id: hold, label: Hold, then: quiet}
endings:
  quiet: {title: Morning, text: Light.}
"""


@pytest.fixture
def here(tmp_path: Path) -> Path:
    (tmp_path / "gate").mkdir()
    (tmp_path / "gate" / "story.yaml").write_text(STORY, "utf-8")
    return tmp_path


def bytes_of(here: Path, encoding: str, *arguments: str, stdin: bytes = b"") -> bytes:
    """What the program writes into a pipe of this encoding."""
    ran = subprocess.run(
        [sys.executable, "-m", "borderpost", *arguments],
        input=stdin,
        cwd=here,
        env={**os.environ, "PYTHONIOENCODING": encoding},
        capture_output=True,
        check=False,
        timeout=120,
    )
    assert ran.stderr == b""
    return ran.stdout


@pytest.mark.parametrize(
    ("encoding", "line"),
    [
        ("ascii", '"Who goes?" - a Tajik ?.'),
        ("cp437", '"Who goes?" - a Tajik ?.'),
        ("cp1252", "“Who goes?” — a Tajik ?…"),
        ("cp1251", "“Who goes?” — a Tajik ?…"),
        ("utf-8", "“Who goes?” — a Tajik Ҷ…"),
        ("utf-16", "“Who goes?” — a Tajik Ҷ…"),
    ],
)
def test_plain_play_shows_simple_signs_for_those_that_are_missing(
    here: Path, encoding: str, line: str
) -> None:
    play = ("play", "gate", "--plain", "--saves", "saves")
    shown = bytes_of(here, encoding, *play, stdin="2\r\n".encode(encoding)).decode(encoding)
    assert line in shown.splitlines()
    assert "Morning" in shown


@pytest.mark.parametrize(
    "arguments",
    [
        ("map", "gate", "--format", "dot"),
        ("map", "gate", "--format", "json"),
        ("guide", "gate", "--out", "-"),
    ],
    ids=" ".join,
)
def test_what_is_made_for_machines_is_in_utf8(here: Path, arguments: tuple[str, ...]) -> None:
    made = bytes_of(here, "cp1252", *arguments).decode("utf-8")
    assert "Ҷой" in made
    if "json" in arguments:
        json.loads(made)


def test_a_terminal_of_few_letters_is_written_to_in_its_own(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = BytesIO()
    terminal = TextIOWrapper(kept, "ascii")
    terminal.isatty = lambda: True  # type: ignore[method-assign]
    monkeypatch.setattr(sys, "stdout", terminal)
    monkeypatch.chdir(here)
    assert cli.main(["map", "gate", "--format", "dot"]) == 0
    assert '??? - "go"' in kept.getvalue().decode("ascii")


@pytest.mark.parametrize("mark", ["\ufeff", ""])
def test_a_mark_before_what_is_piped_in_is_no_answer(here: Path, mark: str) -> None:
    play = ("play", "gate", "--plain", "--saves", "saves")
    ran = run_borderpost(*play, stdin=f"{mark}2\r\n", cwd=here)
    assert ran.returncode == 0
    assert "Morning" in ran.stdout


# --- Pipes that nobody reads --------------------------------------------------------------------


class Shut(StringIO):
    """A stream whose reader has gone, as it is told on Windows or elsewhere."""

    def __init__(self, error: OSError, at: str) -> None:
        super().__init__()
        self.error, self.at = error, at

    def write(self, text: str) -> int:
        if self.at == "write":
            raise self.error
        return len(text)

    def flush(self) -> None:
        if self.at == "flush":
            raise self.error


CLOSED = OSError(errno.EINVAL, "Invalid argument")
"""How Windows may call a pipe that nobody reads."""


@pytest.mark.parametrize("at", ["write", "flush"])
@pytest.mark.parametrize("system", ["win32", "linux"])
def test_plain_play_takes_a_closed_pipe_of_windows_for_one(
    monkeypatch: pytest.MonkeyPatch, system: str, at: str
) -> None:
    monkeypatch.setattr(sys, "platform", system)
    console = Console(StringIO(), Shut(CLOSED, at), interactive=False)
    with pytest.raises(BrokenPipeError if system == "win32" else OutputLost):
        console.read()


@pytest.mark.parametrize("at", ["write", "flush"])
@pytest.mark.parametrize(
    ("system", "error", "code"),
    [
        ("win32", CLOSED, 0),
        ("win32", OSError(errno.ENOSPC, "No space left on device"), 1),
        ("linux", CLOSED, 1),
        ("linux", BrokenPipeError(errno.EPIPE, "Broken pipe"), 0),
    ],
)
def test_a_command_ends_quietly_only_where_nobody_reads(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    system: str,
    error: OSError,
    code: int,
    at: str,
) -> None:
    monkeypatch.setattr(sys, "platform", system)
    monkeypatch.setattr(sys, "stdout", Shut(error, at))
    assert cli.main(["explain", "BP101"]) == code
    sys.stdout.close()  # what is written goes nowhere by now
    assert ("cannot be written" in capsys.readouterr().err) == bool(code)
