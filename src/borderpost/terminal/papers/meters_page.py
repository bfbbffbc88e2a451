"""The meters in words: what each means, and what every decision did to them."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from borderpost.debrief.run.courses import Courses, change_words, meaning
from borderpost.debrief.run.sections import METERS, NO_STOPS
from borderpost.engine.view import MeterView
from borderpost.terminal.parts.meter_words import bar, change_told, was_told
from borderpost.terminal.parts.typeset import MARK, QUIET, Block, does, heading, one_line, words


def meters_blocks(meters: Sequence[MeterView]) -> list[Block]:
    """Every meter: where it stands, between which bounds, what it was, what it means."""
    blocks = [heading(METERS.title)]
    if not meters:
        blocks.append(Block(words(METERS.nothing, QUIET)))
    for meter in meters:
        told = was_told(meter) if change_told(meter) else f"{meter.label} {meter.value}"
        bounds = f"  from {meter.low} to {meter.high}  "
        line = Content.assemble(one_line(told, "bold"), (bounds, QUIET), bar(meter, 10))
        blocks.append(Block(line))
        if explained := meaning(meter.explain, meter.better):
            blocks.append(Block(one_line(explained, QUIET), gap=0))
    return blocks


def course_blocks(courses: Courses) -> list[Block]:
    """Every decision with what was chosen and what it changed, to be pointed at by a click."""
    if not courses.meters:
        return []
    if not courses.stops:
        return [Block(words(NO_STOPS, QUIET))]
    digits = len(str(len(courses.stops)))
    hang = " " * (digits + 2)
    start = " · ".join(
        f"{meter.label} {value}" for meter, value in zip(courses.meters, courses.start, strict=True)
    )
    blocks = [heading("Decision by decision")]
    blocks += [_numbered(0, digits, Content.assemble("At the start"))]
    blocks.append(Block(one_line(start, QUIET), hang, hang, gap=0))
    for number, stop in enumerate(courses.stops, 1):
        told = Content.assemble(one_line(stop.title, "bold"), (" → ", QUIET), one_line(stop.chosen))
        changes = [change_words(*change) for change in courses.changes_at(number)]
        changed = one_line(" · ".join(changes) or "No meter changed.", QUIET)
        blocks += [_numbered(number, digits, told), Block(changed, hang, hang, gap=0)]
    return blocks


def _numbered(number: int, digits: int, told: Content) -> Block:
    """The line of a decision, with its number."""
    label = Content.styled(f"{number:>{digits}}", MARK)
    whole = Content.assemble(label, "  ", told).stylize(does("point", str(number)))
    return Block(whole, rest=" " * (digits + 2), name=f"stop {number}")
