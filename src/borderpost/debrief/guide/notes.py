"""Answer notes: what the text of a story decides, and why; for the teacher."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import NamedTuple

from borderpost.debrief.guide.ground import Ground
from borderpost.debrief.guide.met import scenes_met
from borderpost.debrief.guide.told_facts import Standing, standings, told
from borderpost.debrief.run.cards import cited
from borderpost.story.model import Question, Scene
from borderpost.story.prose import Prose


class Borne(NamedTuple):
    """An answer that the text bears out, with the reason it gives."""

    answer: str
    reason: Prose


class Note(NamedTuple):
    """A question, or a cell of a table, that the text decides.

    `about` names the card in question (may be empty), `others` the answers it does not bear out.
    What it rests on are the facts that the reasons cite, else those of the card.
    """

    scene: str
    about: str
    asked: str
    borne_out: tuple[Borne, ...]
    others: tuple[str, ...]
    facts: tuple[Standing, ...]
    is_cell: bool = False


class Notes(NamedTuple):
    """All of them: of the usual play, and of what only other plays ask.

    `undecided` are the questions that have no key, each with its scene.
    """

    decided: tuple[Note, ...]
    elsewhere: tuple[Note, ...]
    undecided: tuple[tuple[str, str], ...]


def notes_of(ground: Ground) -> Notes | None:
    """The notes on a story; None where nothing is asked that its text decides."""
    met = scenes_met(ground.story, ground.settings)
    usual: list[Note] = []
    elsewhere: list[Note] = []
    undecided: list[tuple[str, str]] = []
    for name, scene in ground.story.scenes.items():
        for question in scene.questions:
            found = list(_notes(ground, scene, question))
            (usual if name in met else elsewhere).extend(found)
            if not found and name in met:
                undecided.append((scene.called, ground.line(question.ask)))
    if not (usual or elsewhere):
        return None
    return Notes(tuple(usual), tuple(elsewhere), tuple(undecided))


def _notes(ground: Ground, scene: Scene, question: Question) -> Iterator[Note]:
    """What the text decides of one question: of a table, cell by cell."""
    if question.key is not None:
        asked = ground.line(question.ask)
        yield _note(ground, question, question.key, (scene.called, question.about, asked))
    for cell, key in question.cell_keys.items():
        column, _, row_id = cell.partition(".")
        row = next(row for row in question.rows if row.id == row_id)
        asked = ground.line(row.says)
        note = _note(ground, question, key, (scene.called, column, asked))
        yield note._replace(is_cell=True)


def _note(
    ground: Ground, question: Question, key: Collection[str], asked: tuple[str, str, str]
) -> Note:
    """A note on what was asked: the title of the scene, the card it is about, and the question."""
    story = ground.story
    scene, about, words = asked
    right = [option for option in question.options if option.id in key]
    reasons = [ground.read(option.feedback) for option in right]
    facts = dict.fromkeys(name for reason in reasons for name in cited(reason))
    if not facts and about in story.sources:
        facts = dict.fromkeys(cited(ground.read(story.sources[about].says)))
    return Note(
        scene,
        " ".join(story.sources[about].name.split()) if about in story.sources else about,
        words,
        tuple(
            Borne(ground.line(option.says), reason)
            for option, reason in zip(right, reasons, strict=True)
        ),
        tuple(ground.line(option.says) for option in question.options if option.id not in key),
        standings(told(story.facts[name]) for name in facts if name in story.facts),
    )
