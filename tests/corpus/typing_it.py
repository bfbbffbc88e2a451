"""A play as what someone types in plain mode."""

from __future__ import annotations

from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import NamedTuple

from borderpost.engine.actions import Action, Answer, Nature
from borderpost.engine.program import Program
from borderpost.engine.run import Run
from borderpost.engine.view import QuestionView, View
from borderpost.plain.console import Console
from borderpost.plain.start import Wish, play_wish
from borderpost.plain.tables import cell_ids
from borderpost.saves.calls import Calls
from borderpost.saves.shelf import Shelf
from tests.corpus.playing import Play, new_run


class Typist:
    """Follows a play at the engine and knows what plain mode asks at each moment of it."""

    def __init__(self, play: Play) -> None:
        self._play = play
        self._run: Run = new_run(play)
        self._wanted = [turn[0] for turn in play.turns if not isinstance(turn[0], Nature)]
        self._passed: set[str] = set()

    def lines(self) -> Iterator[str]:
        """What is typed, line by line, from the first question to the play's last item."""
        self._run.settle()
        while self._wanted:
            view = self._run.view()
            question = self._asked(view)
            if question is None:
                yield from self._at_choices(view)
            elif question.kind == "table":
                yield from self._walk(question)
            else:
                yield from self._answer(question)

    def _asked(self, view: View) -> QuestionView | None:
        """What plain mode asks next, if it asks anything."""
        for question in view.questions:
            fresh = not (question.answer or question.cells)
            if question.id not in self._passed and (question.is_open or fresh):
                return question
        return None

    def _at_choices(self, view: View) -> Iterator[str]:
        wanted = self._wanted[0]
        if isinstance(wanted, Answer):
            ids = [question.id for question in view.questions]
            number = ids.index(wanted.question)
            yield f"change {number + 1}"
            yield from self._answer(view.questions[number])
            return
        yield str(next(c.number for c in view.takeable if c.action == wanted))
        self._take()
        self._passed.clear()

    def _answer(self, question: QuestionView) -> Iterator[str]:
        wanted = self._wanted[0]
        self._passed.add(question.id)
        if not (isinstance(wanted, Answer) and wanted.question == question.id):
            yield "s"
            return
        yield str([option.id for option in question.options].index(wanted.option) + 1)
        if question.asks_certainty:
            yield str(wanted.certainty) if wanted.certainty else "s"
        self._take()

    def _walk(self, table: QuestionView) -> Iterator[str]:
        """A table is walked cell by cell, and left once there is nothing more to mark."""
        for cell in cell_ids(table):
            wanted = self._wanted[0]
            if not (isinstance(wanted, Answer) and wanted.question == table.id):
                yield "d"
                break
            if wanted.cell == cell:
                yield str([option.id for option in table.options].index(wanted.option) + 1)
                self._take()
            else:
                yield "s"
        self._passed.add(table.id)

    def _take(self) -> Action:
        action = self._wanted.pop(0)
        self._run.act(action)
        return action


class Printed(NamedTuple):
    """What plain mode printed, without what is different on every machine.

    `digest` is that of the run it left behind.
    """

    text: str
    digest: str


def played_plainly(play: Play, folder: Path) -> Printed:
    """A play typed into plain mode, line by line."""
    shelf = Shelf(folder)
    typed = "".join(f"{line}\n" for line in Typist(play).lines())
    out = StringIO()
    console = Console(StringIO(typed), out, interactive=False)
    wish = Wish(play.story, play.settings, play.seed)
    assert play_wish(wish, shelf, console, Calls(story=play.story.info.id)) == 0
    (summary,) = shelf.runs()
    text = out.getvalue().replace(str(summary.path), "PATH").replace(summary.handle, "HANDLE")
    with shelf.open(summary.path, Program(play.story)) as saved:
        return Printed(text, saved.run.program.digest(saved.run.state))
