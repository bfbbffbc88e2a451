"""The sections of a debrief, to go between: a list beside the page, or a line above it."""

from __future__ import annotations

from textual.content import Content

from borderpost.debrief.run.sections import SECTIONS
from borderpost.terminal.parts.lines import Clickable, Lines
from borderpost.terminal.parts.sizes import WIDE
from borderpost.terminal.parts.typeset import MARK, POINTER, QUIET, does, words

HERE = "▸"
"""What stands before the section that is open."""


class SectionList(Lines, Clickable):
    """Names every section with its number; a click opens it."""

    ALLOW_SELECT = False

    def __init__(self) -> None:
        """Begin at the first."""
        super().__init__()
        self.current = 0

    def show(self, current: int) -> None:
        """Show which section is open."""
        self.current = current
        self.refresh()

    def lines_at(self, width: int) -> list[Content]:
        """One below the other in a wide window, else as many on a line as fit."""
        if self.app.size.width >= WIDE:
            listed = [self._named(index, section.title) for index, section in enumerate(SECTIONS)]
            return [line for part in listed for line in (part, Content())][:-1]
        lines: list[Content] = []
        for index, section in enumerate(SECTIONS):
            part = self._named(index, section.short)
            if lines and lines[-1].cell_length + 1 + part.cell_length <= width:
                lines[-1] = lines[-1] + " " + part
            else:
                lines.append(part)
        return lines

    def _named(self, index: int, name: str) -> Content:
        """A section, the open one with a sign before it."""
        is_here = index == self.current
        told = Content.assemble(
            (HERE if is_here else " ", POINTER),
            (f"{index + 1}", MARK),
            " ",
            words(name, "bold" if is_here else QUIET),
        )
        return told.stylize(does("section", str(index)))
