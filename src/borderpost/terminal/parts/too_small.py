"""What stands in for everything while a window is too small to play in."""

from __future__ import annotations

from textual.content import Content
from textual.widget import Widget

from borderpost.terminal.parts.sizes import LEAST_HEIGHT, LEAST_WIDTH


class TooSmall(Widget):
    """One sentence before everything else; the stylesheet shows it by the size of the window."""

    def render(self) -> Content:
        """The sentence."""
        return Content(
            f"This window is too small; make it {LEAST_WIDTH} columns by {LEAST_HEIGHT} lines."
        )
