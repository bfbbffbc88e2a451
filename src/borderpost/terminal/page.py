"""A page of text: one widget, however long the text."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content
from textual.geometry import Size

from borderpost.terminal.typeset import Block, Clickable, page_lines


class Page(Clickable):
    """Shows blocks at the width it is given, as high as they need; nothing where there are none."""

    def __init__(self, blocks: Sequence[Block] = (), *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        """Begin with some blocks, or none."""
        super().__init__(id=id)
        self._blocks = tuple(blocks)
        self._set: dict[int, tuple[list[Content], list[int]]] = {}
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

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002 - Textual's own
        """As many lines as the blocks need."""
        return len(self._at(width)[0])

    def render(self) -> Content:
        """The lines, one below the other."""
        return Content("\n").join(self._at(self.content_size.width)[0])

    def _at(self, width: int) -> tuple[list[Content], list[int]]:
        """The page set at a width; only the latest width is kept."""
        if width not in self._set:
            self._set = {width: page_lines(self._blocks, width)}
        return self._set[width]
