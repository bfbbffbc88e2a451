"""The habits of a class in plain lines: a pair, hands, stops and copies."""

from __future__ import annotations

import errno
import os
import re
import signal
from pathlib import Path

import pytest

from borderpost.debrief.together.habits import Habits
from borderpost.debrief.together.notes import LONGEST_DISSENT, Said, said_in
from borderpost.plain.console import Console
from borderpost.saves import collecting
from borderpost.saves.lines import Entry
from borderpost.saves.log import Log
from tests.plain.sitting import Sitting, sit
from tests.stories import ACTS, YARD

PAIR, PROJECTOR = Habits("pair"), Habits("projector")

AGREED = "Agreed by both? Enter, or a line from the one who would choose otherwise."


def said(sitting: Sitting) -> Said:
    return said_in(sitting.run.records)


def place(sitting: Sitting) -> str:
    return sitting.run.program.place_name(sitting.run.state)


def flat(text: str) -> str:
    return " ".join(text.split())


# --- A pair ---------------------------------------------------------------------------------------


def test_enter_means_that_both_agree(tmp_path: Path) -> None:
    sitting = sit(YARD, tmp_path, "1", "", habits=PAIR)
    assert flat(sitting.after("1")).startswith(f"{AGREED} (back: choose again)")
    assert place(sitting) == "over"
    assert said(sitting) == Said(frozenset({"pair"}), {}, {})


def test_a_line_is_kept_before_the_choice_is_taken(tmp_path: Path) -> None:
    sitting = sit(YARD, tmp_path, "2", "Let us go in.", "journal 1", habits=PAIR)
    assert place(sitting) == "gone"
    assert said(sitting).dissents == {(0, "away"): "Let us go in."}
    kinds = [type(record).__name__ for record in sitting.run.records]
    assert kinds == ["Note", "Note", "Act"]


def test_the_journal_tells_it_beside_the_choice(tmp_path: Path) -> None:
    typed = (
        "s",
        "1",
        "Over the wall.",
        "journal 1",
        "journal all",
        "undo",
        "s",
        "3",
        "",
        "journal way 1",
    )
    sitting = sit(ACTS, tmp_path, *typed, habits=PAIR)
    told = "You: Go in\nOne of you would have chosen otherwise: Over the wall."
    assert told in sitting.after("journal 1")
    assert told in sitting.after("journal all")
    assert told in sitting.after("journal way 1")


@pytest.mark.parametrize("back", ["back", "BACK"])
def test_back_chooses_again(tmp_path: Path, back: str) -> None:
    sitting = sit(YARD, tmp_path, "1", back, "2", "", habits=PAIR)
    assert place(sitting) == "gone"
    assert said(sitting).dissents == {}
    assert sitting.text.count(" 1. Go in") == 2, "the choices are offered again"


def test_the_input_may_end_before_both_agree(tmp_path: Path) -> None:
    sitting = sit(YARD, tmp_path, "1", habits=PAIR)
    assert place(sitting) == "gate"
    assert sitting.code == 0
    assert "--resume" in sitting.text


def test_commands_are_commands_there_too(tmp_path: Path) -> None:
    sitting = sit(YARD, tmp_path, "1", "meters", "", habits=PAIR)
    assert sitting.after("meters").startswith("This story has no meters.\nAgreed by both?")
    assert place(sitting) == "over"
    sitting = sit(YARD, tmp_path / "b", "1", "quit", habits=PAIR)
    assert place(sitting) == "gate"


def test_neither_questions_nor_a_mere_continue_are_agreed_on(tmp_path: Path) -> None:
    sitting = sit(ACTS, tmp_path, "1", "3", "", "1", habits=PAIR)
    assert sitting.text.count("Agreed by both?") == 1
    assert place(sitting) == "done"


def test_a_line_that_is_too_long_is_cut_and_it_is_said_where(tmp_path: Path) -> None:
    line = "x" * (LONGEST_DISSENT - 8) + "the end. " + "y" * 5_000
    sitting = sit(YARD, tmp_path, "1", line, habits=PAIR)
    (kept,) = said(sitting).dissents.values()
    assert kept == "x" * (LONGEST_DISSENT - 8) + "the end."
    assert f"longer than the {LONGEST_DISSENT} characters there is room for" in flat(sitting.text)
    assert "the end.”" in sitting.text
    assert place(sitting) == "over"


def test_what_a_terminal_would_obey_never_comes_back(tmp_path: Path) -> None:
    line = "\x1b[31mno\x1b]0;t\x07 \u202eway\x00"
    sitting = sit(ACTS, tmp_path, "s", "1", line, "journal 1", habits=PAIR)
    assert "would have chosen otherwise: no way" in sitting.after("journal 1")
    assert not set(sitting.text) & {"\x1b", "\x00", "\x07", "\u202e"}


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
    sitting = sit(YARD, tmp_path, "1", "Not in.", "", "", habits=PAIR)
    assert flat(sitting.text).count("This was not kept: No space left on device") == 2
    assert said(sitting).dissents == {(0, "in"): "Not in."}
    assert place(sitting) == "over"


def test_a_line_that_cannot_be_kept_may_be_given_up_with_the_choice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    append = Log.append

    def fail(log: Log, entry: Entry) -> None:
        if entry.record.number > 1:
            raise OSError(errno.ENOSPC, "No space left on device")
        append(log, entry)

    monkeypatch.setattr(Log, "append", fail)
    sitting = sit(YARD, tmp_path, "1", "Not in.", "back", habits=PAIR)
    assert place(sitting) == "gate"
    assert said(sitting).dissents == {}


def test_a_pair_goes_on_as_a_pair_and_begins_anew_as_one(tmp_path: Path) -> None:
    first = sit(YARD, tmp_path, habits=PAIR)
    typed = ("1", "", "new", "2", "")
    second = sit(YARD, tmp_path, *typed, interactive=True, resume=first.paths[0])
    assert second.text.count("Agreed by both?") == 2
    assert len(second.paths) == 2
    assert said(second).ways == {"pair"}


def test_who_plays_alone_is_asked_nothing(tmp_path: Path) -> None:
    sitting = sit(YARD, tmp_path, "1")
    assert "Agreed" not in sitting.text
    assert sitting.run.records[0].number == 1
    assert said(sitting).ways == frozenset()


def test_a_written_play_is_followed_without_asking(tmp_path: Path) -> None:
    sitting = sit(ACTS, tmp_path, "1", "Back!", items=("gate.in",), habits=PAIR)
    assert sitting.text.count("Agreed by both?") == 1
    assert list(said(sitting).dissents.values()) == ["Back!"]


# --- Hands ----------------------------------------------------------------------------------------


def test_before_a_class_choices_stand_apart(tmp_path: Path) -> None:
    assert " 1. Go in\n\n 2. Go away\n> " in sit(YARD, tmp_path, habits=PROJECTOR).text
    assert " 1. Go in\n 2. Go away\n> " in sit(YARD, tmp_path / "b").text


@pytest.mark.parametrize("command", ["votes", "v"])
def test_hands_are_kept_and_stand_beside_the_choices(tmp_path: Path, command: str) -> None:
    typed = ("s", f"{command} 12 1 0", "again", "s", f"{command} 3 9 4", "1", "journal 1")
    sitting = sit(ACTS, tmp_path, *typed, habits=PROJECTOR)
    offered = "\n 1. Go in\n    12 hands\n\n 2. Climb over\n    1 hand\n\n 3. Go home\n    0 hands"
    told = "Hands: 12 for “Go in”, 1 for “Climb over”, 0 for “Go home”.\n"
    assert flat(sitting.after(typed[1])).startswith(flat(told))
    assert offered in sitting.after(typed[1])
    assert offered in sitting.prompts[-5]
    assert said(sitting).votes == {0: {"in": 3, "over": 9, "home": 4}}
    assert place(sitting) == "yard", "the class need not follow the most hands"
    again = "Hands: 3 for “Go in”, 9 for “Climb over”, 4 for “Go home”."
    assert again in flat(sitting.after("journal 1"))


@pytest.mark.parametrize("typed", ["votes", "votes 1", "votes 1 2 3", "votes a b", "votes 1 -2"])
def test_what_is_no_count_is_told_and_not_kept(tmp_path: Path, typed: str) -> None:
    sitting = sit(YARD, tmp_path, typed, habits=PROJECTOR)
    assert "Type a number for each of the two choices" in flat(sitting.after(typed))
    assert said(sitting).votes == {}


def test_hands_are_counted_where_choices_are_offered_and_before_a_class(tmp_path: Path) -> None:
    early = sit(ACTS, tmp_path, "votes 1 2 3", "1", "votes 1 2 3", habits=PROJECTOR)
    assert "once they are offered" in flat(early.text)
    assert list(said(early).votes.values()) == [{"in": 1, "over": 2, "home": 3}]
    alone = sit(YARD, tmp_path / "b", "votes 1 2")
    assert "play --projector" in alone.text
    assert said(alone).votes == {}


def test_hands_that_cannot_be_kept_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    append = Log.append

    def fail(log: Log, entry: Entry) -> None:
        if entry.record.number > 1:
            raise OSError(errno.ENOSPC, "No space left on device")
        append(log, entry)

    monkeypatch.setattr(Log, "append", fail)
    sitting = sit(YARD, tmp_path, "votes 1 2", habits=PROJECTOR)
    assert "The hands were not kept: No space left on device" in flat(sitting.text)


# --- Stops ----------------------------------------------------------------------------------------


def stopped(
    tmp_path: Path, *typed: str, until: str = "dawn", items: tuple[str, ...] = ()
) -> Sitting:
    return sit(ACTS, tmp_path, *typed, items=items, habits=Habits(until=until))


def test_play_stops_before_anything_of_the_next_act_is_shown(tmp_path: Path) -> None:
    sitting = stopped(tmp_path, "s", "1")
    (path,) = sitting.paths
    handle = path.stem.removeprefix("acts-")
    said = sitting.after("1")
    assert flat(said).startswith(
        f"Act 0 ends here. Your run is saved as {handle}. Go on when your teacher says so. "
        "Enter goes on, undo takes your last step back, quit leaves."
    )
    assert "You go in." not in sitting.text
    assert "A yard." not in sitting.text
    assert place(sitting) == "yard", "the decision is saved"


def test_a_line_goes_on(tmp_path: Path) -> None:
    sitting = stopped(tmp_path, "s", "1", "", "1", "1")
    assert "You go in.\n" in sitting.text
    assert sitting.text.count("ends here") == 1
    assert place(sitting) == "done"


def test_through_a_pipe_any_line_goes_on(tmp_path: Path) -> None:
    sitting = stopped(tmp_path, "s", "1", "1", "1", "1")
    assert place(sitting) == "done"
    assert sitting.text.count("Enter goes on") == 1


def test_at_a_terminal_only_enter_goes_on(tmp_path: Path) -> None:
    typed = ("s", "1", "1", "journal", "again", "")
    sitting = sit(ACTS, tmp_path, *typed, interactive=True, settings={}, habits=Habits(until="0"))
    assert sitting.text.count("Enter goes on") == 4
    assert sitting.text.index("Enter goes on") < sitting.text.index("A yard.")
    assert sitting.text.count("A yard.") == 1


def test_quit_leaves_and_the_command_told_goes_on_without_a_stop(tmp_path: Path) -> None:
    sitting = stopped(tmp_path, "s", "1", "quit")
    assert sitting.code == 0
    assert "A yard." not in sitting.text
    assert re.search(r"play small --plain --resume \S+ --saves saves\n", sitting.text)
    assert "--until" not in sitting.text
    again = sit(ACTS, tmp_path, resume=sitting.paths[0])
    assert "ends here" not in again.text
    assert "A yard." in again.text
    stop = sit(ACTS, tmp_path, resume=sitting.paths[0], habits=Habits(until="dawn"))
    assert "A yard." not in stop.text


def test_undo_at_the_stop_takes_the_choice_back_and_the_stop_comes_again(tmp_path: Path) -> None:
    sitting = stopped(tmp_path, "s", "1", "undo", "s", "3", "", "undo", "s")
    assert sitting.text.count("Act 0 ends here.") == 2
    assert sitting.text.count("A gate.") == 3
    assert sitting.text.count("It is late.") == 1
    assert place(sitting) == "gate"


def test_each_stops_at_the_end_of_every_act(tmp_path: Path) -> None:
    sitting = stopped(tmp_path, "s", "1", "", "1", "", "1", until="each")
    assert [line[4] for line in sitting.text.split("\n") if "ends here" in line] == ["0", "1"]
    assert place(sitting) == "done"


def test_a_written_play_is_stopped_too(tmp_path: Path) -> None:
    sitting = stopped(tmp_path, "", items=("gate.in", "yard.stay"))
    assert sitting.text.index("You: Go in") < sitting.text.index("ends here")
    assert sitting.text.index("ends here") < sitting.text.index("A yard.")
    assert place(sitting) == "done"
    ended = stopped(tmp_path / "b", items=("gate.in", "yard.stay"))
    assert place(ended) == "yard"
    assert ended.code == 0


def test_who_goes_back_at_a_stop_has_left_the_written_play(tmp_path: Path) -> None:
    sitting = stopped(tmp_path, "undo", "s", "3", items=("gate.in", "yard.stay"))
    assert "From here the play that was written down is not followed any more." in flat(
        sitting.text
    )
    assert place(sitting) == "late"
    assert [act.place for act in sitting.run.acts()] == ["late"]


# --- Copies ---------------------------------------------------------------------------------------


def copied(folder: Path) -> bytes:
    """The one file in a folder."""
    (path,) = folder.iterdir()
    return path.read_bytes()


def test_a_run_is_copied_at_its_end_and_after_each_answer(tmp_path: Path) -> None:
    folder = tmp_path / "collected"
    sizes: list[int] = []

    def put(self: collecting.Copies) -> str:
        told = real(self)
        sizes.append(len(copied(folder)))
        return told

    real = collecting.Copies.put
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(collecting.Copies, "put", put)
        typed = ("1", "review 1", "A day.", "", "review 2", "Over.", "", "quit")
        sitting = sit(YARD, tmp_path, *typed, interactive=True, habits=Habits(collect=folder))
    assert len(sizes) == 4
    assert sizes[0] < sizes[1] < sizes[2] == sizes[3]
    assert copied(folder) == sitting.paths[0].read_bytes()
    assert flat(sitting.text).count("A copy is in") == 1


@pytest.mark.parametrize("typed", [(), ("quit",), ("1",)])
def test_a_run_is_copied_when_it_is_left(tmp_path: Path, typed: tuple[str, ...]) -> None:
    folder = tmp_path / "collected"
    sitting = sit(YARD, tmp_path, *typed, habits=Habits(collect=folder))
    assert copied(folder) == sitting.paths[0].read_bytes()
    assert flat(sitting.text).count("A copy is in") == 1
    assert sitting.code == 0


@pytest.mark.parametrize("typed", [(), ("1",)])
def test_where_no_copy_can_be_made_the_file_is_named(
    tmp_path: Path, typed: tuple[str, ...]
) -> None:
    (tmp_path / "file").touch()
    sitting = sit(YARD, tmp_path, *typed, habits=Habits(collect=tmp_path / "file"))
    assert sitting.code == 1
    assert "No copy could be put in" in flat(sitting.text)
    end = f"The run itself is safe in {sitting.paths[0]}, and can be copied by hand."
    assert flat(sitting.text).endswith(end)
    assert sitting.text.count("No copy") == 1


def test_a_run_is_copied_when_nobody_reads_any_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "collected"

    def broken(*_: object) -> None:
        raise BrokenPipeError

    monkeypatch.setattr("borderpost.plain.game.write_choices", broken)
    with pytest.raises(BrokenPipeError):
        sit(YARD, tmp_path, "1", habits=Habits(collect=folder))
    assert b"yard" in copied(folder)


@pytest.mark.skipif(not hasattr(signal, "SIGHUP"), reason="no terminals that hang up")
@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP"])
def test_a_run_is_copied_when_the_terminal_is_closed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    folder, number = tmp_path / "collected", signal.Signals[name]

    def closed(_: Console) -> str:
        os.kill(os.getpid(), number)
        return "1"

    handler = signal.getsignal(number)
    monkeypatch.setattr(Console, "read", closed)
    sitting = sit(YARD, tmp_path, habits=Habits(collect=folder))
    assert "Stopped." in sitting.text
    assert copied(folder) == sitting.paths[0].read_bytes()
    assert signal.getsignal(number) is handler
