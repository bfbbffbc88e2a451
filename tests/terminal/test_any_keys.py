"""Whatever is pressed, clicked and resized, the app stands and the log says where the run is."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from borderpost.saves.follow import follow
from borderpost.saves.stored import read_log
from borderpost.terminal.play import PlayScreen
from tests.terminal.playing import GATE, opened, playing, saved_runs, until

KEYS = [
    *("1", "2", "3", "4", "9", "enter", "enter", "up", "down", "left", "right", "space", "home"),
    *("end", "pageup", "escape", "s", "d", "a", "c", "j", "u", "r", "l", "m", "tab", "ctrl+d"),
    *("question_mark", "f1", "f7", "x", "ß", "backspace", "delete", "ctrl+p", "shift+tab"),
]
SIZES = [(80, 24), (60, 20), (160, 45), (40, 12), (20, 5), (1, 1), (300, 80)]
EVENTS = 250


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2])
async def test_any_keys_clicks_and_sizes(tmp_path: Path, seed: int) -> None:
    chance = Random(seed)  # noqa: S311 - no secrets here
    async with opened(tmp_path, GATE) as (app, pilot):
        screen = await playing(app, pilot)
        for _ in range(EVENTS):
            match chance.randrange(12):
                case 0:
                    await pilot.resize_terminal(*chance.choice(SIZES))
                case 1:
                    width, height = app.size
                    await pilot.click(
                        offset=(chance.randrange(width), chance.randrange(max(height - 1, 1)))
                    )
                case 2 if app.size.width < 60:
                    await pilot.resize_terminal(80, 24)
                case 2 | 3 | 4 if not isinstance(app.screen, PlayScreen):
                    await pilot.press("escape")
                case 5 | 6:
                    await pilot.press(chance.choice("123"))
                case _:
                    await pilot.press(chance.choice(KEYS))
            await pilot.pause()
            if not app.is_running:
                break
            if isinstance(app.screen, PlayScreen) and app.screen is not screen:
                screen = app.screen
            elif not any(isinstance(s, PlayScreen) for s in app.screen_stack):
                await pilot.resize_terminal(80, 24)
                await pilot.press("1")
                await until(pilot, lambda: isinstance(app.screen, PlayScreen))
        assert app.saved is not None
        run, path = app.saved.run, app.saved.path
        found = follow(read_log(path), run.program)
        assert found.status == "intact"
        assert found.run.head == run.head
        assert found.run.program.digest(found.run.state) == run.program.digest(run.state)
    decisions = sum(run.decisions for run in saved_runs(tmp_path))
    assert decisions > 10, "too little happened to say anything"
