"""Keeps the cyclic collector from walking everything there is at a key, while one plays.

A full collection goes over every object: modules, the story, the style sheets. That takes longer
than all else that a key asks for, finds next to nothing, and comes at whatever key it likes. What
is there when a play begins is therefore set aside, and what the play makes is gone over while the
player reads.
"""

from __future__ import annotations

import gc

from textual.timer import Timer
from textual.widget import Widget

SELDOM = 100
"""Collections of the middle generation before one of everything comes by itself (Python: 10)."""


QUIET = 2.0
"""Seconds after which somebody who was shown something new is taken to read it."""


def set_aside() -> None:
    """Let the collector pass over all that lives now.

    What an earlier play left behind was perhaps set aside with the rest: that is collected first.
    """
    if gc.get_freeze_count():
        gc.unfreeze()
        gc.collect()
    set_more_aside()
    youngest, middle, _ = gc.get_threshold()
    gc.set_threshold(youngest, middle, SELDOM)


def set_more_aside() -> None:
    """Let it pass over what has come since, too; until the next `set_aside`."""
    gc.freeze()


class Collecting:
    """Goes over what the play has made, once the player has begun to read."""

    def __init__(self, screen: Widget) -> None:
        """The screen whose timer it uses."""
        self._screen = screen
        self._timer: Timer | None = None

    def put_off(self) -> None:
        """Something new is shown: wait from now on."""
        if self._timer is not None:
            self._timer.stop()
        self._timer = self._screen.set_timer(QUIET, gc.collect)
