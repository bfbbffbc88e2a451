"""The texts of a story as its author wrote them, where no play says which blocks hold."""

from __future__ import annotations

from borderpost.debrief.wording import on_one_line
from borderpost.story.model import Choice, Option, Question, Story, Text
from borderpost.story.prose import parse_prose, plain_text

BETWEEN = " / "
"""What parts the blocks of a text."""


def words(text: Text) -> str:
    """A text on one line. Which of its blocks are read depends on the play: all are given."""
    blocks = (on_one_line(plain_text(parse_prose(block.prose))) for block in text)
    return BETWEEN.join(block for block in blocks if block)


def place_title(story: Story, place: str) -> str:
    """What a scene or an ending is called, by its id."""
    if place in story.endings:
        return story.endings[place].title
    return story.scenes[place].called if place in story.scenes else place


def choice_words(story: Story, scene: str, choice: str) -> str:
    """The label of a choice; a storylet that is drawn is offered by its title."""
    own: Choice | None = next((c for c in story.scenes[scene].choices if c.id == choice), None)
    return words(own.label) if own is not None else place_title(story, choice)


def option_of(question: Question, option: str) -> Option:
    """An option of a question, by its id; KeyError if there is none."""
    found = next((each for each in question.options if each.id == option), None)
    if found is None:
        raise KeyError(option)
    return found


def option_words(question: Question, option: str) -> str:
    """An answer in the words of its option, with the letter or number of a scale before it."""
    said = words(option_of(question, option).says)
    return f"{option}: {said}" if question.scale and len(option) == 1 else said
