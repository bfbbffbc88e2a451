"""Whatever is pressed, pasted, clicked and resized, the app stands and the log holds the run."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
from textual import events
from textual.app import App
from textual.pilot import Pilot

from borderpost.debrief.together.habits import NO_HABITS, Habits
from borderpost.engine.records import Act
from borderpost.engine.run import Run
from borderpost.saves.follow import follow
from borderpost.saves.stored import read_log
from borderpost.story.shipped import shipped_stories
from borderpost.terminal.app import BorderpostApp
from borderpost.terminal.play.play import PlayScreen
from borderpost.terminal.start.title import TitleScreen
from borderpost.terminal.wish import Wish
from tests.fuzz.amount import SEED, TIMES, fuzz, lots
from tests.terminal.hands import at_rest, click_at, mouse, resize, resized, strike
from tests.terminal.playing import GATE, saved_runs, seen, story_folder, until

AT_ONCE = (1, 1, 2, 2, 3, 4, 8, 16)
"""How many events may come before the app has dealt with the first of them.

From somebody who types fast, or on a machine that is slow; and what is painted once for many events
costs a test less.
"""

ENOUGH = 8
"""Acts in one run, at least; what is pressed when is not the same on a slow machine."""

LOOKED_OVER = 0.1
"""How often what is on the screen is held against what the run says."""

KEYS = [
    *(
        "1",
        "1",
        "1",
        "1",
        "2",
        "2",
        "3",
        "4",
        "9",
        "0",
        "enter",
        "enter",
        "enter",
        "up",
        "down",
        "down",
    ),
    *("left", "right", "space", "space", "home", "end", "pageup", "pagedown", "escape", "escape"),
    *("s", "s", "d", "d", "a", "b", "c", "f", "j", "l", "m", "q", "r", "t", "u", "x", "n", "A"),
    *("tab", "shift+tab", "backspace", "delete", "insert", "question_mark", "ctrl+p", "ctrl+d"),
    *(f"f{number}" for number in range(1, 13)),
    *("ß", "門", "ctrl+z", "ctrl+a", "ctrl+left", "shift+down", "ctrl+shift+up", "slash", "colon"),
]
SIZES = [
    *((80, 24), (80, 24), (80, 24), (60, 20), (160, 45), (160, 45), (100, 30), (40, 12)),
    *((20, 5), (1, 1), (300, 80), (39, 24), (80, 11), (116, 12)),
]
PASTES = [
    "1",
    "\x1b[31mred\x1b[0m",
    "\x1b]0;a title\x07",
    "[@click=app.quit]x[/] [/path] [b",
    "e" + "\u0301" * 100,
    "👩\u200d👩\u200d👧 שלום",
    "x" * 10_000,
    "q\nq\n1\n",
    "\x00\x7f\x9b",
]


def anything(app: App[None], chance: Random) -> str:
    """Send one event of any kind; what it was."""
    width, height = app.size
    x, y = chance.randrange(max(width, 1)), chance.randrange(max(height, 1))
    match chance.randrange(24):
        case 0:
            size = chance.choice(SIZES)
            resize(app, *size)
            return f"resize {size}"
        case 1:
            text = chance.choice(PASTES)
            app.post_message(events.Paste(text))
            return f"paste {text[:20]!r}"
        case 2 | 3:
            click_at(app, x, y)
            return f"click {x} {y}"
        case 4:
            kind = chance.choice([events.MouseScrollDown, events.MouseScrollUp])
            mouse(app, kind, x, y)
            return f"{kind.__name__} {x} {y}"
        case 5:
            mouse(app, events.MouseMove, x, y)
            return f"move {x} {y}"
        case 6:
            button = chance.randrange(4)
            mouse(app, chance.choice([events.MouseDown, events.MouseUp]), x, y, button)
            return f"button {button} {x} {y}"
        case _:
            key = chance.choice(KEYS)
            strike(app, *[key] * (1 + key.isdecimal()))  # the first may only show what it takes
            return key


async def some(pilot: Pilot[None], chance: Random, most: int) -> list[str]:
    """Send events until the app is left, or there were enough; what they were."""
    sent: list[str] = []
    while len(sent) < most and pilot.app.is_running and not pilot.app._exit:
        sent += [anything(pilot.app, chance) for _ in range(chance.choice(AT_ONCE))]
        await at_rest(pilot)
        if chance.random() < LOOKED_OVER:
            await is_shown(pilot)
        if chance.random() < 0.05:
            resize(pilot.app, 80, 24)  # so that it is not too small for ever
        if chance.random() < 0.4 and not isinstance(pilot.app.screen, PlayScreen | TitleScreen):
            strike(pilot.app, "escape")
    return sent


async def is_shown(pilot: Pilot[None]) -> None:
    """See that the play screen, if it is on top, shows the place where the run stands."""
    if pilot.app._exit:
        return
    await resized(pilot, 80, 24)
    screen = pilot.app.screen
    if not isinstance(screen, PlayScreen):
        return
    title, pages = screen.run.view().title, screen.pages
    pages.scroll_home(animate=False, immediate=True)
    await at_rest(pilot)
    shown = seen(screen)
    while title not in " ".join(shown.split()) and pages.scroll_y < pages.max_scroll_y:
        pages.scroll_page_down(animate=False)  # what came of a report may take more than a screen
        await at_rest(pilot)
        shown += "\n" + seen(screen)
    assert title in " ".join(shown.split()), f"{title!r} is not seen in\n{shown}"


def holds(app: BorderpostApp) -> Run | None:
    """The run that was played, after its log was found to lead to the same state."""
    if app.saved is None:
        return None
    run = app.saved.run
    found = follow(read_log(app.saved.path), run.program)
    assert found.status == "intact"
    assert found.run.head == run.head
    assert found.run.program.digest(found.run.state) == run.program.digest(run.state)
    return run


def lakkon(_: Path) -> Path:
    """The story that ships."""
    return shipped_stories()["lakkon"]


def gate(folder: Path) -> Path:
    """A small one that has everything."""
    return story_folder(folder / "story", GATE)


@fuzz
@pytest.mark.slow
@pytest.mark.parametrize(
    ("story", "settings", "habits", "seed", "usual"),
    [
        (lakkon, {"profile": "short"}, NO_HABITS, 1, 600),
        (lakkon, {"profile": "short"}, NO_HABITS, 2, 600),
        (gate, {}, NO_HABITS, 1, 1_400),
        (gate, {}, Habits("pair", "each"), 2, 1_400),
    ],
)
async def test_any_events(
    tmp_path: Path,
    story: Callable[[Path], Path],
    settings: dict[str, str],
    habits: Habits,
    seed: int,
    usual: int,
) -> None:
    chance = lots(seed)
    folder, events = story(tmp_path), usual * TIMES
    sent: list[str] = []
    last: Path | None = None
    most = 0
    try:
        while len(sent) < events or (most < ENOUGH and len(sent) < 5 * events):
            wish = Wish(folder, tmp_path / "saves", settings, seed, last, habits=habits)
            app = BorderpostApp(wish)
            async with app.run_test(size=(80, 24)) as pilot:
                await until(pilot, lambda app=app: app.library is not None)  # type: ignore[misc]
                await at_rest(pilot)
                sent += await some(pilot, chance, max(events - len(sent), 200))
                run = holds(app)
                most = max(most, sum(isinstance(r, Act) for r in run.records) if run else 0)
            if app.saved is not None:
                last = app.saved.path
                app.saved.close()
    except BaseException as fault:
        fault.add_note(f"after {len(sent)} events, with FUZZ_SEED={SEED}")
        raise
    runs = saved_runs(tmp_path)
    assert all(not run.problem for run in runs)
    assert most >= ENOUGH, "too little happened to say anything"
