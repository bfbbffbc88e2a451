"""Findings as SARIF 2.1.0, the exchange format of code scanning and of many editors."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import PurePath
from urllib.parse import quote

from borderpost import __version__
from borderpost.story.catalogue import RULES, Rule
from borderpost.story.diagnostics import Diagnostic, Severity
from borderpost.story.messages import one_line
from borderpost.workshop.explaining import page_of
from borderpost.workshop.github import path_of

SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)

BASE = "%SRCROOT%"
"""What relative paths are counted from, by the name that code scanning knows the checkout by."""

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.STYLE: "note"}

_PROBLEMS = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.STYLE: "recommendation",
}
"""What GitHub's own property calls a rule of each severity."""


def sarif_log(diagnostics: Sequence[Diagnostic], folder: str) -> dict[str, object]:
    """A whole log of one run; `folder` is put before the names of the findings' files.

    Of the catalogue it holds the rules that were found to be broken.
    """
    codes = sorted({found.code for found in diagnostics})
    driver = {
        "name": "borderpost",
        "version": __version__,
        "rules": [_rule(RULES[code]) for code in codes],
    }
    numbers = {code: number for number, code in enumerate(codes)}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(found, numbers[found.code], folder) for found in diagnostics],
    }
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def _rule(rule: Rule) -> dict[str, object]:
    """A rule of the catalogue with its page as help, as text and as Markdown."""
    meaning = rule.meaning.strip()
    shown = f"{meaning}\n"
    for title, example in (("An example that shows it:", rule.broken), ("Mended:", rule.mended)):
        if example:
            shown += f"\n{title}\n\n```yaml\n{example.strip()}\n```\n"
    return {
        "id": rule.code,
        "shortDescription": {"text": rule.title},
        "fullDescription": {"text": meaning},
        "help": {"text": page_of(rule), "markdown": shown},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": {"problem.severity": _PROBLEMS[rule.severity]},
    }


def _result(found: Diagnostic, rule: int, folder: str) -> dict[str, object]:
    """One finding."""
    said = _sentence(found.message)
    if found.mend:
        said += f" Mend: {_sentence(found.mend)}"
    return {
        "ruleId": found.code,
        "ruleIndex": rule,
        "level": _LEVELS[found.severity],
        "message": {"text": said},
        "locations": [{"physicalLocation": _location(found, folder)}] if found.at.file else [],
    }


def _location(found: Diagnostic, folder: str) -> dict[str, object]:
    """Where a finding stands: its file, and the characters that its caret stands under."""
    path = PurePath(path_of(found.at.file, folder))
    if path.is_absolute():
        artifact = {"uri": path.as_uri()}
    else:
        artifact = {"uri": quote(os.fsencode(path.as_posix())), "uriBaseId": BASE}
    location: dict[str, object] = {"artifactLocation": artifact}
    if found.at.line:
        start, end = found.at.column, found.at.column + found.width
        region: dict[str, object] = {"startLine": found.at.line, "startColumn": start}
        region["endColumn"] = end
        if found.excerpt:
            region["endColumn"] = max(start, min(end, len(found.excerpt) + 1))
            region["snippet"] = {"text": found.excerpt}
        location["region"] = region
    return location


def _sentence(text: str) -> str:
    """What a finding says as a sentence of its own."""
    words = one_line(text)
    return words if words.endswith(("?", ".")) else f"{words}."
