"""What is read of a part of a story, so that two versions of it can be compared."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from borderpost.proof.versions.renaming import Asked, Plain, Reader
from borderpost.story.model import (
    Choice,
    Ending,
    Fact,
    Lesson,
    Option,
    Picture,
    Scene,
    Source,
    Story,
    Text,
    Variable,
)
from borderpost.story.prose import parse_prose


class Wording(NamedTuple):
    """The words of a part: its short ones, its texts, and under which conditions they are shown."""

    short: Plain
    texts: tuple[tuple[str, ...], ...]
    conditions: Plain

    def reads_like(self, other: Wording) -> bool:
        """Whether a reader reads the same, however the lines are broken."""
        if self.short != other.short:
            return False
        return self.texts == other.texts or _read(self.texts) == _read(other.texts)


def words_of_story(story: Story, read: Reader) -> Wording:
    """The words before and after play."""
    info = story.info
    grounds = sorted((key, _joined(words)) for key, words in info.grounded_in.items())
    aims = [(_joined(aim.says), aim.standards) for aim in story.learning]
    texts = [info.about, info.content_note, info.closing, story.discuss]
    drawn: Plain = ()
    if story.picture is not None:
        drawn = _picture(story.picture, read)
        texts += [reading.says for reading in story.picture.readings]
    texts += story.lesson.texts
    asked = tuple((name, _joined(asks)) for name, asks in info.after_action.items())
    taught = _lesson(story.lesson)
    head = _joined(info.title), tuple(grounds), tuple(aims), drawn, asked
    return _wording(read, texts, *head, taught)


def _lesson(lesson: Lesson) -> Plain:
    """What stands in a lesson beside its texts, and which of them there are."""
    drawn = lesson.map
    return (
        _joined(lesson.ages),
        [bool(text) for text in lesson.texts],
        [_joined(each.asked) for each in lesson.answers],
        [(_joined(each.term), _joined(each.spoken)) for each in lesson.glossary],
        drawn
        and (
            _joined(drawn.title),
            [(each.kind, each.points, _joined(each.name)) for each in drawn.lines],
            [(each.kind, each.point, _joined(each.name)) for each in drawn.places],
        ),
    )


def _picture(picture: Picture, read: Reader) -> Plain:
    """What is drawn in a picture, and when what is seen at its places; the words are texts."""
    places = [
        (
            (_joined(place.name), place.mark),
            [(each.sign, read.condition(each.condition)) for each in place.readings],
        )
        for place in picture.places
    ]
    return _joined(picture.title), picture.drawing, places


def words_of_variable(variable: Variable, read: Reader) -> Wording:
    """What a variable is called and explained by."""
    return _wording(read, (), _joined(variable.label), _joined(variable.explain))


def words_of_fact(fact: Fact, read: Reader) -> Wording:
    """What a fact says."""
    return _wording(read, (), _joined(fact.says))


def words_of_source(source: Source, read: Reader) -> Wording:
    """What a card tells of itself."""
    who = (source.name, source.role, source.access, source.motive)
    told = map(_joined, (*who, source.track_record, source.answers))
    return _wording(read, (source.says,), *told)


def words_of_scene(scene: Scene, read: Reader) -> Wording:
    """What is read in a scene, but for its choices and questions."""
    opens = scene.report.opens if scene.report else ()
    return _wording(read, (scene.text, opens), _joined(scene.title), _joined(scene.when_where))


def words_of_choice(choice: Choice, read: Reader) -> Wording:
    """What a choice is called, why it is locked, and what is read after it."""
    later = [each.text for each in choice.later]
    texts = (choice.label, choice.locked, choice.after, *later)
    return _wording(read, texts, _joined(choice.readers))


def words_of_question(asked: Asked, read: Reader) -> Wording:
    """What a question asks."""
    return _wording(read, (asked.question.ask, *(row.says for row in asked.question.rows)))


def words_of_option(option: Option, read: Reader) -> Wording:
    """What an answer says, and what is read after it."""
    return _wording(read, (option.says, option.feedback))


def words_of_ending(ending: Ending, read: Reader) -> Wording:
    """What is read at an ending."""
    unknowns = map(_joined, ending.unknowns)
    texts = (ending.text, ending.bought, ending.cost)
    return _wording(read, texts, _joined(ending.title), tuple(unknowns))


def _wording(read: Reader, texts: Iterable[Text], *short: Plain) -> Wording:
    """The words of texts and of what else there is; `texts` always come in the same order."""
    kept = tuple(texts)
    conditions = tuple(read.conditions(text) for text in kept)
    return Wording(short, tuple(read.words(text) for text in kept), conditions)


def _read(texts: tuple[tuple[str, ...], ...]) -> Plain:
    return [[parse_prose(prose) for prose in text] for text in texts]


def _joined(text: str) -> str:
    return " ".join(text.split())
