"""The program in a pseudo-terminal: however it ends, the terminal and the run are left whole."""

from __future__ import annotations

import contextlib
import os
import re
import select
import signal
import struct
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.terminal.playing import saved_runs, story_folder

pty = pytest.importorskip("pty")

ESCAPES = re.compile(rb"\x1b(?:\][^\x07\x1b]*(?:\x07|\x1b\\)|\[[0-?]*[ -/]*[@-~]|.)")
STYLES = re.compile(rb"\x1b\[([0-9;]*)m")
COLOURS = {*range(30, 50), *range(90, 108)} - {39, 49}
"""What chooses a colour, of what sets a style; 39 and 49 are the terminal's own."""
LEAVES_SCREEN = b"\x1b[?1049l"
PATIENCE = 60


class Terminal:
    """A program and the terminal it runs in."""

    def __init__(self, pid: int, end: int) -> None:
        self.pid = pid
        self.end = end
        self.written = b""

    def wait_for(self, text: bytes) -> None:
        """Read until a text has been shown."""
        began = len(self.written)
        until = time.monotonic() + PATIENCE
        while text not in ESCAPES.sub(b"", self.written[began:]):
            assert time.monotonic() < until, ESCAPES.sub(b"", self.written)[-3000:]
            assert self._read(), ESCAPES.sub(b"", self.written)[-3000:]

    def press_until(self, key: bytes, text: bytes) -> None:
        """Press a key until a text is shown: one that comes before the page is there is lost."""
        began = len(self.written)
        until = time.monotonic() + PATIENCE
        while text not in ESCAPES.sub(b"", self.written[began:]):
            assert time.monotonic() < until, ESCAPES.sub(b"", self.written)[-3000:]
            self.type(key)
            self.wait_for_quiet()
            if text not in ESCAPES.sub(b"", self.written[began:]):
                assert self._read()

    def wait_for_quiet(self) -> None:
        """Read until nothing more is drawn for a moment: what is seen is then ready for keys."""
        until = time.monotonic() + PATIENCE
        while select.select([self.end], [], [], 0.2)[0]:
            assert time.monotonic() < until
            assert self._read()

    def type(self, keys: bytes) -> None:
        """Type keys."""
        os.write(self.end, keys)

    def leave(self) -> int:
        """Read to the end of the program; its exit code."""
        until = time.monotonic() + PATIENCE
        while self._read():
            assert time.monotonic() < until
        return os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])

    def _read(self) -> bool:
        ready, _, _ = select.select([self.end], [], [], 1.0)
        if not ready:
            return True
        try:
            data = os.read(self.end, 65536)
        except OSError:
            return False
        self.written += data
        return bool(data)


@contextmanager
def started(folder: Path, **environ: str) -> Iterator[Terminal]:
    """The program playing the test's story in a terminal of 80x24."""
    story = story_folder(folder / "story")
    (folder / "config").mkdir()
    (folder / "config" / "settings.toml").write_text("reveal = false\n", "utf-8")
    environ["BORDERPOST_CONFIG"] = str(folder / "config")
    command = [sys.executable, "-m", "borderpost", "play", str(story)]
    command += ["--saves", str(folder / "saves"), "--seed", "1"]
    pid, end = pty.fork()
    if pid == 0:
        os.environ.update({"TERM": "xterm-256color", "COLUMNS": "80", "LINES": "24", **environ})
        os.execv(command[0], command)  # noqa: S606 - our own program
    import fcntl
    import termios

    fcntl.ioctl(end, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    terminal = Terminal(pid, end)
    try:
        terminal.wait_for(b"Esc back")
        terminal.press_until(b"\r", b"Completely reliable")
        terminal.wait_for_quiet()
        yield terminal
    finally:
        with contextlib.suppress(OSError):
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)
        with contextlib.suppress(OSError):
            os.close(end)


def answers_on_disk(folder: Path) -> int:
    return saved_runs(folder)[0].decisions


@pytest.mark.slow
def test_quitting_says_how_to_go_on(tmp_path: Path) -> None:
    with started(tmp_path) as terminal:
        terminal.press_until(b"1", b"Nothing on this desk shows it.")
        terminal.type(b"q")
        terminal.wait_for(b"Your run is saved")
        terminal.type(b"\r")
        assert terminal.leave() == 0
        last = terminal.written.split(LEAVES_SCREEN)[-1]
        assert b"--resume " + saved_runs(tmp_path)[0].handle.encode() in last
        assert b"Traceback" not in terminal.written
    assert answers_on_disk(tmp_path) == 1


@pytest.mark.slow
@pytest.mark.parametrize("how", ["ctrl+c", "SIGTERM", "SIGHUP", "SIGINT"])
def test_being_told_to_go_leaves_terminal_and_run_whole(tmp_path: Path, how: str) -> None:
    with started(tmp_path) as terminal:
        terminal.press_until(b"1", b"Nothing on this desk shows it.")
        if how == "ctrl+c":
            terminal.type(b"\x03")
        else:
            os.kill(terminal.pid, getattr(signal, how))
        assert terminal.leave() == 0
        assert LEAVES_SCREEN in terminal.written
        assert b"Traceback" not in terminal.written
    assert answers_on_disk(tmp_path) == 1


@pytest.mark.slow
@pytest.mark.parametrize("how", ["killed", "closed"])
def test_a_killed_program_or_a_closed_terminal_loses_nothing(tmp_path: Path, how: str) -> None:
    with started(tmp_path) as terminal:
        terminal.press_until(b"1", b"Nothing on this desk shows it.")
        if how == "killed":
            os.kill(terminal.pid, signal.SIGKILL)
        else:
            os.close(terminal.end)
        until = time.monotonic() + PATIENCE
        while os.waitpid(terminal.pid, os.WNOHANG) == (0, 0):
            assert time.monotonic() < until
    assert answers_on_disk(tmp_path) == 1


@pytest.mark.slow
def test_a_run_whose_file_was_taken_away_is_there_again_on_leaving(tmp_path: Path) -> None:
    with started(tmp_path) as terminal:
        terminal.press_until(b"1", b"Nothing on this desk shows it.")
        run = saved_runs(tmp_path)[0]
        run.path.unlink()
        terminal.type(b"q")
        terminal.wait_for(b"Your run is saved")
        terminal.type(b"\r")
        assert terminal.leave() == 0
    assert [kept.handle for kept in saved_runs(tmp_path)] == [run.handle]
    assert answers_on_disk(tmp_path) == 1


@pytest.mark.slow
@pytest.mark.parametrize(
    ("environ", "depth", "caret"),
    [
        ({"TERM": "xterm-256color", "COLORTERM": "truecolor"}, "2", "▸ 1"),
        ({"TERM": "tmux-256color"}, "5", "▸ 1"),
        ({"TERM": "xterm"}, "picture", "▸ 1"),
        ({"TERM": "linux"}, "picture", "> 1"),
        ({"TERM": "vt100"}, "none", "▸ 1"),
        ({"TERM": "xterm-256color", "COLORTERM": "truecolor", "NO_COLOR": "1"}, "none", "▸ 1"),
        ({"TERM": "xterm", "PYTHONIOENCODING": "latin-1"}, "picture", "> 1"),
    ],
    ids=["millions", "256 in tmux", "16", "Linux console", "vt100", "NO_COLOR", "Latin-1"],
)
def test_every_terminal_gets_what_it_can_show(
    tmp_path: Path, environ: dict[str, str], depth: str, caret: str
) -> None:
    with started(tmp_path, **{"COLORTERM": "", **environ}) as terminal:
        terminal.press_until(b"1", b"Nothing on this desk shows it.")
        terminal.type(b"\x03")
        assert terminal.leave() == 0
    assert caret.encode() in ESCAPES.sub(b"", terminal.written)
    assert b"\\u" not in terminal.written
    styles = [style.decode().split(";") for style in STYLES.findall(terminal.written)]
    deep = {style[at + 1] for style in styles for at, n in enumerate(style) if n in ("38", "48")}
    assert deep == ({depth} if depth.isdigit() else set())
    # Where one does not know which colours can be read, letters have none: what is highlighted is
    # reversed, and only the title's picture and the scroll bar are drawn in colours.
    assert deep or any("7" in style for style in styles)
    if not deep:
        numbers = {int(number) for style in styles for number in style if number}
        assert numbers & COLOURS <= ({34, 44, 90, 100} if depth == "picture" else set())
