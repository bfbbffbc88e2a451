"""How long a run of 50,000 decisions takes to be gone on with, from process start to the prompt.

A week of play, at one decision every twelve seconds: on a watch that never ends choices are taken
and every tenth is taken back. The run is written as a saved one and gone on with in the real
program, in plain lines through a pipe and on the screen in a pseudo-terminal of 80x24, each time in
a fresh process. Nothing of a run is cached: every line is read, its digest worked out, every
decision taken anew by the engine.

Run it on a quiet machine: `make bench`, or `python -m benchmarks.long_run --check`.
"""

from __future__ import annotations

import argparse
import re
import statistics
import sys
import tempfile
from pathlib import Path

from benchmarks.startup import Program, seconds_in_a_pipe, seconds_in_a_terminal

DECISIONS = 50_000
TARGET = 2.0
"""Seconds promised, at the median."""

UNDO_EVERY = 10

STORY = """\
story: {id: watch, title: The endless watch, version: 1, language: en, start: gate}
variables:
  cold: {range: 0..9}
  warmth: {meter: 0..10, start: 5, label: Warmth, better: high}
scenes:
  gate:
    title: The gate
    text: "Nobody comes. Cold: {cold}."
    questions:
      - {id: lamp, ask: Is the lamp lit?, options: {lit: It is, dark: It is not}, optional: true}
    choices:
      - {id: walk, label: Walk to the rack, do: [cold += 1, warmth -= 1], then: rack}
      - {id: stay, label: Stay, then: gate}
      - {id: home, label: Go home, then: over}
  rack:
    title: The rack
    text: Forty paces, and back.
    choices:
      - {id: back, label: Walk back, do: [cold = 0, warmth += 1], then: gate}
endings:
  over: {title: Morning, text: The watch is over.}
"""


def write_run(folder: Path, decisions: int) -> str:
    """Write the story and a run of so many decisions below a folder; the run's handle."""
    from borderpost.engine.actions import Answer, Choose
    from borderpost.engine.program import Program as Playable
    from borderpost.engine.run import Run
    from borderpost.saves.keeping import Keeper, put_on_shelf
    from borderpost.saves.log import now
    from borderpost.saves.shelf import header_of
    from borderpost.story.load import load_story

    (folder / "watch").mkdir()
    (folder / "watch" / "story.yaml").write_text(STORY, "utf-8")
    story = load_story(folder / "watch").story
    assert story is not None, "the story has mistakes"
    program = Playable(story)
    run = Run(program, {}, 1)
    ways = Answer("lamp", "lit"), Choose("gate", "stay"), Choose("gate", "walk")
    for number in range(decisions):
        at_gate = program.place_name(run.state) == "gate"
        run.act(ways[number % len(ways)] if at_gate else Choose("rack", "back"))
        if number % UNDO_EVERY == 0:
            run.undo()
    keeper = Keeper(program)
    keeper.run = run
    header = header_of(program, run, "steady-marmot-10", now())
    entries = [keeper.entry(record, now()) for record in run.records]
    log, _ = put_on_shelf(folder / "saves", header, entries, lambda handle: handle)
    log.close()
    return header.handle


def main() -> int:
    """Measure, print, and say by the exit code whether the target was met."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("--runs", type=int, default=7, help="processes of each (default 7)")
    parser.add_argument("--decisions", type=int, default=DECISIONS, help="how long a run")
    parser.add_argument("--check", action="store_true", help="exit 1 if the target is missed")
    arguments = parser.parse_args()
    if arguments.runs < 1 or arguments.decisions < 10:
        parser.error("--runs must be at least 1 and --decisions at least 10")
    missed = False
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        handle = write_run(folder, arguments.decisions)
        size = next((folder / "saves").glob("*.jsonl")).stat().st_size / 2**20
        play = [sys.executable, "-m", "borderpost", "play", str(folder / "watch")]
        play += ["--saves", str(folder / "saves"), "--resume", handle]
        plain = Program([*play, "--plain"], re.compile(rb"(?m)^> \Z"))
        screen = Program(play, re.compile(rb"Is the lamp lit"))
        ways = (
            ("in plain lines", plain, seconds_in_a_pipe),
            ("on the screen", screen, seconds_in_a_terminal),
        )
        for way, command, time_one in ways:
            taken = statistics.median(time_one(command) for _ in range(arguments.runs))
            missed = missed or taken > TARGET
            print(
                f"a run of {arguments.decisions:,} decisions ({size:.1f} MiB), gone on with {way}: "
                f"{taken:.2f} s (target {TARGET}: {'missed' if taken > TARGET else 'met'})"
            )
    return 1 if missed and arguments.check else 0


if __name__ == "__main__":
    sys.exit(main())
