"""Tables: walked with the arrows, marked by number, Enter and mouse."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot

from borderpost.terminal.play.play import PlayScreen
from tests.terminal.playing import GATE, click, opened, playing, press, seen, where

THREE = GATE.replace("columns: [S1, S2]", "columns: [S1, S2, S3]").replace(
    "  S2:\n", "  S3: {name: The cook, role: A cook}\n  S2:\n"
)

TO_TABLE = ["1", "s", "1"]
"""Keys that lead to the table of `GATE`."""


def cells(screen: PlayScreen) -> dict[str, str]:
    """The marks of the table."""
    return dict(screen.run.view().questions[0].cells)


async def at_table(app: object, pilot: Pilot[None]) -> PlayScreen:
    """The play screen, at the table."""
    screen = await playing(app, pilot)  # type: ignore[arg-type]
    await press(pilot, *TO_TABLE)
    assert screen.in_table
    return screen


async def test_the_cursor_walks_by_arrows_and_stays_after_a_mark(tmp_path: Path) -> None:
    async with opened(tmp_path, size=(80, 40)) as (app, pilot):
        screen = await at_table(app, pilot)
        await press(pilot, "1")
        assert screen.table.cell == "S1.known"
        await press(pilot, "right", "2", "down", "3")
        assert screen.table.cell == "S2.new"
        assert cells(screen) == {"S1.known": "fits", "S2.known": "against", "S2.new": "silent"}
        await press(pilot, "left", "up", "left", "up")
        assert screen.table.cell == "S1.known"


async def test_a_number_changes_a_mark_and_the_same_again_is_no_step(tmp_path: Path) -> None:
    async with opened(tmp_path, size=(80, 40)) as (app, pilot):
        screen = await at_table(app, pilot)
        await press(pilot, "3", "1")
        assert cells(screen) == {"S1.known": "fits"}
        records = len(screen.run.records)
        await press(pilot, "1", "9")
        assert len(screen.run.records) == records, "the same mark again is no step"


async def test_enter_marks_a_cell_that_has_no_mark_and_goes_on_from_one_that_has(
    tmp_path: Path,
) -> None:
    async with opened(tmp_path, size=(80, 40)) as (app, pilot):
        screen = await at_table(app, pilot)
        await press(pilot, "2", "enter")
        assert cells(screen) == {"S1.known": "against"}, "Enter confirms, and changes nothing"
        assert screen.table.cell == "S2.known"
        taken = []
        for _ in range(3):
            await press(pilot, "enter")
            taken.append(cells(screen)["S2.known"])
        assert taken == ["fits", "against", "silent"]
        await press(pilot, "enter")
        assert cells(screen)["S2.known"] == "silent", "gone through once, it stays"
        assert not screen.table.cell, "enough is marked: Enter goes to the end of the table"
        await press(pilot, "enter")
        assert not screen.in_table


async def test_a_cell_out_of_sight_is_first_shown(tmp_path: Path) -> None:
    async with opened(tmp_path, size=(60, 20)) as (app, pilot):
        screen = await at_table(app, pilot)
        await press(pilot, "home")
        assert not screen.pages.shows(screen.table.region_of_cursor())
        for key in ("1", "enter"):
            await press(pilot, "home")
            await pilot.press(key)
            await pilot.pause()
            assert not cells(screen)
            assert screen.pages.shows(screen.table.region_of_cursor())


async def test_undo_takes_a_mark_back_and_goes_to_its_cell(tmp_path: Path) -> None:
    async with opened(tmp_path, size=(80, 40)) as (app, pilot):
        screen = await at_table(app, pilot)
        await press(pilot, "1", "right", "down", "u")
        assert not cells(screen)
        assert screen.table.cell == "S1.known"
        assert "Undo (u) takes a mark back." in " ".join(seen(screen).split())


@pytest.mark.parametrize("size", [(160, 45), (80, 24), (60, 20), (40, 30)])
async def test_answers_and_progress_are_in_sight_while_walking(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with opened(tmp_path, THREE, size=size) as (app, pilot):
        screen = await at_table(app, pilot)
        for keys, told in ((["1"], "1 of 2 marked."), (["down", "2"], "d: done")):
            await press(pilot, *keys)
            text = seen(screen)
            for answer in ("1 fits", "2 speaks against", "3 says nothing"):
                assert answer in text
            assert told in " ".join(text.split())


async def test_when_every_cell_is_marked_that_is_said(tmp_path: Path) -> None:
    async with opened(tmp_path, size=(80, 40)) as (app, pilot):
        screen = await at_table(app, pilot)
        await press(pilot, "1", "right", "1", "down", "1", "left", "1")
        assert "All 4 marked." in seen(screen)


async def test_below_a_table_that_is_not_done_the_reason_is_shown_and_the_cursor_stays(
    tmp_path: Path,
) -> None:
    async with opened(tmp_path, size=(60, 20)) as (app, pilot):
        screen = await at_table(app, pilot)
        await press(pilot, "1", "down", "down", "down")
        assert "Locked: mark 1 more cell first." in seen(screen)
        assert screen.table.cell == "S1.new"
        await press(pilot, "2", "down", "enter")
        assert not screen.in_table


async def test_the_end_of_a_table_is_seen_once_the_cursor_is_there(tmp_path: Path) -> None:
    async with opened(tmp_path, THREE, size=(60, 20)) as (app, pilot):
        screen = await at_table(app, pilot)
        await press(pilot, "1", "right", "1", "down", "down")
        assert "▸   Done with the table" in seen(screen) or "▸ Done with the table" in seen(screen)
        await press(pilot, "up")
        assert screen.table.cell.endswith(".new")


async def test_the_mouse_points_marks_and_opens_the_card_of_a_column(tmp_path: Path) -> None:
    async with opened(tmp_path, size=(160, 45)) as (app, pilot):
        screen = await at_table(app, pilot)
        x, _ = where(screen, "S2 The toll sheet")
        _, y = where(screen, "A new group")
        await pilot.click(offset=(x + 1, y))
        await pilot.pause()
        assert screen.table.cell == "S2.new"
        await click(pilot, "speaks against")
        assert cells(screen) == {"S2.new": "against"}
        await click(pilot, "S2 The toll sheet")
        assert "Three men. [F1]" in seen(screen)


async def test_a_table_is_a_list_where_it_does_not_fit(tmp_path: Path) -> None:
    async with opened(tmp_path, THREE, size=(40, 40)) as (app, pilot):
        screen = await at_table(app, pilot)
        assert "▸ S1 The mayor: –" in seen(screen)
        await press(pilot, "1", "down", "1", "down", "down", "2", "up", "up", "up", "3", "d")
        assert cells(screen) == {"S1.known": "silent", "S2.known": "fits", "S1.new": "against"}


async def test_words_of_any_length_keep_the_table_within_the_window(tmp_path: Path) -> None:
    long = GATE.replace("known: A known group", f"known: {'x' * 300}").replace(
        "fits: fits", f"fits: {'y' * 300}"
    )
    async with opened(tmp_path, long, size=(80, 40)) as (app, pilot):
        screen = await at_table(app, pilot)
        await press(pilot, "1", "right", "2", "d")
        assert not screen.in_table
        assert max(map(len, seen(screen).split("\n"))) <= 80


async def test_a_table_that_does_not_say_how_many_asks_for_one(tmp_path: Path) -> None:
    text = GATE.replace("        mark_at_least: 2\n", "")
    async with opened(tmp_path, text, size=(80, 40)) as (app, pilot):
        screen = await at_table(app, pilot)
        assert "0 of 1 marked." in seen(screen)
        assert "Locked: mark 1 more cell first." in seen(screen)
        assert "Leave this out" not in seen(screen)
        await press(pilot, "d")
        assert screen.in_table
        await press(pilot, "1", "d")
        assert not screen.in_table
