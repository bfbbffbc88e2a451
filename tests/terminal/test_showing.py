"""What is shown is what the story says, in every window."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.terminal.playing import (
    GATE,
    TO_THE_END,
    click,
    opened,
    playing,
    press,
    seen,
)

SIZES = [(40, 12), (60, 20), (80, 24), (116, 30), (160, 45)]


async def test_text_of_a_story_is_never_markup(tmp_path: Path) -> None:
    markup = "[Press] 1 [/path] [@click=app.quit]x[/] [b]bold[/b] [/"
    story = GATE
    for field in (
        *("title: The gate at dawn", "label: Money", "name: The mayor", "title: The gate\n"),
        *("label: Boots and coats", "does: It does", "role: Mayor of a town down the road"),
        "readers: the capital",
        *("when_where: Lakkon, late May", "says: Three men came.", "explain: An invented unit."),
        *("ask: Does the paper answer who came?", "title: The page is signed"),
    ):
        end = "\n" if field.endswith("\n") else ""
        story = story.replace(field, f'{field.partition(":")[0]}: "{markup}"{end}', 1)
    story = story.replace("He writes the order.", markup)
    story = story.replace("Who the third man was.", f'"{markup}"')
    async with opened(tmp_path, story, size=(110, 60)) as (app, pilot):
        screen = await playing(app, pilot)
        assert seen(screen).count(markup) >= 3
        await press(pilot, "1")
        assert markup in seen(screen)
        await press(pilot, "2", "s")
        assert f"1  {markup}" in seen(screen)
        await click(pilot, "[@click=app.quit]x")
        assert app.is_running
        for key in ("c", "1", "escape", "end", "enter", "escape", "escape", "m", "escape", "l"):
            await press(pilot, key)
        await press(pilot, "escape", "j", "enter", "escape", "escape", "1")
        assert markup in seen(screen)
        await press(pilot, "u", *TO_THE_END)
        assert screen.run.finished
        assert markup in seen(screen)
        await press(pilot, "q", "2")
        assert markup in seen(app.screen)
        await press(pilot, "2")
        assert markup in seen(app.screen)


async def test_hostile_text_is_shown_or_cleaned_and_fits(tmp_path: Path) -> None:
    story = GATE.replace(
        "You stand at the gate.", "A" * 3000 + " \\e[31mred 🏔🏔🏔 שלום e\u0301 " + "門" * 200
    ).replace("label: Boots and coats", f'label: "{"B" * 500}"')
    async with opened(tmp_path, story, size=(60, 20)) as (app, pilot):
        screen = await playing(app, pilot)
        await press(pilot, *["space"] * 8, *TO_THE_END)
        assert screen.run.finished
        assert all(len(line) <= 60 for line in seen(screen).split("\n"))


@pytest.mark.parametrize("size", SIZES)
async def test_a_play_ends_in_every_window(tmp_path: Path, size: tuple[int, int]) -> None:
    async with opened(tmp_path, size=size) as (app, pilot):
        screen = await playing(app, pilot)
        assert "Money" in seen(screen)
        assert "q quit" in seen(screen).split("\n")[-1]
        await press(pilot, *TO_THE_END)
        assert screen.run.finished
        assert "The page is signed" in seen(screen)


async def test_prose_is_at_most_72_columns_wide(tmp_path: Path) -> None:
    long = GATE.replace("You stand at the gate.", "You stand at the gate. " * 30)
    async with opened(tmp_path, long, size=(200, 40)) as (app, pilot):
        screen = await playing(app, pilot)
        lines = [line for line in seen(screen).split("\n") if "stand at" in line]
        assert len(lines) > 5
        widths = [len(line[:140].strip()) for line in lines]
        assert 60 < max(widths) <= 72


async def test_a_window_too_small_says_so_and_no_key_acts_unseen(tmp_path: Path) -> None:
    async with opened(tmp_path) as (app, pilot):
        screen = await playing(app, pilot)
        before = seen(screen)
        await pilot.resize_terminal(20, 5)
        await pilot.pause()
        assert " ".join(seen(screen).split()).startswith("This window is too small")
        await press(pilot, "1", "enter", "u", "c")
        assert app.screen is screen
        assert not screen.run.records
        await pilot.resize_terminal(80, 24)
        await pilot.pause()
        assert seen(screen) == before
        await press(pilot, "1")
        assert len(screen.run.records) == 1


async def test_resizing_at_any_moment_changes_nothing(tmp_path: Path) -> None:
    async with opened(tmp_path) as (app, pilot):
        screen = await playing(app, pilot)
        for key, size in zip(TO_THE_END, [*SIZES, (1, 1), (20, 5), *SIZES], strict=False):
            await pilot.resize_terminal(*size)
            await pilot.pause()
            await pilot.resize_terminal(80, 24)
            await pilot.pause()
            await press(pilot, key)
        assert screen.run.finished


async def test_meters_stand_beside_the_text_in_a_wide_window(tmp_path: Path) -> None:
    async with opened(tmp_path, size=(120, 30)) as (app, pilot):
        screen = await playing(app, pilot)
        await press(pilot, "1", "s", "1")
        (line,) = [line for line in seen(screen).split("\n") if line.endswith("4  −2, was 6")]
        assert "Money" in line[80:]


async def test_a_new_scene_is_read_from_its_top(tmp_path: Path) -> None:
    long = GATE.replace("On its back you draw a table.", "\n\n      ".join(["A line."] * 20))
    async with opened(tmp_path, long, size=(60, 20)) as (app, pilot):
        screen = await playing(app, pilot)
        await press(pilot, "end", "1", "s", "1")
        assert screen.pages.scroll_offset.y == 0
        assert "He writes the order." in seen(screen)
        assert "▼ more" in seen(screen)
        await press(pilot, "end")
        assert "▼ more" not in seen(screen)


async def test_enter_reads_on_before_it_takes_what_is_not_seen(tmp_path: Path) -> None:
    long = GATE.replace("You stand at the gate.", "\n\n      ".join(["A line."] * 20))
    async with opened(tmp_path, long, size=(60, 20)) as (app, pilot):
        screen = await playing(app, pilot)
        for _ in range(10):
            if screen.run.records:
                break
            visible = "▸ 1" in seen(screen)
            await press(pilot, "enter")
            assert bool(screen.run.records) == visible
        assert screen.run.records
