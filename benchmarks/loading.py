"""How long a long story takes to be read, and until it can be played.

- Reading a generated story into a checked story with every part's position, beside
  `yaml.CSafeLoader` making plain dicts of the same file: in pairs, each in a fresh process, timed
  inside it, so that imports are left out. The figure is the median of the pairs' ratios. The
  story's hashes are left out as well, which a check never asks for; a play does.
- From process start to the first prompt of plain play, with a story of 20,000 scenes: the first
  time, when nothing is kept of it yet, and again.

Run it on a quiet machine: `make bench`, or `python -m benchmarks.loading --check`.
"""

from __future__ import annotations

import argparse
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.playing import machine
from benchmarks.startup import Program, environment
from benchmarks.stories import tale_of, write_yaml

PEER = """
import sys, time, yaml
from pathlib import Path
yaml.load("a: [1]", Loader=yaml.CSafeLoader)
begun = time.perf_counter()
for path in sorted(Path(sys.argv[1]).glob("*.yaml")):
    with open(path, "rb") as file:
        yaml.load(file, Loader=yaml.CSafeLoader)
print(time.perf_counter() - begun)
"""

OURS = """
import sys, time
from pathlib import Path
from borderpost.story.load import load_story
load_story(Path(sys.argv[2]))
begun = time.perf_counter()
loaded = load_story(Path(sys.argv[1]))
print(time.perf_counter() - begun)
assert loaded.story is not None
"""

RATIO = 0.3
"""Promised: ours takes at most this part of the time."""

FIRST, AGAIN = 6.0, 2.0
"""Promised seconds to the first prompt with 20,000 scenes, without the cache and with it."""

LONG = 20_000

PATIENCE = 120.0


def seconds_of(script: str, story: Path, small: Path) -> float:
    """What a script that times itself says of a folder; `small` is a story to warm up with."""
    command = [sys.executable, "-c", script, str(story), str(small)]
    ran = subprocess.run(command, capture_output=True, encoding="utf-8", check=True)
    return float(ran.stdout)


def seconds_to_prompt(story: Path, home: Path) -> float:
    """Seconds from process start until plain play of a story shows its first prompt."""
    command = [sys.executable, "-m", "borderpost", "play", str(story), "--plain"]
    program = Program([*command, "--saves", str(home / "saves")], re.compile(rb"(?m)^> \Z"))
    env = environment() | {"HOME": str(home), "XDG_CACHE_HOME": str(home / "cache")}
    written = b""
    begun = time.perf_counter()
    with subprocess.Popen(
        program.command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=env
    ) as process:
        assert process.stdout is not None
        try:
            while program.shows.search(written) is None:
                more = os.read(process.stdout.fileno(), 1 << 16)
                if not more or time.perf_counter() - begun > PATIENCE:
                    sys.exit(f"no prompt came, but:\n{written.decode(errors='replace')[-2000:]}")
                written += more
            return time.perf_counter() - begun
        finally:
            process.kill()


def main() -> int:
    """Measure, print, and say by the exit code whether the targets were met."""
    parser = argparse.ArgumentParser(description="How long a long story takes to be read.")
    parser.add_argument("--runs", type=int, default=5, help="pairs, and starts (default 5)")
    parser.add_argument("--scenes", type=int, nargs="+", default=[60, 2000, LONG])
    parser.add_argument("--check", action="store_true", help="exit 1 if a target is missed")
    arguments = parser.parse_args()
    if arguments.runs < 1 or min(arguments.scenes) < 2:
        parser.error("--runs must be at least 1 and --scenes at least 2")
    print(f"loading, {machine()}, medians of {arguments.runs}")
    kept = True
    with tempfile.TemporaryDirectory() as folder:
        small = Path(folder) / "small"
        write_yaml(tale_of(2), small)
        for size in arguments.scenes:
            story = Path(folder) / str(size)
            bytes_of_it = sum(path.stat().st_size for path in write_yaml(tale_of(size), story))
            pairs = [
                (seconds_of(PEER, story, small), seconds_of(OURS, story, small))
                for _ in range(arguments.runs)
            ]
            ratio = statistics.median(ours / peer for peer, ours in pairs)
            peer, ours = (statistics.median(column) for column in zip(*pairs, strict=True))
            kept = kept and ratio <= RATIO
            print(
                f"  {size} scenes, {bytes_of_it / 1e6:.1f} MB: "
                f"checked story {ours:.3f} s / plain dicts {peer:.3f} s, "
                f"ratio {ratio:.2f} (target {RATIO}: {'met' if ratio <= RATIO else 'missed'})"
            )
        if LONG in arguments.scenes:
            story = Path(folder) / str(LONG)
            first, again = [], []
            for run in range(min(3, arguments.runs)):
                home = Path(folder) / f"home{run}"
                home.mkdir()
                first.append(seconds_to_prompt(story, home))
                again += [seconds_to_prompt(story, home) for _ in range(2)]
            for name, times, target in (("first", first, FIRST), ("again", again, AGAIN)):
                taken = statistics.median(times)
                kept = kept and taken <= target
                print(
                    f"  {LONG} scenes, process start to prompt, {name}: {taken:.2f} s "
                    f"(target {target:g}: {'met' if taken <= target else 'missed'})"
                )
    return 1 if arguments.check and not kept else 0


if __name__ == "__main__":
    sys.exit(main())
