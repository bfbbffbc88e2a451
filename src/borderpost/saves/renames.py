"""What parts of a story used to be called, so that the words of an old log can still be read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from borderpost.engine.actions import Action, Answer, Choose, Continue, Nature
from borderpost.story.model import Story


class Renames:
    """The old names that a story still knows, by its `was:` and `removed:`."""

    def __init__(self, story: Story) -> None:
        """Gather them. A name that is in use again means the part that now has it."""
        self._story = story
        self._places = _old_names(story.scenes) | _old_names(story.endings)
        asked = {q.id: q for scene in story.scenes.values() for q in scene.asked}
        self._questions = _old_names(asked)
        self._choices = {
            (scene.id, old): new
            for scene in story.scenes.values()
            for old, new in _old_names({choice.id: choice for choice in scene.choices}).items()
        }
        self._options = {
            (question.id, old): new
            for question in asked.values()
            for old, new in _old_names({option.id: option for option in question.options}).items()
        }

    def place(self, name: str) -> str:
        """What a scene, an ending, or a point where chance moves is called now."""
        if name.startswith("~"):
            owner, mark, count = name[1:].rpartition("#")
            scene, dot, choice = owner.partition(".")
            scene = self.scene(scene)
            return f"~{scene}{dot}{self.choice(scene, choice)}{mark}{count}"
        name = self.scene(name)
        if name in self._story.scenes or name in self._story.endings:
            return name
        return self._story.removed.get(name) or name

    def scene(self, name: str) -> str:
        """What a scene or ending is called now, if it is still there."""
        return self._places.get(name, name)

    def choice(self, scene: str, choice: str) -> str:
        """What a choice of a scene is called now; a drawn storylet is one by its scene's id."""
        now = self._story.scenes.get(scene)
        if now is not None and any(own.id == choice for own in now.choices):
            return choice
        return self._choices.get((scene, choice), self.scene(choice))

    def action(self, action: Action) -> Action:
        """An action in the names of now."""
        match action:
            case Choose(scene, choice):
                scene = self.scene(scene)
                return Choose(scene, self.choice(scene, choice))
            case Continue(scene):
                return Continue(self.scene(scene))
            case Answer(question, option, cell, certainty):
                question = self._questions.get(question, question)
                option = self._options.get((question, option), option)
                return Answer(question, option, cell, certainty)
            case Nature(target):
                return Nature(self.place(target))

    def is_gone(self, action: Action) -> bool:
        """Whether an action, in the names of now, was taken in a part listed as removed.

        A scene, a question, or an option; chance at a removed scene is not told by its outcome.
        """
        removed = self._story.removed
        match action:
            case Choose(scene) | Continue(scene):
                return scene in removed
            case Answer(question, option):
                return question in removed or f"{question}.{option}" in removed
            case Nature():
                return False

    def is_gone_point(self, place: str) -> bool:
        """Whether a place, in the names of now, is a point of chance in a removed scene."""
        scene = place[1:].rpartition("#")[0].partition(".")[0]
        return place.startswith("~") and scene in self._story.removed

    def instead_of(self, choice: Choose) -> str:
        """Where plays go on that took a choice listed as removed; empty where it is not."""
        return self._story.removed.get(f"{choice.scene}.{choice.choice}", "")

    def settings(self, given: Mapping[str, str]) -> dict[str, str]:
        """The settings of an old play under their names of now, but for those that are gone."""
        now = {setting.name: setting for setting in self._story.settings}
        old = _old_names(now)
        renamed = {old.get(name, name): word for name, word in given.items()}
        return {name: word for name, word in renamed.items() if name in now}


class _Named(Protocol):
    """Anything that may have had other names once."""

    @property
    def was(self) -> tuple[str, ...]:
        """Its old names."""


def _old_names(parts: Mapping[str, _Named]) -> dict[str, str]:
    """The old names of parts that no part has now, and each part's name of now."""
    return {old: name for name, part in parts.items() for old in part.was if old not in parts}
