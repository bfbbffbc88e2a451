"""What a player sees: plain data for any interface to show. No interface holds rules of its own."""

from collections.abc import Mapping
from typing import NamedTuple

from borderpost.engine.actions import Action
from borderpost.story.prose import Paragraph


class Passage(NamedTuple):
    """Something to be read: `kind` is scene, after, later, ending or told.

    `after` is the text on a choice just taken, `later` an earlier decision coming due, `told` a
    note of the program itself (a meter at its end). `place` is the id of the scene or ending,
    `title`, `when_where` and `cards` (ids of cards put into the case file) are a scene's.
    """

    kind: str
    paragraphs: tuple[Paragraph, ...]
    place: str = ""
    title: str = ""
    when_where: str = ""
    cards: tuple[str, ...] = ()


class MeterView(NamedTuple):
    """A meter: its value now, and `before` the decision that led here (equal: unchanged)."""

    name: str
    label: str
    value: int
    before: int
    low: int
    high: int
    better: str
    explain: str


class OptionView(NamedTuple):
    """One answer a question offers; `likelihood` is the word and the per cent a sentence claims."""

    id: str
    label: tuple[Paragraph, ...]
    likelihood: str = ""


class RowView(NamedTuple):
    """One row of a table, or one of its columns (then a card)."""

    id: str
    label: tuple[Paragraph, ...]


class QuestionView(NamedTuple):
    """A question of the scene as it stands.

    `answer` is the option given last in this visit (empty: none yet), `certainty` how sure the
    player then was (0: not asked or not said), `feedback` the text's reasons for that answer,
    `earlier` the label of what the player said when it was asked before. `is_open` tells that a
    choice can be taken only after it is answered, and `missing` how many answers it still lacks
    for that. For a table, `cells` maps each marked `column.row` to its option, and `missing`
    counts marks.
    """

    id: str
    kind: str
    ask: tuple[Paragraph, ...]
    options: tuple[OptionView, ...]
    answer: str
    certainty: int
    asks_certainty: bool
    optional: bool
    is_open: bool
    about: str = ""
    earlier: tuple[Paragraph, ...] = ()
    feedback: tuple[Paragraph, ...] = ()
    rows: tuple[RowView, ...] = ()
    columns: tuple[RowView, ...] = ()
    cells: Mapping[str, str] = {}
    missing: int = 0


class ChoiceView(NamedTuple):
    """A way on. `number` counts from 1 over what can be taken; a locked one has 0 and a reason.

    `directions` tells, where the story wants it told, each meter's label and +1 or -1 for where it
    will go; `readers` who will read the words. `action` is what to send to take it.
    """

    number: int
    action: Action
    label: tuple[Paragraph, ...]
    locked: str = ""
    directions: tuple[tuple[str, int], ...] = ()
    readers: str = ""


class View(NamedTuple):
    """Everything there is to see at the head of a run.

    `kind` is scene, ending, or stuck (the story offers no way on: an error in the story).
    `passages` is all there is to read since the last decision, in order, the place itself last.
    `choices` holds what can be taken and what is locked, in order; a scene without choices has one
    choice labelled Continue. While any question `is_open`, no choice can be taken. `by_choice`
    holds the meters that the choice just taken changed itself, `on_the_way` those that what came
    after it changed: places entered, earlier decisions coming due.
    """

    kind: str
    place: str
    act: str
    title: str
    when_where: str
    passages: tuple[Passage, ...]
    opens: tuple[Paragraph, ...]
    questions: tuple[QuestionView, ...]
    choices: tuple[ChoiceView, ...]
    meters: tuple[MeterView, ...]
    by_choice: tuple[MeterView, ...] = ()
    on_the_way: tuple[MeterView, ...] = ()

    @property
    def open_questions(self) -> tuple[QuestionView, ...]:
        """The questions that must be answered before any choice can be taken, in order."""
        return tuple(question for question in self.questions if question.is_open)

    @property
    def takeable(self) -> tuple[ChoiceView, ...]:
        """The choices that can be taken once every question is answered, in order of number."""
        return tuple(choice for choice in self.choices if not choice.locked)


class JournalEntry(NamedTuple):
    """One decision's page of the journal: what was read, and what the player then did.

    `number` is the record to jump back to in order to decide again; `decision` the words of what
    was done, line by line (empty at the head). `act`, `title` and `when_where` are those of the
    place; a title is always there. `changes` holds the meters that the decision, and what came of
    it, left at another value than they had on arrival. `decided_after` is the record after which
    the choice was taken: who jumps there finds the answers given before it.
    """

    number: int
    passages: tuple[Passage, ...]
    decision: str
    act: str = ""
    title: str = ""
    when_where: str = ""
    changes: tuple[MeterView, ...] = ()
    decided_after: int = 0


class Piece(NamedTuple):
    """A piece of a line of a drawing; `sign` is the id of what stands at a mark (empty: none)."""

    text: str
    sign: str = ""


class PlaceView(NamedTuple):
    """What can be seen at a place of a picture: the id of a sign, and words."""

    name: str
    sign: str
    says: tuple[Paragraph, ...]


class PictureView(NamedTuple):
    """A story's picture as it is now: its drawing line by line, and its places in order.

    `signs` holds the ids of all signs that may ever stand in it, for its key.
    """

    title: str
    lines: tuple[tuple[Piece, ...], ...]
    places: tuple[PlaceView, ...]
    signs: tuple[str, ...]

    @property
    def columns(self) -> int:
        """How many columns the widest line of the drawing takes."""
        return max((sum(len(piece.text) for piece in line) for line in self.lines), default=0)
