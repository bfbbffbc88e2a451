"""Conditions in a form that can be said: one of these holds, in which all of those hold.

What is known at a place is put in at once, so that a condition that must hold there, or cannot, is
none, and what is left asks for as little as it can.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable
from itertools import product

from borderpost.debrief.gamebook.items import EITHER, NO, YES, Item, Items, Known, Values
from borderpost.debrief.gamebook.numbers import Numbers
from borderpost.story.expressions.syntax import (
    Binary,
    Expression,
    Literal,
    Name,
    Query,
    Unary,
    Word,
)
from borderpost.story.mendable import Mendable
from borderpost.story.model import Condition, VariableKind

Term = dict[Item, Values]
"""Items, and the values one of which each must have."""

Terms = list[Term]
"""Terms one of which must hold. No term: never. A term that asks for nothing: always."""

ALWAYS: Terms = [{}]
NEVER: Terms = []

MOST_TERMS = 60
"""A condition of more terms than this is not printed."""

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


class CannotBePrinted(Mendable):
    """Something in a story that no gamebook on paper can hold."""

    code = 1


class Conditions:
    """The conditions of one story; `again` holds the scenes that a play may come to again."""

    def __init__(self, items: Items, again: frozenset[str]) -> None:
        """Ask for the items of this story."""
        self.items = items
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

    def one(self, item: Item, values: Values, known: Known) -> Terms:
        """An item has one of some values."""
        possible = self.items.possible(item, known)
        if possible is None:
            return [{item: values}]
        left = possible & values
        if left == possible:
            return ALWAYS
        if not left:
            return NEVER
        return [{item: values if self.items.is_number(item) else left}]

    def chosen(self, scene: str, choice: str, known: Known, *, holds: bool = True) -> Terms:
        """A choice of a scene was taken, or was not."""
        if scene in self.again:
            return self.one(Item("chose", scene, choice), YES if holds else NO, known)
        item = Item("decision", scene)
        number = frozenset((self.items.choices[scene].index(choice) + 1,))
        everything = self.items.domain(item) or NO
        return self.one(item, number if holds else everything - number, known)

    def all_of(self, parts: Iterable[Terms], known: Known) -> Terms:
        """All of some conditions hold."""
        found: Terms = ALWAYS
        for part in parts:
            terms: Terms = []
            for first, second in product(found, part):
                both = dict(first)
                for item, values in second.items():
                    both[item] = both[item] & values if item in both else values
                if all(self._can_be(item, values, known) for item, values in both.items()):
                    terms.append(both)
            found = self._shortened(terms, known)
        return found

    def any_of(self, parts: Iterable[Terms], known: Known) -> Terms:
        """One of some conditions holds."""
        return self._shortened([term for part in parts for term in part], known)

    def opposite(self, terms: Terms, known: Known) -> Terms:
        """None of the terms holds."""
        found: Terms = ALWAYS
        for term in terms:
            not_so = [
                {item: self._everything(item, known) - values} for item, values in term.items()
            ]
            not_so = [each for each in not_so if self._can_be(*next(iter(each.items())), known)]
            found = self.all_of((found, not_so), known)
        return found

    def narrowed(self, known: Known, terms: Terms) -> dict[Item, Values]:
        """What is known where one of the terms holds."""
        found = dict(known)
        for item in set.intersection(*(set(term) for term in terms)) if terms else ():
            if item.kind not in ("compare", "count"):
                values = frozenset[int]().union(*(term[item] for term in terms))
                possible = self.items.possible(item, known)
                found[item] = values if possible is None else values & possible
        return found

    def _everything(self, item: Item, known: Known) -> Values:
        """The values an item may have; of a number, all that it ever has, which says it shorter."""
        every = self.items.domain(item) if self.items.is_number(item) else None
        every = every or self.items.possible(item, known)
        assert every is not None
        return every

    def _can_be(self, item: Item, values: Values, known: Known) -> bool:
        """Whether an item may have one of some values."""
        possible = self.items.possible(item, known)
        return bool(values) and (possible is None or bool(possible & values))

    def _shortened(self, terms: Terms, known: Known) -> Terms:
        """The same without what is said twice."""
        kept: Terms = []
        for term in terms:
            if term not in kept:
                kept.append(term)
        merged = True
        while merged:
            merged = False
            for here, first in enumerate(kept):
                for there, second in enumerate(kept):
                    if here == there or not (both := self._both(first, second, known)):
                        continue
                    kept[min(here, there)] = both[0]
                    del kept[max(here, there)]
                    merged = True
                    break
                if merged:
                    break
        if len(kept) > MOST_TERMS:
            raise CannotBePrinted(
                f"a condition comes to {len(kept)} lines on paper, and {MOST_TERMS} is the most",
                "say it in fewer words, or keep a part of it in a flag of its own",
            )
        return kept

    def _both(self, first: Term, second: Term, known: Known) -> list[Term]:
        """One term that says what two say together, if there is one; in a list."""
        if all(item in second and second[item] <= values for item, values in first.items()):
            return [first]
        if first.keys() != second.keys():
            return []
        differing = [item for item in first if first[item] != second[item]]
        if len(differing) != 1:
            return []
        (item,) = differing
        together = {**first, item: first[item] | second[item]}
        possible = self.items.possible(item, known)
        if possible is not None and together[item] >= possible:
            del together[item]
        return [together]

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

__all__ = ["ALWAYS", "EITHER", "NEVER", "CannotBePrinted", "Conditions", "Term", "Terms"]
