"""How long a key takes to be answered: the real game, in a real pseudo-terminal.

The shipped story is played to an ending, and at every stop the player looks around as players do:
arrows, Space, pages opened and closed, then a choice or an answer. For each key three times are
taken: until the screen first changed, until it stood as it goes on to stand, and until the last
byte: Textual draws a page once more when it is opened or closed, without changing anything. The
target is for the second. Keys that change nothing are not counted.

Pages are closed by `q`: the program waits after Escape to learn whether more follows, as it must,
since an arrow key begins with the same byte. Escape is measured by itself, and outside the target.

Run it on a quiet machine: `make bench`, or `python -m benchmarks.keys --check`.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
from collections.abc import Iterable, Iterator
from itertools import count, islice
from pathlib import Path
from typing import NamedTuple

from benchmarks.pseudo_terminal import Answered, borderpost, started

SIZES = [(80, 24), (160, 45)]

MEDIAN, NEARLY_ALL = 30.0, 60.0
"""Milliseconds promised until the screen stands: at the median, and the 95th percentile."""

UP, DOWN, RIGHT, ESCAPE = "\x1b[A", "\x1b[B", "\x1b[C", "\x1b"
AROUND = [
    *(("arrows", DOWN), ("arrows", UP), ("Space", " "), ("Space", "b")),
    *(("opening a page", key) for key in "cjlm?"),
]
"""What the player does at each stop before going on; after each page, `q` closes it."""


WIDE = 116
"""From this width on the case file stands beside the text."""

CELLS = 3
"""How often a number is pressed at a stop, with an arrow between: so many cells a table wants."""


class Timed(NamedTuple):
    """A key of some kind, and how it was answered."""

    kind: str
    answered: Answered


def play(size: tuple[int, int], seed: int) -> Iterator[Timed]:
    """Play the shipped story to an ending, and time every key that changes the screen."""
    from borderpost.saves.shelf import Shelf

    with tempfile.TemporaryDirectory() as saves:
        command = borderpost("play", "lakkon", "--saves", saves, "--seed", str(seed))
        with started(command, size) as terminal:
            terminal.wait_for("Lakkon")
            terminal.press("1")  # past the note on what is in it
            stop = 0
            while not Shelf(Path(saves)).runs()[0].ending:
                for kind, key in _keys_at(stop, is_wide=size[0] >= WIDE):
                    answered = terminal.press(key)
                    if answered is not None and key != ESCAPE:
                        yield Timed(kind, answered)
                stop += 1


def _keys_at(stop: int, *, is_wide: bool) -> Iterable[tuple[str, str]]:
    """The keys at one stop, each with its kind."""
    kind, key = AROUND[stop % len(AROUND)]
    yield kind, key
    if kind == "opening a page":
        # On a wide window the case file is no page, but stands beside the text.
        yield "closing a page", ESCAPE if is_wide and key == "c" else "q"
    for _ in range(CELLS):
        yield "choices and answers", "1"
        yield "arrows", RIGHT
    yield "choices and answers", "d"
    yield "arrows", DOWN


def escapes(size: tuple[int, int], times: int) -> list[float]:
    """Milliseconds until the screen stands after Escape has closed a page."""
    with tempfile.TemporaryDirectory() as saves:
        command = borderpost("play", "lakkon", "--saves", saves, "--seed", "1")
        with started(command, size) as terminal:
            terminal.wait_for("Lakkon")
            terminal.press("1")
            answers = [terminal.press(key) for _ in range(times) for key in ("c", "\x1b")]
    return [answered.stood for answered in answers[1::2] if answered is not None]


def percentile(values: Iterable[float], part: float) -> float:
    """The value that this part of all values do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(part * len(ordered)))]


def row(name: str, timed: list[Answered]) -> str:
    """A line of the report: how many, and then each time's median and 95th percentile."""
    figures = [
        figure
        for values in (
            [one.first for one in timed],
            [one.stood for one in timed],
            [one.last for one in timed],
        )
        for figure in (statistics.median(values), percentile(values, 0.95))
    ]
    return f"  {name:<22}{len(timed):>5}" + "".join(f"{figure:>9.1f}" for figure in figures)


def measure(size: tuple[int, int], keys: int) -> bool:
    """Play in a terminal of a size and print what was found; whether the target was met."""
    plays = (timed for seed in count(1) for timed in play(size, seed))
    timed = list(islice(plays, keys))
    after_escape = escapes(size, 15)
    heads = "".join(f"{head:>9}" for name in ("first", "stood", "last") for head in (name, "95%"))
    told = f"{size[0]}x{size[1]}, milliseconds"
    print(f"\n{told:<24} keys{heads}")
    for kind in dict.fromkeys(one.kind for one in timed):
        print(row(kind, [one.answered for one in timed if one.kind == kind]))
    every = [one.answered for one in timed]
    print(row("all", every))
    if after_escape:
        print(f"  Escape, its waiting included: median {statistics.median(after_escape):.1f}")
    middle = statistics.median(one.stood for one in every)
    nearly_all = percentile((one.stood for one in every), 0.95)
    met = middle <= MEDIAN and nearly_all <= NEARLY_ALL
    print(
        f"  target {MEDIAN:.0f} and {NEARLY_ALL:.0f} until it stood: {'met' if met else 'missed'}"
    )
    return met


def main() -> int:
    """Measure at every size, and say by the exit code whether the target was met at each."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("--keys", type=int, default=300, help="keys at each size (default 300)")
    parser.add_argument("--check", action="store_true", help="exit 1 if a target is missed")
    arguments = parser.parse_args()
    if arguments.keys < 20:
        parser.error("--keys must be at least 20")
    met = [measure(size, arguments.keys) for size in SIZES]
    return 1 if arguments.check and not all(met) else 0


if __name__ == "__main__":
    sys.exit(main())
