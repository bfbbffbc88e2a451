"""Plays sampled by the thousand: what they came to, as text or as JSON."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType
from typing import TextIO

from borderpost.engine.program import Program
from borderpost.engine.settings import complete
from borderpost.proof.players import UNIFORM, player_named, players_of
from borderpost.proof.sampling.simulation import MOST_STEPS, Counted, Simulation
from borderpost.story.json_text import to_json
from borderpost.story.mendable import Mendable
from borderpost.story.model import Story
from borderpost.story.prose import clean

MOST_RUNS = 1_000_000_000
"""More plays than anybody can wait for: a slip of the finger."""

USUAL_RUNS = 10_000
"""Plays that are counted unless another number is said."""

MOST_KEPT = 100_000
"""More saved runs than anybody has a use for."""

CLASS_SIZE = 30
"""Plays that are kept as saved runs unless another number is said: a class."""

BATCH = 0.1
"""Seconds played before the progress is shown, and Ctrl-C looked for."""

MOST_LISTED = 20
"""Names of what was never come to that the text lists."""

STOPPED = 130
"""The exit code after Ctrl-C."""


class BadRuns(Mendable):
    """A number of plays that cannot be played, or two players at once."""


class Interrupted:
    """Whether Ctrl-C was pressed: plays are whole, so it is looked at between them."""

    def __init__(self) -> None:
        """Not yet."""
        self.yes = False

    def __call__(self, number: int, frame: FrameType | None) -> None:
        """It was; pressed again, it stops everything at once."""
        del number, frame
        if self.yes:
            raise KeyboardInterrupt
        self.yes = True


def simulated(  # noqa: PLR0913 - one for each option of the command
    story: Story,
    settings: Mapping[str, str],
    *,
    runs: int | None,
    seed: int,
    player: str | None,
    least_visited: bool,
    render: bool,
    as_json: bool,
) -> tuple[str, int]:
    """The answer of `simulate`, and its exit code.

    Raises BadRuns, UnknownPlayer and BadSetting.
    """
    runs = _asked_for(runs, USUAL_RUNS, MOST_RUNS)
    if player and least_visited:
        message = "--least-visited chooses by itself, and so does --player"
        raise BadRuns(message, "leave out one of the two")
    who = player_named(story, player or UNIFORM.name)
    simulation = Simulation(
        Program(story), settings, who, seed, least_visited=least_visited, render=render
    )
    with interrupts_noticed() as interrupted:
        play_all(simulation, runs, interrupted, sys.stderr)
    counted = simulation.counted()
    code = STOPPED if interrupted.yes else 0
    if as_json:
        return to_json(as_data(counted)), code
    name = "the least visited first" if least_visited else f"the player '{who.name}'"
    lines = [f"{story.info.id}: {_plays(counted.runs)} by {name}, seed {seed}."]
    if interrupted.yes:
        lines[:0] = [f"Stopped after {counted.runs:,} of {runs:,} plays. What is known so far:", ""]
    lines += _text(counted, render=render, sampled=not least_visited)
    return clean("\n".join(lines)) + "\n", code


def recorded(
    story: Story,
    settings: Mapping[str, str],
    folder: Path,
    *,
    runs: int | None,
    seed: int,
    player: str | None,
    counts: bool = False,
) -> tuple[str, int]:
    """Keep plays by lot as saved runs in a folder; what to say of it, and the exit code.

    Without a player, the uniform one and the story's policies take turns. `counts` tells that
    something was asked for that only goes with counting. Raises BadRuns, UnknownPlayer, BadSetting,
    and LogProblem where a run cannot be kept.
    """
    if counts:
        message = "plays that are kept with --save-to are not counted"
        raise BadRuns(message, "leave out --save-to, or --least-visited, --render and --format")
    from borderpost.workshop.recording import Recording

    runs = _asked_for(runs, CLASS_SIZE, MOST_KEPT)
    players = (player_named(story, player),) if player else players_of(story)
    recording = Recording(Program(story), complete(story, settings), players, seed)
    kept = 0
    with interrupts_noticed() as interrupted:
        while kept < runs and not interrupted.yes:
            recording.keep(recording.play(kept + 1), folder)
            kept += 1
    names = ", ".join(each.name for each in players)
    said = f"{story.info.id}: {_plays(kept)} by {names}, seed {seed}, kept in {folder}\n"
    return clean(said), STOPPED if interrupted.yes else 0


def _asked_for(runs: int | None, usual: int, most: int) -> int:
    """How many plays are asked for; raises BadRuns where that many cannot be played."""
    if runs is None:
        return usual
    if not 1 <= runs <= most:
        message = f"{runs} plays cannot be played"
        raise BadRuns(message, f"say --runs with a number from 1 to {most}")
    return runs


def play_all(
    simulation: Simulation, runs: int, interrupted: Interrupted, stream: TextIO | None
) -> None:
    """Play so many times, and say on a terminal how far it is; until Ctrl-C."""
    shows = stream is not None and stream.isatty()
    shown = ""
    while simulation.runs < runs and not interrupted.yes:
        simulation.play(runs - simulation.runs, BATCH)
        if shows and stream is not None:
            line = f"{simulation.runs:,} of {runs:,} plays ({simulation.runs * 100 // runs} %)"
            _write(stream, "\r" + line.ljust(len(shown)))
            shown = line
    if shown and stream is not None:
        _write(stream, "\r" + " " * len(shown) + "\r")


@contextmanager
def interrupts_noticed() -> Iterator[Interrupted]:
    """Ctrl-C is noticed instead of stopping at once; not outside the main thread."""
    interrupted = Interrupted()
    before = None
    with suppress(ValueError):
        before = signal.signal(signal.SIGINT, interrupted)
    try:
        yield interrupted
    finally:
        if before is not None:
            signal.signal(signal.SIGINT, before)


def as_data(counted: Counted) -> dict[str, object]:
    """What was counted, as plain data."""
    return {
        "runs": counted.runs,
        "seconds": round(counted.seconds, 6),
        "steps": counted.steps,
        "endings": counted.endings,
        "unfinished": counted.unfinished,
        "coverage": {"scenes": counted.scenes, "choices": counted.choices},
    }


def _text(counted: Counted, *, render: bool, sampled: bool) -> list[str]:
    """What was counted, for people. Where it is a sample, with what it may be off by."""
    rate = counted.runs / counted.seconds if counted.seconds else 0
    lines = [
        f"{counted.steps / max(1, counted.runs):.1f} steps a play, {rate:,.0f} plays a second.",
        "",
    ]
    if render:
        each = counted.characters / max(1, counted.runs)
        lines[:1] = [lines[0], f"Every text was drawn: {each:,.0f} characters a play."]
    rows = [(name, times) for name, times in counted.endings.items() if times]
    rows += [(f"{name} (no way on)", times) for name, times in counted.stuck.items()]
    if counted.endless:
        rows.append((f"no ending after {MOST_STEPS:,} steps", counted.endless))
    wide = max((len(name) for name, _ in rows), default=0)
    for name, times in rows:
        share = _share(times, counted.runs, sampled=sampled)
        lines.append(f"  {name:<{wide}}  {times:>{len(str(counted.runs))}}  {share}")
    if sampled and rows:
        lines += ["", "± is what 95 of 100 such samples stay within."]
    lines += ["", *_coverage("ending", counted.endings), *_coverage("scene", counted.scenes)]
    return [*lines, *_coverage("choice", counted.choices)]


def _plays(number: int) -> str:
    return f"{number:,} play{'s' * (number != 1)}"


def _share(times: int, runs: int, *, sampled: bool) -> str:
    """A count as a share, and twice its standard error."""
    share = times / runs
    if not sampled:
        return f"{share:6.1%}"
    return f"{share:6.1%} ± {1.96 * (share * (1 - share) / runs) ** 0.5:.1%}"


def _coverage(name: str, times: Mapping[str, int]) -> list[str]:
    """How many parts of a kind were come to, and which never."""
    never = [part for part, count in times.items() if not count]
    line = f"{name.capitalize()}s: {len(times) - len(never)} of {len(times)} come to."
    if not never:
        return [line]
    more = f", and {len(never) - MOST_LISTED} more" if len(never) > MOST_LISTED else ""
    return [line, f"  never: {', '.join(never[:MOST_LISTED])}{more}"]


def _write(stream: TextIO, text: str) -> None:
    """Write a line of progress, wherever that goes."""
    with suppress(OSError, ValueError):
        stream.write(text)
        stream.flush()
