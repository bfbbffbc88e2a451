"""A page of text: one widget, however long the text."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content
from textual.geometry import Size
from textual.strip import Strip

from borderpost.terminal.parts.drawn_line import drawn_line
from borderpost.terminal.parts.typeset import Block, Clickable, page_lines


class Page(Clickable):
    """Shows blocks at the width it is given, as high as they need; nothing where there are none."""

    def __init__(self, blocks: Sequence[Block] = (), *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        """Begin with some blocks, or none."""
        super().__init__(id=id)
        self._blocks = tuple(blocks)
        self._set: dict[int, tuple[list[Content], list[int]]] = {}
        self.drawn: int | None = None
        """How many lines are drawn from the top on, all the others left empty; None: all."""
        self.display = bool(self._blocks)

    def show(self, blocks: Sequence[Block]) -> None:
        """Show other blocks."""
        self._blocks = tuple(blocks)
        self._set.clear()
        self.display = bool(self._blocks)
        self.refresh(layout=True)

    def line_of(self, name: str) -> int:
        """The line at which the block of this name begins, at the width the page has now, or 0."""
        begins = self._at(self.content_size.width)[1]
        lines = zip(self._blocks, begins, strict=True)
        return next((line for block, line in lines if block.name == name), 0)

    def line_count(self, width: int) -> int:
        """How many lines the blocks need at about a width."""
        return len(self._at(max(min(width, self.content_size.width or width), 1))[0])

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002 - Textual's own
        """As many lines as the blocks need."""
        return len(self._at(width)[0])

    def render(self) -> Content:
        """The lines, one below the other: what is copied when all of it is selected."""
        lines = self._at(self.content_size.width)[0]
        return Content("\n").join(lines if self.drawn is None else lines[: self.drawn])

    def render_line(self, y: int) -> Strip:
        """One of them: those that are not seen are not drawn."""
        lines = self._at(self.content_size.width)[0]
        is_drawn = y < len(lines) and (self.drawn is None or y < self.drawn)
        return drawn_line(self, lines[y] if is_drawn else Content(), y)

    def draw_only(self, lines: int | None) -> None:
        """Draw so many lines from the top on, or all."""
        if lines != self.drawn:
            self.drawn = lines
            self.refresh()

    def _at(self, width: int) -> tuple[list[Content], list[int]]:
        """The page set at a width; only the latest width is kept."""
        if width not in self._set:
            self._set = {width: page_lines(self._blocks, width)}
        return self._set[width]
