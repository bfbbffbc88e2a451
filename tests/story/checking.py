"""Helps the tests of checks: a story from its scenes, and what is found in it."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from textwrap import dedent, indent

from borderpost.story.diagnostics import Diagnostic
from borderpost.story.load import load_story

HEAD = "story: {id: small, title: Small, version: 1, language: en, start: gate}\n"
ENDINGS = "endings:\n  over: {title: Over, text: It is over.}\n"


def story(scenes: str, *sections: str, endings: str = ENDINGS) -> str:
    """A whole story of these scenes, which begins at `gate`, with further sections as they are."""
    written = [dedent(section).strip("\n") + "\n" for section in sections]
    return (
        HEAD
        + "".join(written)
        + "scenes:\n"
        + indent(dedent(scenes).strip("\n"), "  ")
        + ("\n" + endings)
    )


def found_in(text: str) -> list[Diagnostic]:
    """Everything found in a story of one file."""
    with TemporaryDirectory() as folder:
        file = Path(folder, "story.yaml")
        file.write_text(text, encoding="utf-8")
        return load_story(Path(folder)).diagnostics


def told(text: str) -> list[tuple[str, str]]:
    """What is found, as the code and the line that it stands at, without blanks around it."""
    lines = text.split("\n")
    return [(found.code, lines[found.at.line - 1].strip()) for found in found_in(text)]


def marked(found: Diagnostic) -> str:
    """The characters that a finding's caret stands under."""
    start = found.at.column - 1
    return found.excerpt[start : start + found.width]
