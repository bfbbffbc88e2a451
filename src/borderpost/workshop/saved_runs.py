"""What becomes of saved runs in a story as it is now: the stage of a check that follows them.

A run that breaks is a finding about the story, at the scene where it breaks: the author can still
mend that. What is wrong with a run's own file is a finding too, but at no place of the story.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from borderpost.debrief.cohort.gathering import Told, gather
from borderpost.engine.program import Program
from borderpost.saves.follow import Followed, follow
from borderpost.saves.problem import LogProblem
from borderpost.saves.stored import read_log
from borderpost.saves.summary import summary
from borderpost.story.diagnostics import Diagnostic, Findings
from borderpost.story.mendable import Mendable
from borderpost.story.messages import one_line
from borderpost.story.model import Story
from borderpost.story.position import NOWHERE, Position

LONGEST_SHOWN = 120
"""How many characters of a folder's name a message repeats."""

MEND_FILE = "take the file out of the folder, or put back a copy of it that is whole"

MOST_NAMED = 5
"""So many runs that break at one place are named."""


class NoSaves(Mendable):
    """There is no folder of saved runs where one was named."""


class Outcome(NamedTuple):
    """What became of a saved run: its handle and file, and the rest as `Followed` has it.

    `file` is relative to the folder that was named. `why` says in a sentence without its full stop
    what does not fit. `damage` completes "its file ..." where that is not what was written.
    `at` is the part of the story where the path ends that could be followed.
    """

    handle: str
    file: str
    status: str
    step: int
    why: str
    damage: str
    at: Position


class OldRuns(NamedTuple):
    """What a check of saved runs found: what became of each, and the diagnostics."""

    outcomes: tuple[Outcome, ...]
    diagnostics: list[Diagnostic]

    @property
    def data(self) -> dict[str, object]:
        """The same as plain data, for JSON."""
        runs = [
            {
                "handle": run.handle,
                "file": run.file,
                "status": run.status,
                "step": run.step or None,
                "why": run.why or None,
                "damage": run.damage or None,
            }
            for run in self.outcomes
        ]
        return {"runs": runs, **self.counts}

    @property
    def counts(self) -> dict[str, int]:
        """How many runs are of each status."""
        counts = dict.fromkeys(("intact", "migrated", "diverged", "damaged"), 0)
        for run in self.outcomes:
            counts[run.status] += 1
        return counts

    @property
    def told(self) -> str:
        """The same in one line."""
        if not self.outcomes:
            return "Saved runs: none of this story is there.\n"
        words = {
            "intact": "{} intact",
            "migrated": "{} with values worked out anew",
            "diverged": "{} cut short by what has changed",
            "damaged": "{} damaged",
        }
        told = [words[status].format(count) for status, count in self.counts.items() if count]
        number = len(self.outcomes)
        return f"{number} saved run{'s' * (number != 1)} followed: {', '.join(told)}.\n"


class SavedFiles(NamedTuple):
    """The files of saved runs in a folder, by name, and those that cannot be read with the why."""

    paths: list[Path]
    lost: list[Told]


def files_of(folder: Path, *stories: str) -> SavedFiles:
    """The files of the runs of these stories in a folder and those within it, each run once.

    Raises NoSaves and LogProblem.
    """
    if not folder.is_dir():
        shown = one_line(str(folder))[:LONGEST_SHOWN]
        raise NoSaves(f"there is no folder '{shown}'", "name the one that holds the saved runs")
    gathered = [gather([folder], story) for story in dict.fromkeys(stories)]
    lost = [told for told in gathered[0].left_out if told.is_lost]
    return SavedFiles(sorted(path for each in gathered for path in each.paths), lost)


def follow_runs(program: Program, folder: Path) -> OldRuns:
    """Follow every saved run of a story in a folder through the story as it is now.

    Nothing is written. Raises NoSaves and LogProblem.
    """
    files = files_of(folder, program.story.info.id)
    outcomes = tuple(_outcome(path, folder, program) for path in files.paths)
    findings = Findings()
    for at, runs in _by_place(outcomes):
        _tell_broken(runs, at, findings)
    for file in files.lost:
        message = f"the file of a saved run, {one_line(file.file)}, {one_line(file.reason)}"
        findings.add("BP402", NOWHERE, message, MEND_FILE)
    for run in outcomes:
        if run.damage:
            message = f"the file of a saved run, {run.file}, is damaged: {run.damage}"
            findings.add("BP402", NOWHERE, message, MEND_FILE)
        elif run.status == "damaged":
            mend = "if nobody edited the file, the program plays this story otherwise than it did"
            message = f"the saved run {run.file} does not fit its own story: {_clause(run.why)}"
            findings.add("BP403", NOWHERE, message, mend)
    return OldRuns(outcomes, findings.sorted())


def _outcome(path: Path, folder: Path, program: Program) -> Outcome:
    """What becomes of one run."""
    stored = read_log(path)
    name = one_line(str(path.relative_to(folder)))
    handle, damage = summary(path, stored).handle, one_line(str(stored.damage or ""))
    try:
        followed = follow(stored, program)
    except LogProblem as problem:  # the file became another since it was gathered
        return Outcome(handle, name, "damaged", 0, "", one_line(problem.message), NOWHERE)
    at = _place(program.story, followed) if followed.fault else NOWHERE
    return Outcome(
        handle, name, followed.status, followed.step, one_line(followed.fault), damage, at
    )


def _place(story: Story, followed: Followed) -> Position:
    """Where the scene stands in which a run came to the end of what could be followed."""
    place = followed.run.program.place(followed.run.state)
    part = story.scenes.get(place.scene) or story.endings.get(place.name)
    return part.at if part else story.info.at


def _by_place(outcomes: Sequence[Outcome]) -> Iterator[tuple[Position, list[Outcome]]]:
    """The runs that an edit cuts short, by where it does and by the reason, whatever the step."""
    places: dict[tuple[Position, str], list[Outcome]] = {}
    for run in outcomes:
        if run.status == "diverged":
            reason = run.why.partition(": ")[2]
            places.setdefault((run.at, reason), []).append(run)
    for (at, _), runs in places.items():
        yield at, runs


def _tell_broken(runs: Sequence[Outcome], at: Position, findings: Findings) -> None:
    """Tell of the runs that break at one place: why the first one does, and which others."""
    first, *others = runs
    message = f"the saved run {first.handle} breaks here: {_clause(first.why)}"
    if others:
        named = [run.handle for run in others[:MOST_NAMED]]
        more = len(others) - len(named)
        named += [f"{more} more"] if more else []
        message += f"; so do{'es' * (len(named) == 1)} {', '.join(named)}"
    mend = (
        "keep what they took, or say under `was:` what it is called now, or under `removed:` where "
        "old plays go on; or take out of the folder what may break"
    )
    findings.add("BP401", at, message, mend)


def _clause(sentence: str) -> str:
    """A sentence as it stands after a colon."""
    return sentence[:1].lower() + sentence[1:]
