"""What a book need not ask to be kept: only what some instruction asks for later is ticked."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from borderpost.debrief.gamebook.instructions import (
    Ask,
    Case,
    Change,
    Choose,
    Grid,
    Instruction,
    Node,
    Page,
    Reckon,
    Roll,
    Say,
    WriteDown,
)
from borderpost.debrief.gamebook.items import Item, Items
from borderpost.debrief.gamebook.numbers import Numbers
from borderpost.debrief.gamebook.terms import Terms
from borderpost.story.model import VariableKind


class Needs:
    """What the pages of a book ask for."""

    def __init__(self, items: Items) -> None:
        """Meters are always kept: a player wants to see them."""
        self._items = items
        self._numbers = Numbers(items)
        self.needed = {
            Item("variable", name)
            for name, variable in items.story.variables.items()
            if variable.kind is VariableKind.METER and not variable.ask
        }

    def pruned(self, pages: Mapping[Node, Page]) -> dict[Node, Page]:
        """The pages without changes of what is never asked for."""
        while True:
            left = {node: self._page(page, pages) for node, page in pages.items()}
            before = len(self.needed)
            for page in left.values():
                for each in page:
                    self._gather(each)
            if len(self.needed) == before:
                return left

    def _page(self, page: Page, pages: Collection[Node]) -> Page:
        """A page without what is not needed, as far as is known yet."""
        found: list[Instruction] = []
        for each in page:
            match each:
                case Change(_, item) if item not in self.needed:
                    continue
                case WriteDown(node) if node not in pages:  # nobody ever comes back
                    continue
                case Case(when, then, otherwise):
                    if left := self._page(then, pages):
                        found.append(Case(when, left, otherwise))
                case Ask(items=items):
                    kept = tuple(item for item in items if item in self.needed)
                    found.append(each._replace(items=kept))
                case Roll(outcomes):
                    rolls = tuple((w, t, self._page(then, pages)) for w, t, then in outcomes)
                    found.append(Roll(rolls))
                case _:
                    found.append(each)
        return tuple(found)

    def _gather(self, each: Instruction) -> None:
        """Keep what one instruction asks for."""
        for terms in conditions_of(each):
            for term in terms:
                for item in term:
                    self._need(item)
        for part in within(each):
            match part:
                case Change(amount=amount, other=other):
                    if amount is not None:
                        self._need_all(self._numbers.items_in(amount))
                    if other is not None:
                        self._need(other)
                case Reckon(_, amount) if amount is not None:
                    self._need_all(self._numbers.items_in(amount))
                case Say(prose):
                    names = {span.variable for paragraph in prose for span in paragraph.spans}
                    self._need_all(item for name in names for item in self._shown(name))

    def _shown(self, name: str) -> list[Item]:
        """The items that show a variable's value."""
        variable = self._items.story.variables.get(name)
        if variable is None or variable.kind is VariableKind.DERIVED:
            return []
        if variable.kind is VariableKind.SET_OF:
            return [Item("element", name, word) for word in variable.words]
        return [Item("variable", name)]

    def _need_all(self, items: Iterable[Item]) -> None:
        """Keep some items."""
        for item in items:
            self._need(item)

    def _need(self, item: Item) -> None:
        """Keep an item, and what it is made of."""
        match item.kind:
            case "compare":
                assert item.left is not None
                assert item.right is not None
                self._need_all(self._numbers.items_in(item.left))
                self._need_all(self._numbers.items_in(item.right))
            case "count":
                self._need_all(Item("answer", slot) for slot in self._items.counted(item.name))
        self.needed.add(item)


def within(each: Instruction) -> Iterator[Instruction]:
    """An instruction and all that stand inside it."""
    yield each
    parts: list[Page] = []
    match each:
        case Case(_, then):
            parts = [then]
        case Ask(_, words, options):
            parts = [words, *(page for option in options for page in (option.words, option.note))]
        case Grid(_, words, rows):
            parts = [words, *rows]
        case Choose(ways, drawn):
            parts = [way.words for way in (*drawn, *ways)]
        case Roll(outcomes):
            parts = [then for _, _, then in outcomes]
    for part in parts:
        for inner in part:
            yield from within(inner)


def conditions_of(each: Instruction) -> Iterator[Terms]:
    """Every condition in an instruction and inside it."""
    for part in within(each):
        match part:
            case Case(when) | Change(when=when) | Reckon(when=when):
                yield when
            case Ask(options=options):
                yield from (option.when for option in options)
            case Choose(ways, drawn):
                yield from (way.when for way in (*drawn, *ways))
            case Roll(outcomes):
                yield from (terms for _, terms, _ in outcomes)
