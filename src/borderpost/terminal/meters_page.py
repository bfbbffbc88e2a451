"""The meters, each with what it means."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from borderpost.engine.view import MeterView
from borderpost.terminal.meters import bar, change_told, was_told
from borderpost.terminal.typeset import QUIET, Block, heading, one_line, words

BETTER = {"high": "More is better.", "low": "Less is better."}


def meters_blocks(meters: Sequence[MeterView]) -> list[Block]:
    """Every meter: where it stands, between which bounds, what it was, what it means."""
    blocks = [heading("The meters")]
    if not meters:
        blocks.append(Block(words("This story has none.", QUIET)))
    for meter in meters:
        told = was_told(meter) if change_told(meter) else f"{meter.label} {meter.value}"
        bounds = f"  from {meter.low} to {meter.high}  "
        line = Content.assemble(one_line(told, "bold"), (bounds, QUIET), bar(meter, 10))
        blocks.append(Block(line))
        explained = " ".join(part for part in (meter.explain, BETTER.get(meter.better, "")) if part)
        if explained:
            blocks.append(Block(one_line(explained, QUIET), gap=0))
    return blocks
