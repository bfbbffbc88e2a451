"""Questions, choices and chance in print: what a player, or the die, has to decide."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from borderpost.debrief.gamebook.binding import shuffle_key
from borderpost.debrief.gamebook.dice import MOST_DICE, dice_for, faces, left_over
from borderpost.debrief.gamebook.instructions import (
    Ask,
    Choose,
    Grid,
    Node,
    Offered,
    Page,
    Roll,
    Say,
    Way,
)
from borderpost.debrief.gamebook.printed import Part, Row
from borderpost.debrief.gamebook.pruning import within
from borderpost.debrief.gamebook.sheet import Names
from borderpost.debrief.gamebook.terms import CannotBePrinted, Terms
from borderpost.debrief.wording import in_words
from borderpost.story.model import Option
from borderpost.story.prose import parse_prose
from borderpost.story.scales import likelihood_words

STRENGTHS = {
    "is": "says it is so",
    "claimed": "says it is claimed",
    "unclear": "says it is unclear",
}
"""What is told of how firmly a report's sentence speaks."""


Print = Callable[[Page], tuple[Part, ...]]
"""Prints instructions."""

PrintRow = Callable[[Terms, tuple[Part, ...]], Row]
"""Prints a row that is for those of whom a condition holds."""


class Decisions:
    """Prints the decisions of one book; `parts` prints what stands within them, `row` their rows.

    `notes` holds the number and the words of each note on an answer, by what it is known by.
    """

    def __init__(
        self, names: Names, numbers: Mapping[Node, int], parts: Print, row: PrintRow
    ) -> None:
        """With these names for things, and these numbers of passages."""
        self._names = names
        self._numbers = numbers
        self._parts = parts
        self._row = row
        self.notes: dict[tuple[str, ...], tuple[int, Page]] = {}

    def number_notes(self, story: str, pages: Iterable[Page]) -> None:
        """Number the notes on answers: shuffled, so that none is read beside another."""
        notes = {
            _note(part, option): option.note
            for page in pages
            for each in page
            for part in within(each)
            if isinstance(part, Ask)
            for option in part.options
            if option.note
        }
        shuffled = sorted(notes, key=lambda note: shuffle_key(story, *note))
        self.notes = {note: (number, notes[note]) for number, note in enumerate(shuffled, 1)}

    def asked(self, each: Ask | Grid | Roll) -> Part:
        """What a player, or the die, has to answer."""
        match each:
            case Ask():
                return self._ask(each)
            case Grid():
                return self._grid(each)
            case Roll():
                return self._roll(each)

    def _ask(self, ask: Ask) -> Part:
        """A question with its answers."""
        question = ask.question
        told = ["Leave this out if you like."] if question.optional else []
        if question.certainty:
            told.append("How sure are you? Write 1, 2 or 3 beside the box.")
        rows = []
        for option in ask.options:
            row = self._row(option.when, self._parts(option.words))
            codes = [self._names.code(item, option.number) for item in ask.items]
            number, _ = self.notes.get(_note(ask, option), (0, ()))
            rows.append(
                row._replace(
                    box=" ".join(code for code in codes if code),
                    told=_of_option(question.options[option.number - 1]),
                    then=f"Read note {number}." if number else "",
                )
            )
        return Part(
            "ask", " ".join(told), question.about, rows=tuple(rows), words=self._parts(ask.words)
        )

    def _grid(self, grid: Grid) -> Part:
        """A table to fill in."""
        marks = [self._parts(self._plain(option)) for option in grid.question.options]
        least = grid.question.mark_at_least
        said = f"Fill in {in_words(least)} cells or more." if least > 1 else "Fill in what you can."
        if grid.question.optional:
            said = "Leave this out if you like."
        return Part(
            "grid",
            said,
            rows=tuple(Row(self._parts(row)) for row in grid.rows),
            words=(*self._parts(grid.words), *(part for mark in marks for part in mark)),
            columns=grid.columns,
        )

    def _plain(self, option: Option) -> Page:
        """The words of a mark in a table."""
        return tuple(Say(parse_prose(block.prose)) for block in option.says)

    def choose(self, choose: Choose) -> list[Part]:
        """The ways to choose from, drawn ones first; of those only so many are offered."""
        drawn = tuple(self._way(way) for way in choose.drawn)
        ways = tuple(self._way(way) for way in choose.ways)
        if len(drawn) <= choose.first:
            return [Part("choose", "Choose one.", rows=(*drawn, *ways))]
        first = in_words(choose.first)
        said = f"Choose one of the first {first} of these that are open to you."
        found = [Part("choose", said, rows=drawn)]
        return [*found, Part("choose", "Or choose one of these.", rows=ways)] if ways else found

    def _way(self, way: Way) -> Row:
        """A way on."""
        told = [f"{'more' if sign > 0 else 'less'} {label}" for label, sign in way.directions]
        said = [", ".join(told)] if told else []
        if way.readers:
            said.append(f"read by {way.readers}")
        row = self._row(way.when, self._parts(way.words))
        return row._replace(told="; ".join(said), then=f"Turn to {self._numbers[way.node]}.")

    def _roll(self, roll: Roll) -> Part:
        """Chance, by dice."""
        weights = [weight for weight, _, _ in roll.outcomes]
        count = dice_for(weights)
        if not count:
            raise CannotBePrinted(
                f"chance among {sum(weights)} parts takes more than {MOST_DICE} dice",
                "give the outcomes smaller weights",
            )
        rows = [
            self._row(terms, self._parts(then))._replace(box=throw)
            for (_, terms, then), throw in zip(roll.outcomes, faces(weights), strict=True)
        ]
        again = left_over(weights) or any(row.label for row in rows)
        if again:
            rows.append(Row((Part("do", "Roll again."),), box="anything else"))
        said = "Roll the die." if count == 1 else _throws(count)
        return Part("roll", said, rows=tuple(rows))


def _throws(count: int) -> str:
    """How several dice are read."""
    return f"Roll the die {in_words(count)} times and read the throws as one number."


def _note(ask: Ask, option: Offered) -> tuple[str, ...]:
    """What a note on an answer is known by."""
    return ask.question.id, str(option.number), repr(option.note)


def _of_option(option: Option) -> str:
    """What is told of a report's sentence: how firmly it speaks, and what it cites."""
    told = [STRENGTHS[option.strength]] if option.strength else []
    if option.likelihood:
        told.append(likelihood_words(option.likelihood))
    if option.cites:
        told.append(f"cites {' '.join(option.cites)}")
    return "; ".join(told)
