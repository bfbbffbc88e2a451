"""Passages as they are printed: plain data for a template, everything in it text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from borderpost.debrief.gamebook.binding import shuffle_key
from borderpost.debrief.gamebook.conditions import ALWAYS, CannotBePrinted, Conditions, Terms
from borderpost.debrief.gamebook.dice import MOST_DICE, dice_for, faces, left_over
from borderpost.debrief.gamebook.instructions import (
    Ask,
    Case,
    Change,
    Choose,
    GoBack,
    Grid,
    Heading,
    Instruction,
    Node,
    Offered,
    Over,
    Page,
    Reckon,
    Roll,
    Say,
    TakeCard,
    Turn,
    Way,
    WriteDown,
)
from borderpost.debrief.gamebook.items import Item
from borderpost.debrief.gamebook.pruning import within
from borderpost.debrief.gamebook.sheet import Names
from borderpost.debrief.gamebook.wording import Wording
from borderpost.debrief.wording import in_words
from borderpost.story.model import Option, Story
from borderpost.story.prose import Prose, parse_prose
from borderpost.story.scales import likelihood_words

STRENGTHS = {
    "is": "says it is so",
    "claimed": "says it is claimed",
    "unclear": "says it is unclear",
}
"""What is told of how firmly a report's sentence speaks."""


TURNS = "turns"
"""What cases are called of which every one leads away."""


class Row(NamedTuple):
    """A line of a list: for whom it is (`label`, and `terms` below it where that is a list).

    `box` holds the codes to tick, `parts` what to read and do, `told` what is told beside it and
    `then` the sentence that leads on.
    """

    parts: tuple[Part, ...]
    label: str = ""
    terms: tuple[str, ...] = ()
    box: str = ""
    told: str = ""
    then: str = ""


class Part(NamedTuple):
    """A part of a passage.

    `kind` is heading (`text`, `where`), say (`prose`), do (`text`), cases (`text` is `TURNS` where
    each leads away), ask, grid, choose or roll: these have `rows`, and `text` says what to do.
    """

    kind: str
    text: str = ""
    where: str = ""
    prose: Prose = ()
    rows: tuple[Row, ...] = ()
    words: tuple[Part, ...] = ()
    columns: tuple[str, ...] = ()


class Passage(NamedTuple):
    """A passage, or a note on an answer, under its number."""

    number: int
    parts: tuple[Part, ...]


class Printer:
    """Prints the pages of one book."""

    def __init__(
        self,
        story: Story,
        names: Names,
        conditions: Conditions,
        pages: Mapping[Node, Page],
        numbers: Mapping[Node, int],
    ) -> None:
        """Number the notes on answers: shuffled, so that none is read beside another."""
        self._story = story
        self._names = names
        self._wording = Wording(names, conditions)
        self._numbers = numbers
        notes: dict[tuple[str, int, Page], None] = {}
        for page in pages.values():
            for each in page:
                for part in within(each):
                    if isinstance(part, Ask):
                        notes.update((_note(part, option), None) for option in part.options)
        shuffled = sorted(
            (note for note in notes if note[2]),
            key=lambda note: shuffle_key(story.info.id, note[0], str(note[1])),
        )
        self._notes = {note: number for number, note in enumerate(shuffled, 1)}

    def passage(self, node: Node, page: Page) -> Passage:
        """A page under its number."""
        return Passage(self._numbers[node], self.parts(page))

    def notes(self) -> tuple[Passage, ...]:
        """The notes on answers, in the order of their numbers."""
        return tuple(Passage(number, self.parts(note[2])) for note, number in self._notes.items())

    def parts(self, page: Iterable[Instruction]) -> tuple[Part, ...]:
        """Instructions in print; neighbours of a kind in one list or one paragraph."""
        found: list[Part] = []
        before: Instruction | None = None
        for each in page:
            if isinstance(each, Choose) or (isinstance(each, Roll) and len(each.outcomes) == 1):
                found += self._several(each)
                before = each
                continue
            part = self._part(each, before)
            last = found[-1] if found else None
            if part.kind == "do" and last is not None and last.kind == "do":
                found[-1] = last._replace(text=f"{last.text} {part.text}".strip())
            elif last is not None and part.kind == "cases" == last.kind and _belong(before, each):
                found[-1] = last._replace(rows=last.rows + part.rows, text=_kind_of(last, part))
            elif part.kind != "do" or part.text:
                found.append(part)
            before = each
        return tuple(found)

    def _several(self, each: Choose | Roll) -> list[Part]:
        """An instruction that takes more than one part: ways to choose, chance with one outcome."""
        if isinstance(each, Choose):
            return self._choose(each)
        ((_, _, then),) = each.outcomes
        return list(self.parts(then))

    def _part(self, each: Instruction, before: Instruction | None) -> Part:
        """One instruction in print."""
        match each:
            case Heading(title, where):
                return Part("heading", title, where)
            case Say(prose):
                return Part("say", prose=self._named(prose))
            case Case(when, then, otherwise):
                row = self._case(when, then, otherwise=otherwise)
                return Part("cases", TURNS if _only_turns(then) else "", rows=(row,))
            case Change(verb="judge", item=item, when=when):
                box = self._wording.box(item)
                return self._either(when, f"Tick {box}.", f"Rub out {box}.")
            case Reckon(name, None, when):
                return self._either(when, f"Here {name} is true.", f"Here {name} is false.")
            case Ask() | Grid() | Roll():
                return self._asked(each)
            case _:
                return Part("do", self._sentence(each, before))

    def _asked(self, each: Ask | Grid | Roll) -> Part:
        """What a player, or the die, has to answer."""
        match each:
            case Ask():
                return self._ask(each)
            case Grid():
                return self._grid(each)
            case Roll():
                return self._roll(each)

    def _sentence(self, each: Instruction, before: Instruction | None) -> str:
        """Something to do, as a sentence."""
        match each:
            case Change():
                return self._wording.change(each)
            case TakeCard(card):
                return f"Take card {card}."
            case Reckon(name, amount) if amount is not None:
                return f"Here {name} is {self._wording.number(amount)}."
            case WriteDown(node):
                return f"Write {self._numbers[node]} under Return to."
            case Turn(node):
                if isinstance(before, Choose):
                    return f"If none of these is open to you, turn to {self._numbers[node]}."
                leads = isinstance(before, Case) and _leads_away(before.then)
                return f"{'Otherwise turn' if leads else 'Turn'} to {self._numbers[node]}."
            case GoBack():
                return "Cross out the last number under Return to, and turn to it."
            case Over():
                return "The end."
        raise AssertionError("no sentence")

    def _named(self, prose: Prose) -> Prose:
        """Words with the names on the sheet in place of the story's names of values."""
        variables = self._story.variables
        return tuple(
            paragraph._replace(
                spans=tuple(
                    span._replace(text=self._names.variable(span.variable))
                    if span.variable in variables and variables[span.variable].derivation is None
                    else span._replace(text=span.variable or span.text)
                    for span in paragraph.spans
                )
            )
            for paragraph in prose
        )

    def _row(self, when: Terms, parts: tuple[Part, ...]) -> Row:
        """A row that is for those of whom a condition holds."""
        if when == ALWAYS:
            return Row(parts)
        label, terms = self._wording.condition(when)
        return Row(parts, label, terms)

    def _case(self, when: Terms, then: Page, *, otherwise: bool) -> Row:
        """What is only for some."""
        parts = self.parts(then)
        return Row(parts, "otherwise") if otherwise else self._row(when, parts)

    def _either(self, when: Terms, so: str, not_so: str) -> Part:
        """Something to do where a condition holds, and something else where it does not."""
        other = Row((Part("do", not_so),), "otherwise")
        return Part("cases", rows=(self._row(when, (Part("do", so),)), other))

    def _ask(self, ask: Ask) -> Part:
        """A question with its answers."""
        question = ask.question
        told = ["Leave this out if you like."] if question.optional else []
        if question.certainty:
            told.append("How sure are you: 1, 2 or 3?")
        rows = []
        for option in ask.options:
            row = self._row(option.when, self.parts(option.words))
            codes = [self._names.code(item, option.number) for item in ask.items]
            number = self._notes.get(_note(ask, option))
            rows.append(
                row._replace(
                    box=" ".join(code for code in codes if code),
                    told=_of_option(question.options[option.number - 1]),
                    then=f"Read note {number}." if number else "",
                )
            )
        return Part(
            "ask", " ".join(told), question.about, rows=tuple(rows), words=self.parts(ask.words)
        )

    def _grid(self, grid: Grid) -> Part:
        """A table to fill in."""
        marks = [self.parts(self._plain(option)) for option in grid.question.options]
        least = grid.question.mark_at_least
        said = f"Fill in {in_words(least)} cells or more." if least > 1 else "Fill in what you can."
        if grid.question.optional:
            said = "Leave this out if you like."
        return Part(
            "grid",
            said,
            rows=tuple(Row(self.parts(row)) for row in grid.rows),
            words=(*self.parts(grid.words), *(part for mark in marks for part in mark)),
            columns=grid.columns,
        )

    def _plain(self, option: Option) -> Page:
        """The words of a mark in a table."""
        return tuple(Say(parse_prose(block.prose)) for block in option.says)

    def _choose(self, choose: Choose) -> list[Part]:
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
        row = self._row(way.when, self.parts(way.words))
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
            self._row(terms, self.parts(then))._replace(box=throw)
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


def _note(ask: Ask, option: Offered) -> tuple[str, int, Page]:
    """What a note on an answer is known by."""
    return ask.question.id, option.number, option.note


def _of_option(option: Option) -> str:
    """What is told of a report's sentence: how firmly it speaks, and what it cites."""
    told = [STRENGTHS[option.strength]] if option.strength else []
    if option.likelihood:
        told.append(likelihood_words(option.likelihood))
    if option.cites:
        told.append(f"cites {' '.join(option.cites)}")
    return "; ".join(told)


def _leads_away(page: Page) -> bool:
    """Whether a page ends by leading to another."""
    return isinstance(page[-1], Turn | GoBack) if page else False


def _only_turns(page: Page) -> bool:
    """Whether a page does nothing but lead away."""
    return all(isinstance(each, Turn | GoBack | WriteDown) for each in page)


def _kind_of(first: Part, second: Part) -> str:
    """Two lists of cases in one: do they all lead away?"""
    return TURNS if first.text == second.text == TURNS else ""


def _belong(before: Instruction | None, each: Instruction) -> bool:
    """Whether two cases are for the same things, so that they stand in one list."""
    if not isinstance(before, Case) or not isinstance(each, Case):
        return False
    if each.otherwise or (_only_turns(before.then) and _only_turns(each.then)):
        return True
    return {item for term in before.when for item in term} == {
        item for term in each.when for item in term
    }
