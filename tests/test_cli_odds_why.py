"""`check`, `odds` and `why` as users call them: proofs, limits, formats, exit codes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from borderpost.proof.search.exploring import Progress
from borderpost.workshop.progress import progress_line
from tests.working_folder import Here

TRAP = """\
story: {id: trap, title: Trap, version: 1, language: en, start: gate}
variables:
  coins: {range: 0..3, start: 1}
  night: {flag: true, ask: true}
scenes:
  gate:
    text: |
      A gate.
    choices:
      - {id: pay, label: Pay, if: coins >= 1, do: [coins -= 1], then: yard}
      - {id: go, label: Go, tags: [thrift], then: {chance: {over: 3, yard: 1}}}
  yard:
    text: |
      A yard.
    choices:
      - {id: back, label: Back, if: coins >= 1, then: gate}
      - {id: sleep, label: Sleep, if: night, then: over}
endings:
  over:
    title: Over
    text: |
      It is over.
  rich:
    title: Rich
    text: |
      You are rich.
checks:
  - always: coins >= 1
    when: {night: true}
policies:
  saver: {prefer: [thrift]}
"""


METERED = """\
story: {id: metered, title: Metered, version: 1, language: en, start: gate}
variables:
  money: {meter: 0..3, start: 1, label: Money}
  trust: {meter: 0..9, start: 5, label: trust}
scenes:
  gate:
    text: |
      A gate.
    choices:
      - {id: pay, label: Pay, do: [money -= 2], then: yard}
      - {id: go, label: Go, tags: [thrift], then: yard}
  yard:
    text: |
      A yard.
    choices:
      - {id: on, label: On, then: over}
endings:
  over:
    title: Over
    text: |
      It is over.
policies:
  saver: {prefer: [thrift]}
"""


@pytest.fixture
def here(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Here:
    """A working folder with a story that has a trap in it."""
    folder = Here(tmp_path, monkeypatch, capsys)
    folder.write("trap/story.yaml", TRAP)
    return folder


# --- check ----------------------------------------------------------------------------------------


def test_a_check_proves_and_shows_the_shortest_play_into_a_trap(here: Here) -> None:
    answer = here.run("check", "trap")
    assert answer.code == 1
    assert "error BP304" in answer.out
    assert "with nothing left to do there: gate.pay" in answer.out
    assert "error BP306" in answer.out
    assert "'always: coins >= 1, when: {night: true}' does not hold with night true" in answer.out
    assert "Proved over all " in answer.out
    assert "0 of 1 contracts hold, 1 do not." in answer.out


def test_the_json_of_a_check_holds_the_whole_proof(here: Here) -> None:
    answer = here.run("check", "trap", "--format", "json")
    proof = json.loads(answer.out)["proof"]
    assert (proof["complete"], proof["limit"]) == (True, None)
    assert proof["scenes"] == {"total": 2, "reached": 2}
    assert proof["choices"] == {"total": 4, "reached": 4}
    assert proof["share_of"] == {"night": "true"}
    by_id = {ending["id"]: ending for ending in proof["endings"]}
    assert by_id["over"]["reached"] is True
    assert by_id["over"]["witness"] == ["@night=false", "gate.go", "~over"]
    assert by_id["rich"] == {"id": "rich", "reached": False, "share": 0.0, "witness": None}
    (contract,) = proof["contracts"]
    assert contract["holds"] is False
    assert contract["witness"] == ["@night=true", "gate.pay"]
    assert [run["settings"] for run in proof["runs"]] == [{"night": "false"}, {"night": "true"}]
    assert [len(run["contracts"]) for run in proof["runs"]] == [0, 1]
    assert sum(run["states"] for run in proof["runs"]) == proof["states"]


def test_scenes_that_are_passed_through_are_not_counted(here: Here) -> None:
    past = METERED.replace("then: yard}\n  yard:", "then: lane}\n  lane:\n    then: yard\n  yard:")
    assert "lane" in past
    here.write("past/story.yaml", past)
    proof = json.loads(here.run("check", "past", "--format", "json").out)["proof"]
    assert proof["scenes"] == {"total": 2, "reached": 2}


def test_a_limit_leaves_open_what_was_not_seen(here: Here) -> None:
    answer = here.run("check", "trap", "--max-states", "1")
    assert "Not proved: the most states allowed were kept after" in answer.out
    assert "of the others nothing is known" in answer.out
    assert "BP302" not in answer.out
    data = json.loads(here.run("check", "trap", "--max-states", "1", "--format", "json").out)
    assert (data["proof"]["complete"], data["proof"]["limit"]) == (False, "states")
    assert {ending["share"] for ending in data["proof"]["endings"]} == {None}
    assert None in {ending["reached"] for ending in data["proof"]["endings"]}


def test_a_static_check_walks_no_play(here: Here) -> None:
    answer = here.run("check", "trap", "--static", "--format", "json")
    assert json.loads(answer.out)["proof"] is None
    assert "BP30" not in answer.out


# --- odds -----------------------------------------------------------------------------------------


def test_odds_are_told_for_each_setting_and_player(here: Here) -> None:
    answer = here.run("odds", "trap", "--set", "night=true")
    # Pay or go, each a half: to the yard with no coin and on to the end; or past chance, a quarter
    # to the yard with the coin, from where half go back to the gate: all end.
    assert answer.code == 0
    assert "  over 100.00 %" in answer.out
    assert "Exact: all of " in answer.out
    both = here.run("odds", "trap")
    assert both.out.index("night: false") < both.out.index("night: true")
    assert "(no ending)" in both.out


def test_the_json_of_odds(here: Here) -> None:
    data = json.loads(here.run("odds", "trap", "--set", "night=true", "--format", "json").out)
    assert data["exact"] is True
    assert data["policies"]["uniform"] == pytest.approx({"over": 1.0, "rich": 0.0})
    assert set(data["policies"]) == {"uniform", "saver"}
    cut = here.run("odds", "trap", "--max-states", "1", "--format", "json")
    assert cut.code == 1
    assert json.loads(cut.out)["policies"]["uniform"] == {"over": None, "rich": None}


def test_odds_say_which_decisions_move_them_most(here: Here) -> None:
    out = here.run("odds", "trap", "--set", "night=false").out
    # Half of the plays pay, and never end; of those that go on, 3 of 4 end, and 1 comes back.
    shares = "uniform\n  over  42.86 %  #############\n  rich   0.00 %\n  (no ending)  57.14 %\n"
    told = (
        "\nDecisions that move the odds most (points of per cent; times a play)\n"
        "  gate  42.9  1.14  gate.go: over 85.7 % instead of 42.9 %\n\nsaver\n"
    )
    assert shares + told in out
    assert "Decisions" not in here.run("odds", "trap", "--set", "night=true").out
    cut = here.run("odds", "trap", "--set", "night=false", "--max-states", "1").out
    assert cut.startswith(
        "uniform (not counted to the end)\n\nWhich decisions move the odds is not"
    )


def test_the_json_of_odds_holds_every_decision(here: Here) -> None:
    runs = json.loads(here.run("odds", "trap", "--format", "json").out)["runs"]
    assert [len(run["decisions"]) for run in runs] == [1, 2]
    (gate,) = runs[0]["decisions"]
    assert (gate["scene"], gate["question"]) == ("gate", None)
    assert (gate["times"], gate["moves"]) == (pytest.approx(8 / 7), pytest.approx(3 / 7))
    pay, go = gate["ways"]
    assert (pay["name"], go["name"], go["taken"]) == ("gate.pay", "gate.go", 0.5)
    assert go["endings"] == pytest.approx({"over": 6 / 7, "rich": 0.0})
    assert go["instead"] == pytest.approx({"over": 3 / 7, "rich": 0.0})
    cut = json.loads(here.run("odds", "trap", "--max-states", "1", "--format", "json").out)
    assert [run["decisions"] for run in cut["runs"]] == [None, None]


def test_odds_tell_how_meters_stand_at_the_end_if_asked(here: Here) -> None:
    here.write("metered/story.yaml", METERED)
    assert "Meters" not in here.run("odds", "metered").out
    answer = here.run("odds", "metered", "--meters")
    assert answer.code == 0
    assert "\nMeters at the end, on average\n  uniform: Money 0.5, trust 5.0\n" in answer.out
    assert "  saver: Money 1.0, trust 5.0\n" in answer.out
    data = json.loads(here.run("odds", "metered", "--meters", "--format", "json").out)
    known = {"uniform": {"money": 0.5, "trust": 5.0}, "saver": {"money": 1.0, "trust": 5.0}}
    assert data["meters"] == data["runs"][-1]["meters"] == known
    assert "meters" not in json.loads(here.run("odds", "metered", "--format", "json").out)


def test_a_meter_that_is_not_counted_within_the_limits_is_told(here: Here) -> None:
    here.write("metered/story.yaml", METERED)
    limits = ("--meters", "--max-states", "4")  # enough for the odds, but not for money
    answer = here.run("odds", "metered", *limits)
    assert answer.code == 1
    assert "Exact: all of 3 states" in answer.out
    unwrapped = " ".join(answer.out.split())
    assert "uniform: Money not known (the most states allowed were kept), trust 5.0" in unwrapped
    data = json.loads(here.run("odds", "metered", *limits, "--format", "json").out)
    assert data["exact"] is True
    assert data["meters"]["uniform"] == {"money": None, "trust": 5.0}


def test_odds_that_are_interrupted_tell_what_is_known(
    here: Here, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("borderpost.workshop.odds_text.decisions", interrupted)
    answer = here.run("odds", "trap")
    assert answer.code == 1
    assert "  over  42.86 %" in answer.out
    assert "Which decisions move the odds is not known." in answer.out
    assert "Stopped: what is left was not counted." in answer.out
    assert "night: true" not in answer.out
    monkeypatch.setattr("borderpost.proof.chances.odds.linked", interrupted)
    data = json.loads(here.run("odds", "trap", "--format", "json").out)
    assert data["policies"]["saver"] == {"over": None, "rich": None}
    assert data["exact"] is False


# --- why ------------------------------------------------------------------------------------------


def test_why_writes_a_play_that_can_be_played(here: Here) -> None:
    answer = here.run("why", "trap", "yard.sleep")
    assert answer.code == 0
    play = here.write("yard.play", answer.out)
    replayed = here.run("play", "trap", "--plain", "--saves", "saves", "--replay", play)
    assert replayed.code == 0, replayed.err
    assert "It is over." in replayed.out


def test_why_proves_that_nothing_comes_there(here: Here) -> None:
    answer = here.run("why", "trap", "rich")
    assert (answer.code, answer.err) == (1, "")
    assert answer.out.startswith("No play comes to 'rich': proved over all ")
    data = json.loads(here.run("why", "trap", "rich", "--format", "json").out)
    assert (data["reached"], data["witness"]) == (False, None)
    open_ = here.run("why", "trap", "rich", "--max-states", "1")
    assert open_.code == 1
    assert open_.out.startswith("Not decided: the most states allowed were kept")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["why", "trap", "yrad"], "did you mean 'yard'?"),
        (["why", "trap", "gate.pya"], "did you mean 'pay'?"),
        (["why", "trap", "nowhere.pay"], "no scene or ending"),
        (["why", "trap"], "TARGET is missing"),
        (["odds", "trap", "--set", "night=perhaps"], "it can be: false, true".capitalize()),
        (["odds", "trap", "--max-states", "many"], "'many' is no whole number from 1 on"),
        (["check", "trap", "--max-states", "0"], "'0' is no whole number from 1 on"),
        (["why", "trap", "yard", "--max-seconds", "-1"], "'-1' is no number of seconds from 0 on"),
        (["odds", "trap", "--max-seconds", "nan"], "'nan' is no number of seconds from 0 on"),
        (["diff", "trap", "trap", "--max-states", "few"], "'few' is no whole number from 1 on"),
    ],
)
def test_what_is_called_wrongly_is_told_with_its_mend(
    here: Here, arguments: list[str], said: str
) -> None:
    answer = here.run(*arguments)
    assert answer.code == 2
    assert said in answer.err
    assert answer.out == ""


# --- Progress -------------------------------------------------------------------------------------


class Screen:
    """A terminal that keeps what is written to it."""

    def __init__(self) -> None:
        self.written: list[str] = []

    def isatty(self) -> bool:
        return True

    def write(self, text: str) -> int:
        self.written.append(text)
        return len(text)

    def flush(self) -> None:
        pass

    def lines(self) -> list[str]:
        """What stands on the line after each thing written, on a terminal that knows no commands.

        Only going back to its beginning is known; what comes then stands over what was there.
        """
        shown: list[str] = []
        line, at = "", 0
        for text in self.written:
            for sign in text:
                assert sign == "\r" or sign.isprintable()
                line = line if sign == "\r" else line[:at] + sign + line[at + 1 :]
                at = 0 if sign == "\r" else at + 1
            shown.append(line.rstrip())
        return shown


def test_a_terminal_is_told_how_far_a_search_is_and_the_line_goes_away() -> None:
    screen = Screen()
    with progress_line(screen) as watch:  # type: ignore[arg-type]
        watch(Progress(20_000, 500, 0.5))
        watch(Progress(21_000, 400, 0.55))
        watch(Progress(60_000, 10, 1.5))
    assert list(dict.fromkeys(screen.lines())) == [
        "20,000 states, 40,000 a second, 500 ahead",
        "60,000 states, 40,000 a second, 10 ahead",
        "",
    ]
    assert screen.lines()[-1] == ""
