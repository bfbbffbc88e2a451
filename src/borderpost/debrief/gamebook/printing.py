"""Passages as they are printed: plain data for a template, everything in it text."""

from __future__ import annotations

from collections.abc import Mapping

from borderpost.debrief.gamebook.conditions import Conditions
from borderpost.debrief.gamebook.decisions import Decisions
from borderpost.debrief.gamebook.gathering import gathered, shared
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
    Over,
    Page,
    Reckon,
    Roll,
    Say,
    TakeCard,
    Turn,
    WriteDown,
)
from borderpost.debrief.gamebook.printed import FEW, LONG, SOME, TURNS, Part, Passage, Row
from borderpost.debrief.gamebook.sheet import Names
from borderpost.debrief.gamebook.terms import ALWAYS, Terms
from borderpost.debrief.gamebook.wording import Wording
from borderpost.story.model import Story
from borderpost.story.prose import Prose

SHORT, MIDDLE = 5, 20
"""How many characters a label may have to stand in a small margin, and in a wide one."""


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
        """Of this story, with these names for things and these numbers of passages."""
        self._story = story
        self._names = names
        self._wording = Wording(names, conditions)
        self._numbers = numbers
        self._decisions = Decisions(names, numbers, self.parts, self._row)
        self._decisions.number_notes(story.info.id, pages.values())

    def passage(self, node: Node, page: Page) -> Passage:
        """A page under its number."""
        return Passage(self._numbers[node], self.parts(page))

    def notes(self) -> tuple[Passage, ...]:
        """The notes on answers, in the order of their numbers."""
        return tuple(
            Passage(number, self.parts(note)) for number, note in self._decisions.notes.values()
        )

    def parts(self, page: Page) -> tuple[Part, ...]:
        """Instructions in print; neighbours of a kind in one list or one paragraph."""
        found: list[Part] = []
        before: Instruction | None = None
        for each in gathered(shared(page)):
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
        return tuple(map(_laid_out, found))

    def _several(self, each: Choose | Roll) -> list[Part]:
        """An instruction that takes more than one part: ways to choose, chance with one outcome."""
        if isinstance(each, Choose):
            return self._decisions.choose(each)
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
                return self._decisions.asked(each)
            case _:
                return Part("do", self._sentence(each, before))

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


def _leads_away(page: Page) -> bool:
    """Whether a page ends by leading to another."""
    return isinstance(page[-1], Turn | GoBack) if page else False


def _only_turns(page: Page) -> bool:
    """Whether a page does nothing but lead away."""
    return all(isinstance(each, Turn | GoBack | WriteDown) for each in page)


def _kind_of(first: Part, second: Part) -> str:
    """What two lists of cases are called in one: whether all of them lead away."""
    return TURNS if first.text == second.text == TURNS else ""


def _laid_out(part: Part) -> Part:
    """A list of cases with how wide a margin it takes; anything else as it is."""
    if part.kind != "cases" or part.text == TURNS:
        return part
    widest = max(len(row.label) for row in part.rows)
    nested = any(inner.kind == "cases" for row in part.rows for inner in row.parts)
    if nested or widest > MIDDLE or any(row.terms for row in part.rows):
        return part._replace(text=LONG)
    return part._replace(text=FEW if widest <= SHORT else SOME)


def _belong(before: Instruction | None, each: Instruction) -> bool:
    """Whether two cases are for the same things, so that they stand in one list."""
    if not isinstance(before, Case) or not isinstance(each, Case):
        return False
    if each.otherwise or (_only_turns(before.then) and _only_turns(each.then)):
        return True
    return {item for term in before.when for item in term} == {
        item for term in each.when for item in term
    }
