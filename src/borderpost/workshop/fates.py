"""What becomes of saved runs when their story is edited."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from borderpost.engine.program import Program
from borderpost.saves.follow import follow
from borderpost.saves.problem import LogProblem
from borderpost.saves.stored import StoredRun, read_log
from borderpost.saves.summary import summary
from borderpost.story.model import Story
from borderpost.workshop.saved_runs import files_of


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

    Each run counts once; those of other stories are passed over. Raises NoSaves, and LogProblem
    where the folder cannot be read.
    """
    programs = Program(old), Program(new)
    fates = []
    for path in files_of(folder, old.info.id, new.info.id).paths:
        stored = read_log(path)
        fates.append(Fate(summary(path, stored).handle, path.name, *_fate(stored, *programs)))
    return tuple(sorted(fates, key=lambda fate: fate.file))


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
