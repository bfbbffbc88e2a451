"""A program that is stopped and goes on, and a terminal that is closed: nothing is left behind."""

from __future__ import annotations

import os
import signal
import sys
import time
from pathlib import Path

import pytest

from borderpost.engine.program import Program
from tests.crash.rounds import STORY, found
from tests.stories import program_from

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="looks at processes as Linux shows them"),
]

TAKES_SCREEN = b"\x1b[?1049h"
LEAVES_SCREEN = b"\x1b[?1049l"


@pytest.fixture
def program(tmp_path: Path) -> Program:
    return program_from(STORY, tmp_path / "story")


def wait_for_state(pid: int, state: str) -> None:
    """Wait until a process sleeps (S), runs or is stopped (T)."""
    until = time.monotonic() + 60
    while Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()[0] != state:
        assert time.monotonic() < until
        time.sleep(0.01)


@pytest.mark.parametrize("mode", ["lines", "screen"])
@pytest.mark.parametrize("how", ["SIGTSTP", "SIGSTOP", "SIGCONT"])
def test_a_program_that_was_stopped_goes_on(
    tmp_path: Path, program: Program, mode: str, how: str
) -> None:
    from tests.crash.playing import LEAVE, NEXT, at_play, shown, wait_for, wait_for_quiet

    with at_play(tmp_path, mode, tmp_path / "saves") as life:
        threads = len(os.listdir(f"/proc/{life.pid}/task"))  # noqa: PTH208 - they come and go
        life.kill(getattr(signal, how))
        if how == "SIGSTOP" or (how, mode) == ("SIGTSTP", "screen"):
            wait_for_state(life.pid, "T")
        wait_for_quiet(life)
        # Whoever stops a program, as a shell does at Ctrl-Z, finds the terminal as it was.
        assert (LEAVES_SCREEN in life.written) == ((how, mode) == ("SIGTSTP", "screen"))
        before = len(shown(life))
        life.kill(signal.SIGCONT)
        if mode == "screen":
            wait_for(life, b"Round 1.", after=before)
            assert len(os.listdir(f"/proc/{life.pid}/task")) == threads  # noqa: PTH208
        life.type(NEXT[mode])
        wait_for(life, b"Round 2.", after=before)
        life.type(LEAVE[mode])
        assert life.end() == 0
        assert life.is_restored
    kept = found(tmp_path / "saves", program)
    assert kept is not None
    assert (kept.number, kept.problems, kept.status) == (2, (), "intact")


@pytest.mark.parametrize("mode", ["lines", "screen"])
def test_told_to_quit_it_leaves_the_terminal_as_it_was(
    tmp_path: Path, program: Program, mode: str
) -> None:
    from tests.crash.playing import at_play

    with at_play(tmp_path, mode, tmp_path / "saves") as life:
        life.kill(signal.SIGQUIT)
        assert life.end() == (0 if mode == "screen" else -signal.SIGQUIT)
        assert life.is_restored
    assert found(tmp_path / "saves", program) is not None


@pytest.mark.parametrize("how", ["SIGTERM", "SIGHUP", "SIGQUIT"])
def test_told_to_go_while_it_takes_the_terminal_it_gives_it_back(
    tmp_path: Path, program: Program, how: str
) -> None:
    from tests.crash.playing import begun

    with begun(tmp_path, "screen", tmp_path / "saves") as life:
        while TAKES_SCREEN not in life.written:
            assert life.read(60)
        life.kill(getattr(signal, how))
        assert life.end() == 0
        assert life.is_restored
        assert life.written.rindex(LEAVES_SCREEN) > life.written.rindex(TAKES_SCREEN)
        assert b"Traceback" not in life.written


@pytest.mark.parametrize("mode", ["lines", "screen"])
def test_a_terminal_that_is_closed_under_nohup_ends_it_and_frees_the_run(
    tmp_path: Path, program: Program, mode: str
) -> None:
    from tests.crash.playing import at_play

    with at_play(tmp_path, mode, tmp_path / "saves", is_nohup=True) as life:
        life.close("keys")
        assert life.end() is not None, "it went on for ever"
    kept = found(tmp_path / "saves", program)
    assert kept is not None
    assert (kept.number, kept.problems, kept.status) == (1, (), "intact")
