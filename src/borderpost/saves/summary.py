"""A saved run in a few words, for lists. Its story is not needed for it."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from borderpost.engine.actions import Answer, Choose, Continue
from borderpost.saves.follow import path_of
from borderpost.saves.lines import Continues, time_in
from borderpost.saves.stored import StoredRun
from borderpost.story.prose import clean


class RunSummary(NamedTuple):
    """A saved run as a list shows it. Every text is safe to show, whoever wrote the file.

    `story` is the story's id and `title` its title; `place` the title of where the run stands, and
    `ending` the same where that is an ending (else empty). `started` and `touched` are when it
    began and when it was last added to (UTC, ISO 8601; empty: not known). `decisions` counts the
    choices taken and questions answered on the way. `problem` completes "its file ..." and is empty
    where the run can be continued as it was left; where `story` is empty, it cannot be opened.
    `logic` and `prose` are the hashes of the story it was played in.
    """

    path: Path
    story: str
    title: str
    handle: str
    place: str
    ending: str
    started: str
    touched: str
    decisions: int
    problem: str
    chain: str = ""
    continues: Continues | None = None
    logic: str = ""
    prose: str = ""


def summary(path: Path, stored: StoredRun) -> RunSummary:
    """The summary of a log that was read."""
    header = stored.header
    if header is None:
        return unreadable(path, stored.problems[0].says)
    acts = path_of(stored.records)
    place, ending = header.opens, ""
    for act in reversed(acts):
        entry = stored.entries[act.number - 1]  # records are numbered from 1, without a gap
        if entry.title:
            place, ending = entry.title, entry.title if entry.ends else ""
            break
    touched = next(
        (time for entry in reversed(stored.entries) if (time := time_in(entry.time))), ""
    )
    started = time_in(header.created)
    decided: set[tuple[int, str, str]] = set()
    visit = 0
    for act in acts:
        match act.action:
            case Answer(question, _, cell):
                decided.add((visit, question, cell))
            case Choose() | Continue():
                visit = act.number
                if isinstance(act.action, Choose):
                    decided.add((visit, "", ""))
    return RunSummary(
        path=path,
        story=_line(header.story),
        title=_line(header.title),
        handle=_line(header.handle),
        place=_line(place),
        ending=_line(ending),
        started=started,
        touched=touched or started,
        decisions=len(decided),
        problem=f"is damaged: {stored.damage}" if stored.damage else "",
        chain=stored.chain,
        continues=header.continues,
        logic=header.logic,
        prose=header.prose,
    )


def unreadable(path: Path, problem: str) -> RunSummary:
    """The summary of a file that cannot be opened as a run."""
    return RunSummary(path, "", "", _line(path.stem), "", "", "", "", 0, _line(problem))


def _line(text: str) -> str:
    """A text of a file on one line, and without anything that a terminal would obey."""
    return clean(text).replace("\n", " ")[:200]
