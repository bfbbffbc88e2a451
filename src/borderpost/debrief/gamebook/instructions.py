"""What the passages of a book say, before it is put into words: plain data.

A passage is a row of instructions, followed from first to last until one leads away.
"""

from __future__ import annotations

from typing import NamedTuple

from borderpost.debrief.gamebook.items import Item
from borderpost.debrief.gamebook.terms import NEVER, Terms
from borderpost.story.expressions.syntax import Expression
from borderpost.story.model import Question
from borderpost.story.prose import Prose


class Node(NamedTuple):
    """What a passage stands for: a scene, a choice taken, a way on, an ending (`kind`), and which.

    `go` is a scene left by its own flow, `after` what follows a call.
    """

    kind: str
    name: str
    part: str = ""


class Heading(NamedTuple):
    """Where one is: a title, and when and where that is."""

    title: str
    where: str = ""


class Say(NamedTuple):
    """Something to read: a scene's words, or the story's on a choice (`kind` prose)."""

    prose: Prose


class Change(NamedTuple):
    """Something to do on the sheet.

    `verb` is add, take or set (a number, `amount`), word (set to the word of place `value`), copy
    (to the word of `other`), tick or rub (a box: `value` says which of several), judge (tick it if
    `when` holds, rub it out if not).
    """

    verb: str
    item: Item
    amount: Expression | None = None
    value: int = 0
    other: Item | None = None
    when: Terms = NEVER


class TakeCard(NamedTuple):
    """A card goes into the case file."""

    card: str


class Reckon(NamedTuple):
    """A value that the words after it show, and that stands nowhere on the sheet.

    It is a number (`amount`), or whether one of some terms holds.
    """

    name: str
    amount: Expression | None
    when: Terms = NEVER


class Turn(NamedTuple):
    """On to another passage."""

    node: Node


class WriteDown(NamedTuple):
    """Keep where to come back to."""

    node: Node


class GoBack(NamedTuple):
    """Back to where was last written down."""


class Case(NamedTuple):
    """What is only for those of whom one of some terms holds.

    `otherwise`: for those for whom the case before was not; `when` says the same in full.
    """

    when: Terms
    then: tuple[Instruction, ...]
    otherwise: bool = False


class Offered(NamedTuple):
    """An answer: its number, when it can be given, its words, and what is read after it."""

    number: int
    when: Terms
    words: tuple[Instruction, ...]
    note: tuple[Instruction, ...]


class Ask(NamedTuple):
    """A question with its answers; what each ticks is kept in `items`, by the option's number."""

    question: Question
    words: tuple[Instruction, ...]
    options: tuple[Offered, ...]
    items: tuple[Item, ...]


class Grid(NamedTuple):
    """A table to fill in: the words of its rows, and the names of its columns."""

    question: Question
    words: tuple[Instruction, ...]
    rows: tuple[tuple[Instruction, ...], ...]
    columns: tuple[str, ...]


class Way(NamedTuple):
    """A way on that can be chosen: when, in which words, to which passage.

    `directions` tells meters and which way they go, `readers` who will read the words.
    """

    when: Terms
    words: tuple[Instruction, ...]
    node: Node
    directions: tuple[tuple[str, int], ...] = ()
    readers: str = ""


class Choose(NamedTuple):
    """Ways to choose from; `first` is how many of the drawn ones (`drawn`) are offered."""

    ways: tuple[Way, ...]
    drawn: tuple[Way, ...] = ()
    first: int = 0


class Roll(NamedTuple):
    """Chance: weights, when each can come out (rolled again where it cannot), what follows."""

    outcomes: tuple[tuple[int, Terms, tuple[Instruction, ...]], ...]


class Over(NamedTuple):
    """The play has ended; `ending` says where."""

    ending: str


Instruction = (
    Heading
    | Say
    | Change
    | TakeCard
    | Reckon
    | Turn
    | WriteDown
    | GoBack
    | Case
    | Ask
    | Grid
    | Choose
    | Roll
    | Over
)
"""One instruction of a passage."""

Page = tuple[Instruction, ...]
"""The instructions of a passage, in order."""
