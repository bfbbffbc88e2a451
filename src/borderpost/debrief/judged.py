"""What a player judged: the answers given to a story's questions, with the text's reasons."""

from __future__ import annotations

from typing import NamedTuple

from borderpost.debrief.visits import Visit, oneline
from borderpost.engine.actions import Answer
from borderpost.engine.program import Program
from borderpost.story.model import Question, QuestionKind


class Judgement(NamedTuple):
    """An answer to a question, or the mark in one cell of a table.

    It is the first answer of that visit, since the reasons then shown give the key away;
    `changed_to` is the one that stood in the end, where that is another. `is_right` is None where
    the text does not decide. `about` is the card that was judged, `certainty` how sure the player
    was (1 to 3; 0: not asked or not said), `reasons` the text's own for that answer.
    """

    question: str
    cell: str
    scene: str
    about: str
    asked: str
    answer: str
    certainty: int
    is_right: bool | None
    reasons: str
    changed_to: str


def judgements(program: Program, visits: tuple[Visit, ...]) -> tuple[Judgement, ...]:
    """Every judgement made on a path, in the order of the scenes and of their questions."""
    found: list[Judgement] = []
    for visit in visits:
        scene = program.story.scenes[visit.scene]
        for question in scene.questions:
            cells = dict.fromkeys(a.cell for a in visit.answers if a.question == question.id)
            found += [_judgement(program, visit, question, cell) for cell in cells]
    return tuple(found)


def _judgement(program: Program, visit: Visit, question: Question, cell: str) -> Judgement:
    """What was judged in one question or cell."""
    first, last = visit.first(question.id, cell), visit.last(question.id, cell)
    assert first is not None
    assert last is not None
    option = next(option for option in question.options if option.id == first.option)
    sources = program.story.sources
    column, _, row_id = cell.partition(".")
    asked, about, key = oneline(program, question.ask, visit.state), question.about, question.key
    if question.kind is QuestionKind.TABLE:
        row = next(row for row in question.rows if row.id == row_id)
        asked, about = oneline(program, row.says, visit.state), column
        key = question.cell_keys.get(cell)
    scene = program.story.scenes[visit.scene]
    return Judgement(
        question=question.id,
        cell=cell,
        scene=scene.title or scene.id.replace("_", " "),
        about=sources[about].name if about in sources else about,
        asked=asked,
        answer=_words(program, visit, question, first),
        certainty=first.certainty,
        is_right=None if key is None else first.option in key,
        reasons=oneline(program, option.feedback, visit.state),
        changed_to="" if last.option == first.option else _words(program, visit, question, last),
    )


def _words(program: Program, visit: Visit, question: Question, answer: Answer) -> str:
    """An answer in the words of its option."""
    option = next(option for option in question.options if option.id == answer.option)
    return oneline(program, option.says, visit.state)
