"""A story that tells at every page how many decisions were taken, and what a file has of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from borderpost.engine.actions import Choose
from borderpost.engine.functions import State
from borderpost.engine.program import Program
from borderpost.engine.records import Act, Goto, Record
from borderpost.saves.shelf import Shelf
from borderpost.saves.stored import read_log

STORY = """\
story: {id: rounds, title: Rounds, version: 1, language: en, start: round}
variables:
  n: {range: 0..1000000, start: 0}
scenes:
  round:
    title: The round
    text: Round {n}.
    choices:
      - {id: on, label: Go on, do: [n += 1], then: round}
      - {id: lot, label: Draw a lot, do: [n += 1], then: {chance: {round: 1, other: 1}}}
      - {id: end, label: Stop, then: over}
  other:
    title: The other round
    text: Round {n}.
    choices:
      - {id: on, label: Go on, do: [n += 1], then: other}
      - {id: lot, label: Draw a lot, do: [n += 1], then: {chance: {round: 1, other: 1}}}
endings:
  over: {title: Over, text: It is over.}
"""
"""The choices 1 and 2 go on for ever; after 2, chance decides where, which is a second record."""

TOLD = re.compile(rb"Round (\d+)\.")
"""What a page says of how far the player is."""

ESCAPES = re.compile(rb"\x1b(?:\][^\x07\x1b]*(?:\x07|\x1b\\)|\[[0-?]*[ -/]*[@-~]|.)")
"""What a terminal obeys and does not show."""


class Found(NamedTuple):
    """What a file has of a run.

    `moves` counts what the player did, undoing included, and `number` is what the page now says;
    `problems` are the kinds of what is wrong with the file, `status` that of the opened run.
    """

    moves: int
    number: int
    problems: tuple[str, ...]
    status: str


def found(folder: Path, program: Program) -> Found | None:
    """What the one run in a folder comes to when it is opened; None where none was begun."""
    path = log_in(folder)
    if path is None:
        return None
    stored = read_log(path)
    problems = tuple(problem.kind for problem in stored.problems)
    with Shelf(folder).open(path, program) as saved:
        number = number_of(program, saved.run.state)
        return Found(moves(saved.run.records), number, problems, saved.status)


def goes_on(folder: Path, program: Program) -> bool:
    """Whether one more decision can be taken in the run of a folder, and is then in its file."""
    path = log_in(folder)
    assert path is not None
    with Shelf(folder).open(path, program) as saved:
        before = number_of(program, saved.run.state)
        place = saved.run.view().place
        saved.run.act(Choose(place, "on"))
    after = found(folder, program)
    return after is not None and (after.number, after.problems) == (before + 1, ())


def log_in(folder: Path) -> Path | None:
    """The file of the one run in a folder."""
    files = sorted(folder.glob("*.jsonl"))
    assert len(files) < 2, files
    return files[0] if files else None


def moves(records: Sequence[Record]) -> int:
    """How often a player moved a run, on or back."""
    return sum(
        isinstance(record, Goto) or (isinstance(record, Act) and isinstance(record.action, Choose))
        for record in records
    )


def number_of(program: Program, state: State) -> int:
    """What a page says in a state."""
    return int(program.words(state)["n"])


def without_escapes(written: bytes) -> bytes:
    """What was written without what a terminal obeys."""
    return ESCAPES.sub(b"", written)
