"""Leaving, endings, and what cannot be saved: nothing is ever lost."""

from __future__ import annotations

import errno
import re
import shutil
from io import StringIO
from pathlib import Path

import pytest

from borderpost.engine.actions import Nature
from borderpost.engine.program import Program
from borderpost.engine.records import Act, Record
from borderpost.plain.console import Console, EndOfInput
from borderpost.plain.game import Game
from borderpost.plain.prompt import Leave
from borderpost.plain.start import Wish, play_wish
from borderpost.saves.calls import Calls
from borderpost.saves.lines import Entry
from borderpost.saves.log import Log
from borderpost.saves.problem import LogProblem
from borderpost.saves.shelf import Shelf
from tests.plain.sitting import sit
from tests.stories import HEAD, OVER, story_from

STORY = (
    HEAD
    + """\
facts:
  F20: {says: Who they were is unclear., mark: unknown, kind: unknown, paragraph: 8, by: x}
scenes:
  gate:
    title: The gate
    text: |
      You stand at the gate. [F20]
    choices:
      - {id: go, label: Go in, then: yard}
      - {id: stay, label: Stay, then: over}
  yard:
    title: The yard
    text: |
      A yard.
    choices:
      - {id: on, label: Go on, then: over}
      - {id: back, label: Go back, then: gate}
"""
    + OVER
    + """\
    bought: |
      A night's sleep.
    cost: |
      The answer.
    facts: [F20]
    unknowns: [F20, Who left the door open]
"""
).replace("  start: gate\n", "  start: gate\n  closing: |\n    Read the *article*.\n")

AT_THE_END = """\

Over

It is over.

What it bought:
A night's sleep.

What it cost:
The answer.

What nobody knows:
- Who they were is unclear. [F20]
- Who left the door open.

Read the article.

The ledger

"""


def test_the_end_of_input_says_where_the_run_is_and_how_to_go_on(tmp_path: Path) -> None:
    sitting = sit(STORY, tmp_path, "1")
    (path,) = sitting.paths
    handle = path.stem.removeprefix("small-")
    assert sitting.code == 0
    assert sitting.text.endswith(
        f"> \nYour run is saved as {handle}, in\n{path}\nTo go on with it:\n"
        f"borderpost play small --plain --resume {handle} --saves saves\n"
    )


def test_a_run_is_taken_up_at_the_very_place(tmp_path: Path) -> None:
    first = sit(STORY, tmp_path, "1")
    second = sit(STORY, tmp_path, "1", resume=first.paths[0])
    assert "Going on with the run" in second.text
    assert "You stand at the gate." not in second.text
    assert second.prompts[0].endswith("The yard\n\nA yard.\n\n 1. Go on\n 2. Go back")
    assert second.run.finished


def test_an_ending_is_written_whole_and_ends_a_piped_play(tmp_path: Path) -> None:
    sitting = sit(STORY, tmp_path, "2", "undo", "1")
    assert sitting.code == 0
    assert AT_THE_END in sitting.text
    assert sitting.run.finished, "what follows an ending is not read from a pipe"
    handle = sitting.paths[0].stem.removeprefix("small-")
    assert sitting.text.endswith(
        f"This run is kept as {handle}. To read it again:\n"
        f"borderpost replay {handle} small --saves saves\n"
    )


def test_a_finished_run_taken_up_shows_its_ending(tmp_path: Path) -> None:
    first = sit(STORY, tmp_path, "2")
    second = sit(STORY, tmp_path, resume=first.paths[0])
    assert AT_THE_END in second.text
    assert second.code == 0


def test_someone_at_a_terminal_may_step_back_from_an_ending(tmp_path: Path) -> None:
    sitting = sit(STORY, tmp_path, "2", "undo", "1", interactive=True)
    offered = "undo to take the last step back, new for a new run, or quit."
    assert offered in " ".join(sitting.text.split())
    assert sitting.run.program.place_name(sitting.run.state) == "yard"
    assert sitting.code == 0


def test_someone_at_a_terminal_may_begin_anew(tmp_path: Path) -> None:
    sitting = sit(STORY, tmp_path, "2", "new", "1", interactive=True)
    assert len(sitting.paths) == 2
    assert sitting.run.program.place_name(sitting.run.state) == "yard"


@pytest.mark.parametrize("typed", ["quit", "q"])
def test_someone_at_a_terminal_may_quit_after_an_ending(tmp_path: Path, typed: str) -> None:
    sitting = sit(STORY, tmp_path, "2", typed, interactive=True)
    assert sitting.code == 0
    assert sitting.text.count("Your run is saved") == 0
    assert sitting.run.finished


def test_what_is_typed_is_not_written_again_at_a_terminal(tmp_path: Path) -> None:
    assert "> \nThe yard" in sit(STORY, tmp_path, "1", interactive=True).text.replace("\n\n", "\n")


# --- Being stopped --------------------------------------------------------------------------------


class Stopped(StringIO):
    """Input that is stopped by Ctrl-C when its lines run out."""

    def readline(self, size: int = -1, /) -> str:  # type: ignore[override] # StringIO's, too
        line = super().readline(size)
        if not line:
            raise KeyboardInterrupt
        return line


def sat(tmp_path: Path, lines: StringIO, *, interactive: bool) -> tuple[str, int, Shelf]:
    story, shelf, out = story_from(STORY, tmp_path / "story"), Shelf(tmp_path / "saves"), StringIO()
    console = Console(lines, out, interactive=interactive)
    code = play_wish(Wish(story, {}, 1), shelf, console, Calls(story="small"))
    return out.getvalue(), code, shelf


@pytest.mark.parametrize("interactive", [True, False])
def test_ctrl_c_at_a_prompt_leaves_with_the_run_saved(tmp_path: Path, interactive: bool) -> None:
    text, code, shelf = sat(tmp_path, Stopped("1\n"), interactive=interactive)
    (run,) = shelf.runs()
    assert code == 0
    assert f"Stopped.\nYour run is saved as {run.handle}, in\n" in text
    assert run.place == "The yard"


def test_closed_input_is_the_end_of_input(tmp_path: Path) -> None:
    closed = StringIO("1\n")
    closed.close()
    text, code, shelf = sat(tmp_path, closed, interactive=False)
    assert code == 0
    assert "Your run is saved" in text
    assert len(shelf.runs()) == 1


def test_no_input_at_all_is_the_end_of_input() -> None:
    with pytest.raises(EndOfInput):
        Console(None, StringIO(), interactive=False).read()


# --- What cannot be saved -------------------------------------------------------------------------


class FullDisk:
    """Lets so many records be kept, and then none."""

    def __init__(self, left: int, problem: Exception) -> None:
        self.left = left
        self.problem = problem
        self.kept: list[Record] = []

    def append(self, entry: object) -> None:
        if not self.left:
            raise self.problem
        self.left -= 1


PROBLEMS = [
    LogProblem("this could not be saved: no room", "free some room on the disk"),
    OSError(errno.EIO, "Input/output error"),
]


@pytest.mark.parametrize("problem", PROBLEMS)
def test_a_step_that_cannot_be_saved_is_not_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, problem: Exception
) -> None:
    disk = FullDisk(0, problem)
    monkeypatch.setattr(Log, "append", disk.append)
    text, code, _ = sat(tmp_path, StringIO("1\nundo\nmeters\n"), interactive=True)
    said = text.partition("This step was not taken:")[2]
    assert said, text
    assert "The yard" not in text
    assert "There is nothing to take back." in said
    assert code == 0


@pytest.mark.parametrize("problem", PROBLEMS)
def test_a_piped_play_ends_where_it_cannot_be_saved(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, problem: Exception
) -> None:
    disk = FullDisk(1, problem)
    monkeypatch.setattr(Log, "append", disk.append)
    text, code, _ = sat(tmp_path, StringIO("1\n2\n1\n"), interactive=False)
    assert code == 1
    assert text.count("This step was not taken") == 1
    assert "Your run is saved as" in text


WINDY = STORY.replace(
    "label: Go in, then: yard", "label: Go in, then: {chance: {yard: 1, over: 1}}"
)


def test_a_choice_whose_chance_cannot_be_saved_is_said_to_be_saved(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    disk, append = FullDisk(1, PROBLEMS[0]), Log.append

    def fail_once(log: Log, entry: Entry) -> None:
        if not disk.left:
            disk.left = 99
            raise disk.problem
        disk.append(entry)
        append(log, entry)

    monkeypatch.setattr(Log, "append", fail_once)
    sitting = sit(WINDY, tmp_path, "1", "", "1", interactive=True)
    said = " ".join(sitting.text.split())
    assert "Your choice is saved. How chance comes out then is not: this could" in said
    assert "not taken" not in said
    first, second = sitting.run.acts()[:2]
    assert (first.place, type(second.action)) == ("~gate.go#1", Nature)


@pytest.mark.parametrize("problem", PROBLEMS)
def test_a_written_play_that_ends_before_chance_is_saved_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, problem: Exception
) -> None:
    monkeypatch.setattr(Log, "append", FullDisk(1, problem).append)
    sitting = sit(WINDY, tmp_path, items=("go", "on"))
    assert sitting.code == 1
    assert "Your choice is saved. How chance comes out then is not" in sitting.text


def test_going_back_that_cannot_be_saved_is_not_done(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    disk = FullDisk(1, PROBLEMS[0])
    monkeypatch.setattr(Log, "append", disk.append)
    text, _, _ = sat(tmp_path, StringIO("1\nundo\nback 1\njournal\n"), interactive=True)
    assert text.count("This step was not taken") == 2
    assert " 2. The yard. (here)" in text


def test_a_run_whose_file_was_changed_goes_on_as_another_and_says_so(tmp_path: Path) -> None:
    class Meddling(StringIO):
        """Input during which another program writes to the run's file."""

        def readline(self, size: int = -1) -> str:  # type: ignore[override]
            for path in (tmp_path / "saves").glob("*.jsonl"):
                if self.tell() == 0:
                    path.write_bytes(path.read_bytes() + b"x")
            return super().readline(size)

    text, code, _ = sat(tmp_path, Meddling("1\n1\n"), interactive=False)
    said = " ".join(text.split())
    assert code == 0
    assert re.search(r"The run goes on as (\S+-2), and nothing is lost.", said)
    assert re.search(r"This run is kept as \S+-2\.", said)
    assert len(list((tmp_path / "saves").iterdir())) == 2


@pytest.mark.parametrize("typed", ["1\n", "1\n1\n"], ids=["farewell", "ending"])
def test_a_run_that_is_not_saved_any_more_is_not_said_to_be(tmp_path: Path, typed: str) -> None:
    class Meddling(StringIO):
        """Input at whose end the folder of saves becomes a file."""

        def readline(self, size: int = -1) -> str:  # type: ignore[override]
            line = super().readline(size)
            if self.tell() == len(typed) and (tmp_path / "saves").is_dir():
                shutil.rmtree(tmp_path / "saves")
                (tmp_path / "saves").write_text("a file")
            return line

    text, code, _ = sat(tmp_path, Meddling(typed), interactive=False)
    assert code == 1
    assert "This run is not saved: the file of this run is gone" in text
    assert "is saved as" not in text
    assert "is kept as" not in text


def test_a_card_is_shown_even_if_that_cannot_be_saved(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    story = story_from(
        STORY.replace(
            "scenes:\n", "sources:\n  S1: {name: A note, says: Beware.}\nscenes:\n", 1
        ).replace("    title: The gate\n", "    title: The gate\n    card: [S1]\n", 1),
        tmp_path / "story",
    )
    saved = Shelf(tmp_path / "saves").start(Program(story), {}, 1)
    disk = FullDisk(0, PROBLEMS[0])
    monkeypatch.setattr(Log, "append", disk.append)
    out = StringIO()
    game = Game(Console(StringIO("card S1\n"), out, interactive=True), saved, Calls())
    with pytest.raises(EndOfInput):
        game.play()
    said = " ".join(out.getvalue().split())
    assert "That you opened this card was not kept: this could not be saved: no room;" in said
    assert "    Beware." in out.getvalue()


def test_a_step_is_on_disk_before_the_next_scene_is_written(tmp_path: Path) -> None:
    story, shelf = story_from(STORY, tmp_path / "story"), Shelf(tmp_path / "saves")
    saved = shelf.start(Program(story), {}, 1)

    class Watched(StringIO):
        def write(self, text: str, /) -> int:
            if "The yard" in text:
                seen.append("gate.go" in saved.path.read_text("utf-8"))
            return super().write(text)

    seen: list[bool] = []
    game = Game(Console(StringIO("1\n"), Watched(), interactive=False), saved, Calls())
    with pytest.raises(EndOfInput):
        game.play()
    assert seen == [True]
    assert [type(record) for record in saved.run.records] == [Act]


# --- A story that leads nowhere -------------------------------------------------------------------


def test_a_place_with_no_way_on_is_told(tmp_path: Path) -> None:
    stuck = (
        HEAD
        + """\
variables:
  money: {meter: 0..10, start: 6, label: Money}
scenes:
  gate:
    title: The gate
    text: |
      You stand at the gate.
    choices:
      - {id: go, label: Go in, then: yard}
      - {id: stay, label: Stay, then: over}
  yard:
    text: |
      A wall.
    choices:
      - {id: pay, label: Pay, cost: {money: 9}, then: over}
"""
        + OVER
    )
    piped = sit(stuck, tmp_path / "piped", "1", "1")
    assert "There is no way on from here: a fault of the story, not yours." in piped.text
    assert "  (locked) Pay: Not enough Money" in piped.text
    assert piped.code == 1
    assert "Your run is saved as" in piped.text
    typed = sit(stuck, tmp_path / "typed", "1", "1", "undo", "2", "quit", interactive=True)
    assert "1 is not offered here. Type ? for the commands." in typed.text
    assert typed.run.finished


def test_leaving_carries_its_reason_and_its_code() -> None:
    leave = Leave("Why.", 1)
    assert (leave.reason, leave.code) == ("Why.", 1)
