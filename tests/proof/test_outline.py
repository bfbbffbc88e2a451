"""A story as a graph: which places and links there are, and in which order."""

from __future__ import annotations

from itertools import chain as joined, pairwise

import pytest

from borderpost.proof.links import Entry, Link, words_of
from borderpost.proof.outline import NoSuchAct, Outline, outline_of, reading_order
from borderpost.story.load import load_story
from borderpost.story.shipped import find_story
from tests.engine.small import story

WHOLE = """\
variables:
  money: {meter: 0..10, start: 6, label: Money, better: high, explain: A unit.}
  calm: {flag: true}
acts: [day, dusk]
scenes:
  gate:
    act: day
    title: The gate
    text: Snow.
    questions:
      - {id: road, ask: Is it open?, options: {yes: It is, no: It is not}}
    choices:
      - {id: pay, label: Pay, if: money >= 2, cost: {money: 2}, once: true, then: inn}
      - {id: wait, label: Wait, then: {chance: {inn: 3, night: 1}}}
      - {id: read, label: Read, call: {scene: paper, then: night}}
      - {id: back, label: Go back, fallback: true, then: over}
  paper:
    act: day
    text: A paper.
    then: return
  inn:
    act: dusk
    text: The inn.
    draw: {deck: people, up_to: 2, then: night, else: over}
  shepherd:
    deck: people
    title: A shepherd
    when: money > 1 and not calm
    priority: 2
    text: A shepherd.
    choices:
      - {id: greet, label: Greet him}
      - {id: flee, label: Run, then: over}
  night:
    act: dusk
    then:
      - {if: calm, then: over}
      - if: money == 0
        then: [{if: calm, then: gate}, lost]
      - gate
endings:
  over: {title: Over, text: It is over., unknowns: [Who came.]}
  lost: {title: Lost, text: Lost., unknowns: [Who came.]}
"""


@pytest.fixture
def outline() -> Outline:
    return outline_of(story(WHOLE))


def links(outline: Outline, source: str, choice: str = "") -> list[Link]:
    return [each for each in outline.links if (each.source, each.choice) == (source, choice)]


def grouped(outline: Outline) -> dict[tuple[str, str], list[str]]:
    return {(g.kind, g.name): [place.id for place in g.places] for g in outline.groups}


def test_scenes_stand_by_act_storylets_by_deck_and_endings_apart(outline: Outline) -> None:
    assert grouped(outline) == {
        ("act", "day"): ["gate", "paper"],
        ("act", "dusk"): ["inn", "night"],
        ("deck", "people"): ["deck:people", "shepherd"],
        ("endings", ""): ["lost", "over"],
    }


def test_what_is_known_of_a_place(outline: Outline) -> None:
    places = {place.id: place for place in outline.places}
    assert (places["gate"].starts, places["gate"].asks, places["gate"].passes) == (True, 1, False)
    assert places["night"].passes
    shepherd = places["shepherd"]
    assert (shepherd.when, shepherd.priority) == ("money > 1 and not calm", 2)
    assert (shepherd.visits, places["gate"].visits) == (1, 0)


def test_a_choice_brings_its_condition_its_cost_and_its_marks(outline: Outline) -> None:
    (pay,) = links(outline, "gate", "pay")
    assert (pay.target, pay.label, pay.offered) == ("inn", "Pay", "money >= 2")
    assert (pay.cost, pay.once, pay.fallback) == ((("money", 2),), True, False)
    (back,) = links(outline, "gate", "back")
    assert (back.offered, back.cost, back.once, back.fallback) == ("", (), False, True)


def test_chance_is_a_link_for_each_outcome_with_its_weight(outline: Outline) -> None:
    shares = {link.target: link.share for link in links(outline, "gate", "wait")}
    assert shares == {"inn": (3, 4), "night": (1, 4)}
    assert all(link.share is None for link in links(outline, "gate", "pay"))


def test_a_call_goes_there_and_then_on_and_the_called_scene_returns(outline: Outline) -> None:
    there, on = links(outline, "gate", "read")
    assert (there.kind, there.target, there.after) == ("call", "paper", "")
    assert (on.kind, on.target, on.after, on.behind) == ("go", "night", "call", "paper")
    (back,) = links(outline, "paper")
    assert (back.kind, back.target) == ("return", "")


def test_a_draw_leads_to_its_deck_and_the_deck_to_its_storylets(outline: Outline) -> None:
    draw, then, other = links(outline, "inn")
    assert (draw.kind, draw.target, draw.drawn) == ("draw", "deck:people", 2)
    assert (then.target, then.after, then.behind) == ("night", "draw", "people")
    assert (other.target, other.after) == ("over", "nothing")
    assert [each.target for each in links(outline, "deck:people")] == ["shepherd"]
    (greet,) = links(outline, "shepherd", "greet")
    assert (greet.kind, greet.target) == ("leave", "")
    (flee,) = links(outline, "shepherd", "flee")
    assert (flee.kind, flee.target) == ("go", "over")


def test_a_draw_without_an_else_of_its_own_leads_on_one_way() -> None:
    one = story(WHOLE.replace(", else: over", "").replace("up_to: 2", "pick: chance"))
    draw, then = links(outline_of(one), "inn")
    assert (draw.drawn, then.target, then.after) == (0, "night", "draw")


def test_a_list_of_targets_tells_what_each_entry_asks(outline: Outline) -> None:
    asked = {(link.target, link.tests) for link in links(outline, "night")}
    money = Entry("money == 0", otherwise=True)
    assert asked == {
        ("over", (Entry("calm", otherwise=False),)),
        ("gate", (money, Entry("calm", otherwise=False))),
        ("lost", (money, Entry("", otherwise=True))),
        ("gate", (Entry("", otherwise=True),)),
    }


# --- Order ----------------------------------------------------------------------------------------


def chain(*pairs: str) -> list[Link]:
    return [Link(pair[0], pair[1]) for pair in pairs]


@pytest.mark.parametrize(
    ("pairs", "order"),
    [
        (("ab", "ac", "bd", "cd"), "abcd"),
        (("ac", "ab", "bd", "cd"), "acbd"),
        (("ab", "ad", "bc", "cd"), "abcd"),  # d is told after all that lead to it
        (("ab", "bc", "ca", "cd"), "abcd"),
        (("ab", "cd"), "abcd"),  # nothing leads to c
    ],
)
def test_a_place_is_told_after_those_that_lead_to_it(pairs: tuple[str, ...], order: str) -> None:
    assert "".join(reading_order("a", sorted(set("".join(pairs))), chain(*pairs))) == order


def test_a_chain_longer_than_the_stack_is_walked() -> None:
    names = [f"s{number}" for number in range(5000)]
    links = [Link(*pair) for pair in pairwise(names)]
    assert list(reading_order("s0", reversed(names), links)) == names


def test_the_order_of_the_files_does_not_matter(outline: Outline) -> None:
    head, scenes = WHOLE.split("scenes:\n")
    scenes, endings = scenes.split("endings:\n")
    parts = [f"  {part}" for part in scenes.strip().split("\n  ") if part]
    begins = [number for number, part in enumerate(parts) if not part.startswith("   ")]
    blocks = [parts[at:to] for at, to in zip(begins, [*begins[1:], None], strict=True)]
    turned = story("\n".join([head, "scenes:", *joined(*blocks[::-1]), "endings:", endings]))
    assert outline_of(turned) == outline


@pytest.mark.parametrize(
    ("act", "kinds"), [("", ["scenes", "act"]), ("act: day, ", ["act", "scenes"])]
)
def test_scenes_without_an_act_come_first_where_the_start_is_one(
    act: str, kinds: list[str]
) -> None:
    text = f"""\
acts: [day]
scenes:
  gate: {{{act}text: x, then: yard}}
  yard: {{text: x, then: inn}}
  inn: {{act: day, text: x, then: over}}
endings:
  over: {{title: Over, text: Over., unknowns: [x]}}
"""
    assert [group.kind for group in outline_of(story(text)).groups] == [*kinds, "endings"]


# --- One act --------------------------------------------------------------------------------------


def test_one_act_with_what_touches_it() -> None:
    dusk = outline_of(story(WHOLE), "dusk")
    assert grouped(dusk) == {
        ("act", "dusk"): ["inn", "night"],
        ("outside", ""): ["gate", "deck:people", "lost", "over"],
    }
    assert all("dusk" in (_act(dusk, link.source), _act(dusk, link.target)) for link in dusk.links)
    assert ("gate", "inn") in {(link.source, link.target) for link in dusk.links}
    assert ("gate", "paper") not in {(link.source, link.target) for link in dusk.links}


def _act(outline: Outline, name: str) -> str:
    return next((place.act for place in outline.places if place.id == name), "")


def test_an_unknown_act_is_told_with_those_there_are() -> None:
    with pytest.raises(
        NoSuchAct, match=r"no act 'dask'; did you mean 'dusk'\?; its acts: day, dus"
    ):
        outline_of(story(WHOLE), "dask")


# --- Lakkon ---------------------------------------------------------------------------------------


def test_lakkon_whole_each_place_once_and_every_link_between_places() -> None:
    lakkon = load_story(find_story("lakkon")).story
    assert lakkon is not None
    outline = outline_of(lakkon)
    ids = [place.id for place in outline.places]
    assert len(ids) == len(set(ids))
    assert set(ids) == {*lakkon.scenes, *lakkon.endings, "deck:nights"}
    assert {link.source for link in outline.links} == {*lakkon.scenes, "deck:nights"}
    links = [link for link in outline.links if link.target]  # a storylet goes on where it was drawn
    assert all(link.target in ids for link in links)
    assert [group.name for group in outline.groups if group.kind == "act"] == list(lakkon.acts)
    taken = {(link.source, link.choice) for link in outline.links if link.choice}
    assert taken == {(s.id, c.id) for s in lakkon.scenes.values() for c in s.choices}
    position = {name: number for number, name in enumerate(ids)}
    back = {link.target for link in links if position[link.source] >= position[link.target]}
    assert all(lakkon.scenes[name].max_visits for name in back)


def test_every_block_of_a_label_is_told() -> None:
    text = """\
variables:
  rich: {flag: true}
scenes:
  gate:
    text: Snow.
    choices:
      - id: go
        label:
          - Go *now*
          - {if: rich, text: and pay}
        then: over
endings:
  over: {title: Over, text: Over., unknowns: [Who.]}
"""
    assert words_of(story(text).scenes["gate"].choices[0].label) == "Go now / and pay"
