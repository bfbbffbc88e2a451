"""The ways that were walked and left: all of them are found, each once, and can be gone back to."""

from __future__ import annotations

from hypothesis import given, settings, strategies as st

from borderpost.engine.actions import Action, Answer, Choose, Nature
from borderpost.engine.branches import Branch
from borderpost.engine.program import Program
from borderpost.engine.run import Run
from tests.engine.small import play, program
from tests.engine.test_properties import PROGRAMS
from tests.fuzz.moving import possible

ROADS = """
variables:
  water: {meter: 0..9, start: 5, label: Water}
acts: [one]
scenes:
  gate:
    act: one
    title: At the gate
    when_where: Lakkon, May
    text: |
      The gate.
    questions:
      - {id: sure, ask: Are you sure?, optional: true, options: {sure: I am, unsure: I am not}}
    choices:
      - {id: north, label: Go north, cost: {water: 2}, then: hut}
      - {id: south, label: Go south, then: gate}
      - {id: toss, label: Toss a coin, then: {chance: {hut: 1, home: 1}}}
  hut:
    text: |
      A hut.
    choices:
      - {id: sleep, label: Sleep, then: home}
      - {id: drink, label: Drink, cost: {water: 1}, then: gate}
endings:
  home:
    title: Home again
    text: |
      Home.
"""


def walk(seed: int = 1) -> Run:
    return Run(program(ROADS), {}, seed)


def test_a_way_that_was_left_is_told_with_where_it_left_and_where_it_stands() -> None:
    run = play(walk(), "gate.north", "hut.sleep")
    assert run.branches() == ()
    run.jump(0)
    assert run.branches() == (Branch(2, 0, "Go north", "Home again", 2, ended=True),)
    play(run, "gate.south")
    assert run.branches() == (Branch(2, 0, "Go north", "Home again", 2, ended=True),)
    back = run.head
    run.jump(2)
    assert run.branches() == (Branch(back, 0, "Go south", "At the gate", 1, ended=False),)


def test_a_way_left_from_another_that_was_left_counts_from_where_the_path_was_left() -> None:
    run = play(walk(), "gate.south", "gate.north", "hut.sleep")
    run.jump(2)
    play(run, "hut.drink")
    run.jump(1)
    play(run, "gate.south")
    first, second = run.branches()
    assert (first.number, first.left, first.decision, first.pages) == (3, 1, "Go north", 2)
    assert (second.left, second.decision, second.title) == (1, "Go north", "At the gate")


def test_who_decides_the_same_again_has_left_no_way() -> None:
    run = play(walk(), "gate.north", "hut.sleep")
    run.jump(0)
    play(run, "gate.north")
    assert [branch.number for branch in run.branches()] == [2]
    assert run.branches()[0].left == run.head
    play(run, "hut.sleep")
    assert run.branches() == ()


def test_an_answer_alone_is_a_way_of_no_pages() -> None:
    run = walk()
    run.act(Answer("sure", "sure"))
    run.undo()
    assert run.branches() == (Branch(1, 0, "Are you sure? I am", "At the gate", 0, ended=False),)


def test_chance_has_no_words_of_its_own_and_is_no_way_to_leave() -> None:
    run = play(walk(), "gate.toss")
    end = run.head
    run.jump(0)
    (branch,) = run.branches()
    assert (branch.number, branch.left, branch.decision, branch.pages) == (end, 0, "Toss a coin", 1)


def test_whether_there_is_something_to_take_back_or_to_do_again() -> None:
    run = walk()
    assert (run.can_undo, run.can_redo) == (False, False)
    play(run, "gate.south")
    assert (run.can_undo, run.can_redo) == (True, False)
    run.undo()
    assert (run.can_undo, run.can_redo) == (False, True)
    play(run, "gate.north")
    assert (run.can_undo, run.can_redo) == (True, False)


def test_the_journal_tells_the_place_and_what_each_decision_changed() -> None:
    run = play(walk(), "gate.north", "hut.sleep")
    gate, hut, home = run.journal()
    assert (gate.act, gate.title, gate.when_where) == ("one", "At the gate", "Lakkon, May")
    assert [(m.label, m.value, m.before) for m in gate.changes] == [("Water", 3, 5)]
    assert (hut.act, hut.title, hut.changes) == ("", "hut", ())
    assert (home.title, home.decision, home.changes) == ("Home again", "", ())


# --- Any walk -----------------------------------------------------------------------------------


def sequence(run: Run, number: int) -> tuple[Action, ...]:
    """The actions that lead to a moment."""
    moment = run.moment(number)
    return () if moment.action is None else (*sequence(run, moment.after), moment.action)


def ways(run: Run) -> set[tuple[int, int, int]]:
    """The number, the act left after and the pages of every way that was left, by comparing all."""
    walked = {number: sequence(run, number) for number in run._moments}
    here = walked[run.head]
    found = set()
    for way in set(walked.values()):
        if here[: len(way)] == way:
            continue
        if any(other != way and other[: len(way)] == way for other in walked.values()):
            continue
        shared = max(n for n in range(len(way)) if way[:n] == here[:n])
        pages = sum(not isinstance(a, Nature | Answer) for a in way[shared:])
        number = max(number for number, other in walked.items() if other == way)
        found.add((number, run.path[shared].number, pages))
    return found


walks = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 10_000)), max_size=20)


@given(st.sampled_from([*PROGRAMS, program(ROADS)]), st.integers(0, 9), walks)
@settings(max_examples=120)
def test_on_any_walk_every_way_is_found_and_can_be_returned_to(
    story: Program, seed: int, moves: list[tuple[int, int]]
) -> None:
    run = Run(story, {}, seed)
    run.settle()
    for kind, pick in moves:
        actions = possible(run.view())
        if kind == 0:
            run.undo()
        elif kind == 1:
            run.redo()
        elif kind == 2:
            run.jump(sorted(run._moments)[pick % len(run._moments)])
        elif actions:
            run.act(actions[pick % len(actions)])
        before = run.head
        for can, move in ((run.can_redo, run.redo), (run.can_undo, run.undo)):
            assert move() == can
            run.jump(before)
    branches = run.branches()
    assert {(b.number, b.left, b.pages) for b in branches} == ways(run)
    assert [b.number for b in branches] == sorted(b.number for b in branches)
    for branch in branches:
        run.jump(branch.number)
        assert (run.head, run.finished) == (branch.number, branch.ended)


def test_many_ways_from_a_long_path_are_found_in_one_pass() -> None:
    run = walk()
    for _ in range(500):
        run.act(Choose("gate", "south"))
    end = run.head
    for number in range(0, 500, 10):
        run.jump(number)
        play(run, "gate.toss")
    run.jump(end)
    branches = run.branches()
    assert [branch.left for branch in branches] == list(range(0, 500, 10))
