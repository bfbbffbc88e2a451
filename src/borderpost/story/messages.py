"""Diagnostics as text for a terminal, as data for machines, and the words `did you mean`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from borderpost.story.diagnostics import Diagnostic, Severity
from borderpost.story.json_text import OBEYED

WIDEST_EXCERPT: Final = 96
"""Terminal columns that an excerpt may take; a longer line is clipped around its caret."""

TAB_WIDTH: Final = 4
"""Columns to which a tab in an excerpt is widened."""

MARGIN: Final = "    "
"""What stands before excerpts and blocks to paste, so that their own indentation shows."""

LONGEST_NAME: Final = 80
"""Names longer than this get no `did you mean`: they are no slip of the pen."""

MOST_COMPARED: Final = 400
"""So many candidates at most are compared letter by letter."""

MOST_ALIKE: Final = 3
"""So many findings in the same words are each told in full; of more, only the first."""

MOST_PLACES: Final = 50
"""So many places of one finding are listed; `--format json` has them all."""

_COLOURS: Final = {
    Severity.ERROR: "\x1b[1;31m",
    Severity.WARNING: "\x1b[1;33m",
    Severity.STYLE: "\x1b[1;36m",
}
_BOLD: Final = "\x1b[1m"
_PLAIN: Final = "\x1b[0m"

_UNPRINTABLE: Final = re.compile(f"[\x00-\x08\x0b-\x1f{OBEYED}]")
"""Control characters, half surrogates and marks that reorder a line: never sent to a terminal."""


def render(diagnostics: Sequence[Diagnostic], *, folder: str, color: bool = False) -> str:
    """Diagnostics as a person reads them, one paragraph each, in the order given.

    `folder` is put before the files' names, so that an editor or a terminal can jump there.
    Colour only repeats what the words say. What would be said often in the same words is said once,
    with its other places. Nothing at all gives an empty string.
    """
    alike: dict[tuple[str, ...], list[Diagnostic]] = {}
    for found in diagnostics:
        alike.setdefault(_said(found), []).append(found)
    paragraphs = []
    for found in diagnostics:
        first, *others = alike[_said(found)]
        if len(others) < MOST_ALIKE:
            paragraphs.append(_paragraph(found, folder=folder, color=color))
        elif found is first:
            paragraphs.append(_paragraph(found, folder=folder, color=color) + _also(others, folder))
    return "\n".join(paragraphs)


def as_json(diagnostics: Iterable[Diagnostic]) -> list[dict[str, str | int]]:
    """Diagnostics as plain data: code, severity, file, line, column (from 1), message, mend."""
    return [
        {
            "code": found.code,
            "severity": found.severity.value,
            "file": found.at.file,
            "line": found.at.line,
            "column": found.at.column,
            "message": found.message,
            "mend": found.mend,
        }
        for found in diagnostics
    ]


def did_you_mean(name: str, candidates: Iterable[str]) -> str:
    """`; did you mean 'trust'?` for the candidate nearest to `name`, or nothing.

    Bounded: in a story of twenty thousand scenes only the likeliest are compared in full.
    """
    nearest = _nearest(name, candidates) if 0 < len(name) <= LONGEST_NAME else ""
    return f"; did you mean '{one_line(nearest)}'?" if nearest else ""


def one_line(text: str) -> str:
    """`text` made safe to print on one line: no control characters, no line breaks."""
    return _UNPRINTABLE.sub("\ufffd", text.replace("\n", " ").replace("\t", " "))


def _nearest(name: str, candidates: Iterable[str]) -> str:
    """The candidate most like `name`, or nothing when none is near."""
    folded = name.casefold()
    pool: list[str] = []
    reach = max(1, len(name) // 3)
    for candidate in candidates:
        if candidate.casefold() == folded and candidate != name:
            return candidate
        if abs(len(candidate) - len(name)) <= reach and candidate != name:
            pool.append(candidate)
    if len(pool) > MOST_COMPARED:
        pool.sort(key=lambda word: _shared_ends(word, name), reverse=True)
        pool = pool[:MOST_COMPARED]
    if not pool:
        return ""
    from difflib import get_close_matches

    letters = sorted(name)
    close = get_close_matches(name, pool, n=3, cutoff=0.6)
    swapped = [word for word in close if sorted(word) == letters]
    return (swapped or close or [""])[0]


def _shared_ends(word: str, name: str) -> int:
    """Roughly how much of their beginnings and ends two words share."""
    return sum(word[:size] == name[:size] for size in (1, 2, 4, 8)) + sum(
        word[-size:] == name[-size:] for size in (1, 2, 4, 8)
    )


def _paragraph(found: Diagnostic, *, folder: str, color: bool) -> str:
    """One diagnostic: where and what, the line with its caret, the mend, the block to paste."""
    head = f"{found.severity.value} {found.code}"
    place = _place(found, folder)
    if color:
        head = f"{_COLOURS[found.severity]}{head}{_PLAIN}"
        place = f"{_BOLD}{place}{_PLAIN}" if place else ""
    lines = [f"{place}: {head}: " if place else f"{head}: "]
    lines[0] += one_line(found.message)
    if found.excerpt.strip():
        shown, caret = _excerpt(found.excerpt, found.at.column, found.width)
        lines.append(MARGIN + shown)
        lines.append(MARGIN + (f"{_COLOURS[found.severity]}{caret}{_PLAIN}" if color else caret))
    if found.mend:
        lines.append(f"mend: {one_line(found.mend)}")
    if found.paste:
        lines += [(MARGIN + _safe(line)).rstrip() for line in found.paste.split("\n")]
    return "\n".join(lines) + "\n"


def _said(found: Diagnostic) -> tuple[str, ...]:
    """What a finding says, wherever it stands."""
    return found.code, found.message, found.mend, found.paste


def _also(others: list[Diagnostic], folder: str) -> str:
    """One line with the other places of a finding; empty where there are none."""
    if not others:
        return ""
    places = ", ".join(_place(found, folder) for found in others[:MOST_PLACES])
    more = f", and {len(others) - MOST_PLACES} more" if len(others) > MOST_PLACES else ""
    return f"also at: {places}{more}\n"


def _place(found: Diagnostic, folder: str) -> str:
    """`folder/file:line:column`, leaving out what there is not."""
    if not found.at.file:
        return one_line(folder)
    path = found.at.file
    if folder not in {"", "."}:
        path = f"{folder.removesuffix('/')}/{path}"
    return one_line(f"{path}:{found.at.line}:{found.at.column}")


def _safe(line: str) -> str:
    """A line with what a terminal must not get replaced, its tabs left alone."""
    return _UNPRINTABLE.sub("\ufffd", line)


def _excerpt(line: str, column: int, width: int) -> tuple[str, str]:
    """The line as shown and the carets under it; `column` from 1, `width` in characters."""
    start = min(max(column - 1, 0), len(line))
    left = max(start - WIDEST_EXCERPT - 1, 0)
    right = start + WIDEST_EXCERPT + 1
    cells = _cells(line[left:right])
    start -= left
    end = min(start + max(width, 1), max(len(cells), start + 1))
    first, last = _window(cells, start, end)
    before = "…" if first or left else ""
    after = "…" if last < len(cells) or right < len(line) else ""
    shown = before + "".join(text for text, _ in cells[first:last]) + after
    gap = len(before) + sum(size for _, size in cells[first:start])
    under = sum(size for _, size in cells[start : min(end, last)])
    return shown.rstrip(), " " * gap + "^" * max(under, 1)


def _cells(line: str) -> list[tuple[str, int]]:
    """Each character as it is shown, with the terminal columns it takes."""
    if line.isascii() and line.isprintable():
        return [(character, 1) for character in line]
    from unicodedata import combining, east_asian_width

    cells: list[tuple[str, int]] = []
    for character in line:
        if character == "\t":
            cells.append((" " * TAB_WIDTH, TAB_WIDTH))
        elif _UNPRINTABLE.match(character):
            cells.append(("\ufffd", 1))
        elif combining(character) or character in "\u200b\u200c\u200d\ufe0e\ufe0f":
            cells.append((character, 0))
        else:
            cells.append((character, 2 if east_asian_width(character) in "WF" else 1))
    return cells


def _window(cells: list[tuple[str, int]], start: int, end: int) -> tuple[int, int]:
    """Which cells to show of a line that may be too long: from where to where."""
    if sum(size for _, size in cells) <= WIDEST_EXCERPT:
        return 0, len(cells)
    room = WIDEST_EXCERPT - 2
    first, taken = start, 0
    while first > 0 and taken + cells[first - 1][1] <= room // 2:
        first -= 1
        taken += cells[first][1]
    last = start
    while last < len(cells) and taken + cells[last][1] <= room:
        taken += cells[last][1]
        last += 1
    while first > 0 and taken + cells[first - 1][1] <= room:
        first -= 1
        taken += cells[first][1]
    return first, max(last, min(end, start + 1, len(cells)))
