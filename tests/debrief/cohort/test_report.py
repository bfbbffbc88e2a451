"""What is shown of a class: in words, in order, and never so few answers that they point."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest

from borderpost.debrief.cohort.report import class_report, questions_anew
from borderpost.debrief.cohort.shown import Bar, ClassReport
from borderpost.debrief.cohort.tally import MOST_TEXTS, Tally
from borderpost.engine.program import Program
from borderpost.proof.search.exploring import Limits
from borderpost.story.load import load_story
from borderpost.workshop.open_endings import told_open_endings
from tests.debrief.cohort.classes import PLAIN, counted, many, room
from tests.stories import played, story_from

LOOK = ("desk.look", "yard.back")
SENT = ("desk.take", "weather=iced", "form.send")


def report_of(
    folder: Path, plays: Iterable[Iterable[str]], program: Program | None = None
) -> ClassReport:
    story = (program or room()).story
    many(folder / "runs", plays, program)
    found, _ = counted(folder / "runs", program=program)
    tally = Tally(questions_anew(story))
    for each in found:
        tally.add(each)
    return class_report(story, tally)


# --- Splits --------------------------------------------------------------------------------------


def test_a_split_in_words(tmp_path: Path) -> None:
    report = report_of(tmp_path, [SENT, SENT, ("desk.leave",), ("desk.take",)])
    first, second = report.splits
    assert (first.number, first.title, first.when_where, first.times) == (
        1,
        "The desk",
        "A room",
        4,
    )
    assert [way.bar for way in first.ways] == [
        Bar("Look out", 0, 4),
        Bar("Take the form", 3, 4),
        Bar("Leave", 1, 4),
    ]
    assert [way.bar.percent for way in first.ways] == [0, 75, 25]
    # The one who has not finished ended nowhere.
    assert first.ways[1].endings == (Bar("Over", 2, 3),)
    assert (second.number, second.title, second.times) == (2, "The form", 2)
    assert report.standing == (Bar("The form", 1, 4),)


def test_the_decision_that_split_the_class_most_evenly(tmp_path: Path) -> None:
    report = report_of(tmp_path / "apart", [SENT, SENT, ("desk.leave",), ("desk.leave",)])
    assert report.closest == report.splits[0]
    # Where nobody chose otherwise, or hardly anybody was, there is nothing to talk about.
    assert report_of(tmp_path / "alike", [SENT, SENT]).closest is None


def test_a_decision_with_one_way_is_none(tmp_path: Path) -> None:
    report = report_of(tmp_path, [(*LOOK, "desk.leave")])
    assert [split.title for split in report.splits] == ["The desk"]


def test_decisions_stand_in_the_order_they_were_come_to(tmp_path: Path) -> None:
    late = ("desk.take", "form.again", *LOOK, *LOOK, *LOOK, "desk.leave")
    titles = [split.title for split in report_of(tmp_path, [late]).splits]
    assert titles == ["The form", "The desk"]


def test_cards_beside_a_decision(tmp_path: Path) -> None:
    first, _ = report_of(tmp_path, [SENT, (*LOOK, *SENT)]).splits
    assert [(card.name, card.opened, card.had) for card in first.cards] == [
        ("S1 A letter", 0, 3),
        ("S2 A note", 0, 1),
    ]


def test_hands_are_shown_where_they_were_counted(tmp_path: Path) -> None:
    (split, _) = report_of(tmp_path, [PLAIN]).splits
    assert not split.voted
    assert split._replace(ways=(split.ways[0]._replace(votes=1),)).voted


# --- Endings that are ruled out ------------------------------------------------------------------

SHUT = """\
story: {id: shut, title: Shut, version: 1, language: en, start: gate}
variables:
  key: {flag: true}
scenes:
  gate:
    title: The gate
    text: A gate.
    choices:
      - {id: take, label: Take the key, do: [key = true], then: door}
      - {id: leave, label: Leave it, then: door}
      - {id: home, label: Go home, then: home}
  door:
    title: The door
    text: A door.
    choices:
      - {id: open, label: Open it, if: key, then: inside}
      - {id: knock, label: Knock, then: heard}
      - {id: wait, label: Wait, then: night}
endings:
  inside: {title: Inside, text: In.}
  heard: {title: Heard, text: Heard.}
  night: {title: Night, text: Dark.}
  home: {title: Home, text: Home.}
"""


@pytest.fixture
def shut(tmp_path: Path) -> Program:
    """A story with the file that says which endings each choice leaves open."""
    story = story_from(SHUT, tmp_path / "shut")
    told_open_endings(Program(story), Limits(), write=True, as_json=False)
    loaded = load_story(tmp_path / "shut").story
    assert loaded is not None
    return Program(loaded)


def led_to(program: Program) -> dict[str, set[str]]:
    """The endings that the engine comes to after each choice, by playing every way."""
    led: dict[str, set[str]] = {}

    def walk(*items: str) -> set[str]:
        run = played(program, *items)
        if run.finished:
            return {program.place_name(run.state)}
        here = program.place_name(run.state)
        found: set[str] = set()
        for choice in program.offers(run.state):
            after = walk(*items, f"{here}.{choice}")
            led.setdefault(f"{here}.{choice}", set()).update(after)
            found |= after
        return found

    walk()
    return led


def test_endings_that_are_ruled_out_are_those_the_engine_cannot_come_to(
    tmp_path: Path, shut: Program
) -> None:
    report = report_of(tmp_path, [("gate.take", "door.knock"), ("gate.home",)], shut)
    gate, door = report.splits
    ways = {way.bar.says: (way.rules_out, way.still_open) for way in gate.ways}
    assert ways == {
        "Take the key": (("Home",), ()),
        "Leave it": (("Inside", "Home"), ()),
        "Go home": (("Inside", "Heard", "Night"), ("Home",)),
    }
    assert [way.still_open for way in door.ways] == [("Inside",), ("Heard",), ("Night",)]
    led = led_to(shut)
    for split, scene in zip(report.splits, ("gate", "door"), strict=True):
        choices = shut.story.scenes[scene].choices
        every = {name for choice in choices for name in led[f"{scene}.{choice.id}"]}
        for way, choice in zip(split.ways, choices, strict=True):
            gone = every - led[f"{scene}.{choice.id}"]
            titles = tuple(e.title for e in shut.story.endings.values() if e.id in gone)
            assert way.rules_out == titles


def test_without_that_file_nothing_is_said_of_it(tmp_path: Path) -> None:
    report = report_of(tmp_path, [PLAIN])
    assert {(way.rules_out, way.still_open) for s in report.splits for way in s.ways} == {((), ())}


# --- What the text decides -----------------------------------------------------------------------


def answering(count: int, *items: str) -> list[tuple[str, ...]]:
    return [(*items, "desk.leave")] * count


def test_so_few_answers_that_they_would_point_at_somebody_are_not_shown(tmp_path: Path) -> None:
    answers = ("snow=yes@3", "ice=none", "grid.S1.wet=fits")
    few = report_of(tmp_path / "few", answering(4, *answers))
    assert (few.keyed, few.cells) == ((), ())
    enough = report_of(tmp_path / "enough", answering(5, *answers))
    assert (len(enough.keyed), len(enough.cells)) == (1, 2)


def test_one_who_goes_in_circles_is_not_a_class(tmp_path: Path) -> None:
    around = [("snow=yes@3", "ice=some", *LOOK) * 6 + ("desk.leave",)]
    report = report_of(tmp_path, around)
    assert (report.keyed, report.cells) == ((), ())


def test_what_the_text_decides(tmp_path: Path) -> None:
    plays = [
        *answering(2, "snow=yes@3"),
        *answering(3, "snow=no@3"),
        *answering(1, "snow=yes@1"),
        *answering(1, "snow=no@2"),
    ]
    (item,) = report_of(tmp_path, plays).keyed
    assert (item.asked, item.where, item.right_answer) == ("Did it snow?", "The desk", "“It did”")
    assert (item.times, item.sure_right, item.sure_wrong, item.unsure) == (7, 2, 3, 2)


def test_where_nobody_was_asked_how_sure_right_answers_are_counted(tmp_path: Path) -> None:
    plays = [
        *answering(4, "ice=some", "grid.S1.wet=fits", "grid.S2.wet=fits"),
        *answering(2, "ice=none", "grid.S1.wet=against"),
    ]
    report = report_of(tmp_path, plays)
    assert report.keyed == ()
    ice, grid = report.cells
    assert (ice.row, ice.card, ice.right_answer) == ("Was there ice?", "The desk", "“Some”")
    assert (grid.row, grid.card, grid.right_answer) == ("It was wet", "S1 A letter", "“fits”")
    assert (ice.right, ice.times) == (grid.right, grid.times) == (4, 6)


def test_the_estimate_before_and_after(tmp_path: Path) -> None:
    plays = [
        ("guess=few", "desk.take", "guess_again=many", "form.send"),
        ("guess=few", "desk.take", "guess_again=few", "form.send"),
        ("guess=many", "desk.leave"),
        ("desk.take", "guess_again=many", "form.send"),
    ]
    (estimate,) = report_of(tmp_path, plays).estimates
    assert estimate.rows == (("Few", 2, 1), ("Many", 1, 2))
    assert (estimate.first, estimate.again, estimate.both, estimate.changed) == (3, 3, 2, 1)


# --- The report, the ledger, the rest ------------------------------------------------------------


def test_what_was_signed(tmp_path: Path) -> None:
    plays = [SENT, SENT, ("desk.take", "weather=snowed", "form.send"), PLAIN]
    report = report_of(tmp_path, plays)
    assert (report.reports, report.outran) == (3, 2)
    (slot,) = report.report
    iced, snowed = slot.sentences
    assert (iced.bar, iced.outruns, iced.cites) == (Bar("Ice came.", 2, 3), True, ("F2",))
    assert (snowed.bar, snowed.outruns) == (Bar("Snow fell.", 1, 3), False)
    assert iced.check != snowed.check


def test_one_who_signs_again_and_again_is_no_more_than_the_class(tmp_path: Path) -> None:
    twice = ("desk.take", "weather=iced", "form.again", *SENT)
    (slot,) = report_of(tmp_path, [twice]).report
    assert [sentence.bar for sentence in slot.sentences] == [Bar("Ice came.", 1, 1)]


def test_the_ledger_by_mark(tmp_path: Path) -> None:
    report = report_of(tmp_path, [SENT, (*LOOK, *PLAIN)])
    facts = {fact.id: (fact.told, fact.cited) for group in report.ledger for fact in group.facts}
    # What nobody was told or cited is not in it: the third comes only with the ending.
    assert facts == {"F1": (2, 0), "F2": (1, 1)}


def test_endings_settings_and_meters(tmp_path: Path) -> None:
    report = report_of(tmp_path, [PLAIN, PLAIN, ("desk.leave",), ("desk.take",)])
    assert report.endings == (Bar("Over", 2, 3), Bar("Gone", 1, 3))
    assert report.not_reached == ()
    assert report.settings == (("How long: short", 4),)
    (money,) = report.meters
    assert (money.label, money.least, money.middle, money.most) == ("Money", 4, 4, 6)


def test_a_class_of_which_none_has_finished(tmp_path: Path) -> None:
    report = report_of(tmp_path, [("desk.take",)])
    assert (report.runs, report.finished, report.endings, report.meters) == (1, 0, (), ())
    assert set(report.not_reached) == {"Over", "Gone"}


def test_the_questions_of_the_story_and_of_the_review(tmp_path: Path) -> None:
    report = report_of(tmp_path, [PLAIN])
    assert len(report.discuss) == 2
    assert len(report.review) == 4
    assert [each.answers.lines for each in report.review] == [()] * 4


def test_what_was_written_is_shown_up_to_a_bound() -> None:
    tally = Tally()
    texts = tally.wrote["why"]
    for number in range(MOST_TEXTS + 3):
        texts.add("", str(number))
    shown = {each.asks: each.answers for each in class_report(room().story, tally).review}
    (answers,) = (each for each in shown.values() if each.lines)
    assert (len(answers.lines), answers.more) == (MOST_TEXTS, 3)
