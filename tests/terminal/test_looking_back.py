"""The case file, the journal, the ledger, the meters, the help."""

from __future__ import annotations

from pathlib import Path

from borderpost.engine.records import Note
from borderpost.terminal.keys.commands import PLAY, READ
from borderpost.terminal.papers.case_file import CaseFile
from borderpost.terminal.papers.journal import Journal
from borderpost.terminal.parts.typeset import DOES
from borderpost.terminal.play.play import PlayScreen
from tests.terminal.playing import TO_THE_END, click, is_at, opened, playing, press, seen, where


async def test_the_case_file_lists_and_opens_cards_and_facts(tmp_path: Path) -> None:
    async with opened(tmp_path, size=(80, 40)) as (app, pilot):
        screen = await playing(app, pilot)
        assert "In the case file: S1 The mayor · S2 The toll sheet" in seen(screen)
        await press(pilot, "c")
        assert is_at(app, CaseFile)
        text = seen(app.screen)
        assert "2 cards and 2 facts met so far." in text
        assert "1  S1  The mayor" in text
        await press(pilot, "1")
        text = seen(app.screen)
        assert "They were traders. [F2]" in text
        await press(pilot, "escape", "end", "enter")
        assert "F2  They were traders." in seen(app.screen)
        await press(pilot, "q", "q")
        assert app.screen is screen


async def test_opening_a_card_is_noted_and_moves_nothing(tmp_path: Path) -> None:
    async with opened(tmp_path) as (app, pilot):
        screen = await playing(app, pilot)
        await press(pilot, "c", "2", "escape", "escape")
        (note,) = screen.run.records
        assert isinstance(note, Note)
        assert (note.kind, note.data) == ("card", {"card": "S2"})
        assert screen.run.head == 0


async def test_a_citation_opens_its_fact_when_it_is_clicked(tmp_path: Path) -> None:
    async with opened(tmp_path) as (app, pilot):
        screen = await playing(app, pilot)
        await click(pilot, "[F1]")
        assert app.screen is not screen
        assert "Three men came." in seen(app.screen)
        assert "= Reported by the source." in seen(app.screen)
        await press(pilot, "escape")
        await click(pilot, "S1 The mayor")
        assert "Who is speaking?" in seen(app.screen)


async def test_the_journal_goes_back_to_a_decision_and_keeps_what_followed(tmp_path: Path) -> None:
    async with opened(tmp_path, size=(80, 50)) as (app, pilot):
        screen = await playing(app, pilot)
        await press(pilot, *TO_THE_END)
        digest = screen.run.program.digest(screen.run.state)
        await press(pilot, "j")
        assert is_at(app, Journal)
        text = seen(app.screen)
        assert "The gate at dawn" in text
        assert "Boots and coats" in text
        assert "You are here." in text
        await press(pilot, "home", "down", "enter")
        assert "You stand at the gate." in seen(app.screen)
        assert "1  Go back to this decision" in seen(app.screen)
        await press(pilot, "1")
        assert app.screen is screen
        assert screen.run.view().place == "gate"
        while not screen.run.finished:
            await press(pilot, "r")
        assert screen.run.program.digest(screen.run.state) == digest


async def test_the_journal_reads_as_one_page(tmp_path: Path) -> None:
    async with opened(tmp_path, size=(80, 60)) as (app, pilot):
        await playing(app, pilot)
        await press(pilot, "1", "s", "1", "j", "home", "enter")
        text = seen(app.screen)
        assert "The gate at dawn" in text
        assert "→ Boots and coats" in text
        assert "He writes the order." in text
        assert "The range chart" in text
        await press(pilot, "escape", "escape")
        assert is_at(app, PlayScreen)


async def test_the_ledger_at_any_time(tmp_path: Path) -> None:
    async with opened(tmp_path, size=(80, 60)) as (app, pilot):
        await playing(app, pilot)
        await press(pilot, "1", "l", "6")
        text = seen(app.screen)
        assert "= Reported by the source (1)" in text
        assert "~ Claimed (1)" in text
        await click(pilot, "F2")
        assert "F2  They were traders." in seen(app.screen)


async def test_the_meters_and_what_they_mean(tmp_path: Path) -> None:
    async with opened(tmp_path) as (app, pilot):
        await playing(app, pilot)
        await press(pilot, "1", "s", "1", "m")
        text = seen(app.screen)
        assert "Money 4, was 6" in text
        assert "from 0 to 10" in text
        assert "An invented unit. More is better." in text


async def test_the_help_tells_every_command(tmp_path: Path) -> None:
    async with opened(tmp_path, size=(80, 60)) as (app, pilot):
        await playing(app, pilot)
        await press(pilot, "question_mark")
        text = " ".join(seen(app.screen).split())
        for command in (*READ, *PLAY):
            assert f"{command.shown} {command.help}" in text


async def test_the_line_of_keys_does_what_it_says_when_clicked(tmp_path: Path) -> None:
    async with opened(tmp_path) as (app, pilot):
        await playing(app, pilot)
        await click(pilot, "j journal")
        assert is_at(app, Journal)
        await click(pilot, "Esc back")
        assert is_at(app, PlayScreen)


async def test_the_line_of_keys_offers_only_what_can_be_done(tmp_path: Path) -> None:
    def can_be_clicked(text: str) -> bool:
        x, y = where(screen, text)
        return bool(screen.get_style_at(x, y).meta.get(DOES))

    async with opened(tmp_path, size=(115, 24)) as (app, pilot):
        screen = await playing(app, pilot)
        assert not can_be_clicked("u undo")
        await press(pilot, "1")
        assert can_be_clicked("u undo")
        assert not can_be_clicked("r redo")
        await press(pilot, "u")
        assert can_be_clicked("r redo")
        await click(pilot, "r redo")
        assert screen.run.head == 1
