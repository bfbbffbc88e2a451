"""Ten thousand plays in one process: whether its memory stays and every file is closed.

Each play is plain play itself, saved to disk as ever, typed by lot: numbers, commands, nonsense,
and an end of the input where it comes. Every third goes on with the play before it. The resident
set and the open files are noted on the way.

Run it by `python -m benchmarks.soak --check` (some minutes).
"""

from __future__ import annotations

import argparse
import io
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import NamedTuple

from borderpost.debrief.together.habits import NO_HABITS
from borderpost.plain.console import Console
from borderpost.plain.start import Wish, play_wish
from borderpost.saves.calls import Calls
from borderpost.saves.shelf import Shelf
from borderpost.story.model import Story

PLAYS = 10_000
LINES = 60
"""How much is typed in a play at most."""

WORDS = ("undo", "redo", "journal", "case", "facts", "ledger", "again", "map", "help", "x", "")
"""What is typed now and then instead of a number; not all of it is a command."""

SHELF = 100
"""So many runs lie in a folder before it is emptied: lists of runs are no part of this."""

TARGET = 2.0
"""The most MiB by which the resident set may be larger in the second half than it was in the first.

It comes and goes by some MiB with what the collector has not come to yet.
"""


class Lots(io.TextIOBase):
    """A player who types by lot, and leaves at last."""

    def __init__(self, chance: Random) -> None:
        """All lots come from `chance`."""
        self._chance = chance
        self._left = chance.randrange(LINES)

    def readline(self, _: int | None = -1) -> str:  # type: ignore[override]
        """The next line; nothing where the player has left."""
        self._left -= 1
        if self._left < 0:
            return ""
        word = self._chance.random() < 0.1
        return f"{self._chance.choice(WORDS) if word else self._chance.randint(1, 5)}\n"


class Nowhere(io.TextIOBase):
    """Takes what is written, and counts it."""

    written = 0

    def write(self, text: str) -> int:
        """Count the characters."""
        self.written += len(text)
        return len(text)


class Noted(NamedTuple):
    """How things stood after so many plays: MiB resident, files open, characters written."""

    plays: int
    resident: float
    files: int
    characters: int


def soak(story: Story, folder: Path, plays: int, every: int, seed: int = 1) -> Iterator[Noted]:
    """Play over and over, and note how things stand each time that many plays are over."""
    chance = Random(seed)  # noqa: S311 - lots, not secrets
    out = Nowhere()
    last: Path | None = None
    for number in range(1, plays + 1):
        if number % SHELF == 0:
            shutil.rmtree(folder)
            last = None
        resume = last if number % 3 == 0 else None
        shelf = Shelf(folder)
        wish = Wish(story, {}, chance.randrange(2**32), resume, habits=NO_HABITS)
        console = Console(Lots(chance), out, interactive=False)  # type: ignore[arg-type]
        assert play_wish(wish, shelf, console, Calls()) == 0
        found = shelf.latest()
        last = found.path if found else None
        if number % every == 0:
            yield Noted(number, resident(), open_files(), out.written)


def resident() -> float:
    """The resident set of this process in MiB; 0 where the system does not tell."""
    try:
        pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    except OSError:
        return 0.0
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def open_files() -> int:
    """How many files this process has open; 0 where the system does not tell."""
    try:
        return sum(1 for _ in Path("/proc/self/fd").iterdir())
    except OSError:
        return 0


def main() -> int:
    """Play, print, and say by the exit code whether memory and files stayed as they were."""
    from borderpost.story.load import load_story
    from borderpost.story.shipped import find_story

    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("--plays", type=int, default=PLAYS, help=f"how many (default {PLAYS})")
    parser.add_argument("--story", default="lakkon", help="which story (default lakkon)")
    parser.add_argument("--check", action="store_true", help="exit 1 if the target is missed")
    arguments = parser.parse_args()
    if arguments.plays < 10:
        parser.error("--plays must be at least 10")
    if not Path("/proc/self/fd").exists():
        print("soak: not measured, this system has no /proc")
        return 0
    story = load_story(find_story(arguments.story)).story
    assert story is not None
    began, noted = time.monotonic(), []
    with tempfile.TemporaryDirectory() as folder:
        for now in soak(story, Path(folder, "saves"), arguments.plays, arguments.plays // 10):
            noted.append(now)
            print(f"{now.plays:>7,} plays: {now.resident:6.1f} MiB, {now.files} files open")
    last, half = noted[-1], len(noted) // 2
    grown = max(n.resident for n in noted[half:]) - max(n.resident for n in noted[:half])
    left_open = last.files - noted[0].files
    missed = grown > TARGET or left_open > 0
    print(
        f"soak: {last.plays:,} plays in {time.monotonic() - began:.0f} s, {last.characters:,} "
        f"characters; {grown:+.1f} MiB in the second half (target {TARGET}: "
        f"{'missed' if missed else 'met'}), {left_open:+d} files open"
    )
    return 1 if missed and arguments.check else 0


if __name__ == "__main__":
    sys.exit(main())
