from __future__ import annotations

from pathlib import Path

import pytest

from borderpost.debrief.run.courses import Courses, change_words, courses_of, meaning, value_words
from borderpost.engine.actions import read_written
from borderpost.engine.program import Program
from borderpost.engine.run import Run
from tests.stories import played, program_from

STORY = """\
story: {id: mill, title: The mill, version: 1, language: en, start: yard}
variables:
  flour: {meter: 0..500, start: 200, label: Flour, better: high, explain: "In\\n  sacks."}
  debt: {meter: -50..50, start: -10, label: Debt, better: low}
scenes:
  yard:
    title: The yard
    text: A mill.
    choices:
      - id: grind
        label: "Grind *all*\\nof it"
        do: [flour += 100]
        then: road
      - {id: rest, label: Rest, then: road}
  road:
    text: Rain.
    do: [flour -= 50]
    then: quiet
  quiet:
    text: Quiet.
    then: market
  market:
    title: The market
    do: [debt -= 5]
    text: Stalls.
    choices:
      - {id: sell, label: Sell, do: [debt -= 15], then: home}
  home:
    text: Home.
    then: end
endings:
  end: {title: The end, text: Over.}
"""


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Program:
    return program_from(STORY, tmp_path_factory.mktemp("mill"))


def courses(program: Program, *items: str) -> Courses:
    return courses_of(program, played(program, *items).path)


def test_before_the_first_decision_there_is_only_the_start(program: Program) -> None:
    found = courses(program)
    assert (found.start, found.now, found.stops) == ((200, -10), (200, -10), ())
    assert found.changes_at(0) == ()


def test_each_decision_has_what_came_of_it_by_the_next(program: Program) -> None:
    found = courses(program, "yard.grind", "road.", "quiet.", "market.sell")
    assert [(stop.title, stop.chosen, stop.values) for stop in found.stops] == [
        ("The yard", "Grind all of it", (250, -10)),
        ("quiet", "You went on.", (250, -15)),
        ("The market", "Sell", (250, -30)),
    ]
    assert found.of(0) == (200, 250, 250, 250)
    assert found.of(1) == (-10, -10, -15, -30)


def test_going_on_is_told_only_where_a_meter_moved(program: Program) -> None:
    titles = [stop.title for stop in courses(program, "yard.rest", "road.", "quiet.").stops]
    assert titles == ["The yard", "quiet"]


def test_a_decision_that_changed_nothing_is_told(tmp_path: Path) -> None:
    still = program_from(STORY.replace("    do: [flour -= 50]\n", ""), tmp_path)
    found = courses(still, "yard.rest")
    assert [(stop.chosen, stop.values) for stop in found.stops] == [("Rest", (200, -10))]
    assert found.changes_at(1) == ()


def test_what_a_decision_changed_is_said_with_what_it_was(program: Program) -> None:
    found = courses(program, "yard.grind", "road.", "quiet.", "market.sell")
    assert [change_words(*change) for change in found.changes_at(1)] == ["Flour 250, was 200"]
    assert [change_words(*change) for change in found.changes_at(3)] == ["Debt -30, was -15"]
    flour, debt = found.meters
    assert value_words(flour, 250, 250) == "Flour 250"
    assert value_words(debt, -15, -30) == "Debt -30 (−15)"
    assert value_words(debt, -30, -15) == "Debt -15 (+15)"


def test_a_branch_that_was_left_is_no_part_of_it(program: Program) -> None:
    run = Run(program, {}, 1)
    run.act(read_written("yard.grind"))
    run.jump(0)
    run.act(read_written("yard.rest"))
    assert [stop.chosen for stop in courses_of(program, run.path).stops] == ["Rest"]


def test_what_a_meter_is_stands_on_one_line(program: Program) -> None:
    flour, debt = courses(program).meters
    assert meaning(flour.explain, flour.better) == "In sacks. More is better."
    assert meaning(debt.explain, debt.better) == "Less is better."
    assert meaning("", "none") == ""


def test_a_story_without_meters_has_decisions_all_the_same(tmp_path: Path) -> None:
    bare = program_from(
        "story: {id: b, title: B, version: 1, language: en, start: a}\n"
        "scenes:\n  a:\n    text: A.\n    choices: [{id: on, label: On, then: end}]\n"
        "endings:\n  end: {title: E, text: E.}\n",
        tmp_path,
    )
    found = courses(bare, "a.on")
    assert (found.meters, found.start) == ((), ())
    assert [(stop.title, stop.values) for stop in found.stops] == [("a", ())]


def test_a_meter_that_changed_is_told_in_the_same_words_everywhere() -> None:
    from borderpost.debrief.run.journal_words import changed
    from borderpost.debrief.wording import changed_words
    from borderpost.engine.view import MeterView
    from borderpost.plain.page import changes
    from borderpost.terminal.parts.meter_words import was_told

    said = changed_words("Flour", 250, 200)
    assert said == "Flour 250, was 200"
    meter = MeterView("flour", "Flour", 250, 200, 0, 300, "high", "")
    assert (changed([meter]), changes([meter]), was_told(meter)) == ((said,), f"{said}.", said)
