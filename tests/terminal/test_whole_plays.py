"""The shipped story from the title to an ending: by arrows, by numbers, by the mouse alone."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from random import Random

import pytest
from textual.geometry import Region
from textual.pilot import Pilot

from borderpost.debrief.run.sections import SECTIONS
from borderpost.engine.actions import Nature
from borderpost.engine.run import Run
from borderpost.engine.turn import may_be_left
from borderpost.saves.follow import follow
from borderpost.saves.stored import read_log
from borderpost.terminal.app import BorderpostApp
from borderpost.terminal.papers.debrief_screen import DebriefScreen
from borderpost.terminal.parts.frame import Frame
from borderpost.terminal.play.asking import cells_of
from borderpost.terminal.play.play import PlayScreen
from borderpost.terminal.start.title import TitleScreen
from borderpost.terminal.wish import Wish
from tests.terminal.hands import (
    at_rest,
    click_deed,
    click_item,
    click_within,
    deeds,
    key_until,
    keys,
    wheel,
)
from tests.terminal.playing import saved_runs, seen, until

MOST_STEPS = 3_000
"""Steps after which a play that has not ended never will."""

Step = Callable[[Pilot[None], PlayScreen, Random], Awaitable[None]]


@asynccontextmanager
async def at_the_title(folder: Path, size: tuple[int, int]) -> AsyncIterator[Pilot[None]]:
    """The app as `borderpost` alone opens it."""
    app = BorderpostApp(Wish(None, folder / "saves", {}, 1))
    async with app.run_test(size=size) as pilot:
        await until(pilot, lambda: app.library is not None)
        await at_rest(pilot)
        yield pilot
    if app.saved is not None:
        app.saved.close()


def item(screen: object, text: str) -> int:
    """The place of the item of a screen's menu that says something."""
    assert isinstance(screen, Frame)
    assert screen.menu is not None
    labels = [item.label.plain for item in screen.menu.items]
    (index,) = [number for number, label in enumerate(labels) if text in label]
    return index


async def takes(pilot: Pilot[None], text: str, by_mouse: bool) -> None:
    """Take the item of the present screen that says something."""
    screen = pilot.app.screen
    index = item(screen, text)
    if by_mouse:
        await click_item(pilot, index)
        return
    assert isinstance(screen, Frame)
    assert screen.menu is not None
    for _ in range(MOST_STEPS):
        if screen.menu.highlighted == index:
            break
        await keys(pilot, "down" if screen.menu.highlighted < index else "up")
    before = seen(screen)
    await key_until(
        pilot, "enter", lambda: pilot.app.screen is not screen or seen(screen) != before
    )


async def begin(pilot: Pilot[None], *, by_mouse: bool = False) -> PlayScreen:
    """From the title to the first scene of a new run."""
    await takes(pilot, "Begin", by_mouse)
    for _ in range(5):  # the page before a run, and whatever settings the story asks for
        if isinstance(pilot.app.screen, PlayScreen):
            break
        screen = pilot.app.screen
        assert isinstance(screen, Frame)
        assert screen.menu is not None
        await takes(pilot, screen.menu.items[0].label.plain, by_mouse)
    assert isinstance(pilot.app.screen, PlayScreen)
    return pilot.app.screen


async def play_on(pilot: Pilot[None], screen: PlayScreen, step: Step, seed: int) -> Run:
    """Play on to an ending, one step of a player's after the other."""
    chance = Random(seed)  # noqa: S311 - no secrets here
    for _ in range(MOST_STEPS):
        if screen.run.finished:
            return screen.run
        await step(pilot, screen, chance)
        assert pilot.app.screen is screen, seen(pilot.app.screen)
    raise AssertionError(f"never at an ending, but at\n{seen(screen)}")


async def by_arrows(pilot: Pilot[None], screen: PlayScreen, chance: Random) -> None:
    """Go down some items and press Enter; now and then read a page on; in a table walk about."""
    if screen.in_table:
        assert screen.question is not None
        await keys(pilot, *chance.choices(["left", "right", "up", "down"], k=3), "enter")
        if may_be_left(screen.question):
            await key_until(pilot, "down", lambda: not screen.table.cell)
            await keys(pilot, "enter")
        return
    await keys(pilot, *["down"] * chance.randrange(5), chance.choice(["enter"] * 4 + ["space"]))


async def by_numbers(pilot: Pilot[None], screen: PlayScreen, chance: Random) -> None:
    """Press a number that is told; in a table go to another cell first; past what is optional."""
    if screen.in_table:
        assert screen.question is not None
        going = chance.choice(["left", "right", "up", "down"])
        await keys(pilot, going, str(1 + chance.randrange(len(screen.question.options))), "d")
        return
    numbers = [item.number for item in screen.ways_menu.items if 1 <= item.number <= 9]
    number = str(chance.choice(numbers))
    await keys(pilot, *[number, number] if screen.ways_menu.items[-1].number else [number])
    if chance.random() < 0.2:
        await keys(pilot, "s")


async def by_mouse(pilot: Pilot[None], screen: PlayScreen, chance: Random) -> None:
    """Click on an item; in a table on a cell, and on an answer for it."""
    if chance.random() < 0.3:
        await wheel(pilot, chance.choice([-1, 1]))
    items = [number for number, item in enumerate(screen.ways_menu.items) if item.takeable]
    if screen.in_table and (not items or chance.random() < 0.8):
        assert screen.question is not None
        cell = chance.randrange(len(cells_of(screen.question)))
        await click_within(pilot, lambda: region_of_cell(screen, cell))
        marks = deeds(screen, "mark_cell")
        for _ in range(20):
            if marks:
                break
            await wheel(pilot, -1)
            marks = deeds(screen, "mark_cell")
        await click_deed(pilot, "mark_cell", *chance.choice(list(marks)))
        return
    await click_item(pilot, chance.choice(items))


async def read_all(pilot: Pilot[None]) -> None:
    """Open every section of the debrief by the mouse, and turn the wheel where it goes on below."""
    ledger = pilot.app.screen
    assert isinstance(ledger, DebriefScreen)
    for index, section in enumerate(SECTIONS):
        await click_deed(pilot, "section", str(index))
        assert ledger.current == index
        assert section.title in seen(ledger)
        if ledger.reading is not None and ledger.reading.more_below:
            before = seen(ledger)
            await wheel(pilot, 1)
            assert seen(ledger) != before


def region_of_cell(screen: PlayScreen, number: int) -> Region:
    """Where a cell of the table stands, in what the table scrolls in."""
    table = screen.table
    return (
        table._drawn(table.content_size.width).places[number].translate(table.virtual_region.offset)
    )


def holds(folder: Path, run: Run) -> None:
    """The log replays to the run's state, and so do the same decisions in the engine alone."""
    path = saved_runs(folder)[0].path
    found = follow(read_log(path), run.program)
    assert found.status == "intact"
    assert found.run.head == run.head
    digest = run.program.digest(run.state)
    assert found.run.program.digest(found.run.state) == digest
    alone = Run(run.program, run.settings, run.seed)
    alone.settle()
    for act in run.acts():
        if not isinstance(act.action, Nature):
            alone.act(act.action)
    assert [act.action for act in alone.acts()] == [act.action for act in run.acts()]
    assert alone.program.digest(alone.state) == digest


@pytest.mark.slow
@pytest.mark.parametrize(
    ("step", "size", "seed"),
    [(by_arrows, (80, 24), 1), (by_arrows, (160, 45), 2), (by_numbers, (60, 20), 3)],
    ids=["arrows", "arrows on a wide window", "numbers"],
)
async def test_from_the_title_to_an_ending_by_keys(
    tmp_path: Path, step: Step, size: tuple[int, int], seed: int
) -> None:
    async with at_the_title(tmp_path, size) as pilot:
        screen = await begin(pilot)
        run = await play_on(pilot, screen, step, seed)
        assert run.view().title in seen(pilot.app.screen)
        holds(tmp_path, run)
        await takes(pilot, "To the title", False)
        assert isinstance(pilot.app.screen, TitleScreen)
    assert saved_runs(tmp_path)[0].ending


@pytest.mark.slow
@pytest.mark.parametrize(("size", "seed"), [((80, 24), 4), ((160, 45), 5)])
async def test_from_the_title_to_the_ledger_and_back_by_mouse(
    tmp_path: Path, size: tuple[int, int], seed: int
) -> None:
    async with at_the_title(tmp_path, size) as pilot:
        screen = await begin(pilot, by_mouse=True)
        run = await play_on(pilot, screen, by_mouse, seed)
        holds(tmp_path, run)
        await takes(pilot, "Read the ledger", True)
        ledger = pilot.app.screen
        assert ledger is not screen
        await read_all(pilot)
        await click_deed(pilot, "back")
        assert pilot.app.screen is screen
        await takes(pilot, "To the title", True)
        assert isinstance(pilot.app.screen, TitleScreen)
        await at_rest(pilot)
        assert "Begin" in seen(pilot.app.screen) or "New run" in seen(pilot.app.screen)
    assert saved_runs(tmp_path)[0].ending
