"""Checks of prose: names and citations that resolve, and markup that will be read as meant."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from borderpost.story.diagnostics import Findings
from borderpost.story.names import Names
from borderpost.story.position import NOWHERE, Position

MOST_TOLD = 20
"""A text with more wrong in it than this is not prose of this format; the first will do."""

WORTH_A_LOOK = re.compile(
    r"[{}\[*`<~#>+_\t\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff]"
)
"""A sign of which something may be wrong; one look that spares most texts all others."""

_BRACES = re.compile(r"\{\{|\}\}|\{(?P<name>[^{}\n]*)\}|[{}]")
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_CITATION = re.compile(r"\[(?P<id>[A-Za-z]+ ?[0-9]+)\](?!\()")
_NEAR_CITATION = re.compile(
    r"\[(?P<id>[A-Za-z](?=[0-9OoIlSB]*[OoIlSB])[0-9OoIlSB]+|[A-Z][0-9]+(?:, *[A-Z][0-9]+)+)\](?!\()"
)
_LOOK_ALIKE = str.maketrans("OoIlSB", "001158")
_FACT = re.compile(r"[A-Z][A-Za-z]*[0-9]+")
_CONTROL = re.compile(r"[\t\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff]")
_STARS = re.compile(r"\*+")

_FOREIGN = (
    (
        re.compile(r"^#{1,6} .*", re.MULTILINE),
        "headings are not used",
        "write **strong** words instead",
    ),
    (
        re.compile(r"^[ ]*[*+] ", re.MULTILINE),
        "'{0}' begins no list item here",
        "begin items with '- '",
    ),
    (
        re.compile(r"^>(?=[^ \n])", re.MULTILINE),
        "a line of a paper begins with '> '",
        "put a blank after it",
    ),
    (re.compile(r"`[^`\n]*`?"), "there is no code in prose", "write *emphasis* or plain words"),
    (
        re.compile(r"!?\[[^\[\]\n]{0,200}\]\([^)\n]{0,200}\)"),
        "links and pictures are not used",
        "write what the reader needs as text",
    ),
    (
        re.compile(r"</?[A-Za-z][^<>\n]{0,200}>"),
        "HTML is shown as it stands",
        "write *emphasis* instead",
    ),
    (re.compile(r"~~[^~\n]+~~"), "nothing is struck out", "write what was said as text"),
    (
        re.compile(r"(?<![\w{])_{1,2}[^\s_{}][^_\n{}]*_{1,2}(?![\w}])"),
        "underscores are shown as they stand",
        "write *emphasis* with stars",
    ),
)


_MAYBE_FOREIGN = re.compile(r"[`<~_#>]|[*+] |\]\(")
"""One look that spares most texts the many above."""

_PAIRED = re.compile(r"(\*{1,2})(?=[^\s*])[^*\n]*(?<=[^\s*])\1(?!\*)")
"""Emphasis within one line, as most is."""


class _Spot(NamedTuple):
    """A finding in a text: where in it, how wide, and what is said."""

    code: str
    offset: int
    width: int
    message: str
    mend: str


def problems_in(prose: str, at: Position, names: Names, findings: Findings) -> None:
    """Report what is wrong in one text; `at` is where its first character stands.

    Lines after the first are taken to begin in the same column, as in a `|` block. Where the file
    has something else there, as in a folded text, the finding stands at `at`.
    """
    if at == NOWHERE or not WORTH_A_LOOK.search(prose):
        return
    incomplete = names.incomplete or bool(findings.unread_files)
    for spot in islice(_spots(prose, names, incomplete=incomplete), MOST_TOLD):
        place = place_in(prose, at, spot.offset, spot.width, findings)
        findings.add(spot.code, place, spot.message, spot.mend, width=spot.width)


def _spots(prose: str, names: Names, *, incomplete: bool) -> Iterator[_Spot]:
    """Everything wrong in a text."""
    if "{" in prose or "}" in prose:
        yield from _braces(prose, names, incomplete=incomplete)
    if "[" in prose:
        yield from _citations(prose, names, incomplete=incomplete)
        yield from _mistyped(prose, names)
    if "*" in prose and "*" in _PAIRED.sub("", prose):
        yield from _lonely_stars(prose)
    for pattern, message, mend in _FOREIGN if _MAYBE_FOREIGN.search(prose) else ():
        for found in pattern.finditer(prose):
            width = len(found[0].rstrip()) or 1
            shown = found[0].strip()
            yield _Spot("BP503", found.start(), width, message.format(shown), mend)
    control = None if prose.replace("\n", "").isprintable() else _CONTROL.search(prose)
    if control:
        what = "a tab" if control[0] == "\t" else "a character that cannot be seen"
        mend = (
            "write blanks" if control[0] == "\t" else "delete it and type the words around it anew"
        )
        yield _Spot("BP505", control.start(), 1, f"this text holds {what}", mend)


def _braces(prose: str, names: Names, *, incomplete: bool) -> Iterator[_Spot]:
    """Names in braces that are no variables, and braces that hold no name."""
    for found in _BRACES.finditer(prose):
        name = found["name"]
        if found[0] in {"{{", "}}"} or (name is not None and name in names.variables):
            continue
        if name is None or not _NAME.fullmatch(name.strip()):
            mend = "write {{ and }} for braces that are to be read; {name} shows a variable"
            yield _Spot("BP502", found.start(), 1, "this brace holds no variable's name", mend)
        elif name != name.strip():
            mend = f"write {{{name.strip()}}}"
            yield _Spot("BP502", found.start(), len(found[0]), "no blanks inside braces", mend)
        elif not incomplete:
            from borderpost.story.messages import did_you_mean

            message = f"'{name}' is no variable{did_you_mean(name, list(names.variables))}"
            mend = "write a variable's name, or {{ and }} for braces that are to be read"
            yield _Spot("BP501", found.start() + 1, len(name), message, mend)


def _citations(prose: str, names: Names, *, incomplete: bool) -> Iterator[_Spot]:
    """Citations of facts that are not declared, or not written as one."""
    for found in _CITATION.finditer(prose):
        written = found["id"]
        meant = (written[0].upper() + written[1:]).replace(" ", "")
        if written in names.facts or incomplete:
            continue
        if written != meant and meant in names.facts:
            message = f"[{written}] cites nothing; did you mean [{meant}]?"
            yield _Spot("BP601", found.start() + 1, len(written), message, f"write [{meant}]")
        elif _FACT.fullmatch(written):
            from borderpost.story.messages import did_you_mean

            message = f"'{written}' is no fact{did_you_mean(written, list(names.facts))}"
            mend = f"declare {written} under facts, or cite one that is there"
            yield _Spot("BP601", found.start() + 1, len(written), message, mend)


def _mistyped(prose: str, names: Names) -> Iterator[_Spot]:
    """Brackets that cite nothing, but would with one letter for a digit or another bracket."""
    for found in _NEAR_CITATION.finditer(prose):
        written = found["id"]
        digits = written[1:].translate(_LOOK_ALIKE)
        ids = [(written[0] + digits).upper()]
        if not digits.isdecimal():
            ids = [part.strip() for part in written.split(",")]
        if all(name in names.facts for name in ids):
            mend = f"write {' '.join(f'[{name}]' for name in ids)}"
            message = f"{found[0]} cites nothing; did you mean {mend[6:]}?"
            yield _Spot("BP601", found.start() + 1, len(written), message, mend)


def _lonely_stars(prose: str) -> Iterator[_Spot]:
    """Stars that begin or end an emphasis without a partner in their paragraph."""
    opened: dict[str, re.Match[str] | None] = {"*": None, "**": None}
    begin = 0
    for paragraph in re.split(r"(\n[ ]*\n|\n(?=- ))", prose):
        for found in _STARS.finditer(paragraph):
            before = paragraph[found.start() - 1 : found.start()] or " "
            after = paragraph[found.end() : found.end() + 1] or " "
            for stars in {1: ("*",), 2: ("**",), 3: ("**", "*")}.get(len(found[0]), ()):
                if opened[stars] is not None and not before.isspace():
                    opened[stars] = None
                elif not after.isspace():
                    yield from _lonely(opened[stars], begin)
                    opened[stars] = found
                elif not before.isspace():
                    yield from _lonely(found, begin)
        for left in opened.values():
            yield from _lonely(left, begin)
        opened = dict.fromkeys(opened)
        begin += len(paragraph)


def _lonely(found: re.Match[str] | None, begin: int) -> Iterator[_Spot]:
    """The finding for a star without partner."""
    if found is not None:
        message = f"'{found[0]}' has no partner in this paragraph, so it is shown as it stands"
        mend = "put the same stars at the other end of what is to be emphasised"
        yield _Spot("BP504", begin + found.start(), len(found[0]), message, mend)


def place_in(prose: str, at: Position, offset: int, width: int, findings: Findings) -> Position:
    """Where a part of a text stands in its file, if it stands there as it is read; else `at`."""
    line = prose.count("\n", 0, offset)
    start = prose.rfind("\n", 0, offset) + 1
    place = Position(at.file, at.line + line, at.column + offset - start)
    written = prose[offset : offset + width]
    in_file = findings.line(at.file, place.line)[place.column - 1 :]
    return place if in_file.startswith(written) else at
