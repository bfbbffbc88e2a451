"""The meters: every unit of them shows, whatever the width and whatever they are called."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.content import Content

from borderpost.engine.view import MeterView
from borderpost.terminal.parts.meter_words import EMPTY, FULL, HALF, bar, change_told
from borderpost.terminal.play.meters import _bar_length, _column, _in_words, _rows
from tests.terminal.playing import GATE, opened, playing, press, seen

LABELS = ("Money", "Post", "Soldiers", "Trust", "Neighbour", "South")
HOSTILE = ("門" * 40, "e\u0301" * 30, "👩‍👩‍👧 family", "שלום", "[b]bold[/b] [/", "A" * 10_000)


def meter(value: int, before: int = 5, label: str = "Money", high: int = 10) -> MeterView:
    return MeterView(label.lower(), label, value, before, 0, high, "high", "")


def six(value: int = 5, labels: tuple[str, ...] = LABELS) -> list[MeterView]:
    return [meter(value, label=label) for label in labels]


def text(lines: list[Content]) -> str:
    return "\n".join(line.plain for line in lines)


@pytest.mark.parametrize(
    ("value", "length", "drawn"),
    [
        (0, 10, EMPTY * 10),
        (3, 10, FULL * 3 + EMPTY * 7),
        (10, 10, FULL * 10),
        (6, 5, FULL * 3 + EMPTY * 2),
        (7, 5, FULL * 3 + HALF + EMPTY),
        (12, 5, FULL * 5),
        (-2, 5, EMPTY * 5),
    ],
)
def test_a_bar_is_filled_as_far_as_the_meter_goes(value: int, length: int, drawn: str) -> None:
    assert bar(meter(value), length).plain == drawn


@pytest.mark.parametrize("high", [1, 3, 7, 10, 17, 20])
@pytest.mark.parametrize("room", [10, 14, 20])
def test_each_unit_shows(high: int, room: int) -> None:
    length = _bar_length(meter(0, high=high), room, room)
    drawn = {bar(meter(value, high=high), length).plain for value in range(high + 1)}
    assert length <= room
    assert len(drawn) == high + 1


def test_only_at_its_ends_is_a_bar_empty_or_full() -> None:
    length = _bar_length(meter(0, high=100), 8)
    assert HALF in bar(meter(1, high=100), length).plain
    assert HALF in bar(meter(99, high=100), length).plain
    assert bar(meter(100, high=100), length).plain == FULL * length


@pytest.mark.parametrize("width", [36, 56, 76, 156])
def test_every_unit_shows_in_every_window(width: int) -> None:
    drawn = {text(_rows(six(value), width)).partition("Post")[0] for value in range(11)}
    bars = {line.strip("0123456789 Money+−") for line in drawn}
    assert len(bars) == 11


def test_a_change_is_told_with_its_sign() -> None:
    assert [change_told(meter(value)) for value in (3, 5, 12)] == ["−2", "", "+7"]


@pytest.mark.parametrize("width", [1, 12, 28, 36, 56, 76, 110])
@pytest.mark.parametrize("labels", [LABELS, HOSTILE])
def test_meters_fit_the_width_they_have(width: int, labels: tuple[str, ...]) -> None:
    meters = six(3, labels)
    for lines in (_rows(meters, width), _in_words(meters, width), _column(meters, width)):
        if width >= 28:
            assert text(lines).count(" 3") == len(meters)
            assert all(line.cell_length <= width for line in lines)


def test_bars_stand_below_each_other_whatever_the_letters() -> None:
    lines = _rows(six(3, HOSTILE), 110)
    for column in (0, 1):
        assert len({_cells_before(line, FULL, column) for line in lines}) == 1


def _cells_before(line: Content, sign: str, number: int) -> int:
    """The cells before one of the bars of a line."""
    at = -1
    for _ in range(number + 1):
        at = line.plain.index(f" {sign}", at + 1)
    return Content(line.plain[:at]).cell_length


@pytest.mark.parametrize("size", [(40, 12), (60, 20), (80, 24), (160, 45)])
async def test_what_changed_is_told_beside_the_meters(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with opened(tmp_path, size=size) as (app, pilot):
        screen = await playing(app, pilot)
        await press(pilot, "end", "3", "s", "end", "1")
        assert "−2" in seen(screen)
        assert "+2" in seen(screen)
        assert (FULL * 2 in seen(screen)) == (size[1] > 20)


async def test_long_and_wide_labels_leave_the_window_whole(tmp_path: Path) -> None:
    for number, label in enumerate(HOSTILE):
        story = GATE.replace("label: Money", f'label: "{label}"')
        async with opened(tmp_path / str(number), story, size=(60, 24)) as (app, pilot):
            screen = await playing(app, pilot)
            assert "Soldiers" in seen(screen)
            strips = screen._compositor.render_strips()
            assert all(strip.cell_length == 60 for strip in strips)
