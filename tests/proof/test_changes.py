"""What differs between two versions of a story: each kind of edit, and a near twin that is none."""

from __future__ import annotations

import pytest

from borderpost.proof.versions.change import Change
from borderpost.proof.versions.changes import Changes, changes_between
from tests.engine.small import story

STORY = """\
variables:
  money: {meter: 0..10, start: 6, label: Money, better: high, explain: A unit.}
  mood: {one_of: [calm, alarmed], start: calm}
  named: {flag: true}
  rich: {derive: money >= 4 and not named}
  length: {one_of: [short, long], start: short, ask: true}
acts: [day, dusk]
facts:
  F1: {says: It was shut., mark: documented, kind: event, paragraph: 2, by: the reporter}
  F2: {says: It was open., mark: claimed, kind: event, paragraph: 3, by: a guard}
sources:
  S1: {name: A guard, role: Stood there., says: "Shut, he says. [F1] [F2]"}
policies:
  careful: {prefer: [slow]}
checks:
  - always: money >= 0
  - reachable: [over, gate.wait]
  - share: {ending: over, between: 2%..50%}
tests:
  - {name: straight, play: [road=shut, pay, sign], expect: {ending: over}}
scenes:
  gate:
    act: day
    title: The gate
    card: [S1]
    text:
      - You have {money}.
      - {if: rich, text: That is much.}
    questions:
      - id: road
        ask: Is it open?
        options: {open: It is, shut: It is not}
        key: [shut]
    choices:
      - id: pay
        label: Pay
        if: money >= 2
        cost: {money: 2}
        do: [named = true, mood = alarmed]
        then: office
      - id: wait
        label: Wait
        tags: [slow]
        after: You wait.
        later: {at: dusk, do: [money -= 1]}
        then: {chance: {office: 3, night: 1}}
  office:
    act: dusk
    title: The office
    text: A stove.
    report:
      opens: To the capital.
      slots:
        - id: who
          ask: Who?
          options:
            one: {says: It was one., strength: is, cites: [F1]}
            some: {says: Some came., strength: claimed, cites: [F2]}
    choices:
      - id: sign
        label: Sign
        then:
          - {if: answered(road.open) and chose(gate.pay), then: night}
          - {if: seen(gate) and signed(who.one), then: over}
          - over
  night:
    act: dusk
    text: Dark.
    max_visits: 2
    then: over
endings:
  over: {title: Over, text: It is over., facts: [F1], unknowns: [Who came by.]}
"""


def edited(*edits: tuple[str, str]) -> str:
    """The story after edits, each of which replaces what stands once."""
    text = STORY
    for old, new in edits:
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times"
        text = text.replace(old, new)
    return text


def after(*edits: tuple[str, str]) -> Changes:
    return changes_between(story(STORY), story(edited(*edits)))


def changed(part: str, name: str, what: str, before: str = "", now: str = "") -> Change:
    return Change("changed", part, name, what, before, now)


def test_a_story_does_not_differ_from_itself() -> None:
    assert after() == (True, True, ())


@pytest.mark.parametrize(
    ("edit", "change"),
    [
        (
            ("then: {chance: {office: 3, night: 1}}", "then: night"),
            changed("choice", "gate.wait", "way on", "chance: office 3, night 1", "night"),
        ),
        (
            ("office: 3, night: 1", "office: 1, night: 1"),
            changed(
                "choice",
                "gate.wait",
                "way on",
                "chance: office 3, night 1",
                "chance: office 1, night 1",
            ),
        ),
        (
            ("if: money >= 2", "if: money >= 3"),
            changed("choice", "gate.pay", "condition", "money >= 2", "money >= 3"),
        ),
        (
            ("        if: money >= 2\n", ""),
            changed("choice", "gate.pay", "condition", "money >= 2", ""),
        ),
        (
            ("cost: {money: 2}", "cost: {money: 3}"),
            changed("choice", "gate.pay", "cost", "money 2", "money 3"),
        ),
        (
            ("do: [named = true, mood = alarmed]", "do: [mood = alarmed, named = true]"),
            changed(
                "choice",
                "gate.pay",
                "effects",
                "named = true, mood = alarmed",
                "mood = alarmed, named = true",
            ),
        ),
        (
            ("do: [money -= 1]}", "do: [money -= 2]}"),
            changed("choice", "gate.wait", "later effects", "dusk: money -= 1", "dusk: money -= 2"),
        ),
        (
            ("label: Pay\n", "label: Pay\n        once: true\n"),
            changed("choice", "gate.pay", "once", "no", "yes"),
        ),
        (
            ("max_visits: 2", "max_visits: 3"),
            changed("scene", "night", "visits", "at most 2", "at most 3"),
        ),
        (
            ("    max_visits: 2\n", "    max_visits: 2\n    do: [named = true]\n"),
            changed("scene", "night", "effects", "", "named = true"),
        ),
        (
            ("act: dusk\n    title: The office", "act: day\n    title: The office"),
            changed("scene", "office", "act", "dusk", "day"),
        ),
        (("card: [S1]\n", "card: []\n"), changed("scene", "gate", "cards", "[S1]", "")),
        (
            ("    text: Dark.\n", ""),
            changed("scene", "night", "passed through without stopping", "no", "yes"),
        ),
        (
            ("meter: 0..10", "meter: 0..9"),
            changed("variable", "money", "values", "meter 0..10", "meter 0..9"),
        ),
        (("start: 6", "start: 5"), changed("variable", "money", "start", "6", "5")),
        (("better: high", "better: low"), changed("variable", "money", "better", "high", "low")),
        (
            ("derive: money >= 4 and not named", "derive: money >= 4"),
            changed(
                "variable", "rich", "values", "derive money >= 4 and not named", "derive money >= 4"
            ),
        ),
        (("key: [shut]", "key: [open]"), changed("question", "road", "key", "[shut]", "[open]")),
        (
            ("key: [shut]", "optional: true\n        key: [shut]"),
            changed("question", "road", "optional", "no", "yes"),
        ),
        (
            ("strength: is, cites: [F1]", "strength: claimed, cites: [F1]"),
            changed("option", "who.one", "strength", "is", "claimed"),
        ),
        (
            ("strength: is, cites: [F1]", "strength: is, cites: [F1], needs: [S1]"),
            changed("option", "who.one", "cards needed", "", "[S1]"),
        ),
        (("mark: claimed", "mark: unknown"), changed("fact", "F2", "mark", "claimed", "unknown")),
        (
            ("facts: [F1]", "facts: [F1, F2]"),
            changed("ending", "over", "facts cited", "[F1]", "[F1, F2]"),
        ),
        (("Is it open?", "Is it shut?"), changed("question", "road", "words")),
        (("open: It is, shut", "open: It is so, shut"), changed("option", "road.open", "words")),
        (("text: A stove.", "text: A cold stove."), changed("scene", "office", "words")),
        (("after: You wait.", "after: You wait long."), changed("choice", "gate.wait", "words")),
        (("It is over.", "It is done."), changed("ending", "over", "words")),
        (("says: It was open.", "says: It stood open."), changed("fact", "F2", "words")),
        (("role: Stood there.", "role: Stood by."), changed("source", "S1", "words")),
        (("label: Money", "label: Cash"), changed("variable", "money", "words")),
        (
            ("{if: rich, text", "{if: named, text"),
            changed("scene", "gate", "conditions of its text"),
        ),
        (
            ("options: {open: It is, shut: It is not}", "options: {shut: It is not, open: It is}"),
            changed("question", "road", "order of options", "[open, shut]", "[shut, open]"),
        ),
    ],
    ids=lambda value: value.what if isinstance(value, Change) else "",
)
def test_each_kind_of_change_is_told_and_nothing_else(
    edit: tuple[str, str], change: Change
) -> None:
    found = after(edit)
    words = Change("changed", change.part, change.id, "words")  # a text gone is also words
    assert [each for each in found.found if each not in (change, words)] == []
    assert change in found.found
    assert change in found.shown
    assert not (found.same_logic and found.same_prose)


@pytest.mark.parametrize(
    "edit",
    [
        ("if: money >= 2", "if: (money>=2)   # enough"),
        ("do: [named = true, mood = alarmed]", "do: [named=true,mood =alarmed]"),
        (
            "        label: Wait\n        tags: [slow]\n",
            "        tags: [slow]\n        label: Wait\n",
        ),
        ("cost: {money: 2}", "cost:\n          money: 2"),
        ("text: A stove.", "text: |\n      A\n      stove."),
        ("  named: {flag: true}\n", "  # who\n  named: {flag: true, start: false}\n"),
        ("reachable: [over, gate.wait]", "reachable: [gate.wait, over]"),
        (
            "{if: seen(gate) and signed(who.one), then: over}",
            "{then: over, if: seen( gate ) and signed(who.one)}",
        ),
    ],
)
def test_spacing_comments_and_the_order_of_keys_mean_nothing(edit: tuple[str, str]) -> None:
    found = after(edit)
    assert found.found == ()
    assert found.same_logic


def test_the_order_of_scenes_means_nothing() -> None:
    night = "  night:\n    act: dusk\n    text: Dark.\n    max_visits: 2\n    then: over\n"
    assert after((night, ""), ("scenes:\n", f"scenes:\n{night}")).found == ()


# --- Added, removed, renamed ----------------------------------------------------------------------


NIGHT = (
    ("  night:\n    act: dusk\n", "  dark:\n    act: dusk\n    was: [night]\n"),
    ("office: 3, night: 1", "office: 3, dark: 1"),
    ("then: night}", "then: dark}"),
)


def test_a_renamed_scene_is_only_renamed_and_what_leads_there_has_not_moved() -> None:
    found = after(*NIGHT)
    assert found.found == (Change("renamed", "scene", "dark", before="night"),)
    assert not found.same_logic


def test_without_was_it_is_another_scene() -> None:
    other = edited(*NIGHT).replace("    was: [night]\n", "")
    found = changes_between(story(STORY), story(other))
    kinds = [(each.kind, each.part, each.id) for each in found.found]
    assert kinds[:2] == [("removed", "scene", "night"), ("added", "scene", "dark")]
    assert {each.id for each in found.found if each.what == "way on"} == {
        "gate.wait",
        "office.sign",
    }


@pytest.mark.parametrize(
    ("edits", "change"),
    [
        (
            [
                ("id: pay\n", "id: give\n        was: [pay]\n"),
                ("chose(gate.pay)", "chose(gate.give)"),
                ("shut, pay, sign", "shut, give, sign"),
            ],
            Change("renamed", "choice", "gate.give", before="gate.pay"),
        ),
        (
            [
                ("id: road\n", "id: way\n        was: [road]\n"),
                ("answered(road.open)", "answered(way.open)"),
                ("road=shut", "way=shut"),
            ],
            Change("renamed", "question", "way", before="road"),
        ),
        (
            [
                (
                    "{open: It is, shut: It is not}",
                    "{open: It is, no: {says: It is not, was: [shut]}}",
                ),
                ("key: [shut]", "key: [no]"),
                ("road=shut", "road=no"),
            ],
            Change("renamed", "option", "road.no", before="road.shut"),
        ),
        (
            [
                ("  named: {flag: true}", "  known: {flag: true, was: [named]}"),
                ("not named", "not known"),
                ("named = true", "known = true"),
            ],
            Change("renamed", "variable", "known", before="named"),
        ),
        (
            [
                ("  over: {title", "  done: {was: [over], title"),
                ("reachable: [over", "reachable: [done"),
                ("ending: over, between", "ending: done, between"),
                ("{ending: over}", "{ending: done}"),
                (
                    "signed(who.one), then: over}\n          - over",
                    "signed(who.one), then: done}\n          - done",
                ),
                ("max_visits: 2\n    then: over", "max_visits: 2\n    then: done"),
            ],
            Change("renamed", "ending", "done", before="over"),
        ),
    ],
)
def test_what_was_renamed_is_told_once(edits: list[tuple[str, str]], change: Change) -> None:
    found = after(*edits)
    assert found.shown == (change,)


def test_a_renamed_variable_that_a_text_shows_leaves_the_words_alone() -> None:
    text = STORY.replace("  money: {meter", "  cash: {was: [money], meter").replace(
        "money >", "cash >"
    )
    text = text.replace("{money}", "{cash}").replace("{money: 2}", "{cash: 2}")
    found = changes_between(story(STORY), story(text.replace("money -= 1", "cash -= 1")))
    assert found.found == (Change("renamed", "variable", "cash", before="money"),)


def test_a_renamed_meter_is_the_same_in_what_asks_for_the_lowest() -> None:
    lowest = edited(
        (
            "  named: {flag: true}",
            "  post: {meter: 0..9, start: 5, better: high}\n  named: {flag: true}",
        ),
        ("if: money >= 2", "if: lowest(money post) >= 2"),
    )
    new = lowest.replace("  post: {meter", "  watch: {was: [post], meter")
    found = changes_between(story(lowest), story(new.replace("(money post)", "(money watch)")))
    assert found.found == (Change("renamed", "variable", "watch", before="post"),)


def test_what_is_gone_tells_where_old_plays_go_on() -> None:
    start, end = STORY.index("      - id: wait\n"), STORY.index("  office:\n")
    gone = STORY[:start] + STORY[end:]
    gone = gone.replace("over, gate.wait", "over").replace(
        "policies:\n  careful: {prefer: [slow]}\n", ""
    )
    found = changes_between(story(STORY), story(gone))
    assert found.shown == (Change("removed", "choice", "gate.wait"),)
    found = changes_between(story(STORY), story("removed: {gate.wait: night}\n" + gone))
    assert found.shown == (Change("removed", "choice", "gate.wait", after="night"),)


def test_what_stands_in_a_scene_that_is_new_or_gone_is_told_with_it() -> None:
    yard = """\
  yard:
    text: A yard.
    questions:
      - {id: cold, ask: Is it cold?, options: {yes: Yes, no: No}}
    choices:
      - {id: on, label: On, then: over}
  night:
"""
    more = edited(("  night:\n", yard), ("office: 3", "yard: 3"))
    there, back = (
        changes_between(story(STORY), story(more)),
        changes_between(story(more), story(STORY)),
    )
    assert [each for each in there.found if each.kind == "added"] == [
        Change("added", "scene", "yard")
    ]
    assert [each for each in back.found if each.kind == "removed"] == [
        Change("removed", "scene", "yard")
    ]


def test_a_question_that_moved_is_the_same_question() -> None:
    start, end = STORY.index("    questions:\n"), STORY.index("    choices:\n      - id: pay")
    moved = STORY[:start] + STORY[end:]
    moved = moved.replace("    text: A stove.\n", "    text: A stove.\n" + STORY[start:end])
    found = changes_between(story(STORY), story(moved))
    assert changed("question", "road", "scene", "gate", "office") in found.found
    assert not [each for each in found.found if each.kind in ("added", "removed")]


def test_added_parts_of_every_kind() -> None:
    found = after(
        ("  named: {flag: true}\n", "  named: {flag: true}\n  cold: {flag: true}\n"),
        (
            "sources:\n",
            "  F3: {says: It rained., mark: unknown}\nsources:\n  S2: {name: A clerk}\n",
        ),
        (
            "      - id: wait\n",
            "      - {id: run, label: Run, if: cold, then: over}\n      - id: wait\n",
        ),
        ("shut: It is not}", "shut: It is not, part: In part}"),
        ("endings:\n", "endings:\n  lost: {title: Lost, text: Lost., unknowns: [F3]}\n"),
        (
            "max_visits: 2\n    then: over",
            "max_visits: 2\n    then: [{if: named, then: lost}, over]",
        ),
    )
    added = {(each.part, each.id) for each in found.found if each.kind == "added"}
    assert added == {
        ("variable", "cold"),
        ("fact", "F3"),
        ("source", "S2"),
        ("choice", "gate.run"),
        ("option", "road.part"),
        ("ending", "lost"),
    }
    assert [each.id for each in found.found if each.kind == "changed"] == ["night"]


def test_the_order_in_which_a_deck_is_drawn_is_told() -> None:
    text = """\
scenes:
  gate: {text: x, draw: {deck: d, then: over}}
  one: {deck: d, title: One, text: x, then: over}
  two: {deck: d, title: Two, text: x, then: over}
endings:
  over: {title: Over, text: Over., unknowns: [x]}
"""
    found = changes_between(
        story(text), story(text.replace("one: {deck: d", "one: {priority: -1, deck: d"))
    )
    order = changed("deck", "d", "order of storylets", "[one, two]", "[two, one]")
    assert found.found == (changed("scene", "one", "priority", "0", "-1"), order)


# --- What no player notices -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("edit", "change"),
    [
        (
            ("always: money >= 0", "always: money >= 1"),
            ("changed", "contract", "always: money >= 1"),
        ),
        (("  - always: money >= 0\n", ""), ("removed", "contract", "always: money >= 0")),
        (
            ("tests:\n", "  - never: named and rich\ntests:\n"),
            ("added", "contract", "never: named and rich"),
        ),
        (
            ("2%..50%", "3%..50%"),
            ("changed", "contract", "share: {ending: over, between: 3%..50%}"),
        ),
        (("tags: [slow]", "tags: [slow, sly]"), ("changed", "choice", "gate.wait")),
        (("shut, pay, sign", "shut, wait, sign"), ("changed", "test", "straight")),
        (("  version: 1", "  version: 2"), ("changed", "story", "")),
        (("policies:\n", "policies:\n  bold: {prefer: [slow]}\n"), ("added", "policy", "bold")),
        (
            ("policies:\n", "allow:\n  - {code: BP213, at: gate, because: x}\npolicies:\n"),
            ("added", "allowance", "BP213 at gate"),
        ),
        (("policies:\n", "removed: {yard: gate}\npolicies:\n"), ("added", "removal", "yard")),
    ],
)
def test_what_is_for_checks_and_authors_is_told_apart(
    edit: tuple[str, str], change: tuple[str, str, str]
) -> None:
    if edit[0] in STORY:
        found = after(edit)
    else:
        first = story(STORY)
        info = first.info._replace(version=2)
        found = changes_between(first, first._replace(info=info))
    assert [each[:3] for each in found.found] == [change]
    assert found.shown == ()
    assert found.same_logic
