"""The program in a process that can be killed: in pipes, or in a terminal with a shell above it.

A life is forked from a process that has imported everything, so that it begins in milliseconds; or
it is really started, with `python -m borderpost`. Nothing else about it differs.
"""

from __future__ import annotations

import fcntl
import json
import os
import select
import signal
import struct
import sys
import termios
import threading
import time
import traceback
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

PATIENCE = 60.0
"""Seconds after which a program that should have ended hangs."""

STREAMS = (("stdin", "r"), ("stdout", "w"), ("stderr", "w"))

RAISED = 70
"""The exit code of a program that an exception got out of."""


class Life:
    """A program that runs, and what it has written so far.

    `pid` is the program's. `shell` is the process that started it, and `tells` where that one tells
    how the program ended and whether it left the terminal as it was; in pipes the program is our
    own child, and has none.
    """

    def __init__(self, pid: int, keys: int, words: int, shell: int = 0, tells: int = -1) -> None:
        self.pid = pid
        self.keys = keys
        self.words = words
        self.shell = shell
        self.tells = tells
        self.written = b""
        self.is_restored: bool | None = None
        self._is_over = False

    def type(self, keys: bytes) -> None:
        """Type keys, unless nobody is there any more to read them."""
        with suppress(OSError):
            os.write(self.keys, keys)

    def read(self, seconds: float) -> bool:
        """Take in what is written within so many seconds; whether anything was."""
        if self.words < 0 or not select.select([self.words], [], [], seconds)[0]:
            return False
        try:
            data = os.read(self.words, 65536)
        except OSError:
            return False
        self.written += data
        return bool(data)

    def kill(self, number: int) -> None:
        """Send a signal to the program, if it still runs."""
        if not self._is_over:
            with suppress(ProcessLookupError):
                os.kill(self.pid, number)

    def close(self, *ends: str) -> None:
        """Close our ends: `keys`, `words`, or both where they are one terminal."""
        descriptors = {getattr(self, name) for name in ends} - {-1}
        for descriptor in descriptors:
            os.close(descriptor)
        self.keys = -1 if self.keys in descriptors else self.keys
        self.words = -1 if self.words in descriptors else self.words

    def end(self) -> int | None:
        """Read on until the program has ended; its exit code, or None where it hangs.

        A program that hangs is killed.
        """
        until = time.monotonic() + PATIENCE
        waited = self.shell or self.pid
        while True:
            pid, status = os.waitpid(waited, os.WNOHANG)
            if pid:
                break
            if time.monotonic() > until:
                self.kill(signal.SIGKILL)
                os.waitpid(waited, 0)
                self._is_over = True
                return None
            if not self.read(0.005):
                time.sleep(0.001)  # there is nothing to wait for where nothing is read any more
        self._is_over = True
        while self.read(0):
            pass
        return self._told() if self.shell else os.waitstatus_to_exitcode(status)

    def _told(self) -> int:
        """What the shell tells of the program's end."""
        with os.fdopen(self.tells, encoding="utf-8") as told:
            code, self.is_restored = json.loads(told.read().splitlines()[-1])
        return int(code)


def forked(run: Callable[[], int]) -> Callable[[], None]:
    """What a child does that runs a program in place of this one; it never returns."""

    def begin() -> None:
        code = RAISED
        try:
            for end, (name, mode) in enumerate(STREAMS):
                stream = open(end, mode, encoding="utf-8", closefd=False)  # noqa: SIM115 - to its end
                setattr(sys, name, stream)
                setattr(sys, f"__{name}__", stream)
            code = run()
            for thread in threading.enumerate():  # as Python does when it ends
                if thread is not threading.main_thread() and not thread.daemon:
                    thread.join()
        except BaseException:  # noqa: BLE001 - it must not get into the code that forked
            traceback.print_exc()
            sys.stderr.flush()
        os._exit(code)

    return begin


def started(command: list[str]) -> Callable[[], None]:
    """The same with a command that is really started."""

    def begin() -> None:
        os.execv(command[0], command)  # noqa: S606 - our own program

    return begin


def in_pipes(begin: Callable[[], None], errors: Path) -> Life:
    """A program that reads from a pipe and writes into one; what it says of errors, into a file."""
    keys, typed = os.pipe()
    words, written = os.pipe()
    pid = os.fork()
    if pid == 0:
        told = os.open(errors, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        for end, descriptor in enumerate((keys, written, told)):
            os.dup2(descriptor, end)
        os.closerange(3, 64)
        _hear_signals(signal.SIG_DFL)
        begin()
    os.close(keys)
    os.close(written)
    return Life(pid, typed, words)


def at_terminal(begin: Callable[[], None], *, is_nohup: bool = False) -> Life:
    """A program in a terminal of 80x24, started by a shell of which it is the only job.

    With `is_nohup` it is started with SIGHUP ignored, which it then inherits.
    """
    ours, theirs = os.openpty()
    fcntl.ioctl(ours, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    tells, tell = os.pipe()
    shell = os.fork()
    if shell == 0:
        os.close(ours)
        os.close(tells)
        try:
            _be_shell(begin, theirs, tell, signal.SIG_IGN if is_nohup else signal.SIG_DFL)
        finally:
            os._exit(RAISED)
    os.close(theirs)
    os.close(tell)
    first = b""
    while not first.endswith(b"\n"):
        first += os.read(tells, 1)
    return Life(int(first), ours, ours, shell, tells)


def _be_shell(begin: Callable[[], None], terminal: int, tell: int, hangup: signal.Handlers) -> None:
    """Lead a session in a terminal, run a program in it, and tell how it ended."""
    os.setsid()
    fcntl.ioctl(terminal, termios.TIOCSCTTY, 0)
    before = termios.tcgetattr(terminal)
    _hear_signals(hangup)  # already here, since the terminal may be closed at once
    pid = os.fork()
    if pid == 0:
        for end in range(3):
            os.dup2(terminal, end)
        os.closerange(3, 64)
        begin()

    def hand_on(number: int, _: object) -> None:
        with suppress(ProcessLookupError):
            os.kill(pid, number)

    # A shell hands on that its terminal is gone; and it does not mind what is typed to its job.
    if hangup is signal.SIG_DFL:
        signal.signal(signal.SIGHUP, hand_on)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.write(tell, f"{pid}\n".encode())
    code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    try:
        is_restored = termios.tcgetattr(terminal) == before
    except termios.error:  # the terminal is gone
        is_restored = None
    os.write(tell, json.dumps([code, is_restored]).encode())
    os._exit(0)


def _hear_signals(hangup: signal.Handlers) -> None:
    """Take signals as a program does that somebody starts, whatever those do who run the tests."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.signal(signal.SIGQUIT, signal.SIG_DFL)
    signal.signal(signal.SIGHUP, hangup)
