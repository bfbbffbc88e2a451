"""A saved run shown again, step by step, and verified against its story."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from borderpost.debrief.together.said_beside import said_beside
from borderpost.engine.actions import Continue, written
from borderpost.engine.program import Program
from borderpost.engine.run import Run
from borderpost.plain.finding import LONGEST_SHOWN
from borderpost.plain.journal import write_entry
from borderpost.plain.page import standing
from borderpost.saves.follow import Followed, follow
from borderpost.saves.lines import Header
from borderpost.saves.stored import StoredRun, read_log
from borderpost.story.model import Story

if TYPE_CHECKING:
    from borderpost.plain.console import Console

BROKEN = ("damaged", "diverged")
"""The fates of a run that make `replay` exit with 1."""


def replay_run(path: Path, story: Story, console: Console, *, as_json: bool, told: str = "") -> int:
    """Write a saved run step by step, then whether each step still holds; the exit code.

    `told` is what there is to say of how the run was found. Raises LogProblem where the file is no
    run of the story.
    """
    stored = read_log(path)
    followed = follow(stored, Program(story))
    header = stored.header
    assert header is not None, "follow refuses a log without one"
    if as_json:
        console.write_data(_data(header, followed))
    else:
        if told:
            console.say(told)
        _write_run(console, header, followed.run)
        _write_verdict(console, stored, followed)
    return 1 if followed.status in BROKEN or stored.damage else 0


def written_play(run: Run) -> list[str]:
    """The path of a run as a written-down play, which `play --replay` takes."""
    settings = [f"@{name}={value}" for name, value in run.settings.items()]
    actions = [act.action for act in run.acts()]
    return settings + [written(action) for action in actions if not isinstance(action, Continue)]


def _write_run(console: Console, header: Header, run: Run) -> None:
    """Write what was read and done, page after page."""
    settings = "".join(f", {name} {value}" for name, value in run.settings.items())
    name, title = header.handle[:LONGEST_SHOWN], header.title[:LONGEST_SHOWN]
    console.say(f"The run {name} of {title} (seed {run.seed}{settings})")
    entries = run.journal()
    for number, (entry, said) in enumerate(zip(entries, said_beside(run, entries), strict=True), 1):
        write_entry(console, number, entry, said)
    meters = standing(run.view().meters)
    if meters:
        console.line()
        console.say(meters)


def _write_verdict(console: Console, stored: StoredRun, followed: Followed) -> None:
    """Write how the run stands to its file and its story."""
    steps = len(followed.run.acts())
    console.line()
    if followed.status == "intact" and not stored.damage:
        console.say(f"Verified: {steps} steps, each of which leads where the file says.")
    for problem in stored.problems:
        console.say(f"In the file, {problem}.")
    if followed.reason:
        console.say(followed.reason)


def _data(header: Header, followed: Followed) -> dict[str, object]:
    """The same as plain data, with the play in the grammar of `play --replay`."""
    run = followed.run
    return {
        "story": header.story,
        "handle": header.handle,
        "seed": run.seed,
        "settings": dict(run.settings),
        "status": followed.status,
        "step": followed.step,
        "reason": followed.reason,
        "place": run.program.place_name(run.state),
        "finished": run.finished,
        "play": written_play(run),
    }
