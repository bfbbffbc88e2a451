"""The player's sheet: what is kept on it, and the name that each thing has in the book."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import product
from string import ascii_uppercase
from typing import NamedTuple

from borderpost.debrief.gamebook.instructions import Ask, Change, Node, Page, WriteDown
from borderpost.debrief.gamebook.items import EITHER, Item, Items
from borderpost.debrief.gamebook.pruning import within
from borderpost.engine.layout import visit_bound
from borderpost.story.model import Variable, VariableKind

BOXES = frozenset(("decision", "chose", "answer", "pending", "seen", "later", "visits"))
"""The kinds of items that are boxes with codes; `visits` where a scene is entered but once."""

HEADINGS = {
    "decision": "What you chose",
    "answer": "What you answered",
    "pending": "Only until you leave the page",
    "seen": "Where you were",
    "later": "What is still to come",
    "visits": "What is spent",
}
"""What stands over the boxes of a kind, in this order."""


LONGEST_TRACK = 24
"""A number with more values than this is written down anew instead of circled."""


class Track(NamedTuple):
    """A number from `low` to `high`: a row of numbers, one of which is circled, if it is short."""

    name: str
    low: int
    high: int
    start: int
    explain: str = ""

    @property
    def numbers(self) -> tuple[int, ...]:
        """The numbers of the row; none where there are too many."""
        wide = self.high - self.low > LONGEST_TRACK
        return () if wide else tuple(range(self.low, self.high + 1))


class Words(NamedTuple):
    """Words of which one is circled (`one`), or any may be ticked."""

    name: str
    words: tuple[str, ...]
    start: tuple[str, ...]
    one: bool


class Boxes(NamedTuple):
    """Boxes to tick, row by row; the boxes of a row begin with the same letter."""

    heading: str
    rows: tuple[tuple[str, ...], ...]


class Sheet(NamedTuple):
    """Everything that is kept; `returns` tells that there is a column for where to come back to."""

    tracks: tuple[Track, ...]
    flags: tuple[tuple[str, bool], ...]
    words: tuple[Words, ...]
    boxes: tuple[Boxes, ...]
    returns: bool


class Names:
    """The names of things on the sheet, and their codes."""

    def __init__(self, items: Items, pages: Mapping[Node, Page], needed: Iterable[Item]) -> None:
        """Give codes in the order of the pages, to what is ticked in them."""
        self.items = items
        self._variables = _labels(items.story.variables)
        self._needed = set(needed)
        self._codes: dict[tuple[Item, int], str] = {}
        self._groups: dict[tuple[str, str], list[tuple[Item, int]]] = {}
        self._visits: dict[str, int] = {}
        self._draws = 0
        self.returns = False
        for page in pages.values():
            for each in page:
                for part in within(each):
                    self.returns = self.returns or isinstance(part, WriteDown)
                    for box in _ticks(part):
                        self._keep(*box)
        self._give_codes()

    def variable(self, name: str) -> str:
        """What a variable is called on the sheet."""
        return self._variables[name]

    def code(self, item: Item, value: int) -> str:
        """The code of a box; empty where it is none that is ever ticked."""
        return self._codes.get((item, value), "")

    def codes(self, item: Item) -> dict[int, str]:
        """The codes of all boxes of one thing, by the value they stand for."""
        return {value: code for (each, value), code in self._codes.items() if each == item}

    def number(self, item: Item) -> str:
        """What a number is called on the sheet."""
        if item.kind == "visits":
            return f"Visits {self._visits.setdefault(item.name, len(self._visits) + 1)}"
        return "Draw" if item.kind == "drawn" else self.variable(item.name)

    def is_box(self, item: Item) -> bool:
        """Whether a thing is a box with a code."""
        if item.kind == "visits":
            return self.items.domain(item) == EITHER
        return item.kind in BOXES

    def sheet(self, start: Mapping[Item, frozenset[int]]) -> Sheet:
        """The sheet, with everything as it is at the start."""
        kept = [
            variable
            for variable in self.items.story.variables.values()
            if any(
                item.kind in ("variable", "element") and item.name == variable.name
                for item in self._needed
            )
        ]
        return Sheet(
            tuple(self._tracks(kept, start)),
            tuple(
                (self.variable(each.name), start[Item("variable", each.name)] == {1})
                for each in kept
                if each.kind is VariableKind.FLAG
            ),
            tuple(self._words(kept, start)),
            tuple(self._boxes()),
            self.returns,
        )

    def _keep(self, item: Item, value: int) -> None:
        """Note a box that is ticked somewhere."""
        if item.kind == "drawn":
            self._draws = max(self._draws, value)
        if item in self._needed and self.is_box(item):
            kind = "decision" if item.kind == "chose" else item.kind
            of = item.name if kind in ("decision", "answer", "pending") else ""
            group = self._groups.setdefault((kind, of), [])
            if (item, value) not in group:
                group.append((item, value))

    def _give_codes(self) -> None:
        """Give every box its code: a letter for what belongs together, and a number."""
        letters = _letters(
            {name[0] for name in (*self.items.story.facts, *self.items.story.sources)}
        )
        taken = set(self._variables.values())
        for kind in HEADINGS:
            for (of_kind, _), group in self._groups.items():
                if of_kind != kind:
                    continue
                group.sort(key=self._order)
                letter = next(
                    letter
                    for letter in letters
                    if not any(f"{letter}{n}" in taken for n in range(1, len(group) + 1))
                )
                for number, box in enumerate(group, 1):
                    self._codes[box] = f"{letter}{number}"

    def _order(self, box: tuple[Item, int]) -> int:
        """Where a box stands among those that belong with it: as the story has them."""
        item, value = box
        return self.items.choices[item.name].index(item.part) if item.kind == "chose" else value

    def _tracks(
        self, kept: list[Variable], start: Mapping[Item, frozenset[int]]
    ) -> Iterator[Track]:
        """The numbers of the sheet."""
        for each in kept:
            if each.kind in (VariableKind.METER, VariableKind.RANGE):
                (at,) = start[Item("variable", each.name)]
                explain = " ".join(each.explain.split()) if each.kind is VariableKind.METER else ""
                yield Track(self.variable(each.name), each.low, each.high, at, explain)
        for item in sorted(self._needed, key=str):
            if item.kind == "visits" and not self.is_box(item):
                bound = visit_bound(self.items.story.scenes[item.name])
                yield Track(self.number(item), 0, bound, 0)
            elif item.kind == "drawn":
                yield Track("Draw", 0, self._draws, 0)

    def _words(self, kept: list[Variable], start: Mapping[Item, frozenset[int]]) -> Iterator[Words]:
        """The words of the sheet."""
        for each in kept:
            words = tuple(word_on_paper(word) for word in each.words)
            if each.kind is VariableKind.ONE_OF:
                (at,) = start[Item("variable", each.name)]
                yield Words(self.variable(each.name), words, (words[at],), one=True)
            elif each.kind is VariableKind.SET_OF:
                ticked = tuple(
                    word_on_paper(word)
                    for word in each.words
                    if start[Item("element", each.name, word)] == {1}
                )
                yield Words(self.variable(each.name), words, ticked, one=False)

    def _boxes(self) -> Iterator[Boxes]:
        """The boxes of the sheet, kind by kind."""
        for kind, heading in HEADINGS.items():
            rows = tuple(
                tuple(self._codes[box] for box in group)
                for (of_kind, _), group in self._groups.items()
                if of_kind == kind
            )
            if rows:
                yield Boxes(heading, rows)


def word_on_paper(word: str) -> str:
    """A word of the story's as it is printed."""
    return word.replace("_", " ")


def _ticks(each: object) -> Iterator[tuple[Item, int]]:
    """The boxes that an instruction has ticked."""
    match each:
        case Change("tick", item, value=value):
            yield item, value
        case Change("add", Item("visits") as item):
            yield item, 1
        case Ask(_, _, options, items):
            yield from ((item, option.number) for item in items for option in options)


def _letters(taken: set[str]) -> Iterator[str]:
    """Letters for codes: none that facts or cards begin with, none that looks like a number."""
    alphabet = [letter for letter in ascii_uppercase if letter not in taken | {"I", "O"}]
    yield from alphabet
    yield from (f"{first}{second}" for first, second in product(alphabet, repeat=2))


def _labels(variables: Mapping[str, Variable]) -> dict[str, str]:
    """What each variable is called: its label, or the words of its name; no two the same."""
    found: dict[str, str] = {}
    for name, variable in variables.items():
        words = re.sub(r"\s+", " ", variable.label or name.replace("_", " ").capitalize()).strip()
        if words in found.values() or not words:
            words = f"{words} ({name})".strip()
        found[name] = words
    return found
