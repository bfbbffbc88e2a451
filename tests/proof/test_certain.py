"""What is said to be certain at a stop, in every state that plays come to there."""

from __future__ import annotations

from pathlib import Path

import pytest

from borderpost.engine.program import Program
from borderpost.proof.chances.graph import linked
from borderpost.proof.reading.certain import certain
from borderpost.proof.search.exploring import Limits, explore
from borderpost.proof.search.settling import Stop
from tests.engine.small import program as small_program
from tests.proof.made_summers import made_summer
from tests.proof.test_against_brute_force import PROGRAMS, settings_in
from tests.stories import HEAD, OVER, program_from


def held_everywhere(program: Program, settings: dict[str, str]) -> int | None:
    """How many bits are certain somewhere, each looked at in every state; None if too many."""
    limits = Limits(5_000, 30.0)
    explored = explore(program, settings, limits)
    whole = explore(program, settings, limits, project=False)
    if not explored.complete or not whole.complete:
        return None
    known = certain(program, settings, linked(explored))
    bits = 0
    for level in whole.levels:
        for key, states in level.items():
            mask, state, _ = known[whole.moves.stop(key)]
            bits += mask.bit_count()
            assert not any((each ^ state) & mask for each in states)
    return bits


@pytest.mark.parametrize("name", PROGRAMS)
def test_what_is_certain_is_so_in_every_state(name: str) -> None:
    program = PROGRAMS[name]
    for settings in settings_in(program):
        if held_everywhere(program, settings) is None:
            pytest.skip("too large to be walked in full")


@pytest.mark.parametrize("seed", range(60))
def test_what_is_certain_is_so_in_made_stories(seed: int) -> None:
    assert held_everywhere(small_program(made_summer(seed), "s0a"), {}) != 0


WAY = (
    HEAD
    + """\
variables:
  long: {one_of: ["no", "yes"], start: "no", ask: true, label: Long}
  coins: {range: 0..9, start: 3}
scenes:
  gate:
    text: A gate.
    choices:
      - {id: run, label: Run, then: yard}
      - {id: walk, label: Walk, then: lane}
  lane:
    text: A lane.
    do: [coins -= 1]
    then: yard
  yard:
    text:
      - A yard.
      - {text: You are out of breath., if: chose(gate.run)}
      - {text: You saw the lane., if: seen(lane)}
      - {text: You saw the gate., if: seen(gate)}
      - {text: You saw the cellar., if: seen(cellar)}
      - {text: "{coins} coins."}
    then:
      - {if: coins > 5, then: over}
      - {if: long == yes, then: cellar}
      - over
  cellar:
    text: A cellar.
    then: over
"""
    + OVER
)


def test_what_all_ways_to_a_stop_have_done_is_certain_and_no_more(tmp_path: Path) -> None:
    program = program_from(WAY, tmp_path)
    layout = program.layout
    known = certain(program, {"long": "no"}, linked(explore(program, {"long": "no"}, Limits())))

    def value(place: str, name: str) -> int | None:
        """The value of a field at a stop; None where it is not certain."""
        field = layout.field(name)
        mask, state, _ = known[Stop(layout.place_numbers[place])]
        return field.read(state) if mask >> field.shift & field.mask == field.mask else None

    assert value("gate", "seen:gate") == 0
    assert value("yard", "seen:gate") == 1
    assert value("lane", "chose:gate.run") == 0
    assert value("yard", "chose:gate.run") is None
    assert value("yard", "seen:lane") is None
    assert value("over", "seen:cellar") == 0
    assert value("gate", "var:coins") == 3
    assert value("yard", "var:coins") is None
    assert value("over", "var:long") == 0
    assert known[Stop(layout.place_numbers["over"])].decided == {"gate"}
    assert not known[Stop(layout.place_numbers["gate"])].decided
    assert Stop(layout.place_numbers["cellar"]) not in known
