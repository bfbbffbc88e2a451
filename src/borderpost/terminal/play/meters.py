"""The meters: label, number, bar and what changed, in as much room as there is."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content
from textual.geometry import Size

from borderpost.engine.view import MeterView
from borderpost.terminal.parts.lines import Lines
from borderpost.terminal.parts.meter_words import bar, change_style, change_told
from borderpost.terminal.parts.sizes import HIGH, WIDE
from borderpost.terminal.parts.typeset import one_line

LONGEST_BAR = 10
"""Cells of a bar in a row, where there is room for it."""

LONGEST_SIDE_BAR = 40
"""The same at the side of a wide window."""

LEAST_BAR = 3
"""Below this a bar says nothing, and is left out."""

LONGEST_LABEL = 24
"""Cells after which a label is cut, so that its number is always seen."""


class Meters(Lines):
    """Shows all meters, in the form that the window has room for.

    Below each other at the side of a wide window, in rows above a narrow one, and in words where
    it is low too.
    """

    ALLOW_SELECT = False

    def __init__(self, *, above: bool = False) -> None:
        """Begin without meters; `above` keeps them above the text in a wide window, too."""
        super().__init__()
        self._is_above = above
        self._meters: tuple[MeterView, ...] = ()
        self._last: tuple[tuple[MeterView, ...], int, Size, list[Content]] | None = None

    def show(self, meters: Sequence[MeterView]) -> None:
        """Show these meters."""
        self._meters = tuple(meters)
        self.display = bool(self._meters)
        self.refresh(layout=True)

    def lines_at(self, width: int) -> list[Content]:
        """The meters in the form that fits the window."""
        window = self.app.size
        if self._is_above:
            window = Size(min(window.width, WIDE - 1), window.height)
        if self._last is None or self._last[:3] != (self._meters, width, window):
            self._last = (self._meters, width, window, _lines(self._meters, width, window))
        return self._last[3]


def _lines(meters: Sequence[MeterView], width: int, window: Size) -> list[Content]:
    """The meters in the form that fits a window."""
    if not meters:
        return []
    if window.width >= WIDE:
        return _column(meters, width)
    if window.height < HIGH:
        return _in_words(meters, width)
    return _rows(meters, width)


def _bar_length(meter: MeterView, room: int, longest: int = LONGEST_BAR) -> int:
    """As many cells as show each unit: some for one, one for one, or one for two.

    Where there are more units than that, as many as there is room for; none where too few.
    """
    span, room = max(meter.high - meter.low, 1), min(room, longest)
    if span <= room:
        return span * (room // span)
    length = min((span + 1) // 2, room)
    return length if length >= LEAST_BAR else 0


def _label(meter: MeterView, room: int) -> Content:
    """A meter's label in the room there is."""
    return one_line(meter.label).truncate(max(min(room, LONGEST_LABEL), 1), ellipsis=True)


def _rows(meters: Sequence[MeterView], width: int) -> list[Content]:
    """As many side by side as fit, each `Money      6 ━━━━━━···· −2`."""
    number = max(len(str(bound)) for meter in meters for bound in (meter.low, meter.high))
    beside = number + 6  # a space before the number and the bar, and the change behind
    labels = [_label(meter, width - beside) for meter in meters]
    label = max(name.cell_length for name in labels)
    across = max(1, min(3, len(meters), (width + 3) // (label + beside + LEAST_BAR + 3)))
    room = (width + 3) // across - 3
    length = min(_bar_length(meter, room - label - beside) for meter in meters)
    lines: list[Content] = []
    for begin in range(0, len(meters), across):
        parts = []
        for meter, name in list(zip(meters, labels, strict=True))[begin : begin + across]:
            told = change_told(meter)
            drawn = bar(meter, _bar_length(meter, length))
            part = Content.assemble(
                name.pad_right(label - name.cell_length),
                " ",
                (f"{meter.value:>{number}}", "bold"),
                *((" ", drawn.pad_right(length - drawn.cell_length)) if length else ()),
                " ",
                (f"{told:<3}", change_style(meter)),
            )
            parts.append(part.truncate(max(room, 1), pad=True))
        lines.append(Content("   ").join(parts))
    return lines


def _in_words(meters: Sequence[MeterView], width: int) -> list[Content]:
    """All in a line or two, without bars."""
    lines = [Content()]
    for meter in meters:
        told = change_told(meter)
        value = Content.styled(str(meter.value), "bold")
        if told:
            value += Content.styled(f" ({told})", change_style(meter))
        part = Content.assemble(_label(meter, width - value.cell_length - 1), " ", value)
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
        value = Content.styled(str(meter.value), "bold")
        if change_told(meter):
            was = f"  {change_told(meter)}, was {meter.before}"
            value += Content.styled(was, change_style(meter))
        name = _label(meter, width - value.cell_length - 2)
        gap = " " * max(width - name.cell_length - value.cell_length, 1)
        length = _bar_length(meter, width, LONGEST_SIDE_BAR)
        lines += [name + gap + value, bar(meter, length)]
    return lines
