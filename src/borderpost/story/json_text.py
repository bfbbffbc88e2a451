"""Data for machines as JSON that may be shown on a terminal, whatever stands in it."""

from __future__ import annotations

import json
import re
from typing import Final

OBEYED: Final = "\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff"
"""What a terminal or a reader would obey rather than see, but for the ASCII control characters."""

_NO_LETTER: Final = re.compile(f"[{OBEYED}]")
"""What JSON leaves as it is, and nobody would see."""


def to_json(data: object) -> str:
    """Plain data as JSON of two blanks a level, and a line end.

    Letters stay as they are. Control characters, marks that turn the direction of writing and
    halves of pairs are escaped, so that UTF-8 can hold the text and no terminal acts on it.
    """
    text = json.dumps(data, ensure_ascii=False, indent=2)
    return _NO_LETTER.sub(lambda found: f"\\u{ord(found[0]):04x}", text) + "\n"
