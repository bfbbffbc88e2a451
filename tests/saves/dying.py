"""Plays that are killed, one after the other, each in a process of its own (not a test itself).

`python dying.py STORY SAVES` plays until SIGKILL, again and again: in the middle of a write, at
every few bytes of it, between write and sync, and from outside at any moment. It prints, as JSON,
each run's file and how many records its player was told are kept.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path

from borderpost.engine.program import Program
from borderpost.saves import log
from borderpost.saves.shelf import Shelf
from borderpost.story.load import load_story
from tests.stories import play

ROUND = ("gate.ask", "office.back")


def die() -> None:
    """End this process as nothing can that it might still want to do."""
    os.kill(os.getpid(), signal.SIGKILL)


def in_write(number: int, at: int) -> Callable[[], None]:
    """Die in writing record `number`, after `at` bytes of it (-1: after all, before the sync)."""

    def arrange() -> None:
        real, count = log.write_all, 0

        def write_all(file: int, data: bytes) -> None:
            nonlocal count
            count += 1
            if count == number:
                real(file, data[:at] if at >= 0 else data)
                die()
            real(file, data)

        log.write_all = write_all

    return arrange


def play_on(program: Program, folder: Path, arrange: Callable[[], None], tell: int) -> None:
    """Play for ever, telling after each step that it is kept."""
    with Shelf(folder).start(program, {}, 1) as saved:
        os.write(tell, f"{saved.path}\n".encode())
        arrange()
        while True:
            for item in ROUND:
                play(saved.run, [item])
                os.write(tell, b".\n")


def one_death(
    program: Program, folder: Path, arrange: Callable[[], None], until: int
) -> tuple[str, int]:
    """The file of a run that died, and how many of its records were told to be kept.

    It is killed from outside once `until` have been, if it has not died before.
    """
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        try:
            play_on(program, folder, arrange, writing)
        finally:
            os._exit(1)
    os.close(writing)
    with os.fdopen(reading, encoding="utf-8") as told:
        path, kept = told.readline().strip(), 0
        for _ in told:
            kept += 1
            if kept == until:
                os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status), status
    return path, kept


def main(story: Path, folder: Path) -> None:
    """Let many runs die and print what they were told."""
    loaded = load_story(story)
    assert loaded.story is not None
    program = Program(loaded.story)
    found = [
        one_death(program, folder, in_write(number, at), 1000)
        for number, at in [(n, b) for n in (1, 5) for b in (0, 1, 2, 9, 30, 80, 120, 150, -1)]
    ]
    found += [one_death(program, folder, lambda: None, until) for until in range(1, 40, 2)]
    print(json.dumps(found))  # noqa: T201


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
