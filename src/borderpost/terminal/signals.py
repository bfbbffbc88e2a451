"""Leaving in good order when the system says so, or when the terminal is closed."""

from __future__ import annotations

import os
import signal
import sys
from asyncio import get_running_loop
from types import FrameType
from typing import Protocol, runtime_checkable

from textual.app import App

from borderpost.terminal.hangup import watch_terminal
from borderpost.terminal.shell import collected

TELL_TO_GO = ("SIGTERM", "SIGHUP", "SIGQUIT")
"""The signals that end a play in good order; Ctrl-C comes as a key."""


@runtime_checkable
class HoldsText(Protocol):
    """A screen with something written that is not kept yet."""

    def keep_now(self) -> object:
        """Keep it, if that can be done."""


def leave_when_told(app: App[None]) -> None:
    """Leave on the signals that say so, where the system has them; every step is on disk anyway.

    To be called before the terminal is taken: it is given back only by who has heard of leaving.
    """
    for name in TELL_TO_GO:
        number = getattr(signal, name, None)
        try:
            if number is not None and signal.getsignal(number) is not signal.SIG_IGN:
                get_running_loop().add_signal_handler(number, _leave, app)
        except (NotImplementedError, RuntimeError, ValueError):
            return  # not on this system, or not in this thread


def leave_when_closed(app: App[None]) -> None:
    """Leave when the terminal is closed, if there is one, whether a signal tells of it or not."""
    if not app.is_headless:
        loop = get_running_loop()
        watch_terminal(lambda: loop.call_soon_threadsafe(_leave, app))


def go_on_where_stopped(app: App[None]) -> None:
    """Take the terminal again when going on after SIGTSTP, which gave it away, and only then.

    Textual takes it at every SIGCONT. Where it had never given it away (SIGSTOP cannot be caught),
    it would take its own settings for those to be restored, and read each key by two threads.
    """
    if sys.platform != "win32" and not app.is_headless:
        loop = get_running_loop()
        give, take = signal.getsignal(signal.SIGTSTP), signal.getsignal(signal.SIGCONT)
        if not (callable(give) and callable(take)):
            return
        is_given = False

        def stop(number: int, frame: FrameType | None) -> None:
            nonlocal is_given
            is_given = True
            give(number, frame)

        def go_on(number: int, frame: FrameType | None) -> None:
            nonlocal is_given
            if is_given:
                is_given = False
                take(number, frame)
            else:  # others may have written over it meanwhile
                loop.call_soon_threadsafe(app.refresh)

        signal.signal(signal.SIGTSTP, stop)
        signal.signal(signal.SIGCONT, go_on)


def _leave(app: App[None]) -> None:
    """Keep what is half written, copy the run where a class collects its own, and go.

    The terminal is given back as it was, unless it is gone.
    """
    for screen in app.screen_stack:
        if isinstance(screen, HoldsText):
            screen.keep_now()
    collected(app)
    try:
        os.get_terminal_size(sys.__stdout__.fileno() if sys.__stdout__ else 1)
    except OSError:
        # Textual would wait for ever to write to it, holding on to the run meanwhile.
        os._exit(0)
    app.exit()
