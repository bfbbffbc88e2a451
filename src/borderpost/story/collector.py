"""Working without Python's cyclic collector, where there is nothing for it to find."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

MANY = 20_000
"""So many new objects are worth being moved; of fewer, the collector's walk costs little."""


@contextmanager
def collector_paused() -> Iterator[None]:
    """Without the cyclic collector, which has nothing to find in a growing tree of tuples.

    May be nested: only the outermost one wakes it. Where much was made meanwhile, it is moved among
    the old objects first (freezing and thawing relinks lists, it visits nothing), since the
    collector would otherwise walk the whole tree at the very next allocation, a sixth of the
    reading time. That also takes back what the collector has counted up to its next walk: done
    every time, in a process that plays on and on nothing would ever be collected. Where something
    is set aside from it already, that is left so.
    """
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            if gc.get_count()[0] > MANY and not gc.get_freeze_count():
                gc.freeze()
                gc.unfreeze()
            gc.enable()
