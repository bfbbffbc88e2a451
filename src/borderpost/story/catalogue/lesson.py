"""Catalogue entry BP185: what a story brings along for a lesson."""

from __future__ import annotations

from borderpost.story.catalogue.rule import Rule
from borderpost.story.catalogue.shapes import PRICED
from borderpost.story.catalogue.small import changed, longer
from borderpost.story.diagnostics import Severity

TAUGHT = longer("lesson:\n  before: You will hold a gate, and count coins.\n", story=PRICED)
"""A story with something for a lesson."""

LESSON_RULES: tuple[Rule, ...] = (
    Rule(
        "BP185",
        Severity.ERROR,
        "A lesson that hangs on a play",
        "What stands under `lesson:` is printed for the teacher before anybody has played. So its "
        "texts have no `if:` or `else:`, and show no variable.",
        changed("count coins", "count {money} coins", story=TAUGHT),
        TAUGHT,
    ),
)
