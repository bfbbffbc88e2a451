"""Values as they are shown and kept: by name, in the words a story gives them."""

from __future__ import annotations

import pytest

from borderpost.engine.program import setting_value
from borderpost.engine.run import Run
from borderpost.story.prose import plain_text
from tests.engine.small import play, program

WORDS = """
variables:
  money: {meter: -2..9, start: 3, label: Money}
  trust: {meter: 5..9, start: 6, label: Trust}
  depth: {range: -5..5, start: -1}
  mood: {one_of: [calm, very_alarmed], start: very_alarmed}
  heard: {set_of: [a_shot, convoy, nothing], start: [a_shot, nothing]}
  warned: {flag: true, start: true}
  size: {range: 1..3, start: 2, ask: true}
  dry: {flag: true, ask: true}
  same_mood: {derive: mood == very_alarmed}
  again: {derive: same_mood}
  purse: {derive: money}
  less: {derive: -money}
  more: {derive: money * 2 + 1}
  least: {derive: lowest(money depth)}
  two: {derive: 2}
  sure: {derive: true}
  were: {derive: seen(gate)}
scenes:
  gate:
    text: A gate.
    choices:
      - {id: pay, label: Pay, do: [money -= 9], then: gate}
      - {id: win, label: Win, do: [money += 20, depth = -5], then: gate}
      - {id: doubt, label: Doubt, do: [trust -= 3], then: gate}
      - {id: least, label: Least, do: [money = -2, trust = 5], then: gate}
      - {id: most, label: Most, do: [money = 9, trust = 9], then: gate}
      - {id: more, label: More, do: [trust += 3], then: gate}
      - {id: go, label: Go, then: over}
endings: {over: {title: Over, text: It is over.}}
"""
SETTINGS = {"size": "3", "dry": "true"}


def test_each_variable_has_words() -> None:
    run = Run(program(WORDS), SETTINGS, 1)
    assert run.program.words(run.state) == {
        "money": "3",
        "trust": "6",
        "depth": "-1",
        "mood": "very alarmed",
        "heard": "a shot nothing",
        "warned": "true",
        "size": "3",
        "dry": "true",
        "same_mood": "true",
        "again": "true",
        "purse": "3",
        "less": "-3",
        "more": "7",
        "least": "-1",
        "two": "2",
        "sure": "true",
        "were": "false",
    }


def test_what_is_stored_has_a_name_that_lasts() -> None:
    run = Run(program(WORDS), SETTINGS, 1)
    assert run.program.named(run.state) == {
        "place": "gate",
        "money": "3",
        "trust": "6",
        "depth": "-1",
        "mood": "very_alarmed",
        "heard": "a_shot nothing",
        "warned": "true",
        "size": "3",
        "dry": "true",
    }
    assert run.program.digest(run.state) == "151e97dde519d348"


@pytest.mark.parametrize(
    ("choices", "said"),
    [
        (("pay",), ["Money can go no lower."]),
        (("win",), ["Money can go no higher."]),
        (("doubt",), ["Trust can go no lower."]),
        (("more",), []),
        (("more", "more"), ["Trust can go no higher."]),
        (("least",), []),
        (("most",), []),
    ],
)
def test_a_meter_that_stopped_says_at_which_end(choices: tuple[str, ...], said: list[str]) -> None:
    run = Run(program(WORDS), SETTINGS, 1)
    for choice in choices:
        play(run, f"gate.{choice}")
    told = [plain_text(passage.paragraphs) for passage in run.view().passages]
    assert told == [*said, "A gate."]


@pytest.mark.parametrize(
    ("name", "word", "value"),
    [("size", "1", 1), ("size", "3", 3), ("dry", "false", 0), ("mood", "calm", 0)],
)
def test_a_setting_is_given_by_its_word(name: str, word: str, value: int) -> None:
    assert setting_value(program(WORDS).story.variables[name], word) == value


@pytest.mark.parametrize(
    ("name", "word"), [("size", "0"), ("size", "4"), ("size", "x"), ("dry", "yes"), ("mood", "")]
)
def test_a_word_that_a_setting_does_not_take_is_refused(name: str, word: str) -> None:
    with pytest.raises(ValueError, match=r"not in|literal|^[04]$"):
        setting_value(program(WORDS).story.variables[name], word)
