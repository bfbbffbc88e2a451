"""Written-down plays: the one grammar of tests, witnesses and --replay."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from borderpost.engine.actions import Answer, Choose, Continue, Nature
from borderpost.engine.plays import PlayProblem, follow_play, read_play, settings_of
from borderpost.engine.program import Program
from borderpost.engine.run import Run
from borderpost.story.model import Story
from borderpost.story.prose import clean
from tests.plain.sitting import sit
from tests.stories import HEAD, OVER, story_from

STORY = (
    HEAD
    + """\
variables:
  profile: {one_of: [short, full], start: short, ask: true}
  money: {meter: 0..10, start: 1, label: Money}
sources:
  S1: {name: A note, says: Beware.}
scenes:
  gate:
    title: The gate
    card: [S1]
    text: |
      A gate.
    questions:
      - id: who
        ask: Who wrote it?
        options: {guard: The guard, child: A child}
        certainty: true
        feedback:
          child: |
            A neat hand.
      - id: chart
        type: table
        ask: What fits?
        rows: {known: Known, open: Open}
        columns: [S1]
        options: {fits: fits, against: speaks against}
        mark_at_least: 1
    choices:
      - {id: go, label: Go in, then: path}
      - {id: pay, label: Pay, cost: {money: 5}, then: path}
  path:
    text: |
      A path.
    then: bend
  bend:
    text: |
      A bend.
    then: {chance: {calm: 1, shots: 1}}
  calm:
    text: |
      It is calm.
    choices:
      - {id: go, label: Go on, then: night}
      - {id: wait, label: Wait, then: calm}
  shots:
    text: |
      Shots are heard.
    choices:
      - {id: go, label: Go on, then: night}
  night:
    text: |
      Night.
    then: over
"""
    + OVER
)


def _read_story() -> Story:
    with tempfile.TemporaryDirectory() as folder:
        return story_from(STORY, Path(folder))


_STORY = _read_story()


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """A run of the story at its start."""
    return Run(Program(story_from(STORY, tmp_path)), {"profile": "full"}, 1)


def actions(run: Run) -> list[object]:
    return [act.action for act in run.acts()]


IN = ["who=child", "chart.S1.open=fits", "go"]


def test_a_play_is_followed_with_continue_left_out(run: Run) -> None:
    follow_play(run, ["@profile=full", *IN, "~shots", "go"])
    assert actions(run) == [
        Answer("who", "child"),
        Answer("chart", "fits", "S1.open"),
        Choose("gate", "go"),
        Continue("path"),
        Continue("bend"),
        Nature("shots"),
        Choose("shots", "go"),
        Continue("night"),
    ]
    assert run.finished


@pytest.mark.parametrize("outcome", ["calm", "shots"])
def test_chance_comes_out_as_told(run: Run, outcome: str) -> None:
    follow_play(run, [*IN, f"~{outcome}"])
    assert run.program.place_name(run.state) == outcome


def test_chance_that_is_not_told_is_drawn_from_the_seed(run: Run) -> None:
    other = Run(run.program, run.settings, run.seed)
    follow_play(run, [*IN, "go"])
    other.act(Answer("who", "child"))
    other.act(Answer("chart", "fits", "S1.open"))
    for action in (Choose("gate", "go"), Continue("path"), Continue("bend")):
        other.act(action)
    assert actions(run)[:6] == actions(other)


def test_whole_names_certainty_and_continue_may_be_spelled_out(run: Run) -> None:
    follow_play(run, ["who=child@3", "chart.S1.known=against", "gate.go", "path.", "bend."])
    assert actions(run)[0] == Answer("who", "child", "", 3)
    assert Choose("gate", "go") in actions(run)


def test_an_answer_may_be_changed(run: Run) -> None:
    follow_play(run, ["who=child", "who=guard", "chart.S1.open=fits", "go"])
    assert actions(run)[:2] == [Answer("who", "child"), Answer("who", "guard")]


@pytest.mark.parametrize(
    ("items", "number", "message", "mend"),
    [
        (["fly"], 1, "'fly' is not offered at 'gate', which still asks: Who wrote it?", "who=guar"),
        (["who=nobody"], 1, "'nobody' is no answer to 'who'", "the answers: guard, child"),
        (["who=chid"], 1, "'chid' is no answer to 'who'; did you mean 'child'?", "guard, child"),
        (["who=child@4"], 1, "'4' is no certainty", "@1, @2 or @3"),
        (["who.S1.open=child"], 1, "'who' is no table", "who=option"),
        (["chart=fits"], 1, "'chart' is a table", "chart.column.row=option"),
        ([*IN[:2], "pay"], 3, "'pay' is locked here (Not enough Money)", "go"),
        ([*IN[:2], "gone"], 3, "'gone' is not offered at 'gate'", "'gate' offers: who=..., chart="),
        ([*IN, "~storm"], 4, "chance cannot lead to 'storm' here", "~calm, ~shots"),
        ([*IN[:2], "~calm"], 3, "no chance stands open before '~calm'", "leave it out"),
        ([*IN, "~calm", "shots.go"], 5, "'shots.go' is not offered at 'calm'", "go, wait"),
        ([*IN, "~calm", "go", "go"], 6, "the play has already ended, at 'over'", "leave out"),
        (["@profile=short"], 1, "sets profile to 'short', and this run has 'full'", "a new run"),
        (["@colour=red"], 1, "there is no setting 'colour'", "profile"),
        (["@profile"], 1, "'@profile' is no setting", "@name=value"),
        (["hue=red"], 1, "'hue' is not asked at 'gate'", "'gate' offers: who"),
    ],
)
def test_what_cannot_be_followed_is_told_with_its_mend(
    run: Run, items: list[str], number: int, message: str, mend: str
) -> None:
    with pytest.raises(PlayProblem) as caught:
        follow_play(run, items)
    problem = caught.value
    assert problem.number == number
    assert message in problem.message
    assert mend in problem.mend
    assert str(problem).startswith(f"item {number} of the play: ")


def test_what_could_be_followed_has_been_played(run: Run) -> None:
    with pytest.raises(PlayProblem):
        follow_play(run, ["who=child", "fly"])
    assert actions(run) == [Answer("who", "child")]


def test_a_ring_of_scenes_with_nothing_to_choose_is_gone_round_once(tmp_path: Path) -> None:
    ring = """\
variables:
  money: {meter: 0..10, start: 1, label: Money}
scenes:
  gate:
    text: |
      A gate.
    then: path
  path:
    text: |
      A path.
    then:
      - {if: money > 5, then: over}
      - gate
"""
    run = Run(Program(story_from(HEAD + ring + OVER, tmp_path)), {}, 1)
    follow_play(run, [])
    with pytest.raises(PlayProblem, match="'fly' is not offered at"):
        follow_play(run, ["fly"])


# --- Reading --------------------------------------------------------------------------------------


def test_a_play_as_a_message_tells_it_can_be_read() -> None:
    assert read_play("square.test, wait.open,~dirty") == ["square.test", "wait.open", "~dirty"]


def test_one_item_a_line_with_comments() -> None:
    text = "\ufeff# a play\r\n@profile=short\r\n\r\n  go  # the gate\r\nwho=child\n"
    assert read_play(text) == ["@profile=short", "go", "who=child"]


def test_a_json_list() -> None:
    assert read_play(' \n["go", "who=child", "~calm"]\n') == ["go", "who=child", "~calm"]


@pytest.mark.parametrize("text", ['["go"', "[1, 2", '["go", 3]', "[" * 100_000, '[["go"]]'])
def test_what_is_no_json_list_of_strings(text: str) -> None:
    with pytest.raises(PlayProblem) as caught:
        read_play(text)
    assert caught.value.mend


def test_settings_of_a_play() -> None:
    assert settings_of(["@profile=short", "go", "@dry=true"]) == {"profile": "short", "dry": "true"}
    with pytest.raises(PlayProblem, match="'profile' was already set to 'short'"):
        settings_of(["@profile=short", "@profile=full"])


def problem_of(act: Callable[[], object]) -> PlayProblem | None:
    """The problem that comes of something, if one does."""
    try:
        act()
    except PlayProblem as problem:
        return problem
    return None


@given(st.text())
def test_any_text_reads_as_a_play_or_is_refused(text: str) -> None:
    problem = problem_of(lambda: settings_of(read_play(text)))
    assert problem is None or (problem.message and problem.mend)


@given(st.lists(st.text(max_size=30), max_size=4))
def test_any_items_are_followed_or_refused(items: list[str]) -> None:
    run = Run(Program(_STORY), {}, 1)
    problem = problem_of(lambda: follow_play(run, items))
    assert problem is None or clean(problem.told).partition("\n")[0] == problem.told


# --- In plain mode --------------------------------------------------------------------------------


def test_a_written_play_is_written_out_and_then_played_on(tmp_path: Path) -> None:
    items = ("who=child@2", "chart.S1.open=fits", "go", "~calm")
    sitting = sit(STORY, tmp_path, "2", items=items, settings={"profile": "full"})
    assert "You answered: A child (fairly sure).\n\nA neat hand.\n" in sitting.text
    assert "You: Go in\n\nA path.\n\nYou: Continue\n\nA bend.\n" in sitting.text
    assert sitting.prompts[0].endswith("It is calm.\n\n 1. Go on\n 2. Wait")
    assert actions(sitting.run)[-1] == Choose("calm", "wait")


def test_a_written_play_that_cannot_be_followed_keeps_what_could(tmp_path: Path) -> None:
    sitting = sit(STORY, tmp_path, "2", items=("who=child", "fly"), settings={"profile": "full"})
    assert sitting.code == 1
    assert "Item 2 of the play: 'fly' is not offered at 'gate'" in sitting.text
    assert "Your run is saved as" in sitting.text
    assert actions(sitting.run) == [Answer("who", "child")]
