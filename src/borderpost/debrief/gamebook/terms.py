"""Conditions as terms: one of these holds, in which all of those hold.

What is known at a place is put in at once, so that a condition that must hold there, or cannot, is
none, and what is left asks for as little as it can.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import product

from borderpost.debrief.gamebook.items import Item, Items, Known, Values
from borderpost.story.mendable import Mendable

Term = dict[Item, Values]
"""Items, and the values one of which each must have."""

Terms = list[Term]
"""Terms one of which must hold. No term: never. A term that asks for nothing: always."""

ALWAYS: Terms = [{}]
NEVER: Terms = []

MOST_TERMS = 150
"""A condition that comes to more terms than this on the way is not followed any further."""


class CannotBePrinted(Mendable):
    """Something in a story that no gamebook on paper can hold."""

    code = 1


class Combining:
    """Puts the terms of one story together."""

    def __init__(self, items: Items) -> None:
        """Over these items."""
        self.items = items

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
                f"a condition comes to {len(kept)} cases, and {MOST_TERMS} is the most",
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
