"""Numbers on paper: sums and products of what stands on the sheet."""

from __future__ import annotations

import operator
from collections.abc import Mapping
from itertools import product

from borderpost.debrief.gamebook.items import Item, Items, Known, Values
from borderpost.story.expressions.syntax import Binary, Expression, Literal, Name, Query, Unary

MOST_VALUES = 400
"""A number that may have more values than this may have any."""

REACH = {"+": operator.add, "-": operator.sub, "*": operator.mul}


class Numbers:
    """The numbers of one story."""

    def __init__(self, items: Items) -> None:
        """Made of these items."""
        self._items = items

    def plain(self, tree: Expression, known: Known) -> Expression:
        """The same number with derived ones written out, and what is known put in."""
        match tree:
            case Name(name):
                derivation = self._items.story.variables[name].derivation
                if derivation is not None:
                    return self.plain(derivation.expression, known)
                return self._known(Item("variable", name), known) or Name(name, 0)
            case Query("lowest", arguments):
                return Query("lowest", arguments, 0)
            case Query(function, arguments):
                item = Item("count", arguments[0] if arguments else "unsupported")
                return self._known(item, known) or Query(function, arguments, 0)
            case Unary(sign, operand):
                inner = self.plain(operand, known)
                return (
                    Literal(-inner.value) if isinstance(inner, Literal) else Unary(sign, inner, 0)
                )
            case Binary(sign, left, right):
                first, second = self.plain(left, known), self.plain(right, known)
                if isinstance(first, Literal) and isinstance(second, Literal):
                    return Literal(REACH[sign](first.value, second.value))
                return Binary(sign, first, second, 0)
            case _:
                return tree

    def items_in(self, tree: Expression) -> set[Item]:
        """The items that a number written out is made of."""
        match tree:
            case Name(name):
                return {Item("variable", name)}
            case Query("lowest", names):
                return {Item("variable", name) for name in names}
            case Query(_, arguments):
                return {Item("count", arguments[0] if arguments else "unsupported")}
            case Unary(_, operand):
                return self.items_in(operand)
            case Binary(_, left, right):
                return self.items_in(left) | self.items_in(right)
            case _:
                return set()

    def worth(self, tree: Expression, held: Mapping[Item, int]) -> int:
        """What a number written out comes to, with these values."""
        match tree:
            case Literal(value):
                return int(value)
            case Name(name):
                return held[Item("variable", name)]
            case Query("lowest", names):
                return min(held[Item("variable", name)] for name in names)
            case Query(_, arguments):
                return held[Item("count", arguments[0] if arguments else "unsupported")]
            case Unary(_, operand):
                return -self.worth(operand, held)
            case Binary(sign, left, right):
                return int(REACH[sign](self.worth(left, held), self.worth(right, held)))
            case _:
                raise AssertionError("no number")

    def values(self, tree: Expression, known: Known) -> Values | None:
        """Every value that a number may come to; None for any."""
        plain = self.plain(tree, known)
        made_of = sorted(self.items_in(plain), key=str)
        ways = [self._items.possible(item, known) for item in made_of]
        count = 1
        for each in ways:
            if each is None:
                return None
            count *= len(each)
        if count > MOST_VALUES:
            return None
        return frozenset(
            self.worth(plain, dict(zip(made_of, values, strict=True)))
            for values in product(*(sorted(each or ()) for each in ways))
        )

    def _known(self, item: Item, known: Known) -> Literal | None:
        """The one value an item must have, if there is but one."""
        possible = self._items.possible(item, known)
        return Literal(next(iter(possible))) if possible and len(possible) == 1 else None
