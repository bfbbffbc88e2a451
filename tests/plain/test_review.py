"""The after-action review in plain lines: asked one by one, kept, changed, never broken."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from borderpost.debrief.run.after_action import LONGEST, review
from borderpost.saves.lines import Entry
from borderpost.saves.log import Log
from tests.plain.sitting import Sitting, sit
from tests.stories import YARD

FOUR = ("planned", "happened", "why", "next")


def sat(folder: Path, *typed: str, resume: Path | None = None) -> Sitting:
    return sit(YARD, folder, *typed, interactive=True, resume=resume)


def says(sitting: Sitting) -> list[str]:
    return [one.says for one in review(sitting.run)]


def after(sitting: Sitting, nth: int) -> str:
    """What was written after the `nth` line that was typed (from 0)."""
    return sitting.text.split("> ")[nth + 1]


def flat(text: str) -> str:
    return " ".join(text.split())


def test_an_ending_offers_it_and_it_asks_the_four_one_by_one(tmp_path: Path) -> None:
    typed = ("1", "review", "A quiet day.", "", "A gate.", "", "I went in.", "", "Wait.", "")
    sitting = sat(tmp_path, *typed, "quit")
    assert "Type review to answer four questions in your own words" in flat(sitting.text)
    assert says(sitting) == ["A quiet day.", "A gate.", "I went in.", "Wait."]
    text = flat(sitting.text)
    places = [text.index(f"{number} of 4. What") for number in (1, 2, 4)]
    assert places == sorted(places)
    assert "3 of 4. Why did it go that way?" in text
    assert text.count("Kept.") == 4
    assert "You have answered 4 of 4: ledger review shows it" in text
    assert sitting.code == 0


def test_enter_skips_a_question(tmp_path: Path) -> None:
    sitting = sat(tmp_path, "1", "review", "", "", "Because.", "", "", "ledger review")
    assert says(sitting) == ["", "", "Because.", ""]
    section = after(sitting, 7)
    assert section.startswith("After action:\n  What was to happen?\n    Not answered.\n")
    assert "    Because.\n" in section
    assert "To answer, type review." in section


def test_pasted_lines_stay_one_answer(tmp_path: Path) -> None:
    sitting = sat(tmp_path, "1", "review 3", "One,", "two,", "three.", "", "ledger")
    assert says(sitting) == ["", "", "One,\ntwo,\nthree.", ""]
    told = "\nAfter action:\n  Why did it go that way?\n    One,\n    two,\n    three.\n"
    assert told in after(sitting, 6)
    assert "Not answered." not in after(sitting, 6), "what holds nothing is left out"


def test_an_answer_is_kept_changed_and_taken_back_later(tmp_path: Path) -> None:
    first = sat(tmp_path, "1", "review 1", "Peace.", "", "review 2", "War.", "")
    path = first.paths[0]
    second = sat(tmp_path, "review", "", "-", "", "", "", resume=path)
    assert says(second) == ["Peace.", "", "", ""]
    assert "    Peace.\n" in after(second, 0)
    assert "An empty line keeps this, - takes it back." in after(second, 0)
    third = sat(tmp_path, "review 1", "Quiet.", "", resume=path)
    assert says(third) == ["Quiet.", "", "", ""]


def test_after_another_way_it_is_told_where_an_answer_was_written(tmp_path: Path) -> None:
    typed = ("1", "review 3", "Because.", "", "undo", "2", "ledger review")
    sitting = sat(tmp_path, *typed)
    assert "(Written on another way, at “Over”.)" in after(sitting, 6)
    assert says(sitting)[2] == "Because."


def test_before_an_ending_nothing_is_asked(tmp_path: Path) -> None:
    sitting = sat(tmp_path, "review", "ledger review", "1")
    assert "has not come to one" in after(sitting, 0)
    assert "At an ending you are asked" in after(sitting, 1)
    assert sitting.run.finished


@pytest.mark.parametrize("which", ["9", "0", "two", "-1"])
def test_a_question_that_is_none_is_told_with_those_there_are(tmp_path: Path, which: str) -> None:
    said = after(sat(tmp_path, "1", f"review {which}"), 1)
    assert "  3. Why did it go that way?\n" in said


def test_ten_thousand_characters_are_cut_and_it_is_said_where(tmp_path: Path) -> None:
    long = "x" * (LONGEST - 9) + "the end. " + "y" * 8_000
    sitting = sat(tmp_path, "1", "review 3", long, "")
    (kept,) = (says(sitting)[2],)
    assert kept == "x" * (LONGEST - 9) + "the end."
    said = flat(sitting.text)
    assert "longer than the 2,000 characters there is room for" in said
    assert "xxxthe end.”" in said
    assert "Kept." not in said


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("\x1b[31mred\x1b[0m \x1b]0;t\x07x\x00", "red x"),
        ("שלום مرحبا 門戶", "שלום مرحبا 門戶"),
        ("[bold] {x} - * #", "[bold] {x} - * #"),
    ],
)
def test_what_a_terminal_would_obey_never_comes_back(tmp_path: Path, typed: str, kept: str) -> None:
    sitting = sat(tmp_path, "1", "review 3", typed, "", "ledger review")
    assert says(sitting)[2] == kept
    assert kept in after(sitting, 4)
    assert not set(sitting.text) & {"\x1b", "\x00", "\x07", "\x9b"}


def test_what_cannot_be_read_takes_nothing_back(tmp_path: Path) -> None:
    sitting = sat(tmp_path, "1", "review 3", "So.", "", "review 3", "\u200b", "")
    assert says(sitting)[2] == "So."
    assert "nothing in it that can be read" in flat(sitting.text)


def test_the_input_may_end_in_the_middle(tmp_path: Path) -> None:
    sitting = sat(tmp_path, "1", "review", "Planned.", "", "Half")
    assert says(sitting) == ["Planned.", "Half", "", ""]
    assert sitting.code == 0


def test_commands_are_commands_there_too(tmp_path: Path) -> None:
    sitting = sat(tmp_path, "1", "review", "meters", "Planned.", "", "quit")
    assert "This story has no meters." in sitting.text
    assert says(sitting) == ["Planned.", "", "", ""]
    assert sitting.run.finished
    sitting = sat(tmp_path / "b", "1", "review", "undo", "2")
    assert sitting.run.program.place_name(sitting.run.state) == "gone"


def test_within_an_answer_a_word_is_a_word(tmp_path: Path) -> None:
    sitting = sat(tmp_path, "1", "review 4", "I would", "quit", "")
    assert says(sitting)[3] == "I would\nquit"


def test_a_full_disk_loses_nothing_that_was_typed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    append, refused = Log.append, [1, 2]

    def fail_twice(log: Log, entry: Entry) -> None:
        if entry.record.number > 1 and refused:
            refused.pop()
            raise OSError(errno.ENOSPC, "No space left on device")
        append(log, entry)

    monkeypatch.setattr(Log, "append", fail_twice)
    sitting = sat(tmp_path, "1", "review 3", "Because.", "", "", "")
    said = flat(sitting.text)
    assert said.count("This was not kept: No space left on device") == 2
    assert "What you wrote is still here" in said
    assert says(sitting)[2] == "Because."


def test_what_cannot_be_kept_can_be_given_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    append = Log.append

    def full(log: Log, entry: Entry) -> None:
        if entry.record.number > 1:
            raise OSError(errno.ENOSPC, "No space left on device")
        append(log, entry)

    monkeypatch.setattr(Log, "append", full)
    sitting = sat(tmp_path, "1", "review 3", "Because.", "", "s", "quit")
    assert says(sitting) == ["", "", "", ""]
    assert sitting.code == 0
