"""What is wrong with a story, and what a finding means, as text or as JSON."""

from __future__ import annotations

import os
import sys
import textwrap
from collections import Counter
from pathlib import Path
from typing import TextIO

from borderpost.story.catalogue import RULES, Rule
from borderpost.story.diagnostics import Severity
from borderpost.story.load import Loaded, load_story
from borderpost.story.mendable import Mendable
from borderpost.story.messages import as_json as plain_data, did_you_mean, one_line, render

WIDTH = 80

LONGEST_SHOWN = 40
"""How many characters of a code a message repeats."""

COUNTED = {
    Severity.ERROR: ("error", "errors"),
    Severity.WARNING: ("warning", "warnings"),
    Severity.STYLE: ("remark on style", "remarks on style"),
}
"""What findings of a severity are called, one and several."""

NO_PROOF = "The proof over every play is not part of this version: this was the static check."


class UnknownCode(Mendable):
    """A code that no finding has."""

    def __init__(self, code: str) -> None:
        """Say so, and what code may have been meant."""
        guess = did_you_mean(code.upper(), RULES)
        super().__init__(
            f"no finding has the code '{one_line(code)[:LONGEST_SHOWN]}'{guess}",
            "'borderpost explain' without a code lists them all",
        )


def checked(path: Path, *, static: bool, strict: bool, as_json: bool) -> tuple[str, int]:
    """The answer of `check` for the story at a path, and its exit code."""
    loaded = load_story(path)
    found = loaded.diagnostics
    bad = [one for one in found if strict or one.severity is Severity.ERROR]
    code = 1 if bad else 0
    if as_json:
        return _dumped({"story": _name(loaded), "diagnostics": plain_data(found)}), code
    text = rendered(loaded, sys.stdout)
    text += f"{_summary(loaded)}\n" + ("" if static else f"{NO_PROOF}\n")
    return text, code


def rendered(loaded: Loaded, stream: TextIO) -> str:
    """Every diagnostic of a story as text, for a stream; a blank line after the last."""
    if not loaded.diagnostics:
        return ""
    folder = _from_here(loaded.folder)
    text = render(loaded.diagnostics, folder=folder, color=_shows_colour(stream))
    return f"{text.rstrip()}\n\n"


def explained(code: str | None, *, as_json: bool) -> tuple[str, int]:
    """The answer of `explain` for a code (or the list of all, for none), and its exit code.

    Raises UnknownCode.
    """
    if code is None:
        if as_json:
            return _dumped([_rule_fields(rule) for rule in RULES.values()]), 0
        return "".join(f"{rule.code} {rule.severity}: {rule.title}\n" for rule in RULES.values()), 0
    rule = RULES.get(code.upper())
    if rule is None:
        raise UnknownCode(code)
    if as_json:
        return _dumped(_rule_fields(rule)), 0
    lines = [f"{rule.code} {rule.title} ({rule.severity})", ""]
    for paragraph in rule.meaning.strip().split("\n\n"):
        lines += [*textwrap.wrap(paragraph, WIDTH), ""]
    for title, example in (("An example that shows it:", rule.broken), ("Mended:", rule.mended)):
        lines += [title, "", *(f"    {line}".rstrip() for line in example.strip().split("\n")), ""]
    return "\n".join(lines).rstrip() + "\n", 0


def _summary(loaded: Loaded) -> str:
    """One line on what was found."""
    count = Counter(found.severity for found in loaded.diagnostics)
    found = ", ".join(
        f"{count[severity]} {COUNTED[severity][count[severity] > 1]}"
        for severity in Severity
        if count[severity]
    )
    if found:
        return f"{_name(loaded)}: {found}."
    story = loaded.story
    assert story is not None, "a story without findings loads"
    size = (len(story.scenes), "scene"), (len(story.endings), "ending"), (len(story.facts), "fact")
    parts = ", ".join(f"{number} {name}{'s' * (number != 1)}" for number, name in size)
    return f"{_name(loaded)}: no problems found in {parts}."


def _name(loaded: Loaded) -> str:
    """A story's id, or its folder's name where it could not be read."""
    return loaded.story.info.id if loaded.story else loaded.folder.resolve().name


def _from_here(folder: Path) -> str:
    """A folder as one would name it from where one stands, if it lies below."""
    try:
        return str(folder.resolve().relative_to(Path.cwd()))
    except (OSError, ValueError):
        return str(folder)


def _shows_colour(stream: TextIO) -> bool:
    """Whether colours help on a stream: a terminal that has them, and nobody who declined."""
    declined = os.environ.get("NO_COLOR") or os.environ.get("TERM", "dumb") == "dumb"
    return stream.isatty() and not declined


def _rule_fields(rule: Rule) -> dict[str, str]:
    return {
        "code": rule.code,
        "severity": rule.severity.value,
        "title": rule.title,
        "meaning": rule.meaning.strip(),
        "broken": rule.broken,
        "mended": rule.mended,
    }


def _dumped(data: object) -> str:
    """Data as JSON, and a newline."""
    import json

    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"
