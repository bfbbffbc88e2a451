"""In what a policy is counted: among all there is, or only among what it comes to."""

from __future__ import annotations

import pytest

from borderpost.proof.chances import odds
from borderpost.proof.chances.odds import Odds
from borderpost.proof.players import UNIFORM, Player
from borderpost.proof.search.exploring import Limits, Progress
from tests.engine.small import program

STORY = """\
variables:
  looks: {range: 0..9}
scenes:
  gate:
    text: A gate.
    choices:
      - {id: home, label: Home, tags: [safe], then: {chance: {good: 1, bad: 3}}}
      - {id: look, label: Look, if: looks < 9, do: [looks += 1], then: gate}
endings:
  good: {title: Good, text: It is over.}
  bad: {title: Bad, text: It is over.}
"""

SAFE = Player("careful", ("safe",))

SHARES = pytest.approx({"good": 0.25, "bad": 0.75})


def test_a_policy_is_counted_though_all_there_is_is_too_much() -> None:
    counting = Odds(program(STORY), {}, Limits(states=6))
    every = counting.shares(UNIFORM)
    assert (every.exact, every.limit) == (False, "states")
    own = counting.shares(SAFE)
    assert (own.exact, own.limit, own.states) == (True, "", 4)
    assert own.endings == SHARES


def test_a_policy_that_comes_to_little_is_counted_in_that_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    together = Odds(program(STORY), {}, Limits())
    whole = together.shares(UNIFORM).states
    assert together.shares(SAFE).states == whole
    monkeypatch.setattr(odds, "FEW", 0)
    monkeypatch.setattr(odds, "PART", 2)
    alone = Odds(program(STORY), {}, Limits()).shares(SAFE)
    assert alone.states == 4
    assert alone.endings == together.shares(SAFE).endings == SHARES
    monkeypatch.setattr(odds, "PART", whole)
    assert Odds(program(STORY), {}, Limits()).shares(SAFE).states == whole


def test_an_interrupt_while_it_is_looked_for_ends_the_counting(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(odds, "FEW", 0)
    walked: list[int] = []

    def watch(progress: Progress) -> None:
        if walked and progress.states < walked[-1]:
            raise KeyboardInterrupt
        walked.append(progress.states)

    counting = Odds(program(STORY), {}, Limits(), watch)
    assert counting.shares(UNIFORM).exact
    stopped = counting.shares(SAFE)
    assert (stopped.exact, stopped.limit) == (False, "interrupted")
