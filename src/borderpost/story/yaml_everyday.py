"""Reads a file of everyday YAML line by line, in a third of the time that libyaml's events take.

Everyday is what nearly every story is written in: keys with values and lists, indented; words and
expressions on one line; texts as `|` blocks. What is rarer but stands within a few lines is given
to YAML's own parser by itself. Whatever else there is, faults included, and this reader gives up:
the file is then read by YAML as a whole, so that nothing is ever read otherwise than YAML has it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from operator import itemgetter
from typing import Any, Final

from borderpost.story.tree import Mapping, Node, Scalar, Sequence
from borderpost.story.yaml_text import DEEPEST, LONGEST_SCALAR, MOST_EVENTS, refused

ByYaml = Callable[[str], Node | None]
"""Reads a few lines with YAML's own parser; None where there is anything to be told of them."""

_LINE: Final = re.compile(r"( *)(- +)?(?:([A-Za-z0-9_][A-Za-z0-9_.-]*):(?: +|\Z))?(.*)")
"""Blanks, a dash, a key, a value: each may be missing, but every line is one of these."""

_NO_WORDS: Final = frozenset("-?:,[]{}#&*!|>'\"%@`")
"""What words without quotation marks do not begin with, but for a minus."""

_LIST: Final = re.compile(r"\[([^\[\]{}#&*!|>'\"%@`:?]+)\] *")
"""A list on one line of nothing but words."""

_ASCII: Final = bytes((9, 10, *range(32, 127)))
"""The characters of ASCII that YAML takes; a tab may mean many things and is left to it."""

DEEPEST_HERE: Final = DEEPEST // 2
"""Levels that lines may nest, and that a part of one line may add; together as many as YAML may."""

_first = itemgetter(0)
_make: Callable[..., Any] = tuple.__new__
"""Makes a named tuple in half the time that its class takes; there are a hundred to a scene."""


class Unusual(Exception):
    """A file is not everyday YAML."""


def read_everyday(text: str, by_yaml: ByYaml) -> Node | None:
    """The tree of `text`, or None where it is not everyday YAML, whether sound or not."""
    if not text.endswith("\n") or "\t" in text or not _is_clean(text):
        return None
    lines = text.split("\n")
    most_events = 6 * len(lines) + 3 * text.count(",")
    if most_events > 2 * MOST_EVENTS or len(max(lines, key=len)) > LONGEST_SCALAR:
        return None
    try:
        return _Reader(lines, by_yaml).tree()
    except Unusual:
        return None


def _is_clean(text: str) -> bool:
    """Whether there is no character in `text` that YAML refuses."""
    if text.isascii():
        return not text.encode("ascii").translate(None, _ASCII)
    return text.replace("\n", "").isprintable() or refused().search(text) is None


class _Reader:
    """Reads the lines of one file. What is open stands on a stack, the innermost last."""

    def __init__(self, lines: list[str], by_yaml: ByYaml) -> None:
        """Read `lines`, the last of them empty."""
        self._lines = lines
        self._by_yaml = by_yaml

    def tree(self) -> Node:  # noqa: C901, PLR0912, PLR0915 - one loop: a call a line would double it
        """The tree; raises Unusual."""
        lines, make, match = self._lines, _make, _LINE.match
        stack: list[tuple[int, bool, list[Any], int]] = []
        # The collection that is open: the column of its parts (from 0), whether it is a mapping,
        # its parts (keys and values in turn), and the number of its first line.
        indent, in_mapping, begun = -1, False, 1
        parts: list[Any] = []
        waiting = True  # for a value: that of the last key, or of the whole file
        number, last = 0, len(lines) - 1
        while number < last:
            line = lines[number]
            blanks, dash, key, value = match(line).groups()  # type: ignore[union-attr] # all match
            column = len(blanks)
            if not key and not (dash and value):
                if value and value[0] != "#":
                    number = self._continued(number, indent, parts, waiting=waiting)
                elif dash:
                    raise Unusual
                else:
                    number += 1
                continue
            number += 1
            # Come to the collection that the line belongs to.
            if not waiting:
                if column > indent:
                    number = self._continued(number - 1, indent, parts, waiting=False)
                    continue
                while column < indent or (column == indent and in_mapping is (dash is not None)):
                    closed = _closed(in_mapping, parts, begun, indent)
                    indent, in_mapping, parts, begun = stack.pop()
                    parts.append(closed)
                    if not stack:
                        raise Unusual
                if column != indent:
                    raise Unusual
            elif column > indent or (dash and in_mapping and column == indent):
                stack.append((indent, in_mapping, parts, begun))
                if len(stack) > DEEPEST_HERE:
                    raise Unusual
                indent, in_mapping, parts, begun = column, not dash, [], number
            else:
                raise Unusual
            # A dash before a key opens a mapping in the list.
            if dash:
                column += len(dash)
                if key:
                    stack.append((indent, in_mapping, parts, begun))
                    indent, in_mapping, parts, begun = column, True, [], number
            if key:
                column += 1
                after = column + len(key)
                parts.append(make(Scalar, (key, number, column, number, after, "")))
                if not value:
                    waiting = True
                    continue
            waiting = False
            # The value.
            column = len(line) - len(value) + 1
            if value[0] not in _NO_WORDS or (value[0] == "-" and value[1:2] not in {"", " "}):
                if ":" in value and (": " in value or value.rstrip(" ")[-1] == ":"):
                    raise Unusual
                if "#" in value and " #" in value:
                    raise Unusual
                if value[-1] == " ":
                    value = value.rstrip(" ")
                after = column + len(value)
                parts.append(make(Scalar, (value, number, column, number, after, "")))
            elif value in {"|", "|-"}:
                scalar = self._block(number, column, indent, value)
                parts.append(scalar)
                number = scalar.end_line - 1
            elif value[0] in "[{\"'":
                parts.append(_list(value, number, column) or self._odd(number, column))
            elif value in {">", ">-"}:
                end = self._end_of_block(number, indent)
                parts.append(self._odd(number, column, end))
                number = end
            else:
                raise Unusual
        if waiting:
            raise Unusual
        while len(stack) > 1:
            closed = _closed(in_mapping, parts, begun, indent)
            indent, in_mapping, parts, begun = stack.pop()
            parts.append(closed)
        return _closed(in_mapping, parts, begun, indent)

    def _end_of_block(self, number: int, indent: int) -> int:
        """How many lines there are up to the end of what is indented deeper, blank ones included.

        `number` is how many there are up to its beginning.
        """
        lines, last = self._lines, len(self._lines) - 1
        while number < last:
            line = lines[number]
            text = line.lstrip(" ")
            if text and len(line) - len(text) <= indent:
                break
            number += 1
        return number

    def _block(self, number: int, column: int, indent: int, sign: str) -> Scalar:
        """The `|` block below a line, its lines deeper than `indent`."""
        end = self._end_of_block(number, indent)
        written = self._lines[number:end]
        first = next(filter(str.strip, written), "")
        depth = len(first) - len(first.lstrip(" "))
        margin = first[:depth]
        # Blanks beyond the margin may be a part of the text; words before it would end it.
        for line in written:
            if not line.startswith(margin) or len(line) == depth:
                if line.lstrip(" "):
                    raise Unusual
            elif line.isspace():
                raise Unusual
        text = "\n".join([line[depth:] for line in written]).rstrip("\n")
        if not text or len(text) >= LONGEST_SCALAR:
            raise Unusual
        if sign == "|":
            text += "\n"
        return Scalar(text, number, column, end + 1, 1, "|")

    def _odd(self, number: int, column: int, end: int = 0) -> Node:
        """What stands from a column of a line on, as YAML's own parser reads it."""
        lines = [self._lines[number - 1][column - 1 :], *self._lines[number:end]]
        node = self._by_yaml("\n".join(lines) + "\n")
        if node is None or not (isinstance(node, Scalar) or node.flow):
            raise Unusual
        return _shifted(node, number - 1, column - 1)

    def _continued(self, number: int, indent: int, parts: list[Any], *, waiting: bool) -> int:
        """Read words that go on over several lines; how many lines there are up to their end.

        The first of these lines was taken for a value by itself, the last of `parts`.
        """
        scalar = parts[-1] if parts else None
        if waiting or type(scalar) is not Scalar or scalar.style or scalar.end_line > number:
            raise Unusual
        end = self._end_of_block(scalar.line, indent)
        if end <= number:
            raise Unusual
        node = self._odd(scalar.line, scalar.column, end)
        if type(node) is not Scalar or node.style:
            raise Unusual
        parts[-1] = node
        return end


def _list(written: str, number: int, column: int) -> Sequence | None:
    """A list on one line of nothing but words, if it is one; it begins at `column`."""
    found = _LIST.fullmatch(written)
    if found is None:
        return None
    items: list[Node] = []
    at = column + 1
    for item in found[1].split(","):
        ends = at + len(item)
        word = item.lstrip(" ")
        begins = ends - len(word)
        at = ends + 1
        if word[-1:] in {" ", ""}:
            word = word.rstrip(" ")
            ends = begins + len(word)
        if word[:1] in {"-", ""}:
            return None
        items.append(_make(Scalar, (word, number, begins, number, ends, "")))
    return Sequence(tuple(items), number, column, True)  # noqa: FBT003


def _closed(in_mapping: bool, parts: list[Any], line: int, indent: int) -> Node:  # noqa: FBT001
    """A mapping or list of which all parts are read."""
    if not in_mapping:
        return Sequence(tuple(parts), line, indent + 1, False)  # noqa: FBT003
    keys = parts[::2]
    if len(set(map(_first, keys))) != len(keys):
        raise Unusual
    closed: Mapping = _make(
        Mapping, (tuple(zip(keys, parts[1::2], strict=True)), line, indent + 1, False)
    )
    return closed


def _shifted(node: Node, lines: int, columns: int, levels: int = DEEPEST_HERE) -> Node:
    """A node read by itself, as it stands in its file: only its first line begins further right."""
    if isinstance(node, Scalar):
        return _shifted_scalar(node, lines, columns)
    if not levels:
        raise Unusual
    line, column = node.line + lines, node.column + (columns if node.line == 1 else 0)
    if isinstance(node, Sequence):
        items = tuple(_shifted(item, lines, columns, levels - 1) for item in node.items)
        return Sequence(items, line, column, node.flow)
    entries = (
        (_shifted_scalar(key, lines, columns), _shifted(value, lines, columns, levels - 1))
        for key, value in node.entries
    )
    return Mapping(tuple(entries), line, column, node.flow)


def _shifted_scalar(scalar: Scalar, lines: int, columns: int) -> Scalar:
    """The same of a scalar."""
    value, line, column, end_line, end_column, style = scalar
    first = columns if line == 1 else 0
    last = columns if end_line == 1 else 0
    return Scalar(value, line + lines, column + first, end_line + lines, end_column + last, style)
