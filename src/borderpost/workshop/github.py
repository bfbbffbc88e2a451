"""Findings as workflow commands: GitHub shows each beside the line it stands at."""

from __future__ import annotations

from collections.abc import Iterable

from borderpost.story.diagnostics import Diagnostic, Severity
from borderpost.story.messages import one_line

_COMMANDS = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.STYLE: "notice",
}


def workflow_commands(diagnostics: Iterable[Diagnostic], folder: str) -> str:
    """The findings, one command a line; `folder` is put before the names of their files."""
    return "".join(f"{_annotation(found, folder)}\n" for found in diagnostics)


def _annotation(found: Diagnostic, folder: str) -> str:
    """One finding as a command: its place and code as properties, what it says as the message."""
    properties = {"title": found.code}
    if found.at.file:
        place = {"file": path_of(found.at.file, folder)}
        if found.at.line:
            place |= {"line": str(found.at.line), "col": str(found.at.column)}
        properties = place | properties
    written = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    said = one_line(found.message)
    if found.mend:
        said += f"\nmend: {one_line(found.mend)}"
    return f"::{_COMMANDS[found.severity]} {written}::{_escaped(said)}"


def path_of(file: str, folder: str) -> str:
    """The path of a story's file, with slashes, from where `folder` is counted from."""
    return file if folder in ("", ".") else f"{folder.removesuffix('/')}/{file}"


def _property(value: str) -> str:
    """The value of a property, which a colon or a comma would end."""
    return _escaped(one_line(value)).replace(":", "%3A").replace(",", "%2C")


def _escaped(text: str) -> str:
    """A text in which no line ends, so that nothing in it begins a command of its own."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
