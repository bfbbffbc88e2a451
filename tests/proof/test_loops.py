"""Loops: the shares that go through them, and those that never leave."""

from __future__ import annotations

from pathlib import Path

import pytest

from borderpost.engine.program import Program
from borderpost.proof.chances.loops import DENSE, loops_in_order, solved
from borderpost.proof.chances.odds import Odds, Shares
from borderpost.proof.players import UNIFORM, Player
from borderpost.proof.search.exploring import Limits
from tests.stories import HEAD, program_from

ENDINGS = """\
endings:
  out:
    title: Out
    text: |
      You are out.
  home:
    title: Home
    text: |
      You are home.
"""

WALK = (
    HEAD
    + """\
scenes:
  gate:
    text: |
      A gate.
    choices:
      - {id: again, label: Round again, then: yard, tags: [stay]}
      - {id: out, label: Out, then: out}
  yard:
    text: |
      A yard.
    choices:
      - {id: back, label: Back, then: gate, tags: [stay]}
      - {id: home, label: Home, then: home}
      - {id: on, label: On, then: gate, tags: [stay]}
"""
    + ENDINGS
)
"""From the gate half leave; of the others a third goes home, and two thirds come back."""

TRAP = (
    WALK.replace("      - {id: home, label: Home, then: home}\n", "")
    .replace(
        "      - {id: out, label: Out, then: out}\n",
        "      - {id: out, label: Out, then: out}\n      - {id: cell, label: In, then: cell}\n",
    )
    .replace(
        "endings:\n",
        """\
  cell:
    text: |
      A cell.
    choices:
      - {id: sit, label: Sit, then: cell}
endings:
""",
        1,
    )
)
"""A cell that nobody leaves, entered by a third."""


def counted(program: Program, player: Player = UNIFORM) -> Shares:
    return Odds(program, {}, Limits(10_000, 60.0)).shares(player)


def test_a_loop_is_solved_as_what_it_adds_up_to(tmp_path: Path) -> None:
    found = counted(program_from(WALK, tmp_path))
    # At the gate x = 1 + x * 1/2 * 2/3 = 3/2: half of that leaves, and 3/2 * 1/2 * 1/3 goes home.
    assert found.exact
    assert found.endings == pytest.approx({"out": 0.75, "home": 0.25}, abs=1e-12)
    assert found.never == 0
    assert found.residual < 1e-12


def test_what_enters_a_loop_without_a_way_out_never_ends(tmp_path: Path) -> None:
    found = counted(program_from(TRAP, tmp_path))
    # x = 1 + x/3 = 3/2; a third of that leaves, a third is caught.
    assert found.exact
    assert found.endings["out"] == pytest.approx(0.5, abs=1e-12)
    assert found.never == pytest.approx(0.5, abs=1e-12)


def test_a_policy_that_stays_in_a_loop_never_ends(tmp_path: Path) -> None:
    found = counted(program_from(WALK, tmp_path), Player("stayer", ("stay",)))
    assert found.never == pytest.approx(1.0)
    assert sum(found.endings.values()) == pytest.approx(0.0)


@pytest.mark.parametrize("size", [DENSE, DENSE + 1])
def test_a_large_loop_is_gone_round_to_the_same(size: int) -> None:
    # A ring: from each on to the next with 9/10, else out; 1 comes to the first.
    rows = [[((number + 1) % size, 0.9)] for number in range(size)]
    through, residual = solved(rows, [1.0, *[0.0] * (size - 1)])
    first = 1 / (1 - 0.9**size)
    assert through == pytest.approx([first * 0.9**number for number in range(size)], abs=1e-9)
    assert residual < 1e-12


def test_loops_come_after_all_that_leads_to_them() -> None:
    ways = {
        "a": [("b", 1.0)],
        "b": [("c", 0.5), ("d", 0.5)],
        "c": [("b", 1.0)],
        "d": [("e", 1.0)],
        "e": [("d", 0.5), ("out", 0.5)],
    }
    found = [frozenset(loop) for loop in loops_in_order(ways)]
    assert found == [{"a"}, {"b", "c"}, {"d", "e"}]


def test_a_loop_of_many_states_needs_no_deep_stack() -> None:
    size = 50_000
    ways = {number: [((number + 1) % size, 1.0)] for number in range(size)}
    assert [len(loop) for loop in loops_in_order(ways)] == [size]
