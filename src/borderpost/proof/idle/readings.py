"""Every condition that decides whether a text is read, and where it is asked for.

A text on a page is worked out in the state in which it is shown: a scene's on entry, its questions,
answers and labels as long as it is on the screen, a card's whenever it is looked at.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from typing import NamedTuple

from borderpost.story.model import Condition, Question, Scene, Story, Text, TextBlock


class When(Enum):
    """When a text is worked out."""

    ENTERED = "on coming to a scene or an ending"
    SHOWN = "as long as a scene is shown"
    TAKEN = "when a choice was taken"
    DUE = "when something falls due"
    LOOKED_AT = "whenever a card is looked at"


class Reading(NamedTuple):
    """A condition, when it is asked for, and of what.

    `of` is a scene, an ending, `scene.choice`, what that leads to (`later:scene.choice.number`), or
    a card. `shown` is the block it decides on, and
    `instead` the one that is read where it does not hold; an answer's condition has neither.
    """

    condition: Condition
    when: When
    of: str
    shown: TextBlock | None = None
    instead: TextBlock | None = None

    @property
    def due_to(self) -> str:
        """What play must come to for it: what falls due is due to a choice."""
        if self.when is When.DUE:
            return self.of.removeprefix("later:").rpartition(".")[0]
        return self.of


def readings(story: Story) -> Iterator[Reading]:
    """Those of a whole story; what is read before play and after it is no part of play."""
    for scene in story.scenes.values():
        yield from _in(scene.text, When.ENTERED, scene.id)
        yield from _in_scene(scene)
        for choice in scene.choices:
            name = f"{scene.id}.{choice.id}"
            yield from _in(choice.label, When.SHOWN, name)
            yield from _in(choice.locked, When.SHOWN, scene.id)
            yield from _in(choice.after, When.TAKEN, name)
            for number, later in enumerate(choice.later):
                yield from _in(later.text, When.DUE, f"later:{name}.{number}")
    for ending in story.endings.values():
        for text in (ending.text, ending.bought, ending.cost):
            yield from _in(text, When.ENTERED, ending.id)
    for source in story.sources.values():
        yield from _in(source.says, When.LOOKED_AT, source.id)


def _in_scene(scene: Scene) -> Iterator[Reading]:
    """Those of what stands in a scene beside its text and its choices."""
    if scene.report is not None:
        yield from _in(scene.report.opens, When.SHOWN, scene.id)
    for question in scene.asked:
        yield from _in_question(question, scene.id)


def _in_question(question: Question, scene: str) -> Iterator[Reading]:
    """Those of a question, and of its answers."""
    yield from _in(question.ask, When.SHOWN, scene)
    for row in question.rows:
        yield from _in(row.says, When.SHOWN, scene)
    for option in question.options:
        if option.condition is not None:
            yield Reading(option.condition, When.SHOWN, scene)
        yield from _in(option.says, When.SHOWN, scene)
        yield from _in(option.feedback, When.SHOWN, scene)


def _in(text: Text, when: When, of: str) -> Iterator[Reading]:
    """Those of one text."""
    for number, block in enumerate(text):
        if block.condition is not None:
            after = text[number + 1] if number + 1 < len(text) else None
            instead = after if after is not None and after.otherwise else None
            yield Reading(block.condition, when, of, block, instead)
