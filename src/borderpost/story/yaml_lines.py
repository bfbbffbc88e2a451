"""Looks at the lines of a YAML file one by one, for when YAML itself has given up or misread them.

Nothing here decides what a file means: it finds the key and the value a line seems to have, which
lines belong to a `|` block, and what the line would look like written safely. Indexes count from
0, as lists and strings do.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

KEYS: Final = frozenset(
    """
    about access act acts after again against ages allow always and answers ask asked at
    at_least at_most background because before better between bought by call card certainty
    chance checks choices cites cites_at_least code columns content_note cost deck derive
    discuss do draw drawing else ending endings every_ending expect explain facts fallback
    feedback flag from_the_region glossary grounded_in id if independent_of key kind label
    language later learning lesson likelihood lines locked map mark mark_at_least max_visits
    means meter minutes motive name named needs never never_ends_in not_claimed note once one_of
    opens optional options out_of_role paragraph pick picture places play player points policies
    policy prefer priority publisher questions range reachable readers readings removed report
    role rows say says scale scene scenes set_of share shows sign slots sources spoken start
    states story strength tags term tests text then title track_record type unknowns
    unknowns_at_least up_to variables version was when when_where year
    """.split()  # noqa: SIM905 - a hundred words read better as words
)
"""Words that the format gives a meaning as keys: a line that begins with one is hardly prose."""

EXPRESSION_KEYS: Final = frozenset({"if", "when", "do", "derive", "always", "never"})
"""Keys whose values are conditions and effects, not sentences."""

_QUOTED_KEY: Final = r'"[^"\n]*"|\'[^\'\n]*\''
_ENTRY: Final = re.compile(
    rf"(?P<indent>[ ]*)(?P<dash>(?:-[ ]+)*)"
    rf"(?:(?P<key>{_QUOTED_KEY}|[^\s\"'\[\]{{}},#&*!|>%@`?-][^#]{{0,120}}?|-[^\s#][^#]{{0,120}}?)"
    rf"[ ]?:(?:[ \t]+|$))?(?P<value>.*)"
)
_HEADER: Final = re.compile(r"[|>](?:[+-]?[1-9]?|[1-9][+-])[ \t]*(?:#.*)?$")
_CLOSERS: Final = {"{": "}", "[": "]"}


class Entry(NamedTuple):
    """A line taken apart: where its key and value begin, and what they are; "" for no key."""

    indent: int
    dash: str
    key: str
    key_at: int
    value: str
    value_at: int

    @property
    def level(self) -> int:
        """The column whose deeper lines belong to this line's value."""
        if self.key:
            return self.key_at
        return self.indent + len(self.dash.rstrip()) - 1 if self.dash else self.indent - 1


def split_entry(line: str) -> Entry:
    """The indentation, dashes, key and value that a line seems to have."""
    match = _ENTRY.match(line)
    if match is None:  # pragma: no cover - the pattern matches any line
        return Entry(0, "", "", 0, line, 0)
    key = match["key"] or ""
    at = match.start("key") if key else match.end("dash")
    return Entry(
        len(match["indent"]), match["dash"], key, at, match["value"].rstrip(), match.start("value")
    )


def indent_of(line: str) -> int:
    """How many spaces a line begins with."""
    return len(line) - len(line.lstrip(" "))


def is_blank(line: str) -> bool:
    """Whether a line says nothing to YAML: empty or a comment."""
    bare = line.lstrip()
    return not bare or bare[0] == "#"


def is_block_header(value: str) -> bool:
    """Whether a value is the `|` or `>` that begins a block of text."""
    return _HEADER.match(value) is not None


def literal_lines(lines: Sequence[str], first: int, last: int) -> set[int]:
    """The numbers of the lines from `first` to before `last` that stand inside `|` blocks."""
    inside: set[int] = set()
    level = -1
    in_block = False
    for number in range(first, last):
        line = lines[number]
        if in_block:
            if not line.strip() or indent_of(line) > level:
                inside.add(number)
                continue
            in_block = False
        if line.rstrip()[-1:] not in {"|", ">", "+", "-"} and "#" not in line:
            continue
        entry = split_entry(line)
        if is_block_header(entry.value):
            in_block, level = True, entry.level
    return inside


def value_end(lines: Sequence[str], number: int, last: int, level: int) -> int:
    """The number of the line after the value that line `number` begins.

    Deeper lines belong to it, until one that begins with a key of the format.
    """
    end = number + 1
    for following in range(number + 1, last):
        line = lines[following]
        if not line.strip():
            continue
        if indent_of(line) <= level or is_blank(line):
            break
        entry = split_entry(line)
        if entry.key in KEYS:
            break
        end = following + 1
    return end


def quoted(text: str) -> str:
    """`text` as a YAML value in single quotes."""
    return "'" + text.replace("'", "''") + "'"


def requoted(lines: Sequence[str], number: int, end: int, value_at: int) -> dict[int, str]:
    """The lines from `number` to before `end` with the value among them in single quotes."""
    edits = {
        line: lines[line].replace("'", "''").rstrip() or lines[line]
        for line in range(number + 1, end)
    }
    before, value = lines[number][:value_at], lines[number][value_at:].rstrip()
    edits[number] = before + "'" + value.replace("'", "''")
    edits[end - 1] += "'"
    return edits


def safe(value: str) -> str:
    """A value as one would best write it on one line: bare if it can be, else in quotes."""
    if re.fullmatch(r"[\w(][\w .,;()/<>=+*’'?!-]*", value) and not value.endswith(":"):
        return value
    if re.fullmatch(r"\[[^\[\]{}#:'\"]*\]|\"[^\"\\]*\"|'[^']*'", value):
        return value
    if '"' not in value and "\\" not in value:
        return f'"{value}"'
    return quoted(value)


def block_form(entry: Entry, words: Sequence[str]) -> str:
    """A line's key with the text below it, ready to paste: nothing in it can go wrong."""
    before = " " * entry.indent + entry.dash
    inner = " " * (len(before) + 2 if entry.key else max(len(before), entry.indent + 2))
    head = f"{before}{entry.key}: |" if entry.key else f"{before}|" if entry.dash else ""
    return "\n".join([head] * bool(head) + [inner + word if word else "" for word in words])


def written_safely(entry: Entry, words: Sequence[str]) -> str:
    """The same value in the form that fits it: a block for prose, quotes for a single word."""
    text = " ".join(words)
    if " " in text and entry.key not in EXPRESSION_KEYS and (entry.key or entry.dash):
        return block_form(entry, words)
    before = " " * entry.indent + entry.dash + (f"{entry.key}: " if entry.key else "")
    return before + safe(text)


def closing_of(text: str, start: int) -> int:
    """Where the bracket at `start` is closed on this line, heeding quoted words; -1 if nowhere."""
    expected: list[str] = []
    at = start
    while at < len(text):
        sign = text[at]
        if sign in _CLOSERS:
            expected.append(_CLOSERS[sign])
        elif sign in "]}":
            if not expected or expected.pop() != sign:
                return -1
            if not expected:
                return at
        elif sign in "\"'" and text[:at].rstrip()[-1:] in {"{", "[", ",", ":"}:
            end = text.find(sign, at + 1)
            at = end if end > 0 else at
        elif sign == "#" and text[at - 1].isspace():
            return -1
        at += 1
    return -1


def flow_parts(inner: str) -> list[str]:
    """What stands between the commas of a list or mapping in brackets, nested ones kept whole."""
    parts: list[str] = []
    depth, begin = 0, 0
    for at, sign in enumerate(inner):
        if sign in "[{":
            depth += 1
        elif sign in "]}":
            depth -= 1
        elif sign == "," and depth <= 0:
            parts.append(inner[begin:at])
            begin = at + 1
    parts.append(inner[begin:])
    return [part for part in parts if part.strip()]


def flow_entries(inner: str) -> list[tuple[str, str]]:
    """The keys and values meant in braces: a comma ends a value only where a key follows it."""
    entries: list[tuple[str, str]] = []
    for part in flow_parts(inner):
        match = re.match(r"([\w.-]+|\"[^\"]*\"|'[^']*')\s*:(?:\s+|$)(.*)", part.strip(), re.DOTALL)
        if match:
            entries.append((match[1], match[2]))
        elif entries:
            key, value = entries[-1]
            entries[-1] = (key, f"{value},{part}".strip(" ,"))
        else:
            return []
    return entries


def flow_rewritten(value: str) -> str:
    """A value in brackets with every part of it in quotes that needs them, or "" for none such."""
    if closing_of(value, 0) != len(value) - 1:
        return ""
    inner = value[1:-1]
    if value[0] == "[":
        return "[" + ", ".join(_flow_value(part.strip()) for part in flow_parts(inner)) + "]"
    entries = flow_entries(inner)
    if not entries:
        return ""
    return "{" + ", ".join(f"{key}: {_flow_value(part)}" for key, part in entries) + "}"


def _flow_value(part: str) -> str:
    """One part of a list or mapping in brackets, in quotes if it needs them."""
    if re.fullmatch(r"[\w(~-][\w .()/<>=+*@~-]*", part):
        return part
    if re.fullmatch(r"\"[^\"\\]*\"|'[^']*'", part):
        return part
    if part[:1] in _CLOSERS and closing_of(part, 0) == len(part) - 1:
        return flow_rewritten(part) or quoted(part)
    return quoted(part)


def flow_as_block(entry: Entry) -> str:
    """A line whose value is a mapping in braces, written one entry a line; "" if it is none."""
    value = entry.value
    if not value.startswith("{"):
        return ""
    end = closing_of(value, 0)
    entries = flow_entries(value[1:end] if end > 0 else value[1:].rstrip("} "))
    if not entries:
        return ""
    before = " " * entry.indent + entry.dash
    inner = " " * len(before)
    lines = []
    if entry.key:
        lines.append(f"{before}{entry.key}:")
        before = inner = inner + "  "
    for key, part in entries:
        text = flow_rewritten(part) or safe(part) if part[:1] in _CLOSERS else safe(part)
        lines.append(f"{before}{key}: {text}".rstrip())
        before = inner
    return "\n".join(lines)
