"""What is for the same people put together, so that each finds their line but once.

Where a page says something to each of four boxes, and then something else to each of the same four,
a player would run down the margin twice. Where four lines ask for the same and one thing more each,
what they share is asked once.
"""

from __future__ import annotations

from itertools import zip_longest

from borderpost.debrief.gamebook.instructions import Case, Change, Instruction, Page, Say
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


def shared(page: Page) -> Page:
    """A page in which neighbouring cases that share a part of their conditions stand below it.

    What they share is asked but once: a case that changes something asks for boxes, and what it
    changes are values of the story's.
    """
    found: list[Instruction] = []
    at = 0
    while at < len(page):
        common, run = _run(page[at:])
        if run < 2:
            found.append(page[at])
            at += 1
            continue
        inner = tuple(
            each._replace(when=[dict(each.when[0].items() - common)])
            for each in page[at : at + run]
            if isinstance(each, Case)
        )
        found.append(Case([dict(common)], inner))
        at += run
    return tuple(found)


Literals = frozenset[tuple[Item, Values]]
"""What must all hold."""


def _run(page: Page) -> tuple[Literals, int]:
    """What the first cases of a page share, and how many do, each asking for something more."""
    common = _literals(page[0])
    second = _literals(page[1]) if len(page) > 1 else frozenset()
    common &= second
    run = 0
    for each, after in zip_longest(page, page[1:]):
        literals = _literals(each)
        if not common < literals or (isinstance(after, Case) and after.otherwise):
            break
        run += 1
    return (common, run) if common else (common, 0)


def _literals(each: Instruction) -> Literals:
    """What a case of words and changes asks for, if all of it must hold."""
    match each:
        case Case([term], then, False):
            if all(isinstance(inner, Say | Change) for inner in then):
                return frozenset(term.items())
    return frozenset()
