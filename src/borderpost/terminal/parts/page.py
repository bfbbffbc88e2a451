"""A page of text: one widget, however long the text."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content
from textual.strip import Strip

from borderpost.terminal.parts.lines import Clickable, Lines, drawn_line
from borderpost.terminal.parts.typeset import Block, page_lines


class Page(Lines, Clickable):
    """Shows blocks at the width it is given, as high as they need; nothing where there are none."""

    def __init__(self, blocks: Sequence[Block] = (), *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        """Begin with some blocks, or none."""
        super().__init__(id=id)
        self._blocks = tuple(blocks)
        self._set: dict[int, tuple[list[Content], list[int]]] = {}
        self._leading = 0
        self.drawn: int | None = None
        """How many lines are drawn from the top on, all the others left empty; None: all."""
        self.display = bool(self._blocks)

    def show(self, blocks: Sequence[Block]) -> None:
        """Show other blocks."""
        self._blocks = tuple(blocks)
        self._set.clear()
        self.display = bool(self._blocks)
        self.refresh(layout=True)

    def lead(self, leading: int) -> None:
        """Set the page with so many empty lines more between its blocks."""
        if leading != self._leading:
            self._leading = leading
            self._set.clear()
            self.refresh(layout=True)

    def line_of(self, name: str) -> int:
        """The line at which the block of this name begins, at the width the page has now, or 0."""
        begins = self._at(self.content_size.width)[1]
        lines = zip(self._blocks, begins, strict=True)
        return next((line for block, line in lines if block.name == name), 0)

    def line_count(self, width: int) -> int:
        """How many lines the blocks need at about a width."""
        return len(self._at(max(min(width, self.content_size.width or width), 1))[0])

    def lines_at(self, width: int) -> list[Content]:
        """As many lines as the blocks need."""
        return self._at(width)[0]

    def render(self) -> Content:
        """The lines that are drawn yet."""
        return Content("\n").join(self.lines_at(self.content_size.width)[: self.drawn])

    def render_line(self, y: int) -> Strip:
        """A line, if it is drawn yet."""
        is_drawn = self.drawn is None or y < self.drawn
        return super().render_line(y) if is_drawn else drawn_line(self, Content(), y)

    def draw_only(self, lines: int | None) -> None:
        """Draw so many lines from the top on, or all."""
        if lines != self.drawn:
            self.drawn = lines
            self.refresh()

    def _at(self, width: int) -> tuple[list[Content], list[int]]:
        """The page set at a width; only the latest width is kept."""
        if width not in self._set:
            self._set = {width: page_lines(self._blocks, width, self._leading)}
        return self._set[width]
