"""Plays of the corpus by keys: the same decisions come to the same acts and the same state.

All of them are gone through in plain lines; by keys, which takes far longer, every second play of
each story.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from borderpost.saves.seen import Seen
from borderpost.terminal.app import BorderpostApp
from borderpost.terminal.play.play import PlayScreen
from borderpost.terminal.preferring import PreferringApp
from tests.corpus.playing import new_run, play_names, play_of
from tests.terminal.playing import playing
from tests.terminal.pressing import press_play

GROUPS = 4
"""How many apps the plays are shared out to: starting one costs more than most plays."""


def by_keys() -> list[str]:
    """Of every story its first play, its third, and so on."""
    plays: dict[str, list[str]] = {}
    for name in play_names():
        plays.setdefault(name.partition(".")[0], []).append(name)
    return [name for names in plays.values() for name in names[::2]]


class Stage(PreferringApp):
    """The app's looks, and nothing of it but the play screens pushed on it."""

    CSS_PATH = BorderpostApp.CSS_PATH
    BINDINGS = BorderpostApp.BINDINGS

    def __init__(self) -> None:
        super().__init__(None)


@pytest.mark.slow
@pytest.mark.parametrize("group", range(GROUPS))
async def test_keys_come_to_what_the_play_comes_to(tmp_path: Path, group: int) -> None:
    app = Stage()
    async with app.run_test(size=(100, 80)) as pilot:
        for name in by_keys()[group::GROUPS]:
            play = play_of(name)
            run = new_run(play)
            run.settle()
            await app.push_screen(PlayScreen(run, Seen(tmp_path, name)))
            screen = await playing(app, pilot)
            wanted = [action for turn in play.turns for action in turn]
            await press_play(pilot, screen, wanted)
            assert [act.action for act in run.acts()] == wanted, name
            await app.pop_screen()
