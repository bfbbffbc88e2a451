"""What becomes of saved runs when their story is edited."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from borderpost.engine.program import Program
from borderpost.saves.follow import follow
from borderpost.saves.problem import LogProblem
from borderpost.saves.shelf import Shelf
from borderpost.saves.stored import StoredRun, read_log
from borderpost.story.mendable import Mendable
from borderpost.story.messages import one_line
from borderpost.story.model import Story

LONGEST_SHOWN = 120
"""How many characters of a folder's name a message repeats."""


class NoSaves(Mendable):
    """There is no folder of saved runs where one was named."""


class Fate(NamedTuple):
    """What becomes of a saved run.

    `kept` goes on as it was left, `breaks` does so in the old version only, `broken` in neither,
    and the file of a `damaged` one is not what was written. `why` says it, in a sentence without
    its full stop; `step` is the player's step at which it breaks, from 1 (0: none).
    """

    handle: str
    file: str
    fate: str
    step: int = 0
    why: str = ""


def fates_of(folder: Path, old: Story, new: Story) -> tuple[Fate, ...]:
    """The fates of the runs of a story in a folder, by their files' names.

    Runs of other stories are passed over. Raises NoSaves, and LogProblem where the folder cannot
    be read.
    """
    if not folder.is_dir():
        shown = one_line(str(folder))[:LONGEST_SHOWN]
        raise NoSaves(f"there is no folder '{shown}'", "name the one that holds the saved runs")
    runs = [run for run in Shelf(folder).runs() if run.story in (old.info.id, new.info.id)]
    programs = Program(old), Program(new)
    return tuple(
        Fate(run.handle, run.path.name, *_fate(read_log(run.path), *programs))
        for run in sorted(runs, key=lambda run: run.path.name)
    )


def _fate(stored: StoredRun, old: Program, new: Program) -> tuple[str, int, str]:
    """The fate of one run, the step, and why."""
    if stored.damage:
        return "damaged", 0, f"Its file is damaged: {stored.damage}"
    step, why = _fault(stored, new)
    if not why:
        return "kept", 0, ""
    return "broken" if _fault(stored, old)[1] else "breaks", step, why


def _fault(stored: StoredRun, program: Program) -> tuple[int, str]:
    """At which step a run no longer fits a version of its story, and why; empty where it does."""
    try:
        followed = follow(stored, program)
    except LogProblem as problem:
        return 0, f"{problem.message[:1].upper()}{problem.message[1:]}"
    return (followed.step, followed.fault) if followed.fault else (0, "")


def counted(fates: Iterable[Fate]) -> dict[str, int]:
    """How many runs have each fate."""
    counts = dict.fromkeys(("kept", "breaks", "broken", "damaged"), 0)
    for fate in fates:
        counts[fate.fate] += 1
    return counts


def those(fates: Iterable[Fate], *kinds: str) -> Iterator[Fate]:
    """The runs of these fates."""
    return (fate for fate in fates if fate.fate in kinds)
