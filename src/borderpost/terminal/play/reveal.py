"""New text appears line by line, for about half a second; any key shows it whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.timer import Timer

from borderpost.terminal.shell import preferences_of

if TYPE_CHECKING:
    from borderpost.terminal.play.scene_screen import SceneScreen

STEPS, STEP = 10, 1 / 30
"""In how many steps a screenful appears, and how many seconds each of them stands."""


class Reveal:
    """Draws the scene's page from the top on."""

    def __init__(self, screen: SceneScreen) -> None:
        """Of which screen."""
        self._screen = screen
        self._timer: Timer | None = None

    def begin(self) -> None:
        """Begin, unless the player or the terminal wants no movement."""
        screen = self._screen
        if not preferences_of(screen.app).reveal or screen.app.animation_level == "none":
            return
        height = max(min(screen.size.height, screen.scene.line_count(screen.size.width)), 1)
        lines = max(height // STEPS, 1)
        screen.scene.draw_only(lines * 3)
        self._hide(hidden=True)
        self._timer = screen.set_interval(STEP, lambda: self._step(lines, height))

    def stop(self) -> bool:
        """Show all of it; whether anything was still hidden."""
        if self._timer is None:
            return False
        self._timer.stop()
        self._timer = None
        self._screen.scene.draw_only(None)
        self._hide(hidden=False)
        return True

    @property
    def is_on(self) -> bool:
        """Whether something is still hidden."""
        return self._timer is not None

    def _hide(self, *, hidden: bool) -> None:
        """Hide what comes after the text, in its place, or show it."""
        screen = self._screen
        for widget in (screen.answered, screen.asked, screen.table, screen.ways_menu):
            widget.visible = not hidden

    def _step(self, lines: int, height: int) -> None:
        """Some lines more."""
        drawn = self._screen.scene.drawn
        if drawn is None or drawn >= height:
            self.stop()
        else:
            self._screen.scene.draw_only(drawn + lines)
