"""A list to take one thing from: choices, answers, runs, pages."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

from textual import events
from textual.content import Content
from textual.geometry import Region, Size
from textual.message import Message
from textual.strip import Strip

from borderpost.terminal.parts.lines import Plain, drawn_line
from borderpost.terminal.parts.typeset import MARK, POINTER, QUIET, wrapped

CARET = "▸"
"""What stands before the item that Enter takes."""


MOST_NUMBERED = 9
"""Items after so many have no number: there is one key for each of the first."""


class Item(NamedTuple):
    """One line to take, or one greyed that says why not.

    `number` is the key that takes it (0: none); `notes` are lines below it, in quiet letters;
    `parted` asks for an empty line above it, and `heading` stands between that and the item: it
    begins a group. `brief` keeps the label to one line.
    """

    label: Content
    number: int = 0
    notes: tuple[Content, ...] = ()
    takeable: bool = True
    parted: bool = False
    heading: Content = Content()
    brief: bool = False

    @property
    def above(self) -> int:
        """How many lines stand above it that are not its own."""
        return self.parted + bool(self.heading)


class Menu(Plain):
    """Shows items, one that can be taken highlighted.

    Keys come to it by way of its screen, the mouse by itself.
    """

    ALLOW_SELECT = False

    class Taken(Message):
        """An item was taken."""

        def __init__(self, menu: Menu, index: int) -> None:
            """The item's place in the menu, from 0."""
            super().__init__()
            self.menu = menu
            self.index = index

        def forget(self) -> None:
            """Come to nothing, should it not have come to anything yet."""
            self.no_dispatch = True  # type: ignore[misc] # Textual only reads it from the message

    def __init__(self, items: Sequence[Item] = (), *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        """Begin with some items, or none."""
        super().__init__(id=id)
        self._items: tuple[Item, ...] = ()
        self._highlighted = -1
        self._lit = True
        self._set: tuple[int, list[list[Content]]] = (-1, [])
        self._tops: list[int] = []
        self._taken: Menu.Taken | None = None
        self.show(items)

    def show(self, items: Sequence[Item], highlighted: int = 0) -> None:
        """Show other items, the given one highlighted (-1: none) or the first to be taken.

        What was taken of those before and has not come to anything yet, never will: a key struck
        twice must not also take something that nobody has seen.
        """
        if self._taken is not None:
            self._taken.forget()
        self.free()
        self._items = tuple(
            item if item.number <= MOST_NUMBERED else item._replace(number=0) for item in items
        )
        if highlighted >= 0 and not self._can_take(highlighted):
            takeable = (index for index, item in enumerate(self._items) if item.takeable)
            highlighted = next(takeable, -1)
        self._highlighted = highlighted
        self._set = (-1, [])
        self.display = bool(self._items)
        self.refresh(layout=True)

    @property
    def items(self) -> tuple[Item, ...]:
        """What is shown."""
        return self._items

    @property
    def highlighted(self) -> int:
        """The item that Enter takes (-1: none can be taken)."""
        return self._highlighted

    def light(self, *, lit: bool) -> None:
        """Show what is highlighted, or do not, while the keys go elsewhere."""
        if lit != self._lit:
            self._lit = lit
            self.refresh()

    def move(self, by: int) -> bool:
        """Highlight the next item that can be taken, one up (-1) or down (+1); whether there is."""
        index = self._highlighted + by
        while 0 <= index < len(self._items):
            if self._items[index].takeable:
                self.highlight(index)
                return True
            index += by
        return False

    def highlight(self, index: int) -> None:
        """Highlight an item, if it can be taken."""
        if index != self._highlighted and self._can_take(index):
            self._highlighted = index
            self.refresh()

    def highlight_edge(self, *, last: bool) -> None:
        """Highlight the first or the last item that can be taken."""
        takeable = [index for index, item in enumerate(self._items) if item.takeable]
        if takeable:
            self.highlight(takeable[-1 if last else 0])

    def take(self, index: int) -> None:
        """Take an item, if it can be taken and nothing else was taken that is still to happen.

        Whoever handles `Taken` frees the menu for the next; every `Frame` does.
        """
        if self._taken is None and self._can_take(index):
            # Not painted by itself: that would come before what the taking changes.
            self._highlighted = index
            self._taken = self.Taken(self, index)
            self.post_message(self._taken)

    def free(self) -> None:
        """Let something be taken again."""
        self._taken = None

    def index_of(self, number: int) -> int:
        """The place of the item with this number, or -1 where none can be taken."""
        found = (i for i, item in enumerate(self._items) if item.number == number and item.takeable)
        return next(found, -1)

    def region_of(self, index: int) -> Region:
        """Where an item stands, in the coordinates of what the menu scrolls in."""
        width = self.content_size.width
        drawn = self._drawn(width)
        y = height = 0
        if 0 <= index < len(self._items):
            above = self._items[index].above
            y, height = self._tops[index] + above, len(drawn[index]) - above
        return Region(0, y, max(width, 1), height).translate(self.virtual_region.offset)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002 - Textual's own
        """As many lines as the items need."""
        return sum(len(lines) for lines in self._drawn(width))

    def render_line(self, y: int) -> Strip:
        """A line of it; those of the highlighted item with a caret, in bold, on a band."""
        width = self.content_size.width
        drawn, index = self._drawn(width), self._index_at(y)
        if index < 0:
            return drawn_line(self, Content(), y)
        number = y - self._tops[index]
        line = drawn[index][number]
        number -= self._items[index].above
        if index == self._highlighted and number >= 0 and (self._lit or self.mouse_hover):
            caret = Content.styled(CARET, POINTER) if number == 0 else Content(" ")
            marked = caret + line[1:]
            filled = marked.pad_right(max(width - marked.cell_length, 0))
            line = filled.stylize_before("bold on $band")
        return drawn_line(self, line, y)

    def on_click(self, event: events.Click) -> None:
        """Take the item under the mouse."""
        event.stop()
        self.take(self._index_at(event.y))

    def on_leave(self) -> None:
        """Where the keys go elsewhere, nothing is highlighted once the mouse is gone."""
        if not self._lit:
            self.refresh()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Highlight the item under the mouse."""
        if event.delta_x or event.delta_y:
            self.highlight(self._index_at(event.y))

    def _can_take(self, index: int) -> bool:
        """Whether there is such an item, and it can be taken."""
        return 0 <= index < len(self._items) and self._items[index].takeable

    def _index_at(self, y: int) -> int:
        """The item drawn at a line of the widget, or -1."""
        drawn = self._drawn(self.content_size.width)
        index = bisect_right(self._tops, y) - 1
        return index if index >= 0 and y < self._tops[index] + len(drawn[index]) else -1

    def _drawn(self, width: int) -> list[list[Content]]:
        """The lines of each item at a width, without the highlight."""
        if self._set[0] != width:
            digits = max((len(str(item.number)) for item in self._items), default=1)
            numbered = any(item.number for item in self._items)
            drawn = [_lines(item, width, digits * numbered) for item in self._items]
            self._set = (width, drawn)
            self._tops = [0, *accumulate(map(len, drawn))][:-1]
        return self._set[1]


def _lines(item: Item, width: int, digits: int) -> list[Content]:
    """An item's lines: two cells for the caret, the number if any has one, the label, the notes."""
    edge = f"{item.number or '·':>{digits}}" if digits else ""
    hang = " " * (len(edge) + 4 if digits else 2)
    room = width - len(hang)
    label = item.label if item.takeable else item.label.stylize_before(QUIET)
    lines = [Content()] if item.parted else []
    if item.heading:
        lines.append(item.heading.truncate(max(width, 1), ellipsis=True))
    brief = label.truncate(max(room, 1), ellipsis=True)
    for number, line in enumerate([brief] if item.brief else wrapped(label, room)):
        # Only the number itself is a mark: some themes underline marks.
        sign = Content.styled(edge.strip(), MARK if item.takeable and item.number else QUIET)
        before = sign.pad_left(2 + len(edge) - sign.cell_length).pad_right(2 if edge else 0)
        lines.append((Content(hang) if number else before) + line)
    for note in item.notes:
        lines += [Content(hang) + line for line in wrapped(note.stylize_before(QUIET), room)]
    return lines
