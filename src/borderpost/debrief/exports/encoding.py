"""Data as JSON on one line, that can be shown on a terminal whatever stands in it."""

from __future__ import annotations

import json


def encoded(data: object) -> str:
    """Plain data as JSON: letters as they are, but escaped where one of them is no letter to show.

    So no text in it can break the line, or do anything to a terminal, and UTF-8 can always hold it.
    """
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return text if text.isprintable() else json.dumps(data, separators=(",", ":"))
