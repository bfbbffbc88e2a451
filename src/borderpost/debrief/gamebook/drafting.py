"""Every page of a book, with what is known on turning to it: until nothing more can be known."""

from __future__ import annotations

from collections.abc import Mapping

from borderpost.debrief.gamebook.conditions import Conditions
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
from borderpost.debrief.gamebook.items import Item, Items, Values, at_start, joined
from borderpost.debrief.gamebook.scenes import Scenes
from borderpost.debrief.gamebook.terms import CannotBePrinted
from borderpost.story.model import Story

MOST_PAGES = 4000
"""A draft of more pages is far beyond what could be printed."""


class Draft:
    """The pages of a story by what they stand for, in the order in which they were found."""

    def __init__(self, story: Story, settings: Mapping[str, int], again: frozenset[str]) -> None:
        """Write every page that can be turned to; `again` holds scenes that may come again."""
        self.pages: dict[Node, Page] = {}
        self.items = Items(story)
        self._known: dict[Node, dict[Item, Values]] = {}
        self._waiting: dict[Node, None] = {}
        self.conditions = Conditions(self.items, again)
        scenes = Scenes(story, self.conditions, self._reach)
        self._reach(Node("scene", story.info.start), at_start(story, settings))
        while self._waiting:
            node = next(iter(self._waiting))
            del self._waiting[node]
            self.pages[node] = scenes.page(node, self._known[node])
            if len(self.pages) > MOST_PAGES:
                raise CannotBePrinted(
                    f"the gamebook would have more than {MOST_PAGES} passages to begin with",
                    "print a part of the story as a story of its own",
                )

    def _reach(self, node: Node, known: Mapping[Item, Values]) -> None:
        """A page can be turned to with this known: if that is less than before, write it anew."""
        before = self._known.get(node)
        now = dict(known) if before is None else joined(before, known)
        if now != before:
            self._known[node] = now
            self._waiting[node] = None


def draft_of(story: Story, settings: Mapping[str, int]) -> Draft:
    """The pages of a story with its settings as they are."""
    first = Draft(story, settings, frozenset(story.scenes))
    return Draft(story, settings, _again(first.pages))


def leads_to(page: Page) -> list[Node]:
    """The nodes that a page names, in order; one that is written down to come back to as well."""
    found: list[Node] = []
    for each in page:
        found += _of_instruction(each)
    return found


def _of_instruction(each: Instruction) -> list[Node]:
    """The nodes that one instruction names."""
    match each:
        case Turn(node) | WriteDown(node):
            return [node]
        case Case(_, then):
            return leads_to(then)
        case Choose(ways, drawn):
            return [way.node for way in (*drawn, *ways)]
        case Roll(outcomes):
            return [node for _, _, then in outcomes for node in leads_to(then)]
        case _:
            return []


def _again(pages: Mapping[Node, Page]) -> frozenset[str]:
    """The scenes that a play may come to more than once: those that lie on a ring of pages."""
    after = {node: leads_to(page) for node, page in pages.items()}
    comes_back = [node for node in pages if node.kind == "after"]
    for node, page in pages.items():
        if comes_back and goes_back(page):
            after[node] += comes_back
    found = set()
    for node in pages:
        if node.kind != "scene":
            continue
        seen: set[Node] = set()
        front = [node]
        while front:
            for there in after.get(front.pop(), ()):
                if there not in seen:
                    seen.add(there)
                    front.append(there)
        if node in seen:
            found.add(node.name)
    return frozenset(found)


def goes_back(page: Page) -> bool:
    """Whether a page may end by going back to where was last written down."""
    for each in page:
        match each:
            case GoBack():
                return True
            case Case(_, then) if goes_back(then):
                return True
            case Roll(outcomes) if any(goes_back(then) for _, _, then in outcomes):
                return True
    return False
