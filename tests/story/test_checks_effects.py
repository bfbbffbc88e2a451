"""Checks of effects that cannot matter. Each has a near twin that does."""

from __future__ import annotations

import pytest

from tests.story.checking import found_in, marked, story

VARIABLES = """
    variables:
      it: {flag: true}
      count: {range: 0..9}
      other: {range: 0..9}
      money: {meter: 0..9}
      twice: {derive: count + count}
"""
WAYS = "[{if: it, then: over}, {if: count > 2, then: over}, {if: twice > 2, then: over}, over]"
# Everything is asked for in the first scene and changed there, so that only what is late is told.
SCENES = f"""
    gate:
      text: "{{other}} and {{money}}"
      choices:
        - {{id: all, label: All, do: [it = true, count += 1, other += 1, money += 1], then: gate}}
        - {{id: on, label: On, then: hall}}
        - {{id: out, label: Out, then: {WAYS}}}
    hall:
      text: Hall.
      choices:
        - {{id: go, label: Go, do: [%s], %s then: %s}}
"""


def late(do: str, more: str = "", then: str = "over", variables: str = VARIABLES) -> list[str]:
    """What the carets stand under where an effect comes at the end of the story."""
    found = found_in(story(SCENES % (do, more, then), variables))
    assert {each.code for each in found} <= {"BP220"}
    return [marked(each) for each in found]


@pytest.mark.parametrize(
    ("do", "more", "then"),
    [
        ("it = true", "", "over"),
        ("count += 1", "", "over"),
        ("count = 4", "after: Done.,", "over"),
        ("other -= 1", "", "over"),
        ("it = true", "", "{chance: {over: 1, end: 2}}"),
    ],
)
def test_an_effect_after_which_nothing_asks_is_told(do: str, more: str, then: str) -> None:
    text = story(SCENES % (do, more, then), VARIABLES)
    if "end" in then:
        text += "  end: {title: End, text: The end.}\n"
    assert [(each.code, marked(each)) for each in found_in(text)] == [("BP220", do)]


@pytest.mark.parametrize(
    ("do", "more", "then"),
    [
        ("money += 1", "", "over"),  # a meter: the player reads it
        ("it = true", "", "gate"),  # asked for on the way round
        ("it = true", "", "[{if: it, then: gate}, over]"),  # asked for by the choice's own way
        ("count += 1", 'after: "{count}",', "over"),
        ("count += 1", 'after: "{twice}",', "over"),  # by way of a derived variable
        ("count = 4, money = count", "", "over"),  # asked for by the next effect
        ("it = true", "", "{chance: {over: 1, gate: 2}}"),
    ],
)
def test_an_effect_that_something_asks_for_is_left_alone(do: str, more: str, then: str) -> None:
    assert late(do, more, then) == []


def test_an_ending_asks_too() -> None:
    text = story(
        SCENES % ("other += 1", "", "over"),
        VARIABLES,
        endings='endings:\n  over: {title: Over, text: "It is over: {other}."}\n',
    )
    assert found_in(text) == []


@pytest.mark.parametrize(
    "section",
    [
        'checks: [{never: "it and count > 7"}]',
        "tests: [{name: a, play: [on, go], expect: {it: true}}]",
        'discuss: "Was it {it}?"',
        'sources: {S: {name: A clerk, says: [{if: it, text: Yes.}, {else: true, text: "No."}]}}',
    ],
)
def test_what_is_asked_everywhere_is_never_late(section: str) -> None:
    scenes = SCENES % ("it = true", "", "over")
    scenes = scenes.replace(
        "    hall:\n", "    hall:\n      card: [S]\n" if "S:" in section else "    hall:\n"
    )
    assert found_in(story(scenes, VARIABLES, section)) == []


def test_what_comes_due_later_asks_wherever_it_does() -> None:
    text = story(
        SCENES.replace("gate:\n", "gate:\n      act: one\n", 1).replace(
            "{id: on, label: On,", '{id: on, label: On, later: {at: two, text: "{it}"},'
        )
        % ("it = true", "", "over"),
        VARIABLES,
        "acts: [one, two]",
    )
    assert [each.code for each in found_in(text)] == []


VARIABLES_IT = "variables: {it: {flag: true}}"

CALLING = """
    gate:
      text: Gate.
      call: {scene: ask, then: hall}
    ask:
      text: Ask.
      choices:
        - {id: a, label: A, do: [it = true], then: return}
        - {id: b, label: B, then: return}
    hall:
      text: Hall.
      then: %s
"""


def test_a_call_comes_back_to_what_asks() -> None:
    assert found_in(story(CALLING % "[{if: it, then: over}, over]", VARIABLES_IT)) == []


DRAWING = """
    gate:
      text: "%s"
      draw: {deck: d, then: hall}
    card:
      deck: d
      title: Card
      text: Card.
      choices:
        - {id: a, label: A, do: [it = true]}
        - {id: b, label: B}
    hall:
      text: "%s"
      then: over
"""


def test_a_storylet_goes_on_where_it_was_drawn() -> None:
    assert found_in(story(DRAWING % ("Gate.", "{it}"), VARIABLES_IT)) == []
    (only,) = found_in(story(DRAWING % ("{it}", "Hall."), VARIABLES_IT))
    assert (only.code, marked(only)) == ("BP220", "it = true")


SIGNING = """
    gate:
      text: "%s"
      questions:
        - {id: q, ask: So?, options: {a: A, b: B}, do: {a: [it = true]}}
      choices:
        - {id: go, label: Go, then: hall}
    hall:
      text: "%s"
      do: [%s]
      then: over
"""


def test_effects_of_answers_and_of_entering() -> None:
    variables = "variables: {it: {flag: true}, count: {range: 0..3}}"
    assert found_in(story(SIGNING % ("Gate.", "{it} {count}", "count += 1"), variables)) == []
    late = found_in(story(SIGNING % ("{it} {count}", "Hall.", "count += 1"), variables))
    assert [(each.code, marked(each)) for each in late] == [("BP220", "count += 1")]


@pytest.mark.parametrize(
    ("do", "marks"),
    [
        ("count += 0", ["count += 0"]),
        ("money -= 0", ["money -= 0"]),
        ("count = count", ["count = count"]),
        ("money = 1, money = 2", ["money = 1"]),
        ("money += 1, it = true, money = 2", ["money += 1"]),
        ("money = 0", []),
        ("count = other", []),
        ("count = count + 1", []),
        ("money = 1, money += 2", []),
        ("money = 1, other = money, money = 2", []),
        ("money = 1, money = money + 1", []),
    ],
)
def test_effects_that_leave_things_as_they_are_or_are_undone(do: str, marks: list[str]) -> None:
    assert late(do, then="gate") == marks


def test_a_variable_that_nothing_reads_is_told_once() -> None:
    text = story(
        "gate: {text: Gate., do: [it = true], then: over}", "variables: {it: {flag: true}}"
    )
    assert [each.code for each in found_in(text)] == ["BP217"]


def test_a_long_line_of_derived_variables_in_any_order() -> None:
    chain = "".join(f"  d{n}: {{derive: d{n + 1}}}\n" for n in range(40))
    variables = f"variables:\n  it: {{flag: true}}\n{chain}  d40: {{derive: it}}\n"
    scenes = "gate: {text: Gate., do: [it = true], then: [{if: d0, then: over}, over]}"
    assert found_in(story(scenes, variables)) == []


@pytest.mark.parametrize(("asks", "late"), [("{it}", []), ("End.", ["it = true"])])
def test_what_asks_may_lie_far_behind_in_any_order_of_the_files(asks: str, late: list[str]) -> None:
    line = "".join(
        f"{name}: {{text: '{asks if not way else 'On.'}', then: {way or 'over'}}}\n"
        for name, way in (("d", ""), ("c", "d"), ("b", "c"), ("a", "b"))
    )
    go = "choices: [{id: go, label: Go, do: [it = true], then: a}]"
    scenes = f"gate: {{text: '{{it}}', {go}}}\n{line}"
    assert [marked(each) for each in found_in(story(scenes, VARIABLES_IT))] == late
