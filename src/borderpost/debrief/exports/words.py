"""A story's words as the exports give them: each on one line, and looked up by its ids."""

from __future__ import annotations

from typing import NamedTuple

from borderpost.debrief.as_written import words
from borderpost.debrief.wording import on_one_line
from borderpost.story.model import Question, Scene, Story
from borderpost.story.prose import clean


class QuestionWords(NamedTuple):
    """A question: what it asks, its options by id, and what the text itself decides for.

    `rows` holds the words of a table's rows by id, `cell_keys` the keys of its cells.
    """

    asks: str
    options: dict[str, str]
    key: tuple[str, ...]
    rows: dict[str, str]
    cell_keys: dict[str, tuple[str, ...]]


class SceneWords(NamedTuple):
    """A scene: its act's id, its title, its choices by id, and its questions by theirs."""

    act: str
    title: str
    choices: dict[str, str]
    questions: dict[str, QuestionWords]


class StoryWords:
    """The words of a story's scenes, each worked out when it is first asked for."""

    def __init__(self, story: Story) -> None:
        """The words of `story`, which stays at hand."""
        self.story = story
        self._scenes: dict[str, SceneWords] = {}

    def scene(self, name: str) -> SceneWords:
        """The words of a scene; KeyError if there is none."""
        found = self._scenes.get(name)
        if found is None:
            found = self._scenes[name] = _scene_words(self.story.scenes[name])
        return found

    def question(self, scene: str, question: str) -> QuestionWords:
        """The words of a question of a scene, or of a slot of its report."""
        return self.scene(scene).questions[question]

    def ending(self, name: str) -> str:
        """The title of an ending; empty where a run came to none."""
        return line(self.story.endings[name].title) if name else ""


def line(text: str) -> str:
    """Anyone's text, on one line and without what a terminal would obey."""
    return on_one_line(clean(text))


def readable(name: str) -> str:
    """An id as words, for what has no title."""
    return name.replace("_", " ")


def _scene_words(scene: Scene) -> SceneWords:
    """The words of a scene."""
    return SceneWords(
        act=scene.act,
        title=line(scene.called),
        choices={choice.id: words(choice.label) or readable(choice.id) for choice in scene.choices},
        questions={question.id: _question_words(question) for question in scene.asked},
    )


def _question_words(question: Question) -> QuestionWords:
    """The words of a question."""
    return QuestionWords(
        asks=words(question.ask) or readable(question.id),
        options={
            option.id: words(option.says) or readable(option.id) for option in question.options
        },
        key=question.key or (),
        rows={row.id: words(row.says) or readable(row.id) for row in question.rows},
        cell_keys=dict(question.cell_keys),
    )
