"""Which facts and cards a player has met: read on the path, on cards, and at the end."""

from __future__ import annotations

from borderpost.engine.run import Run
from borderpost.story.prose import plain_text
from tests.engine.small import play, program

FACTS = """
facts:
  F1: {says: One., mark: documented}
  F2: {says: Two., mark: claimed}
  F3: {says: Three., mark: unknown}
  F4: {says: Four., mark: claimed}
  F5: {says: Five., mark: claimed}
  F6: {says: Six., mark: unknown}
variables:
  deep: {flag: true}
sources:
  S1:
    name: A note
    says: [{text: "A shot [F2]."}, {if: deep, text: "Two shots [F6]."}]
    context: [F3]
  S2: {name: A map, says: A road.}
scenes:
  gate:
    text: A gate [F1].
    choices:
      - {id: go, label: Go, after: "You go [F4].", then: hut}
      - {id: dig, label: Dig, do: [deep = true], then: hut}
      - {id: stay, label: Stay, then: gate}
  hut:
    card: [S1, S2]
    text: [{text: A hut.}, {if: deep, text: "Below it [F5]."}]
    then: over
endings:
  over: {title: Over, text: It is over., facts: [F5], unknowns: [F6]}
"""


def met(*items: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    run = play(Run(program(FACTS), {}, 1), *items)
    return run.facts(), run.cards()


def test_facts_are_met_in_the_order_they_are_read() -> None:
    assert met() == (("F1",), ())
    assert met("gate.stay") == (("F1",), ())
    assert met("gate.go") == (("F1", "F4", "F2", "F3"), ("S1", "S2"))
    assert met("gate.go", "hut.") == (("F1", "F4", "F2", "F3", "F5", "F6"), ("S1", "S2"))


def test_what_a_condition_hides_is_not_read() -> None:
    texts = {}
    for choice in ("go", "dig"):
        run = play(Run(program(FACTS), {}, 1), f"gate.{choice}")
        texts[choice] = plain_text(run.view().passages[-1].paragraphs)
    assert texts == {"go": "A hut.", "dig": "A hut.\n\nBelow it [F5]."}


def test_what_a_condition_hides_is_not_met() -> None:
    assert met("gate.dig") == (("F1", "F5", "F2", "F6", "F3"), ("S1", "S2"))


def test_a_fact_is_met_in_the_state_it_was_read_in() -> None:
    run = play(Run(program(FACTS), {}, 1), "gate.go")
    assert "F5" not in run.facts()
    run.jump(0)
    assert run.facts() == ("F1",)
