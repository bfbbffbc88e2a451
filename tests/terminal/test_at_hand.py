"""What may be opened next is read while nothing else happens, and nothing comes of reading late."""

from __future__ import annotations

import sys
from pathlib import Path

from textual.timer import Timer

from borderpost.terminal.play.at_hand import MODULES, have_at_hand
from tests.terminal.playing import opened, playing


async def test_a_timer_that_comes_too_often_does_no_harm(tmp_path: Path) -> None:
    async with opened(tmp_path) as (app, pilot):
        timer = have_at_hand(await playing(app, pilot))
        read_next = timer._callback
        assert isinstance(timer, Timer)
        assert read_next is not None
        for _ in range(len(MODULES) + 2):
            read_next()
        assert set(MODULES) <= sys.modules.keys()
