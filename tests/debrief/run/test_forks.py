"""What each decision could have changed: found from the player's state, or told of some plays."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from borderpost.debrief.run import forks as searching
from borderpost.debrief.run.fork_words import fork_summary, forks_told, untold_words
from borderpost.debrief.run.forks import Forks, forks_of
from borderpost.engine.program import Program
from borderpost.engine.run import Run
from borderpost.proof.search.exploring import Limits
from borderpost.proof.search.onward import Met, Onward
from borderpost.story.open_endings import OPEN_ENDINGS_FILE, read_open_endings
from borderpost.workshop.open_endings import told_open_endings
from tests.stories import play, program_from

Names = frozenset[str]

ROAD = """\
story: {id: road, title: Road, version: 1, language: en, start: gate}
variables:
  coins: {range: 0..3, start: 1}
  night: {flag: true, ask: true}
scenes:
  gate:
    title: The gate
    text: A gate.
    choices:
      - {id: pay, label: Pay the toll, do: [coins -= 1], then: inn}
      - {id: wait, label: Wait for the guard to sleep, if: night, then: inn}
      - {id: turn, label: Turn back, then: home}
  inn:
    title: The inn
    text: An inn.
    choices:
      - {id: bed, label: A bed, if: coins >= 1, then: rest}
      - {id: hay, label: The hay, then: rest}
  rest:
    title: Night
    text: You sleep.
    choices:
      - id: early
        label: Rise early
        then:
          - {if: coins >= 1 and chose(inn.hay), then: market}
          - {then: late}
      - {id: long, label: Sleep long, then: late}
endings:
  market: {title: The market, text: Stalls.}
  late: {title: Too late, text: It is over.}
  home: {title: At home, text: Home.}
"""

FORM = """\
story: {id: form, title: Form, version: 1, language: en, start: form}
scenes:
  form:
    title: The form
    text: A form.
    questions:
      - {id: who, ask: Who?, options: {us: {says: We}, them: {says: They}}}
    choices:
      - {id: sign, label: Sign, then: [{if: answered(who.us), then: blamed}, {then: thanked}]}
endings:
  blamed: {title: Blamed, text: You.}
  thanked: {title: Thanked, text: Thanks.}
"""

LONE = """\
story: {id: lone, title: Lone, version: 1, language: en, start: a}
scenes:
  a:
    text: A.
    choices: [{id: on, label: Go on, then: b}, {id: off, label: Go off, then: b}]
  b:
    text: B.
    choices: [{id: end, label: End it, then: end}]
endings:
  end: {title: The end, text: Over.}
"""


def run_of(program: Program, *items: str, night: str = "false") -> Run:
    """A run after written-down actions."""
    settings = {"night": night} if program.story.settings else {}
    run = Run(program, settings, 1)
    play(run, items)
    return run


def found_in(run: Run, **limits: float) -> Forks:
    """What its decisions could have changed, if it takes as long as it takes."""
    given: Mapping[str, float] = {"seconds": 600.0, **limits}
    found = forks_of(
        run.program,
        run.settings,
        run.path,
        seconds=given["seconds"],
        states=int(given.get("states", searching.STATES)),
    )
    assert found is not None
    return found


def told(found: Forks) -> dict[str, list[str]]:
    """The sentences on each decision, by the title of its page."""
    return {fork.title: list(fork.sentences) for fork in forks_told(found)}


@pytest.fixture
def road(tmp_path: Path) -> Program:
    return program_from(ROAD, tmp_path / "road")


def ship(program: Program) -> Path:
    """Write the open endings beside a story; the file."""
    told, code = told_open_endings(program, Limits(), write=True, as_json=False)
    assert code == 0, told
    assert program.story.folder is not None
    return program.story.folder / OPEN_ENDINGS_FILE


def test_before_an_ending_nothing_is_told(road: Program) -> None:
    run = run_of(road, "gate.pay")
    assert forks_of(road, run.settings, run.path) is None


def test_what_was_open_after_each_choice_is_found_from_this_very_play(road: Program) -> None:
    run = run_of(road, "gate.wait", "inn.hay", "rest.early", night="true")
    assert run.program.place_name(run.state) == "market"
    found = found_in(run)
    assert [fork.exact for fork in found.forks] == [True, True, True]
    assert [
        [(way.label, way.taken, sorted(way.endings)) for way in f.ways] for f in found.forks
    ] == [
        [
            ("Pay the toll", False, ["late"]),
            ("Wait for the guard to sleep", True, ["late", "market"]),
            ("Turn back", False, ["home"]),
        ],
        [("A bed", False, ["late"]), ("The hay", True, ["late", "market"])],
        [("Rise early", True, ["market"]), ("Sleep long", False, ["late"])],
    ]
    assert fork_summary(found) == (
        "Before the first of these decisions three endings were open: “The market”, “Too late” "
        "and “At home”. You came to “The market”."
    )
    assert told(found) == {
        "The gate": [
            "Still open after it: “The market” and “Too late”.",
            "From here, “Pay the toll” led only to “Too late”.",
            "From here, “Turn back” led instead to “At home”.",
        ],
        "The inn": [
            "Still open after it: “The market” and “Too late”.",
            "From here, “A bed” led only to “Too late”.",
        ],
        "Night": [
            "Still open after it: only “The market”.",
            "From here, “Sleep long” led instead to “Too late”.",
        ],
    }


def test_a_choice_that_could_not_have_changed_the_ending_says_so(road: Program) -> None:
    found = found_in(run_of(road, "gate.pay", "inn.hay", "rest.early"))
    sentences = told(found)
    assert sentences["The gate"][0] == "Still open after it: only “Too late”."
    assert sentences["Night"] == ["This choice could not have changed the ending."]
    assert "The inn" not in sentences, "there was only one choice"
    assert untold_words(found) == ""


def test_what_only_one_choice_could_reach_is_told_of_it(road: Program) -> None:
    found = found_in(run_of(road, "gate.turn", night="true"))
    assert told(found) == {
        "The gate": [
            "Still open after it: only “At home”.",
            "From here, “Pay the toll” led instead to “Too late”.",
            "From here, “Wait for the guard to sleep” led instead to “The market” or “Too late”.",
        ]
    }


def test_other_answers_on_a_page_are_told_apart_from_its_choice(tmp_path: Path) -> None:
    found = found_in(run_of(program_from(FORM, tmp_path), "who=us", "form.sign"))
    assert told(found) == {
        "The form": [
            "This choice could not have changed the ending.",
            "Other answers on this page led also to “Thanked”.",
        ]
    }


def test_where_everything_led_to_one_ending_it_is_said_once(tmp_path: Path) -> None:
    found = found_in(run_of(program_from(LONE, tmp_path), "a.on", "b.end"))
    assert [fork.title for fork in found.forks] == ["a"], "at b there was nothing to decide"
    assert forks_told(found) == ()
    assert fork_summary(found) == (
        "Whatever was chosen, this way led to “The end”: no decision could have changed it."
    )


def test_a_search_without_an_end_tells_of_some_plays_what_was_shipped(road: Program) -> None:
    ship(road)
    found = found_in(run_of(road, "gate.wait", "inn.hay", "rest.early", night="true"), seconds=-1.0)
    assert [fork.exact for fork in found.forks] == [False, False, False]
    assert fork_summary(found).startswith(
        "Before the first of these decisions three endings were open in some plays: “The market”"
    )
    sentences = told(found)
    assert sentences["The gate"] == [
        "In some plays, this choice still led to “The market” and “Too late”.",
        "In no play, “Pay the toll” led to “The market”.",
        "In some plays, “Turn back” led instead to “At home”.",
    ]
    assert sentences["The inn"] == [
        "In some plays, this choice still led to “The market” and “Too late”.",
        "In no play, “A bed” led to “The market”.",
    ]
    assert sentences["Night"] == [
        "In some plays, this choice still led to “The market” and “Too late”.",
        "In no play, “Sleep long” led to “The market”.",
    ]
    assert not any("could not have changed" in one for each in sentences.values() for one in each)


def test_what_one_decision_ruled_out_is_not_told_of_a_later_one(road: Program) -> None:
    ship(road)
    found = found_in(run_of(road, "gate.wait", "inn.bed", "rest.early", night="true"), seconds=-1.0)
    assert told(found)["The inn"] == [
        "In some plays, this choice still led to “Too late”, and in none to any other ending.",
        "In some plays, “The hay” led also to “The market”.",
    ]
    assert told(found)["Night"] == ["This choice could not have changed the ending."]


def test_without_time_and_without_a_file_nothing_is_told(road: Program) -> None:
    found = found_in(run_of(road, "gate.pay", "inn.hay", "rest.long"), seconds=-1.0)
    assert found.forks == ()
    assert found.untold == 2
    assert fork_summary(found) == ""
    assert forks_told(found) == ()
    assert untold_words(found) == (
        "What your decisions could have changed was more than could be worked out here."
    )


def test_what_cannot_be_worked_out_is_counted(
    road: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = run_of(road, "gate.wait", "inn.hay", "rest.early", night="true")
    searched = Onward.endings

    def only_late(self: Onward, start: int, most: Names, limits: Limits, known: Names) -> Met:
        met = searched(self, start, most, limits, known)
        return met._replace(exact=len(met.endings) == 1)

    monkeypatch.setattr(Onward, "endings", only_late)
    found = found_in(run)
    assert [fork.title for fork in found.forks] == ["Night"]
    assert untold_words(found) == "Two more decisions were more than could be worked out here."


def test_a_file_of_an_earlier_version_is_not_used(road: Program) -> None:
    path = ship(road)
    run = run_of(road, "gate.pay", "inn.hay", "rest.long")
    assert found_in(run, seconds=-1.0).forks
    path.write_text(path.read_text("utf-8").replace(road.story.logic_hash, "0" * 16), "utf-8")
    assert found_in(run, seconds=-1.0).forks == ()


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '{"story": 1}', "\0", '{"tables": {}}'])
def test_a_file_that_is_none_does_no_harm(road: Program, text: str) -> None:
    path = ship(road)
    path.write_text(text, encoding="utf-8")
    assert found_in(run_of(road, "gate.pay", "inn.hay", "rest.long"), seconds=-1.0).forks == ()
    with pytest.raises(ValueError, match="not what borderpost writes"):
        read_open_endings(text)


def test_a_file_speaks_only_of_the_settings_it_names(road: Program) -> None:
    path = ship(road)
    data = path.read_text("utf-8")
    by_day = run_of(road, "gate.pay", "inn.hay", "rest.long")
    by_night = run_of(road, "gate.pay", "inn.hay", "rest.long", night="true")
    assert found_in(by_day, seconds=-1.0).forks
    path.write_text(data.replace('"night": "false"', '"night": "dusk"'), encoding="utf-8")
    assert not found_in(by_day, seconds=-1.0).forks
    assert found_in(by_night, seconds=-1.0).forks


def test_of_a_story_too_large_to_search_there_is_only_what_was_shipped(
    road: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(searching, "MOST_SCENES", 2)
    run = run_of(road, "gate.pay", "inn.hay", "rest.long")
    assert found_in(run).forks == ()
    ship(road)
    assert [fork.exact for fork in found_in(run).forks] == [False, False]


def test_a_way_that_was_left_is_no_part_of_it(road: Program) -> None:
    run = run_of(road, "gate.pay", "inn.hay", "rest.long", night="true")
    run.jump(0)
    play(run, ["gate.turn"])
    assert [fork.title for fork in found_in(run).forks] == ["The gate"]


def test_what_is_left_goes_to_those_that_came_to_no_end(
    road: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    searched = Onward.endings
    asked: list[int] = []

    def greedy(self: Onward, start: int, most: Names, limits: Limits, known: Names) -> Met:
        asked.append(limits.states)
        met = searched(self, start, most, limits, known)
        return met._replace(exact=limits.states > searching.STATES // 2, walked=1)

    monkeypatch.setattr(Onward, "endings", greedy)
    found = found_in(run_of(road, "gate.wait", "inn.hay", "rest.early", night="true"))
    assert [fork.exact for fork in found.forks] == [True, True, True]
    assert asked[0] == searching.STATES // searching.LARGEST_SHARE
    assert max(asked) <= searching.STATES
