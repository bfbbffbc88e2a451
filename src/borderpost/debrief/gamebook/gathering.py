"""Words for the same people put together, so that each finds their line but once.

Where a page says something to each of four boxes, and then something else to each of the same four,
a player would run down the margin twice.
"""

from __future__ import annotations

from itertools import zip_longest

from borderpost.debrief.gamebook.instructions import Case, Instruction, Page, Say
from borderpost.debrief.gamebook.items import Item, Values


def gathered(page: Page) -> Page:
    """A page in which a case that says more to the same people stands with the one before.

    The order of what anyone reads stays as it is: between the two there is nothing but words for
    people who are none of them. A case that has an `otherwise` behind it stays beside it.
    """
    found: list[Instruction] = []
    for each, after in zip_longest(page, page[1:]):
        keeps = isinstance(after, Case) and after.otherwise
        at = -1 if keeps else _earlier(found, each)
        if at < 0:
            found.append(each)
            continue
        first = found[at]
        assert isinstance(first, Case)
        assert isinstance(each, Case)
        found[at] = first._replace(then=(*first.then, *each.then))
    return tuple(found)


def _earlier(found: list[Instruction], each: Instruction) -> int:
    """Where a case for the same people stands that this one can join; -1 for nowhere."""
    mine = _only(each)
    if mine is None:
        return -1
    for at in range(len(found) - 1, -1, -1):
        other = _only(found[at])
        if other is None or other[0] != mine[0]:
            return -1
        if other[1] == mine[1]:
            return at
        if other[1] & mine[1]:
            return -1
    return -1


def _only(each: Instruction) -> tuple[Item, Values] | None:
    """The one thing that a case of mere words asks for, and its values; None for all else."""
    match each:
        case Case([term], then, False) if len(term) == 1:
            if all(isinstance(inner, Say) for inner in then):
                return next(iter(term.items()))
    return None
