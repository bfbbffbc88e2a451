"""Words and minutes: the least and the most against every play gone through; and by lot."""

from __future__ import annotations

from pathlib import Path

import pytest

from borderpost.engine.plays import follow_play, settings_of
from borderpost.engine.program import Program
from borderpost.engine.run import Run
from borderpost.proof.chances.chain import Chain
from borderpost.proof.chances.graph import linked
from borderpost.proof.players import UNIFORM
from borderpost.proof.proving import prove
from borderpost.proof.reading import extremes
from borderpost.proof.reading.costs import TIME, WORDS, Costs
from borderpost.proof.reading.pacing import Pacing
from borderpost.proof.reading.ranges import MINUTE, Ranges
from borderpost.proof.reading.readability import readability
from borderpost.proof.search.exploring import Limits, explore
from borderpost.proof.search.walking import Moves
from borderpost.story.model import TextBlock
from borderpost.story.position import Position
from tests.engine.small import program as small_program
from tests.proof import every_play
from tests.proof.made_summers import made_summer
from tests.proof.test_against_brute_force import LIMITS, PROGRAMS, settings_in
from tests.stories import HEAD, OVER, program_from

SECOND = MINUTE // 60


def ranges_of(program: Program, settings: dict[str, str], *, closer: bool = True) -> Ranges | None:
    """The ranges of a story; None where it is too large."""
    explored = explore(program, settings, LIMITS)
    if not explored.complete:
        return None
    ranges = Ranges(program, settings, Limits(), Chain(linked(explored), UNIFORM))
    if closer:
        ranges.look_closer()
    return ranges


@pytest.mark.parametrize("name", PROGRAMS)
def test_the_least_and_the_most_are_those_of_every_play(name: str) -> None:
    program = PROGRAMS[name]
    for settings in settings_in(program):
        try:
            known = every_play.plays(program, settings)
        except every_play.TooMany:
            pytest.skip("too many plays to go through")
        for closer in (True, False):
            ranges = ranges_of(program, settings, closer=closer)
            assert ranges is not None
            for prices, word, second in ((WORDS, 1, 0), (TIME, TIME.word, SECOND)):
                lows = [low[0] * word + low[1] * second for low, _ in known]
                highs = [high[0] * word + high[1] * second for _, high in known]
                least = ranges.extreme(prices, most=False)
                most = ranges.extreme(prices, most=True)
                if not known:
                    assert least is None
                    assert most is None
                    continue
                assert least is not None
                assert most is not None
                assert (least.low, least.high) == (min(lows), min(lows))
                assert (most.low, most.high) == (max(highs), max(highs))


def test_enough_stories_are_small_enough_to_be_gone_through() -> None:
    whole = 0
    for program in PROGRAMS.values():
        try:
            whole += len(every_play.plays(program, settings_in(program)[0])) > 1
        except every_play.TooMany:
            continue
    assert whole >= 20


PATHS = (
    HEAD
    + """\
variables:
  tired: {flag: true, start: false}
scenes:
  gate:
    title: A gate
    text: |
      You stand at a gate.
    choices:
      - {id: run, label: Run, do: [tired = true], then: yard}
      - {id: walk, label: Walk on slowly, then: yard}
  yard:
    text:
      - The yard.
      - {text: You are out of breath and sit down., if: tired}
    questions:
      - id: mood
        ask: How are you?
        options: {well: Well, ill: Not well at all}
    then: over
endings:
  over:
    title: Over
    text: |
      It is over.
"""
)
"""Walking: 2+5, 1+3, 2, 3+1+4, 1+3 words; running has eight more."""


DESK = (
    HEAD
    + """\
variables:
  wet: {flag: true}
scenes:
  gate:
    text: A desk.
    choices:
      - {id: look, label: Look out, once: true, then: over}
      - {id: listen, label: Listen, once: true, then: over}
"""
    + OVER
)


@pytest.mark.parametrize("seed", range(60))
@pytest.mark.parametrize("most", [False, True])
def test_a_bound_is_never_beaten_from_anywhere_in_any_play(seed: int, *, most: bool) -> None:
    program = small_program(made_summer(seed), "s0a")
    ranges = ranges_of(program, {})
    assert ranges is not None
    costs = Costs(program, ranges.lengths, WORDS, max if most else min)
    ahead = ranges.foresight(costs, most=most)
    pacing = Pacing(Moves(program, ranges.chain.graph.explored.moves.liveness), costs)
    best = max if most else min

    def costs_on(state: int, stage: int, number: int) -> int:
        """What the best play costs from there on, by going through all."""
        bound = ahead.ahead(number, state)
        if pacing.is_over(state):
            assert bound == 0
            return 0
        ways = pacing.ways(state, stage)
        found = best(
            way.cost + costs_on(way.state, way.stage, to)
            for way, to in zip(ways, ahead.followed(number, ways), strict=True)
        )
        assert best(bound, found) == bound
        return found

    state, _ = pacing.start({})
    costs_on(state, 0, 0)


HUB = (
    HEAD
    + """\
scenes:
  gate:
    text: A gate.
    choices:
      - {id: plain, label: One two three four five six seven eight, then: hub}
      - {id: told, label: One, then: hub}
  hub:
    text: [The yard., {if: chose(gate.told), text: One two three four five.}]
    choices:
      - {id: look, label: Look, once: true, then: lane}
      - {id: listen, label: Listen, once: true, then: hub}
      - {id: leave, label: Leave, then: over}
  lane:
    text: A lane.
    choices:
      - {id: back, label: Back, then: hub}
"""
    + OVER
)


def test_a_page_that_comes_again_is_read_again(tmp_path: Path) -> None:
    program = program_from(HUB, tmp_path)
    ranges = ranges_of(program, {})
    assert ranges is not None
    most = ranges.extreme(WORDS, most=True)
    assert most is not None
    assert most.high == max(high[0] for _, high in every_play.plays(program, {}))
    assert ranges.play(most)[0] == "gate.told"


def summer(*, last: str) -> str:
    """Five decisions of three choices each, of which the more to choose has the more to tell."""
    lines = [HEAD.replace("gate", "s0"), "acts: [spring, autumn]", "scenes:"]
    for number in range(5):
        lines += [
            f"  s{number}:",
            "    act: spring",
            f"    text: Week {number}.",
            "    choices:",
        ]
        for choice in range(3):
            label = "On " * (choice + 1)
            lines.append(f"      - id: c{choice}")
            lines.append(f"        label: {label}")
            lines.append(f"        then: {f's{number + 1}' if number < 4 else 'snow'}")
            if last == "later":
                told = "Told. " * (4 - 2 * choice)
                lines.append(f"        later: {{at: autumn, text: '{told}.'}}")
    lines += ["  snow:", "    act: autumn", "    text:", "      - Snow."]
    if last == "page":
        lines += [
            f"      - {{if: chose(s{number}.c{choice}), text: {'Told. ' * (4 - 2 * choice)}.}}"
            for number in range(5)
            for choice in range(3)
        ]
    lines += ["    then: over", "endings:", "  over: {title: Over, text: Over.}"]
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("last", ["page", "later"])
def test_what_a_choice_leads_to_in_the_end_is_known_when_it_is_taken(
    last: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = program_from(summer(last=last), tmp_path)
    known = every_play.plays(program, {})
    ranges = ranges_of(program, {})
    assert ranges is not None
    # There are 243 plays; only what may be best is tried.
    monkeypatch.setattr(extremes, "MOST_TRIED", 12)
    most = ranges.extreme(WORDS, most=True)
    assert most is not None
    assert (most.low, most.high) == (max(high[0] for _, high in known),) * 2


def test_words_and_minutes_are_worked_out_by_hand(tmp_path: Path) -> None:
    ranges = ranges_of(program_from(PATHS, tmp_path), {})
    assert ranges is not None
    least, most = (ranges.extreme(WORDS, most=most) for most in (False, True))
    assert least is not None
    assert most is not None
    assert (least.low, most.high) == (25, 33)
    assert ranges.play(least)[0] == "gate.walk"
    assert ranges.play(most)[0] == "gate.run"
    longest = ranges.extreme(TIME, most=True)
    assert longest is not None
    # A decision and a question, and 33 words at 175 a minute.
    assert longest.high == 60 * SECOND + 33 * TIME.word


@pytest.mark.parametrize(
    ("effect", "seconds"), [("", 20), (", do: [wet = true]", 40), (", once: false", 40)]
)
def test_to_pick_what_to_look_into_takes_as_long_as_a_question(
    effect: str, seconds: int, tmp_path: Path
) -> None:
    text = DESK.replace(", once: true, then: over", f", once: true{effect}, then: over")
    ranges = ranges_of(program_from(text.replace("once: true, once", "once"), tmp_path), {})
    assert ranges is not None
    least = ranges.extreme(TIME, most=False)
    assert least is not None
    assert least.low == seconds * SECOND + (2 + 2 + 1 + 1 + 3) * TIME.word


def test_what_goes_round_has_no_bound(tmp_path: Path) -> None:
    text = PATHS.replace("then: over\n", "then: gate\n").replace(
        "Walk on slowly, then: yard", "Walk on slowly, then: over"
    )
    ranges = ranges_of(program_from(text, tmp_path), {})
    assert ranges is not None
    most, least = ranges.extreme(WORDS, most=True), ranges.extreme(WORDS, most=False)
    assert most is not None
    assert least is not None
    assert most.endless
    assert most.high is None
    assert least.exact
    assert least.low == 2 + 5 + 1 + 3 + 1 + 3


def test_a_loop_that_can_be_gone_once_has_a_bound(tmp_path: Path) -> None:
    text = PATHS.replace(
        "      - {id: walk,",
        "      - {id: back, label: Look, once: true, then: gate}\n      - {id: walk,",
    )
    ranges = ranges_of(program_from(text, tmp_path), {})
    assert ranges is not None
    most = ranges.extreme(WORDS, most=True)
    assert most is not None
    assert not most.endless
    # "Look" is offered on the first visit only, and the gate is read twice.
    assert most.high == 33 + 1 + (2 + 5 + 1 + 3)


@pytest.mark.parametrize(
    ("promise", "holds"),
    [
        ("words: {at_most: 33}", True),
        ("words: {at_most: 32}", False),
        ("words: {at_least: 25}", True),
        ("words: {at_least: 26}", False),
        ("words: {at_least: 25, at_most: 33}", True),
        ("minutes: {at_most: 2}", True),
        ("minutes: {at_most: 1}", False),
    ],
)
def test_contracts_of_words_and_minutes(promise: str, holds: bool, tmp_path: Path) -> None:
    program = program_from(PATHS + f"checks:\n  - {promise}\n", tmp_path)
    (run,) = prove(program, Limits()).runs
    (verdict,) = run.verdicts
    assert verdict.holds is holds
    assert bool(verdict.witness) is not holds
    if verdict.witness:
        items = list(verdict.witness)
        played = Run(program, settings_of(items), 1)
        follow_play(played, items)
        assert program.place_name(played.state) == "over"
        assert verdict.witness[0] == ("gate.walk" if "at_least" in promise else "gate.run")


def test_what_is_usual_lies_between_the_least_and_the_most() -> None:
    for program in list(PROGRAMS.values())[:25]:
        for settings in settings_in(program)[:1]:
            ranges = ranges_of(program, settings)
            usual = ranges.typical(WORDS, 50) if ranges else None
            if ranges is None or usual is None:
                continue
            least, most = ranges.extreme(WORDS, most=False), ranges.extreme(WORDS, most=True)
            assert least is not None
            assert most is not None
            assert usual.median >= least.low
            assert most.high is None or usual.median <= most.high


def test_the_middle_is_of_the_players_lots(tmp_path: Path) -> None:
    ranges = ranges_of(program_from(PATHS, tmp_path), {})
    assert ranges is not None
    usual = ranges.typical(WORDS, 1001)
    assert usual is not None
    assert usual.plays == 1001
    assert usual.median in (25, 33)


def block(prose: str) -> TextBlock:
    return TextBlock(prose, Position("story.yaml", 1, 1))


def test_lix_is_words_in_a_sentence_and_long_words() -> None:
    found = readability([(block("The men stood there. Nobody answered [F3] the {who}!"),)])
    # Eight words in two sentences, one of them longer than six letters.
    assert (found.words, found.sentences, found.long_words) == (8, 2, 1)
    assert found.lix == pytest.approx(8 / 2 + 100 / 8)
    assert found.level == "children's book"


def test_a_paragraph_ends_a_sentence() -> None:
    assert readability([(block("No end\n\nNor here\n\n---"),)]).sentences == 2
