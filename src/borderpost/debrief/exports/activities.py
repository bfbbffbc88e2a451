"""What the statements are about: a story and its parts as activities of the xAPI.

Their ids are addresses below BASE. No such host can ever be: `.invalid` is kept out of the names of
the internet (RFC 2606). So the ids are ours alone and need no domain, and nothing that reads a
statement can be led to ask a machine somewhere for what it means.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, Final
from urllib.parse import quote

from borderpost.debrief.exports.words import StoryWords, line, readable
from borderpost.debrief.run.after_action import questions
from borderpost.story.model import Story

BASE: Final = "https://borderpost.invalid"
"""What every address of ours begins with."""

SIMULATION: Final = "http://adlnet.gov/expapi/activities/simulation"
MEDIA: Final = "http://adlnet.gov/expapi/activities/media"
INTERACTION: Final = "http://adlnet.gov/expapi/activities/cmi.interaction"
"""The types of a story, a card, and whatever is answered, from ADL's vocabulary."""

_TAG: Final = re.compile(r"[a-z]{2,3}(-[A-Za-z]{4})?(-([A-Za-z]{2}|[0-9]{3}))?")
"""A language with its script and country, if any: what a reader of RFC 5646 surely takes."""

UNDETERMINED: Final = "und"
"""The tag of a language that is not known."""

Activity = dict[str, Any]
"""An activity as a statement holds it."""


class Activities:
    """A story's activities, each made when it is first asked for and never changed."""

    def __init__(self, story: Story) -> None:
        """The activities of `story`."""
        self.words = StoryWords(story)
        self.language = story.info.language
        if not _TAG.fullmatch(self.language):
            self.language = UNDETERMINED
        self._story = story
        self._made: dict[tuple[str, ...], Activity] = {}

    def whole(self) -> Activity:
        """The story."""
        return self._made.get(()) or self._make((), SIMULATION, line(self._story.info.title))

    def card(self, card: str) -> Activity:
        """A card of the case file."""
        at = ("cards", card)
        return self._made.get(at) or self._make(at, MEDIA, line(self._story.sources[card].name))

    def decision(self, scene: str) -> Activity:
        """What is decided in a scene: a choice, with nothing that would be right."""
        at = ("scenes", scene)
        if at in self._made:
            return self._made[at]
        words = self.words.scene(scene)
        return self._make(at, INTERACTION, words.title, self._choice(words.choices))

    def question(self, scene: str, question: str, cell: str) -> Activity:
        """A question of a scene, a cell of a table, or a line of a report."""
        at = ("questions", question, *([cell] if cell else []))
        if at in self._made:
            return self._made[at]
        words = self.words.question(scene, question)
        name, key = words.asks, words.key
        if cell:
            column, _, row = cell.partition(".")
            name = f"{name} {words.rows[row]}: {line(self._story.sources[column].name)}"
            key = words.cell_keys.get(cell, ())
        return self._make(at, INTERACTION, name, self._choice(words.options, key))

    def after_action(self, question: str) -> Activity:
        """An after-action question, answered in one's own words."""
        at = ("after_action", question)
        if at in self._made:
            return self._made[at]
        name = line(questions(self._story).get(question, "")) or readable(question)
        return self._make(at, INTERACTION, name, {"interactionType": "long-fill-in"})

    def _make(
        self, at: tuple[str, ...], kind: str, name: str, more: Mapping[str, Any] | None = None
    ) -> Activity:
        """An activity with its definition."""
        definition = {"type": kind, "name": self._said(name or at[-1]), **(more or {})}
        self._made[at] = {
            "objectType": "Activity",
            "id": address("stories", self._story.info.id, *at),
            "definition": definition,
        }
        return self._made[at]

    def _choice(self, options: Mapping[str, str], key: Iterable[str] = ()) -> dict[str, Any]:
        """The definition of a question with options, of which each one in the key is right."""
        choices = [{"id": name, "description": self._said(says)} for name, says in options.items()]
        right = {"correctResponsesPattern": list(key)} if key else {}
        return {"interactionType": "choice", "choices": choices, **right}

    def _said(self, text: str) -> dict[str, str]:
        """A text in the story's language."""
        return {self.language: text}


def address(*parts: str) -> str:
    """An address of ours, from the parts of its path."""
    return "/".join((BASE, *(quote(part, safe="") for part in parts)))
