"""The meters: label, number, bar and what changed, in as much room as there is."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

from borderpost.engine.view import MeterView
from borderpost.terminal.sizes import HIGH, WIDE
from borderpost.terminal.typeset import QUIET, one_line

FULL, EMPTY = "■", "·"
"""A unit of a bar that is there, and one that is not."""

LONGEST_BAR = 10
"""Cells of a bar where there is room for it."""

LEAST_BAR = 3
"""Below this a bar says nothing, and is left out."""


class Meters(Widget):
    """Shows all meters, in the form that the window has room for.

    Below each other at the side of a wide window, in rows above a narrow one, and in words where
    it is low too.
    """

    ALLOW_SELECT = False

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        """Begin without meters."""
        super().__init__(id=id)
        self._meters: tuple[MeterView, ...] = ()

    def show(self, meters: Sequence[MeterView]) -> None:
        """Show these meters."""
        self._meters = tuple(meters)
        self.display = bool(self._meters)
        self.refresh(layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002 - Textual's own
        """As many lines as the meters need."""
        return len(self._lines(width))

    def render(self) -> Content:
        """The meters."""
        return Content("\n").join(self._lines(self.content_size.width))

    def _lines(self, width: int) -> list[Content]:
        """The meters in the form that fits the window."""
        if not self._meters:
            return []
        if self.app.size.width >= WIDE:
            return _column(self._meters, width)
        if self.app.size.height < HIGH:
            return _in_words(self._meters, width)
        return _rows(self._meters, width)


def change_told(meter: MeterView) -> str:
    """How a meter changed with the last decision: `+2`, `−1`, or nothing."""
    change = meter.value - meter.before
    return f"{change:+d}".replace("-", "−") if change else ""


def was_told(meter: MeterView) -> str:
    """A meter and what it was: `Money 6, was 8`."""
    return f"{meter.label} {meter.value}, was {meter.before}"


def change_style(meter: MeterView) -> str:
    """The colour of a change: for the better, for the worse, or neither."""
    change = meter.value - meter.before
    if not change or meter.better not in ("high", "low"):
        return "bold"
    return "bold $gain" if (change > 0) == (meter.better == "high") else "bold $loss"


def bar(meter: MeterView, length: int) -> Content:
    """A meter's bar of some cells; a cell is filled where more than half of it is reached."""
    span = max(meter.high - meter.low, 1)
    filled = max(0, min(length, (2 * (meter.value - meter.low) * length + span) // (2 * span)))
    return Content.assemble((FULL * filled, "$primary"), (EMPTY * (length - filled), QUIET))


def _bar_length(meter: MeterView, room: int) -> int:
    """One cell a unit where that fits, else as many as there are; none where too few."""
    length = min(meter.high - meter.low, LONGEST_BAR, room)
    return length if length >= LEAST_BAR else 0


def _rows(meters: Sequence[MeterView], width: int) -> list[Content]:
    """As many side by side as fit, each `Money      6 ■■■■■■···· −2`."""
    label = max(one_line(meter.label).cell_length for meter in meters)
    number = max(len(str(bound)) for meter in meters for bound in (meter.low, meter.high))
    least = label + 1 + number + 4 + 1 + LEAST_BAR
    across = max(1, min(3, len(meters), (width + 3) // (least + 3)))
    room = (width + 3) // across - 3
    lines: list[Content] = []
    for begin in range(0, len(meters), across):
        parts = []
        for meter in meters[begin : begin + across]:
            name = one_line(meter.label)
            told = change_told(meter)
            length = _bar_length(meter, room - label - number - 6)
            part = Content.assemble(
                name,
                " " * (label - name.cell_length + 1),
                (f"{meter.value:>{number}}", "bold"),
                *((" ", bar(meter, length)) if length else ()),
                " ",
                (f"{told:<3}", change_style(meter)),
            )
            parts.append(part.truncate(room, pad=True))
        lines.append(Content("   ").join(parts))
    return lines


def _in_words(meters: Sequence[MeterView], width: int) -> list[Content]:
    """All in a line or two, without bars."""
    lines = [Content()]
    for meter in meters:
        told = change_told(meter)
        change = (f" ({told})", change_style(meter)) if told else ""
        part = Content.assemble(one_line(meter.label), " ", (str(meter.value), "bold"), change)
        gap = "  " if lines[-1] else ""
        if lines[-1] and lines[-1].cell_length + 2 + part.cell_length > width:
            lines.append(part)
        else:
            lines[-1] += gap + part
    return [line.truncate(max(width, 1)) for line in lines]


def _column(meters: Sequence[MeterView], width: int) -> list[Content]:
    """Each on two lines, with air between."""
    lines: list[Content] = []
    for meter in meters:
        if lines:
            lines.append(Content())
        told = f"{meter.value}" + (f", was {meter.before}" if change_told(meter) else "")
        name = one_line(meter.label).truncate(max(width - len(told) - 1, 1), ellipsis=True)
        gap = " " * max(width - name.cell_length - len(told), 1)
        value = Content.styled(told, change_style(meter) if change_told(meter) else "bold")
        lines += [name + gap + value, bar(meter, _bar_length(meter, width))]
    return lines
