"""The author's tests: those that hold say nothing, those that fail say what came instead."""

from __future__ import annotations

from pathlib import Path

import pytest

from borderpost.proof.author_tests import MOST_TOLD, RanTests, run_tests
from borderpost.story.diagnostics import Severity
from tests.stories import HEAD, OVER, program_from

STORY = (
    HEAD
    + """\
variables:
  pace: {one_of: [slow, fast], ask: true}
  money: {meter: 0..9, start: 5}
  rich: {derive: money > 6}
  named: {flag: true}
  heard: {set_of: [horn, bell]}
  mood: {one_of: [calm, loud]}
scenes:
  gate:
    text: |
      You stand *before*
      the gate.

      > A note: {money} left.
      > No more.
    questions:
      - id: sure
        ask: Are you sure?
        options: {yes: I am, no: I am not}
        feedback: {yes: Nobody is., no: Quite so.}
    choices:
      - id: pay
        label: Pay
        do: [money -= 1, named = true, heard += bell]
        after: He counts it twice.
        then: {chance: {road: 1, inn: 1000}}
      - {id: push, label: Push, do: [mood = loud], if: pace == fast, then: road}
      - {id: wait, label: Wait, do: [money += 2], then: gate}
  road: {text: The road., then: over}
  inn:
    text: The inn.
    choices:
      - {id: sleep, label: Sleep, then: over}
      - {id: leave, label: Leave, then: over}
"""
    + OVER
)


def run(tmp_path: Path, *tests: str) -> RanTests:
    written = "".join(f"  - {{name: test {n}, {test}}}\n" for n, test in enumerate(tests, 1))
    return run_tests(program_from(f"{STORY}tests:\n{written}", tmp_path))


@pytest.mark.parametrize(
    "test",
    [
        "play: [sure=no, pay, ~road], expect: {ending: over}",
        "play: [sure=no, pay, sleep], expect: {ending: over}",  # the seed always comes to the inn
        "play: [sure=no, gate.pay, ~inn, inn.leave], expect: {ending: over, money: 4}",
        "play: [sure=no, wait], expect: {money: 7, rich: true, named: false, heard: []}",
        "play: [sure=no, pay, ~road], expect: {named: true, heard: [bell], mood: calm}",
        'play: ["@pace=fast", sure=no, push], expect: {mood: loud, pace: fast}',
        "play: [sure=no, pay, ~road], expect: {text: [before the gate, He counts, It is over]}",
        'play: [sure=no, pay, ~road], expect: {text: ["stand *before* the", "5 left. No more."]}',
        "play: [sure=yes, sure=no], expect: {text: [Nobody is., Quite so.]}",
    ],
)
def test_a_test_that_holds(tmp_path: Path, test: str) -> None:
    assert run(tmp_path, test) == RanTests(1, 0, [])


@pytest.mark.parametrize(
    ("test", "told"),
    [
        ("play: [sure=no, pay, ~road], expect: {money: 5}", "fails: money is 4, not 5"),
        ("play: [sure=no, wait], expect: {rich: false}", "fails: rich is true, not false"),
        ("play: [sure=no], expect: {heard: [bell]}", "fails: heard is empty, not bell"),
        ("play: [sure=no], expect: {mood: loud}", "fails: mood is calm, not loud"),
        (
            "play: [sure=no, pay, ~inn], expect: {ending: over}",
            "fails: it stands at 'inn' and does not end in 'over'",
        ),
        (
            "play: [sure=no], expect: {text: [The road., A NOTE]}",
            'fails: "The road." is never read; "A NOTE" is never read',
        ),
        (
            "play: [sure=yes], expect: {text: [Quite so., I am]}",
            'fails: "Quite so." is never read; "I am" is never read',
        ),
        (
            "play: [sure=no, pay, ~road, pay], expect: {ending: over}",
            (
                "cannot be played: item 4 of the play: the play has already ended, at 'over', "
                "before 'pay'"
            ),
        ),
        (
            "play: [pay], expect: {ending: over}",
            "cannot be played: item 1 of the play: the question 'sure' is still open",
        ),
        (
            "play: [sure=no, push], expect: {ending: over}",
            "cannot be played: item 2 of the play: 'push' is not offered at 'gate'",
        ),
        (
            'play: ["@pace=slow", "@pace=fast"], expect: {money: 5}',
            "cannot be played: item 2 of the play: 'pace' was already set to 'slow'",
        ),
    ],
)
def test_a_test_that_fails_says_what_came(tmp_path: Path, test: str, told: str) -> None:
    count, failed, (found,) = run(tmp_path, test)
    assert (count, failed) == (1, 1)
    assert (found.code, found.severity) == ("BP390", Severity.ERROR)
    assert found.message == f"the test 'test 1' {told}"
    assert found.mend


def test_another_ending_than_the_one_expected(tmp_path: Path) -> None:
    text = STORY.replace("The road., then: over", "The road., then: lost")
    text += "  lost: {title: Lost, text: Lost.}\n"
    text += "tests: [{name: a, play: [sure=no, pay, ~road], expect: {ending: over}}]\n"
    (found,) = run_tests(program_from(text, tmp_path)).diagnostics
    assert found.message == "the test 'a' fails: it ends in 'lost', not in 'over'"


def test_each_failure_stands_at_its_own_test(tmp_path: Path) -> None:
    hold, fail = (f"play: [sure=no], expect: {{money: {money}}}" for money in (5, 6))
    count, failed, found = run(tmp_path, fail, hold, fail)
    assert (count, failed) == (3, 2)
    first = STORY.count("\n") + 2
    assert [(each.at.file, each.at.line, each.at.column) for each in found] == [
        ("story.yaml", first, 5),
        ("story.yaml", first + 2, 5),
    ]


def test_not_more_is_told_of_one_test_than_can_be_read(tmp_path: Path) -> None:
    texts = ", ".join(f"word{n}" for n in range(MOST_TOLD + 3))
    (found,) = run(tmp_path, f"play: [sure=no], expect: {{text: [{texts}]}}").diagnostics
    assert found.message.count("is never read") == MOST_TOLD
    assert found.message.endswith("; and 3 more")


def test_what_a_test_is_called_never_reaches_a_terminal_as_a_command(tmp_path: Path) -> None:
    name = f"\u202edne{'x' * 5000}"
    text = f"{STORY}tests: [{{name: '{name}', play: [sure=no], expect: {{money: 1}}}}]\n"
    (found,) = run_tests(program_from(text, tmp_path)).diagnostics
    assert "\u202e" not in found.message
    assert len(found.message) < 200


def test_a_story_without_tests(tmp_path: Path) -> None:
    assert run_tests(program_from(STORY, tmp_path)) == RanTests(0, 0, [])
