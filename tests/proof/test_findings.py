"""Each finding of a proof beyond what is come to: a story that shows it, and a near twin."""

from __future__ import annotations

from pathlib import Path

import pytest

from borderpost.engine.program import Program
from borderpost.proof.findings.of_proofs import findings
from borderpost.proof.idle.readings import readings
from borderpost.proof.idle.texts import read
from borderpost.proof.proving import prove
from borderpost.proof.search.exploring import Limits
from borderpost.story.diagnostics import Diagnostic
from tests.stories import HEAD, OVER, program_from

ROOM = Limits(50_000, 60.0)


def found(text: str, folder: Path, limits: Limits = ROOM) -> dict[str, str]:
    """The message of each finding in a story, by its code; there is one of each at most."""
    told = all_found(program_from(text, folder), limits)
    assert len({one.code for one in told}) == len(told), told
    return {one.code: one.message for one in told}


def all_found(program: Program, limits: Limits = ROOM) -> list[Diagnostic]:
    """All findings."""
    return findings(program, prove(program, limits))


def replaced(text: str, *changes: str) -> str:
    """A story with each second text in the place of each first, which must stand in it."""
    for old, new in zip(changes[::2], changes[1::2], strict=True):
        assert old in text, old
        text = text.replace(old, new)
    return text


TOLL = (
    HEAD
    + """\
variables:
  coins: {meter: 0..9, start: 2, better: high}
  trust: {meter: 0..9, start: 2, better: high}
  fear: {meter: 0..9, start: 2, better: low}
  steps: {range: 0..2, start: 0}
  known: {flag: true}
scenes:
  gate:
    text: |
      They ask for toll.
    choices:
      - {id: pay, label: Pay, cost: {coins: 1}, do: [trust += 1], then: yard}
      - {id: wait, label: Wait, do: [trust -= 1], then: yard}
      - {id: look, label: Look, do: [known = true], then: yard}
  yard:
    text: |
      A clerk comes.
    choices:
      - {id: bribe, label: Bribe him, cost: {coins: 2}, then: over}
      - {id: leave, label: Leave, then: over}
      - {id: ask, label: Ask, if: known, then: over, after: He nods.}
"""
    + OVER
)


def test_a_story_in_which_everything_has_its_use_is_left_alone(tmp_path: Path) -> None:
    assert found(TOLL, tmp_path) == {}


# --- Overflows ------------------------------------------------------------------------------------


def test_a_range_that_leaves_its_bounds_is_told_with_the_action_that_does_it(
    tmp_path: Path,
) -> None:
    walk = "label: Leave, do: [steps += 1], then: [{if: trust >= 3, then: gate}, over]}"
    told = found(replaced(TOLL, "label: Leave, then: over}", walk), tmp_path)
    assert told["BP305"].startswith("in some play 'steps' would leave its range 0..2: ")
    play = told["BP305"].partition(": ")[2].split(", ")
    assert len(play) == 6
    assert play[1::2] == ["yard.leave"] * 3
    text = replaced(TOLL, "label: Leave, then: over}", walk)
    (one,) = [f for f in all_found(program_from(text, tmp_path / "at")) if f.code == "BP305"]
    assert text.splitlines()[one.at.line - 1][one.at.column - 1 :].startswith("steps += 1")
    set_anew = replaced(TOLL, "label: Leave, then: over}", walk.replace("+= 1", "= 2"))
    assert "BP305" not in found(set_anew, tmp_path / "near")


def test_a_range_that_leaves_its_bounds_before_anything_is_done_is_told(tmp_path: Path) -> None:
    text = replaced(TOLL, "They ask for toll.\n", "They ask for toll.\n    do: [steps += 3]\n")
    told = found(text, tmp_path)
    assert told["BP305"].endswith("its range 0..2: from the very start")
    (one,) = [f for f in all_found(program_from(text, tmp_path / "at")) if f.code == "BP305"]
    assert text.splitlines()[one.at.line - 1].strip() == "do: [steps += 3]"
    assert found(replaced(text, "steps += 3", "steps += 2"), tmp_path / "near") == {}


# --- Choices that are never afforded --------------------------------------------------------------


def test_a_choice_that_costs_more_than_there_ever_is_is_told(tmp_path: Path) -> None:
    told = found(replaced(TOLL, "cost: {coins: 2}", "cost: {coins: 3}"), tmp_path)
    assert told == {
        "BP309": "the choice 'bribe' is never afforded: it costs 3 of 'coins', and wherever all "
        "else it asks for holds, there is never more than 2 to spend"
    }


def test_what_there_is_counts_where_all_else_holds(tmp_path: Path) -> None:
    # Trust 3 comes only with having paid.
    dear = replaced(TOLL, "label: Bribe him, cost", "label: Bribe him, if: trust >= 3, cost")
    told = found(dear, tmp_path)
    assert "never more than 1 to spend" in told["BP309"]
    assert "BP303" not in told
    near = replaced(dear, "trust >= 3", "trust == 2")
    assert found(near, tmp_path / "near") == {}


def test_what_lies_below_a_meters_lowest_bound_is_not_to_be_spent(tmp_path: Path) -> None:
    low = replaced(TOLL, "coins: {meter: 0..9, start: 2", "coins: {meter: 1..9, start: 3")
    assert found(low, tmp_path) == {}
    told = found(replaced(low, "coins: 2}", "coins: 3}"), tmp_path / "dear")
    assert "never more than 2 to spend" in told["BP309"]


def test_two_costs_that_are_never_there_at_once_are_told_so(tmp_path: Path) -> None:
    both = replaced(TOLL, "cost: {coins: 2}", "cost: {coins: 2, trust: 3}")
    told = found(both, tmp_path)
    assert told["BP309"].endswith(
        "it costs 2 of 'coins' and 3 of 'trust', and wherever all else it asks for holds, that is "
        "never there at once"
    )


def test_a_choice_that_asks_for_more_than_its_cost_is_just_never_offered(tmp_path: Path) -> None:
    text = replaced(TOLL, "label: Bribe him, cost", "label: Bribe him, if: trust > 8, cost")
    assert list(found(text, tmp_path)) == ["BP303"]


# --- Choices that are dominated -------------------------------------------------------------------

DOMINATED = replaced(TOLL, "do: [trust -= 1]", "do: [trust += 1]")


def test_a_choice_beside_a_better_one_is_told(tmp_path: Path) -> None:
    assert found(DOMINATED, tmp_path) == {
        "BP310": "for the meters, the choice 'pay' is never better than 'wait', which is always "
        "offered beside it and leads to the same: 'pay' coins -1; 'wait' coins +0"
    }


@pytest.mark.parametrize(
    "change",
    [
        ("label: Wait, do", "label: Wait, if: steps > 0 or trust < 2, do"),
        ("cost: {coins: 1}, do: [trust += 1]", "cost: {coins: 1}, do: [trust += 2]"),
        ("label: Wait, do: [trust += 1]", "label: Wait, do: [trust += 1, fear += 1]"),
        ("label: Wait, do: [trust += 1]", "label: Wait, do: [trust = 3]"),
        (
            "label: Pay, cost: {coins: 1}, do: [trust += 1]",
            "label: Pay, fallback: true, do: [coins -= 1, trust += 1]",
        ),
        (
            "cost: {coins: 1}, do: [trust += 1], then: yard",
            "cost: {coins: 1}, do: [trust += 1], then: [{if: trust > 2, then: yard}, over]",
        ),
    ],
    ids=["not offered", "as good", "worse elsewhere", "no constant", "fallback", "leads elsewhere"],
)
def test_a_choice_with_a_use_of_its_own_is_not_dominated(
    change: tuple[str, str], tmp_path: Path
) -> None:
    told = all_found(program_from(replaced(DOMINATED, *change), tmp_path))
    assert "BP310" not in [one.code for one in told]


def test_less_of_what_is_better_low_is_better(tmp_path: Path) -> None:
    text = replaced(TOLL, "do: [trust -= 1]", "do: [trust -= 1, fear += 1]")
    assert found(text, tmp_path) == {}
    calm = replaced(DOMINATED, "cost: {coins: 1}, do: [trust += 1]", "do: [trust += 1, fear += 1]")
    told = found(calm, tmp_path / "calm")
    assert told["BP310"].endswith("'pay' fear +1; 'wait' fear +0")


def test_an_inquiry_moves_nothing_and_is_not_compared(tmp_path: Path) -> None:
    # Looking leaves trust where waiting lowers it, and moves no meter.
    assert found(TOLL, tmp_path) == {}


def test_what_is_put_off_is_not_compared(tmp_path: Path) -> None:
    late = replaced(
        DOMINATED,
        "{id: pay, label: Pay, cost: {coins: 1}, do: [trust += 1], then: yard}",
        "{id: pay, label: Pay, cost: {coins: 1}, do: [trust += 1], then: yard, "
        "later: {at: two, do: [fear -= 1]}}",
        "  yard:\n",
        "  yard:\n    act: two\n",
        "  gate:\n",
        "  gate:\n    act: one\n",
        "variables:\n",
        "acts: [one, two]\nvariables:\n",
    )
    assert found(late, tmp_path) == {}


# --- Fake choices ---------------------------------------------------------------------------------

FAKE = replaced(TOLL, ", after: He nods.}", "}")


def test_choices_between_which_there_is_no_difference_are_told(tmp_path: Path) -> None:
    assert found(FAKE, tmp_path) == {
        "BP207": "whether the choice 'ask' is taken or 'leave', makes no difference in any play"
    }


def test_a_group_of_them_is_told_once(tmp_path: Path) -> None:
    more = replaced(FAKE, "endings:\n", "endings:\n")
    more = replaced(
        more,
        "      - {id: leave, label: Leave, then: over}\n",
        "      - {id: leave, label: Leave, then: over}\n"
        "      - {id: sigh, label: Sigh, do: [steps += 1], then: over}\n",
    )
    assert found(more, tmp_path)["BP207"].startswith(
        "whether the choice 'ask' is taken or 'leave', 'sigh', makes"
    )


@pytest.mark.parametrize(
    "change",
    [
        ("label: Leave, then: over}", "label: Leave, do: [fear += 1], then: over}"),
        (
            "label: Leave, then: over}",
            "label: Leave, do: [steps += 1], then: over}",
            "It is over.",
            "It is over after {steps}.",
        ),
        (
            "label: Leave, then: over}",
            "label: Leave, then: far}",
            "endings:\n",
            "  far:\n    do: [trust += 1]\n    then: over\nendings:\n",
        ),
        (
            "text: |\n      It is over.",
            "text:\n      - It is over.\n      - {if: chose(yard.leave), text: You left.}",
        ),
    ],
    ids=["a meter", "shown at the end", "on the way", "chose"],
)
def test_choices_that_a_reader_can_tell_apart_are_no_fake(
    change: tuple[str, ...], tmp_path: Path
) -> None:
    assert found(replaced(FAKE, *change), tmp_path) == {}


def test_what_nobody_is_shown_makes_no_difference(tmp_path: Path) -> None:
    counted = replaced(
        FAKE, "label: Leave, then: over}", "label: Leave, do: [steps += 1], then: over}"
    )
    assert list(found(counted, tmp_path)) == ["BP207"]
    passed = replaced(
        FAKE,
        "label: Leave, then: over}",
        "label: Leave, then: far}",
        "endings:\n",
        "  far:\n    then: over\nendings:\n",
    )
    assert list(found(passed, tmp_path / "passed")) == ["BP207"]


def test_choices_that_matter_later_are_no_fake(tmp_path: Path) -> None:
    keyed = replaced(
        FAKE,
        "label: Leave, then: over}",
        "label: Leave, do: [steps += 1], then: far}",
        "if: known, then: over}",
        "if: known, then: far}",
        "endings:\n",
        "  far:\n    text: |\n      Far.\n    choices:\n"
        "      - {id: turn, label: Turn, if: steps == 0, do: [trust += 1], then: over}\n"
        "      - {id: stay, label: Stay, then: over}\nendings:\n",
    )
    assert found(keyed, tmp_path) == {}
    same = replaced(keyed, "steps == 0", "trust > 2")
    assert list(found(same, tmp_path / "same")) == ["BP207"]


def test_the_same_chances_make_no_difference(tmp_path: Path) -> None:
    lots = "then: {chance: {over: 1, gate: 2}}}"
    alike = replaced(
        FAKE,
        "label: Leave, then: over}",
        f"label: Leave, {lots}",
        "if: known, then: over}",
        f"if: known, {lots}",
    )
    assert "BP207" in found(alike, tmp_path)
    other = replaced(alike, f"if: known, {lots}", f"if: known, {lots.replace('2', '3')}")
    assert "BP207" not in found(other, tmp_path / "other")


# --- Conditions -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("condition", "code"), [("known or trust < 9", "BP311"), ("trust == 2", None)]
)
def test_a_choice_whose_condition_always_holds_is_told(
    condition: str, code: str | None, tmp_path: Path
) -> None:
    text = replaced(TOLL, "if: known, then", f"if: {condition}, then")
    assert list(found(text, tmp_path)) == ([code] if code else [])


@pytest.mark.parametrize(
    ("condition", "code"),
    [("trust <= 3", "BP311"), ("trust > 3", "BP312"), ("trust == 3", None)],
)
def test_a_branch_always_or_never_gone_is_told(
    condition: str, code: str | None, tmp_path: Path
) -> None:
    text = replaced(
        TOLL,
        "label: Leave, then: over}",
        f"label: Leave, then: [{{if: {condition}, then: far}}, over]}}",
        "endings:\n",
        "  far:\n    text: |\n      Far.\n    then: over\nendings:\n",
        "label: Ask, if: known, then: over",
        "label: Ask, if: known, then: far",
    )
    assert list(found(text, tmp_path)) == ([code] if code else [])


@pytest.mark.parametrize(
    ("condition", "code"),
    [("trust <= 3", "BP311"), ("trust > 3", "BP312"), ("trust == 3", None)],
)
def test_a_branch_of_a_scene_that_is_passed_through_is_told_too(
    condition: str, code: str | None, tmp_path: Path
) -> None:
    text = replaced(
        TOLL,
        "label: Leave, then: over}",
        "label: Leave, then: fork}",
        "endings:\n",
        f"  fork:\n    then: [{{if: {condition}, then: far}}, over]\n"
        "  far:\n    text: |\n      Far.\n    then: over\nendings:\n",
        "label: Ask, if: known, then: over",
        "label: Ask, if: known, then: far",
    )
    assert list(found(text, tmp_path)) == ([code] if code else [])


def test_nothing_is_told_where_not_everything_was_explored(tmp_path: Path) -> None:
    text = replaced(DOMINATED, ", after: He nods.}", "}", "if: known", "if: known or trust < 9")
    assert len(all_found(program_from(text, tmp_path))) == 3
    assert all_found(program_from(text, tmp_path), Limits(2, 60.0)) == []


# --- Texts ----------------------------------------------------------------------------------------


def with_text(story: str, at: str, blocks: str) -> str:
    """A story in which a text of one line has further blocks, each on a line of its own."""
    lines = "".join(f"\n      - {block}" for block in blocks.split("; "))
    return replaced(story, f"text: |\n      {at}", f"text:\n      - {at}{lines}")


@pytest.mark.parametrize("at", ["A clerk comes.", "It is over."])
@pytest.mark.parametrize(
    ("blocks", "code", "words"),
    [
        ("{if: trust > 3, text: You are liked.}", "BP313", "'trust > 3' never holds"),
        ("{if: trust > 2, text: You are liked.}", None, ""),
        ("{if: trust < 4, text: You are liked.}", "BP311", "the text needs no `if:`"),
        ("{if: trust < 4, text: Liked.}; {else: true, text: Not.}", "BP313", "always holds"),
        ("{if: trust < 3, text: Liked.}; {else: true, text: Not.}", None, ""),
    ],
)
def test_a_text_that_no_play_shows_is_told(
    at: str, blocks: str, code: str | None, words: str, tmp_path: Path
) -> None:
    told = found(with_text(TOLL, at, blocks), tmp_path)
    assert list(told) == ([code] if code else [])
    assert words in "".join(told.values())


def test_a_text_that_chance_hardly_ever_shows_is_found_by_the_search(tmp_path: Path) -> None:
    steps = "".join(
        f"  s{n}:\n    text: |\n      Step.\n    choices:\n"
        f"      - {{id: up, label: Up, do: [trust += 1], then: s{n + 1}}}\n"
        + "".join(
            f"      - {{id: fall{k}, label: Fall {k}, after: Down {k}., then: over}}\n"
            for k in range(9)
        )
        for n in range(6)
    )
    high = replaced(TOLL, "if: known, then: over", "if: known, then: s0") + ""
    high = replaced(
        high, "endings:\n", steps + "  s6:\n    text: |\n      Top.\n    then: over\nendings:\n"
    )
    seldom = with_text(high, "It is over.", "{if: trust >= 8, text: You were up there.}")
    assert found(seldom, tmp_path) == {}
    never = with_text(high, "It is over.", "{if: trust >= 9, text: You were up there.}")
    assert list(found(never, tmp_path / "never")) == ["BP313"]


def test_labels_answers_and_cards_are_texts_too(tmp_path: Path) -> None:
    label = replaced(TOLL, "label: Leave,", "label: [Leave, {if: trust > 3, text: with a bow}],")
    assert list(found(label, tmp_path / "label")) == ["BP313"]
    label = replaced(label, "trust > 3", "trust > 2")
    assert found(label, tmp_path / "near") == {}


def test_what_is_read_after_a_choice_is_a_text_too(tmp_path: Path) -> None:
    after = "label: Leave, then: over, after: [He nods., {if: trust > 3, text: Twice.}]"
    never = replaced(TOLL, "label: Leave, then: over", after)
    assert list(found(never, tmp_path)) == ["BP313"]
    assert found(replaced(never, "trust > 3", "trust > 2"), tmp_path / "near") == {}


WAIT = (
    HEAD
    + """\
acts: [day, night]
variables:
  coins: {meter: 0..9, start: 2, better: high}
scenes:
  gate:
    act: day
    text: |
      They ask for toll.
    choices:
      - id: pay
        label: Pay
        cost: {coins: 1}
        later: {at: night, text: [The clerk is back., {if: coins == 1, text: He is thirsty.}]}
        then: yard
      - {id: wait, label: Wait, then: yard}
  yard:
    act: night
    text: |
      Night falls.
    choices:
      - {id: drink, label: Drink, cost: {coins: 2}, then: over}
      - {id: leave, label: Leave, then: over}
"""
    + OVER
)


def test_what_falls_due_is_a_text_too(tmp_path: Path) -> None:
    assert list(found(WAIT, tmp_path)) == ["BP311"]
    never = replaced(WAIT, "coins == 1", "coins == 2")
    assert list(found(never, tmp_path / "never")) == ["BP313"]
    near = replaced(WAIT, "label: Wait, then: yard", "label: Find, do: [coins += 1], then: gate")
    assert found(near, tmp_path / "near") == {}


CARD = replaced(
    TOLL,
    "endings:\n",
    "  far:\n    card: [S1]\n    text: |\n      Far.\n    then: over\nsources:\n"
    "  S1: {name: A clerk, says: I saw it.}\nendings:\n",
    "if: known, then: over",
    "if: known, then: [{if: trust > 3, then: far}, over]",
)


def test_a_card_that_no_play_puts_into_the_case_file_is_told(tmp_path: Path) -> None:
    codes = {one.code: one.message for one in all_found(program_from(CARD, tmp_path))}
    assert codes["BP313"] == "no play puts the card 'S1' into the case file"
    near = replaced(CARD, "trust > 3", "coins == 2")
    told = [one.code for one in all_found(program_from(near, tmp_path / "near"))]
    assert "BP313" not in told


def test_a_choice_that_is_sometimes_offered_without_the_better_one_has_its_use(
    tmp_path: Path,
) -> None:
    # Waiting is offered only once one has looked.
    changes = ("do: [known = true], then: yard", "do: [known = true], then: gate")
    late = replaced(DOMINATED, "label: Wait, do", "label: Wait, if: known, do", *changes)
    assert "BP310" not in [one.code for one in all_found(program_from(late, tmp_path))]
    both = replaced(late, "label: Pay, cost", "label: Pay, if: known, cost")
    told = [one.code for one in all_found(program_from(both, tmp_path / "both"))]
    assert "BP310" in told


def test_texts_that_a_limit_leaves_open_are_not_decided(tmp_path: Path) -> None:
    text = with_text(TOLL, "It is over.", "{if: trust > 3, text: You are liked.}")
    program = program_from(text, tmp_path)
    wanted = list(readings(program.story))
    assert read(program, [{}], wanted, ROOM).undecided == ()
    assert read(program, [{}], wanted, Limits(1, 60.0)).undecided == tuple(wanted)
