"""How many random plays a second we make, beside our peers, on the same generated story.

All play in turn, again and again, each time in a fresh process, so that whatever else the machine
does falls on all alike; the figure is the median of the rounds' ratios. Ours is measured with every
text drawn, as the peers draw it, and without. Peers that are not there are left out, and that is
said: `python -m benchmarks.peers fetch` gets them.

Run it on a quiet machine: `python -m benchmarks.playing --check`.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.peer_formats import as_bard, as_ink
from benchmarks.peers import command_for, compile_ink, versions
from benchmarks.stories import as_yaml, tale_of

TARGETS = {
    ("inkjs", "ours with text"): 40.0,
    ("inkjs", "ours"): 75.0,
    ("inkcpp-py", "ours with text"): 4.0,
    ("inkcpp-py", "ours"): 8.0,
}
"""What is promised on 2,000 scenes: at least so many times the peer."""

TARGET_SIZE = 2000

OURS = ("ours with text", "ours")


def machine() -> str:
    """What the figures were measured on, and when."""
    return (
        f"{datetime.now(tz=UTC):%d %B %Y}, Python {platform.python_version()}, "
        f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores"
    )


def write_stories(folder: Path, size: int, peers: dict[str, str]) -> dict[str, Path]:
    """The same story for everybody, by name."""
    tale = tale_of(size)
    files = {"story.yaml": as_yaml(tale), "story.ink": as_ink(tale), "story.bard": as_bard(tale)}
    for name, text in files.items():
        (folder / name).write_text(text, "utf-8")
    found = dict.fromkeys(OURS, folder / "story.yaml")
    if "inkjs" in peers:
        compiled = folder / "story.json"
        compile_ink(folder / "story.ink", compiled)
        found["inkjs"] = compiled
        if "inkcpp-py" in peers:
            found["inkcpp-py"] = compiled
    if "bardic" in peers:
        found["bardic"] = folder / "story.bard"
    return found


def play(name: str, file: Path, seconds: float) -> dict[str, float]:
    """How fast one of them plays now."""
    command = command_for(name, file, seconds)
    ran = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    if ran.returncode:
        sys.exit(f"{name} cannot play the story:\n{ran.stderr[-2000:]}")
    found: dict[str, float] = json.loads(ran.stdout.strip().splitlines()[-1])
    return found


def measure(size: int, rounds: int, seconds: float, peers: dict[str, str]) -> bool:
    """Measure one size and print; whether every promise was kept."""
    with tempfile.TemporaryDirectory() as folder:
        files = write_stories(Path(folder), size, peers)
        found = [
            {name: play(name, file, seconds) for name, file in files.items()} for _ in range(rounds)
        ]
    print(f"\n{size} scenes, medians of {rounds} rounds:")
    for name in files:
        rate, steps, characters = (
            statistics.median(each[name][key] for each in found)
            for key in ("rate", "steps", "characters")
        )
        print(
            f"  {name:<15}{rate:>9,.0f} plays a second of {steps:.1f} steps"
            + (f" and {characters:,.0f} characters" if characters else "")
        )
    kept = True
    for name in files:
        for our in OURS if name not in OURS else ():
            ratio = statistics.median(each[our]["rate"] / each[name]["rate"] for each in found)
            target = TARGETS.get((name, our)) if size == TARGET_SIZE else None
            verdict = ""
            if target:
                kept = kept and ratio >= target
                verdict = f" (target {target:g}: {'met' if ratio >= target else 'missed'})"
            print(f"  {our}, times {name}: {ratio:.1f}{verdict}")
    return kept


def main() -> int:
    """Measure, print, and say by the exit code whether the targets were met."""
    parser = argparse.ArgumentParser(description="Random plays a second, ours beside our peers'.")
    parser.add_argument("--scenes", type=int, nargs="+", default=[60, TARGET_SIZE])
    parser.add_argument("--runs", type=int, default=5, help="rounds of everybody (default 5)")
    parser.add_argument("--seconds", type=float, default=2.0, help="playing, each time (default 2)")
    parser.add_argument("--check", action="store_true", help="exit 1 if a target is missed")
    arguments = parser.parse_args()
    if arguments.runs < 1 or arguments.seconds <= 0 or min(arguments.scenes) < 2:
        parser.error("--runs must be at least 1, --seconds more than 0, --scenes at least 2")
    peers = versions()
    named = ", ".join(f"{name} {version}" for name, version in peers.items())
    print(f"random plays, {machine()}{', ' + named if named else ''}")
    for name in ("inkjs", "inkcpp-py", "bardic"):
        if name not in peers:
            print(f"  {name}: not here, not measured (python -m benchmarks.peers fetch)")
    if "inkcpp-py" in peers and "inkjs" not in peers:
        print("  inkcpp-py: not measured, since it plays what inkjs compiles")
    kept = [measure(size, arguments.runs, arguments.seconds, peers) for size in arguments.scenes]
    return 1 if arguments.check and not all(kept) else 0


if __name__ == "__main__":
    sys.exit(main())
