"""How far a table is filled in, in words."""

from __future__ import annotations

from borderpost.engine.view import QuestionView


def marked_told(question: QuestionView) -> str:
    """How many cells of a table are marked, and how many more are asked for or may be."""
    count = len(question.cells)
    cells = len(question.rows) * len(question.columns)
    if question.missing:
        return f"{count} of {count + question.missing} marked."
    if count >= cells:
        return f"All {cells} marked."
    if count:
        return f"{count} marked; you may mark more."
    return "None marked yet; mark as many as you like."
