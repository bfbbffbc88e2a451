"""What stands beside a choice: which way meters will go, why it is locked, who will read it."""

from __future__ import annotations

import pytest

from borderpost.engine.actions import Choose
from borderpost.engine.run import Run
from borderpost.engine.view import ChoiceView
from borderpost.story.prose import plain_text
from tests.engine.small import play, program

MARKET = """
variables:
  money: {meter: 0..10, start: 3, label: Money}
  bread: {meter: -2..4, start: 1}
  water: {meter: 0..5, start: 1, label: Water}
  odd: {range: 0..5, start: 1}
  asked: {flag: true}
scenes:
  gate:
    text: A market.
    choices:
      - {id: trade, label: Trade, cost: {money: 2}, do: [bread += 1, odd += 1], then: gate}
      - {id: drink, label: Drink, do: [water -= 1], shows: direction, then: gate}
      - {id: look, label: Look, shows: direction, then: rob}
      - {id: quiet, label: Wait, do: [water -= 1], then: gate}
      - {id: sign, label: Sign, shows: readers, readers: the mayor, then: gate}
      - {id: feast, label: Feast, cost: {money: 9, bread: 4}, then: gate}
      - {id: some, label: Some, cost: {money: 9, water: 1}, then: gate}
      - {id: told, label: Told, if: asked, locked: "You have {money} coins.", then: gate}
      - {id: both, label: Both, if: asked, cost: {money: 9}, then: gate}
      - {id: dear, label: Dear, cost: {money: 9}, locked: Too dear., then: gate}
      - {id: once, label: Once, once: true, cost: {money: 9}, locked: Not yet., then: gate}
      - {id: ask, label: Ask, once: true, do: [asked = true], locked: Gone., then: gate}
  rob:
    do: [money -= 3]
    text: Robbed.
    then: over
endings: {over: {title: Over, text: It is over.}}
"""


def offered(*items: str) -> dict[str, ChoiceView]:
    """What is shown at the market after some choices, by id."""
    run = play(Run(program(MARKET), {}, 1), *items)
    found = {}
    for choice in run.view().choices:
        assert isinstance(choice.action, Choose)
        found[choice.action.choice] = choice
    return found


def test_a_price_and_what_is_told_beforehand_show_which_way_meters_go() -> None:
    ways = {name: choice.directions for name, choice in offered().items()}
    assert ways["trade"] == (("Money", -1), ("bread", 1))
    assert ways["drink"] == (("Water", -1),)
    assert ways["look"] == ()  # what comes after is not told
    assert ways["quiet"] == ways["sign"] == ()


def test_readers_and_words_stand_beside_a_choice() -> None:
    found = offered()
    assert (found["sign"].readers, found["quiet"].readers) == ("the mayor", "")
    assert plain_text(found["sign"].label) == "Sign"


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("feast", "Not enough Money and bread"),
        ("some", "Not enough Money"),
        ("told", "You have 3 coins."),
        ("dear", "Too dear."),
        ("once", "Not yet."),
    ],
)
def test_a_choice_is_shown_locked_with_the_reason(name: str, reason: str) -> None:
    choice = offered()[name]
    assert (choice.number, choice.locked, choice.directions) == (0, reason, ())


def test_what_is_hidden_comes_when_it_may_and_what_was_for_once_goes() -> None:
    assert "both" not in offered()
    after = offered("gate.ask")
    assert after["both"].locked == "Not enough Money"
    assert (after["told"].locked, after["told"].number > 0) == ("", True)
    assert "ask" not in after


def test_numbers_count_what_can_be_taken_and_locked_ones_come_last() -> None:
    numbers = [choice.number for choice in offered().values()]
    taken = [number for number in numbers if number]
    assert taken == list(range(1, len(taken) + 1))
    assert numbers == [*taken, *[0] * (len(numbers) - len(taken))]
