"""Which of many files are runs that can be debriefed together: one story, each run once.

Whatever lies in a folder that was collected, the rest is debriefed: what is left out is told, with
the reason. Two passes: the first reads the beginning of every file, the second reads one run after
the other, so that memory does not grow with their number.
"""

from __future__ import annotations

import os
import stat
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from sys import intern
from typing import NamedTuple

from borderpost.debrief.cohort.account import Account
from borderpost.debrief.cohort.accounting import account_of, identity_of
from borderpost.engine.program import Program
from borderpost.saves.follow import follow
from borderpost.saves.problem import LogProblem, said
from borderpost.saves.stored import header_at, read_log
from borderpost.story.prose import clean

MOST_FILES = 100_000
"""How many files of a folder are looked at: more is no class, but a slip of the finger."""

NO_RUN = "no saved run"
"""The reason for all files that are nothing of ours."""


DOUBLED = "another file holds the same run, as far or further"
"""The reason for files of a run that is read from another one."""


class Told(NamedTuple):
    """Something to be said of a file: its name, and the reason, alike for files that are alike.

    `counts` tells that its run is debriefed all the same, `is_lost` that it is or may be a run,
    but cannot be read.
    """

    file: str
    reason: str
    counts: bool = False
    is_lost: bool = False


class Gathered(NamedTuple):
    """The files of one story's runs, in order of their names, and what was left out.

    `story` is the story's id (empty: there is no run at all). `stories` counts the runs of each
    story that was met, this one included.
    """

    story: str
    paths: tuple[Path, ...]
    left_out: tuple[Told, ...]
    stories: dict[str, int]


class _Candidate(NamedTuple):
    """A file that begins as a run does: all that is kept of it, since there may be thousands.

    `goes_on_from` is the chain of the file that it goes on from (empty: it begins anew).
    """

    path: Path
    story: str
    title: str
    identity: str
    goes_on_from: str


def gather(named: Iterable[Path], story: str = "") -> Gathered:
    """Gather the runs in files and folders; those of `story`, or of the one with the most runs.

    Folders are looked through whole, but for hidden files and links to other folders. Raises
    LogProblem for a path that is not there.
    """
    left_out: list[Told] = []
    found = [each for path in _files(named, left_out) if (each := _look(path, left_out))]
    stories = Counter(each.story for each in found)
    # Of stories with as many runs each, the first by its id: the answer must not hang on chance.
    wanted = story or min(stories, key=lambda name: (-stories[name], name), default="")
    own: dict[str, list[_Candidate]] = {}
    for each in found:
        if each.story == wanted:
            own.setdefault(each.identity, []).append(each)
        else:
            left_out.append(Told(each.path.name, f"a run of another story, “{each.title}”"))
    paths = [_furthest(alike, left_out) for alike in own.values()]
    return Gathered(wanted, tuple(sorted(paths)), tuple(left_out), dict(stories))


def accounts(gathered: Gathered, program: Program, told: list[Told]) -> Iterator[Account]:
    """The accounts of the gathered runs, one at a time.

    What is left out after all, and what is to be said of one that is not, is added to `told`.
    """
    for path in gathered.paths:
        try:
            stored = read_log(path)
            followed = follow(stored, program)
        except LogProblem as problem:
            told.append(Told(path.name, problem.message))
            continue
        account = account_of(followed, stored, path.name)
        if not account.decided:
            told.append(Told(path.name, "nothing is decided in it"))
            continue
        remark = _remark(account.status)
        if not remark and stored.problems:
            remark = "its last line was cut short; all before it counts"
        if remark:
            told.append(Told(path.name, remark, counts=True))
        yield account


def _remark(status: str) -> str:
    """What is to be said of a run that counts, by what became of it; nothing of an intact one."""
    return {
        "migrated": "of an older version of the story; every decision could still be followed",
        "diverged": "of an older version of the story; counted as far as it can be followed",
        "damaged": "damaged; counted as far as it is what was written",
    }.get(status, "")


def _files(named: Iterable[Path], left_out: list[Told]) -> Iterator[Path]:
    """Every file that is named or lies in a folder that is, each once."""
    seen: set[str] = set()
    for path in named:
        if not path.exists():
            message = f"there is no file or folder {path}"
            raise LogProblem(message, "name saved runs, or the folder they were collected in")
        for file in _within(path, left_out) if path.is_dir() else (path,):
            real = os.path.realpath(file)  # Path.resolve fails at a link that leads to itself
            if real in seen:
                continue
            seen.add(real)
            if len(seen) > MOST_FILES:
                message = f"there are more than {MOST_FILES:,} files in {path}"
                raise LogProblem(message, "name the folder that holds the runs alone")
            yield file


def _within(folder: Path, left_out: list[Told]) -> Iterator[Path]:
    """The files of a folder and of those in it, in order; hidden ones are passed over."""

    def unreadable(error: OSError) -> None:
        left_out.append(Told(Path(error.filename).name, _unread(error), is_lost=True))

    for at, folders, files in os.walk(folder, onerror=unreadable):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            if not name.startswith("."):
                yield Path(at, name)


def _look(path: Path, left_out: list[Told]) -> _Candidate | None:
    """A file that begins as a run does; of any other it is told why it is none."""
    try:
        # Nothing else is opened: a pipe would wait for somebody to write into it.
        header = header_at(path) if stat.S_ISREG(path.stat().st_mode) else None
    except LogProblem as problem:
        left_out.append(Told(path.name, f"it {problem.message}", is_lost=True))
        return None
    except OSError as error:
        left_out.append(Told(path.name, _unread(error), is_lost=True))
        return None
    if header is None:
        left_out.append(Told(path.name, NO_RUN))
        return None
    return _Candidate(
        path,
        intern(header.story),
        intern(clean(header.title) or clean(header.story)),
        identity_of(header),
        header.continues.digest if header.continues else "",
    )


def _unread(error: OSError) -> str:
    """Why a file was not even looked into."""
    return f"cannot be read: {said(error)}"


def _furthest(alike: list[_Candidate], left_out: list[Told]) -> Path:
    """Of several files of one run, the one that it went furthest in; the others are told.

    A file that another one goes on from stands behind that, however much it holds: what could not
    be followed after an edit of the story is left out where the run goes on.
    """
    if len(alike) == 1:
        return alike[0].path
    gone_on_from = {each.goes_on_from for each in alike} - {""}

    def furthest(each: _Candidate) -> tuple[bool, int, bool, str]:
        try:
            stored = read_log(each.path)
        except LogProblem:
            return False, -1, False, each.path.name
        goes_on_elsewhere = stored.chain in gone_on_from
        return not goes_on_elsewhere, len(stored.entries), not stored.problems, each.path.name

    kept = max(alike, key=furthest)
    left_out += [Told(each.path.name, DOUBLED) for each in alike if each is not kept]
    return kept.path
