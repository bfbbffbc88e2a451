"""Which question a scene is asking now.

The run knows what was answered. What it does not know, since it changes nothing, is kept here: a
question left out, one asked again, an answer waiting for how sure the player is, a table that is
done. All of it is forgotten on leaving the scene.
"""

from __future__ import annotations

from borderpost.engine.run import Run
from borderpost.engine.turn import is_settled, next_question, visit_of
from borderpost.engine.view import QuestionView, View


class Asking:
    """Where the player is among the questions of the scene at the head."""

    def __init__(self) -> None:
        """Begin before any scene."""
        self._visit = ("", -1)
        self.left: set[str] = set()
        """The questions left out, and the tables that are done."""
        self.again = ""
        """The question being answered again, or empty."""
        self.option = ""
        """The answer that waits for how sure the player is, or empty."""
        self.picking = False
        """Whether the player is picking which question to answer again."""

    def follow(self, run: Run) -> None:
        """Notice that the run has moved; in another scene, or on another visit, begin anew."""
        visit = visit_of(run)
        if visit != self._visit:
            self.left.clear()
        self._visit = visit
        self.again = self.option = ""
        self.picking = False

    def current(self, view: View) -> QuestionView | None:
        """The question to be answered now, or None where the choices are next."""
        if view.kind != "scene" or self.picking:
            return None
        return next_question(view.questions, self._left(view), self.again)

    def settled(self, view: View) -> list[QuestionView]:
        """The questions that the player is through with, in order: answered, left out or done."""
        left = self._left(view)
        return [question for question in view.questions if is_settled(question, left)]

    def leave_out(self, question: QuestionView) -> None:
        """Go on from a question that may be left out, or from a table that is done."""
        self.left.add(question.id)
        self.again = self.option = ""

    def ask_again(self, question: QuestionView) -> None:
        """Go back to a question."""
        self.left.discard(question.id)
        self.again, self.option, self.picking = question.id, "", False

    def _left(self, view: View) -> set[str]:
        """The questions passed over; one without any answer to give holds nobody up."""
        return self.left | {question.id for question in view.questions if not question.options}


def cells_of(question: QuestionView) -> list[str]:
    """The cells of a table, `column.row`, row by row."""
    return [f"{column.id}.{row.id}" for row in question.rows for column in question.columns]
