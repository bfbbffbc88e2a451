"""What each decision moves: by hand in small stories, and against every play walked."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import dedent

import pytest

from borderpost.engine.actions import Answer, Choose, Continue, written
from borderpost.engine.program import Program
from borderpost.engine.settings import complete
from borderpost.proof.chances.chain import Chain
from borderpost.proof.chances.decisions import Decision, decisions
from borderpost.proof.chances.graph import linked
from borderpost.proof.players import UNIFORM, Player
from borderpost.proof.search.exploring import Limits, explore
from borderpost.proof.search.liveness import Asked
from borderpost.story.model import QuestionKind
from tests.engine.small import program
from tests.proof import brute
from tests.proof.brute_means import through, worth
from tests.proof.test_against_brute_force import PROGRAMS

ENDS = """\
endings:
  good: {title: Good, text: It is over.}
  bad: {title: Bad, text: It is over.}
"""


def ending(text: str) -> Program:
    """A story of these parts, that ends well or badly."""
    return program(dedent(text) + ENDS)


def found(played: Program, player: Player = UNIFORM) -> list[Decision]:
    """The decisions of a player, in the order in which they are told."""
    settings = complete(played.story, {})
    return decisions(Chain(linked(explore(played, settings, Limits(), Asked())), player))


def test_a_way_is_told_with_what_follows_it_and_what_follows_all() -> None:
    (gate,) = found(
        ending(
            """\
            scenes:
              gate:
                text: A gate.
                choices:
                  - {id: left, label: Left, then: {chance: {good: 3, bad: 1}}}
                  - {id: right, label: Right, then: bad}
            """
        )
    )
    assert (gate.name, gate.times) == ("gate", 1.0)
    assert gate.moves == pytest.approx(0.375)
    left, right = gate.ways
    assert (left.name, left.taken) == ("gate.left", 0.5)
    assert left.endings == pytest.approx({"good": 0.75, "bad": 0.25})
    assert left.instead == pytest.approx({"good": 0.375, "bad": 0.625})
    assert right.endings == {"good": 0.0, "bad": 1.0}
    assert (gate.furthest, left.raised, right.raised) == (left, "good", "bad")


DESK = """\
variables:
  rich: {flag: true}
scenes:
  gate:
    text: A gate.
    then: {chance: {coins: 1, desk: 3}}
  coins:
    text: Coins.
    do: [rich = true]
    then: desk
  desk:
    text: A desk.
    choices:
      - {id: buy, label: Buy, if: rich, then: {chance: {good: 1, bad: 1}}}
      - {id: ask, label: Ask, then: last}
      - {id: go, label: Go, then: last}
  last:
    text: The last one.
    then: [{if: rich, then: good}, {then: bad}]
"""


def test_a_way_is_compared_only_where_it_is_open() -> None:
    """A quarter of the plays is rich: there each of three ways, elsewhere each of two."""
    (desk,) = found(ending(DESK))
    buy, ask, go = desk.ways
    assert buy.taken == pytest.approx(1 / 12)
    assert ask.taken == go.taken == pytest.approx(1 / 12 + 3 / 8)
    # Whoever may buy is rich: of their plays 5 of 6 end well, not of all plays.
    assert buy.endings["good"] == pytest.approx(1 / 2)
    assert buy.instead["good"] == pytest.approx(5 / 6)
    assert ask.endings["good"] == pytest.approx((1 / 12) / (11 / 24))
    assert ask.instead["good"] == pytest.approx((1 / 12 * 5 / 6) / (11 / 24))
    gap = (1 / 12 * 1 / 6) / (11 / 24)
    assert desk.moves == pytest.approx(1 / 12 * 1 / 3 + 2 * 11 / 24 * gap)


def test_a_decision_in_a_loop_counts_each_time_it_is_come_to() -> None:
    (gate,) = found(
        ending(
            """\
            scenes:
              gate:
                text: A gate.
                choices:
                  - {id: pay, label: Pay, then: bad}
                  - {id: go, label: Go, then: {chance: {good: 3, yard: 1}}}
              yard:
                text: A yard.
                choices:
                  - {id: back, label: Back, then: gate}
            """
        )
    )
    # From the gate, x = 3/8 + x/8 end well; play comes there 1 + 1/8 + 1/64 + ... times.
    assert gate.times == pytest.approx(8 / 7)
    pay, go = gate.ways
    assert go.instead["good"] == pay.instead["good"] == pytest.approx(3 / 7)
    assert go.endings["good"] == pytest.approx(3 / 4 + 1 / 4 * 3 / 7)
    assert gate.moves == pytest.approx(3 / 7)


def test_what_never_ends_counts_as_an_end_of_its_own() -> None:
    (gate,) = found(
        ending(
            """\
            scenes:
              gate:
                text: A gate.
                choices:
                  - {id: out, label: Out, then: good}
                  - {id: round, label: Round, then: yard}
              yard:
                text: A yard.
                choices:
                  - {id: on, label: On, then: yard}
                  - {id: more, label: More, then: yard}
            """
        )
    )
    assert [way.endings["good"] for way in gate.ways] == [1.0, 0.0]
    assert gate.moves == pytest.approx(0.5)


QUESTIONS = """\
scenes:
  gate:
    text: A gate.
    questions:
      - id: side
        ask: Which side?
        options: {left: Left, right: Right}
      - id: why
        ask: Why?
        optional: true
        options: {fear: Fear, none: None of that}
    choices:
      - id: on
        label: On
        then: [{if: answered(side.left) and answered(why.fear), then: good}, {then: bad}]
"""


def test_the_answers_to_a_question_are_ways_and_so_is_leaving_it_out() -> None:
    why, side = found(ending(QUESTIONS))
    assert (side.name, side.scene, side.times) == ("side", "gate", 1.0)
    assert [way.name for way in side.ways] == ["side=left", "side=right"]
    assert [way.name for way in why.ways] == ["why=", "why=fear", "why=none"]
    assert [way.endings["good"] for way in why.ways] == pytest.approx([0, 1 / 2, 0])
    assert side.moves == pytest.approx(1 / 6)
    assert why.moves == pytest.approx((1 / 6 + 1 / 3 + 1 / 6) / 3)


def test_what_moves_most_and_most_often_comes_first() -> None:
    """The yard moves twice as far, but only one play in eight comes there."""
    first, second, third = found(
        ending(
            """\
            scenes:
              gate:
                text: A gate.
                choices:
                  - {id: a, label: A, then: {chance: {good: 3, bad: 1}}}
                  - {id: b, label: B, then: {chance: {yard: 1, good: 1, bad: 2}}}
              yard:
                text: A yard.
                choices:
                  - {id: a, label: A, then: good}
                  - {id: b, label: B, then: hall}
              hall:
                text: A hall.
                choices:
                  - {id: a, label: A, then: bad}
                  - {id: b, label: B, then: bad}
            """
        )
    )
    assert [first.name, second.name, third.name] == ["gate", "yard", "hall"]
    assert second.moves == pytest.approx(0.5)
    assert second.moves > first.moves
    assert second.times == pytest.approx(1 / 8)
    assert third.moves == 0


def test_a_player_decides_only_among_what_they_like() -> None:
    played = ending(
        """\
        scenes:
          gate:
            text: A gate.
            choices:
              - {id: a, label: A, tags: [bold], then: good}
              - {id: b, label: B, tags: [bold], then: bad}
              - {id: c, label: C, then: bad}
        """
    )
    (gate,) = found(played, Player("bold", ("bold",)))
    assert [(way.name, way.taken) for way in gate.ways] == [("gate.a", 0.5), ("gate.b", 0.5)]
    assert gate.moves == pytest.approx(0.5)


# --- Every play walked ----------------------------------------------------------------------------


def named(played: Program, at: brute.At) -> tuple[str, str, list[str]]:
    """Of a stop where a player moves: its scene, its question, and the names of its ways."""
    scene = played.story.scenes[played.place_name(at.state)]
    asked = [question for question in scene.asked if question.kind is not QuestionKind.TABLE]
    if at.asked == len(asked):
        names = [written(Choose(scene.id, choice)) for choice in played.offers(at.state)]
        return scene.id, "", names or [written(Continue(scene.id))]
    question = asked[at.asked]
    offered = [question.options[n - 1].id for n in played.options(question, at.state)]
    if question.optional or not offered:
        offered.append("")
    return scene.id, question.id, [written(Answer(question.id, o, "", 0)) for o in offered]


def decided(known: brute.Walked) -> Iterator[tuple[brute.At, str, str, list[str]]]:
    """Every stop at which a player has more than one way."""
    for at, ways in known.ways.items():
        if len(ways) > 1 and known.program.place(at.state).kind == "scene":
            yield (at, *named(known.program, at))


@pytest.mark.parametrize("name", PROGRAMS)
def test_decisions_move_what_they_move_in_all_plays(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(brute, "MOST", 1_500)
    played = PROGRAMS[name]
    settings = complete(played.story, {})
    try:
        known = brute.walk(played, settings)
    except brute.TooLarge:
        pytest.skip("too large to be walked in full")
    come, moving = through(known, brute.At(played.start(settings)))
    if moving > 1e-9:
        pytest.skip("how often play comes through what never ends is not told")
    worths = {ending: worth(known, ending) for ending in played.story.endings}
    times: dict[tuple[str, str], float] = {}
    taken: dict[tuple[str, str, str], list[float]] = {}
    for at, scene, question, names in decided(known):
        if not come[at]:
            continue
        times[scene, question] = times.get((scene, question), 0.0) + come[at]
        for way, (to, likely) in zip(names, known.ways[at], strict=True):
            sums = taken.setdefault((scene, question, way), [0.0] * (1 + 2 * len(worths)))
            share = come[at] * likely
            for place, of in enumerate(worths.values()):
                sums[1 + 2 * place] += share * of[to]
                sums[2 + 2 * place] += share * of[at]
            sums[0] += share
    told = found(played)
    assert {(each.scene, each.question) for each in told} <= set(times)
    assert {key for key in times if not key[1]} <= {(each.scene, each.question) for each in told}
    for each in told:
        assert each.times == pytest.approx(times[each.scene, each.question], abs=1e-7)
        for own in each.ways:
            share, *sums = taken[each.scene, each.question, own.name]
            assert own.taken == pytest.approx(share / each.times, abs=1e-7)
            assert list(own.endings.values()) == pytest.approx(
                [value / share for value in sums[::2]], abs=1e-6
            )
            assert list(own.instead.values()) == pytest.approx(
                [value / share for value in sums[1::2]], abs=1e-6
            )
