"""What a fault in a line is, and those of prose: text that YAML takes for something else.

Line and column numbers count from 0.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final, NamedTuple

from borderpost.story import yaml_lines as look
from borderpost.story.yaml_report import brief
from borderpost.story.yaml_text import HardError

_SIGNS: Final = {
    "{": "a curly bracket, by which YAML begins a list of settings",
    "[": "a square bracket, by which YAML begins a list",
    '"': "a quotation mark, and goes on after the closing one",
    "'": "an apostrophe, which YAML takes for an opening quotation mark",
    "*": "a star, which YAML takes for a reference",
    "&": "an ampersand, which YAML takes for a label of its own",
    "!": "an exclamation mark, which YAML takes for a tag",
    "%": "a per cent sign, with which no YAML value may begin",
    "@": "an at sign, with which no YAML value may begin",
    "`": "a backtick, with which no YAML value may begin",
    ">": "a greater-than sign, by which YAML begins a block of text on the next line",
    "|": "a bar, by which YAML begins a block of text on the next line",
    "-": "a dash, by which YAML begins an entry of a list",
    "?": "a question mark, which YAML takes for the sign of a key",
    ",": "a comma, with which no YAML value may begin",
    "]": "a closing bracket",
    "}": "a closing bracket",
}


class Fault(NamedTuple):
    """A finding, and the lines that let YAML read on; `dropped` when they leave something out."""

    code: str
    line: int
    column: int
    message: str
    mend: str
    edits: Mapping[int, str]
    width: int = 1
    paste: str = ""
    dropped: bool = False


class Spot(NamedTuple):
    """Where YAML gave up: the lines, the part of them that was read, and its error."""

    lines: list[str]
    first: int
    last: int
    error: HardError
    line: int
    column: int

    @property
    def entry(self) -> look.Entry:
        """The line at which YAML gave up, taken apart."""
        return look.split_entry(self.lines[self.line])

    def above(self, line: int) -> int:
        """The number of the nearest line above that says something; -1 if there is none."""
        for number in range(line - 1, self.first - 1, -1):
            if not look.is_blank(self.lines[number]):
                return number
        return -1


def prose_start(lines: list[str], number: int, last: int) -> Fault | None:
    """A value that begins with a sign YAML uses, told with the form that keeps it as text."""
    entry = look.split_entry(lines[number])
    sign = entry.value[:1]
    if sign not in _SIGNS or not _misleads(entry.value):
        return None
    end = look.value_end(lines, number, last, entry.level)
    words = [entry.value, *(line.strip() for line in lines[number + 1 : end])]
    if sign in "|>":
        words[0] = words[0][1:].strip()
    message = f"this text begins with {_SIGNS[sign]}"
    mend = "write it as a block: a bar after the colon, and the text below, indented"
    if sign in "|>":
        mend = "put the text on the lines below the bar, indented"
    elif not entry.key:
        mend = "put quotation marks around the whole of it, or write it as a block of text"
    edits = look.requoted(lines, number, end, entry.value_at)
    paste = look.written_safely(entry, words)
    return Fault("BP015", number, entry.value_at, message, mend, edits, paste=paste)


def quoted_over_lines(spot: Spot, number: int) -> Fault:
    """Text that begins with a quotation closed on a later line, after which it goes on."""
    entry = look.split_entry(spot.lines[number])
    end = max(look.value_end(spot.lines, number, spot.last, entry.level), spot.line + 1)
    words = [entry.value, *(line.strip() for line in spot.lines[number + 1 : end])]
    edits = look.requoted(spot.lines, number, end, entry.value_at)
    message = f"this text begins with {_SIGNS.get(entry.value[:1], 'a quotation mark')}"
    mend = "write it as a block: a bar after the colon, and the text below, indented"
    paste = look.written_safely(entry, words)
    return Fault("BP015", number, entry.value_at, message, mend, edits, paste=paste)


def stray_colon(lines: list[str], number: int, last: int, colon: int) -> Fault:
    """A colon and a space inside a sentence, by which YAML sees a key and its value."""
    entry = look.split_entry(lines[number])
    end = look.value_end(lines, number, last, entry.level)
    words = [entry.value, *(line.strip() for line in lines[number + 1 : end])]
    cut = lines[number][entry.value_at : colon].split()[-1:] or [""]
    message = (
        f"the colon after '{brief(cut[0])}' cuts this text: YAML takes what is before it for a key"
    )
    mend = "write it as a block: a bar after the first colon, and the text below, indented"
    if entry.key in look.EXPRESSION_KEYS:
        mend = "take the colon out: a condition holds none"
    edits = look.requoted(lines, number, end, entry.value_at)
    paste = look.written_safely(entry, words)
    return Fault("BP014", number, colon, message, mend, edits, paste=paste)


def _misleads(value: str) -> bool:
    """Whether a value that begins with a sign of YAML's cannot be what YAML takes it for."""
    sign = value[0]
    if sign in "|>":
        return not look.is_block_header(value)
    if sign in "-?":
        return value[1:2] in {" ", "\t", ""}
    if sign in "\"'":
        rest = _after_quote(value)
        return bool(rest) and rest[0] not in "#:,"
    if sign in "{[":
        end = look.closing_of(value, 0)
        rest = value[end + 1 :].strip()
        return end >= 0 and bool(rest) and rest[0] not in "#:" and not set(rest) <= set("]} ")
    return True


def _after_quote(value: str) -> str:
    """What follows the closing one of the quotation marks that a value begins with."""
    pattern = r'"(?:[^"\\]|\\.)*"' if value[0] == '"' else r"'(?:[^']|'')*'"
    match = re.match(pattern, value)
    return value[match.end() :].strip() if match else ""
