"""The app under a pilot: stories to play, and what can be seen and pressed."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from textual.app import App
from textual.pilot import Pilot
from textual.screen import Screen

from borderpost.debrief.together.habits import NO_HABITS, Habits
from borderpost.engine.program import Program
from borderpost.engine.run import Run
from borderpost.saves.shelf import Shelf
from borderpost.saves.summary import RunSummary
from borderpost.terminal.app import BorderpostApp
from borderpost.terminal.likes.preferences import PreferenceFile
from borderpost.terminal.parts.frame import Frame
from borderpost.terminal.play.play import PlayScreen
from borderpost.terminal.start.before_run import BeforeRun
from borderpost.terminal.wish import Wish

PATIENCE = 60
"""Seconds after which a test that waits for a screen gives up."""

GATE = """\
story:
  id: gate
  title: The gate
  version: 1
  language: en
  start: gate
  about: |
    Sit down. [Press] 1 to begin.
variables:
  money: {meter: 0..10, start: 6, label: Money, better: high, explain: An invented unit.}
  soldiers: {meter: 0..10, start: 5, label: Soldiers, better: high}
  trust: {meter: 0..10, start: 5, label: Trust, better: high}
facts:
  F1: {says: Three men came., mark: documented, kind: event, paragraph: 1, by: the reporter}
  F2: {says: They were traders., mark: claimed, kind: assurance, paragraph: 2, by: the mayor}
sources:
  S1:
    name: The mayor
    role: Mayor of a town down the road
    access: Not stated
    motive: Not stated
    track_record: None shown
    answers: Who came?
    says: |
      They were traders. [F2]
  S2:
    name: The toll sheet
    role: A sheet
    says: |
      Three men. [F1]
acts: [one, two]
scenes:
  gate:
    act: one
    title: The gate at dawn
    when_where: Lakkon, late May
    card: [S1, S2]
    text: |
      You stand at the gate. [F1]

      > [Press] 1, says the sign. [/path] [@click=app.quit]x[/] [b]bold[/b]
    questions:
      - id: grade
        ask: How reliable is the mayor, for this?
        about: S1
        scale: reliability
        feedback:
          A: |
            Nothing on this desk shows it.
      - id: scope
        ask: Does the paper answer who came?
        options:
          does: It does
          part: In part
          not: It does not
        key: [not]
        certainty: true
        optional: true
        feedback:
          not: |
            It says traders; it does not say how anyone knows. [F2]
    choices:
      - id: boots
        label: Boots and coats
        cost: {money: 2}
        do: [soldiers += 2]
        after: |
          He writes the order.
        then: desk
      - id: wall
        label: A stone wall
        cost: {money: 9}
        then: desk
      - id: wait
        label: Leave the page unsigned
        shows: readers
        readers: the capital
        do: [trust -= 1]
        then: desk
  desk:
    act: one
    title: The range chart
    text: |
      On its back you draw a table.
    questions:
      - id: table
        type: table
        ask: What does each paper say for each answer?
        rows: {known: A known group, new: A new group}
        columns: [S1, S2]
        options: {fits: fits, against: speaks against, silent: says nothing}
        mark_at_least: 2
    then: form
  form:
    act: two
    title: The report
    text: |
      The form lies on the desk.
    report:
      opens: To the capital, from the north.
      slots:
        - id: who
          ask: Who came in May?
          options:
            traders: {says: They were traders., strength: is, cites: [F2]}
            claimed: {says: The mayor says traders., strength: claimed, cites: [F2]}
        - id: need
          ask: What is needed?
          options:
            boots: {says: Boots.}
            nothing: {says: Nothing at all.}
    choices:
      - id: sign
        label: Sign it
        then: {chance: {calm: 3, noise: 1}}
  calm:
    title: A calm night
    text: |
      Nothing is heard.
    then: over
  noise:
    title: A noise
    text: |
      Something is heard, once.
    then: over
endings:
  over:
    title: The page is signed
    text: |
      It is over, and nobody knows who came. [F1]
    facts: [F1]
    unknowns: [Who the third man was.]
    bought: |
      Boots for some.
    cost: |
      A page nobody can check.
"""

TO_THE_END = ["3", "s", "1", "1", "right", "1", "d", "1", "1", "1", "1", "1"]
"""Keys that play `GATE` to its end: grade C, scope left out, boots, two cells, the form, night."""


def story_folder(folder: Path, text: str = GATE) -> Path:
    """A folder with a story in it."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "story.yaml").write_text(text, "utf-8")
    return folder


@asynccontextmanager
async def opened(
    folder: Path,
    text: str = GATE,
    *,
    size: tuple[int, int] = (80, 24),
    settings: Mapping[str, str] | None = None,
    seed: int | None = 1,
    resume: Path | None = None,
    preferences: PreferenceFile | None = None,
    habits: Habits = NO_HABITS,
    begin: bool = True,
) -> AsyncIterator[tuple[BorderpostApp, Pilot[None]]]:
    """The app, opened on a story as `borderpost play` does, and everything read.

    The page before a run is passed, unless one is not to `begin`.
    """
    story = story_folder(folder / "story", text)
    saves = folder / "saves"
    wish = Wish(story, saves, settings or {}, seed, resume, "", preferences, habits)
    app = BorderpostApp(wish)
    async with app.run_test(size=size) as pilot:
        await until(pilot, lambda: app.library is not None)
        await pilot.pause()
        if begin and isinstance(app.screen, BeforeRun):
            app.screen.dismiss(0)
            await pilot.pause()
        yield app, pilot
    if app.saved is not None:
        app.saved.close()


async def until(pilot: Pilot[None], happened: Callable[[], bool]) -> None:
    """Let the app work until something has happened."""
    async with asyncio.timeout(PATIENCE):
        while not happened():
            await pilot.pause()


async def playing(app: App[None], pilot: Pilot[None]) -> PlayScreen:
    """The play screen, once it is there."""
    await until(pilot, lambda: isinstance(app.screen, PlayScreen))
    await pilot.pause()
    assert isinstance(app.screen, PlayScreen)
    return app.screen


async def press(pilot: Pilot[None], *keys: str) -> None:
    """Press keys one after the other, each when the one before has done its work."""
    for key in keys:
        if key.isdecimal() and is_below(pilot.app.screen, int(key)):
            await pilot.press(key)  # this only shows it
            await pilot.pause()
        await pilot.press(key)
        await pilot.pause()


def is_below(screen: Screen[Any], number: int) -> bool:
    """Whether what this number takes, or the cell that it marks, is out of sight."""
    if not isinstance(screen, Frame):
        return False
    if isinstance(screen, PlayScreen) and screen.in_table and not screen.at_side:
        return not screen.pages.shows(screen.table.region_of_cursor())
    menu, reading = screen.menu, screen.reading
    index = menu.index_of(number) if menu is not None else -1
    if menu is None or reading is None or index < 0:
        return False
    return not reading.shows(menu.region_of(index))


def is_at(app: App[None], kind: type[Screen[Any]]) -> bool:
    """Whether the screen on top is of this kind."""
    return isinstance(app.screen, kind)


def seen(screen: Screen[Any]) -> str:
    """What is on the screen, line by line."""
    strips = screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in strip).rstrip() for strip in strips)


def where(screen: Screen[Any], text: str) -> tuple[int, int]:
    """Where a text stands on the screen: column and line of its first character."""
    for y, line in enumerate(seen(screen).split("\n")):
        if text in line:
            return line.index(text), y
    raise AssertionError(f"{text!r} is not seen in\n{seen(screen)}")


async def click(pilot: Pilot[None], text: str) -> None:
    """Click on a text that is seen."""
    await pilot.click(offset=where(pilot.app.screen, text))
    await pilot.pause()


def saved_runs(folder: Path) -> list[RunSummary]:
    """The runs that are on disk."""
    return list(Shelf(folder / "saves").runs())


def loaded(folder: Path, program: Program) -> Run:
    """The newest run as its file has it."""
    with Shelf(folder / "saves").open(saved_runs(folder)[0].path, program) as saved:
        assert saved.status == "intact"
        return saved.run
