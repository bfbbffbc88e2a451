"""The shape of a catalogue entry."""

from __future__ import annotations

from typing import NamedTuple

from borderpost.story.diagnostics import Severity


class Rule(NamedTuple):
    """What a diagnostic code means.

    `title` is a short name for lists; `meaning` explains it to someone who has never programmed;
    `broken` is a smallest story file (the whole of `story.yaml`) that raises the code and `mended`
    the same file put right: the tests read both.
    """

    code: str
    severity: Severity
    title: str
    meaning: str
    broken: str
    mended: str
