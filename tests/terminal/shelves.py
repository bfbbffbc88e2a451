"""Small stories on a shelf, and the app on its title before them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from textual.pilot import Pilot
from textual.screen import Screen

from borderpost.engine.actions import Choose
from borderpost.engine.program import Program
from borderpost.saves.shelf import Shelf
from borderpost.story.load import load_story
from borderpost.terminal.app import BorderpostApp
from borderpost.terminal.likes.preferences import PreferenceFile
from borderpost.terminal.parts.page import Page
from borderpost.terminal.wish import Wish
from tests.terminal.playing import story_folder, until

SMALL = """\
story:
  id: small
  title: The ford
  version: 1
  language: en
  start: bank
  about: |
    A river in the hills.

    Nobody here is real.
  content_note: |
    There is cold water in it.
scenes:
  bank:
    title: The near bank
    text: |
      You stand at the water.
    choices:
      - {id: wade, label: Wade, then: middle}
      - {id: home, label: Go home, then: dry}
  middle:
    title: The middle
    text: |
      It is cold.
    choices:
      - {id: back, label: Back, then: dry}
endings:
  dry:
    title: Dry shoes
    text: |
      Nobody knows what was on the other side.
"""


def small_story(folder: Path, story_id: str = "small", title: str = "The ford") -> Path:
    """A folder with a small story of this id and title."""
    named = SMALL.replace("id: small", f"id: {story_id}", 1)
    return story_folder(folder, named.replace("The ford", title))


def played(saves: Path, story: Path, *choices: str) -> Path:
    """The file of a run of a story with these choices taken, and left."""
    loaded = load_story(story).story
    assert loaded is not None
    with Shelf(saves).start(Program(loaded), {}, 1) as saved:
        for choice in choices:
            saved.run.act(Choose("bank", choice))
        return saved.path


@asynccontextmanager
async def on_title(
    folder: Path,
    story: Path | None,
    *,
    size: tuple[int, int] = (80, 24),
    preferences: PreferenceFile | None = None,
) -> AsyncIterator[tuple[BorderpostApp, Pilot[None]]]:
    """The app on its title, a story on it or the usual one, with everything read."""
    app = BorderpostApp(Wish(None, folder / "saves", preferences=preferences))
    async with app.run_test(size=size) as pilot:
        await until(pilot, lambda: app.library is not None)
        await pilot.pause()
        if story is not None:
            before = app.opened.path if app.opened is not None else None
            app.open_story(story)
            await until(pilot, lambda: app.opened is not None and app.opened.path != before)
            await app.workers.wait_for_complete()
            await pilot.pause()
        yield app, pilot
    if app.saved is not None:
        app.saved.close()


def told_by(screen: Screen[Any]) -> str:
    """The words of the pages on a screen, however they are set and whatever stands behind."""
    return " ".join(
        block.content.plain for page in screen.query(Page).results(Page) for block in page._blocks
    )


def closed_up(text: str) -> str:
    """A text without its spaces, for what may be broken anywhere, such as paths."""
    return "".join(text.split())
