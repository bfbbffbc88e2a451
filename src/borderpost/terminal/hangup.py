"""Noticing that the terminal is gone, whatever becomes of the signal that usually says so."""

from __future__ import annotations

import os
import select
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from threading import Thread

LOOKS_EVERY = 1.0
"""Seconds after which one looks again where the system does not wake one."""

PATIENCE = 10.0
"""Seconds that leaving may take once the terminal is gone."""


def watch_terminal(leave: Callable[[], object]) -> None:
    """Call `leave`, in a thread of its own, once the terminal that Textual has is closed.

    A program that ignores SIGHUP (one started by a shell under nohup) is told nothing then: reading
    comes back at once with nothing, for ever, and Textual reads on. It would take a processor to
    itself, and hold its run against whoever goes on with it.
    """
    ends = _ends()
    if ends and hasattr(select, "poll"):
        Thread(target=_watch, args=(ends, leave), name="hangup", daemon=True).start()


def _watch(ends: list[int], leave: Callable[[], object]) -> None:
    """Wait for the end of the terminal, and leave; without ceremony if that takes too long."""
    if not _wait_for_end(ends):
        return
    try:
        leave()
    except RuntimeError:  # the app is over already
        return
    time.sleep(PATIENCE)
    os._exit(0)  # it waits for somebody to read what it draws; every step is on disk


def _ends() -> list[int]:
    """The descriptors that Textual reads and draws on; one that is closed by now is none."""
    ends = []
    for stream in (sys.__stdin__, sys.__stderr__):
        with suppress(OSError, ValueError):
            if stream is not None:
                ends.append(stream.fileno())
    return ends


def _wait_for_end(ends: list[int]) -> bool:
    """Wait until one of some terminals is closed; False where this system cannot tell.

    Nothing is read: only hanging up is asked for, so that keys wake nobody here.
    """
    if sys.platform != "win32":  # it has no such call, and ends what has lost its window
        poll = select.poll()
        for end in ends:
            poll.register(end, 0)
        while True:
            happened = [event for _, event in poll.poll(LOOKS_EVERY * 1000)]
            if any(event & (select.POLLHUP | select.POLLERR) for event in happened):
                return True
            if happened:  # POLLNVAL: it cannot be watched
                break
    return False
