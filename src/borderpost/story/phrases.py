"""The smallest parts a story is written in: conditions, effects, and blocks of text."""

from typing import NamedTuple

from borderpost.story.expressions.syntax import Expression
from borderpost.story.position import Position


class Condition(NamedTuple):
    """A checked yes-or-no expression, with the words it was written in."""

    source: str
    expression: Expression
    at: Position


class Effect(NamedTuple):
    """One change of a variable: `operator` is `=`, `+=` or `-=` (`+=` also adds to a set)."""

    variable: str
    operator: str
    value: Expression
    source: str
    at: Position


class TextBlock(NamedTuple):
    """One block of prose, shown where its condition holds.

    `id` may be empty. `otherwise` marks an `else` block: shown where the block before did not hold.
    `prose` is the markup of `borderpost.story.prose`; `at` is where its first character stands.
    """

    prose: str
    at: Position
    id: str = ""
    condition: Condition | None = None
    otherwise: bool = False


Text = tuple[TextBlock, ...]
"""A text: blocks in order, each independent of the others but for `otherwise`. Empty: no text."""
