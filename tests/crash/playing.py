"""The program really started in a terminal: keys are typed, and what is shown is read."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from signal import SIGKILL

from tests.crash.lives import Life, at_terminal, started
from tests.crash.rounds import without_escapes

NEXT = {"lines": b"1\n", "screen": b"1"}
"""What takes the next decision, in plain lines and on a screen."""

LEAVE = {"lines": b"\x04", "screen": b"\x03"}
"""What leaves: Ctrl-D, and Ctrl-C."""


@contextmanager
def begun(
    folder: Path, mode: str, saves: Path, *, is_nohup: bool = False, story: Path | None = None
) -> Iterator[Life]:
    """The program, just begun with a new run of the story in a folder, or of the one named."""
    config = folder / "config"
    config.mkdir()
    (config / "settings.toml").write_text("reveal = false\n", "utf-8")
    plain = ["--plain"] if mode == "lines" else []
    command = [sys.executable, "-m", "borderpost", "play", str(story or folder / "story"), *plain]
    begin = started([*command, "--saves", str(saves), "--seed", "1"])
    os.environ["BORDERPOST_CONFIG"] = str(config)  # for what is started
    try:
        life = at_terminal(begin, is_nohup=is_nohup)
    finally:
        del os.environ["BORDERPOST_CONFIG"]
    try:
        yield life
    finally:
        life.kill(SIGKILL)
        with suppress(ChildProcessError):
            os.waitpid(life.shell, 0)
        life.close("keys", "words")


@contextmanager
def at_play(
    folder: Path, mode: str, saves: Path, *, is_nohup: bool = False, story: Path | None = None
) -> Iterator[Life]:
    """The same after its first decision."""
    with begun(folder, mode, saves, is_nohup=is_nohup, story=story) as life:
        wait_for(life, b"Round 0.")
        life.type(NEXT[mode])
        wait_for(life, b"Round 1.")
        yield life


def shown(life: Life) -> bytes:
    """What was shown so far, without what a terminal obeys."""
    return without_escapes(life.written)


def wait_for(life: Life, *texts: bytes, after: int = 0) -> None:
    """Read until one of some texts is shown, after so much else, and nothing more comes."""
    for _ in range(600):
        if any(text in shown(life)[after:] for text in texts):
            wait_for_quiet(life)
            return
        life.read(0.1)
    raise AssertionError((texts, shown(life)[-2000:]))


def wait_for_quiet(life: Life) -> None:
    """Read until nothing more comes for a moment: what is seen is then ready for keys."""
    while life.read(0.2):
        pass
