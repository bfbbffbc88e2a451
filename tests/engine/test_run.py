"""A run: what is kept, and going back and forth over branches."""

from __future__ import annotations

import pytest

from borderpost.engine.actions import Answer, Choose, Continue
from borderpost.engine.records import Act, Goto, Note, Record
from borderpost.engine.run import Run
from tests.engine.small import play, program

YARD = """
variables:
  water: {meter: 0..3, start: 2, label: Water}
  steps: {range: 0..1, start: 0}
sources:
  S1:
    name: The well
    says: |
      Cold.
scenes:
  gate:
    text: |
      The gate.
    choices:
      - id: drink
        label: Drink
        cost: {water: 1}
        then: gate
      - id: step
        label: Step
        do: [steps += 1]
        then: gate
      - id: well
        label: Go to the well
        then: well
      - id: leave
        label: Leave
        then: road
  well:
    card: [S1]
    text: |
      The well.
    then: gate
endings:
  road:
    title: The road
    text: |
      Gone.
"""


class Disk:
    """Keeps records, and is full when told so."""

    def __init__(self) -> None:
        self.kept: list[Record] = []
        self.full = False

    def __call__(self, record: Record) -> None:
        if self.full:
            raise OSError(28, "No space left on device")
        self.kept.append(record)


def test_every_record_is_kept_before_the_run_moves() -> None:
    heads: list[int] = []
    run = Run(program(YARD), {}, 1, lambda record: heads.append(run.head))
    play(run, "gate.drink", "gate.well")
    run.undo()
    run.redo()
    run.jump(0)
    assert heads == [0, 1, 2, 1, 2]


def test_what_cannot_be_kept_does_not_happen() -> None:
    disk = Disk()
    run = Run(program(YARD), {}, 1, disk)
    play(run, "gate.drink", "gate.well")
    run.undo()
    before = run.view(), run.head, run.state, list(run.records), run.journal()
    disk.full = True
    for move in (
        lambda: run.act(Choose("gate", "drink")),
        run.undo,
        run.redo,
        lambda: run.jump(0),
        lambda: run.note("card", {"card": "S1"}),
    ):
        with pytest.raises(OSError, match="No space"):
            move()
        assert (run.view(), run.head, run.state, list(run.records), run.journal()) == before
    disk.full = False
    run.act(Choose("gate", "drink"))
    assert run.view().meters[0].value == 0
    assert [record.number for record in disk.kept] == [1, 2, 3, 4]


def test_chance_that_cannot_be_kept_is_drawn_again_the_same() -> None:
    disk = Disk()
    toss = program(
        """
        scenes:
          gate:
            text: |
              Heads or tails?
            choices:
              - {id: toss, label: Toss, then: {chance: {heads: 1, tails: 1}}}
        endings:
          heads:
            title: Heads
            text: |
              Heads.
          tails:
            title: Tails
            text: |
              Tails.
        """
    )
    whole = play(Run(toss, {}, 5), "gate.toss")
    run = Run(toss, {}, 5, disk)
    run.take(Choose("gate", "toss"))
    disk.full = True
    with pytest.raises(OSError, match="No space"):
        run.settle()
    assert run.view().kind == "scene"
    assert not run.finished
    disk.full = False
    run.act(Continue("gate"))
    assert run.state == whole.state
    assert run.finished


def test_undo_and_redo_go_back_and_forth_by_one_action_each() -> None:
    run = play(Run(program(YARD), {}, 1), "gate.drink", "gate.well", "well.")
    views = [run.view()]
    while run.undo():
        views.append(run.view())
    assert [view.place for view in views] == ["gate", "well", "gate", "gate"]
    assert run.head == 0
    assert not run.undo()
    for view in reversed(views[:-1]):
        assert run.redo()
        assert run.view() == view
    assert not run.redo()


def test_redo_goes_where_the_run_last_was_and_not_along_the_newest_branch() -> None:
    run = play(Run(program(YARD), {}, 1), "gate.drink")
    run.jump(0)
    play(run, "gate.well")
    run.jump(1)
    assert run.undo()
    assert run.redo()
    assert run.head == 1


def test_a_branch_that_was_left_can_be_jumped_back_to() -> None:
    run = play(Run(program(YARD), {}, 1), "gate.well", "well.")
    run.jump(0)
    play(run, "gate.drink")
    assert run.cards() == ()
    run.jump(2)
    assert run.cards() == ("S1",)
    assert [act.number for act in run.acts()] == [1, 2]
    assert [entry.decision for entry in run.journal()] == ["Go to the well", "Continue", ""]


def test_an_act_that_never_was_cannot_be_jumped_to() -> None:
    run = play(Run(program(YARD), {}, 1), "gate.drink")
    run.note("card", {"card": "S1"})
    for number in (-1, 2, 9):
        with pytest.raises(ValueError, match="no act"):
            run.jump(number)
    assert run.head == 1


def test_a_note_moves_nothing_and_survives_undo() -> None:
    run = play(Run(program(YARD), {}, 1), "gate.drink")
    state = run.state
    run.note("dissent", {"words": "I would have waited."})
    assert run.state == state
    run.undo()
    assert run.records[1] == Note(2, 1, "dissent", {"words": "I would have waited."})
    assert run.records[2] == Goto(3, 0)


def test_records_say_where_an_act_led_and_after_which() -> None:
    run = play(Run(program(YARD), {}, 1), "gate.drink")
    run.jump(0)
    play(run, "gate.leave")
    assert [type(record) for record in run.records] == [Act, Goto, Act]
    last = run.records[-1]
    assert isinstance(last, Act)
    assert (last.number, last.after, last.place) == (3, 0, "road")
    assert last.digest == run.program.digest(run.state)
    assert run.finished


def test_a_range_past_its_bounds_is_told_once_on_each_path() -> None:
    def told(run: Run) -> int:
        return sum(passage.kind == "told" for passage in run.view().passages)

    run = play(Run(program(YARD), {}, 1), "gate.step")
    assert told(run) == 0
    play(run, "gate.step")
    assert told(run) == 1
    play(run, "gate.step")
    assert told(run) == 0
    run.jump(1)
    play(run, "gate.step")
    assert told(run) == 1


def test_a_play_that_begins_with_chance_cannot_be_undone_past_it() -> None:
    lots = program(
        """
        scenes:
          gate:
            then: {chance: {left: 1, right: 1}}
          left:
            text: |
              Left.
            then: road
          right:
            text: |
              Right.
            then: road
        endings:
          road:
            title: The road
            text: |
              Gone.
        """
    )
    run = Run(lots, {}, 1)
    run.settle()
    start = run.head
    assert not run.undo()
    run.act(Continue(run.view().place))
    assert run.undo()
    assert run.head == start
    assert not run.undo()


def test_a_question_lacks_the_answers_that_the_way_on_asks_for() -> None:
    table = """\
    sources:
      S1: {name: A clerk}
    scenes:
      gate:
        text: A chart.
        card: [S1]
        questions:
          - id: chart
            type: table
            ask: Which fits?
            rows: {wet: Wet, dry: Dry}
            columns: [S1]
            options: {fits: fits, not: does not}
            MORE: true
        choices: [{id: go, label: Go, then: over}]
    endings: {over: {title: Over, text: It is over.}}
    """

    def lacking(more: str) -> list[tuple[int, bool]]:
        run = Run(program(table.replace("            MORE: true\n", more)), {}, 1)
        found = []
        for cell in ("", "S1.wet", "S1.dry"):
            if cell:
                run.act(Answer("chart", "fits", cell))
            question = run.view().questions[0]
            found.append((question.missing, question.is_open))
        return found

    assert lacking("") == [(1, True), (0, False), (0, False)], "one, where it is not said"
    assert lacking("            mark_at_least: 2\n") == [(2, True), (1, True), (0, False)]
    assert lacking("            optional: true\n") == [(0, False)] * 3
