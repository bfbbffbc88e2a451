"""A path as the visits it made to scenes, with the answers given in each."""

from __future__ import annotations

from typing import NamedTuple

from borderpost.debrief.wording import on_one_line
from borderpost.engine.actions import Answer, Choose, Continue
from borderpost.engine.functions import State
from borderpost.engine.moment import Path
from borderpost.engine.program import Program
from borderpost.engine.reading import prose
from borderpost.story.model import Text
from borderpost.story.prose import plain_text


class Visit(NamedTuple):
    """One visit to a scene: the state on entry, and the answers given there, in order.

    `left_by_choice` tells that it ended in a choice, `end` the index on the path of the step that
    ended it (0: it has not ended).
    """

    scene: str
    state: State
    answers: tuple[Answer, ...]
    left_by_choice: bool
    end: int

    def first(self, question: str, cell: str = "") -> Answer | None:
        """The first answer given to a question, or in a cell of a table."""
        return next((a for a in self.answers if (a.question, a.cell) == (question, cell)), None)

    def last(self, question: str, cell: str = "") -> Answer | None:
        """The answer that stood when the scene was left."""
        given = [a for a in self.answers if (a.question, a.cell) == (question, cell)]
        return given[-1] if given else None


def visits_of(program: Program, path: Path) -> tuple[Visit, ...]:
    """The visits to scenes where play stopped, in order; the last may not have ended."""
    visits: list[Visit] = []
    answers: list[Answer] = []
    state = path[0].state
    for index, step in enumerate(path):
        match step.action:
            case Answer():
                answers.append(step.action)
                continue
            case Choose() | Continue():
                by_choice = isinstance(step.action, Choose)
                visits.append(Visit(step.action.scene, state, tuple(answers), by_choice, index))
                answers = []
        state = step.state
    place = program.place(state)
    if place.kind == "scene":
        visits.append(Visit(place.scene, state, tuple(answers), left_by_choice=False, end=0))
    return tuple(visits)


def oneline(program: Program, text: Text, state: State) -> str:
    """A text as it is read in a state, on one line."""
    return on_one_line(plain_text(prose(program, text, state)))
