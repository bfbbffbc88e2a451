"""Plays that die, one after the other, each in a process of its own (not a test itself).

`python dying.py MODE COUNT SEED FOLDER` lets the program be killed COUNT times at random moments,
and prints as JSON how each death went. A mode is how one plays: `pipe` (plain lines through pipes),
`lines` (plain lines at a terminal) or `screen`; `started-...` really starts the program each time.
"""

from __future__ import annotations

import gc
import importlib
import json
import os
import random
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

from borderpost import cli
from borderpost.engine.program import Program
from borderpost.saves import log
from tests.crash import rounds
from tests.crash.death import EXTRA, Death
from tests.crash.lives import Life, at_terminal, forked, in_pipes, started
from tests.stories import program_from

LINES = (
    "borderpost.plain.commands",
    "borderpost.plain.console",
    "borderpost.plain.finding",
    "borderpost.plain.opening",
    "borderpost.plain.start",
    "borderpost.story.load",
    "borderpost.story.shipped",
)
SCREEN = (
    "borderpost.terminal.app",
    "borderpost.terminal.farewell",
    "borderpost.terminal.parts.dialogs",
    "borderpost.terminal.play.play",
    "borderpost.terminal.start.library",
    "textual.drivers.linux_driver",
)
"""What is imported once, before anything is forked."""

SIGNALS = ("SIGKILL", "SIGTERM", "SIGHUP", "SIGINT")
KINDS = {
    "pipe": (*SIGNALS, "in a write", "input ended", "reader gone"),
    "lines": (*SIGNALS, "closed", "closed under nohup"),
    "screen": (*SIGNALS, "in a write", "closed", "closed under nohup"),
}
"""The deaths there are in each mode."""

BYTES = (9, 0, 80, -1, 40, 1, 120)
"""After so much of a record it is died in a write, in turn."""

RUNS = 8
"""So often one run dies before another is begun."""


def dies_in_write(number: int, at: int) -> Callable[[], None]:
    """Have this process die in writing record `number` of its life, after `at` bytes of it.

    With -1, it dies once all is written and nothing is synced.
    """
    real, count = log.write_all, 0

    def write_all(file: int, data: bytes) -> None:
        nonlocal count
        count += data.startswith(b'{"n":')
        if count == number and data.startswith(b'{"n":'):
            real(file, data[:at] if at >= 0 else data)
            os.kill(os.getpid(), signal.SIGKILL)
        real(file, data)

    def arrange() -> None:
        log.write_all = write_all

    return arrange


class Dying:
    """A folder in which one run after the other is played and dies."""

    def __init__(self, mode: str, seed: str, folder: Path) -> None:
        self.way = mode.removeprefix("started-")
        self.mode = mode
        self.seed = seed
        self.folder = folder
        self.program: Program = program_from(rounds.STORY, folder / "story")
        self.startup = 0.05

    def one(self, number: int) -> Death:
        """The death of a number; what is random in it depends on nothing else."""
        seed = f"{self.seed}/{self.mode}/{number}"
        rng = random.Random(seed)  # noqa: S311 - moments, not secrets
        kinds = [kind for kind in KINDS[self.way] if self.mode == self.way or kind != "in a write"]
        kind = kinds[number % len(kinds)]
        saves = self.folder / f"saves-{number // RUNS}"
        was = rounds.found(saves, self.program)
        life = self._begin(number, kind, saves, rng)
        expected = self._play(life, was.number if was else 0, rng)
        self._kill(life, kind)
        code = life.end()
        life.close("keys", "words")
        told = rounds.TOLD.findall(rounds.without_escapes(life.written))
        errors = self.folder / "errors"
        now = rounds.found(saves, self.program)
        return Death(
            mode=self.mode,
            kind=kind,
            seed=seed,
            before=was.number if was else -1,
            moves_before=was.moves if was else 0,
            expected=expected,
            seen=int(told[-1]) if told else -1,
            pages=len(told),
            code=code,
            is_restored=life.is_restored,
            written=life.written[-3000:].decode("utf-8", "replace"),
            errors=errors.read_text("utf-8") if errors.exists() else "",
            number=now.number if now else -1,
            moves=now.moves if now else 0,
            problems=list(now.problems) if now else [],
            status=now.status if now else "",
            goes_on=now is not None and rounds.goes_on(saves, self.program),
        )

    def _begin(self, number: int, kind: str, saves: Path, rng: random.Random) -> Life:
        """The program, beginning a run or going on with the one there is."""
        path = rounds.log_in(saves)
        going_on = ["--seed", "1"] if path is None else ["--resume", path.stem]
        arguments = ["play", str(self.folder / "story"), "--saves", str(saves), *going_on]
        arguments += [] if self.way == "screen" else ["--plain"]
        if self.mode != self.way:
            begin = started([sys.executable, "-m", "borderpost", *arguments])
        else:
            at = BYTES[number // len(KINDS[self.way]) % len(BYTES)]
            arrange = dies_in_write(rng.randint(1, 6), at)

            def run() -> int:
                if kind == "in a write":
                    arrange()
                return cli.main(arguments)

            begin = forked(run)
        if self.way == "pipe":
            return in_pipes(begin, self.folder / "errors")
        return at_terminal(begin, is_nohup=kind == "closed under nohup")

    def _play(self, life: Life, number: int, rng: random.Random) -> list[int]:
        """Play up to a random moment; the numbers of the pages after each move that was typed.

        Some die while the program still starts.
        """
        began = time.monotonic()
        if rng.random() < 0.1:
            life.read(rng.uniform(0, self.startup))
            return []
        while (
            not rounds.TOLD.search(rounds.without_escapes(life.written))
            and time.monotonic() < began + 60
        ):
            life.read(1)
        self.startup = time.monotonic() - began
        return _by_keys(life, number, rng) if self.way == "screen" else _by_lines(life, number, rng)

    def _kill(self, life: Life, kind: str) -> None:
        """Kill a program in one way."""
        match kind:
            case "input ended":
                life.close("keys")
            case "reader gone":
                life.close("words")
                life.type(b"1\n1\n")  # or it would wait for ever for who types
            case "closed" | "closed under nohup":
                life.close("keys")
            case "in a write":
                for _ in range(EXTRA):  # until it has come to the record that it dies in
                    life.type(b"1" if self.way == "screen" else b"1\n")
                    life.read(0.05)
                life.kill(signal.SIGKILL)
            case _:
                life.kill(getattr(signal, kind))


def _by_lines(life: Life, number: int, rng: random.Random) -> list[int]:
    """Type many lines at once, and read until so many bytes have come, or there are no more."""
    expected: list[int] = []
    for _ in range(rng.randint(1, 60)):
        depth = len(expected)
        undoes = depth > 0 and expected[-1] > number and rng.random() < 0.2
        life.type(b"undo\n" if undoes else rng.choice((b"1\n", b"2\n")))
        last = expected[-1] if expected else number
        expected.append(last - 1 if undoes else last + 1)
    enough = len(life.written) + rng.randint(0, 70 * len(expected))
    while len(life.written) < enough and life.read(0.02):
        pass
    _linger(rng.uniform(0, 0.001))
    return expected


def _by_keys(life: Life, number: int, rng: random.Random) -> list[int]:
    """Press keys as fast as the screen takes them; the last is followed by death at once or soon.

    A key may be lost where another has not done its work yet.
    """
    count = rng.randint(1, 8)
    for _ in range(count):
        life.read(rng.uniform(0, 0.03))
        life.type(rng.choice((b"1", b"2")))
    _linger(rng.uniform(0, 0.03))
    life.read(0)
    return [number + n for n in range(1, count + 1)]


def _linger(seconds: float) -> None:
    """Let a moment pass, to the microsecond."""
    until = time.perf_counter() + seconds
    while time.perf_counter() < until:
        pass


def main(mode: str, count: int, seed: str, folder: Path) -> None:
    """Let many plays die, and print how."""
    for name in SCREEN if mode == "screen" else LINES:
        importlib.import_module(name)
    dying = Dying(mode, seed, folder)
    gc.collect()
    gc.freeze()  # a fork that does not collect what is ours writes to none of its pages
    for number in range(count):
        print(json.dumps(dying.one(number)._asdict()), flush=True)  # noqa: T201


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), sys.argv[3], Path(sys.argv[4]))
