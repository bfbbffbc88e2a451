"""How a finding of a proof is told."""

from __future__ import annotations

from collections.abc import Sequence

from borderpost.story.catalogue import RULES
from borderpost.story.diagnostics import Diagnostic
from borderpost.story.messages import one_line
from borderpost.story.model import Condition
from borderpost.story.position import Position

MOST_TOLD = 40
"""How many items of a play a message names; longer ones are in the JSON."""


LONGEST_SHOWN = 60
"""How many characters of a condition a message repeats."""


def condition_told(condition: Condition) -> str:
    """A condition as it is written, cut where it is long."""
    shown = one_line(condition.source)
    return shown if len(shown) <= LONGEST_SHOWN else f"{shown[:LONGEST_SHOWN]}..."


def play_told(items: Sequence[str]) -> str:
    """A play in one line, settings left out; a long one is cut in the middle."""
    played = [item for item in items if not item.startswith("@")]
    if len(played) > MOST_TOLD:
        played = [*played[: MOST_TOLD // 2], "...", *played[-MOST_TOLD // 2 :]]
    return ", ".join(played) if played else "from the very start"


def finding(code: str, at: Position, message: str, mend: str) -> Diagnostic:
    """A diagnostic without its source line."""
    return Diagnostic(code, RULES[code].severity, at, one_line(message), mend)
