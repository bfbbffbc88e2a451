"""Replaces tabs where YAML wants spaces. Line numbers count from 0."""

from __future__ import annotations

import re
from collections.abc import Container
from typing import Final

from borderpost.story import yaml_lines as look
from borderpost.story.yaml_report import Report

MOST_MEASURED: Final = 200
"""Lines with tabs that are looked at to guess how wide tabs are meant to be."""

_AFTER_COLON: Final = re.compile(r"^([ ]*(?:-[ ]+)*[\w.-]+:)\t[ \t]*")


def without_tabs(lines: list[str], report: Report) -> list[str]:
    """The lines with spaces for tabs in indentation; the first such line is told.

    A tab after a key's colon is replaced too, without a word: only PyYAML's own parser minds it.
    """
    if not any("\t" in line for line in lines):
        return lines
    lines = [_AFTER_COLON.sub(r"\1 ", line) if "\t" in line else line for line in lines]
    inside = look.literal_lines(lines, 0, len(lines))
    found = [
        number
        for number, line in enumerate(lines)
        if "\t" in line and line.strip() and _tab_at(line) >= 0 and number not in inside
    ]
    if not found:
        return lines
    width = _tab_width(lines, found)
    spaced = [_spaced(line, width) if "\t" in line else line for line in lines]
    for number in found:
        _set_among_neighbours(spaced, number, inside)
    first = found[0]
    others = "one more line" if len(found) == 2 else f"{len(found) - 1} more lines"
    more = f" (and {others} too)" if found[1:] else ""
    report.add(
        "BP021",
        first + 1,
        report.findings.line(report.name, first + 1).find("\t") + 1,
        f"this line{more} is indented with a tab, which YAML refuses",
        "indent with spaces: most editors can replace all tabs at once",
        paste=spaced[first],
    )
    return spaced


def _set_among_neighbours(lines: list[str], number: int, inside: Container[int]) -> None:
    """Put a line where its neighbours stand, if the tab's width alone has put it elsewhere.

    Text goes with the text above it, which is `inside` a block; a key that has its value with the
    key above it, or else with that below; one that holds what is below it one step before that.
    """
    entry = look.split_entry(lines[number])
    above = next((n for n in range(number - 1, -1, -1) if lines[n].strip()), -1)
    if above < 0 or entry.dash:
        return
    before = look.split_entry(lines[above])
    behind = range(number + 1, len(lines))  # no slice: a file may be nothing but lines with tabs
    below = look.split_entry(next((lines[n] for n in behind if lines[n].strip()), ""))
    if not re.fullmatch(r"[\w-]+", entry.key):
        if above not in inside and (before.key or before.dash):
            return
        depth = look.indent_of(lines[above])
    elif not entry.value or look.is_block_header(entry.value):
        depth = max(below.indent - 2, 0)
    elif above not in inside and before.key:
        depth = before.key_at + (0 if before.value else 2)
        depth = entry.indent if entry.indent in {depth, below.indent} else depth
    else:
        depth = entry.indent if below.dash or not below.key else below.indent
    lines[number] = " " * depth + lines[number].lstrip(" ")


def _tab_at(line: str) -> int:
    """Where a tab stands in a line's indentation or after its dash; -1 if there is none."""
    match = re.match(r" *(?:-[ ]+)*(?:-(?=\t))?(?=\t)", line)
    return match.end() if match else -1


def _spaced(line: str, width: int) -> str:
    """A line with spaces for the tabs in its indentation and after its dash."""
    if not line.strip() or _tab_at(line) < 0:
        return line
    bare = line.lstrip(" \t")
    indentation = line[: len(line) - len(bare)].expandtabs(width)
    return indentation + re.sub(r"^(-[ ]*)\t[ \t]*", r"\1 ", bare)


def _tab_width(lines: list[str], found: list[int]) -> int:
    """How wide tabs seem to be: so that the lines with them fit those without."""
    fits = dict.fromkeys((2, 4, 8, 1), 0)
    for number in found[:MOST_MEASURED]:
        neighbours = {
            look.indent_of(lines[near])
            for near in range(max(number - 2, 0), min(number + 3, len(lines)))
            if "\t" not in lines[near]
        }
        bare = lines[number].lstrip(" \t")
        indentation = lines[number][: len(lines[number]) - len(bare)]
        for width in fits:
            fits[width] += len(indentation.expandtabs(width)) in neighbours
    return max(fits, key=lambda width: fits[width])
