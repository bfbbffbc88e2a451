"""What a terminal shows: just enough of one to tell when a program's screen has changed."""

from __future__ import annotations

import re

from rich.cells import cell_len

PIECES = re.compile(
    r"\x1b\[(?P<at>\d*;?\d*)H"
    r"|\x1b\[(?P<style>[\d;:]*)m"
    r"|\x1b(?:\][^\x07\x1b]*(?:\x07|\x1b\\)|P[^\x1b]*\x1b\\|\[[0-?]*[ -/]*[@-~]|[^\[\]P])"
    r"|(?P<control>[\x00-\x1a\x1c-\x1f])"
    r"|(?P<text>[^\x00-\x1f]+)"
)
"""What a program writes: moves, styles, what neither moves nor colours, and text."""


class Glass:
    """The cells of a screen, each with its letters and its style."""

    def __init__(self) -> None:
        """Nothing is shown."""
        self._cells: dict[tuple[int, int], tuple[str, str]] = {}
        self._row = self._column = 1
        self._style = ""
        self._rest = ""

    def write(self, text: str) -> bool:
        """Show what a program wrote; whether anything looks different after it.

        A sequence cut short waits for its end.
        """
        text = self._rest + text
        cut = text.rfind("\x1b")
        whole = cut < 0 or PIECES.match(text, cut) is not None
        text, self._rest = (text, "") if whole else (text[:cut], text[cut:])
        changed = False
        for piece in PIECES.finditer(text):
            if piece["at"] is not None:
                row, _, column = piece["at"].partition(";")
                self._row, self._column = int(row or 1), int(column or 1)
            elif piece["style"] is not None:
                plain = piece["style"] in ("", "0")
                self._style = "" if plain else f"{self._style}\x1b{piece['style']}"
            elif piece["control"]:
                self._control(piece["control"])
            elif piece["text"]:
                changed |= self._show(piece["text"])
        return changed

    def _control(self, sign: str) -> None:
        """Move as the ends of lines do."""
        if sign == "\n":
            self._row += 1
        if sign in "\r\n":
            self._column = 1

    def _show(self, text: str) -> bool:
        """Put letters into cells; whether any of them changed."""
        changed = False
        for letter in text:
            here = (self._row, self._column)
            if self._cells.get(here) != (letter, self._style):
                self._cells[here] = (letter, self._style)
                changed = True
            self._column += cell_len(letter)
        return changed
