"""How long until there is something to read, beside the least that any such program must do.

Two comparisons, each in pairs of one run of the peer and one of ours, so that what the machine is
doing otherwise falls on both alike; the figure is the median of the pairs' ratios.

- The first frame of the terminal game, beside a bare Textual app with one line of text. Both run
  in a pseudo-terminal of 80x24; the clock stops when the text arrives at it.
- The first prompt of plain play, beside Python reading one small YAML file by libyaml and printing
  it. Both write to a pipe; the clock stops when the text comes out of it.

Run it on a quiet machine: `make bench`, or `python benchmarks/startup.py --runs 31 --check`.
"""

from __future__ import annotations

import argparse
import os
import platform
import re
import select
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

PATIENCE = 30.0
"""Seconds after which a program that has shown nothing is given up on."""

BARE_APP = """
from textual.app import App
from textual.widgets import Static

class Bare(App):
    def compose(self):
        yield Static("Here it is.")

Bare().run()
"""

BARE_READER = """
import sys, yaml
with open(sys.argv[1], "rb") as file:
    print(yaml.load(file, Loader=yaml.CSafeLoader))
"""

SMALL_YAML = """\
story:
  id: small
  title: Small
scenes:
  gate:
    text: |
      You stand at the gate.
    choices:
      - {id: go, label: Go, then: over}
"""

ESCAPES = re.compile(
    rb"\x1b(?:\][^\x07\x1b]*(?:\x07|\x1b\\)|P[^\x1b]*\x1b\\|\[[0-?]*[ -/]*[@-~]|.)"
)
"""What a program tells a terminal without showing it: OSC, DCS, CSI and two-byte sequences."""


class Program(NamedTuple):
    """A program to start: its command, and the text after which it is there to be read."""

    command: list[str]
    shows: re.Pattern[bytes]


class Comparison(NamedTuple):
    """Our program beside its peer, how both are run, and the ratio promised for them."""

    name: str
    peer: Program
    ours: Program
    time_one: Callable[[Program], float]
    target: float


class Measured(NamedTuple):
    """The medians of one comparison: both times in milliseconds, and the ratio of the pairs."""

    peer: float
    ours: float
    ratio: float


def seconds_in_a_pipe(program: Program) -> float:
    """Seconds from starting a program until its text has come out of a pipe."""
    source, sink = os.pipe()
    try:
        return seconds_until_shown(program, source, stdin=subprocess.PIPE, output=sink)
    finally:
        os.close(source)
        os.close(sink)


def seconds_in_a_terminal(program: Program) -> float:
    """Seconds from starting a program until its text has arrived at a terminal of 80x24."""
    import termios

    ours, theirs = os.openpty()
    try:
        termios.tcsetwinsize(theirs, (24, 80))
        return seconds_until_shown(program, ours, stdin=theirs, output=theirs)
    finally:
        os.close(ours)
        os.close(theirs)


def seconds_until_shown(program: Program, source: int, *, stdin: int, output: int) -> float:
    """Seconds until a program, started now and ended then, has written its text to `output`.

    What it writes is read from `source`. Ends the measurement if the text never comes.
    """
    written = b""
    start = time.perf_counter()
    with subprocess.Popen(
        program.command,
        stdin=stdin,
        stdout=output,
        stderr=output,
        env=environment(),
        start_new_session=True,
    ) as process:
        try:
            while program.shows.search(ESCAPES.sub(b"", written)) is None:
                left = PATIENCE - (time.perf_counter() - start)
                ready, _, _ = select.select([source], [], [], min(left, 0.5))
                if ready:
                    written += os.read(source, 1 << 16)
                elif left <= 0.5 or process.poll() is not None:
                    shown = ESCAPES.sub(b"", written).decode(errors="replace")
                    sys.exit(f"{' '.join(program.command)} shows no such text, but:\n{shown}")
            return time.perf_counter() - start
        finally:
            process.kill()


def environment() -> dict[str, str]:
    """Ours, without what would change how a program writes, or make it compile at every start."""
    left_out = ("TEXTUAL", "PYTHONDONTWRITEBYTECODE")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(left_out)}
    return kept | {"TERM": "xterm-256color", "COLORTERM": "truecolor", "PYTHONIOENCODING": "utf-8"}


def measure(comparison: Comparison, runs: int) -> Measured:
    """Both programs' medians over a number of pairs, after one pair that is not counted."""
    pairs = [
        (comparison.time_one(comparison.peer), comparison.time_one(comparison.ours))
        for _ in range(runs + 1)
    ][1:]
    return Measured(
        peer=1000 * statistics.median(peer for peer, _ in pairs),
        ours=1000 * statistics.median(ours for _, ours in pairs),
        ratio=statistics.median(ours / peer for peer, ours in pairs),
    )


def comparisons(folder: Path) -> list[Comparison]:
    """What is compared; files that the programs need are put into `folder`."""
    small = folder / "small.yaml"
    small.write_text(SMALL_YAML, encoding="utf-8")
    play = [sys.executable, "-m", "borderpost", "play", "lakkon", "--saves", str(folder / "saves")]
    return [
        Comparison(
            "first frame, beside a bare Textual app",
            Program([sys.executable, "-c", BARE_APP], re.compile(rb"Here it is\.")),
            Program(play, re.compile(rb"Lakkon|steel desk")),
            seconds_in_a_terminal,
            1.25,
        ),
        Comparison(
            "first plain prompt, beside reading a small YAML file",
            Program([sys.executable, "-c", BARE_READER, str(small)], re.compile(rb"gate")),
            Program([*play, "--plain"], re.compile(rb"(?m)^> \Z")),
            seconds_in_a_pipe,
            2.5,
        ),
    ]


def main() -> int:
    """Measure, print, and say by the exit code whether every ratio is within its target."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("--runs", type=int, default=15, help="pairs to measure (default 15)")
    parser.add_argument("--check", action="store_true", help="exit 1 if a target is missed")
    arguments = parser.parse_args()
    if arguments.runs < 1:
        parser.error("--runs must be at least 1")

    print(
        f"Python {platform.python_version()}, Textual {version('textual')}, "
        f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, "
        f"medians of {arguments.runs} pairs"
    )
    missed = False
    with tempfile.TemporaryDirectory() as folder:
        for comparison in comparisons(Path(folder)):
            found = measure(comparison, arguments.runs)
            missed = missed or found.ratio > comparison.target
            verdict = "missed" if found.ratio > comparison.target else "met"
            print(
                f"{comparison.name}: {found.ours:.0f} ms / {found.peer:.0f} ms, "
                f"ratio {found.ratio:.2f} (target {comparison.target}: {verdict})"
            )
    return 1 if missed and arguments.check else 0


if __name__ == "__main__":
    sys.exit(main())
