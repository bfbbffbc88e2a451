"""Checks of a lesson: nothing in it hangs on a play, since it is printed before any."""

from __future__ import annotations

from borderpost.story.checks.markup import place_in
from borderpost.story.diagnostics import Findings
from borderpost.story.model import Story, TextBlock
from borderpost.story.prose import parse_prose


def check_lesson(story: Story, findings: Findings) -> None:
    """Report texts of a story's lesson that have a condition or show a variable."""
    for text in story.lesson.texts:
        for block in text:
            if block.condition is not None or block.otherwise:
                mend = "take the `if` or `else` out: a lesson is the same for every play"
                message = "a text of the lesson has no condition"
                findings.add("BP185", block.at, message, mend)
            _check_variables(block, story, findings)


def _check_variables(block: TextBlock, story: Story, findings: Findings) -> None:
    """Report the first variable that a block shows."""
    spans = [span for part in parse_prose(block.prose) for span in part.spans]
    shown = next((span for span in spans if span.variable in story.variables), None)
    if shown is not None:
        at = place_in(block.prose, block.at, block.prose.find(shown.text), 1, findings)
        message = f"a lesson is printed before any play, and {shown.text} has no value yet"
        mend = "say it without a variable, or write {{ and }} for braces that are to be read"
        findings.add("BP185", at, message, mend, width=len(shown.text))
