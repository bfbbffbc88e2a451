"""Data as JSON on one line, that can be shown on a terminal whatever stands in it."""

from __future__ import annotations

from json import JSONEncoder

_SHORT = (",", ":")
_AS_IT_IS = JSONEncoder(ensure_ascii=False, check_circular=False, separators=_SHORT)
_ESCAPED = JSONEncoder(check_circular=False, separators=_SHORT)


def encoded(data: object) -> str:
    """Plain data as JSON: letters as they are, but escaped where one of them is no letter to show.

    So no text in it can break the line, or do anything to a terminal, and UTF-8 can always hold it.
    """
    text = _AS_IT_IS.encode(data)
    return text if text.isprintable() else _ESCAPED.encode(data)
