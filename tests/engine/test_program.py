"""The pure step, what it tells on the way, and the values a digest is made of."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from borderpost.engine.actions import Action, Answer, Choose, Continue, Nature
from borderpost.engine.code import CLAMPED, DUE, ENTERED, TAKEN
from borderpost.engine.program import NotOffered, Program, in_words
from borderpost.engine.run import Run
from borderpost.story.model import QuestionKind
from tests.corpus.playing import story_files, story_of
from tests.engine.small import play, program, story

SHOP = """
acts: [day, night]
variables:
  money: {meter: 1..6, start: 4, label: Money}
  bag: {set_of: [bread, salt]}
  mood: {one_of: [calm, very_cross], start: calm}
  rich: {derive: money >= 4}
  owed: {derive: money - 6}
  cross: {derive: met and mood == very_cross}
  mine: {derive: met}
  two: {derive: 2}
  met: {derive: seen(gate)}
  low: {derive: lowest(money owed_to)}
  owed_to: {range: -2..2, start: 0}
scenes:
  gate:
    act: day
    text: |
      Before the shop.
    questions:
      - id: worth
        ask: Is it worth it?
        optional: true
        options: {yes: Yes, no: No}
        do:
          yes: [money -= 1]
    choices:
      - id: buy
        label: Buy
        cost: {money: 2}
        do: [bag += salt, money += 9]
        after: |
          Bought.
        later: {at: night, do: [mood = very_cross], text: Salt again.}
        then: home
      - id: pass
        label: Pass by
        then: home
  home:
    act: night
    text: |
      At home.
    then: bed
endings:
  bed:
    title: Bed
    text: |
      Night.
"""


def reachable(program_: Program, most: int = 60) -> Iterator[tuple[int, list[Action]]]:
    """States of a story, breadth first, with what can be done in each."""
    story_ = program_.story
    start = program_.start({v.name: in_words(v, v.start) for v in story_.settings})
    known, waiting = {start}, [start]
    for state in waiting:
        actions = list(possible(program_, state))
        yield state, actions
        for action in actions:
            after = program_.step(state, action)
            if after not in known and len(known) < most:
                known.add(after)
                waiting.append(after)


def possible(program_: Program, state: int) -> Iterator[Action]:
    """Everything that can be done in a state, a table's marks left out."""
    places = program_.layout.places
    for target, _ in program_.weights(state):
        yield Nature(places[target].name)
    place = program_.place(state)
    if place.kind != "scene":
        return
    scene = program_.story.scenes[place.name]
    for question in scene.asked:
        if question.kind is not QuestionKind.TABLE:
            for number in program_.options(question, state):
                yield Answer(question.id, question.options[number - 1].id)
    for choice in program_.offers(state):
        yield Choose(place.name, choice)
    if program_.goes_on(state):
        yield Continue(place.name)


@pytest.mark.parametrize("path", story_files(), ids=lambda path: path.stem)
def test_a_step_comes_out_the_same_told_or_not_and_in_another_program(path: Path) -> None:
    first, second = Program(story_of(path)), Program(story_of(path))
    for state, actions in reachable(first):
        assert second.offers(state) == first.offers(state)
        for action in actions:
            told: list[tuple[int, int, int]] = []
            after = first.step(state, action)
            assert first.step(state, action, told) == after
            assert second.step(state, action) == after
            if not first.weights(after) and told and told[-1][0] == ENTERED:
                assert told[-1][2] == after


@pytest.mark.parametrize("path", story_files(), ids=lambda path: path.stem)
def test_every_field_stays_within_its_bounds_and_nothing_lies_beyond(path: Path) -> None:
    program_ = Program(story_of(path))
    fields = program_.layout.fields.values()
    bits = max(field.shift + field.mask.bit_length() for field in fields)
    for state, _ in reachable(program_):
        assert 0 <= state < 1 << bits
        for field in fields:
            assert field.low <= field.read(state) <= field.high, field.name


def test_a_step_tells_what_happened_in_order() -> None:
    shop = program(SHOP)
    told: list[tuple[int, int, int]] = []
    shop.step(shop.start({}), Choose("gate", "buy"), told)
    assert [kind for kind, _, _ in told] == [CLAMPED, TAKEN, DUE, ENTERED]
    money = shop.story.variables["money"]
    assert [shop.value(money, state) for _, _, state in told] == [6, 6, 6, 6]


def test_answers_do_what_they_do_with_the_choice_and_before_its_cost() -> None:
    shop = program(SHOP)
    money = shop.story.variables["money"]
    answered = shop.step(shop.start({}), Answer("worth", "yes"))
    assert shop.value(money, answered) == 4
    assert shop.value(money, shop.step(answered, Choose("gate", "pass"))) == 3
    withdrawn = shop.step(answered, Answer("worth", "no"))
    assert shop.value(money, shop.step(withdrawn, Choose("gate", "pass"))) == 4


def test_what_stands_below_a_meters_floor_cannot_be_spent() -> None:
    poorer = SHOP.replace("start: 4, label", "start: 2, label")
    assert Program(story(poorer)).offers(Program(story(poorer)).start({})) == ("pass",)
    view = Run(program(poorer), {}, 1).view()
    assert [choice.locked for choice in view.choices] == ["", "Not enough Money"]


def test_a_cost_that_an_answer_has_used_up_stops_at_the_floor_and_is_told() -> None:
    text = SHOP.replace("yes: [money -= 1]", "yes: [money -= 3]").replace(", money += 9", "")
    run = Run(program(text), {}, 1)
    run.act(Answer("worth", "yes"))
    run.act(Choose("gate", "buy"))
    view = run.view()
    assert view.meters[0].value == 1
    assert view.passages[0].kind == "told"
    assert run.program.named(run.state)["bag"] == "salt"


@pytest.mark.parametrize(
    ("effect", "words"),
    [("money += 9", "Money can go no higher."), ("money -= 9", "Money can go no lower.")],
)
def test_which_end_a_meter_stopped_at_is_told_wherever_it_came_from(
    effect: str, words: str
) -> None:
    for start in range(1, 7):
        text = SHOP.replace("bag += salt, money += 9", effect)
        text = text.replace("start: 4, label", f"start: {start}, label").replace(
            "        cost: {money: 2}\n", ""
        )
        view = play(Run(program(text), {}, 1), "gate.buy").view()
        assert [
            "".join(span.text for span in passage.paragraphs[0].spans)
            for passage in view.passages
            if passage.kind == "told"
        ] == [words]


def test_named_values_are_the_place_the_stored_variables_and_what_is_due() -> None:
    shop = program(SHOP.replace("then: home", "then: gate"))
    state = shop.step(shop.start({}), Choose("gate", "buy"))
    assert shop.named(state) == {
        "place": "gate",
        "money": "6",
        "bag": "salt",
        "mood": "calm",
        "owed_to": "0",
        "due": "later:gate.buy.0",
    }
    assert shop.named(shop.start({})).keys() == shop.named(state).keys() - {"due"}


def test_values_are_shown_in_words_also_where_they_are_derived() -> None:
    shop = program(SHOP)
    state = shop.step(shop.start({}), Choose("gate", "buy"))
    words = shop.words(state)
    assert (words["rich"], words["owed"], words["met"], words["low"]) == ("true", "0", "true", "0")
    assert (words["mood"], words["cross"], words["bag"]) == ("very cross", "true", "salt")
    start = shop.words(shop.start({}))
    assert (start["owed"], start["mine"], start["two"], start["bag"]) == ("-2", "false", "2", "")


def test_prose_alone_changes_no_digest() -> None:
    reworded = SHOP.replace("Before the shop.", "In front of the shop.").replace("Bought.", "Paid.")
    reworded = reworded.replace("label: Buy", "label: Buy salt").replace("Night.", "Good night.")
    asking = SHOP.replace(
        "    text: |\n      Night.\n",
        "    text:\n      - if: seen(home) and chose(gate.buy) and answered(worth.yes)\n"
        "        text: |\n          Night, and salt.\n",
    )
    assert program(asking).layout.has("seen:home")
    for text in (reworded, asking):
        one, two = program(SHOP), program(text)
        first, second = one.start({}), two.start({})
        for action in (Answer("worth", "yes"), Choose("gate", "buy"), Continue("home")):
            first, second = one.step(first, action), two.step(second, action)
            assert one.digest(first) == two.digest(second)


def test_another_value_is_another_digest() -> None:
    shop = program(SHOP)
    bought = shop.step(shop.start({}), Choose("gate", "buy"))
    passed = shop.step(shop.start({}), Choose("gate", "pass"))
    assert len({shop.digest(shop.start({})), shop.digest(bought), shop.digest(passed)}) == 3


def test_an_ending_drops_the_calls_that_stood_open_however_it_is_come_to() -> None:
    calls = program(
        """
        scenes:
          gate:
            text: |
              The gate.
            choices:
              - {id: ask, label: Ask, call: {scene: lane, then: gate}}
          lane:
            text: |
              The lane.
            choices:
              - {id: on, label: On, then: road}
              - {id: toss, label: Toss, then: {chance: {road: 1, lane: 1}}}
              - id: either
                label: Either
                then:
                  - {if: chose(gate.ask), then: {chance: {road: 1, lane: 1}}}
                  - road
              - {id: back, label: Back, then: return}
        endings:
          road:
            title: The road
            text: |
              Gone.
        """
    )
    lane = calls.step(calls.start({}), Choose("gate", "ask"))
    assert calls.layout.field("stack").read(lane) == 1
    ends = [calls.step(lane, Choose("lane", "on"))]
    for choice in ("toss", "either"):
        tossed = calls.step(lane, Choose("lane", choice))
        ends += [calls.step(tossed, Nature("road"))]
    for end in ends:
        assert calls.place_name(end) == "road"
        assert calls.layout.field("stack").read(end) == 0


def test_a_step_that_cannot_be_taken_raises_and_says_why() -> None:
    shop = program(SHOP)
    for action in (Nature("home"), Choose("home", "buy"), Continue("gate"), Answer("worth", "so")):
        with pytest.raises(NotOffered):
            shop.step(shop.start({}), action)
