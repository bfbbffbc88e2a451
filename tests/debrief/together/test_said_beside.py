"""What a pair or a class said beside a decision: counted, kept, and told where it belongs."""

from __future__ import annotations

from pathlib import Path

import pytest

from borderpost.debrief.run.transcript import Known, transcript
from borderpost.debrief.together.hands import Miscounted, hands_here, read_hands, to_vote_on
from borderpost.debrief.together.notes import dissent, vote
from borderpost.debrief.together.said_beside import said_beside
from borderpost.engine.program import Program
from borderpost.engine.records import Note
from borderpost.engine.run import Run
from tests.stories import ACTS, YARD, play, program_from


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """A run of three acts, at its start: three choices are offered."""
    return Run(program_from(ACTS, tmp_path), {}, 1)


def told(run: Run) -> list[tuple[str, ...]]:
    return said_beside(run, run.journal())


def test_a_dissent_stands_beside_the_choice_it_was_about(run: Run) -> None:
    dissent(run, "home", "Never.")
    dissent(run, "in", "Over the wall.")
    play(run, ["gate.in", "yard.stay"])
    assert told(run) == [("One of you would have chosen otherwise: Over the wall.",), (), ()]


def test_it_stays_with_its_choice_when_another_is_taken_instead(run: Run) -> None:
    dissent(run, "in", "Over the wall.")
    play(run, ["gate.in"])
    run.undo()
    assert told(run) == [()], "nothing is decided there now"
    play(run, ["gate.home"])
    assert told(run) == [(), ()]
    (left,) = run.branches()
    entries = run.journal(left.number)
    assert said_beside(run, entries)[0] == (
        "One of you would have chosen otherwise: Over the wall.",
    )


def test_after_answers_it_belongs_to_the_choice_that_followed_them(run: Run) -> None:
    play(run, ["open=it_is"])
    dissent(run, "in", "It is shut.")
    play(run, ["open=not", "gate.in"])
    assert told(run)[0] == (), "said before another answer, so of another state of things"
    run.undo()
    dissent(run, "in", "Now it is shut.")
    play(run, ["gate.in"])
    assert told(run)[0] == ("One of you would have chosen otherwise: Now it is shut.",)


def test_hands_stand_beside_the_decision_that_was_voted_on(run: Run) -> None:
    vote(run, {"in": 12, "over": 5, "home": 0})
    assert hands_here(run) == {"in": 12, "over": 5, "home": 0}
    play(run, ["open=it_is"])
    assert hands_here(run)["in"] == 12, "an answer is no other place"
    play(run, ["gate.over"])
    assert hands_here(run) == {}
    hands = "Hands: 12 for “Go in”, 5 for “Climb over”, 0 for “Go home”."
    assert told(run) == [(hands,), ()]


def test_the_last_count_holds_and_one_of_another_page_stays_there(run: Run) -> None:
    vote(run, {"in": 1, "over": 1, "home": 1})
    vote(run, {"in": 3, "over": 0, "home": 0})
    play(run, ["gate.in"])
    vote(run, {"stay": 2, "back": 1, "away": 0})
    run.undo()
    play(run, ["open=it_is", "gate.in"])
    assert told(run) == [("Hands: 3 for “Go in”, 0 for “Climb over”, 0 for “Go home”.",), ()]


def test_notes_that_a_stranger_wrote_are_told_cleaned_or_not_at_all(run: Run) -> None:
    run.records.append(Note(1, 0, "votes", {"counts": "gone=4 in=2 x=[9"}))
    run.records.append(Note(2, 0, "dissent", {"choice": "in", "says": "a\x1b[31m\nb"}))
    play(run, ["gate.in"])
    assert told(run)[0] == (
        "Hands: 2 for “Go in”.",
        "One of you would have chosen otherwise: a b",
    )


def test_the_transcript_has_both(run: Run) -> None:
    vote(run, {"in": 1, "over": 5, "home": 0})
    dissent(run, "in", "*Over* the <b>wall</b>.")
    play(run, ["gate.in"])
    text = transcript(run, Known("amber-heron-17"))
    assert (
        "→ **Go in**\n\n"
        "*Hands: 1 for “Go in”, 5 for “Climb over”, 0 for “Go home”.*\n\n"
        "*One of you would have chosen otherwise: \\*Over\\* the \\<b>wall\\</b>.*\n\n"
    ) in text


def test_counts_are_read_in_the_order_of_the_choices(run: Run) -> None:
    ways = to_vote_on(run.view())
    assert read_hands(" 12  5 3 ", ways) == {"in": 12, "over": 5, "home": 3}
    assert read_hands("12,5, 003", ways) == {"in": 12, "over": 5, "home": 3}
    assert read_hands("999 0 0", ways)["in"] == 999


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "no hands were typed"),
        ("12 5", "that is two numbers for three choices"),
        ("1 2 3 4", "that is four numbers for three choices"),
        ("12 five 3", "'five' is no count of hands"),
        ("12 -5 3", "'-5' is no count of hands"),
        ("1.5 1 1", "'1.5' is no count of hands"),
        ("١ 1 1", "is no count of hands"),
        ("1000000 1 1", "1000000 is more than the 999 hands there can be"),
        ("1 1 " + "9" * 5_000, "is more than the 999 hands there can be"),
        ("\x1b[31m 1 1", "is no count of hands"),
    ],
)
def test_what_is_no_count_is_told_with_the_mend(run: Run, typed: str, said: str) -> None:
    with pytest.raises(Miscounted) as caught:
        read_hands(typed, to_vote_on(run.view()))
    assert said in caught.value.message
    assert "a number for each of the three choices" in caught.value.mend
    assert "\x1b" not in str(caught.value)
    assert len(str(caught.value)) < 200


def test_there_is_nothing_to_vote_on_at_a_mere_continue_or_an_ending(tmp_path: Path) -> None:
    run = Run(program_from(ACTS, tmp_path / "acts"), {}, 1)
    play(run, ["gate.home"])
    assert to_vote_on(run.view()) == ()
    run = Run(Program(program_from(YARD, tmp_path / "yard").story), {}, 1)
    play(run, ["gate.in"])
    assert to_vote_on(run.view()) == ()
