"""How fast a class is debriefed, and in how much memory: thirty runs, and ten thousand.

The runs are plays of Lakkon by lot, made with `borderpost simulate --save-to`. Each figure is of
the command as a teacher starts it, in a process of its own: seconds by the clock, and the most
memory it took.

`python -m benchmarks.debriefing --check` exits with 1 if a target is missed; `--size` makes the
large class a smaller one.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from benchmarks.playing import machine

CLASS, SCHOOL = 30, 10_000

SECONDS = {CLASS: 3.0, SCHOOL: 30.0}
"""What is promised of each form, in seconds."""

TIMES_THE_MEMORY = 1.5
"""How many times the memory of a class so many runs may take: it does not grow with them."""

FORMS = ("html", "md", "csv", "json", "xapi")


class Taken(NamedTuple):
    """What a command took: seconds by the clock, and the most memory, in MiB."""

    seconds: float
    memory: float


def taken(*arguments: str | Path, cwd: Path) -> Taken:
    """What `borderpost ARGUMENTS` takes, as a process of its own; SystemExit where it fails."""
    command = [sys.executable, "-m", "borderpost", *map(str, arguments)]
    begun = time.perf_counter()
    with subprocess.Popen(command, cwd=cwd, stdout=subprocess.DEVNULL) as process:
        # wait4 tells of this child alone; RUSAGE_CHILDREN would tell of the largest so far.
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{' '.join(command)} ended with {process.returncode}")
    return Taken(time.perf_counter() - begun, used.ru_maxrss / 1024)


def medians(count: int, *arguments: str | Path, cwd: Path) -> Taken:
    """The medians of what a command takes over some processes."""
    rounds = [taken(*arguments, cwd=cwd) for _ in range(count)]
    return Taken(*(statistics.median(column) for column in zip(*rounds, strict=True)))


def report(large: int, runs: int) -> bool:
    """Measure everything and print it; whether every target was met."""
    met: list[bool] = []
    print(f"{machine()}, load {os.getloadavg()[0]:.1f}, medians of {runs}, once for {large:,}")
    with tempfile.TemporaryDirectory() as name:
        folder, small = Path(name), dict[str, float]()
        for size in (CLASS, large):
            kept = f"class{size}"
            made = taken("simulate", "--save-to", kept, "--runs", str(size), cwd=folder)
            print(f"{size:>7,} runs played and kept: {made.seconds:,.2f} s")
            promised = SECONDS[CLASS if size <= CLASS else SCHOOL]
            for form in FORMS:
                out = ("debrief", kept, "--format", form, "--out", f"{kept}.{form}")
                found = medians(runs if size == CLASS else 1, *out, cwd=folder)
                grown = found.memory / small.setdefault(form, found.memory)
                good = found.seconds <= promised and grown <= TIMES_THE_MEMORY
                met.append(good)
                print(
                    f"{size:>7,} runs, {form:<5}{found.seconds:>8.2f} s{found.memory:>8.1f} MiB, "
                    f"{grown:.2f} times that of {CLASS}  (at most {promised:g} s and "
                    f"{TIMES_THE_MEMORY} times: {'met' if good else 'missed'})"
                )
    return all(met)


def main() -> int:
    """Measure, and say whether the targets were met."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("--runs", type=int, default=5, help="processes for each figure of 30")
    parser.add_argument("--size", type=int, default=SCHOOL, help="runs of the large class")
    parser.add_argument("--check", action="store_true", help="exit 1 if a target is missed")
    arguments = parser.parse_args()
    return 1 if not report(arguments.size, arguments.runs) and arguments.check else 0


if __name__ == "__main__":
    sys.exit(main())
