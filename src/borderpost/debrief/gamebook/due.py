"""What falls due when an act begins: effects and words of choices made before."""

from __future__ import annotations

from borderpost.debrief.gamebook.asking import merge
from borderpost.debrief.gamebook.conditions import Conditions
from borderpost.debrief.gamebook.effects import Effects, Facts
from borderpost.debrief.gamebook.instructions import Case, Change, Instruction
from borderpost.debrief.gamebook.items import NO, YES, Item, Known, Values
from borderpost.debrief.gamebook.terms import ALWAYS, Terms
from borderpost.debrief.gamebook.texts import Texts
from borderpost.story.model import Choice, Later, Scene, Story

Owed = tuple[Scene, Choice, Later, str]
"""Something that falls due: the scene and the choice it comes from, what it is, its name."""


class Dues:
    """What falls due in one story."""

    def __init__(
        self, story: Story, conditions: Conditions, effects: Effects, texts: Texts
    ) -> None:
        """Gather what falls due in each act."""
        self._places = list(story.scenes)
        self._conditions = conditions
        self._effects = effects
        self._texts = texts
        self._owed: dict[str, list[Owed]] = {}
        for scene in story.scenes.values():
            for choice in scene.choices:
                for number, later in enumerate(choice.later):
                    name = f"{scene.id}.{choice.id}.{number}"
                    self._owed.setdefault(later.act, []).append((scene, choice, later, name))

    def page(self, scene: Scene, known: Facts) -> list[Instruction]:
        """What falls due on entering a scene; `known` is brought to after it."""
        owed = self._owed.get(scene.act, ()) if scene.act else ()
        return [each for one in owed for each in self._falling_due(scene, one, known)]

    def _falling_due(self, scene: Scene, owed: Owed, known: Facts) -> list[Instruction]:
        """What an earlier choice brings now, for who made it and has not met with it before."""
        owner, choice, later, name = owed
        item, spent = Item("later", name), Item("spent", name)
        if known[item] == NO:
            return []
        terms = self._is_due(owner, choice, item, known[spent], known)
        there = self._conditions.narrowed(known, terms)
        then: list[Instruction] = list(self._effects.all(later.do, there))
        then += self._texts.page(later.text, there)
        if any(item in term for term in terms):
            then.append(Change("rub", item, value=1))
        here = frozenset((self._places.index(scene.id) + 1,))
        known[spent] |= here
        known[item] = NO
        if terms == ALWAYS:
            known.update({**there, spent: here, item: NO})
            return then
        other = self._conditions.narrowed(known, self._conditions.opposite(terms, known))
        merge(known, {**there, spent: here, item: NO}, other)
        return [Case(terms, tuple(then))] if then else []

    def _is_due(
        self, owner: Scene, choice: Choice, item: Item, spent: Values, known: Known
    ) -> Terms:
        """When something falls due: it has a box of its own only if nothing else tells.

        Mostly it is due where the choice was made, and the scene where it may have fallen due
        before was not come to.
        """
        before = [self._places[place - 1] for place in spent - NO]
        again = self._conditions.again
        if owner.id in again or len(before) > 1 or again.intersection(before):
            return self._conditions.one(item, YES, known)
        parts = [self._conditions.chosen(owner.id, choice.id, known)]
        parts += [self._conditions.one(Item("seen", scene), NO, known) for scene in before]
        return self._conditions.all_of(parts, known)
