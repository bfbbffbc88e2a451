"""What only follows from another finding, and is not told with it.

One slip of the pen should be told once, where it was made. Where a file's layout is broken, what
is read of it is a guess: that something seems to be missing there, or not to fit, says nothing. It
will be told when the layout is mended, if it is still true.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from borderpost.story.diagnostics import Diagnostic, Findings

LAYOUT = frozenset(("BP021", "BP025", "BP026", "BP028", "BP031"))
"""Codes of findings after which the lines around them are read as they were perhaps meant."""

MISSING = frozenset(("BP102", "BP164"))
"""Codes that say that a part lacks something."""

SHAPE = frozenset(("BP101", "BP103"))
"""Codes that say that something is not what belongs where it stands."""

GUESSED = frozenset(("BP010", "BP014", "BP015", "BP101"))
"""Codes that a line may also get that a slip of the layout has put where it cannot be read."""


def without_consequences(found: Sequence[Diagnostic], findings: Findings) -> list[Diagnostic]:
    """The findings, in their order, but for those that only follow from others among them."""
    causes = [one for one in found if one.code in LAYOUT or _is_stray_text(one)]
    if not causes:
        return list(found)
    by_file: dict[str, list[Diagnostic]] = {}
    for cause in causes:
        by_file.setdefault(cause.at.file, []).append(cause)
    return [one for one in found if not _follows(one, by_file.get(one.at.file, ()), findings)]


def _is_stray_text(found: Diagnostic) -> bool:
    """Whether a finding says that a line is read as what it is not: text as a key, a key as an id.

    By its words, since its code says only that something is not a key here.
    """
    is_text = found.code == "BP101" and found.message.startswith("YAML takes ")
    return is_text or (found.code == "BP103" and found.message.endswith("id of one is due"))


def _follows(one: Diagnostic, causes: Iterable[Diagnostic], findings: Findings) -> bool:
    """Whether a finding follows from one of these, which stand in its file."""
    for cause in causes:
        if one is cause:
            continue
        if one.code in GUESSED and one.at.line == cause.at.line and not _is_stray_text(one):
            return True
        if one.code in MISSING and _holds(one.at.line, cause.at.line, findings, one.at.file):
            return True
        if one.code in SHAPE and _holds(cause.at.line, one.at.line, findings, one.at.file):
            return True
        below = one.at.line > cause.at.line
        if one.code in LAYOUT and below and _is_stray_text(cause):
            return True
    return False


def _holds(first: int, line: int, findings: Findings, file: str) -> bool:
    """Whether what begins at a line holds what stands before another one below it."""
    if line <= first:
        return False
    depth = _indent(findings.line(file, first))
    between = (findings.line(file, number) for number in range(first + 1, line))
    return all(_indent(text) > depth for text in between if text.strip())


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())
