"""Contracts: each kind held, broken and undecided, with a play that shows it."""

from __future__ import annotations

from pathlib import Path

import pytest

from borderpost.engine.plays import follow_play, settings_of
from borderpost.engine.program import Program
from borderpost.engine.run import Run
from borderpost.proof.contracts import Verdict
from borderpost.proof.proving import prove, why
from borderpost.proof.search.exploring import Limits
from tests.stories import HEAD, program_from

MARKET = (
    HEAD
    + """\
variables:
  money: {meter: 0..9, start: 4}
  debt: {range: 0..3, start: 0}
  pace: {one_of: [slow, quick], start: slow, ask: true}
scenes:
  gate:
    text: |
      A market.
    questions:
      - id: mood
        ask: How are you?
        options: {well: Well, ill: Ill}
    choices:
      - {id: buy, label: Buy, cost: {money: 2}, then: gate, tags: [greedy]}
      - {id: lend, label: Borrow, if: debt < 3, do: [money += 1, debt += 1], then: gate}
      - {id: leave, label: Leave, then: [{if: money == 0, then: poor}, luck], tags: [go]}
  luck:
    then: {chance: {rich: 3, poor: 1}}
endings:
  poor:
    title: Poor
    text: |
      You have nothing.
    facts: [F1]
    unknowns: [Why.]
  rich:
    title: Rich
    text: |
      You have something.
    facts: [F1]
facts:
  F1: {says: Markets close., mark: documented, kind: event, paragraph: 1, by: x}
policies:
  greedy: {prefer: [greedy]}
  spender: {prefer: [greedy, go]}
  passer: {prefer: [go]}
"""
)


def verdict_of(contract: str, tmp_path: Path, limits: Limits | None = None) -> list[Verdict]:
    """The verdicts of one contract on the market, one for each setting it speaks of."""
    program = program_from(f"{MARKET}checks:\n  - {contract}\n", tmp_path)
    proof = prove(program, limits or Limits())
    return [verdict for run in proof.runs for verdict in run.verdicts]


def replayed(program: Program, items: tuple[str, ...]) -> Run:
    run = Run(program, settings_of(items), 1)
    follow_play(run, items)
    return run


@pytest.mark.parametrize(
    ("contract", "holds"),
    [
        ("always: money >= 0", True),
        ("always: money >= 1", False),
        ("never: debt == 2 and money == 0", False),
        ("never: debt > 0 and money > 7", True),
        ("reachable: [rich, poor, gate.lend]", True),
        ("share: {ending: poor, between: 1%..99%, player: uniform}", True),
        ("share: {ending: poor, between: 0%..1%, player: uniform}", False),
        ("share: {ending: rich, between: 75%..75%, player: passer}", True),
        ("share: {ending: poor, between: 100%..100%, player: spender}", True),
        ("policy: {name: spender, never_ends_in: [rich]}", True),
        ("policy: {name: greedy, never_ends_in: [rich]}", False),
        ("policy: {name: greedy, never_ends_in: [poor]}", False),
        ("states: {at_most: 200}", True),
        ("states: {at_most: 3}", False),
        ("every_ending: {cites_at_least: 1}", True),
        ("every_ending: {unknowns_at_least: 1}", False),
        ("minutes: {at_most: 3}", False),
        ("words: {at_least: 5}", True),
    ],
)
def test_a_contract_is_judged(contract: str, holds: bool | None, tmp_path: Path) -> None:
    verdicts = verdict_of(contract, tmp_path)
    assert [verdict.holds for verdict in verdicts] == [holds, holds]
    assert all(verdict.because for verdict in verdicts)


def test_a_broken_promise_comes_with_a_shortest_play_that_breaks_it(tmp_path: Path) -> None:
    first, _ = verdict_of("always: money >= 1", tmp_path)
    assert first.witness == ("@pace=slow", *("mood=well", "gate.buy") * 2)
    run = replayed(program_from(MARKET, tmp_path / "again"), first.witness)
    assert run.program.named(run.state)["money"] == "0"


def test_a_contract_speaks_only_of_its_settings(tmp_path: Path) -> None:
    contract = "states: {at_most: 3}\n    when: {pace: quick}"
    (verdict,) = verdict_of(contract, tmp_path)
    assert verdict.settings == {"pace": "quick"}


@pytest.mark.parametrize(
    ("contract", "holds"),
    [
        ("always: money >= 0", None),
        ("always: debt < 1", False),
        ("reachable: [rich]", None),
        ("states: {at_most: 3}", False),
        ("states: {at_most: 400}", None),
        ("share: {ending: poor, between: 1%..99%, player: uniform}", None),
        ("words: {at_least: 5}", None),
    ],
)
def test_where_a_limit_ends_the_search_only_what_was_seen_is_judged(
    contract: str, holds: bool | None, tmp_path: Path
) -> None:
    for verdict in verdict_of(contract, tmp_path, Limits(states=4)):
        assert verdict.holds is holds


def test_the_way_to_a_choice_ends_with_it(tmp_path: Path) -> None:
    program = program_from(MARKET, tmp_path)
    found, play, _ = why(program, "poor", {"pace": "quick"}, Limits())
    assert found
    assert play == ["@pace=quick", "mood=well", "gate.leave", "~poor"]
    found, play, _ = why(program, "gate.lend", {"pace": "slow"}, Limits())
    assert play == ["@pace=slow", "mood=well", "gate.lend"]


def test_no_way_is_told_from_none_found_yet(tmp_path: Path) -> None:
    locked = MARKET.replace("if: debt < 3", "if: money > 8")
    program = program_from(locked, tmp_path)
    assert why(program, "gate.lend", {"pace": "slow"}, Limits())[:2] == (False, [])
    assert why(program, "gate.lend", {"pace": "slow"}, Limits(states=0))[:2] == (None, [])


def test_a_broken_promise_of_a_policy_comes_with_a_play_of_it(tmp_path: Path) -> None:
    contract = "policy: {name: greedy, never_ends_in: [poor]}"
    for verdict in verdict_of(contract, tmp_path):
        run = replayed(program_from(MARKET, tmp_path / "again"), verdict.witness)
        assert run.program.place_name(run.state) == "poor"
        assert "gate.buy" in verdict.witness
        assert "gate.lend" not in verdict.witness
