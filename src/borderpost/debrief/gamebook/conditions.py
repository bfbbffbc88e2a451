"""The conditions of a story, put into terms of what stands on the sheet."""

from __future__ import annotations

import operator
from collections.abc import Callable
from itertools import product

from borderpost.debrief.gamebook.items import NO, YES, Item, Items, Known
from borderpost.debrief.gamebook.numbers import Numbers
from borderpost.debrief.gamebook.terms import ALWAYS, NEVER, Combining, Terms
from borderpost.story.expressions.syntax import (
    Binary,
    Expression,
    Literal,
    Name,
    Query,
    Unary,
    Word,
)
from borderpost.story.model import Condition, VariableKind

MOST_TRIED = 4000
"""How many combinations of values are tried to see whether a comparison can come out otherwise."""

COMPARE: dict[str, Callable[[int, int], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "==": operator.eq,
    "!=": operator.ne,
}
OPPOSITE = {"<": ">=", ">=": "<", ">": "<=", "<=": ">", "==": "!=", "!=": "=="}


class Conditions(Combining):
    """The conditions of one story; `again` holds the scenes that a play may come to again."""

    def __init__(self, items: Items, again: frozenset[str]) -> None:
        """Ask for the items of this story."""
        super().__init__(items)
        self.numbers = Numbers(items)
        self.again = again

    def terms(self, condition: Condition | None, known: Known, *, holds: bool = True) -> Terms:
        """A condition, or its opposite, where this is known."""
        if condition is None:
            return ALWAYS if holds else NEVER
        return self.of(condition.expression, known, holds=holds)

    def of(self, tree: Expression, known: Known, *, holds: bool = True) -> Terms:
        """The terms of an expression that is true or false."""
        match tree:
            case Literal(value):
                return ALWAYS if bool(value) is holds else NEVER
            case Name(name):
                derivation = self.items.story.variables[name].derivation
                if derivation is not None:
                    return self.of(derivation.expression, known, holds=holds)
                return self.one(Item("variable", name), YES if holds else NO, known)
            case Unary(_, operand):
                return self.of(operand, known, holds=not holds)
            case Binary("and" | "or" as sign, left, right):
                sides = self.of(left, known, holds=holds), self.of(right, known, holds=holds)
                join = self.all_of if (sign == "and") is holds else self.any_of
                return join(sides, known)
            case Binary("in", Word(word, variable), _):
                return self.one(Item("element", variable, word), YES if holds else NO, known)
            case Binary(sign, left, right):
                return self._compared(sign if holds else OPPOSITE[sign], left, right, known)
            case Query(function, arguments):
                return self._asked(function, arguments[0] if arguments else "", known, holds=holds)
            case Word():
                raise AssertionError("a word alone is no condition")

    def chosen(self, scene: str, choice: str, known: Known, *, holds: bool = True) -> Terms:
        """A choice of a scene was taken, or was not."""
        if scene in self.again:
            return self.one(Item("chose", scene, choice), YES if holds else NO, known)
        item = Item("decision", scene)
        number = frozenset((self.items.choices[scene].index(choice) + 1,))
        everything = self.items.domain(item) or NO
        return self.one(item, number if holds else everything - number, known)

    def _asked(self, function: str, name: str, known: Known, *, holds: bool) -> Terms:
        """A question to the play so far."""
        if function == "seen":
            return self.one(Item("seen", name), YES if holds else NO, known)
        first, _, second = name.partition(".")
        if function == "chose":
            return self.chosen(first, second, known, holds=holds)
        options = [option.id for option in self.items.questions[first].options]
        number = frozenset((options.index(second) + 1,))
        item = Item("answer", first)
        everything = self.items.domain(item) or NO
        return self.one(item, number if holds else everything - number, known)

    def _compared(self, sign: str, left: Expression, right: Expression, known: Known) -> Terms:
        """A comparison of words, of truths or of numbers."""
        words = self.word(left), self.word(right)
        if words[0] is not None and words[1] is not None:
            return self._words_compared(sign, words[0], words[1], known)
        if self.is_truth(left):
            return self.any_of(
                (
                    self.all_of(
                        (
                            self.of(left, known, holds=truth),
                            self.of(right, known, holds=truth is (sign == "==")),
                        ),
                        known,
                    )
                    for truth in (True, False)
                ),
                known,
            )
        return self._numbers_compared(sign, left, right, known)

    def _words_compared(
        self, sign: str, left: Item | int, right: Item | int, known: Known
    ) -> Terms:
        """Two words, each kept in an item or written down."""
        if isinstance(left, int) or isinstance(right, int):
            item, place = (right, left) if isinstance(left, int) else (left, right)
            if isinstance(item, int):
                return ALWAYS if (item == place) is (sign == "==") else NEVER
            assert isinstance(place, int)
            same = frozenset((place,))
            everything = self.items.domain(item) or NO
            return self.one(item, same if sign == "==" else everything - same, known)
        pairs = (
            self.all_of(
                (
                    self.one(left, frozenset((place,)), known),
                    self._words_compared(sign, right, place, known),
                ),
                known,
            )
            for place in sorted(self.items.domain(left) or ())
        )
        return self.any_of(pairs, known)

    def _numbers_compared(
        self, sign: str, left: Expression, right: Expression, known: Known
    ) -> Terms:
        """Two numbers: by the values of what they are made of, where that is one thing."""
        left, right = self.numbers.plain(left, known), self.numbers.plain(right, known)
        made_of = sorted(self.numbers.items_in(left) | self.numbers.items_in(right), key=str)
        ways = [self.items.possible(item, known) for item in made_of]
        combinations = 1
        for values in ways:
            combinations *= WIDE if values is None else len(values)
        whole = Item("compare", sign, "", left, right)
        if combinations > MOST_TRIED:
            return self._whole(whole)
        outcomes: dict[tuple[int, ...], bool] = {}
        for combination in product(*(sorted(each or ()) for each in ways)):
            held = dict(zip(made_of, combination, strict=True))
            first, second = self.numbers.worth(left, held), self.numbers.worth(right, held)
            outcomes[combination] = COMPARE[sign](first, second)
        if all(outcomes.values()):
            return ALWAYS
        if not any(outcomes.values()):
            return NEVER
        if len(made_of) == 1:
            item = made_of[0]
            fitting = frozenset(
                value
                for value in self.items.domain(item) or ()
                if COMPARE[sign](
                    self.numbers.worth(left, {item: value}),
                    self.numbers.worth(right, {item: value}),
                )
            )
            return self.one(item, fitting, known)
        return self._whole(whole)

    def _whole(self, item: Item) -> Terms:
        """A comparison as one thing that is so or not; an opposite is the same thing, not so."""
        if item.name in (">=", ">", "!="):
            return [{item._replace(name=OPPOSITE[item.name]): NO}]
        return [{item: YES}]

    def word(self, tree: Expression) -> Item | int | None:
        """The item that holds a word, or the place of a word that is written; None for no word."""
        if isinstance(tree, Word):
            return tree.place
        if isinstance(tree, Name):
            variable = self.items.story.variables[tree.name]
            if variable.derivation is not None:
                return self.word(variable.derivation.expression)
            if variable.kind is VariableKind.ONE_OF:
                return Item("variable", tree.name)
        return None

    def is_truth(self, tree: Expression) -> bool:
        """Whether an expression is true or false rather than a number."""
        match tree:
            case Literal(value):
                return isinstance(value, bool)
            case Name(name):
                variable = self.items.story.variables[name]
                if variable.derivation is not None:
                    return self.is_truth(variable.derivation.expression)
                return variable.kind is VariableKind.FLAG
            case Query(function):
                return function not in ("lowest", "signed_count", "signed_unsupported")
            case Unary(sign) | Binary(sign):
                return sign not in ("+", "-", "*")
            case Word():
                return False


WIDE = MOST_TRIED + 1
"""Stands for the number of values of what has too many to try."""
