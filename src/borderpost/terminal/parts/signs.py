"""Signs for terminals that cannot show all of them: the Linux console, and other encodings.

Screens draw with whatever signs suit them. Where the terminal has few, a filter puts simple ones in
their place on the way out, each as wide as the one it stands for; nothing else needs to know. A new
sign of the interface needs its place in the table (`borderpost.story.signs`); without one it
becomes a question mark where the encoding lacks it.
"""

from __future__ import annotations

import codecs
import os
import re
import sys
from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from borderpost.story.signs import SIMPLE

if TYPE_CHECKING:
    from textual.app import App

VARIABLE = "BORDERPOST_SIGNS"
"""The environment variable that asks for `simple` or `full` signs, whatever the terminal."""

_ON_CONSOLE = {
    "‘’“”„«»–—…·─│┌┐└┘├┤┬┴┼█▄▀\u00a0": "",  # its fonts do have these
    "╭": "┌",
    "╮": "┐",
    "╰": "└",
    "╯": "┘",
    "━╌┄": "─",
    "■▅▆▇▉▊▋▟▙": "█",
    "▃": "▄",
    "▁▂": " ",
    "•": "·",
    "−": "–",
}

CONSOLE = SIMPLE | {sign: simple or sign for signs, simple in _ON_CONSOLE.items() for sign in signs}
"""The same for a Linux console, which has lines, blocks and the signs of prose."""


_JOINED = re.compile("\u200d.")


class SimpleSigns(LineFilter):
    """Puts simple signs in the place of those that cannot be shown."""

    def __init__(self, encoding: str) -> None:
        """The terminal's encoding, beyond which nothing is sent."""
        super().__init__()
        self._encoding = encoding

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002 - Textual's own
        """The same segments in simple signs."""
        return [
            segment
            if segment.text.isascii()
            else Segment(simplified(segment.text, self._encoding), segment.style, segment.control)
            for segment in segments
        ]


@lru_cache(4096)
def simplified(text: str, encoding: str) -> str:
    """A text in signs that every terminal of an encoding can show, as wide as it was."""
    if _is_unicode(encoding):
        return "".join([CONSOLE.get(sign, sign) for sign in text])
    # What is joined to a sign is not drawn beside it, as in an emoji of several people.
    simple = "".join([_encoded(sign, encoding) for sign in _JOINED.sub("", text)])
    return set_cell_size(simple, cell_len(text))


def wanted_encoding(environ: Mapping[str, str], encoding: str) -> str:
    """The encoding to draw simple signs in, or nothing where the terminal has them all."""
    asked = environ.get(VARIABLE, "").lower()
    is_poor = environ.get("TERM", "") == "linux" or not _is_unicode(encoding)
    if asked == "full" or (asked != "simple" and not is_poor):
        return ""
    return encoding


def draw_simply(app: App[None]) -> None:
    """Have an app draw in simple signs, if its terminal needs that."""
    out = sys.__stderr__  # what Textual draws on
    encoding = wanted_encoding(os.environ, (out.encoding if out is not None else "") or "utf-8")
    if encoding:
        app._filters.append(SimpleSigns(encoding))  # noqa: SLF001 - Textual has no public name


def _is_unicode(encoding: str) -> bool:
    """Whether an encoding has every letter."""
    try:
        return codecs.lookup(encoding).name in ("utf-8", "utf-16", "utf-32", "utf-8-sig")
    except LookupError:
        return False


def _encoded(sign: str, encoding: str) -> str:
    """A sign that an encoding has: a simple one, itself, or question marks as wide."""
    if sign.isascii() or sign in SIMPLE:
        return SIMPLE.get(sign, sign)
    try:
        sign.encode(encoding)
    except (UnicodeEncodeError, LookupError):
        return "?" * cell_len(sign)
    return sign
