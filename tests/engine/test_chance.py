"""Chance: the same for the same seed, never rerolled, and not moved by edits elsewhere."""

from __future__ import annotations

from collections import Counter

import pytest

from borderpost.engine.actions import Choose, Continue, Nature
from borderpost.engine.chance import draw
from borderpost.engine.program import NotOffered, Program
from borderpost.engine.records import Act
from borderpost.engine.run import Run
from tests.engine.small import play, program

COIN = """
scenes:
  gate:
    text: |
      Heads or tails?
    choices:
      - {id: toss, label: Toss, then: {chance: {heads: 1, tails: 1}}}
      - {id: die, label: Roll, then: {chance: {gate: 5, six: 1}}}
      - {id: wait, label: Wait, then: gate}
  heads:
    text: |
      Heads.
    then: gate
  tails:
    text: |
      Tails.
    then: gate
endings:
  six:
    title: Six
    text: |
      Six.
"""

MORE = """
variables:
  coins: {meter: 0..3, start: 3}
"""


def tosses(coin: Program, seed: int, count: int = 12) -> list[str]:
    run = Run(coin, {}, seed)
    for _ in range(count):
        play(run, "gate.toss")
        run.act(Continue(run.view().place))
    return [act.action.target for act in run.acts() if isinstance(act.action, Nature)]


def test_a_seed_always_plays_the_same_and_another_does_not() -> None:
    coin = program(COIN)
    assert tosses(coin, 1) == tosses(coin, 1)
    assert len({tuple(tosses(coin, seed)) for seed in range(20)}) > 15


def test_each_draw_at_a_place_is_its_own() -> None:
    assert set(tosses(program(COIN), 1)) == {"heads", "tails"}


def test_going_back_and_choosing_again_does_not_reroll() -> None:
    coin = program(COIN)
    for seed in range(8):
        run = play(Run(coin, {}, seed), "gate.toss")
        came = run.view().place
        for _ in range(3):
            run.undo()
            assert run.view().place == "gate"
            play(run, "gate.toss")
            assert run.view().place == came


def test_doing_something_else_first_does_not_reroll_either() -> None:
    coin = program(COIN)
    for seed in range(8):
        straight = play(Run(coin, {}, seed), "gate.toss").view().place
        assert play(Run(coin, {}, seed), "gate.wait", "gate.toss").view().place == straight
        run = Run(coin, {}, seed)
        run.act(Choose("gate", "die"))
        run.undo()
        assert play(run, "gate.toss").view().place == straight


def test_an_edit_elsewhere_does_not_move_it() -> None:
    edited = COIN.replace("text: |\n      Tails.", "text: |\n      Tails, and a fly on it.")
    edited = edited.replace("- {id: wait, label: Wait, then: gate}", "")
    assert tosses(program(COIN), 7) == tosses(program(edited + MORE), 7)


def test_chance_left_open_by_a_cut_log_comes_out_as_it_would_have() -> None:
    coin = program(COIN)
    for seed in range(8):
        whole = play(Run(coin, {}, seed), "gate.toss")
        cut = Run(coin, {}, seed)
        first = whole.records[0]
        assert isinstance(first, Act)
        assert cut.adopt(first) == ""
        assert cut.view().place == "~gate.toss#1"
        assert [choice.number for choice in cut.view().choices] == [1]
        cut.settle()
        assert cut.records == whole.records
        assert cut.view() == whole.view()


def test_whatever_is_done_at_open_chance_lets_nature_move_first() -> None:
    coin = program(COIN)
    run = Run(coin, {}, 1)
    run.take(Choose("gate", "toss"))
    with pytest.raises(NotOffered, match="not offered"):
        run.act(Choose("gate", "wait"))
    assert run.view().place in ("heads", "tails")
    other = Run(coin, {}, 1)
    other.take(Choose("gate", "toss"))
    other.act(Continue("gate"))
    assert other.state == run.state


def test_chance_told_must_be_one_of_its_outcomes() -> None:
    run = Run(program(COIN), {}, 1)
    with pytest.raises(NotOffered, match="cannot lead to 'six'"):
        run.nature("six")
    run.take(Choose("gate", "toss"))
    for target in ("six", "nowhere", "gate"):
        with pytest.raises(NotOffered, match="cannot lead to"):
            run.nature(target)
    run.nature("tails")
    assert run.view().place == "tails"


def test_a_step_stops_at_chance_and_leaves_it_open() -> None:
    coin = program(COIN)
    state = coin.step(coin.start({}), Choose("gate", "die"))
    places = coin.layout.places
    assert {places[place].name: weight for place, weight in coin.weights(state)} == {
        "gate": 5,
        "six": 1,
    }
    assert coin.offers(state) == ()
    assert coin.weights(coin.start({})) == ()


def test_a_way_that_must_be_gone_is_gone_though_every_outcome_is_spent() -> None:
    ring = program(
        """
        scenes:
          gate:
            text: |
              The gate.
            then: {chance: {left: 1, right: 3}}
          left:
            max_visits: 1
            text: |
              Left.
            then: gate
          right:
            max_visits: 1
            text: |
              Right.
            then: gate
        endings:
          road:
            title: The road
            text: |
              Gone.
        """
    )
    run = Run(ring, {}, 1)
    came = []
    for _ in range(6):
        assert run.view().kind == "scene"
        run.act(Continue("gate"))
        came.append(run.view().place)
        run.act(Continue(came[-1]))
    assert sorted(came[:2]) == ["left", "right"]
    assert set(came) == {"left", "right"}


def test_outcomes_come_about_as_often_as_their_weights_say() -> None:
    weights = ((0, 3), (1, 1), (2, 4))
    came = Counter(draw(seed, "~place#1", 0, weights) for seed in range(4000))
    assert set(came) == {0, 1, 2}
    for index, (_, weight) in enumerate(weights):
        assert abs(came[index] / 4000 - weight / 8) < 0.03


def test_a_draw_depends_on_seed_place_and_count() -> None:
    even = tuple((target, 1) for target in range(1000))
    first = draw(1, "~a#1", 0, even)
    assert draw(1, "~a#1", 0, even) == first
    assert len({first, draw(2, "~a#1", 0, even), draw(1, "~b#1", 0, even)}) == 3
    assert draw(1, "~a#1", 1, even) != first
