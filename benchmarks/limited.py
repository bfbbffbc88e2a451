"""A program run for so long and no longer, and what it took."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from threading import Timer
from typing import NamedTuple


class Ran(NamedTuple):
    """What a program took and told: seconds on the clock and of processors, peak bytes, its exit.

    Processor time and memory are of the program and of those it waited for; of several, the memory
    is the largest one's. Without `exit` it was ended by us, at its limit.
    """

    seconds: float
    processor: float
    room: float
    exit: int | None
    told: str
    complaints: str


def run_limited(
    command: Sequence[str],
    limit: float,
    *,
    folder: Path | None = None,
    environment: Mapping[str, str] | None = None,
) -> Ran:
    """Run a program, and end it and all it started once the limit is over."""
    with tempfile.TemporaryFile("w+b") as told, tempfile.TemporaryFile("w+b") as complaints:
        begun = time.perf_counter()
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=told,
            stderr=complaints,
            cwd=folder,
            env=environment,
            start_new_session=True,
        )
        ended: list[bool] = []

        def end() -> None:
            ended.append(True)
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)

        timer = Timer(limit, end)
        timer.start()
        try:
            _, status, usage = os.wait4(process.pid, 0)
        except BaseException:
            end()
            process.wait()
            raise
        finally:
            timer.cancel()
        seconds = time.perf_counter() - begun
        process.returncode = os.waitstatus_to_exitcode(status)
        told.seek(0)
        complaints.seek(0)
        return Ran(
            seconds=seconds,
            processor=usage.ru_utime + usage.ru_stime,
            room=usage.ru_maxrss * (1.0 if sys.platform == "darwin" else 1024.0),
            exit=None if ended else process.returncode,
            told=told.read().decode("utf-8", "replace"),
            complaints=complaints.read().decode("utf-8", "replace"),
        )
