"""Times as logs hold them: UTC, to the second. One that cannot be read is not known."""

from __future__ import annotations

from datetime import datetime

from borderpost.saves.lines import time_in


def time_of(text: str) -> datetime | None:
    """The time that a text of a log gives; None where it gives none."""
    try:
        return datetime.fromisoformat(time_in(text)) if text else None
    except ValueError:
        return None


def minutes_between(begin: str, end: str) -> float | None:
    """The minutes from one time to a later one, to a tenth; None where that is not known."""
    first, last = time_of(begin), time_of(end)
    if first is None or last is None or last < first:
        return None
    return round((last - first).total_seconds() / 60, 1)
