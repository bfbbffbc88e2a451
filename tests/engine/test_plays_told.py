"""Written-down plays: each thing that cannot be followed, in the very words it is told in."""

from __future__ import annotations

import pytest

from borderpost.engine.actions import (
    Action,
    Answer,
    Choose,
    Continue,
    Nature,
    read_written,
    written,
)
from borderpost.engine.plays import PlayProblem, follow_play, read_play, settings_of, steps_of_play
from borderpost.engine.run import Run
from tests.engine.small import program

GATE = """
variables:
  profile: {one_of: [short, full], start: short, ask: true}
  hard: {flag: true, ask: true}
  money: {meter: 0..10, start: 1, label: Money}
sources:
  S1: {name: A note, says: Beware.}
scenes:
  gate:
    title: The gate
    text: A gate.
    card: [S1]
    questions:
      - id: who
        ask: Who wrote it?
        options: {guard: The guard, child: A child}
        certainty: true
      - id: chart
        type: table
        ask: What fits?
        rows: {known: Known, open: Open}
        columns: [S1]
        options: {fits: fits, against: speaks against}
        optional: true
    choices:
      - {id: go, label: Go in, then: path}
      - {id: pay, label: Pay, cost: {money: 5}, then: path}
  path: {text: A path., then: bend}
  bend: {text: A bend., then: {chance: {calm: 1, shots: 1}}}
  calm:
    text: It is calm.
    choices:
      - {id: go, label: Go on, then: over}
      - {id: wait, label: Wait, then: calm}
  shots:
    text: Shots are heard.
    choices: [{id: go, label: Go on, then: many}]
  many:
    text: Many ways.
    choices: [WAYS]
endings:
  over: {title: Over, text: It is over.}
"""

WAYS = ", ".join(
    f"{{id: way_{number:02}, label: Way {number}, then: over}}" for number in range(13)
)


def begun() -> Run:
    text = GATE.replace("WAYS", WAYS)
    return Run(program(text), {"profile": "full", "hard": "false"}, 1)


def told(items: list[str], number: int) -> tuple[str, str]:
    """The message and the mend that a play ends in, at its item of this number."""
    with pytest.raises(PlayProblem) as caught:
        follow_play(begun(), items)
    assert (caught.value.number, caught.value.code) == (number, 1)
    return caught.value.message, caught.value.mend


OFFERED = "'gate' offers: who=..., chart=..., go"
ALL_WAYS = ", ".join(f"way_{number:02}" for number in range(12))
LONG = "x" * 61


@pytest.mark.parametrize(
    ("items", "message", "mend"),
    [
        (["@profile"], "'@profile' is no setting", "write @name=value"),
        (["@=full"], "'@=full' is no setting", "write @name=value"),
        (["@profile="], "'@profile=' is no setting", "write @name=value"),
        (["@hue=red"], "there is no setting 'hue'", "the settings: profile, hard"),
        (
            ["@profile=short"],
            "the play sets profile to 'short', and this run has 'full'",
            "begin a new run with the play's own settings",
        ),
        (
            ["fly"],
            "'fly' is not offered at 'gate', which still asks: Who wrote it?",
            "answer it first: who=guard",
        ),
        (["who=nobody"], "'nobody' is no answer to 'who'", "the answers: guard, child"),
        (
            ["who=chid"],
            "'chid' is no answer to 'who'; did you mean 'child'?",
            "the answers: guard, child",
        ),
        (["who=child@4"], "'4' is no certainty", "write @1, @2 or @3"),
        (["who=child@1@2"], "'1@2' is no certainty", "write @1, @2 or @3"),
        (["chart.S1.open=fits@1"], "how sure is told as 1, 2 or 3 where 'chart' asks it", OFFERED),
        (["chart.S1.wet=fits"], "'S1.wet' is no cell of the table 'chart'", OFFERED),
        (["who.S1.open=child"], "'who' is no table", "write who=option"),
        (["chart=fits"], "'chart' is a table", "write chart.column.row=option"),
        (["hue=red"], "'hue' is not asked at 'gate'", OFFERED),
        (["whom=child"], "'whom' is not asked at 'gate'; did you mean 'who'?", OFFERED),
        (["go"], "the question 'who' is still open", OFFERED),
        (["who=child", "pay"], "'pay' is locked here (Not enough Money)", OFFERED),
        (["who=child", "gates"], "'gates' is not offered at 'gate'", OFFERED),
        (
            ["who=child", "go", "~calm", "calm.wiat"],
            "'calm.wiat' is not offered at 'calm'; did you mean 'wait'?",
            "'calm' offers: go, wait",
        ),
        (["who=child", LONG], f"'{LONG[:60]}…' is not offered at 'gate'", OFFERED),
        (["who=child", LONG[:60]], f"'{LONG[:60]}' is not offered at 'gate'", OFFERED),
        (["who=child", "a\nb\x1b[2J"], "'a b' is not offered at 'gate'", OFFERED),
        (
            ["who=child", "~calm"],
            "no chance stands open before '~calm'",
            "leave it out, or look at the item before it",
        ),
        (
            ["who=child", "go", "~storm"],
            "chance cannot lead to 'storm' here",
            "it can come out as: ~calm, ~shots",
        ),
        (
            ["who=child", "go", "~calm", "shots.go"],
            "'shots.go' is not offered at 'calm'",
            "'calm' offers: go, wait",
        ),
        (
            ["who=child", "go", "~shots", "go", "fly"],
            "'fly' is not offered at 'many'",
            f"'many' offers: {ALL_WAYS}, ...",
        ),
        (
            ["who=child", "go", "~calm", "go", "go"],
            "the play has already ended, at 'over', before 'go'",
            "leave out what follows the ending",
        ),
        (
            ["who=child", "go", "~calm", "go", "who=child"],
            "the play has already ended, at 'over', before 'who=child'",
            "leave out what follows the ending",
        ),
    ],
)
def test_what_cannot_be_followed(items: list[str], message: str, mend: str) -> None:
    assert told(items, len(items)) == (message, mend)


def test_a_story_without_settings_says_so() -> None:
    bare = Run(
        program("scenes: {gate: {text: A., then: over}}\nendings: {over: {title: O, text: O.}}"),
        {},
        1,
    )
    with pytest.raises(PlayProblem) as caught:
        follow_play(bare, ["@hue=red"])
    assert caught.value.mend == "the settings: none"


def test_each_action_of_a_play_comes_before_it_is_taken() -> None:
    run = begun()
    heads = [(action, run.head) for action in steps_of_play(run, ["who=child@2", "go", "~calm"])]
    assert heads == [
        (Answer("who", "child", "", 2), 0),
        (Choose("gate", "go"), 1),
        (Continue("path"), 2),
        (Continue("bend"), 3),
    ]
    assert run.program.place_name(run.state) == "calm"
    assert not run.finished


@pytest.mark.parametrize("spelled", ["go", "gate.go"])
def test_a_choice_is_named_with_or_without_its_scene(spelled: str) -> None:
    run = begun()
    follow_play(run, ["who=child", "chart.S1.known=fits", spelled, "path.", "bend.", "~calm", "go"])
    assert run.finished
    assert [act.place for act in run.acts()][-2:] == ["calm", "over"]


# --- Reading ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("go, who=child\n~calm", ["go", "who=child", "~calm"]),
        ("go # then\n# nothing\n who=child#2", ["go", "who=child#2"]),
        ("#", []),
        ("go #a #b", ["go"]),
        ("\ufeffgo,,\n\n , wait", ["go", "wait"]),
        ('["a, b", "c # d"]', ["a, b", "c # d"]),
        ('\ufeff\n [ "go" ]', ["go"]),
        ("[]", []),
    ],
)
def test_a_play_is_read_item_by_item(text: str, items: list[str]) -> None:
    assert read_play(text) == items


LIST_MEND = 'write a list of strings such as ["go", "grade=C"], or one item a line'


@pytest.mark.parametrize(
    ("text", "said", "mend"),
    [
        ('["go",\n oh]', "the play: it begins like a JSON list but is none (line 2)", LIST_MEND),
        ("[" * 100_000, "the play: it begins like a JSON list but is none", LIST_MEND),
        ('["go", 3]', "item 2 of the play: it is no text", 'put it in quotes, such as "go"'),
    ],
)
def test_a_list_that_is_none(text: str, said: str, mend: str) -> None:
    with pytest.raises(PlayProblem) as caught:
        read_play(text)
    assert (caught.value.told, caught.value.mend) == (said, mend)
    assert str(caught.value) == f"{said}; {mend}"


def test_settings_stand_anywhere_and_say_one_thing() -> None:
    items = ["go", "@a=1", "@b=x=y", "wait", "@a=1"]
    assert settings_of(items) == {"a": "1", "b": "x=y"}
    for more, message, mend in (
        ("@a=2", "'a' was already set to '1'", "set it once"),
        ("@a", "'@a' is no setting", "write @name=value"),
    ):
        with pytest.raises(PlayProblem) as caught:
            settings_of([*items, more])
        problem = caught.value
        assert (problem.number, problem.message, problem.mend) == (6, message, mend)


# --- Actions in words ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("item", "action"),
    [
        ("gate.go", Choose("gate", "go")),
        ("gate.", Continue("gate")),
        ("gate.go.far", Choose("gate", "go.far")),
        ("who=child", Answer("who", "child")),
        ("who=child@3", Answer("who", "child", "", 3)),
        ("chart.S1.open=fits", Answer("chart", "fits", "S1.open")),
        ("chart.S1.open=fits@1", Answer("chart", "fits", "S1.open", 1)),
        ("~calm", Nature("calm")),
        ("~", Nature("")),
    ],
)
def test_an_action_is_written_and_read_back(item: str, action: Action) -> None:
    assert written(action) == item
    assert read_written(item) == action


@pytest.mark.parametrize("item", ["", "go", ".go", ".", "who=child@x", "@full"])
def test_what_is_no_action_is_refused(item: str) -> None:
    with pytest.raises(ValueError, match=r"is no action|invalid literal"):
        read_written(item)
