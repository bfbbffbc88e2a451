"""What people type in their own words, as it is kept."""

from __future__ import annotations

import re

from borderpost.story.prose import clean

_EMPTY_LINES = re.compile(r"\n{3,}")


def tidied(typed: str) -> str:
    """A text as it is kept: nothing a terminal would obey, no empty lines at its ends.

    A text of nothing that can be seen is empty.
    """
    lines = "\n".join(line.rstrip() for line in clean(typed).split("\n"))
    text = _EMPTY_LINES.sub("\n\n", lines).strip()
    return text if any(sign.isprintable() and not sign.isspace() for sign in text) else ""
