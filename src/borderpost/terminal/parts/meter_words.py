"""How a meter is told wherever it stands: its bar, what it was, and how it changed."""

from __future__ import annotations

from textual.content import Content

from borderpost.debrief.wording import changed_words
from borderpost.engine.view import MeterView
from borderpost.terminal.parts.typeset import QUIET

FULL, HALF, EMPTY = "━", "╸", "·"
"""A cell of a bar that is reached, one that is half, and one that is not."""


def change_told(meter: MeterView) -> str:
    """How a meter changed with the last decision: `+2`, `−1`, or nothing."""
    change = meter.value - meter.before
    return f"{change:+d}".replace("-", "−") if change else ""


def was_told(meter: MeterView) -> str:
    """A meter and what it was: `Money 6, was 8`."""
    return changed_words(meter.label, meter.value, meter.before)


def change_style(meter: MeterView) -> str:
    """The colour of a change: for the better, for the worse, or neither.

    It says nothing that words do not: the change has its sign, and on their own page each meter
    says which way is better. Beside every number those words would be read at every decision.
    """
    change = meter.value - meter.before
    if not change or meter.better not in ("high", "low"):
        return "bold"
    return "bold $gain" if (change > 0) == (meter.better == "high") else "bold $loss"


def bar(meter: MeterView, length: int) -> Content:
    """A meter's bar of some cells, each of two halves; only at its ends is it full or empty."""
    span = max(meter.high - meter.low, 1)
    reached = max(0, min(meter.value - meter.low, span))
    halves = (4 * reached * length + span) // (2 * span)
    if 0 < reached < span:
        halves = max(1, min(halves, 2 * length - 1))
    full, half = divmod(halves, 2)
    drawn = FULL * full + HALF * half
    return Content.assemble((drawn, "$primary"), (EMPTY * (length - full - half), QUIET))
