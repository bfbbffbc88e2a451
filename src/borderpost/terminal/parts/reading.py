"""The part of a screen that is read and scrolled."""

from __future__ import annotations

from textual.containers import VerticalScroll
from textual.geometry import Region


class Reading(VerticalScroll, can_focus=False):
    """Scrolls what does not fit, and knows whether there is more below."""

    more_below = False
    """Whether something stands below what is seen, as of the last layout."""

    def shows(self, region: Region) -> bool:
        """Whether all of a region of what is scrolled is seen, or as much of it as can be."""
        top = self.scroll_offset.y
        height = self.scrollable_content_region.height
        if region.height >= height:
            return region.y <= top + height - 1 and region.bottom > top
        return top <= region.y and region.bottom <= top + height

    def reveal(self, region: Region) -> None:
        """Scroll, no further than needed, to where a region is seen; its top first."""
        height = self.scrollable_content_region.height
        if region.height > height:
            region = Region(region.x, region.y, region.width, max(height, 1))
        top = self.scroll_offset.y
        if region.y < top:
            self.scroll_to(y=region.y, animate=False, immediate=True)
        elif region.bottom > top + height:
            self.scroll_to(y=region.bottom - height, animate=False, immediate=True)

    def virtual_region_of(self, top: int, end: int) -> Region:
        """The lines from `top` to before `end` of what is scrolled."""
        return Region(0, top, max(self.scrollable_content_region.width, 1), max(end - top, 1))

    def turn(self, by: int) -> None:
        """A page up (-1) or down (+1), two lines kept in sight."""
        step = max(self.scrollable_content_region.height - 2, 1)
        self.scroll_relative(y=by * step, animate=False, immediate=True)

    def step(self, by: int) -> None:
        """Some lines up or down."""
        self.scroll_relative(y=by, animate=False, immediate=True)

    def note_more(self) -> None:
        """Find out whether there is more below than the empty lines at the end."""
        shown = [child for child in self.children if child.display]
        empty = shown[-1].styles.margin.bottom if shown else 0
        self.more_below = round(self.scroll_y) + empty < self.max_scroll_y
