"""How fast a story is proved, and in how much room: on generated stories and on Lakkon.

Each figure is of a fresh process. Memory is what the resident set grew by from before the search to
its end, by state.

`python -m benchmarks.proving --check` exits with 1 if a target is missed.
"""

from __future__ import annotations

import argparse
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.playing import machine
from borderpost.engine.program import Program
from borderpost.engine.settings import complete
from borderpost.proof.chances.chain import Chain
from borderpost.proof.chances.graph import linked
from borderpost.proof.players import UNIFORM
from borderpost.proof.proving import prove
from borderpost.proof.search.exploring import Limits, explore
from borderpost.proof.search.liveness import Asked
from borderpost.story.load import load_story

LAKKON = Path(__file__).parents[1] / "story" / "lakkon"

TWO_MILLION = Limits(states=2_000_000)

WAYS_OPEN = Asked()


def ready(folder: Path) -> Program:
    """A story made ready to be searched."""
    story = load_story(folder).story
    assert story is not None, f"{folder} has errors"
    return Program(story)


def room() -> float:
    """The most memory taken so far, in bytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024.0


def search(folder: Path) -> list[float]:
    """Transitions a second and bytes a state of a search of two million states."""
    program = ready(folder)
    before = room()
    found = explore(program, complete(program.story, {}), TWO_MILLION, WAYS_OPEN)
    return [found.transitions / found.seconds, (room() - before) / found.states]


def odds(folder: Path) -> list[float]:
    """Bytes a state of linking and weighing two million states, the search included."""
    program = ready(folder)
    before = room()
    found = explore(program, complete(program.story, {}), TWO_MILLION, WAYS_OPEN)
    chain = Chain(linked(found), UNIFORM)
    return [(room() - before) / chain.graph.size]


def leaving_out(folder: Path) -> list[float]:
    """States with and without leaving out what cannot matter; the latter up to four million."""
    program = ready(folder)
    settings = complete(program.story, {})
    kept = explore(program, settings, Limits(), WAYS_OPEN)
    whole = explore(program, settings, Limits(states=4_000_000), WAYS_OPEN, project=False)
    return [whole.states / kept.states, kept.states]


def whole(folder: Path) -> list[float]:
    """Seconds of the whole proof of a story with its odds, and its states."""
    program = ready(folder)
    begun = time.perf_counter()
    proof = prove(program, Limits())
    assert proof.complete
    return [time.perf_counter() - begun, sum(run.states for run in proof.runs)]


MEASURES: dict[str, Callable[[Path], list[float]]] = {
    "search": search,
    "odds": odds,
    "leaving_out": leaving_out,
    "whole": whole,
}
"""What a process of its own can be asked to measure."""


def measured(name: str, folder: Path, runs: int) -> list[float]:
    """The medians of a measure over some fresh processes."""
    rows = []
    for _ in range(runs):
        command = [sys.executable, "-m", "benchmarks.proving", "--one", name, str(folder)]
        told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        rows.append([float(figure) for figure in told.split()])
    return [statistics.median(column) for column in zip(*rows, strict=True)]


def generated(scenes: int, folder: Path, *more: str) -> Path:
    """A generated story of so many scenes."""
    command = [sys.executable, "-m", "benchmarks.stories", str(scenes), str(folder), *more]
    subprocess.run(command, check=True, capture_output=True)
    return folder


def report(runs: int) -> bool:
    """Measure everything and print it; whether every target was met."""
    met: list[bool] = []

    def tell(what: str, figure: float, target: float, *, least: bool = False) -> None:
        good = figure >= target if least else figure <= target
        met.append(good)
        bound = "at least" if least else "at most"
        verdict = "met" if good else "missed"
        print(f"{what:<58}{figure:>14,.2f}  (target {bound} {target:,g}: {verdict})")

    print(f"{machine()}, medians of {runs}")
    with tempfile.TemporaryDirectory() as folder:
        large = generated(2_000, Path(folder) / "large")
        local = generated(300, Path(folder) / "local", "--local")
        small = generated(60, Path(folder) / "small")
        rate, room_taken = measured("search", large, runs)
        tell("search, 2,000 scenes: million transitions a second", rate / 1e6, 1.0, least=True)
        tell("the same: bytes a state at two million states", room_taken, 90)
        (room_taken,) = measured("odds", large, runs)
        tell("the same with odds: bytes a state", room_taken, 200)
        ratio, kept = measured("leaving_out", local, runs)
        tell(f"300 scenes, local: times fewer states than {kept:,.0f}", ratio, 100, least=True)
        seconds, states = measured("whole", small, runs)
        tell(f"whole proof of 60 scenes, {states:,.0f} states: seconds", seconds, 0.3)
        seconds, states = measured("whole", LAKKON, runs)
        tell(f"whole proof of Lakkon, {states:,.0f} states: seconds", seconds, 20)
    return all(met)


def main() -> int:
    """Measure, or, in a process of its own, one thing."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("--runs", type=int, default=3, help="processes for each figure")
    parser.add_argument("--check", action="store_true", help="exit 1 if a target is missed")
    parser.add_argument("--one", nargs=2, metavar=("MEASURE", "FOLDER"), help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.one:
        print(*MEASURES[arguments.one[0]](Path(arguments.one[1])))
        return 0
    return 1 if not report(arguments.runs) and arguments.check else 0


if __name__ == "__main__":
    sys.exit(main())
