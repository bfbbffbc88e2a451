"""The positioned tree that a YAML file is read into, before any of it is given a meaning.

Every scalar is a string: what type it has is decided by our own format, never by YAML's guesses
(under which `no` is false, `12:30` is 750 and a date is an object).
"""

from __future__ import annotations

from typing import NamedTuple


class Scalar(NamedTuple):
    """A single value. `style` is '' for plain, or one of the characters ' " | >.

    Lines and columns count from 1; `end_line` and `end_column` are just past the value.
    """

    value: str
    line: int
    column: int
    end_line: int
    end_column: int
    style: str


class Mapping(NamedTuple):
    """Keys and values in file order, duplicate keys already reported and dropped.

    `flow` tells whether it is written in braces.
    """

    entries: tuple[tuple[Scalar, Node], ...]
    line: int
    column: int
    flow: bool


class Sequence(NamedTuple):
    """A list in file order."""

    items: tuple[Node, ...]
    line: int
    column: int
    flow: bool


Node = Scalar | Mapping | Sequence


def size_of(tree: Node) -> int:
    """How many keys and values a tree holds."""
    size, waiting = 1, [tree]
    while waiting:
        part = waiting.pop()
        if isinstance(part, Mapping):
            size += 2 * len(part.entries)
            waiting += [value for _, value in part.entries if type(value) is not Scalar]
        elif isinstance(part, Sequence):
            size += len(part.items)
            waiting += [item for item in part.items if type(item) is not Scalar]
    return size
