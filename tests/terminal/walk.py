"""Every screen there is, and how to get there: what the golden frames are drawn from.

A new screen is one line: its name, up to where the story is played before, and the keys to it.
"""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from functools import partial
from pathlib import Path
from typing import NamedTuple
from unittest.mock import patch

from textual.pilot import Pilot

from borderpost.debrief.run.forks import forks_of
from borderpost.debrief.together.habits import Habits
from borderpost.engine.actions import Action, Answer, Choose, Continue, Nature
from borderpost.engine.plays import follow_play
from borderpost.engine.program import Program
from borderpost.engine.run import Run
from borderpost.story.load import load_story
from borderpost.story.shipped import shipped_stories
from borderpost.terminal.app import BorderpostApp
from borderpost.terminal.papers.debrief_screen import DebriefScreen
from borderpost.terminal.parts.dialogs import notice
from borderpost.terminal.wish import Wish
from tests.stories import ACTS
from tests.terminal.hands import at_rest, press, resized
from tests.terminal.playing import GATE, playing, seen, story_folder, until
from tests.terminal.pressing import press_play

SIZES = [(160, 45), (80, 24), (60, 20)]

STORIES = "borderpost.terminal.start.stories"

PLAY = "a name taken back costs the post, and the file can still stay open"
"""The written-down play of the shipped story that is followed, chance left to its seed."""


class Shot(NamedTuple):
    """A screen: its name, what is to be answered or decided next there, keys to it and back."""

    name: str
    before: str
    keys: str = ""
    back: str = ""


TITLE = [
    Shot("title", ""),
    Shot("title-settings", "", "t", "escape"),
    Shot("title-help", "", "question_mark", "escape"),
    Shot("before-run", "", "1"),
    Shot("how-long", "", "1"),
]
"""What is seen before a run; the last leads on to it."""

LAKKON = [
    Shot("scene", "soup"),
    Shot("question-read-on", "soup", "space"),
    Shot("certainty", "first_guess", "4", "escape"),
    Shot("scene-choices", "guardroom", "end"),
    Shot("reliability", "grade_s5", "end"),
    Shot("answered", "scope_s5"),
    Shot("case-file", "scope_s5", "c", "escape escape"),
    Shot("card", "scope_s5", "c enter", "escape escape escape"),
    Shot("cited-facts", "scope_s5", "f", "escape escape"),
    Shot("fact", "scope_s5", "f enter", "escape escape escape"),
    Shot("after", "one_of_yours"),
    Shot("choices", "one_of_yours", "end", "home"),
    Shot("credibility", "grade_digest"),
    Shot("table", "hypotheses"),
    Shot("table-marked", "second_guess", "a"),
    Shot("again", "range_chart", "a", "escape"),
    Shot("report-begun", "danger"),
    Shot("report", "third_form", "end"),
    Shot("journal", "third_form", "j", "escape"),
    Shot("journal-page", "third_form", "j enter", "escape escape"),
    Shot("meters", "third_form", "m", "escape"),
    Shot("picture", "third_form", "m p", "escape"),
    Shot("help", "third_form", "question_mark", "escape"),
    Shot("settings", "third_form", "t", "escape"),
    Shot("keys", "third_form", "t end enter", "escape escape"),
    Shot("palette", "third_form", "ctrl+p", "escape"),
    Shot("leave", "third_form", "q", "escape"),
    Shot("ending", "over"),
    Shot("ending-ways", "over", "end"),
    *(Shot(f"debrief-{number}", "over", f"l {number}", "escape") for number in range(1, 9)),
    Shot("review", "over", "w", "escape"),
]
"""What is seen of the shipped story, in the order of its play."""

LIKELIHOOD = """\
      - id: chance
        ask: How likely is it that they come again?
        scale: likelihood
"""

GATE_SHOTS = [
    Shot("likelihood", "", "3 s", ""),
    Shot("locked", "", "4", ""),
    Shot("gate-table", "", "1", ""),
]
"""What the shipped story has not: likelihood words, and a choice locked from the beginning."""


PAIR_SHOTS = [
    Shot("pair", "", "1", ""),
    Shot("stop", "", "enter", ""),
]
PROJECTOR_SHOTS = [
    Shot("hands", "", "v 1 2 space 5 space 3", ""),
    Shot("projector", "", "enter end", ""),
]
"""What a class sees: both of a pair are asked, all are stopped, hands are counted."""


@contextmanager
def still_world() -> Iterator[None]:
    """One handle, one moment, one time zone, time enough: so that every walk sees the same."""
    moment = "2026-06-14T09:30:00Z"
    zone = os.environ.get("TZ")
    with (
        patch("borderpost.saves.shelf.new_handle", lambda: "quiet-heron-12"),
        patch("borderpost.saves.shelf.now", lambda: moment),
        patch("borderpost.saves.keeping.now", lambda: moment),
        patch("borderpost.terminal.start.stories.stories_folder", lambda: Path("/player/stories")),
        patch("borderpost.terminal.papers.debrief_screen.forks_of", partial(forks_of, seconds=600)),
    ):
        os.environ["TZ"] = "UTC"
        time.tzset()
        try:
            yield
        finally:
            os.environ.pop("TZ")
            if zone is not None:
                os.environ["TZ"] = zone
            time.tzset()


@asynccontextmanager
async def begun(wish: Wish, size: tuple[int, int]) -> AsyncIterator[Pilot[None]]:
    """The app, opened and at rest."""
    app = BorderpostApp(wish)
    async with app.run_test(size=size) as pilot:
        await until(pilot, lambda: app.library is not None)
        await at_rest(pilot)
        yield pilot
    if app.saved is not None:
        app.saved.close()


def walked(folder: Path, size: tuple[int, int]) -> dict[str, str]:
    """Every screen by name, as it is seen in a terminal of a size."""
    with still_world():
        frames = asyncio.run(_lakkon(folder / "lakkon", size))
        frames |= asyncio.run(_gate(folder / "gate", size))
        pair, projector = Habits("pair", until="each"), Habits("projector")
        frames |= asyncio.run(_class(folder / "pair", size, pair, PAIR_SHOTS))
        frames |= asyncio.run(_class(folder / "class", size, projector, PROJECTOR_SHOTS))
    return {name: framed(name, size, text) for name, text in frames.items()}


def framed(name: str, size: tuple[int, int], text: str) -> str:
    """A frame as its file has it: a line that says what it is, then the screen."""
    return f"{name}, {size[0]} columns by {size[1]} lines\n{text.rstrip()}\n"


async def _lakkon(folder: Path, size: tuple[int, int]) -> dict[str, str]:
    """The shipped story, from the title to its ledger and back to the title."""
    frames: dict[str, str] = {}
    async with begun(Wish(None, folder / "saves", {}, 1), size) as pilot:
        for shot in TITLE:
            await _take(pilot, shot, frames)
        await press(pilot, "1")
        screen = await playing(pilot.app, pilot)
        actions = _written_play(screen.run)
        for shot in LAKKON:
            ahead = _before(actions, shot.before)
            await press_play(pilot, screen, actions[:ahead])
            actions = actions[ahead:]
            await _take(pilot, shot, frames)
            assert pilot.app.screen is screen, f"{shot.name} is not left by {shot.back}"
        pilot.app.push_screen(
            notice("Not saved, so not done", "No space left on device", "Make room on the disk")
        )
        await _take(pilot, Shot("notice", "", "", "escape"), frames)
        await resized(pilot, 20, 5)
        await _take(pilot, Shot("too-small", ""), frames)
        await resized(pilot, *size)
        screen.action_title()
        await at_rest(pilot)
        await until(pilot, lambda: "Saved runs" in seen(pilot.app.screen))
        await _take(pilot, Shot("title-again", ""), frames)
        await press(pilot, "2")
        await until(pilot, lambda: "quiet-heron-12" in seen(pilot.app.screen))
        await _take(pilot, Shot("saved-runs", "", "", "escape"), frames)
        await press(pilot, "3")
        await until(pilot, lambda: "comes with" in seen(pilot.app.screen))
        await _take(pilot, Shot("stories", ""), frames)
    return frames


async def _gate(folder: Path, size: tuple[int, int]) -> dict[str, str]:
    """A small story, for what the shipped one has not."""
    frames: dict[str, str] = {}
    text = GATE.replace(
        "    choices:\n      - id: boots", f"{LIKELIHOOD}    choices:\n      - id: boots"
    )
    story = story_folder(folder / "story", text)
    async with begun(Wish(story, folder / "saves", {}, 1), size) as pilot:
        await press(pilot, "1")
        for shot in GATE_SHOTS:
            await _take(pilot, shot, frames)
    return frames


async def _class(
    folder: Path, size: tuple[int, int], habits: Habits, shots: Sequence[Shot]
) -> dict[str, str]:
    """A small story, as a class plays it."""
    frames: dict[str, str] = {}
    story = story_folder(folder / "story", ACTS)
    async with begun(Wish(story, folder / "saves", {}, 1, habits=habits), size) as pilot:
        await playing(pilot.app, pilot)
        await press(pilot, "s")
        for shot in shots:
            await _take(pilot, shot, frames)
    return frames


async def _take(pilot: Pilot[None], shot: Shot, frames: dict[str, str]) -> None:
    """Press the keys to a screen, keep what is seen, and press the keys back."""
    await press(pilot, *shot.keys.split())
    await at_rest(pilot)
    screen = pilot.app.screen
    if isinstance(screen, DebriefScreen) and screen.run.finished:
        await until(pilot, lambda: screen.forks is not None)
        await at_rest(pilot)
    assert shot.name not in frames
    frames[shot.name] = seen(pilot.app.screen)
    await press(pilot, *shot.back.split())


def _written_play(run: Run) -> list[Action]:
    """What the player does in the written-down play, under the run's own seed."""
    story = load_story(shipped_stories()["lakkon"]).story
    assert story is not None
    (items,) = (test.play for test in story.tests if test.name == PLAY)
    alone = Run(Program(story), run.settings, run.seed)
    follow_play(alone, [item for item in items if not item.startswith("~")])
    return [act.action for act in alone.acts() if not isinstance(act.action, Nature)]


def _before(actions: Sequence[Action], name: str) -> int:
    """How many actions come before the one that answers this question or leaves this scene."""
    for number, action in enumerate(actions):
        match action:
            case Answer(question) if question == name:
                return number
            case Choose(scene) | Continue(scene) if scene == name:
                return number
    return len(actions)
