"""What a player judged: the answers given to a story's questions, with the text's reasons."""

from __future__ import annotations

from typing import NamedTuple

from borderpost.debrief.run.visits import Visit, oneline
from borderpost.debrief.wording import in_words, things
from borderpost.engine.actions import Answer
from borderpost.engine.program import Program
from borderpost.engine.reads import remarkable_scenes
from borderpost.story.model import Question, QuestionKind
from borderpost.story.scales import SURE


class Judgement(NamedTuple):
    """An answer to a question, or the mark in one cell of a table.

    It is the first answer of that visit, since the reasons then shown give the key away;
    `changed_to` is the one that stood in the end, where that is another. `is_right` is None where
    the text does not decide. `about` is the card that was judged, `certainty` how sure the player
    was (1 to 3; 0: not asked or not said), `reasons` the text's own for that answer. What the text
    says is `held_back` (and `is_right` None) while the question can still be answered: its scene
    is not left, or another question may yet ask it anew.
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
    held_back: bool = False


def judgements(
    program: Program, visits: tuple[Visit, ...], *, finished: bool
) -> tuple[Judgement, ...]:
    """Every judgement made on a path, in the order of the scenes and of their questions.

    `finished` tells that the path ends in an ending, so that nothing is still to be asked.
    """
    to_come = set() if finished else _asked_anew_later(program, visits)
    found: list[Judgement] = []
    for number, visit in enumerate(visits, 1):
        scene = program.story.scenes[visit.scene]
        is_open = not finished and number == len(visits)
        for question in scene.questions:
            held_back = is_open or question.id in to_come
            cells = dict.fromkeys(a.cell for a in visit.answers if a.question == question.id)
            found += [
                _judgement(program, visit, question, cell, held_back=held_back) for cell in cells
            ]
    return tuple(found)


def verdict(judgement: Judgement) -> str:
    """What the text says of a judgement, as a sentence; nothing where it does not decide."""
    if judgement.held_back:
        return "What the text says of it is told once it can no longer be asked."
    if judgement.is_right is None:
        return ""
    return "The text bears this out." if judgement.is_right else "The text says otherwise."


def judged_words(found: tuple[Judgement, ...]) -> str:
    """How many judgements there are (if any), how many the text decides, and which way."""
    if not found:
        return ""
    said = f"You judged {things(len(found), 'thing', 'things')}."
    decided = [judgement for judgement in found if judgement.is_right is not None]
    right = [judgement for judgement in decided if judgement.is_right]
    if not decided:
        held_back = any(judgement.held_back for judgement in found)
        none = "does not decide it" if len(found) == 1 else "decides none of them"
        return said if held_back else f"{said} The text {none}."
    if len(found) == len(decided) == 1:
        said += f" {verdict(decided[0])}"
    else:
        every = "both" if len(found) == _PAIR else "all"
        count = every if len(decided) == len(found) else in_words(len(decided))
        said += f" The text decides {count} of them"
        if len(right) == len(decided):
            said += ", and bears out " + ("that one." if len(right) == 1 else "what you said.")
        elif not right:
            said += ", and says otherwise" + (" in each." if len(decided) > 1 else ".")
        else:
            wrong = len(decided) - len(right)
            said += f": it bears out {in_words(len(right))}"
            said += f" and says otherwise of {in_words(wrong)}."
    sure = sum(j.certainty == SURE and not j.is_right for j in decided)
    if sure and len(decided) == 1:
        said += " You were sure of that."
    elif sure:
        said += f" You were sure of {in_words(sure)} that it does not bear out."
    return said


_PAIR = 2


def _asked_anew_later(program: Program, visits: tuple[Visit, ...]) -> set[str]:
    """The questions that another one, with a key and not yet answered, asks anew."""
    answered = {answer.question for visit in visits for answer in visit.answers}
    return {
        question.again
        for scene in remarkable_scenes(program.story)
        for question in scene.questions
        if question.again and question.id not in answered and (question.key or question.cell_keys)
    }


def _judgement(
    program: Program, visit: Visit, question: Question, cell: str, *, held_back: bool
) -> Judgement:
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
        scene=scene.called,
        about=sources[about].name if about in sources else about,
        asked=asked,
        answer=_words(program, visit, question, first),
        certainty=first.certainty,
        is_right=None if key is None or held_back else first.option in key,
        reasons="" if held_back else oneline(program, option.feedback, visit.state),
        changed_to="" if last.option == first.option else _words(program, visit, question, last),
        held_back=held_back and key is not None,
    )


def _words(program: Program, visit: Visit, question: Question, answer: Answer) -> str:
    """An answer in the words of its option."""
    option = next(option for option in question.options if option.id == answer.option)
    return oneline(program, option.says, visit.state)
