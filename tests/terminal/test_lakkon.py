"""The shipped story: what is played in plain lines comes to the same in the app."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

import pytest

from borderpost.engine.program import Program
from borderpost.plain.console import Console
from borderpost.plain.start import Wish as PlainWish, play_wish
from borderpost.saves.calls import Calls
from borderpost.saves.shelf import Shelf
from borderpost.story.load import load_story
from borderpost.story.shipped import shipped_stories
from borderpost.terminal.app import BorderpostApp
from borderpost.terminal.start.before_run import BeforeRun
from borderpost.terminal.wish import Wish
from tests.terminal.playing import playing, press, seen, until
from tests.terminal.pressing import press_play

ALWAYS_ONE = ["1"] * 400
ANY = [str(number * number % 7 % 4 + 1) for number in range(900)]


@pytest.mark.slow
@pytest.mark.parametrize("typed", [ALWAYS_ONE, ANY], ids=["always 1", "any number"])
async def test_the_same_decisions_end_in_the_same_state(tmp_path: Path, typed: list[str]) -> None:
    folder = shipped_stories()["lakkon"]
    story = load_story(folder).story
    assert story is not None
    shelf = Shelf(tmp_path / "plain")
    console = Console(StringIO("\n".join(typed)), StringIO(), interactive=False)
    play_wish(PlainWish(story, {"profile": "short"}, 1), shelf, console, Calls())
    with shelf.open(shelf.runs()[0].path, Program(story)) as saved:
        actions = [act.action for act in saved.run.acts()]
        digest = saved.run.program.digest(saved.run.state)
        assert saved.run.finished
    app = BorderpostApp(Wish(folder, tmp_path / "app", {"profile": "short"}, 1))
    async with app.run_test(size=(100, 60)) as pilot:
        await until(pilot, lambda: isinstance(app.screen, BeforeRun))
        await press(pilot, "1")
        screen = await playing(app, pilot)
        await press_play(pilot, screen, actions)
        assert [act.action for act in screen.run.acts()] == actions
        assert screen.run.program.digest(screen.run.state) == digest
        assert screen.run.view().title in seen(screen)
