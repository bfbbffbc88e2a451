"""Effects as things to do on the sheet, and what is known of it afterwards."""

from __future__ import annotations

from collections.abc import Iterable

from borderpost.debrief.gamebook.conditions import Conditions
from borderpost.debrief.gamebook.instructions import Change
from borderpost.debrief.gamebook.items import EITHER, NO, YES, Item, Values
from borderpost.debrief.gamebook.terms import ALWAYS
from borderpost.story.expressions.syntax import Expression, Literal, Word
from borderpost.story.model import Effect, Variable, VariableKind

Facts = dict[Item, Values]
"""What is known, to be changed."""


class Effects:
    """The effects of one story."""

    def __init__(self, conditions: Conditions) -> None:
        """Over these conditions."""
        self._conditions = conditions
        self._numbers = conditions.numbers
        self._items = conditions.items

    def all(self, effects: Iterable[Effect], known: Facts) -> list[Change]:
        """What some effects ask to be done; `known` is brought to where they are done."""
        return [change for effect in effects for change in self._one(effect, known)]

    def cost(self, name: str, amount: int, known: Facts) -> Change:
        """What a choice takes from a meter."""
        return self._number(self._items.story.variables[name], "-=", Literal(amount), known)

    def _one(self, effect: Effect, known: Facts) -> list[Change]:
        """What one effect asks for."""
        variable = self._items.story.variables[effect.variable]
        item = Item("variable", variable.name)
        match variable.kind:
            case VariableKind.SET_OF:
                if not isinstance(effect.value, Word):  # it is emptied
                    return [
                        tick(Item("element", variable.name, word), 0, known)
                        for word in variable.words
                    ]
                item = Item("element", variable.name, effect.value.word)
                return [tick(item, effect.operator != "-=", known)]
            case VariableKind.FLAG:
                return [self._flag(item, effect.value, known)]
            case VariableKind.ONE_OF:
                return [self._word(item, effect.value, known)]
            case _:
                return [self._number(variable, effect.operator, effect.value, known)]

    def _flag(self, item: Item, value: Expression, known: Facts) -> Change:
        """A flag that is set to a truth."""
        terms = self._conditions.of(value, known)
        if terms == ALWAYS or not terms:
            return tick(item, bool(terms), known)
        known[item] = EITHER
        return Change("judge", item, when=terms)

    def _word(self, item: Item, value: Expression, known: Facts) -> Change:
        """A word that is set to another."""
        found = self._conditions.word(value)
        if isinstance(found, int):
            known[item] = frozenset((found,))
            return Change("word", item, value=found)
        assert found is not None
        known[item] = self._items.possible(found, known) or known[item]
        return Change("copy", item, other=found)

    def _number(self, variable: Variable, operator: str, value: Expression, known: Facts) -> Change:
        """A number that is moved or set, and stops at its ends."""
        item = Item("variable", variable.name)
        plain = self._numbers.plain(value, known)
        by = self._numbers.values(plain, known)
        if operator == "=":
            reached = by
        else:
            sign = 1 if operator == "+=" else -1
            at = self._items.possible(item, known)
            reached = None
            if by is not None and at is not None:
                reached = frozenset(a + sign * b for a in at for b in by)
        domain = self._items.domain(item)
        if domain is not None:
            known[item] = domain
            if reached is not None:
                known[item] = frozenset(
                    min(max(each, variable.low), variable.high) for each in reached
                )
        else:
            known.pop(item, None)
        verb = {"=": "set", "+=": "add", "-=": "take"}[operator]
        if isinstance(plain, Literal) and plain.value < 0 and verb != "set":
            plain, verb = Literal(-plain.value), "take" if verb == "add" else "add"
        return Change(verb, item, amount=plain)


def tick(item: Item, is_so: int, known: Facts) -> Change:
    """A box with two states, ticked or rubbed out."""
    if item in known:
        known[item] = YES if is_so else NO
    return Change("tick" if is_so else "rub", item, value=1)


def pick(item: Item, number: int, known: Facts) -> Change:
    """One box of several, of which one is ticked."""
    if item in known:
        known[item] = frozenset((number,))
    return Change("tick", item, value=number)


__all__ = ["Effects", "Facts", "pick", "tick"]
