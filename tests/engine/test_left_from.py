"""Where in a journal the ways left it that were walked and then left."""

from __future__ import annotations

from borderpost.engine.branches import Branch, left_from, stop_of
from borderpost.engine.run import Run
from borderpost.engine.view import JournalEntry
from tests.engine.small import play
from tests.engine.test_branches import walk


def entries(*numbers: int) -> list[JournalEntry]:
    return [JournalEntry(number, (), "") for number in numbers]


def branch(left: int, number: int = 99) -> Branch:
    return Branch(number, left, "Go", "There", 1, ended=False)


def test_an_act_belongs_to_the_entry_it_was_done_in() -> None:
    stops = entries(0, 3, 4, 9)
    assert [stop_of(stops, number) for number in (0, 1, 2, 3, 4, 8, 9, 20)] == [
        0, 0, 0, 1, 2, 2, 3, 3,
    ]  # fmt: skip


def test_ways_are_gathered_by_the_entry_they_left_from() -> None:
    stops = entries(0, 3, 9)
    ways = [branch(0, 20), branch(4, 21), branch(2, 22), branch(3, 23)]
    assert left_from(stops, ways) == {0: [ways[0], ways[2]], 1: [ways[1], ways[3]]}
    assert left_from(stops, []) == {}


def test_in_a_run_that_went_back_they_are_those_of_its_journal() -> None:
    run: Run = play(walk(), "gate.south", "gate.north", "hut.sleep")
    run.jump(1)
    play(run, "gate.south")
    (left,) = run.branches()
    assert left_from(run.journal(), run.branches()) == {1: [left]}
