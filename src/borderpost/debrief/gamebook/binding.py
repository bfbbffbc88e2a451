"""Pages made into passages: put together where nobody need turn, and numbered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from hashlib import blake2b

from borderpost.debrief.gamebook.drafting import leads_to
from borderpost.debrief.gamebook.instructions import (
    Case,
    Choose,
    GoBack,
    Instruction,
    Node,
    Page,
    Roll,
    Turn,
    WriteDown,
)

LONGEST_SPLICED = 3
"""A page of nothing but this many ways on is put where it is turned to, however often."""


def bound(pages: Mapping[Node, Page], start: Node) -> dict[Node, Page]:
    """The passages of a book, in the order in which they are first led to."""
    left = {
        node: _renamed(page, lambda node: _last_of(node, pages)) for node, page in pages.items()
    }
    left = {node: _spliced(page, left) for node, page in left.items()}
    left = {node: left[node] for node in _reached(left, start)}
    named: Counter[Node] = Counter()
    for page in left.values():
        named.update(leads_to(page))
    whole: dict[Node, Page] = {}
    for node in left:
        if node == start or named[node] != 1 or not _ends_in(left, node, named):
            whole[node] = _joined(left, node, start, named)
    return {node: whole[node] for node in _reached(whole, start)}


def numbered(nodes: Mapping[Node, Page], story: str) -> dict[Node, int]:
    """The passages' numbers: 1 is the start, the others are shuffled, always the same way."""
    first, *others = nodes
    others.sort(key=lambda node: shuffle_key(story, *node))
    return {node: number for number, node in enumerate([first, *others], 1)}


def shuffle_key(*names: str) -> bytes:
    """Where something stands in an order that tells nothing."""
    return blake2b("\n".join(names).encode(), digest_size=16).digest()


def _last_of(node: Node, pages: Mapping[Node, Page]) -> Node:
    """Where a page that only says where to turn sends one in the end."""
    seen = {node}
    while True:
        match pages.get(node):
            case (Turn(after),) if after not in seen:
                seen.add(after)
                node = after
            case _:
                return node


def _renamed(page: Page, name: Callable[[Node], Node]) -> Page:
    """A page with every node it names put through a function."""
    found: list[Instruction] = []
    for each in page:
        match each:
            case Turn(node):
                found.append(Turn(name(node)))
            case WriteDown(node):
                found.append(WriteDown(name(node)))
            case Case(when, then, otherwise):
                found.append(Case(when, _renamed(then, name), otherwise))
            case Choose(ways, drawn, first):
                found.append(
                    Choose(
                        tuple(way._replace(node=name(way.node)) for way in ways),
                        tuple(way._replace(node=name(way.node)) for way in drawn),
                        first,
                    )
                )
            case Roll(outcomes):
                found.append(Roll(tuple((w, t, _renamed(then, name)) for w, t, then in outcomes)))
            case _:
                found.append(each)
    return tuple(found)


def _tail(page: Page) -> Node | None:
    """The node that a page turns to as its last word, whoever has read so far.

    After ways to choose from, that is only for those to whom none is open.
    """
    match page:
        case (*before, Turn(node)) if not (before and isinstance(before[-1], Choose)):
            return node
        case _:
            return None


def _spliced(page: Page, pages: Mapping[Node, Page]) -> Page:
    """A page whose last turn leads to a few ways on has them itself."""
    seen: set[Node] = set()
    while (node := _tail(page)) is not None and node not in seen and _is_signpost(pages[node]):
        seen.add(node)
        page = (*page[:-1], *pages[node])
    return page


def _is_signpost(page: Page) -> bool:
    """Whether a page holds nothing but a few ways on, and none to choose or roll for."""
    return len(page) <= LONGEST_SPLICED and all(
        isinstance(each, Turn | GoBack)
        or (isinstance(each, Case) and all(isinstance(inner, Turn | GoBack) for inner in each.then))
        for each in page
    )


def _reached(pages: Mapping[Node, Page], start: Node) -> list[Node]:
    """The pages that are led to from the start, nearest first."""
    found = {start: None}
    front = [start]
    for node in front:
        for there in leads_to(pages[node]):
            if there not in found:
                found[there] = None
                front.append(there)
    return front


def _ends_in(pages: Mapping[Node, Page], node: Node, named: Mapping[Node, int]) -> bool:
    """Whether the one page that names a node does so as its last word."""
    assert named[node] == 1
    return any(_tail(page) == node for page in pages.values())


def _joined(pages: Mapping[Node, Page], node: Node, start: Node, named: Mapping[Node, int]) -> Page:
    """A page with what follows it, as long as nothing else leads there."""
    page = pages[node]
    while (last := _tail(page)) is not None and named[last] == 1 and last not in (start, node):
        page = (*page[:-1], *pages[last])
    return page
