"""What one run came to: what was decided, opened, answered, signed, told and said beside it."""

from __future__ import annotations

from pathlib import Path

import pytest

from borderpost.debrief.cohort.account import Account, Answered, Cards, Signed
from borderpost.debrief.cohort.accounting import account_of, identity_of
from borderpost.debrief.run.after_action import answer
from borderpost.debrief.run.cards import CARD_VIEWED
from borderpost.debrief.together.notes import PAIR, PROJECTOR, dissent, play_as, vote
from borderpost.engine.run import Run
from borderpost.saves.follow import follow
from borderpost.saves.lines import Header
from borderpost.saves.shelf import Shelf
from borderpost.saves.stored import StoredRun, read_log
from tests.debrief.cohort.classes import account, begun, other, room, saved, with_times
from tests.stories import play

LOOKED = ("desk.look", "yard.back", "desk.take", "form.send")


def after(folder: Path, *items: str) -> Account:
    return account(saved(folder, *items))


def opened(run: Run, card: str) -> None:
    run.note(CARD_VIEWED, {"card": card})


def told(one: Answered) -> tuple[str, str, int, bool | None, str]:
    where = f"{one.question}:{one.cell}" if one.cell else one.question
    return where, one.option, one.certainty, one.is_right, one.changed_to


def kept(one: Account) -> list[tuple[int, str]]:
    """What was answered and decided, by its number in the log, and when it was kept."""
    answers = [(each.record, each.at) for each in one.answered]
    return answers + [(each.record, each.at) for each in one.decided]


# --- Decisions -----------------------------------------------------------------------------------


def test_what_was_decided_and_what_else_was_offered(tmp_path: Path) -> None:
    one = after(tmp_path, *LOOKED)
    assert [(each.scene, each.choice) for each in one.decided] == [
        ("desk", "look"),
        ("yard", "back"),
        ("desk", "take"),
        ("form", "send"),
    ]
    assert [each.offered for each in one.decided] == [
        ("look", "take", "leave"),
        ("back",),
        ("look", "take", "leave"),
        ("send", "again", "tear"),
    ]
    assert (one.ending, one.place, one.status) == ("over", "over", "intact")
    assert (one.settings, one.start, one.meters) == (
        {"length": "short"},
        {"money": 6},
        {"money": 4},
    )


def test_a_run_that_is_not_finished_stands_somewhere(tmp_path: Path) -> None:
    one = after(tmp_path, "desk.take", "weather=iced")
    assert (one.ending, one.place) == ("", "form")
    # Nothing is signed before the choice that sends it.
    assert (one.signed, one.cited, one.answered) == ((), (), ())


def test_a_way_that_was_taken_back_does_not_count(tmp_path: Path) -> None:
    with begun(tmp_path) as one:
        play(one.run, ["snow=no@3", "desk.leave"])
        one.run.undo()
        one.run.undo()
        play(one.run, ["snow=yes@1", "desk.take"])
    found = account(one.path)
    assert [each.choice for each in found.decided] == ["take"]
    assert [told(each) for each in found.answered] == [("snow", "yes", 1, True, "")]
    assert found.ending == ""


def test_a_way_that_was_taken_up_again_counts(tmp_path: Path) -> None:
    with begun(tmp_path) as one:
        play(one.run, ["desk.leave"])
        one.run.undo()
        assert account(one.path).decided == ()
        one.run.redo()
    found = account(one.path)
    assert ([each.choice for each in found.decided], found.ending) == (["leave"], "gone")


# --- Cards ---------------------------------------------------------------------------------------


def test_cards_that_were_met_and_opened_before_each_decision(tmp_path: Path) -> None:
    with begun(tmp_path) as one:
        opened(one.run, "S1")
        play(one.run, LOOKED[:3])
        opened(one.run, "S2")
        play(one.run, LOOKED[3:])
    found = account(one.path)
    assert [each.cards for each in found.decided] == [
        Cards(("S1",), ("S1",)),
        Cards(("S1", "S2"), ("S1",)),
        Cards(("S1", "S2"), ("S1",)),
        Cards(("S1", "S2"), ("S1", "S2")),
    ]
    assert found.cards == Cards(("S1", "S2"), ("S1", "S2"))


def test_a_card_that_was_opened_after_a_decision_was_not_opened_before_it(tmp_path: Path) -> None:
    with begun(tmp_path) as one:
        play(one.run, ["desk.take"])
        opened(one.run, "S1")
        one.run.undo()
        one.run.redo()
    found = account(one.path)
    assert found.decided[0].cards == Cards(("S1",), ())
    assert found.cards == Cards(("S1",), ("S1",))


def test_what_was_opened_on_a_way_that_was_left_stays_read(tmp_path: Path) -> None:
    with begun(tmp_path) as one:
        play(one.run, ["desk.look"])
        opened(one.run, "S2")
        one.run.undo()
        play(one.run, ["desk.take"])
        opened(one.run, "S9")
    found = account(one.path)
    assert found.decided[0].cards == Cards(("S1",), ())
    with Shelf(tmp_path).open(one.path, room()) as again:
        play(again.run, ["form.again", "desk.look", "yard.back"])
    assert account(one.path).decided[-1].cards == Cards(("S1", "S2"), ("S2",))


# --- Answers -------------------------------------------------------------------------------------


def test_the_first_answer_of_a_visit_counts_and_the_last_is_told(tmp_path: Path) -> None:
    one = after(tmp_path, "snow=no@3", "snow=yes@1", "snow=yes@2", "ice=some", "desk.take")
    assert [told(each) for each in one.answered] == [
        ("snow", "no", 3, False, "yes"),
        ("ice", "some", 0, True, ""),
    ]
    assert one.answered[0].record == 1


def test_an_answer_that_was_changed_back_is_the_first(tmp_path: Path) -> None:
    one = after(tmp_path, "snow=no@3", "snow=yes@1", "snow=no@1", "desk.take")
    assert [told(each) for each in one.answered] == [("snow", "no", 3, False, "")]


def test_each_visit_has_answers_of_its_own(tmp_path: Path) -> None:
    one = after(tmp_path, "snow=no@3", "desk.look", "yard.back", "snow=yes@2", "desk.leave")
    assert [told(each) for each in one.answered] == [
        ("snow", "no", 3, False, ""),
        ("snow", "yes", 2, True, ""),
    ]


def test_answers_where_the_run_stands_still_count(tmp_path: Path) -> None:
    assert [told(each) for each in after(tmp_path, "desk.take", "guess_again=few").answered] == [
        ("guess_again", "few", 0, None, "")
    ]


def test_cells_of_a_table_and_what_the_text_leaves_open(tmp_path: Path) -> None:
    one = after(tmp_path, "guess=few", "grid.S1.wet=against", "grid.S2.dry=fits", "desk.leave")
    assert [told(each) for each in one.answered] == [
        ("guess", "few", 0, None, ""),
        ("grid:S1.wet", "against", 0, False, ""),
        ("grid:S2.dry", "fits", 0, None, ""),
    ]


@pytest.mark.parametrize(
    ("sentence", "fact", "supported"), [("iced", "F2", False), ("snowed", "F1", True)]
)
def test_what_was_signed(tmp_path: Path, sentence: str, fact: str, supported: bool) -> None:
    one = after(tmp_path, "desk.take", "weather=iced", f"weather={sentence}", "form.send")
    assert one.signed == (Signed("form", "weather", sentence, "is", supported),)
    assert one.cited == (fact,)
    assert [told(each) for each in one.answered] == [("weather", sentence, 0, None, "")]


# --- Facts ---------------------------------------------------------------------------------------


def test_facts_told_before_the_last_decision_and_after_it(tmp_path: Path) -> None:
    plain, looked = after(tmp_path, "desk.take", "form.send"), after(tmp_path, *LOOKED)
    assert (plain.told, plain.facts) == (("F1",), ("F1", "F3"))
    assert (looked.told, looked.facts) == (("F1", "F2"), ("F1", "F2", "F3"))


def test_a_fact_that_the_last_decision_led_to_was_not_told_before_it(tmp_path: Path) -> None:
    one = after(tmp_path, "desk.look")
    assert (one.told, one.facts) == (("F1",), ("F1", "F2"))


# --- Together, and afterwards --------------------------------------------------------------------


def test_what_was_said_beside_a_decision(tmp_path: Path) -> None:
    with begun(tmp_path) as one:
        play_as(one.run, PAIR)
        vote(one.run, {"look": 1, "take": 20})
        dissent(one.run, "take", "I would  look.")
        dissent(one.run, "look", "Not this one.")
        play(one.run, ["desk.take", "form.send"])
    first, second = account(one.path).decided
    assert (first.votes, first.dissent) == ({"look": 1, "take": 20}, "I would look.")
    assert (second.votes, second.dissent) == ({}, "")
    assert account(one.path).as_pair


def test_a_class_before_one_screen_is_no_pair(tmp_path: Path) -> None:
    with begun(tmp_path) as one:
        play_as(one.run, PROJECTOR)
    assert not account(one.path).as_pair


def test_what_was_said_stays_through_undo(tmp_path: Path) -> None:
    with begun(tmp_path) as one:
        vote(one.run, {"leave": 3})
        dissent(one.run, "leave", "Stay.")
        play(one.run, ["desk.leave"])
        one.run.undo()
        play(one.run, ["desk.take"])
    (decided,) = account(one.path).decided
    assert (decided.votes, decided.dissent) == ({"leave": 3}, "")


def test_answers_to_the_review(tmp_path: Path) -> None:
    with begun(tmp_path) as one:
        play(one.run, LOOKED)
        answer(one.run, "why", "It was cold.\nSo.")
        answer(one.run, "next", "Ask.")
        answer(one.run, "next", "")
    assert account(one.path).wrote == {"why": "It was cold.\nSo."}


# --- Times and identity --------------------------------------------------------------------------


def test_times_stand_beside_what_they_are_of(tmp_path: Path) -> None:
    path = saved(tmp_path, "snow=yes@1", "desk.take", "form.send")
    times = [f"2026-11-23T08:0{number}:00Z" for number in range(3)]
    with_times(path, times)
    one = account(path)
    assert kept(one) == [(1, times[0]), (2, times[1]), (3, times[2])]
    assert one.touched == times[-1]


def test_a_run_without_times_was_touched_when_it_was_begun(tmp_path: Path) -> None:
    path = saved(tmp_path)
    with_times(path, ["", ""])
    one = account(path)
    assert (one.touched, [each.at for each in one.decided]) == (one.started, ["", ""])
    assert one.started


def test_records_of_an_older_version_keep_their_numbers_and_times(tmp_path: Path) -> None:
    with begun(tmp_path) as saved_run:
        play(saved_run.run, ["desk.leave"])
        saved_run.run.undo()
        play(saved_run.run, ["snow=yes@3", "desk.take", "form.send"])
    path = saved_run.path
    with_times(path, [f"2026-11-23T08:0{number}:00Z" for number in range(1, 6)])
    now = other("      - {id: leave, label: Leave, then: gone}\n", "")
    assert follow(read_log(path), now).origins == (2, 3, 4, 5)
    one = account(path, now)
    assert kept(one) == [(number, f"2026-11-23T08:0{number}:00Z") for number in (3, 4, 5)]
    assert one.status == "migrated"


def test_a_log_without_a_header_has_no_account(tmp_path: Path) -> None:
    path = saved(tmp_path)
    followed = follow(read_log(path), room())
    with pytest.raises(ValueError, match="holds no run"):
        account_of(followed, StoredRun(None, (), (), 0, ""), "a.jsonl")


def test_a_handle_shows_nothing_a_terminal_would_obey(tmp_path: Path) -> None:
    path = saved(tmp_path)
    stored = read_log(path)
    assert stored.header is not None
    hostile = stored._replace(header=stored.header._replace(handle="a\x1b[31mb\u202e"))
    shown = account_of(follow(stored, room()), hostile, path.name).handle
    assert "\x1b" not in shown
    assert "\u202e" not in shown


def test_a_run_is_the_same_under_the_handle_it_goes_on_under(tmp_path: Path) -> None:
    header = read_log(saved(tmp_path)).header
    assert header is not None
    known = header._replace(handle="amber-heron-17")

    def same(other_header: Header) -> bool:
        return identity_of(other_header) == identity_of(known)

    assert same(known._replace(handle="amber-heron-17-2", logic="edited", version=9))
    assert not same(known._replace(handle="amber-heron-18"))
    assert not same(known._replace(seed=known.seed + 1))
    assert not same(known._replace(created="2026-01-01T00:00:00Z"))
    assert not same(known._replace(story="other"))
    assert identity_of(known._replace(handle="\ud800"))
