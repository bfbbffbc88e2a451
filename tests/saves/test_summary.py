"""What a list of runs says of each: where it stands, and how many decisions were taken."""

from __future__ import annotations

from pathlib import Path

import pytest

from borderpost.engine.program import Program
from borderpost.saves.shelf import Shelf
from borderpost.saves.stored import read_log
from borderpost.saves.summary import RunSummary, summary, unreadable
from tests.saves.small import PLAY, program_of
from tests.stories import play

TABLE = """\
story: {id: hill, title: The hill, version: 1, language: en, start: top}
sources:
  K1: {name: The first card}
  K2: {name: The second card}
scenes:
  top:
    title: The top
    text: A hill.
    card: [K1, K2]
    questions:
      - id: seen
        type: table
        ask: What does each say?
        columns: [K1, K2]
        rows: {snow: Snow, road: A road}
        options: {much: Much, less: Less}
    then: over
endings:
  over: {title: Over, text: It is over.}
"""


@pytest.fixture
def program(tmp_path: Path) -> Program:
    return program_of(tmp_path / "story")


def of(tmp_path: Path, program: Program, *items: str) -> RunSummary:
    """The summary of a run that was played and left."""
    with Shelf(tmp_path / "saves").start(program, {}, 3) as run:
        play(run.run, items)
    return summary(run.path, read_log(run.path))


@pytest.mark.parametrize(
    ("items", "decisions"),
    [
        ((), 0),
        (("road=open@2",), 1),
        (("road=open@2", "road=shut@1"), 1),
        (("road=open@2", "gate.ask"), 2),
        (("gate.ask", "office.back", "gate.ask"), 3),
        (("road=open@1", "gate.ask", "office.back", "road=open@1"), 4),
        (PLAY, 5),
    ],
)
def test_choices_and_answers_are_counted_once_each_visit(
    tmp_path: Path, program: Program, items: tuple[str, ...], decisions: int
) -> None:
    assert of(tmp_path, program, *items).decisions == decisions


def test_each_mark_in_a_table_is_counted(tmp_path: Path) -> None:
    program = program_of(tmp_path / "hill", TABLE)
    items = ("seen.K1.snow=much", "seen.K2.snow=less", "seen.K1.snow=less", "top.")
    assert of(tmp_path, program, *items).decisions == 2


def test_a_run_stands_where_its_last_titled_place_is(tmp_path: Path, program: Program) -> None:
    begun = of(tmp_path, program, "road=open@1")
    assert (begun.place, begun.ending) == ("At the gate", "")
    there = of(tmp_path, program, "gate.ask")
    assert (there.place, there.ending) == ("The office", "")
    over = of(tmp_path, program, *PLAY)
    assert (over.place, over.ending, over.problem) == ("Morning", "Morning", "")


def test_a_file_that_cannot_be_opened_is_listed_by_its_name(tmp_path: Path) -> None:
    path = tmp_path / "my\nrun\x1b[2J.jsonl"
    assert unreadable(path, "is\nempty") == RunSummary(
        path=path,
        story="",
        title="",
        handle="my run",
        place="",
        ending="",
        started="",
        touched="",
        decisions=0,
        problem="is empty",
    )
    assert len(unreadable(tmp_path / "x", "y" * 500).problem) == 200
