"""Our proof of a story beside what our peers' tools find in it, and what each takes.

Each tool gets the same generated story in its own format, in fresh processes, in turn. inkcheck
explores an ink story; quicktest and randomtest test a ChoiceScript one. A tool that is not there is
named, with how to get it; one that takes longer than its limit is ended, and what it takes is told
as more than that.

A ratio is given twice, by the clock and by processor time, which other work on the machine does not
lengthen; of several rounds it is the median. `python -m benchmarks.checking --check` exits with 1
if a target is missed.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.checkers import Found, Names, inkcheck, names_of, ours, quicktest, randomtest
from benchmarks.checking_table import (
    ALONE,
    COMMAND,
    HEADING,
    Rounds,
    compared,
    over,
    remarks,
    row,
    times,
)
from benchmarks.peers import checkers, how_to_get
from benchmarks.playing import machine
from benchmarks.stories import Tale, local_tale, tale_of

STORIES = ("12", "60", "300-local", "2000")
"""Those measured: on the first, inkcheck comes to an end as well."""

TARGET_STORY = "60"

TARGETS = {ALONE: 0.3, "inkcheck": 200.0}
"""What is promised of that story: seconds at most, and at least so many times faster."""

TOOLS: dict[str, tuple[str, Callable[[Tale, Path, float], Found]]] = {
    "inkcheck": ("inkcheck", inkcheck),
    "quicktest": ("choicescript", quicktest),
    "randomtest": ("choicescript", randomtest),
}
"""The peers' tools, by name: what each comes with, and how it is run."""


def tale_named(name: str) -> Tale:
    """The story of a name such as `60` or `300-local`."""
    size = name.removesuffix("-local")
    if not size.isdigit() or int(size) < 2:
        raise argparse.ArgumentTypeError(f"{name!r} is no story: write 60, or 300-local")
    return local_tale(int(size)) if name.endswith("-local") else tale_of(int(size))


def measure(tale: Tale, tools: list[str], rounds: int, limit: float) -> Rounds:
    """Let everybody check the story in turn; one that comes to its limit does so once."""
    found: Rounds = {name: [] for name in (ALONE, COMMAND, *tools)}
    for _ in range(rounds):
        with tempfile.TemporaryDirectory() as folder:
            proof, command = ours(tale, Path(folder), limit)
            found[ALONE].append(proof)
            found[COMMAND].append(Found(command, proof.proved, proof.verdict, failed=proof.failed))
            for name in tools:
                if not any(over(each.ran, limit) for each in found[name]):
                    found[name].append(TOOLS[name][1](tale, Path(folder), limit))
    return found


def report(name: str, found: Rounds, names: Names, limit: float) -> bool:
    """Print what was found in one story; whether every promise was kept."""
    print(f"\n{name} scenes\n{HEADING}")
    for tool, each in found.items():
        print(row(tool, each, names, limit))
    proof = found[ALONE][-1]
    kept = not proof.failed
    peers = [tool for tool in found if tool in TOOLS and not found[tool][-1].failed]
    for tool in peers:
        for line in remarks(tool, found[tool][-1], proof, names):
            print(line)
    if not proof.proved:
        print("  we did not prove it either: no ratios")
        return kept
    for tool in peers:
        print(compared(found, tool, limit))
    return kept and (name != TARGET_STORY or targets_kept(found, limit))


def targets_kept(found: Rounds, limit: float) -> bool:
    """Print whether the targets are met, by whichever is the worse of clock and processor time."""
    seconds = statistics.median(each.ran.seconds for each in found[ALONE])
    bound = TARGETS[ALONE]
    kept = seconds <= bound
    print(f"  target {bound:g} s for {ALONE}: {seconds:.2f}, {'met' if kept else 'missed'}")
    if found.get("inkcheck") and not found["inkcheck"][-1].failed:
        ratio, least = times(found, "inkcheck", ALONE).least, TARGETS["inkcheck"]
        ended = over(found["inkcheck"][-1].ran, limit)
        shortfall = "not known, since it came to its limit" if ended else "missed"
        verdict = "met" if ratio >= least else shortfall
        at_least = "at least " if ended else ""
        print(f"  target {least:g} times faster than inkcheck: {at_least}{ratio:,.0f}, {verdict}")
        kept = kept and ratio >= least
    return kept


def prove_one(folder: Path, limit: float) -> dict[str, object]:
    """Our proof of a story that has been read: what it took, and what was found."""
    from benchmarks.proving import ready
    from borderpost.proof.proving import prove
    from borderpost.proof.search.exploring import Limits

    program = ready(folder)
    begun, worked = time.perf_counter(), time.process_time()
    proof = prove(program, Limits(seconds=limit))
    seconds, processor = time.perf_counter() - begun, time.process_time() - worked
    (run,) = proof.runs
    return {
        "seconds": seconds,
        "processor": processor,
        "complete": proof.complete,
        "limit": run.limit,
        "states": run.states,
        "reached": sorted(run.reached),
    }


def main() -> int:
    """Measure every story, or, in a process of its own, prove one."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument(
        "--stories", nargs="+", default=list(STORIES), metavar="STORY", help="60, or 300-local"
    )
    parser.add_argument("--runs", type=int, default=3, help="rounds of everybody (default 3)")
    parser.add_argument("--seconds", type=float, default=120.0, help="limit of each (default 120)")
    parser.add_argument("--check", action="store_true", help="exit 1 if a target is missed")
    parser.add_argument("--one", nargs=2, metavar=("FOLDER", "SECONDS"), help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.one:
        json.dump(prove_one(Path(arguments.one[0]), float(arguments.one[1])), sys.stdout)
        return 0
    if arguments.runs < 1 or arguments.seconds < 1:
        parser.error("--runs and --seconds must be at least 1")
    try:
        tales = {name: tale_named(name) for name in arguments.stories}
    except argparse.ArgumentTypeError as problem:
        parser.error(str(problem))
    there = checkers()
    named = "".join(f", {name} {version}" for name, version in there.items())
    print(f"checking, {machine()}{named}")
    print(f"medians of {arguments.runs}, {arguments.seconds:g} s at most; ", end="")
    print(f"load of the machine when begun: {os.getloadavg()[0]:.1f}")
    for tool, (package, _) in TOOLS.items():
        if package not in there:
            print(f"  {tool}: not here, not measured ({how_to_get(package)})")
    tools = [tool for tool, (package, _) in TOOLS.items() if package in there]
    kept = [
        report(
            name,
            measure(tale, tools, arguments.runs, arguments.seconds),
            names_of(tale),
            arguments.seconds,
        )
        for name, tale in tales.items()
    ]
    return 1 if arguments.check and not all(kept) else 0


if __name__ == "__main__":
    sys.exit(main())
