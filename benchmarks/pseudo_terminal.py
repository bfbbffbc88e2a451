"""A program in a pseudo-terminal: keys go in, and it is noted when its screen changed."""

from __future__ import annotations

import codecs
import os
import re
import select
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from benchmarks.glass import Glass

PATIENCE = 30.0
"""Seconds after which a program that has shown nothing is given up on."""

QUIET = 0.25
"""Seconds without a byte after which an answer is taken to be over."""

ESCAPES = re.compile(
    rb"\x1b(?:\][^\x07\x1b]*(?:\x07|\x1b\\)|P[^\x1b]*\x1b\\|\[[0-?]*[ -/]*[@-~]|.)"
)
"""What a program tells a terminal without showing it: OSC, DCS, CSI and two-byte sequences."""

SETTINGS = "reveal = false\n"
"""The player's settings: an answer that comes letter by letter on purpose has no end to measure."""


class Answered(NamedTuple):
    """Milliseconds from a key until the screen first changed, until it stood, and to the last byte.

    From `stood` on the screen looks as it goes on to look; what comes after draws the same again.
    `text` is what was written, without what only moves or colours it.
    """

    first: float
    stood: float
    last: float
    text: str


class Terminal:
    """A program that runs, and the end of the terminal that we hold."""

    def __init__(self, process: subprocess.Popen[bytes], end: int) -> None:
        """The process and the descriptor."""
        self.process = process
        self._end = end
        self._glass = Glass()
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._text = ""

    def press(self, keys: str, shows: str = "") -> Answered | None:
        """Write keys and wait until the screen is still; None where it did not change.

        Where it is known what the answer `shows`, it is not over before that.
        """
        start = time.perf_counter()
        os.write(self._end, keys.encode())
        changes, last = self._read_until_still(start, shows)
        if not changes:
            return None
        first, stood, last = (1000 * (when - start) for when in (changes[0], changes[-1], last))
        return Answered(first, stood, last, self._text)

    def wait_for(self, text: str) -> None:
        """Read on until a text is shown and the screen is still."""
        self._read_until_still(time.perf_counter(), text)

    def _read_until_still(self, start: float, shows: str) -> tuple[list[float], float]:
        """When the screen changed until nothing more comes, and when the last byte came."""
        pieces: list[tuple[float, bytes]] = []
        while True:
            ready, _, _ = select.select([self._end], [], [], QUIET)
            written = b"".join(data for _, data in pieces)
            if not ready and shows in shown(written):
                break
            if not ready and time.perf_counter() - start > PATIENCE:
                sys.exit(f"The program shows no '{shows}', but:\n{shown(written)}")
            if ready:
                data = self._read(written)
                pieces.append((time.perf_counter(), data))
        # Looked at only now, so that looking does not make the program wait.
        self._text = shown(written)
        decode = self._decoder.decode
        changes = [when for when, data in pieces if self._glass.write(decode(data))]
        return changes, pieces[-1][0] if pieces else start

    def _read(self, before: bytes) -> bytes:
        """What stands ready to be read; ends the measurement where the program has ended."""
        try:
            data = os.read(self._end, 1 << 16)
        except OSError:  # so Linux says that nobody writes any more
            data = b""
        return data or sys.exit(f"The program has ended, having written:\n{shown(before)}")


def shown(written: bytes) -> str:
    """What was written, without what only moves or colours it."""
    return ESCAPES.sub(b"", written).decode(errors="replace")


@contextmanager
def started(command: list[str], size: tuple[int, int] = (80, 24)) -> Iterator[Terminal]:
    """A program in a terminal of some columns and lines, ended when it is no longer needed."""
    import termios

    ours, theirs = os.openpty()
    termios.tcsetwinsize(theirs, (size[1], size[0]))
    with tempfile.TemporaryDirectory() as config:
        (Path(config) / "settings.toml").write_text(SETTINGS, "utf-8")
        process = subprocess.Popen(
            command,
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            env=environment() | {"BORDERPOST_CONFIG": config},
            start_new_session=True,
        )
        os.close(theirs)
        try:
            yield Terminal(process, ours)
        finally:
            process.kill()
            process.wait()
            os.close(ours)


def environment() -> dict[str, str]:
    """Ours, without what would change how a program writes, or make it compile at every start."""
    left_out = ("TEXTUAL", "PYTHONDONTWRITEBYTECODE", "BORDERPOST_", "NO_COLOR")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(left_out)}
    return kept | {"TERM": "xterm-256color", "COLORTERM": "truecolor", "PYTHONIOENCODING": "utf-8"}


def borderpost(*arguments: str) -> list[str]:
    """The command that starts the game."""
    return [sys.executable, "-m", "borderpost", *arguments]
