"""Has what the player may open next at hand: its modules are read while nothing else happens."""

from __future__ import annotations

from importlib import import_module

from textual.timer import Timer
from textual.widget import Widget

from borderpost.terminal.play.old_objects import set_aside, set_more_aside

PAPERS = "borderpost.terminal.papers"

MODULES = (
    f"{PAPERS}.journal",
    f"{PAPERS}.debrief_screen",
    f"{PAPERS}.case_file",
    f"{PAPERS}.meters_screen",
    f"{PAPERS}.ending_page",
    "borderpost.terminal.keys.help",
    "borderpost.terminal.likes.settings_screen",
)
"""What a key may open while one plays, what is opened most first."""

PAUSE = 0.3
"""Seconds before the first and between them, so that a key hardly ever has to wait for one."""


LINE = "borderpost.terminal.parts.line_dialog"
"""What the first choice of a pair opens, and the first count of hands."""


def have_at_hand(screen: Widget, *, writes: bool = False) -> Timer:
    """Read them one by one from now on; first of all what one `writes` on, if one will."""
    left = [*([LINE] if writes else []), *MODULES]

    set_aside()

    def read_next() -> None:
        if left:  # a timer that is late may come once more after it was stopped
            import_module(left.pop(0))
            set_more_aside()
        if not left:
            timer.stop()

    timer = screen.set_interval(PAUSE, read_next)
    return timer
