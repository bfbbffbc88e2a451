"""Sampled plays: who plays how, what is counted, and that it comes out as worked out by hand."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from textwrap import dedent

import pytest

from benchmarks.stories import as_yaml, tale_of
from borderpost.engine.program import Program
from borderpost.engine.settings import BadSetting
from borderpost.proof.players import UNIFORM, Player, UnknownPlayer, player_named, players_of
from borderpost.proof.sampling import simulation as simulating
from borderpost.proof.sampling.playing import Playing
from borderpost.proof.sampling.simulation import Counted, Simulation
from borderpost.story.load import load_story
from borderpost.story.shipped import find_story
from tests.engine.small import program
from tests.stories import OVER, story_from

RUNS = 20_000


def endings(*names: str) -> str:
    """Endings of these names."""
    entries = "".join(f"  {name}:\n    title: T\n    text: |\n      It ends.\n" for name in names)
    return f"endings:\n{entries}"


def tale(text: str, ends: str) -> Program:
    """A story of these parts and endings."""
    return program(dedent(text) + ends)


def count(
    played: Program,
    runs: int = RUNS,
    settings: Mapping[str, str] | None = None,
    player: Player = UNIFORM,
    seed: int = 1,
    *,
    least_visited: bool = False,
    render: bool = False,
) -> Counted:
    """What so many plays come to."""
    simulation = Simulation(
        played, settings or {}, player, seed, least_visited=least_visited, render=render
    )
    simulation.play(runs)
    return simulation.counted()


def assert_shares(counts: Mapping[str, int], runs: int, shares: Mapping[str, float]) -> None:
    """Hold counts against exact shares: within four and a half standard errors."""
    for name, share in shares.items():
        error = (share * (1 - share) / runs) ** 0.5
        assert abs(counts[name] / runs - share) <= 4.5 * error, (name, counts[name] / runs, share)
        assert error > 0 or counts[name] in (0, runs)


# --- Whole plays ----------------------------------------------------------------------------------

FORK = """\
variables:
  money: {meter: 0..3, start: 1, label: Money}
scenes:
  gate:
    text: |
      A gate.
    choices:
      - {id: earn, label: Earn, do: [money += 1], then: yard}
      - {id: spend, label: Spend, cost: {money: 1}, then: yard}
      - {id: rich, label: Buy, if: money >= 2, then: bought}
      - {id: leave, label: Leave, then: left}
  yard:
    text: |
      A yard.
    choices:
      - {id: back, label: Back, if: money >= 2, then: gate, once: true}
      - {id: out, label: Out, then: left}
""" + endings("bought", "left")


def test_choices_are_taken_equally_often_among_those_offered() -> None:
    """By hand: earn 1/3, then back 1/2, then of four at the gate `rich` is one."""
    counted = count(program(FORK))
    assert counted.unfinished == 0
    assert counted.runs == RUNS == sum(counted.endings.values())
    assert_shares(counted.endings, RUNS, {"bought": 1 / 24, "left": 23 / 24})
    first = {"gate.earn": 1 / 3 + 1 / 24, "gate.spend": 1 / 3 + 1 / 24, "gate.rich": 1 / 24}
    assert_shares(counted.choices, RUNS, first)
    assert_shares(counted.choices, RUNS, {"yard.back": 1 / 6})


def test_what_is_counted_adds_up() -> None:
    counted = count(program(FORK), 500)
    times = counted.choices
    gate = [times[f"gate.{choice}"] for choice in ("earn", "spend", "rich", "leave")]
    assert counted.scenes == {"gate": sum(gate), "yard": times["yard.back"] + times["yard.out"]}
    assert counted.scenes["gate"] == 500 + times["yard.back"]
    assert counted.steps == sum(times.values())
    assert counted.characters == 0


def test_the_seed_says_everything() -> None:
    once, again, other = (count(program(FORK), 200, seed=seed) for seed in (7, 7, 8))
    assert once._replace(seconds=0) == again._replace(seconds=0)
    assert once.choices != other.choices
    in_parts = Simulation(program(FORK), {}, seed=7)
    for runs in (1, 19, 180):
        in_parts.play(runs)
    assert in_parts.counted()._replace(seconds=0) == once._replace(seconds=0)


def test_time_ends_the_playing_but_no_play() -> None:
    simulation = Simulation(program(FORK), {})
    simulation.play(1_000_000_000, seconds=0)
    counted = simulation.counted()
    assert counted.runs == simulation.runs == sum(counted.endings.values()) == 1


def test_chance_comes_out_by_its_weights() -> None:
    counted = count(
        tale(
            """\
            scenes:
              gate:
                then: {chance: {calm: 3, shots: 1}}
              calm:
                text: |
                  Calm.
                then: over
              shots:
                then: {chance: {over: 1, worse: 4}}
            """,
            endings("over", "worse"),
        )
    )
    shares = {"over": 3 / 4 + 1 / 20, "worse": 1 / 5}
    assert_shares(counted.endings, RUNS, shares)
    calm, shots = counted.scenes["calm"], counted.scenes["shots"]
    assert counted.scenes["gate"] == RUNS == calm + shots
    assert counted.steps == RUNS + calm + shots, "gate and shots are passed: nature alone moves"


QUESTION = """\
variables:
  doubts: {range: 0..2}
scenes:
  gate:
    text: |
      A gate.
    questions:
      - id: sure
        ask: Are you?
        OPTIONAL
        options: {yes: I am, no: I am not}
        do: {no: [doubts += 1]}
    choices:
      - {id: go, label: Go, then: [{if: doubts > 0, then: doubted}, over]}
""" + endings("over", "doubted")


@pytest.mark.parametrize(("optional", "doubted"), [("key: none", 1 / 2), ("optional: true", 1 / 3)])
def test_an_optional_question_may_be_left_out(optional: str, doubted: float) -> None:
    counted = count(program(QUESTION.replace("OPTIONAL", optional)))
    assert_shares(counted.endings, RUNS, {"doubted": doubted})
    answered = counted.steps - RUNS
    assert_shares({"a": answered}, RUNS, {"a": 2 / 3 if "optional" in optional else 1})


def test_storylets_are_drawn_and_counted() -> None:
    """By hand: first or second; after second first or third; after that, only first is left."""
    counted = count(
        tale(
            """\
            scenes:
              gate:
                text: |
                  A gate.
                then: {draw: {deck: yard, up_to: 2, then: gate, else: over}}
              first: {deck: yard, title: One, text: One., then: over}
              second: {deck: yard, title: Two, text: Two.}
              third: {deck: yard, title: Three, text: Three.}
            """,
            OVER,
        )
    )
    assert counted.scenes["first"] == RUNS == counted.endings["over"]
    assert_shares(counted.scenes, RUNS, {"second": 1 / 2, "third": 1 / 4})
    back = counted.scenes["second"] + counted.scenes["third"]
    assert counted.scenes["gate"] == RUNS + back
    assert counted.steps == 2 * (RUNS + back), "each draw is a choice, and is gone on from"


def test_a_play_without_an_end_is_given_up_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(simulating, "MOST_STEPS", 40)
    ring = """\
    scenes:
      gate:
        text: |
          A gate.
        choices:
          - {id: on, label: On, then: yard}
      yard:
        text: |
          A yard.
        then: gate
      never:
        text: |
          Never.
        then: over
    """
    counted = count(tale(ring, OVER), 3)
    assert (counted.endless, counted.unfinished, counted.steps) == (3, 3, 120)
    assert counted.endings == {"over": 0}
    assert counted.scenes == {"gate": 63, "yard": 60, "never": 0}


def test_a_scene_without_a_way_on_is_told_of() -> None:
    stuck = """\
    variables:
      money: {meter: 0..3, label: Money}
    scenes:
      gate:
        text: |
          A gate.
        choices:
          - {id: buy, label: Buy, if: money > 0, then: over}
          - {id: yard, label: Yard, if: money == 0, then: yard}
      yard:
        text: |
          A yard.
        choices:
          - {id: buy, label: Buy, if: money > 0, then: over}
    """
    counted = count(tale(stuck, OVER), 5)
    assert (counted.stuck, counted.unfinished) == ({"yard": 5}, 5)
    assert counted.scenes == {"gate": 5, "yard": 5}
    assert counted.steps == 5


# --- Players --------------------------------------------------------------------------------------

TAGGED = """\
variables:
  can: {flag: true, ask: true}
policies:
  hold: {prefer: [second, first]}
scenes:
  gate:
    text: |
      A gate.
    choices:
      - {id: a, label: A, tags: [first], then: one}
      - {id: b, label: B, tags: [other, first], then: two}
      - {id: c, label: C, if: can, tags: [second], then: three}
      - {id: d, label: D, then: one}
""" + endings("one", "two", "three")


def test_a_policy_takes_what_carries_its_first_tag() -> None:
    played = program(TAGGED)
    hold = player_named(played.story, "hold")
    without = count(played, settings={"can": "false"}, player=hold)
    assert_shares(without.choices, RUNS, {"gate.a": 1 / 2, "gate.b": 1 / 2, "gate.c": 0})
    having = count(played, 50, settings={"can": "true"}, player=hold)
    assert having.endings == {"one": 0, "two": 0, "three": 50}
    neither = count(played, player=Player("neither", ("unheard_of",)))
    assert_shares(neither.choices, RUNS, {"gate.a": 1 / 3, "gate.b": 1 / 3, "gate.d": 1 / 3})


def test_a_policy_signs_what_carries_its_tag() -> None:
    report = """\
    policies:
      bold: {prefer: [bold]}
    scenes:
      gate:
        report:
          opens: To the capital.
          slots:
            - id: who
              ask: Who came?
              options:
                known: {says: It was they., strength: is, tags: [bold]}
                open: {says: It is not known., strength: unclear}
        choices:
          - {id: sign, label: Sign, then: [{if: signed(who.known), then: loud}, quiet]}
    """
    played = tale(report, endings("loud", "quiet"))
    assert_shares(count(played).endings, RUNS, {"loud": 1 / 2})
    bold = count(played, 50, player=player_named(played.story, "bold"))
    assert bold.endings == {"loud": 50, "quiet": 0}


def test_players_by_name() -> None:
    story = program(TAGGED).story
    assert players_of(story) == (UNIFORM, Player("hold", ("second", "first")))
    with pytest.raises(UnknownPlayer, match="did you mean 'hold'") as caught:
        player_named(story, "holt")
    assert "uniform, hold" in caught.value.mend


def test_settings_must_be_those_of_the_story() -> None:
    with pytest.raises(BadSetting):
        Simulation(program(TAGGED), {"can": "perhaps"})


def test_least_visited_gets_to_where_the_uniform_player_does_not() -> None:
    """A lock of twelve turns, one right out of four each: one play in sixteen million."""
    turns = "".join(
        f"  turn{n}:\n    text: |\n      A turn.\n    choices:\n"
        + "".join(f"      - {{id: w{w}, label: Wrong {w}, then: shut}}\n" for w in range(3))
        + f"      - {{id: right, label: Right, then: {f'turn{n + 1}' if n < 11 else 'opened'}}}\n"
        for n in range(12)
    )
    played = program(f"scenes:\n{turns}" + endings("shut", "opened"), start="turn0")
    assert count(played, 2000).endings["opened"] == 0
    counted = count(played, 100, least_visited=True)
    assert counted.endings["opened"] > 0
    assert all(counted.choices.values())


# --- What is read ---------------------------------------------------------------------------------

READ = """\
variables:
  money: {meter: 0..3, start: 3, label: Money}
  sky: {one_of: [clear, half_clouded]}
acts: [day, night]
scenes:
  gate:
    act: day
    title: The gate
    when_where: Lakkon
    text:
      - |
        You have {money}.
      - {if: sky == clear, text: It is clear.}
      - {else: true, text: It is not.}
    questions:
      - id: sure
        ask: Are you?
        options: {yes: I am}
        feedback: {yes: Nobody is.}
    choices:
      - id: earn
        label: Earn
        do: [money += 2, sky = half_clouded]
        after: |
          The sky is {sky}.
        later: {at: night, do: [money -= 1], text: Now it is due.}
        then: yard
      - {id: rich, label: Buy, if: money > 5, locked: You cannot., then: over}
  yard:
    act: night
    text: |
      A yard, and {money} left.
    then: over
"""


def test_every_text_is_drawn_as_it_reads() -> None:
    simulation = Simulation(program(READ + OVER), {}, render=True)
    simulation.play(2)
    assert simulation.pages == (
        "The gate\nLakkon\n\nYou have 3.\n\nIt is clear.",
        "Are you?\nI am",
        "Nobody is.",
        "Earn\nBuy · You cannot.",
        "Money can go no higher.",
        "The sky is half clouded.",
        "Now it is due.",
        "\nA yard, and 2 left.",
        "Continue",
        "Over\n\nIt is over.",
    )
    assert simulation.counted().characters == 2 * sum(map(len, simulation.pages))


@pytest.mark.parametrize("at_first", ["doubts = 0", "doubts += 2"])
def test_a_range_past_its_bounds_is_told_of_once_in_a_play(at_first: str) -> None:
    played = tale(
        """\
        variables:
          doubts: {range: 0..1}
          money: {meter: 0..1, start: 1, label: Money}
        scenes:
          gate:
            do: [DO]
            text: |
              A gate.
            choices:
              - id: on
                label: On
                do: [doubts += 2, doubts += 2, money += 1, money += 1]
                then: over
        """.replace("DO", at_first),
        OVER,
    )
    simulation = Simulation(played, {}, render=True)
    for _ in range(2):
        simulation.play(1)
        told = [page.partition(" ")[0] for page in simulation.pages]
        assert told.count("The") == 1, "the story's fault"
        assert told.count("Money") == 2


def lakkon() -> Program:
    story = load_story(find_story("lakkon")).story
    assert story is not None
    return Program(story)


def generated(folder: Path) -> Program:
    return Program(story_from(as_yaml(tale_of(60)), folder))


def test_a_story_may_be_over_before_anybody_acts() -> None:
    simulation = Simulation(tale("scenes:\n  gate:\n    then: over\n", OVER), {}, render=True)
    simulation.play(3)
    counted = simulation.counted()
    assert (counted.endings, counted.scenes, counted.steps) == ({"over": 3}, {"gate": 3}, 0)
    assert simulation.pages == ("Over\n\nIt is over.",)


@pytest.mark.parametrize("render", [False, True])
@pytest.mark.parametrize("which", ["fork", "read", "lakkon", "generated"])
def test_functions_written_whole_do_as_the_engines_own(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, which: str, render: bool
) -> None:
    made: dict[str, Callable[[], Program]] = {
        "fork": lambda: program(FORK),
        "read": lambda: program(READ + OVER),
        "lakkon": lakkon,
        "generated": lambda: generated(tmp_path),
    }
    played = made[which]()
    whole = Simulation(played, {}, render=render)
    monkeypatch.setattr(Playing, "_asks_more", lambda *_: True)
    one_by_one = Simulation(played, {}, render=render)
    for _ in range(60):
        monkeypatch.undo()
        whole.play(1)
        monkeypatch.setattr(Playing, "_asks_more", lambda *_: True)
        one_by_one.play(1)
        assert whole.pages == one_by_one.pages
    assert whole.counted()._replace(seconds=0) == one_by_one.counted()._replace(seconds=0)
