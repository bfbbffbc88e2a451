"""How much memory a game takes, beside a Textual app that shows one line of text.

Both run in a pseudo-terminal of 80x24, each time in a fresh process, in pairs; ours plays the
shipped story for 20 decisions first. What is compared is the resident set, as Linux tells it.

Run it by `make bench`, or `python -m benchmarks.memory --check`.
"""

from __future__ import annotations

import argparse
import re
import statistics
import sys
import tempfile
from pathlib import Path

from benchmarks.pseudo_terminal import Terminal, borderpost, started
from benchmarks.startup import BARE_APP

DECISIONS = 20

DOWN, RIGHT = "\x1b[B", "\x1b[C"
KEYS = ["1", RIGHT, "1", RIGHT, "1", "d", DOWN]
"""What goes on at every stop: an answer or a choice; in a table cells are marked, row by row."""

TARGET = 1.5
"""The ratio promised."""


def resident(terminal: Terminal) -> float:
    """The resident set of a program, in MiB."""
    status = Path(f"/proc/{terminal.process.pid}/status").read_text("ascii")
    found = re.search(r"VmRSS:\s*(\d+) kB", status)
    assert found is not None
    return int(found[1]) / 1024


def of_the_bare_app() -> float:
    """What a Textual app with one line takes, in MiB."""
    with started([sys.executable, "-c", BARE_APP]) as terminal:
        terminal.wait_for("Here it is.")
        return resident(terminal)


def of_a_game() -> float:
    """What a game takes after its decisions, in MiB."""
    from borderpost.saves.shelf import Shelf

    with tempfile.TemporaryDirectory() as saves:
        command = borderpost("play", "lakkon", "--saves", saves, "--seed", "1")
        with started(command) as terminal:
            terminal.wait_for("Lakkon")
            for _ in range(10 * DECISIONS):
                for key in KEYS:
                    terminal.press(key)
                runs = Shelf(Path(saves)).runs()
                if runs and runs[0].decisions >= DECISIONS:
                    return resident(terminal)
    sys.exit(f"No {DECISIONS} decisions came of pressing 1 so often")


def main() -> int:
    """Measure, print, and say by the exit code whether the ratio is within its target."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("--runs", type=int, default=5, help="pairs to measure (default 5)")
    parser.add_argument("--check", action="store_true", help="exit 1 if the target is missed")
    arguments = parser.parse_args()
    if arguments.runs < 1:
        parser.error("--runs must be at least 1")
    if not Path("/proc/self/status").exists():
        print("memory: not measured, this system has no /proc")
        return 0
    pairs = [(of_the_bare_app(), of_a_game()) for _ in range(arguments.runs)]
    ratio = statistics.median(ours / peer for peer, ours in pairs)
    peer, ours = (statistics.median(column) for column in zip(*pairs, strict=True))
    print(
        f"memory after {DECISIONS} decisions: {ours:.1f} MiB / {peer:.1f} MiB, ratio {ratio:.2f} "
        f"(target {TARGET}: {'missed' if ratio > TARGET else 'met'})"
    )
    return 1 if ratio > TARGET and arguments.check else 0


if __name__ == "__main__":
    sys.exit(main())
