"""What a place looks like in lines: headings, prose, cards, changes and choices."""

from __future__ import annotations

import re
from io import StringIO
from pathlib import Path

import pytest

from borderpost.engine.actions import Choose
from borderpost.engine.view import ChoiceView, Passage
from borderpost.plain.console import Console
from borderpost.plain.page import write_choices, write_passages
from borderpost.plain.wrapping import columns, prose_lines, sentence, wrap
from borderpost.story.prose import Span, parse_prose
from tests.plain.sitting import sit
from tests.stories import HEAD, OVER

STORES = (
    HEAD
    + """\
variables:
  money: {meter: 0..10, start: 6, label: Money, better: high, explain: An invented unit.}
  soldiers: {meter: 0..10, start: 5, label: Soldiers, better: high}
facts:
  F53:
    says: There is no money for coats.
    mark: claimed
    kind: warning
    paragraph: 25
    by: a junior officer
sources:
  S10:
    name: A junior officer
    role: Junior officer
    says: |
      There is no money. [F53]
scenes:
  gate:
    title: The stores
    when_where: Lakkon, June
    card: [S10]
    text: |
      The left column is what the regulation says, and the right column is what is here. [F53]

      > *Dear* mother,
      > all is **well**.

      - boots
      - coats

      ---

      {money} is left.
    choices:
      - id: boots
        label: Boots and coats
        cost: {money: 2}
        do: [soldiers += 2]
        after: |
          He writes the order.
        then: yard
      - id: wire
        label: Wire and radios
        cost: {money: 9}
        then: yard
      - id: fly
        label: Fly away
        if: money > 8
        locked: No wings
        then: over
      - id: line
        label: Write a line
        shows: readers
        readers: the capital
        then: yard
  yard:
    title: The yard
    text: |
      Nothing stirs.
    then: over
"""
    + OVER
)

FIRST_PLACE = """\

Lakkon, June
The stores

The left column is what the regulation says, and the right column is
what is here. [F53]

    Dear mother, all is well.

- boots
- coats

---

6 is left.

New in the case file: S10 A junior officer. Type: card S10

 1. Boots and coats
    Money down, Soldiers up.
 2. Write a line
    Read by the capital.
  (locked) Wire and radios: Not enough Money
  (locked) Fly away: No wings
> """


def test_a_place_is_written_whole(tmp_path: Path) -> None:
    assert FIRST_PLACE in sit(STORES, tmp_path).text


def test_the_opening_says_what_there_is(tmp_path: Path) -> None:
    text = sit(STORES, tmp_path).text
    assert text.startswith("Small\n")
    assert "? lists the commands" in text
    assert "Money 6, Soldiers 5." in text


def test_what_changed_is_told_in_words_before_the_next_scene(tmp_path: Path) -> None:
    said = sit(STORES, tmp_path, "1").after("1")
    assert said == (
        "\nHe writes the order.\n"
        "\nMoney 4, was 6. Soldiers 7, was 5.\n"
        "\nThe yard\n\nNothing stirs.\n"
        "\n 1. Continue"
    )


def test_nothing_is_said_of_meters_that_did_not_change(tmp_path: Path) -> None:
    assert sit(STORES, tmp_path, "2").after("2") == ("\nThe yard\n\nNothing stirs.\n\n 1. Continue")


def test_a_locked_choice_has_no_number(tmp_path: Path) -> None:
    sitting = sit(STORES, tmp_path, "3", "4")
    assert "3 is not offered here. Type 1 or 2, or ? for the commands." in sitting.text
    assert sitting.run.head == 0


def test_lines_keep_to_the_width(tmp_path: Path) -> None:
    long = "A sentence of many words goes on and on. " * 20
    text = sit(STORES.replace("Nothing stirs.", long), tmp_path, "1").text
    assert 60 < max(map(len, text.partition("Your run is")[0].split("\n"))) <= 72


def test_a_card_is_new_once(tmp_path: Path) -> None:
    back = STORES.replace(
        "      Nothing stirs.\n    then: over",
        "      Nothing stirs.\n    choices:\n"
        "      - {id: back, label: Back, then: gate}\n"
        "      - {id: on, label: On, then: over}",
    )
    text = sit(back, tmp_path, "1", "1", "again").text
    assert text.count("The stores") == 3
    assert text.count("New in the case file") == 1


def test_a_card_met_again_after_a_step_back_is_new_again(tmp_path: Path) -> None:
    text = sit(STORES, tmp_path, "1", "undo").text
    assert text.count("New in the case file") == 2


def test_what_looks_like_markup_is_shown_as_it_is(tmp_path: Path) -> None:
    label = "[Press] 1 [/path] [@click=app.quit]x[/]"
    text = sit(STORES.replace("label: Boots and coats", f"label: '{label}'"), tmp_path).text
    assert f" 1. {label}\n" in text


@pytest.mark.parametrize(
    ("told", "shown"),
    [
        ("A \x1b[31mred\x1b[0m sentence.", "A red sentence."),
        ("Bell\x07 and title\x1b]0;gone\x07.", "Bell and title."),
        ("Turned \u202eround.", "Turned round."),
    ],
)
def test_nothing_in_a_story_drives_the_terminal(told: str, shown: str) -> None:
    out = StringIO()
    console = Console(None, out, interactive=False)
    said = parse_prose("x")[0]._replace(spans=(Span(told),))
    write_passages(console, [Passage("scene", (said,), "gate", told, told)])
    write_choices(console, [ChoiceView(0, Choose("gate", "go"), (said,), told, (), told)])
    console.say(told)
    console.line(told)
    assert out.getvalue().count(shown.rstrip(".")) == 8
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", out.getvalue())


def test_what_is_typed_does_not_drive_the_terminal_either(tmp_path: Path) -> None:
    text = sit(STORES, tmp_path, "\x1b[2J\x07zebra").text
    assert "“zebra” is no number and no command." in text
    assert "\x1b" not in text


# --- Breaking lines -------------------------------------------------------------------------------


def test_words_are_never_torn() -> None:
    word = "x" * 10_000
    assert wrap(f"a {word} b", 20) == ["a", word, "b"]


def test_the_first_line_and_the_rest_begin_as_told() -> None:
    assert wrap("one two three", 9, " 1. ", "    ") == [" 1. one", "    two", "    three"]


def test_a_newline_breaks_the_line() -> None:
    assert wrap("one\ntwo", 72) == ["one", "two"]


def test_an_empty_text_is_an_empty_line() -> None:
    assert wrap("", 72) == [""]


def test_wide_letters_take_two_columns_and_marks_none() -> None:
    assert columns("日本") == 4
    assert columns("e\u0301") == 1
    assert wrap("日本 日本 日本", 9) == ["日本 日本", "日本"]


@pytest.mark.parametrize("width", [20, 33, 72])
def test_no_line_is_wider_than_the_width(width: int) -> None:
    paragraphs = parse_prose("> Some words of a paper.\n\n- an item\n\nText that goes on.\n" * 5)
    assert max(map(columns, prose_lines(paragraphs, width))) <= width


@pytest.mark.parametrize(
    ("text", "ended"),
    [("It is", "It is."), ("Is it?", "Is it?"), ("“It is.”", "“It is.”"), ("", ""), ("a:", "a:")],
)
def test_a_sentence_has_one_end(text: str, ended: str) -> None:
    assert sentence(text) == ended
