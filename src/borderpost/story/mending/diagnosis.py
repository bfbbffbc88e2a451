"""Says what is wrong where YAML gave up, and how to read on past it.

YAML's own words name the place where it gave up, which is often a line below the slip, and speak
of tokens and nodes. Each rule knows some slips of the pen; `diagnose` asks them in turn.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from borderpost.story import yaml_lines as look
from borderpost.story.mending.brackets import in_brackets, in_quotes, unclosed_quote
from borderpost.story.mending.faults import Fault, Spot, prose_start, quoted_over_lines
from borderpost.story.mending.layout import colon, key_expected, misplaced


def diagnose(spot: Spot) -> Fault:
    """What is wrong at `spot`; where nothing better is known, YAML's own words for it."""
    for rule in _RULES:
        fault = rule(spot)
        if fault is not None:
            return fault
    return _unreadable(spot)


def _begins_badly(spot: Spot) -> Fault | None:
    """A line whose value begins with a sign that means something to YAML."""
    if spot.column < spot.entry.value_at:
        return None
    last = spot.error.last
    if last is not None and last.style in {"'", '"'} and last.end_line - 1 == spot.line:
        begun = last.line - 1
        between = spot.lines[begun + 1 : spot.line + 1]
        keys = (look.split_entry(line).key in look.KEYS for line in between)
        if begun < spot.line and (look.split_entry(spot.lines[spot.line]).key or any(keys)):
            return unclosed_quote(spot, begun, last.column - 1)
        if begun < spot.line:
            return prose_start(spot.lines, begun, spot.last) or quoted_over_lines(spot, begun)
    return prose_start(spot.lines, spot.line, spot.last)


def _unreadable(spot: Spot) -> Fault:
    """A line of which nothing better is known than that YAML cannot read it."""
    line = spot.lines[spot.line]
    entry = look.split_entry(line)
    problem = spot.error.problem.replace("did not find expected", "it expects")
    message = f"YAML cannot read this line: {problem}"
    mend = "compare it with the lines around it; text with unusual signs is safest in a block"
    edits, dropped = {spot.line: ""}, True
    if entry.key and entry.value and not look.is_block_header(entry.value):
        edits, dropped = {spot.line: line[: entry.value_at] + look.quoted(entry.value)}, False
    column = min(spot.column, len(line))
    return Fault("BP007", spot.line, column, message, mend, edits, dropped=dropped)


_RULES: Final[tuple[Callable[[Spot], Fault | None], ...]] = (
    in_quotes,
    in_brackets,
    _begins_badly,
    colon,
    key_expected,
    misplaced,
)
