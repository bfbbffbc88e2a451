"""The after-action review: what is asked, how answers are kept, changed and told."""

from __future__ import annotations

import errno
import json
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from borderpost.debrief.run.after_action import (
    ANSWERED,
    LONGEST,
    QUESTIONS,
    TooLong,
    answer,
    elsewhere,
    review,
    said_in,
)
from borderpost.debrief.run.ledger import ledger
from borderpost.debrief.run.transcript import Known, transcript
from borderpost.debrief.typed import tidied
from borderpost.engine.records import Note, Record
from borderpost.engine.run import Run
from borderpost.saves.shelf import SavedRun, Shelf
from borderpost.saves.stored import read_log
from borderpost.story.load import load_story
from tests.saves.small import PLAY, STORY, edited, program_of
from tests.stories import play

OTHER_WAY = ("gate.ask", "office.sign")
"""Another way to the ending of the small story."""

OWN = STORY.replace(
    "  about: A small pass.\n",
    "  about: A small pass.\n  after_action: {night: What was it?, next: What next?}\n",
)


def shelved(folder: Path, text: str = STORY, items: tuple[str, ...] = PLAY) -> SavedRun:
    saved = Shelf(folder / "saves").start(program_of(folder, text), {}, 1)
    play(saved.run, items)
    return saved


def ended(folder: Path, text: str = STORY) -> Run:
    run = Run(program_of(folder, text), {}, 1)
    play(run, PLAY)
    return run


def says(run: Run) -> dict[str, str]:
    return {one.id: one.says for one in review(run)}


# --- What is asked -------------------------------------------------------------------------------


def test_a_story_that_words_none_asks_the_four(tmp_path: Path) -> None:
    asked = [(one.id, one.asks) for one in review(ended(tmp_path))]
    assert asked == list(QUESTIONS.items())
    assert [name for name, _ in asked] == ["planned", "happened", "why", "next"]


def test_a_story_may_word_its_own(tmp_path: Path) -> None:
    asked = [(one.id, one.asks) for one in review(ended(tmp_path, OWN))]
    assert asked == [("night", "What was it?"), ("next", "What next?")]


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("What next?", "BP103"),
        ("[What next?]", "BP103"),
        ("{}", "BP113"),
        ("{next: ''}", "BP113"),
        ("{what next: Say it}", "BP109"),
        ("{next: [a, b]}", "BP103"),
    ],
)
def test_what_is_no_question_is_told_where_it_stands(
    tmp_path: Path, written: str, code: str
) -> None:
    line = OWN.splitlines().index("  after_action: {night: What was it?, next: What next?}") + 1
    text = OWN.replace("{night: What was it?, next: What next?}", written)
    (tmp_path / "story.yaml").write_text(text, "utf-8")
    (found,) = load_story(tmp_path).diagnostics
    assert (found.code, found.at.line) == (code, line)


def test_the_wording_is_shown_and_so_counts_as_prose_alone(tmp_path: Path) -> None:
    plain, own = program_of(tmp_path / "a").story, program_of(tmp_path / "b", OWN).story
    other = edited(tmp_path / "c", ("What was it?", "What was that?"), text=OWN).story
    assert plain.logic_hash == own.logic_hash == other.logic_hash
    assert len({plain.prose_hash, own.prose_hash, other.prose_hash}) == 3


# --- Answers -------------------------------------------------------------------------------------


def test_an_answer_is_on_disk_at_once_and_survives(tmp_path: Path) -> None:
    with shelved(tmp_path) as saved:
        answer(saved.run, "why", "Because it was dark.")
        assert '"Because it was dark."' in saved.path.read_text("utf-8")
        path = saved.path
    with Shelf(tmp_path / "saves").open(path, program_of(tmp_path)) as again:
        assert again.status == "intact"
        assert says(again.run)["why"] == "Because it was dark."
        assert again.run.finished, "a note moves nothing"


def test_the_last_answer_holds_and_an_empty_one_takes_it_back(tmp_path: Path) -> None:
    run = ended(tmp_path)
    answer(run, "why", "First.")
    answer(run, "why", "Second.")
    assert says(run)["why"] == "Second."
    answer(run, "why", " \n\t ")
    assert says(run)["why"] == ""


def test_what_has_not_changed_is_not_written_again(tmp_path: Path) -> None:
    run = ended(tmp_path)
    answer(run, "why", "")
    assert not any(isinstance(record, Note) for record in run.records)
    answer(run, "why", "So.")
    answer(run, "why", "So. \n")
    assert sum(isinstance(record, Note) for record in run.records) == 1


def test_it_is_no_state_and_no_move(tmp_path: Path) -> None:
    run, other = ended(tmp_path), ended(tmp_path)
    answer(run, "why", "So.")
    assert run.state == other.state
    assert run.program.digest(run.state) == other.program.digest(other.state)
    assert run.view() == other.view()
    run.undo()
    other.undo()
    assert run.view() == other.view()


def test_the_note_can_be_read_without_the_story(tmp_path: Path) -> None:
    with shelved(tmp_path) as saved:
        answer(saved.run, "why", "Because.")
        stored = read_log(saved.path)
    line = json.loads(saved.path.read_text("utf-8").splitlines()[-1])
    assert line["note"] == ANSWERED
    assert line["data"] == {"question": "why", "asked": QUESTIONS["why"], "answer": "Because."}
    assert said_in(stored.records)["why"].answer == "Because."


def test_an_answer_says_at_which_ending_it_was_written(tmp_path: Path) -> None:
    run = ended(tmp_path)
    answer(run, "why", "The money.")
    assert elsewhere(review(run)[2]) == ""
    run.jump(0)
    assert [one.says for one in ledger(run).review] == ["The money."], "kept before an ending, too"
    play(run, OTHER_WAY)
    assert run.finished
    (_, _, why, _) = review(run)
    assert (why.says, why.given_at) == ("The money.", "Morning")
    assert elsewhere(why) == "Written on another way, at “Morning”."
    answer(run, "why", "The paper.")
    assert elsewhere(review(run)[2]) == ""


def test_an_answer_to_what_is_asked_no_more_is_still_told(tmp_path: Path) -> None:
    with shelved(tmp_path, OWN) as saved:
        answer(saved.run, "night", "A cat.")
        answer(saved.run, "next", "Look.")
    plain = program_of(tmp_path / "plain")
    with Shelf(tmp_path / "saves").open(saved.path, plain) as again:
        found = [(one.id, one.asks, one.says) for one in review(again.run) if one.says]
        assert found == [
            ("next", QUESTIONS["next"], "Look."),
            ("night", "What was it?", "A cat."),
        ]
        assert not review(again.run)[-1].is_asked


def test_answers_stay_when_a_play_can_no_longer_be_followed_to_its_end(tmp_path: Path) -> None:
    with shelved(tmp_path) as saved:
        answer(saved.run, "why", "Dear.")
    shorter = STORY.replace("        cost: {money: 2}\n", "        cost: {money: 9}\n")
    with Shelf(tmp_path / "saves").open(saved.path, program_of(tmp_path / "b", shorter)) as again:
        assert again.status == "diverged"
        (kept,) = ledger(again.run).review
        assert kept.says == "Dear."


# --- Bad input -----------------------------------------------------------------------------------


def test_two_thousand_characters_are_kept_whole_and_one_more_is_refused(tmp_path: Path) -> None:
    run = ended(tmp_path)
    answer(run, "why", "x" * LONGEST)
    with pytest.raises(TooLong, match=r"10,000 characters.*2,000") as refused:
        answer(run, "why", "y" * 10_000)
    assert refused.value.mend == "take out 8,000 of them"
    assert says(run)["why"] == "x" * LONGEST


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("\x1b[31mred\x1b[0m", "red"),
        ("a\x1b]0;title\x07b\x00\x7f\x9b2Jc", "abc"),
        ("one\r\ntwo\rthree\n\n\n\n\nfour", "one\ntwo\nthree\n\nfour"),
        ("\n\n  spaced  \n\n", "spaced"),
        ("\u202eabc\u2066", "abc"),
        ("half \ud800 pair", "half  pair"),
        ("שלום مرحبا 門戶 한국 👩\u200d👧 e\u0301", "שלום مرحبا 門戶 한국 👩\u200d👧 e\u0301"),
        ("[bold]x[/] {money} [F53] *y*", "[bold]x[/] {money} [F53] *y*"),
        ("\u200b\u200d\n \t", ""),
        ("\x1b[2J", ""),
    ],
)
def test_what_a_terminal_would_obey_is_not_kept(tmp_path: Path, typed: str, kept: str) -> None:
    run = ended(tmp_path)
    assert answer(run, "why", typed) == kept
    assert says(run)["why"] == kept


@given(st.text())
def test_any_text_is_tidied_once_and_for_all(text: str) -> None:
    once = tidied(text)
    assert tidied(once) == once
    assert "\x1b" not in once
    assert len(once) <= len(text)


def test_a_full_disk_keeps_the_answer_before(tmp_path: Path) -> None:
    full = False

    def keep(_: Record) -> None:
        if full:
            raise OSError(errno.ENOSPC, "No space left on device")

    run = Run(program_of(tmp_path), {}, 1, keep)
    play(run, PLAY)
    answer(run, "why", "Before.")
    full = True
    with pytest.raises(OSError, match="No space"):
        answer(run, "why", "After.")
    assert says(run)["why"] == "Before."


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"question": "why"},
        {"question": "why\x1b[2J", "asked": "\x1b]0;t\x07\n" * 9, "answer": "\x1b[31m" * 9},
        {"question": "why", "asked": "x" * 9_000, "answer": "y" * 9_000},
    ],
)
def test_a_note_that_others_wrote_is_cleaned(tmp_path: Path, data: dict[str, str]) -> None:
    run = ended(tmp_path)
    run.note(ANSWERED, data)
    for one in review(run):
        assert "\x1b" not in f"{one.id}{one.asks}{one.says}"
        assert len(one.says) <= LONGEST
        assert "\n" not in one.asks


# --- The journal's file --------------------------------------------------------------------------


def test_the_journals_file_ends_with_the_answers_as_they_were_written(tmp_path: Path) -> None:
    run = ended(tmp_path)
    assert "After action" not in transcript(run, Known("amber-heron-17"))
    answer(run, "planned", "# Not a heading\n*nor this*\n\n- nor that")
    text = transcript(run, Known("amber-heron-17"))
    told = (
        "## After action\n\n**What was to happen?**\n\n"
        "\\# Not a heading  \n\\*nor this\\*\n\n\\- nor that\n"
    )
    assert text.endswith(told)
    assert QUESTIONS["why"] not in text


def test_the_journals_file_says_where_an_answer_was_written(tmp_path: Path) -> None:
    run = ended(tmp_path)
    answer(run, "why", "So.")
    run.jump(0)
    text = transcript(run, Known("amber-heron-17"))
    assert text.endswith("So.\n\n*Written on another way, at “Morning”.*\n")


def test_the_shipped_story_words_its_four() -> None:
    from borderpost.story.shipped import find_story

    loaded = load_story(find_story("lakkon"))
    assert loaded.story is not None
    assert list(loaded.story.info.after_action) == list(QUESTIONS)
