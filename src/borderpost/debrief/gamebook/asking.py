"""The questions of a scene as instructions, and what is known once they are answered."""

from __future__ import annotations

from borderpost.debrief.gamebook.conditions import Conditions
from borderpost.debrief.gamebook.effects import Effects, Facts
from borderpost.debrief.gamebook.instructions import (
    Ask,
    Case,
    Change,
    Grid,
    Instruction,
    Offered,
)
from borderpost.debrief.gamebook.items import NO, YES, Item, Known, Values
from borderpost.debrief.gamebook.terms import ALWAYS, NEVER
from borderpost.debrief.gamebook.texts import Texts
from borderpost.story.model import Option, Question, QuestionKind, Scene


class Asking:
    """The questions of one story."""

    def __init__(self, conditions: Conditions, effects: Effects, texts: Texts) -> None:
        """In these words."""
        self._conditions = conditions
        self._effects = effects
        self._texts = texts
        self._sources = conditions.items.story.sources

    def page(self, scene: Scene, known: Facts) -> list[Instruction]:
        """What a scene asks, in order; `known` is brought to where all is answered."""
        found: list[Instruction] = []
        if scene.report:
            found += self._asked(scene, scene.questions, known)
            found += self._texts.page(scene.report.opens, known)
            return found + self._asked(scene, scene.report.slots, known)
        return self._asked(scene, scene.questions, known)

    def _asked(
        self, scene: Scene, questions: tuple[Question, ...], known: Facts
    ) -> list[Instruction]:
        """Some of the questions."""
        found: list[Instruction] = []
        for question in questions:
            if question.kind is QuestionKind.TABLE:
                found.append(self._grid(question, known))
            elif (asked := self._ask(scene, question, known)) is not None:
                found.append(asked)
        return found

    def _grid(self, question: Question, known: Known) -> Grid:
        """A table to fill in."""
        return Grid(
            question,
            self._texts.page(question.ask, known),
            tuple(self._texts.page(row.says, known) for row in question.rows),
            tuple(self._sources[card].name for card in question.columns),
        )

    def _ask(self, scene: Scene, question: Question, known: Facts) -> Ask | None:
        """A question, if any answer to it can be offered here."""
        offered = []
        answers: set[int] = set()
        always = False
        words = self._texts.page(question.ask, known)
        for number, option in enumerate(question.options, 1):
            terms = self._when(option, known)
            if terms == NEVER:
                continue
            there = self._conditions.narrowed(known, terms)
            there[Item("answer", question.id)] = frozenset((number,))
            says = self._texts.page(option.says, there)
            note = self._texts.page(option.feedback, there)
            offered.append(Offered(number, terms, says, note))
            answers.add(number)
            always = always or terms == ALWAYS
        if not offered:
            return None
        items = self.items(scene, question)
        for item in items:
            before: Values = NO if item.kind == "pending" else known[item]
            left_out = question.optional or not always
            known[item] = frozenset(answers) | (before if left_out else frozenset())
        return Ask(question, words, tuple(offered), items)

    def _when(self, option: Option, known: Known) -> list[dict[Item, Values]]:
        """When an answer can be given: its condition holds, its cards are held."""
        parts = [self._conditions.terms(option.condition, known)]
        parts += [self._conditions.one(Item("met", card), YES, known) for card in option.needs]
        return self._conditions.all_of(parts, known)

    def items(self, scene: Scene, question: Question) -> tuple[Item, ...]:
        """What keeps an answer: for good, and, where a scene may come again, for this visit."""
        kept = Item("answer", question.id)
        does = any(option.do for option in question.options)
        if does and scene.id in self._conditions.again:
            return (kept, Item("pending", question.id))
        return (kept,)

    def done(self, scene: Scene, known: Facts) -> list[Instruction]:
        """What the last answers do when the scene is left; `known` is brought to after it."""
        found: list[Instruction] = []
        for question in scene.asked:
            if not any(option.do for option in question.options):
                continue
            item = self.items(scene, question)[-1]
            for number, option in enumerate(question.options, 1):
                if option.do:
                    found += self._case(item, number, option, known)
            if item.kind == "pending":
                if known[item] != NO:
                    found.append(Change("rub", item))
                known[item] = NO
        return found

    def _case(self, item: Item, number: int, option: Option, known: Facts) -> list[Instruction]:
        """What one answer does, for who gave it."""
        terms = self._conditions.one(item, frozenset((number,)), known)
        if terms == NEVER:
            return []
        there = self._conditions.narrowed(known, terms)
        changes = self._effects.all(option.do, there)
        if terms == ALWAYS:
            known.update(there)
            return list(changes)
        merge(
            known, there, self._conditions.narrowed(known, self._conditions.opposite(terms, known))
        )
        return [Case(terms, tuple(changes))]


def merge(known: Facts, first: Known, second: Known) -> None:
    """Bring what is known to where two ways meet again."""
    for item in list(known):
        if item in first and item in second:
            known[item] = first[item] | second[item]
        else:
            del known[item]
