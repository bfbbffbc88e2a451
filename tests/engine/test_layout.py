"""What takes room in the state: only what somebody can ask for."""

from __future__ import annotations

import pytest

from borderpost.engine.actions import Answer, Choose
from borderpost.engine.layout import Layout
from tests.engine.small import program, story

PLAIN = """
sources:
  S1:
    name: A note
    says: |
      Come.
variables:
  mood: {range: 0..5, start: 1}
scenes:
  gate:
    card: [S1]
    text: |
      The gate.
    questions:
      - id: who
        ask: Who?
        certainty: true
        options: {him: Him, her: Her, them: Them}
    choices:
      - {id: stay, label: Stay, then: gate}
      - {id: go, label: Go, then: road}
endings:
  road:
    title: The road
    text: |
      Gone.
"""


def names(text: str) -> set[str]:
    return set(Layout(story(text)).fields)


def test_what_nobody_asks_takes_no_room() -> None:
    assert names(PLAIN) == {"place", "var:mood"}


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ("label: Stay,", "label: Stay, if: seen(gate),", "seen:gate"),
        ("label: Stay,", "label: Stay, if: chose(gate.stay),", "chose:gate.stay"),
        ("label: Stay,", "label: Stay, once: true,", "chose:gate.stay"),
        ("label: Stay,", "label: Stay, if: answered(who.her),", "answer:who"),
        ("      Gone.", "      {mood} gone.", ""),
        ("    card: [S1]", "    max_visits: 3", "visits:gate"),
        ("    card: [S1]", "    act: day", ""),
        ("Them}", "Them}\n        do:\n          them: [mood += 1]", "pending:who"),
        (
            "    text: |\n      Gone.",
            "    text:\n      - if: seen(gate)\n        text: Gone.",
            "seen:gate",
        ),
    ],
)
def test_asking_makes_room_for_just_that(old: str, new: str, field: str) -> None:
    assert old in PLAIN
    text = PLAIN.replace(old, new) + ("acts: [day]\n" if "act: day" in new else "")
    assert names(text) - names(PLAIN) == ({field} if field else set())


def test_a_value_takes_the_bits_its_bounds_need() -> None:
    for high, bits in ((1, 1), (2, 2), (3, 2), (4, 3), (1000, 10)):
        layout = Layout(story(PLAIN.replace("0..5", f"0..{high}")))
        assert layout.field("var:mood").mask == (1 << bits) - 1
    field = Layout(story(PLAIN.replace("0..5", "-6..2").replace("start: 1", "start: -6"))).field(
        "var:mood"
    )
    assert (field.low, field.high, field.mask) == (-6, 2, 15)
    for value in range(-6, 3):
        assert field.read(field.write(0, value)) == value


def test_fields_do_not_overlap() -> None:
    text = PLAIN.replace("label: Stay,", "label: Stay, if: not seen(gate) or answered(who.her),")
    taken = 0
    for field in Layout(story(text)).fields.values():
        assert not taken & field.mask << field.shift
        taken |= field.mask << field.shift


def test_visits_are_counted_up_to_their_bound_and_no_further() -> None:
    text = PLAIN.replace("    card: [S1]", "    max_visits: 2")
    gate = program(text)
    visits = gate.layout.field("visits:gate")
    state = gate.start({})
    assert visits.read(state) == 1
    state = gate.step(state, Choose("gate", "stay"))
    assert visits.read(state) == 2
    assert gate.offers(state) == ("go",)


def test_an_unread_answer_leaves_the_state_as_it_is() -> None:
    gate = program(PLAIN)
    assert gate.step(gate.start({}), Answer("who", "her", "", 2)) == gate.start({})


def test_a_target_that_stands_for_then_and_else_is_one_place() -> None:
    layout = Layout(
        story(
            """
            scenes:
              gate:
                text: |
                  The gate.
                then: wood
              wood:
                draw: {deck: all, pick: chance, then: {chance: {gate: 1, road: 1}}}
              fox:
                deck: all
                text: |
                  A fox.
              hare:
                deck: all
                text: |
                  A hare.
            endings:
              road:
                title: The road
                text: |
                  Gone.
            """
        )
    )
    assert [place.name for place in layout.places if place.flow] == ["~wood#1", "~wood#2"]
