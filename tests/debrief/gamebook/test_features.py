"""What a story can say, each alone in a small story: printed so, and played as the engine does.

The stories are without sense: each has one thing in it, and words that tell what happened.
"""

from __future__ import annotations

import re

import pytest

from borderpost.debrief.gamebook.book import gamebook
from borderpost.debrief.gamebook.terms import CannotBePrinted
from borderpost.engine.program import Program
from tests.debrief.gamebook.beside import by_lot, read_beside
from tests.debrief.gamebook.paper import page_of
from tests.debrief.gamebook.printed import printed
from tests.debrief.gamebook.reader import Reader
from tests.engine import small

OVER = "endings: {over: {title: Over, text: It is over.}}\n"

METERS = """
variables:
  money: {meter: 0..5, start: 3, label: Money}
  post: {meter: 0..5, start: 2, label: Post}
"""

STORIES = {
    "once": (
        """
scenes:
  gate:
    text: A gate.
    choices:
      - {id: knock, label: Knock, once: true, then: gate}
      - {id: go, label: Go, then: over}
""",
        ["not A1", "Tick A1."],
    ),
    "max_visits": (
        """
scenes:
  gate:
    text: A gate.
    choices:
      - {id: hut, label: To the hut, then: hut}
      - {id: go, label: Go, then: over}
  hut: {text: A hut., max_visits: 2, then: gate}
""",
        ["Visits 1 is 1 or less", "Add 1 to Visits 1."],
    ),
    "a draw that offers": (
        METERS
        + """
scenes:
  gate:
    text: A gate.
    draw: {deck: night, up_to: 2, then: gate, else: dawn}
  a: {deck: night, title: An owl, text: An owl., do: [post += 1]}
  b: {deck: night, title: A bat, text: A bat., when: post >= 3}
  c: {deck: night, title: A cat, text: A cat., priority: 1}
  dawn: {text: Dawn., then: over}
""",
        ["Choose one of the first two of these that are open to you.", "Post is 3 or more"],
    ),
    "a draw by chance": (
        METERS
        + """
scenes:
  gate:
    text: A gate.
    choices:
      - {id: on, label: On, do: [post += 1], then: night}
  night: {draw: {deck: night, pick: chance, then: gate, else: dawn}}
  a: {deck: night, title: An owl, text: An owl.}
  b: {deck: night, title: A bat, text: A bat., when: post >= 4}
  c: {deck: night, title: A cat, text: A cat., priority: 1}
  dawn: {text: Dawn., then: over}
""",
        ["Roll the die.", "Roll again."],
    ),
    "chance, three to one": (
        """
scenes:
  gate: {text: A gate., then: {chance: {calm: 3, shots: 1}}}
  calm: {text: Calm., then: over}
  shots: {text: Shots., then: over}
""",
        ["1 to 3", "anything else"],
    ),
    "chance, two to five": (
        """
scenes:
  gate: {text: A gate., then: {chance: {calm: 2, shots: 5}}}
  calm: {text: Calm., then: over}
  shots: {text: Shots., then: over}
""",
        ["Roll the die two times and read the throws as one number.", "11 to 24", "25 to 65"],
    ),
    "chance where a way may be spent": (
        """
scenes:
  gate:
    text: A gate.
    choices:
      - {id: on, label: On, then: {chance: {calm: 1, shots: 1}}}
      - {id: go, label: Go, then: over}
  calm: {text: Calm., max_visits: 1, then: gate}
  shots: {text: Shots., max_visits: 1, then: gate}
""",
        ["Roll the die."],
    ),
    "a call": (
        """
scenes:
  gate:
    text: A gate.
    choices:
      - {id: one, label: Read, then: {call: {scene: file, then: dusk}}}
      - {id: two, label: Read and go back, then: {call: {scene: file, then: gate}}}
  file: {text: A file., then: return}
  dusk: {text: Dusk., then: over}
""",
        ["under Return to.", "Cross out the last number under Return to, and turn to it."],
    ),
    "a scene that is called twice": (
        """
scenes:
  gate: {text: A gate., then: {call: {scene: file, then: noon}}}
  noon: {text: Noon., then: {call: {scene: file, then: dusk}}}
  file:
    text: A file.
    choices:
      - {id: a, label: East, then: return}
      - {id: b, label: West, once: true, then: return}
  dusk:
    text: [{if: chose(file.a) and chose(file.b), text: Both.}, {else: true, text: One.}]
    then: over
""",
        ["A1 and A2"],
    ),
    "later": (
        METERS
        + """
acts: [day, night]
scenes:
  gate:
    act: day
    text: A gate.
    choices:
      - {id: a, label: Lend, later: {at: night, do: [post -= 1], text: It is gone.}, then: dusk}
      - {id: b, label: Keep, then: dusk}
  dusk:
    text: Dusk.
    choices:
      - {id: hut, label: To the hut, then: hut}
      - {id: on, label: On, then: night}
  hut: {act: night, text: A hut., then: night}
  night: {act: night, text: Night., then: over}
""",
        ["A1 and not B1"],
    ),
    "later, again and again": (
        METERS
        + """
acts: [day, night]
scenes:
  gate:
    act: day
    text: A gate.
    choices:
      - {id: a, label: Lend, later: {at: night, do: [post -= 1], text: It is gone.}, then: night}
      - {id: b, label: Keep, then: night}
      - {id: c, label: Go, then: over}
  night: {act: night, text: Night., then: gate}
""",
        ["Tick A1.", "Rub out A1."],
    ),
    "sets": (
        """
variables:
  heard: {set_of: [the_wolf, owl], start: [owl], label: Heard}
scenes:
  gate:
    text: "A gate: {heard}."
    choices:
      - {id: a, label: Wolf, do: [heard += the_wolf], then: dusk}
      - {id: b, label: No owl, do: [heard -= owl], then: dusk}
  dusk:
    text:
      - "Dusk: {heard}."
      - {if: the_wolf in heard and owl in heard, text: Both.}
      - {if: not (owl in heard), text: No owl.}
    then: over
""",
        ["Tick the wolf under Heard.", "the wolf under Heard", "not owl under Heard"],
    ),
    "ranges and derived numbers": (
        """
variables:
  doubt: {range: -2..3, start: 0}
  fear: {range: 0..4, start: 1}
  whole: {derive: doubt * 2 - fear}
  bad: {derive: whole > 1 or fear == 3}
scenes:
  gate:
    text: "A gate: {whole}, {bad}."
    choices:
      - {id: a, label: Doubt, do: [doubt += 1], then: dusk}
      - {id: b, label: Fear, do: [fear += 2, doubt -= 1], then: dusk}
      - {id: c, label: Both, do: [doubt += fear, fear = 3], then: dusk}
  dusk:
    text:
      - "Dusk: {whole}, {bad}."
      - {if: bad, text: Bad.}
      - {else: true, text: Good.}
      - {if: whole < doubt + 1, text: Less.}
    choices:
      - {id: again, label: Again, once: true, then: gate}
      - {id: on, label: On, then: over}
""",
        ["Here whole is", "(Doubt × 2) − Fear", "Add Fear to Doubt.", "Here bad is true."],
    ),
    "the lowest": (
        METERS
        + """
scenes:
  gate:
    text: A gate.
    choices:
      - {id: a, label: Spend, do: [money -= 3], then: dusk}
      - {id: b, label: Lose, do: [post -= 1], then: dusk}
  dusk:
    text:
      - {if: lowest(money post) == 0, text: Nothing.}
      - {if: money > post, text: More money.}
    then: over
""",
        ["the lowest of Money and Post is the same as 0", "Money is more than Post"],
    ),
    "a report": (
        """
facts:
  F1: {says: One., mark: documented}
  F2: {says: Two., mark: claimed}
sources:
  K1: {name: A card}
scenes:
  gate:
    text: A gate.
    choices:
      - {id: a, label: Read the card, then: hut}
      - {id: b, label: Sign, then: desk}
  hut: {text: A hut., card: [K1], then: desk}
  desk:
    text: A desk.
    report:
      opens: To whom it concerns.
      slots:
        - id: who
          ask: Who?
          options:
            they: {says: They did., strength: is, cites: [F2], likelihood: likely}
            said: {says: They did it is said., strength: claimed, cites: [F2], needs: [K1]}
            dark: {says: It is unclear., strength: unclear}
        - id: why
          ask: Why?
          options:
            gold: {says: For gold., strength: is, cites: [F1]}
            fun: {says: For fun., strength: is}
            dark: {says: It is unclear., strength: unclear}
    choices:
      - id: sign
        label: Sign
        then:
          - {if: signed_unsupported() >= 2, then: loud}
          - {if: signed_count(unclear) == 2, then: dark}
          - {if: signed(who.said), then: fair}
          - over
  loud: {text: Loud., then: over}
  dark: {text: Dark., then: over}
  fair: {text: Fair., then: over}
""",
        ["card K1", "2 of A3 and B3 are ticked", "likely, 55-80 %", "says it is claimed; cites F2"],
    ),
    "answers that do something": (
        METERS
        + """
scenes:
  gate:
    text: A gate.
    questions:
      - id: true_so
        ask: Is it so?
        optional: true
        certainty: true
        options: {yes: Yes, no: No}
        feedback: {yes: So you say., no: Why not?}
        do: {yes: [money -= 2], no: [post += 1]}
    choices:
      - {id: pay, label: Pay, cost: {money: 2}, then: dusk}
      - {id: wait, label: Wait, do: [money += 1], once: true, then: gate}
      - {id: go, label: Go, then: over}
  dusk:
    text:
      - {if: answered(true_so.yes), text: You said yes.}
      - {else: true, text: You did not.}
    then: gate
""",
        [
            "Leave this out if you like.",
            "How sure are you? Write 1, 2 or 3 beside the box.",
            "Read note ",
            "Rub out ",
        ],
    ),
    "numbers with many values": (
        """
variables:
  gold: {meter: 0..1000, start: 500, label: Gold}
  debt: {range: -40..40, start: 0}
scenes:
  gate:
    text: "A gate, {gold}."
    choices:
      - {id: buy, label: Buy, cost: {gold: 300}, do: [debt -= 25], then: gate}
      - {id: win, label: Win, once: true, do: [gold += 900], then: gate}
      - {id: go, label: Go, then: dusk}
  dusk:
    text: [{if: gold > 600 and debt > -30, text: Rich.}, {if: gold + debt == 500, text: Even.}]
    then: over
""",
        ["from 0 to 1000", "Gold is more than 600", "Gold + Debt is the same as 500"],
    ),
    "words for some of the same people": (
        METERS
        + """
scenes:
  gate:
    text: A gate.
    choices:
      - {id: a, label: East, then: hut}
      - {id: b, label: West, then: hut}
      - {id: c, label: North, do: [post += 1], then: hut}
      - {id: d, label: South, do: [post -= 1], then: hut}
  hut:
    text:
      - {if: chose(gate.a), text: One.}
      - {if: chose(gate.a) or chose(gate.b), text: Two.}
      - {if: chose(gate.a), text: Three.}
      - {if: chose(gate.c), text: Four.}
    choices:
      - {id: e, label: Wait, then: dusk}
      - {id: f, label: Work, do: [post += 1], then: dusk}
  dusk:
    text:
      - {if: post >= 2 and chose(gate.a), text: Five.}
      - {if: post >= 2 and chose(gate.b), text: Six.}
      - {if: post >= 2 and chose(hut.e), text: Seven.}
      - {else: true, text: Eight.}
    then: over
""",
        ["A1 One. A1/A2 Two. A1 Three.", "Post is 2 or more A1 Five. A2 Six."],
    ),
    "a number that is asked for twice": (
        METERS
        + """
  left: {flag: true}
  right: {flag: true}
  up: {flag: true}
scenes:
  gate:
    text: A gate.
    choices:
      - {id: a, label: Left, do: [left = true], once: true, then: gate}
      - {id: b, label: Right, do: [right = true], once: true, then: gate}
      - {id: c, label: Up, do: [up = true], once: true, then: gate}
      - {id: d, label: More, do: [post += 1], then: gate}
      - {id: e, label: Less, do: [post -= 1], then: gate}
      - {id: f, label: Go, then: dusk}
  dusk:
    text:
      - {if: (post >= 1 or left) and post <= 3 and (right or up), text: So it is.}
      - {else: true, text: It is not.}
    then: over
""",
        ["all of these", "Post is 1 or more; or Left"],
    ),
    "costs, and a fallback": (
        METERS
        + """
scenes:
  gate:
    text: A gate.
    choices:
      - {id: out, label: Go, fallback: true, then: over}
      - {id: buy, label: Buy, cost: {money: 2}, locked: No., after: Bought., then: gate}
      - {id: beg, label: Beg, shows: direction, if: money < 2 and post > 0,
         do: [money += 4, post -= 2], then: gate}
""",
        ["Money is 2 or more", "more Money, less Post", "less Money"],
    ),
    "words and flags": (
        """
variables:
  mood: {one_of: [calm, very_cross, sad], start: calm, label: Mood}
  other: {one_of: [calm, very_cross, sad], start: sad}
  open: {flag: true}
scenes:
  gate:
    text: "A gate: {mood}, {open}."
    choices:
      - {id: a, label: Cross, do: [mood = very_cross, open = mood == other], then: dusk}
      - {id: b, label: Copy, do: [mood = other, open = mood == other], then: dusk}
      - {id: c, label: Nothing, do: [open = mood == other], then: dusk}
  dusk:
    text:
      - {if: mood == calm or mood == sad, text: No crossness.}
      - {if: open and mood != calm, text: Open.}
      - {if: mood != other, text: Not alike.}
    then: over
""",
        ["Set Mood to very cross.", "Set Mood to what Other is.", "Mood is calm or sad"],
    ),
    "a draw that is come to from two places": (
        """
scenes:
  gate:
    text: A gate.
    choices:
      - {id: a, label: East, then: east}
      - {id: b, label: West, then: west}
  east: {text: East., draw: {deck: night, up_to: 1, then: gate, else: over}}
  west: {text: West., draw: {deck: night, up_to: 1, then: over, else: over}}
  a: {deck: night, title: An owl, text: An owl.}
  b: {deck: night, title: A bat, text: A bat.}
""",
        ["Set Draw to 1.", "Draw is 1"],
    ),
    "a scene that may offer nothing": (
        METERS
        + """
scenes:
  gate:
    text: A gate.
    draw: {deck: night, up_to: 2, then: gate, else: over}
    do: [post += 1]
  a: {deck: night, title: An owl, text: An owl., when: post >= 4}
  b: {deck: night, title: A bat, text: A bat., when: money == 3}
""",
        ["If none of these is open to you, turn to"],
    ),
}


@pytest.mark.parametrize("name", STORIES)
def test_it_is_printed_and_plays_as_the_engine_does(name: str) -> None:
    text, said = STORIES[name]
    program = Program(small.story(text + OVER))
    page = printed(program.story)
    words = page_of(page).text()
    for each in said:
        assert each in words, words
    book = Reader(page)
    for seed in range(25):
        read_beside(book, program, by_lot(seed), seed)


def test_boxes_are_only_for_what_is_asked_for_later() -> None:
    story = small.story(
        """
scenes:
  gate:
    text: A gate.
    choices:
      - {id: a, label: East, then: dusk}
      - {id: b, label: West, then: dusk}
  dusk:
    text: Dusk.
    choices:
      - {id: a, label: East, after: East it is., then: night}
      - {id: b, label: West, after: West it is., then: night}
  night:
    text: [{if: chose(dusk.a), text: East.}, {else: true, text: West.}]
    then: over
"""
        + OVER
    )
    book = gamebook(story, {})
    assert book.sheet.boxes == (("What you chose", (("A1", "A2"),)),)
    assert len(book.passages) == 5  # the choices at the gate need no passage of their own


def test_settings_are_put_in_and_what_they_rule_out_is_not_printed() -> None:
    story = small.story(
        """
variables:
  long: {flag: true, ask: true, start: false}
  places: {range: 1..3, start: 1, ask: true}
scenes:
  gate:
    text: "A gate, {places} places."
    then: [{if: long and places > 2, then: hut}, over]
  hut: {text: A hut., then: over}
"""
        + OVER
    )
    assert "A hut." not in printed(story)
    page = printed(story, {"long": "true", "places": "3"})
    assert "A gate, 3 places." in page_of(page).text()
    settings = {"long": "true", "places": "3"}
    assert read_beside(Reader(page), Program(story), by_lot(1), 1, settings).ending == "over"


def test_what_must_hold_goes_without_saying() -> None:
    story = small.story(
        """
sources: {K1: {name: A card}}
scenes:
  gate: {text: A gate., card: [K1], then: hut}
  hut:
    text: [{if: seen(gate), text: You came by the gate.}]
    report:
      slots:
        - id: so
          ask: So?
          options: {yes: {says: Yes., needs: [K1]}, no: {says: No.}}
    choices: [{id: on, label: On, then: over}]
"""
        + OVER
    )
    (words,) = page_of(printed(story)).find("passages")
    assert not words.find("if")
    assert "You came by the gate." in words.text()


def test_what_is_said_to_the_same_people_stands_in_one_line() -> None:
    story = small.story(
        """
scenes:
  gate:
    text: A gate.
    choices:
      - {id: a, label: East, then: hut}
      - {id: b, label: West, then: hut}
  hut:
    text:
      - {if: chose(gate.a), text: One.}
      - {if: chose(gate.b), text: Two.}
      - {if: chose(gate.a), text: Three.}
      - {if: chose(gate.b), text: Four.}
      - A word for all.
      - {if: chose(gate.a), text: Five.}
      - {if: chose(gate.b), text: Six.}
      - {if: chose(gate.a), text: Seven.}
      - {else: true, text: Eight.}
    then: over
"""
        + OVER
    )
    (passages,) = page_of(printed(story)).find("passages")
    cases = [case.text() for case in passages.find("case")]
    last = ["A2 Six.", "A1 Seven.", "otherwise Eight."]
    assert cases == ["A1 One. Three.", "A2 Two. Four.", "A1 Five.", *last]


def test_a_book_of_too_many_passages_is_refused_with_their_number() -> None:
    scenes = "".join(
        f"  s{n}:\n    text: Place {n}.\n    choices:\n"
        f"      - {{id: a, label: On, then: s{n + 1}}}\n"
        f"      - {{id: b, label: Far, then: s{n + 2}}}\n"
        for n in range(420)
    )
    last = "  s420: {text: Near., then: over}\n  s421: {text: Far., then: over}\n"
    story = small.story("scenes:\n" + scenes + last + OVER, start="s0")
    with pytest.raises(CannotBePrinted, match=r"42\d passages"):
        gamebook(story, {})


def pairs(count: int, inner: str, outer: str) -> str:
    """A story in which something is asked of many pairs of flags."""
    names = [(f"left{n}", f"right{n}") for n in range(count)]
    flags = "".join(f"  {name}: {{flag: true}}\n" for pair in names for name in pair)
    choices = "".join(
        f"      - {{id: {name}, label: Tick, do: [{name} = true], then: gate}}\n"
        for pair in names
        for name in pair
    )
    asked = f" {outer} ".join(f"({left} {inner} {right})" for left, right in names)
    return (
        f"variables:\n{flags}scenes:\n  gate:\n    text: A gate.\n    choices:\n{choices}"
        "      - {id: go, label: Go, then: dusk}\n"
        f"  dusk: {{text: [{{if: {asked}, text: All.}}], then: over}}\n" + OVER
    )


@pytest.mark.parametrize(
    ("inner", "outer", "lead", "line"),
    [
        ("or", "and", "all of these", "Left0; or Right0"),
        ("and", "or", "one of these", "Left0 and Right0"),
    ],
)
def test_a_long_condition_is_listed_the_shorter_way(
    inner: str, outer: str, lead: str, line: str
) -> None:
    program = Program(small.story(pairs(5, inner, outer)))
    page = printed(program.story)
    (case,) = page_of(page).find("case")
    assert case.find("if")[0].text() == lead
    lines = [each.text() for each in case.find("terms")[0].find("li")]
    assert lines[0] == line
    assert len(lines) == 5
    for seed in range(25):
        read_beside(Reader(page), program, by_lot(seed), seed)


@pytest.mark.parametrize(("count", "inner", "outer"), [(9, "or", "and"), (31, "and", "or")])
def test_a_condition_that_takes_too_long_to_say_is_refused(
    count: int, inner: str, outer: str
) -> None:
    with pytest.raises(CannotBePrinted, match="a condition comes to"):
        gamebook(small.story(pairs(count, inner, outer)), {})


def test_chance_that_no_dice_can_show_is_refused() -> None:
    story = small.story(
        "scenes:\n  gate: {text: A gate., then: {chance: {a: 5003, b: 1}}}\n"
        "  a: {text: A., then: over}\n  b: {text: B., then: over}\n" + OVER
    )
    with pytest.raises(CannotBePrinted, match="more than 4 dice"):
        gamebook(story, {})


def test_what_a_stranger_wrote_is_text_and_nothing_else() -> None:
    story = small.story(
        """
variables:
  money: {meter: 0..5, start: 3, label: "<b>Money</b>"}
scenes:
  gate:
    title: "<script>alert(1)</script>"
    text: "{money} <img src=x onerror=alert(1)> \\u202e"
    questions:
      - id: so
        ask: "<i>So?</i>"
        options: {yes: "<u>Yes</u>", no: "No"}
        feedback: {yes: "</article>"}
    choices:
      - {id: go, label: "</ul><script>", shows: readers, readers: "<em>all</em>", then: over}
"""
        + OVER
    )
    page = printed(story)
    assert not re.search(r"<(script|img|i>So|u>|em>|b>Money)", page)
    assert "\u202e" not in page
    Reader(page)  # every tag is closed
