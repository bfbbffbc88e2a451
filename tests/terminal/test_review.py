"""The after-action review on the screen: a sheet to write on, from which nothing is lost."""

from __future__ import annotations

import errno
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual import events
from textual.pilot import Pilot

from borderpost.debrief.run.after_action import LONGEST, QUESTIONS, answer, review
from borderpost.debrief.run.sections import REVIEW, SECTIONS
from borderpost.engine.run import Run
from borderpost.saves.lines import Entry
from borderpost.saves.log import Log
from borderpost.saves.shelf import Shelf
from borderpost.terminal.app import BorderpostApp
from borderpost.terminal.papers.answer_field import AnswerField
from borderpost.terminal.papers.debrief_screen import DebriefScreen
from borderpost.terminal.papers.review_screen import ReviewScreen
from borderpost.terminal.parts.dialogs import Asked
from borderpost.terminal.play.play import PlayScreen
from borderpost.terminal.signals import _leave
from tests.stories import YARD
from tests.terminal.hands import at_rest, keys, resized
from tests.terminal.playing import is_at, opened, playing, saved_runs, seen


@asynccontextmanager
async def ended(
    folder: Path, size: tuple[int, int] = (80, 24)
) -> AsyncIterator[tuple[BorderpostApp, Pilot[None], PlayScreen]]:
    """The yard, played to an ending."""
    async with opened(folder, YARD, size=size) as (app, pilot):
        screen = await playing(app, pilot)
        await keys(pilot, "1")
        assert screen.run.finished
        yield app, pilot, screen


async def write(pilot: Pilot[None], text: str) -> None:
    """Type a text, key by key."""
    names = {" ": "space", "\n": "enter"}
    await keys(pilot, *(names.get(letter, letter) for letter in text))


async def paste(pilot: Pilot[None], text: str) -> None:
    """Paste a text as a terminal does."""
    pilot.app.post_message(events.Paste(text))
    await at_rest(pilot)


def sheet(app: BorderpostApp) -> ReviewScreen:
    """The sheet, which is open."""
    assert isinstance(app.screen, ReviewScreen), app.screen
    return app.screen


def field(app: BorderpostApp) -> AnswerField:
    """The field that is written in."""
    focused = sheet(app).focused
    assert isinstance(focused, AnswerField)
    return focused


def says(run: Run) -> list[str]:
    return [one.says for one in review(run)]


def on_disk(folder: Path, screen: PlayScreen) -> list[str]:
    """The answers as the run's file has them while it is played."""
    from borderpost.saves.follow import follow
    from borderpost.saves.stored import read_log

    (saved,) = saved_runs(folder)
    return says(follow(read_log(saved.path), screen.run.program).run)


# --- Writing -------------------------------------------------------------------------------------


async def test_an_ending_offers_it_by_key_and_by_number_and_a_scene_does_not(
    tmp_path: Path,
) -> None:
    async with opened(tmp_path, YARD) as (app, pilot):
        screen = await playing(app, pilot)
        assert "w write" not in seen(screen)
        await keys(pilot, "w")
        assert app.screen is screen
        await keys(pilot, "1")
        assert "w write" in seen(screen)
        await keys(pilot, "w")
        assert QUESTIONS["planned"] in seen(sheet(app))
        await keys(pilot, "escape", "2")
        assert is_at(app, ReviewScreen)


async def test_leaving_a_field_keeps_it_on_disk(tmp_path: Path) -> None:
    async with ended(tmp_path) as (app, pilot, screen):
        await keys(pilot, "w")
        await write(pilot, "We were to wait.\nAnd see.")
        assert on_disk(tmp_path, screen) == ["", "", "", ""]
        assert "not kept yet" in seen(app.screen)
        await keys(pilot, "tab")
        assert on_disk(tmp_path, screen)[0] == "We were to wait.\nAnd see."
        assert "kept ─╯" in seen(app.screen)
        await write(pilot, "Rain")
        await keys(pilot, "shift+tab")
        assert field(app).question == "planned"
        assert on_disk(tmp_path, screen)[1] == "Rain"


async def test_esc_keeps_and_goes_back_and_it_can_be_changed(tmp_path: Path) -> None:
    async with ended(tmp_path) as (app, pilot, screen):
        await keys(pilot, "w")
        await write(pilot, "One")
        await keys(pilot, "escape")
        assert app.screen is screen
        assert on_disk(tmp_path, screen)[0] == "One"
        await keys(pilot, "w")
        assert field(app).question == "happened", "the first without an answer"
        await keys(pilot, "shift+tab")
        await write(pilot, " two")
        await keys(pilot, "escape", "w", "shift+tab")
        assert field(app).text == "One two"
        await keys(pilot, *["backspace"] * 7, "escape")
        assert on_disk(tmp_path, screen) == ["", "", "", ""], "an emptied field takes it back"


async def test_the_ledger_shows_it_and_leads_to_it(tmp_path: Path) -> None:
    async with ended(tmp_path) as (app, pilot, _):
        await keys(pilot, "l")
        assert "w write" in seen(app.screen)
        await keys(pilot, "w")
        await write(pilot, "Rain.")
        await keys(pilot, "escape")
        debrief = app.screen
        assert isinstance(debrief, DebriefScreen)
        assert SECTIONS[debrief.current] is REVIEW
        text = " ".join(seen(debrief).split())
        assert "What was to happen? Rain. What happened? Not answered." in text


async def test_before_an_ending_the_ledger_does_not_lead_to_it(tmp_path: Path) -> None:
    async with opened(tmp_path, YARD) as (app, pilot):
        await playing(app, pilot)
        await keys(pilot, "l", "w")
        assert is_at(app, DebriefScreen)
        assert "w write" not in seen(app.screen)
        await keys(pilot, "8")
        assert REVIEW.nothing in seen(app.screen)


async def test_every_letter_is_a_letter_there(tmp_path: Path) -> None:
    async with ended(tmp_path) as (app, pilot, _):
        await keys(pilot, "w")
        await write(pilot, "qtbujw 123?")
        assert field(app).text == "qtbujw 123?"
        await keys(pilot, "f1")
        assert "Read and choose" in seen(app.screen)
        await keys(pilot, "escape")
        assert field(app).text == "qtbujw 123?"


async def test_esc_leads_out_whatever_keys_the_player_has(tmp_path: Path) -> None:
    async with ended(tmp_path) as (app, pilot, screen):
        app.prefer(keys={"back": "z", "step_back": "y"})
        await keys(pilot, "w")
        await write(pilot, "zy")
        await keys(pilot, "escape")
        assert app.screen is screen
        assert says(screen.run)[0] == "zy"


async def test_the_arrows_go_from_field_to_field(tmp_path: Path) -> None:
    async with ended(tmp_path, (60, 20)) as (app, pilot, _):
        await keys(pilot, "w")
        await write(pilot, "a\nb")
        await keys(pilot, "up")
        assert field(app).question == "planned"
        await keys(pilot, "down", "down")
        assert field(app).question == "happened"
        await keys(pilot, "up")
        assert field(app).question == "planned"


@pytest.mark.parametrize("size", [(160, 45), (80, 24), (60, 20), (40, 12)])
async def test_the_question_is_seen_whose_answer_is_written(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with ended(tmp_path, size) as (app, pilot, _):
        await keys(pilot, "w")
        for asked in QUESTIONS.values():
            await write(pilot, "1\n2\n3\n4 end")
            assert asked in seen(app.screen)
            assert "4 end" in seen(app.screen)
            await keys(pilot, "tab")


# --- Bad input -----------------------------------------------------------------------------------


async def test_what_is_pasted_is_cleaned_and_keeps_its_lines(tmp_path: Path) -> None:
    async with ended(tmp_path) as (app, pilot, screen):
        await keys(pilot, "w")
        await paste(
            pilot, "\x1b[31mred\x1b[0m\r\n\x1b]0;title\x07two\x00\x9b2J\nשלום 門戶 👩\u200d👧"
        )
        assert field(app).text == "red\ntwo\nשלום 門戶 👩\u200d👧"
        assert field(app).question == "planned", "its line ends are no keys"
        await keys(pilot, "escape")
        assert says(screen.run)[0] == "red\ntwo\nשלום 門戶 👩\u200d👧"


async def test_markup_is_text(tmp_path: Path) -> None:
    async with ended(tmp_path) as (app, pilot, _):
        await keys(pilot, "w")
        await paste(pilot, "[bold]x[/] [/path] [@click=app.quit]y[/] {money}")
        assert "[bold]x[/] [/path] [@click=app.quit]y[/] {money}" in seen(app.screen)
        await keys(pilot, "escape", "l", "8")
        assert "[bold]x[/] [/path] [@click=app.quit]y[/] {money}" in seen(app.screen)


async def test_ten_thousand_characters_stay_in_the_field_and_are_not_dropped_unasked(
    tmp_path: Path,
) -> None:
    async with ended(tmp_path) as (app, pilot, screen):
        answer(screen.run, "planned", "Before.")
        await keys(pilot, "w", "shift+tab")
        long = "x" * 10_000
        field(app).load_text("")
        await paste(pilot, long)
        assert "8,000 too many for 2,000 characters" in seen(app.screen)
        await keys(pilot, "tab")
        assert is_at(app, ReviewScreen), "one may go on to another field"
        await keys(pilot, "escape")
        assert is_at(app, Asked)
        told = " ".join(seen(app.screen).replace("│", " ").split())
        assert "This answer has 10,000 characters, and there is room" in told
        assert "Take out 8,000 of them." in told
        await keys(pilot, "1")
        assert sheet(app).fields[0].text == long
        assert says(screen.run)[0] == "Before."
        await keys(pilot, "escape", "2")
        assert app.screen is screen
        assert says(screen.run)[0] == "Before."


async def test_two_thousand_are_kept_whole(tmp_path: Path) -> None:
    async with ended(tmp_path) as (_, pilot, screen):
        await keys(pilot, "w")
        await paste(pilot, "x" * LONGEST)
        await keys(pilot, "escape")
        assert on_disk(tmp_path, screen)[0] == "x" * LONGEST


async def test_a_full_disk_is_told_once_and_what_was_typed_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: Log, __: Entry) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    async with ended(tmp_path) as (app, pilot, screen):
        await keys(pilot, "w")
        await write(pilot, "Dear words")
        with monkeypatch.context() as patch:
            patch.setattr(Log, "append", full)
            await keys(pilot, "tab")
            assert is_at(app, Asked)
            assert "No space left on device." in seen(app.screen)
            await keys(pilot, "enter")
            assert sheet(app).fields[0].text == "Dear words"
            assert "not kept" in seen(app.screen)
            await keys(pilot, "shift+tab", "tab")
            assert is_at(app, ReviewScreen), "it is not told again for the same words"
            await keys(pilot, "escape")
            assert "Go on writing" in seen(app.screen)
            await keys(pilot, "1")
        await keys(pilot, "escape")
        assert app.screen is screen
        assert on_disk(tmp_path, screen)[0] == "Dear words"


async def test_what_was_left_without_is_not_kept_behind_ones_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried: list[Entry] = []

    def full(_: Log, entry: Entry) -> None:
        tried.append(entry)
        raise OSError(errno.ENOSPC, "No space left on device")

    async with ended(tmp_path) as (app, pilot, screen):
        await keys(pilot, "w")
        await write(pilot, "Idle")
        with monkeypatch.context() as patch:
            patch.setattr(Log, "append", full)
            await keys(pilot, "escape")
            tried.clear()
            await keys(pilot, "2")
            assert app.screen is screen
            assert not tried
        assert on_disk(tmp_path, screen)[0] == ""


async def test_undo_and_another_way_keep_it_and_say_where_it_was_written(tmp_path: Path) -> None:
    async with ended(tmp_path) as (app, pilot, screen):
        await keys(pilot, "w")
        await write(pilot, "Rain.")
        await keys(pilot, "escape", "u")
        assert not screen.run.finished
        await keys(pilot, "2", "w")
        text = " ".join(seen(app.screen).split())
        assert "What was to happen? Written on another way, at “Over”." in text
        assert sheet(app).fields[0].text == "Rain."
        await keys(pilot, "escape", "l", "8")
        assert "Written on another way, at “Over”." in seen(app.screen)


async def test_leaving_at_once_keeps_what_is_half_written(tmp_path: Path) -> None:
    async with ended(tmp_path) as (app, pilot, screen):
        await keys(pilot, "w")
        await write(pilot, "Half a sen")
        await pilot.press("ctrl+c")
    (run,) = saved_runs(tmp_path)
    with Shelf(tmp_path / "saves").open(run.path, screen.run.program) as saved:
        assert says(saved.run)[0] == "Half a sen"
    assert not app.is_running


async def test_being_told_to_go_keeps_it_before_anything_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with ended(tmp_path) as (app, pilot, screen):
        await keys(pilot, "w")
        await write(pilot, "Half")

        def gone(code: int) -> None:
            raise SystemExit(code)

        def no_terminal(_: int) -> None:
            raise OSError(errno.EIO, "the terminal is gone")

        with monkeypatch.context() as patch:
            patch.setattr("os.get_terminal_size", no_terminal)
            patch.setattr("os._exit", gone)
            with pytest.raises(SystemExit):
                _leave(app)
        assert on_disk(tmp_path, screen)[0] == "Half"


async def test_nothing_is_written_where_nothing_is_seen(tmp_path: Path) -> None:
    async with ended(tmp_path) as (app, pilot, _):
        await keys(pilot, "w")
        await resized(pilot, 20, 5)
        await write(pilot, "abc")
        await resized(pilot, 80, 24)
        assert field(app).text == ""
        await write(pilot, "abc")
        assert field(app).text == "abc"
