"""The habits of a class on the screen: a pair, hands, stops and copies."""

from __future__ import annotations

import errno
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from textual import events
from textual.containers import Vertical
from textual.pilot import Pilot
from textual.screen import Screen

from borderpost.debrief.together.habits import Habits
from borderpost.debrief.together.notes import LONGEST_DISSENT, Said, said_in
from borderpost.saves.lines import Entry
from borderpost.saves.log import Log
from borderpost.terminal.app import BorderpostApp
from borderpost.terminal.farewell import farewell
from borderpost.terminal.papers.case_column import CaseColumn
from borderpost.terminal.papers.case_file import CaseFile
from borderpost.terminal.parts.dialogs import Asked, Dialog
from borderpost.terminal.parts.line_dialog import Line, LineDialog
from borderpost.terminal.play.play import PlayScreen
from borderpost.terminal.play.together import StopDialog
from tests.stories import ACTS, YARD
from tests.terminal.hands import at_rest, keys, resized
from tests.terminal.playing import is_at, opened, playing, saved_runs, seen, until

PAIR, PROJECTOR = Habits("pair"), Habits("projector")


@asynccontextmanager
async def in_class(
    folder: Path,
    habits: Habits,
    text: str = YARD,
    *,
    size: tuple[int, int] = (80, 24),
    resume: Path | None = None,
) -> AsyncIterator[tuple[BorderpostApp, Pilot[None], PlayScreen]]:
    """A class at play, its run begun or gone on with."""
    async with opened(folder, text, size=size, habits=habits, resume=resume) as (app, pilot):
        await until(pilot, lambda: any(isinstance(s, PlayScreen) for s in app.screen_stack))
        await at_rest(pilot)
        (screen,) = (s for s in app.screen_stack if isinstance(s, PlayScreen))
        yield app, pilot, screen


def said(screen: PlayScreen) -> Said:
    return said_in(screen.run.records)


def place(screen: PlayScreen) -> str:
    return screen.run.program.place_name(screen.run.state)


async def write(pilot: Pilot[None], text: str) -> None:
    """Paste a text where one writes."""
    pilot.app.post_message(events.Paste(text))
    await at_rest(pilot)


def flat(screen: Screen[Any]) -> str:
    """What is seen, on one line; of a small window only what is in its frame."""
    lines = seen(screen).split("\n")
    if isinstance(screen, Dialog):
        frame = screen.query_one(Vertical).content_region
        lines = [line[frame.x : frame.right] for line in lines[frame.y : frame.bottom]]
    return " ".join(" ".join(lines).split())


# --- A pair ---------------------------------------------------------------------------------------


async def test_both_are_asked_and_enter_agrees(tmp_path: Path) -> None:
    async with in_class(tmp_path, PAIR) as (app, pilot, screen):
        await keys(pilot, "1")
        assert is_at(app, LineDialog)
        assert place(screen) == "gate"
        assert "Agreed by both? → Go in Enter, or a line from the one" in flat(app.screen)
        await keys(pilot, "enter")
        assert app.screen is screen
        assert place(screen) == "over"
        assert said(screen) == Said(frozenset({"pair"}), {}, {})


async def test_a_line_is_kept_and_told_in_the_journal(tmp_path: Path) -> None:
    async with in_class(tmp_path, PAIR, ACTS) as (_, pilot, screen):
        await keys(pilot, "s", "1", *"q 1?", "enter")
        assert place(screen) == "yard"
        assert said(screen).dissents == {(0, "in"): "q 1?"}
        await keys(pilot, "j", "up", "enter")
        assert "→ Go in One of you would have chosen otherwise: q 1?" in flat(pilot.app.screen)


async def test_esc_chooses_again(tmp_path: Path) -> None:
    async with in_class(tmp_path, PAIR) as (app, pilot, screen):
        await keys(pilot, "1", "n", "o", "escape")
        assert app.screen is screen
        assert place(screen) == "gate"
        await keys(pilot, "2", "enter")
        assert place(screen) == "gone"
        assert said(screen).dissents == {}


async def test_neither_questions_nor_a_mere_continue_are_agreed_on(tmp_path: Path) -> None:
    async with in_class(tmp_path, PAIR, ACTS) as (app, pilot, screen):
        await keys(pilot, "1")
        assert app.screen is screen
        await keys(pilot, "3")
        assert is_at(app, LineDialog)
        await keys(pilot, "enter", "1")
        assert place(screen) == "done"


async def test_what_is_pasted_is_cleaned_and_what_is_too_long_stays(tmp_path: Path) -> None:
    async with in_class(tmp_path, PAIR) as (app, pilot, screen):
        await keys(pilot, "1")
        await write(pilot, "\x1b[31m[bold]no[/]\n\x00" + "x" * LONGEST_DISSENT)
        await keys(pilot, "enter")
        assert is_at(app, LineDialog)
        assert "This line has 292 characters, and there is room for 280." in flat(app.screen)
        line = app.screen.query_one(Line)
        assert line.value == "[bold]no[/] " + "x" * LONGEST_DISSENT
        await keys(pilot, *["backspace"] * 12, "enter")
        assert place(screen) == "over"
        assert said(screen).dissents == {(0, "in"): "[bold]no[/] " + "x" * 268}


async def test_a_full_disk_loses_nothing_that_was_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    append = Log.append

    def full(log: Log, entry: Entry) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    async with in_class(tmp_path, PAIR) as (app, pilot, screen):
        await keys(pilot, "1", *"never")
        monkeypatch.setattr(Log, "append", full)
        await keys(pilot, "enter")
        assert is_at(app, LineDialog)
        assert "No space left on device." in flat(app.screen)
        assert place(screen) == "gate"
        monkeypatch.setattr(Log, "append", append)
        await keys(pilot, "enter")
        assert place(screen) == "over"
        assert said(screen).dissents == {(0, "in"): "never"}


async def test_a_pair_goes_on_as_a_pair_and_begins_anew_as_one(tmp_path: Path) -> None:
    async with in_class(tmp_path, PAIR):
        pass
    (run,) = saved_runs(tmp_path)
    async with in_class(tmp_path, Habits(), resume=run.path) as (app, pilot, screen):
        await keys(pilot, "1")
        assert is_at(app, LineDialog)
        await keys(pilot, "enter")
        screen.action_new_run()
        await until(pilot, lambda: is_at(app, PlayScreen) and app.screen is not screen)
        await at_rest(pilot)
        await keys(pilot, "1")
        assert is_at(app, LineDialog)
    assert len(saved_runs(tmp_path)) == 2


async def test_nothing_is_taken_where_nothing_can_be_read(tmp_path: Path) -> None:
    async with in_class(tmp_path, PAIR) as (app, pilot, screen):
        await keys(pilot, "1")
        await resized(pilot, 30, 8)
        await keys(pilot, "x", "enter")
        assert is_at(app, LineDialog)
        assert place(screen) == "gate"
        await resized(pilot, 40, 12)
        await keys(pilot, "y", "enter")
        assert said(screen).dissents == {(0, "in"): "y"}


# --- Hands ----------------------------------------------------------------------------------------


async def test_hands_are_typed_and_stand_beside_the_choices(tmp_path: Path) -> None:
    async with in_class(tmp_path, PROJECTOR) as (app, pilot, screen):
        assert "v votes" in seen(screen)
        await keys(pilot, "v")
        assert "Hands 1 Go in 2 Go away" in flat(app.screen)
        await write(pilot, "12")
        await keys(pilot, "enter")
        assert "That is one number for two choices." in flat(app.screen)
        await keys(pilot, "space", "1", "enter")
        assert app.screen is screen
        assert said(screen).votes == {0: {"in": 12, "away": 1}}
        assert "1 Go in 12 hands 2 Go away 1 hand" in flat(screen)
        await keys(pilot, "v")
        await write(pilot, "3 9")
        await keys(pilot, "enter")
        assert "1 Go in 3 hands 2 Go away 9 hands" in flat(screen)
        await keys(pilot, "1")
        assert place(screen) == "over", "the class need not follow the most hands"
        assert "hands" not in seen(screen)


async def test_leaving_the_count_changes_nothing(tmp_path: Path) -> None:
    async with in_class(tmp_path, PROJECTOR) as (app, pilot, screen):
        for key in ("escape", "enter"):
            await keys(pilot, "v", key)
            assert app.screen is screen
        assert said(screen).votes == {}


async def test_hands_are_counted_only_before_a_class_and_where_choices_are(tmp_path: Path) -> None:
    async with opened(tmp_path / "alone", YARD) as (app, pilot):
        screen = await playing(app, pilot)
        await keys(pilot, "v")
        assert app.screen is screen
        assert "votes" not in seen(screen)
    async with in_class(tmp_path, PROJECTOR, ACTS) as (app, pilot, screen):
        await keys(pilot, "v")
        assert app.screen is screen, "a question is asked"
        assert any("where there are choices" in told.message for told in app._notifications)
        await keys(pilot, "s", "v")
        assert is_at(app, LineDialog)


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (160, 45)])
async def test_before_a_class_there_is_more_space_and_nothing_beside_the_text(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with in_class(tmp_path / "a", PROJECTOR, size=size) as (app, pilot, screen):
        lines = [line.strip() for line in seen(screen).split("\n")]
        gate = next(n for n, line in enumerate(lines) if line.startswith("A gate."))
        wide = next(line for line in seen(screen).split("\n") if "Go in" in line)
        assert not screen.query_one(CaseColumn).region
        assert "Press a number" not in seen(screen), "hints are small print"
        await keys(pilot, "c")
        assert is_at(app, CaseFile), "opened before the text, not beside it"
    async with in_class(tmp_path / "b", Habits(), size=size) as (_, _, screen):
        usual = [line.strip() for line in seen(screen).split("\n")]
        narrow = next(line for line in seen(screen).split("\n") if "Go in" in line)
        title = next(n for n, line in enumerate(usual) if line.startswith("A gate."))
    assert gate >= title
    if size[0] < 116:
        assert len(wide) - len(wide.lstrip()) > len(narrow) - len(narrow.lstrip())


# --- Stops ----------------------------------------------------------------------------------------


async def test_play_stops_before_anything_of_the_next_act_is_shown(tmp_path: Path) -> None:
    async with in_class(tmp_path, Habits(until="dawn"), ACTS) as (app, pilot, screen):
        await keys(pilot, "s", "1")
        assert is_at(app, StopDialog)
        (run,) = saved_runs(tmp_path)
        told = f"Act 0 ends here. Your run is saved as {run.handle}. Go on when your teacher"
        assert told in flat(app.screen)
        assert "yard" not in seen(app.screen).lower()
        assert place(screen) == "yard", "the decision is saved"
        await keys(pilot, "1", "escape", "q", "space", "u")
        assert is_at(app, StopDialog), "no key but Enter goes on"
        await keys(pilot, "enter")
        assert is_at(app, StopDialog), "and that only from what has the mark"
        await keys(pilot, "enter")
        assert app.screen is screen
        assert "You go in." in seen(screen)
        assert "A yard." in seen(screen)
        await keys(pilot, "1", "1")
        assert place(screen) == "done"


async def test_the_choice_can_be_taken_back_there_and_the_stop_comes_again(tmp_path: Path) -> None:
    async with in_class(tmp_path, Habits(until="each"), ACTS) as (app, pilot, screen):
        await keys(pilot, "s", "1", "up", "down", "down", "down", "enter")
        assert app.screen is screen
        assert place(screen) == "gate"
        assert "A gate." in seen(screen)
        await keys(pilot, "r")
        assert is_at(app, StopDialog)
        await keys(pilot, "enter", "enter", "u")
        assert place(screen) == "gate"
        await keys(pilot, "r")
        assert is_at(app, StopDialog)


async def test_one_can_leave_there_and_comes_back_to_it(tmp_path: Path) -> None:
    habits = Habits(until="dawn")
    async with in_class(tmp_path, habits, ACTS) as (app, pilot, _):
        await keys(pilot, "s", "1", "down", "down", "enter")
        await until(pilot, lambda: app._exit)
    (run,) = saved_runs(tmp_path)
    async with in_class(tmp_path, habits, ACTS, resume=run.path) as (app, pilot, screen):
        assert is_at(app, StopDialog)
        assert "A yard." not in seen(screen)
        await keys(pilot, "enter", "enter")
        assert "A yard." in seen(screen)
    async with in_class(tmp_path, Habits(), ACTS, resume=run.path) as (app, pilot, screen):
        assert app.screen is screen, "without --until there is no stop"


# --- Copies ---------------------------------------------------------------------------------------


def copied(folder: Path) -> bytes:
    """The one file in a folder."""
    (path,) = folder.iterdir()
    return path.read_bytes()


async def test_a_run_is_copied_at_its_end_and_after_each_answer(tmp_path: Path) -> None:
    folder = tmp_path / "collected"
    async with in_class(tmp_path, Habits(collect=folder)) as (app, pilot, screen):
        await keys(pilot, "1")
        (run,) = saved_runs(tmp_path)
        assert copied(folder) == run.path.read_bytes()
        assert "! A copy is in" in seen(screen)
        await keys(pilot, "w", *"Yes", "tab")
        assert b"Yes" in copied(folder)
        await keys(pilot, *"No", "escape")
        assert b"No" in copied(folder)
        await keys(pilot, "u", "2")
        assert "A copy is in" not in seen(screen), "told once"
        assert copied(folder) == run.path.read_bytes()
        assert app.screen is screen


async def test_a_run_is_copied_when_it_is_left(tmp_path: Path) -> None:
    folder = tmp_path / "collected"
    async with in_class(tmp_path, Habits(collect=folder), ACTS) as (app, pilot, screen):
        await keys(pilot, "1")
        screen.action_title()
        await until(pilot, lambda: app.screen is not screen and folder.exists())
        await at_rest(pilot)
    (run,) = saved_runs(tmp_path)
    assert copied(folder) == run.path.read_bytes()


async def test_where_no_copy_can_be_made_the_file_is_named_once(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    habits = Habits(collect=tmp_path / "file")
    async with in_class(tmp_path, habits, size=(160, 45)) as (app, pilot, screen):
        await keys(pilot, "1")
        assert is_at(app, Asked)
        assert "Not collected No copy could be put in" in flat(app.screen)
        assert "The run itself is safe in" in flat(app.screen)
        await keys(pilot, "enter", "u", "2")
        assert app.screen is screen
        assert screen.run.finished


async def test_the_command_told_on_leaving_goes_on_collecting(tmp_path: Path) -> None:
    async with in_class(tmp_path, Habits("pair", "each", tmp_path / "c")) as (app, _, _):
        assert app.saved is not None
        told = farewell(app.saved, tmp_path / "saves", tmp_path / "story", tmp_path / "c")
        assert f"--resume {app.saved.handle} --collect {tmp_path / 'c'} --saves" in told
        assert "--until" not in told
