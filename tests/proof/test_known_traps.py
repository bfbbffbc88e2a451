"""Stories known to mislead checkers: what a single visit, a sample or a short look would miss."""

from __future__ import annotations

from pathlib import Path

import pytest

from borderpost.engine.plays import follow_play, settings_of
from borderpost.engine.program import Program
from borderpost.engine.run import Run
from borderpost.proof import proving
from borderpost.proof.chances.odds import Odds
from borderpost.proof.findings.of_proofs import findings
from borderpost.proof.players import UNIFORM
from borderpost.proof.proving import Proof, prove, why
from borderpost.proof.search.exploring import Limits
from tests.stories import HEAD, OVER, program_from

OPEN = OVER.removeprefix("endings:\n")


def codes(program: Program, proof: Proof) -> list[str]:
    return [finding.code for finding in findings(program, proof)]


def lock(digits: str) -> str:
    """A lock of one wheel, to be turned to the digits of a number one after the other."""
    wheel = "".join(
        f"      - {{id: d{digit}, label: Turn to {digit}, then: try{digit}}}\n"
        for digit in range(4)
    )
    tries = "".join(
        f"  try{digit}:\n    then:\n"
        + "".join(
            f"      - {{if: step == {at}, then: right}}\n"
            for at, wanted in enumerate(digits)
            if int(wanted) == digit
        )
        + "      - wrong\n"
        for digit in range(4)
    )
    return (
        HEAD
        + f"variables:\n  step: {{meter: 0..{len(digits)}, start: 0}}\nscenes:\n"
        + "  gate:\n    text: |\n      A lock.\n    choices:\n"
        + wheel
        + "      - {id: leave, label: Leave, then: over}\n"
        + tries
        + "  right:\n    do: [step += 1]\n    then:\n"
        + f"      - {{if: step == {len(digits)}, then: inside}}\n      - gate\n"
        + "  wrong:\n    do: [step = 0]\n    then: gate\n"
        + "  inside:\n    text: |\n      You are in.\n    then: over\n"
        + OVER
    )


def test_a_combination_lock_is_opened_by_its_only_combination(tmp_path: Path) -> None:
    program = program_from(lock("2031203"), tmp_path)
    found, play, _ = why(program, "inside", {}, Limits())
    assert found
    assert [item.removeprefix("gate.d") for item in play] == list("2031203")
    # A sample hardly ever opens it; the odds say how seldom: x = 1/5^7 and something for new tries.
    proof = prove(program, Limits())
    assert codes(program, proof) == []


PLATEAU = (
    HEAD
    + """\
variables:
  height: {meter: 0..40, start: 0}
scenes:
  gate:
    text: |
      A slope.
    choices:
      - {id: climb, label: Climb, do: [height += 1], then: gate}
      - {id: jump, label: Jump, if: height == TOP, then: peak}
      - {id: down, label: Go down, then: over}
  peak:
    text: |
      The top.
    then: over
"""
    + OVER
)


def test_far_up_a_plateau_that_looks_the_same_for_long_there_is_something(tmp_path: Path) -> None:
    program = program_from(PLATEAU.replace("TOP", "39"), tmp_path)
    found, play, _ = why(program, "peak", {}, Limits())
    assert found
    assert play == ["gate.climb"] * 39 + ["gate.jump"]


def test_a_counter_that_only_grows_ends_at_its_bound(tmp_path: Path) -> None:
    program = program_from(PLATEAU.replace("if: height == TOP", "if: height > 39"), tmp_path)
    (run,) = prove(program, Limits()).runs
    assert run.complete
    assert "peak" in run.reached
    # Below the bound each height is a state of its own, for it may be asked how far it is from it.
    assert run.states <= 41 + 2


def test_a_counter_that_nobody_asks_for_adds_no_states(tmp_path: Path) -> None:
    program = program_from(PLATEAU.replace(", if: height == TOP", ""), tmp_path)
    (run,) = prove(program, Limits()).runs
    assert run.states == 3


FORK = (
    HEAD
    + """\
variables:
  key: {flag: true}
scenes:
  gate:
    text: |
      A fork.
    choices:
      - {id: left, label: Left, then: left}
      - {id: right, label: Right, then: right}
  left:
    text: |
      Left.
    choices:
      - {id: back, label: Back, then: gate}
      - {id: take, label: Take the key, do: [key = true], then: gate}
  right:
    text: |
      Right.
    choices:
      - {id: back, label: Back, then: gate}
      - {id: open, label: Open, if: key, then: over}
"""
    + OVER
)


def test_a_forked_loop_is_left_by_what_lies_on_its_other_side(tmp_path: Path) -> None:
    program = program_from(FORK, tmp_path)
    proof = prove(program, Limits())
    assert codes(program, proof) == []
    assert proof.runs[0].witnesses["over"] == (
        "gate.left",
        "left.take",
        "gate.right",
        "right.open",
    )
    assert Odds(program, {}, Limits()).shares(UNIFORM).endings == pytest.approx({"over": 1.0})


def test_a_gated_ending_without_its_key_is_not_come_to(tmp_path: Path) -> None:
    gated = FORK.replace(
        "      - {id: take, label: Take the key, do: [key = true], then: gate}\n", ""
    )
    gated = gated.replace("do: [key = true]", "").replace(
        "  right:\n",
        "  far:\n    text: |\n      Far.\n    do: [key = true]\n    then: gate\n  right:\n",
    )
    program = program_from(
        gated.replace(
            "{id: right, label: Right, then: right}",
            "{id: right, label: Right, then: right}\n"
            "      - {id: far, label: Far, if: key, then: far}",
        ),
        tmp_path,
    )
    proof = prove(program, Limits())
    assert codes(program, proof) == ["BP303", "BP301", "BP303", "BP302", "BP308"]
    assert proof.runs[0].trapped == ("gate", ())
    assert proof.runs[0].shares is not None
    assert proof.runs[0].shares.never == pytest.approx(1.0)


STORYLETS = (
    HEAD
    + """\
variables:
  fed: {flag: true}
scenes:
  gate:
    text: |
      The barracks.
    then: {draw: {deck: small, up_to: 2, then: gate, else: over}}
  dog:
    title: Dog
    deck: small
    priority: 1
    text: |
      A dog.
    choices:
      - {id: feed, label: Feed it, do: [fed = true], then: gate}
      - {id: pass, label: Pass, then: gate}
  bark:
    title: Bark
    deck: small
    when: fed
    text: |
      It barks in the night.
  silence:
    title: Silence
    deck: small
    when: not fed
    text: |
      A silent night.
"""
    + OVER
)


def test_a_machine_of_storylets_runs_out_and_every_one_is_met(tmp_path: Path) -> None:
    program = program_from(STORYLETS, tmp_path)
    proof = prove(program, Limits())
    assert codes(program, proof) == []
    assert {"dog", "bark", "silence", "over", "gate.bark"} <= proof.runs[0].reached


def test_a_storylet_whose_time_never_comes_is_told(tmp_path: Path) -> None:
    program = program_from(
        STORYLETS.replace("do: [fed = true], ", "")
        .replace(
            "  silence:\n    title: Silence\n    deck: small\n",
            "  silence:\n    title: Silence\n    deck: small\n    do: [fed = true]\n",
        )
        .replace("when: not fed", "when: not fed and seen(bark)"),
        tmp_path,
    )
    # What is done with the dog makes no difference any more, and that is told too.
    assert set(codes(program, prove(program, Limits()))) == {"BP301", "BP207"}


def test_choices_of_the_same_words_are_told_apart_by_their_ids(tmp_path: Path) -> None:
    same = FORK.replace("label: Left, then", "label: On, then").replace(
        "label: Right,", "label: On,"
    )
    program = program_from(same, tmp_path)
    found, play, _ = why(program, "right", {}, Limits())
    assert (found, play) == (True, ["gate.right"])


@pytest.mark.parametrize("target", ["over", "right.open", "left"])
def test_every_way_is_one_that_can_be_played(target: str, tmp_path: Path) -> None:
    program = program_from(FORK, tmp_path)
    _, play, _ = why(program, target, {}, Limits())
    run = Run(program, settings_of(play), 1)
    follow_play(run, play)
    visited = {program.place_name(moment.state) for moment in run.path}
    assert target.partition(".")[0] in visited


CELLAR = FORK.replace(
    "  right:\n",
    """\
  cellar:
    text: |
      A cellar.
    then: ladder
  ladder:
    text: |
      A ladder without rungs.
    then: cellar
  right:
""",
).replace(
    "{id: back, label: Back, then: gate}\n      - {id: take",
    "{id: fall, label: Fall, then: cellar}\n      - {id: take",
)


def test_a_ring_that_is_entered_late_is_told_with_the_way_into_it(tmp_path: Path) -> None:
    program = program_from(CELLAR, tmp_path)
    proof = prove(program, Limits())
    assert codes(program, proof) == ["BP308"]
    assert proof.runs[0].trapped == ("cellar", ("gate.left", "left.fall"))


@pytest.mark.parametrize("part", ["overflowing_plays", "noticed", "read"])
def test_an_interrupt_after_the_search_keeps_what_was_come_to(
    part: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(proving, part, interrupted)
    text = FORK + "checks:\n  - states: {at_most: 100000}\n  - words: {at_least: 1}\n"
    proof = prove(program_from(text, tmp_path), Limits())
    (run,) = proof.runs
    assert not proof.complete
    assert run.limit == "interrupted"
    assert run.reached
    # What was explored decides the first; the second was judged before texts were looked for.
    assert [verdict.holds for verdict in run.verdicts] == [True, True if part == "read" else None]
