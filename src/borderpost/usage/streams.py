"""What the program reads from and writes to, made ready for whatever it will write."""

from __future__ import annotations

import codecs
import sys
from argparse import Namespace

_IN_SIMPLE_SIGNS = "borderpost.simple"
"""What Python knows `_in_simple_signs` by."""


def let_all_letters_pass() -> None:
    """See that no letter can stop a line, where what is read or written has few of them."""
    codecs.register_error(_IN_SIMPLE_SIGNS, _in_simple_signs)
    kinds = ((sys.stdin, "replace"), (sys.stdout, _IN_SIMPLE_SIGNS), (sys.stderr, _IN_SIMPLE_SIGNS))
    for stream, errors in kinds:
        if stream is not None and hasattr(stream, "reconfigure"):
            stream.reconfigure(errors=errors)


def write_in_utf8(call: Namespace) -> None:
    """Write in UTF-8 what a command makes for machines, or writes instead of a file.

    Windows would have it in the letters of its own country, which lack those of others. A terminal
    gets what it can show.
    """
    form, out = getattr(call, "form", None), getattr(call, "out", None)
    if form in (None, "text") and out != "-":
        return
    if sys.stdout is not None and hasattr(sys.stdout, "reconfigure") and not sys.stdout.isatty():
        sys.stdout.reconfigure(encoding="utf-8", errors="replace")


def _in_simple_signs(error: UnicodeError) -> tuple[str, int]:
    """Simple signs for those that cannot be written; a question mark for a letter."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    from borderpost.story.signs import in_ascii

    signs = in_ascii(error.object[error.start : error.end])
    return "".join(sign if sign.isascii() else "?" for sign in signs), error.end
