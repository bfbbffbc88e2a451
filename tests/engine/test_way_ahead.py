"""Where a run goes on from when what was taken back is done again, however it was moved about."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from borderpost.engine.program import Program
from borderpost.engine.records import Act, Goto
from borderpost.engine.run import Run
from tests.saves.small import program_of
from tests.stories import play

MOVES = st.lists(st.tuples(st.sampled_from("aaaaujjr"), st.integers(0, 10_000)), max_size=40)


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Program:
    return program_of(tmp_path_factory.mktemp("story"))


class Walked:
    """What was walked, the slow way: at each stop, the whole way there is walked once more."""

    def __init__(self) -> None:
        self.after: dict[int, int] = {}
        self.ahead: dict[int, int] = {}

    def stand(self, number: int) -> None:
        while number:
            self.ahead[self.after[number]] = number
            number = self.after[number]


@given(moves=MOVES)
def test_the_branch_last_walked_is_the_one_gone_on_along(
    program: Program, moves: list[tuple[str, int]]
) -> None:
    run, walked, seen = Run(program, {}, 1), Walked(), 0
    for move, pick in moves:
        if move == "a" and run.view().takeable:
            ways = run.view().takeable
            run.act(ways[pick % len(ways)].action)
        elif move == "u":
            run.undo()
        elif move == "r":
            run.redo()
        elif move == "j":
            acts = [0, *(record.number for record in run.records if isinstance(record, Act))]
            run.jump(acts[pick % len(acts)])
        for record in run.records[seen:]:
            if isinstance(record, Act):
                walked.after[record.number] = record.after
                walked.stand(record.number)
            elif isinstance(record, Goto):
                walked.stand(record.to)
        seen = len(run.records)
        assert run.can_redo == (run.head in walked.ahead)
        assert run._ahead == walked.ahead
    anew = Run(program, {}, 1)
    for record in run.records:
        assert anew.adopt(record) == ""
    assert (anew.head, anew._ahead) == (run.head, run._ahead)


def test_an_act_from_elsewhere_is_a_way_walked_too(program: Program) -> None:
    """As in a log that was put together: nothing says that its head was moved there."""
    run = Run(program, {}, 1)
    play(run, ("gate.ask", "office.back"))
    first = run.records[0]
    assert isinstance(first, Act)
    assert run.adopt(first._replace(number=3, after=0)) == ""
    assert run.head == 3
    assert run.undo()
    assert run.can_redo
    assert run.redo()
    assert run.head == 3


class Counted(dict[int, int]):
    """Counts how often something is written into it."""

    written = 0

    def __setitem__(self, key: int, value: int) -> None:
        self.written += 1
        super().__setitem__(key, value)


def test_going_back_and_forth_on_a_long_run_walks_no_further_than_it_goes(
    program: Program,
) -> None:
    run = Run(program, {}, 1)
    play(run, ("gate.ask", "office.back") * 100)
    run._ahead = counted = Counted(run._ahead)
    for _ in range(50):
        assert run.undo()
        assert run.redo()
    assert counted.written <= 50
