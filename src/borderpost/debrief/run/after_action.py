"""The after-action review: a few questions that the player answers in their own words.

Every answer is a note in the run's log, with the act it was given at and the question as it was
asked. The last one to a question holds, whichever way the run has gone since; an empty one takes
it back. So an answer belongs to the run and not to the story's state, and nothing scores it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import NamedTuple

from borderpost.debrief.typed import tidied
from borderpost.engine.records import Note, Record
from borderpost.engine.run import Run
from borderpost.saves.telling import place_title
from borderpost.story.mendable import Mendable
from borderpost.story.model import Story
from borderpost.story.prose import clean

ANSWERED = "after_action"
"""The kind of note an answer is; its data are `question`, `asked` and `answer`."""

LONGEST = 2000
"""How many characters an answer may have: a page, where a sentence or two is asked for."""

QUESTIONS: Mapping[str, str] = MappingProxyType(
    {
        "planned": "What was to happen?",
        "happened": "What happened?",
        "why": "Why did it go that way?",
        "next": "What would you do next time?",
    }
)
"""What is asked where a story words no questions of its own, by their permanent ids."""


class TooLong(Mendable):
    """An answer has more characters than an answer may have."""

    code = 1

    def __init__(self, length: int) -> None:
        """How long it is."""
        super().__init__(
            f"this answer has {length:,} characters, and there is room for {LONGEST:,}",
            f"take out {length - LONGEST:,} of them",
        )


class Said(NamedTuple):
    """What was last answered to a question, as a log holds it: `after` is the act it was given at.

    Both texts are cleaned, since anyone may have written the log.
    """

    asked: str
    answer: str
    after: int


class Answered(NamedTuple):
    """A question of the review, and what the player says to it (empty: nothing).

    `given_at` is the title of the place it was answered at, where that is not the very place the
    run stands at. `is_asked` is false for one that the story no longer asks.
    """

    id: str
    asks: str
    says: str = ""
    given_at: str = ""
    is_asked: bool = True


def questions(story: Story) -> Mapping[str, str]:
    """What a story asks after an ending, by id: its own questions, or else the usual four."""
    return story.info.after_action or QUESTIONS


def review(run: Run) -> tuple[Answered, ...]:
    """Every question of a run's story with its answer, then answers to what it asks no more."""
    said = said_in(run.records)
    asked = questions(run.program.story)
    found = [
        Answered(name, _line(asks), *_told(run, said.get(name))) for name, asks in asked.items()
    ]
    found += [
        Answered(name, past.asked, *_told(run, past), is_asked=False)
        for name, past in said.items()
        if name not in asked and past.answer
    ]
    return tuple(found)


def said_in(records: Iterable[Record]) -> dict[str, Said]:
    """What the records of a run last answered to each question; needs no story."""
    found: dict[str, Said] = {}
    for record in records:
        if isinstance(record, Note) and record.kind == ANSWERED:
            data = record.data
            answer = tidied(data.get("answer", ""))[:LONGEST]
            said = Said(_line(data.get("asked", "")), answer, record.after)
            found[_line(data.get("question", ""))] = said
    return found


def answer(run: Run, question: str, typed: str) -> str:
    """Keep what the player typed as the answer to a question, and give it as it is kept.

    Nothing is written where nothing has changed. Raises TooLong, and what keeping a record raises
    (LogProblem, OSError); the answer before then still holds.
    """
    says = tidied(typed)
    if len(says) > LONGEST:
        raise TooLong(len(says))
    before = said_in(run.records).get(question)
    if says != (before.answer if before else ""):
        asked = _line(questions(run.program.story)[question])
        run.note(ANSWERED, {"question": question, "asked": asked, "answer": says})
    return says


def elsewhere(answered: Answered) -> str:
    """Where an answer was given, as a sentence; empty if it was where the run stands now."""
    if not answered.given_at:
        return ""
    return f"Written on another way, at “{answered.given_at}”."


def _told(run: Run, said: Said | None) -> tuple[str, str]:
    """An answer, and where it was given if that is not here."""
    if said is None or not said.answer:
        return "", ""
    if said.after == run.head:
        return said.answer, ""
    program = run.program
    name = program.place_name(run.moment(said.after).state)
    return said.answer, _line(place_title(program, name)) or name


def _line(text: str) -> str:
    """A text on one line, safe to show."""
    return " ".join(clean(text).split())[:LONGEST]
