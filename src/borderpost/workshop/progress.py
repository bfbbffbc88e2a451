"""How far a long search is, on a line of its own that goes away."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from borderpost.proof.search.exploring import Progress

EVERY = 0.2
"""Seconds between two sights of it."""


@contextmanager
def progress_line(stream: TextIO | None = None) -> Iterator[Callable[[Progress], None]]:
    """Tells a terminal how far a search is; nobody else.

    With blanks over what stood there before and no command to the terminal: an old one of Windows
    would show it, and a dumb one, too.
    """
    stream = sys.stderr if stream is None else stream
    if stream is None or not stream.isatty():
        yield _tell_nobody
        return
    last, shown = 0.0, ""

    def show(told: str) -> None:
        nonlocal shown
        stream.write(f"\r{told.ljust(len(shown))}")
        stream.flush()
        shown = told

    def tell(progress: Progress) -> None:
        nonlocal last
        if progress.seconds - last < EVERY and progress.seconds >= last:
            return
        last = progress.seconds
        rate = progress.states / max(progress.seconds, 0.001)
        show(f"{progress.states:,} states, {rate:,.0f} a second, {progress.frontier:,} ahead")

    try:
        yield tell
    finally:
        if shown:
            show("")
            stream.write("\r")
            stream.flush()


def _tell_nobody(_: Progress) -> None:
    """Where there is no terminal."""
