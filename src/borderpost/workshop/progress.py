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

CLEAR = "\r\x1b[K"


@contextmanager
def progress_line(stream: TextIO | None = None) -> Iterator[Callable[[Progress], None]]:
    """Tells a terminal how far a search is; nobody else."""
    stream = sys.stderr if stream is None else stream
    if stream is None or not stream.isatty():
        yield _tell_nobody
        return
    last = 0.0

    def tell(progress: Progress) -> None:
        nonlocal last
        if progress.seconds - last < EVERY and progress.seconds >= last:
            return
        last = progress.seconds
        rate = progress.states / max(progress.seconds, 0.001)
        told = f"{progress.states:,} states, {rate:,.0f} a second, {progress.frontier:,} ahead"
        stream.write(f"{CLEAR}{told}")
        stream.flush()

    try:
        yield tell
    finally:
        stream.write(CLEAR)
        stream.flush()


def _tell_nobody(_: Progress) -> None:
    """Where there is no terminal."""
