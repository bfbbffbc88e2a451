"""How long the journal of 500 scenes takes to open, from the key to the list that stays.

A story of 500 scenes is written and played to its last scene, and the run is then gone on with in
the real program, in a pseudo-terminal. Each measurement is a fresh process, since a player meets
the first opening, which also reads the journal's own code; a second opening is given beside it.

Run it on a quiet machine: `make bench`, or `python -m benchmarks.journal --check`.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
from pathlib import Path

from benchmarks.pseudo_terminal import borderpost, started

SIZES = [(80, 24), (160, 45)]

TARGET = 300.0
"""Milliseconds promised for the first opening, at the median."""

HEAD = """\
story:
  id: long
  title: The long watch
  version: 1
  language: en
  start: hour0
variables:
  money: {meter: 0..100, start: 50, label: Money, better: high}
scenes:
"""

SCENE = """\
  hour{number}:
    title: Hour {number}
    when_where: The gate, hour {number}
    text: |
      Nobody comes in hour {number}. You walk to the rack and back, forty paces each way, and write
      down that nobody came; the ink is thin, and the pen has been mended with thread before.

      A lorry stands where it stood. Its driver says that he would have gone long ago if anybody
      had told him where to, and asks whether that is written down, too.
    choices:
      - id: note
        label: Write down that nobody came in hour {number}
        do: [money -= 1]
        then: {then}
      - id: walk
        label: Walk to the rack and back
        do: [money += 1]
        then: {then}
"""

ENDING = """\
endings:
  over:
    title: Morning
    text: |
      The watch is over.
"""


def write_story(folder: Path, scenes: int) -> Path:
    """A story of so many scenes, one after the other."""
    folder.mkdir()
    parts = [
        SCENE.format(number=n, then=f"hour{n + 1}" if n + 1 < scenes else "over")
        for n in range(scenes)
    ]
    (folder / "story.yaml").write_text(HEAD + "".join(parts) + ENDING, "utf-8")
    return folder


def play(story_folder: Path, saves: Path, decisions: int) -> str:
    """Play a story, taking one choice and the other in turn; the handle of the saved run."""
    from borderpost.engine.program import Program
    from borderpost.saves.shelf import Shelf
    from borderpost.story.load import load_story

    story = load_story(story_folder).story
    assert story is not None, "the generated story has mistakes"
    with Shelf(saves).start(Program(story), {}, 1) as saved:
        for number in range(decisions):
            takeable = saved.run.view().takeable
            saved.run.act(takeable[number % len(takeable)].action)
        return saved.handle


def opening(command: list[str], size: tuple[int, int], last: str) -> tuple[float, float]:
    """Milliseconds to the last byte of the first opening of the journal, and of the second."""
    with started(command, size) as terminal:
        terminal.wait_for(last)
        taken = []
        for _ in range(2):
            answered = terminal.press("j", last)
            assert answered is not None
            taken.append(answered.stood)
            terminal.press("q")
    return taken[0], taken[1]


def main() -> int:
    """Measure at every size, print, and say by the exit code whether the target was met."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("--runs", type=int, default=7, help="processes at each size (default 7)")
    parser.add_argument("--scenes", type=int, default=500, help="scenes read (default 500)")
    parser.add_argument("--check", action="store_true", help="exit 1 if the target is missed")
    arguments = parser.parse_args()
    if arguments.runs < 1 or arguments.scenes < 2:
        parser.error("--runs must be at least 1 and --scenes at least 2")
    missed = False
    with tempfile.TemporaryDirectory() as folder:
        story = write_story(Path(folder) / "long", arguments.scenes)
        saves = Path(folder) / "saves"
        handle = play(story, saves, arguments.scenes - 1)
        command = borderpost("play", str(story), "--saves", str(saves), "--resume", handle)
        for size in SIZES:
            last = f"Hour {arguments.scenes - 1}"
            times = [opening(command, size, last) for _ in range(arguments.runs)]
            first, second = (statistics.median(column) for column in zip(*times, strict=True))
            missed = missed or first > TARGET
            print(
                f"a journal of {arguments.scenes} scenes at {size[0]}x{size[1]}: {first:.0f} ms "
                f"to open it first (target {TARGET:.0f}: {'missed' if first > TARGET else 'met'}), "
                f"{second:.0f} ms again"
            )
    return 1 if missed and arguments.check else 0


if __name__ == "__main__":
    sys.exit(main())
