"""Instructions in words: one small language, always the same words for the same thing.

`docs/design/gamebook.md` says what each sentence means; a reader in the tests knows no other.
"""

from __future__ import annotations

from collections.abc import Sequence

from borderpost.debrief.gamebook.conditions import Conditions
from borderpost.debrief.gamebook.instructions import Change
from borderpost.debrief.gamebook.items import NO, YES, Item, Values
from borderpost.debrief.gamebook.sheet import Names, word_on_paper
from borderpost.debrief.gamebook.terms import CannotBePrinted, Term, Terms
from borderpost.debrief.wording import listed
from borderpost.story.expressions.syntax import Binary, Expression, Literal, Name, Query, Unary
from borderpost.story.model import VariableKind

SIGNS = {"+": "+", "-": "−", "*": "×"}
SO = {"<": "is less than", "<=": "is at most", "==": "is the same as"}
NOT_SO = {"<": "is at least", "<=": "is more than", "==": "is not the same as"}
MOST_LINES = 30
"""A list of more lines than this is not printed."""

OR = "; or "
MOST_IN_A_ROW = 2
"""A condition of more terms than this is printed as a list."""


class Wording:
    """Puts the instructions of one book into words."""

    def __init__(self, names: Names, conditions: Conditions) -> None:
        """With these names for things."""
        self._names = names
        self._conditions = conditions

    # --- Conditions ------------------------------------------------------------------------------

    def condition(self, terms: Terms) -> tuple[str, tuple[str, ...]]:
        """A condition in a row, or, if it is long, what leads a list, and the list."""
        said = [self.term(term) for term in terms]
        if len(said) <= MOST_IN_A_ROW:
            return OR.join(said), ()
        turned = self._turned(terms)
        if 1 < len(turned) < len(said):
            return "all of these", tuple(turned)
        if len(said) > MOST_LINES:
            raise CannotBePrinted(
                f"a condition comes to {len(said)} lines on paper, and {MOST_LINES} is the most",
                "say it in fewer words, or keep a part of it in a flag of its own",
            )
        return "one of these", tuple(said)

    def _turned(self, terms: Terms) -> list[str]:
        """The same condition the other way about: what must all hold, each with its choices.

        None where some number has too many values to list. What must hold of one thing alone is
        said first, and need not be said again in what follows.
        """
        every = {item: self._names.items.domain(item) or NO for term in terms for item in term}
        if NO in every.values():
            return []
        clauses = [
            {item: every[item] - values for item, values in term.items()}
            for term in self._conditions.opposite(terms, {})
        ]
        clauses.sort(key=len)
        alone = {
            item: values for each in clauses if len(each) == 1 for item, values in each.items()
        }
        said = []
        for clause in clauses:
            if len(clause) > 1 and self._goes_without(clause, {**every, **alone}):
                continue
            literals = clause.items()
            if len(clause) > 1:
                literals = {
                    item: self._widened(item, values, alone, every[item])
                    for item, values in clause.items()
                }.items()
            said.append(OR.join(self._literal(*literal) for literal in literals))
        return said

    def _widened(self, item: Item, values: Values, alone: Term, every: Values) -> Values:
        """The values of a number that need be told, where some are ruled out already."""
        is_number = self._names.items.is_number(item)
        return values | (every - alone[item]) if is_number and item in alone else values

    def _goes_without(self, clause: Term, possible: Term) -> bool:
        """Whether one thing of a clause must be so where the others are not."""
        without = {item: possible[item] - values for item, values in clause.items()}
        for item, values in clause.items():
            others = {each: left for each, left in without.items() if each != item}
            found = self._names.items.possible(item, others)
            if found is not None and found & possible[item] <= values:
                return True
        return False

    def term(self, term: Term) -> str:
        """Everything that must hold together: boxes first, which the eye finds soonest."""
        ordered = sorted(term.items(), key=lambda literal: self._rank(*literal))
        return " and ".join(self._literal(*literal) for literal in ordered)

    def _rank(self, item: Item, values: Values) -> int:
        """Where in a row a literal stands: what is ticked, how numbers stand, what is not."""
        if self._names.is_box(item):
            return 2 if 0 in values else 0
        return 2 if values == NO and not self._names.items.is_number(item) else 1

    def _literal(self, item: Item, values: Values) -> str:
        """An item has one of some values."""
        if item.kind == "compare":
            assert item.left is not None
            assert item.right is not None
            sign = (SO if values == YES else NOT_SO)[item.name]
            return f"{self.number(item.left)} {sign} {self.number(item.right)}"
        if item.kind == "count":
            among = listed(self._counted(item.name))
            return f"{_numbers(values, self._domain(item))} of {among} are ticked"
        if item.kind == "met":
            return _so(f"card {item.name}", values)
        if item.kind == "element":
            return _so(self._element(item), values)
        if self._names.is_box(item):
            return self._box(item, values)
        if self._names.items.is_number(item):
            return f"{self._names.number(item)} is {_numbers(values, self._domain(item))}"
        variable = self._names.items.story.variables[item.name]
        if variable.kind is VariableKind.FLAG:
            return _so(self._names.variable(item.name), values)
        words = [word_on_paper(variable.words[place]) for place in sorted(values)]
        return f"{self._names.variable(item.name)} is {listed(words, 'or')}"

    def _box(self, item: Item, values: Values) -> str:
        """One of some boxes is ticked, or none of the others is."""
        codes = self._names.codes(item)
        if 0 not in values:
            return "/".join(codes[value] for value in sorted(values) if value in codes)
        others = [codes[value] for value in sorted(codes) if value not in values]
        return f"not {'/'.join(others)}"

    def _element(self, item: Item) -> str:
        """A word of a set."""
        return f"{word_on_paper(item.part)} under {self._names.variable(item.name)}"

    def _domain(self, item: Item) -> Values:
        """Every number that a thing can be; none where there are too many to list."""
        return self._names.items.domain(item) or frozenset()

    def _counted(self, tally: str) -> list[str]:
        """The boxes that count in a tally."""
        counted = self._names.items.counted(tally)
        return [
            code
            for slot, numbers in counted.items()
            for number in numbers
            if (code := self._names.code(Item("answer", slot), number))
        ]

    # --- Numbers ---------------------------------------------------------------------------------

    def number(self, tree: Expression, *, inside: bool = False) -> str:
        """A number in words; with brackets round a sum that stands inside another."""
        match tree:
            case Literal(value):
                return f"{value}".replace("-", "−")
            case Name(name):
                return self._names.variable(name)
            case Query("lowest", names):
                return f"the lowest of {listed([self._names.variable(name) for name in names])}"
            case Query(_, arguments):
                among = self._counted(arguments[0] if arguments else "unsupported")
                return f"the ticks among {listed(among)}" if among else "0"
            case Unary(_, operand):
                return f"(0 − {self.number(operand, inside=True)})"
            case Binary(sign, left, right):
                first, second = self.number(left, inside=True), self.number(right, inside=True)
                said = f"{first} {SIGNS[sign]} {second}"
                return f"({said})" if inside else said
            case _:
                raise AssertionError("no number")

    # --- What is to be done ----------------------------------------------------------------------

    def change(self, change: Change) -> str:
        """Something to do on the sheet, as a sentence; empty where there is no such box."""
        item = change.item
        match change.verb:
            case "tick" | "rub":
                return self._tick(change)
            case "word":
                variable = self._names.items.story.variables[item.name]
                word = word_on_paper(variable.words[change.value])
                return f"Set {self._names.variable(item.name)} to {word}."
            case "copy":
                assert change.other is not None
                other = self._names.variable(change.other.name)
                return f"Set {self._names.variable(item.name)} to what {other} is."
        assert change.amount is not None
        amount, name = self.number(change.amount, inside=True), self._names.number(item)
        match change.verb:
            case "add":
                return f"Add {amount} to {name}."
            case "take":
                return f"Take {amount} from {name}."
            case _:
                return f"Set {name} to {amount}."

    def box(self, item: Item) -> str:
        """A thing with two states, as it is named to be ticked."""
        if item.kind == "element":
            return self._element(item)
        if self._names.is_box(item):
            return self._names.code(item, 1)
        return self._names.variable(item.name)

    def _tick(self, change: Change) -> str:
        """A box to tick or to rub out."""
        item = change.item
        if item.kind == "drawn":
            return f"Set Draw to {change.value}."
        if item.kind in ("answer", "pending") and change.verb == "rub":
            codes = "/".join(self._names.codes(item).values())
            return f"Rub out {codes}." if codes else ""
        code = self._names.code(item, change.value) if self._names.is_box(item) else self.box(item)
        if not code:
            return ""
        return f"Tick {code}." if change.verb == "tick" else f"Rub out {code}."


def _so(name: str, values: Values) -> str:
    """A thing is so, or is not."""
    assert values in (YES, NO)
    return name if values == YES else f"not {name}"


def _numbers(values: Values, domain: Values) -> str:
    """Some numbers of those that something can be, in the fewest words."""
    runs: list[list[int]] = []
    for value in sorted(values):
        if runs and runs[-1][-1] == value - 1:
            runs[-1].append(value)
        else:
            runs.append([value])
    return listed([_run(run, domain) for run in runs], "or").replace("-", "−")


def _run(run: Sequence[int], domain: Values) -> str:
    """Numbers in a row."""
    low, high = run[0], run[-1]
    if low == high:
        return str(low)
    if domain and high == max(domain):
        return f"{low} or more"
    if domain and low == min(domain):
        return f"{high} or less"
    return f"{low} or {high}" if high == low + 1 else f"{low} to {high}"
