"""Taking stored records in: what fits, what has changed, and what is refused."""

from __future__ import annotations

from borderpost.engine.actions import Choose
from borderpost.engine.program import Program
from borderpost.engine.records import Act, Goto, Note
from borderpost.engine.run import Run
from tests.engine.small import play, program

FIELD = """
variables:
  seed: {meter: 0..9, start: 5}
scenes:
  gate:
    text: |
      The field.
    choices:
      - id: sow
        label: Sow
        cost: {seed: 2}
        then: grown
      - id: leave
        label: Leave
        then: road
  grown:
    text: |
      Green.
    then: gate
endings:
  road:
    title: The road
    text: |
      Gone.
"""


def refollowed(old: Program, new: Program, *items: str) -> tuple[Run, list[str]]:
    """A run of the new story, and what it said to each record of a run of the old."""
    before = play(Run(old, {}, 1), *items)
    run = Run(new, {}, 1)
    return run, [run.adopt(record) for record in before.records]


def test_the_records_of_a_run_fit_its_own_story() -> None:
    old = play(Run(program(FIELD), {}, 1), "gate.sow", "grown.")
    old.undo()
    old.note("card", {"card": "S1"})
    play(old, "grown.", "gate.leave")
    run = Run(program(FIELD), {}, 1)
    assert [run.adopt(record) for record in old.records] == [""] * len(old.records)
    assert (run.head, run.state, run.records) == (old.head, old.state, old.records)
    assert run.view() == old.view()
    assert run.journal() == old.journal()


def test_other_values_at_the_same_place_are_told_and_taken_in() -> None:
    new = program(FIELD.replace("cost: {seed: 2}", "cost: {seed: 3}"))
    run, said = refollowed(program(FIELD), new, "gate.sow", "grown.")
    assert all(words.startswith("changed: values at ") for words in said)
    assert run.head == 2
    assert run.view().meters[0].value == 2


def test_another_place_is_told_and_not_taken_in() -> None:
    new = program(FIELD.replace("then: grown", "then: road").replace("then: gate", "then: gate"))
    run, said = refollowed(program(FIELD), new, "gate.sow")
    assert said == ["moved: it now leads to road, and led to grown"]
    assert (run.head, run.records) == (0, [])


def test_what_is_no_longer_offered_is_refused() -> None:
    new = program(FIELD.replace("cost: {seed: 2}", "cost: {seed: 6}"))
    run, said = refollowed(program(FIELD), new, "gate.sow")
    assert said == ["refused: gate.sow is not offered in 'gate'"]
    assert (run.head, run.records) == (0, [])


def test_records_that_hang_in_the_air_are_refused() -> None:
    run = Run(program(FIELD), {}, 1)
    good = play(Run(program(FIELD), {}, 1), "gate.sow").records[0]
    assert isinstance(good, Act)
    assert run.adopt(good._replace(after=4)).startswith("refused: there is no act number 4")
    assert run.adopt(Goto(1, 3)).startswith("refused: there is no act number 3")
    assert run.records == []
    assert run.adopt(good) == ""


def test_after_adopted_moves_redo_goes_where_the_run_was() -> None:
    old = play(Run(program(FIELD), {}, 1), "gate.sow")
    old.jump(0)
    play(old, "gate.leave")
    old.jump(1)
    old.undo()
    run = Run(program(FIELD), {}, 1)
    for record in old.records:
        assert run.adopt(record) == ""
    assert run.head == 0
    assert run.redo()
    assert run.head == 1


def test_an_adopted_run_goes_on_with_the_next_number() -> None:
    run = Run(program(FIELD), {}, 1)
    assert run.adopt(Note(1, 0, "card", {"card": "S1"})) == ""
    run.act(Choose("gate", "sow"))
    assert [record.number for record in run.records] == [1, 2]
