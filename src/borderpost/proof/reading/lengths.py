"""How many words a text has: as an expression over the state, and at the least and the most.

A word is whatever stands between blanks and holds a letter or a digit; the mark of a cited fact is
none. A value that is shown counts as the words it reads as.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property, reduce
from math import prod
from typing import NamedTuple

from borderpost.engine.functions import State, define
from borderpost.engine.layout import Field
from borderpost.engine.program import Program
from borderpost.proof.reading.known import Known
from borderpost.proof.reading.sums import MOST_AT_ONCE, Axis, Sum
from borderpost.proof.search.touches import Touches
from borderpost.story.checks.graph import Graph
from borderpost.story.expressions.syntax import Binary, Expression, Literal, Name, Unary, Word
from borderpost.story.model import Text, TextBlock, Variable, VariableKind
from borderpost.story.prose import parse_prose

ONE = "x"
"""Stands for a value that is shown: one word, with whatever it is written together with."""


class Length(NamedTuple):
    """Words at the least and at the most."""

    low: int
    high: int

    def __add__(self, other: object) -> Length:
        """Both, one after the other."""
        assert isinstance(other, Length)
        return Length(self.low + other.low, self.high + other.high)


NOTHING = Length(0, 0)


def words_in(text: str) -> int:
    """How many words a string has."""
    return sum(any(letter.isalnum() for letter in word) for word in text.split())


class Part:
    """Some of a text's words that hang together: how many there are, and what decides it."""

    def __init__(
        self,
        expression: Expression,
        value: Callable[[State], int],
        fields: tuple[Field, ...],
        tried: Sum,
        wide: Length,
    ) -> None:
        """`tried` adds up its terms but for those that ask for too much at once, `wide` in all."""
        self.expression = expression
        self.value = value
        self.fields = fields
        self._tried = tried
        self._wide = wide

    @cached_property
    def mask(self) -> int:
        """The bits of those fields."""
        return sum(field.bits for field in self.fields)

    @cached_property
    def bounds(self) -> Length:
        """The words at the least and at the most, by all that the values may be."""
        return Length(self.bound(Known(), most=False), self.bound(Known(), most=True))

    def bound(self, known: Known, *, most: bool) -> int:
        """The words at the least, or the most, by what is known of the state."""
        pick, wide = (max, self._wide.high) if most else (min, self._wide.low)
        return wide + self._tried.best(pick, known)


class Counted(NamedTuple):
    """A text's words: those it always has, and parts that ask for nothing in common."""

    always: int
    parts: tuple[Part, ...]

    @property
    def bounds(self) -> Length:
        """At the least and at the most, whatever the values that are asked for."""
        return sum((part.bounds for part in self.parts), Length(self.always, self.always))


class Lengths:
    """The lengths of one story's texts, each worked out when it is first asked for."""

    def __init__(self, program: Program) -> None:
        """For this story."""
        self._program = program
        self._variables = program.story.variables
        self._touches = Touches(program.layout)
        self._either = _taken_once(program)
        self._counted: dict[int, tuple[Text, Counted]] = {}  # by identity, which stays

    def counted(self, text: Text) -> Counted:
        """The words of a text, in its parts."""
        known = self._counted.get(id(text))
        if known is None:
            always, terms = 0, []
            for term in self._terms(text):
                if isinstance(term, Literal):
                    always += int(term.value)
                else:
                    terms.append(term)
            parts = tuple(map(self._part, self._apart(terms)))
            known = self._counted[id(text)] = text, Counted(always, parts)
        return known[1]

    def expression(self, texts: Iterable[Text]) -> Expression | None:
        """The words of texts that not every play reads alike, as one expression."""
        whole: Expression | None = None
        for text in texts:
            for part in self.counted(text).parts:
                whole = part.expression if whole is None else _sum(whole, part.expression)
        return whole

    def exact(self, text: Text, state: State) -> int:
        """The words of a text as it reads in a state."""
        if not text:
            return 0
        always, parts = self.counted(text)
        return always + sum(part.value(state) for part in parts) if parts else always

    def bounds(self, text: Text) -> Length:
        """The words of a text at the least and at the most.

        Both are reached by some values, unless more is asked for at once than can be tried; then
        what is given may lie beyond them.
        """
        return self.counted(text).bounds if text else NOTHING

    # --- As expressions --------------------------------------------------------------------------

    def _terms(self, text: Text) -> Iterator[Expression]:
        """What there is to add up: for each block its words, times whether it is shown."""
        shown: Expression | None = None
        for block in text:
            if block.otherwise and shown is not None:
                shown = Unary("not", shown, 0)
            else:
                shown = block.condition.expression if block.condition is not None else None
            for words in self._of(block):
                yield words if shown is None else Binary("*", shown, words, 0)

    def _of(self, block: TextBlock) -> Iterator[Expression]:
        """The words of a block: a number, and what values shown have beyond one word each."""
        prose = parse_prose(block.prose)
        read = "\n".join(
            "".join(ONE if span.variable else "" if span.fact else span.text for span in part.spans)
            for part in prose
        )
        yield Literal(words_in(read))
        for part in prose:
            for span in part.spans:
                if span.variable in self._variables:
                    yield from self._beyond_one(self._shown_as(self._variables[span.variable]))

    def _beyond_one(self, variable: Variable) -> Iterator[Expression]:
        """The words that a variable's value reads as, beyond one."""
        is_set = variable.kind is VariableKind.SET_OF
        if not is_set and variable.kind is not VariableKind.ONE_OF:
            return
        name = Name(variable.name, 0)
        if is_set:
            yield Literal(-1)
        for place, word in enumerate(variable.words):
            value = Word(word, variable.name, place)
            held = Binary("in", value, name, 0) if is_set else Binary("==", name, value, 0)
            more = words_in(word.replace("_", " ")) - (0 if is_set else 1)
            if more:
                yield Binary("*", held, Literal(more), 0)

    def _shown_as(self, variable: Variable) -> Variable:
        """The variable whose words a value reads as: a derived one may stand for another."""
        if variable.derivation is not None and isinstance(variable.derivation.expression, Name):
            return self._shown_as(self._variables[variable.derivation.expression.name])
        return variable

    # --- In parts --------------------------------------------------------------------------------

    def _apart(self, terms: Sequence[Expression]) -> list[tuple[set[str], list[Expression]]]:
        """Terms in groups that ask for nothing in common, with the fields each asks for."""
        groups: list[tuple[set[str], list[Expression]]] = []
        for term in terms:
            asked, own = set(self._touches.names(term)), [term]
            for group in [group for group in groups if self._hang_together(asked, group[0])]:
                groups.remove(group)
                asked |= group[0]
                own = group[1] + own
            groups.append((asked, own))
        return groups

    def _hang_together(self, some: set[str], others: set[str]) -> bool:
        """Whether terms have a field in common, or fields of which at most one holds."""
        scenes = {self._either[name] for name in some if name in self._either}
        return bool(some & others) or any(self._either.get(name) in scenes for name in others)

    def _part(self, group: tuple[set[str], list[Expression]]) -> Part:
        """A group of terms as one part."""
        names, terms = group
        fields = tuple(map(self._program.layout.field, sorted(names)))
        axes = self._axes(fields)
        tried, wide = [], NOTHING
        for term in terms:
            asked = sorted({self._axis(name) for name in self._touches.names(term)})
            if prod(len(axes[name].values) for name in asked) <= MOST_AT_ONCE:
                tried.append((asked, self._function(term)))
            else:
                wide += _bounds_of(term)
        whole = reduce(_sum, terms)
        value = self._function(whole)
        return Part(whole, value, fields, Sum(axes, tried), wide)

    def _axes(self, fields: Iterable[Field]) -> dict[str, Axis]:
        """What some fields may be: each on its own, but the choices of a scene that comes once.

        Of those at most one was taken.
        """
        axes: dict[str, Axis] = {}
        for field in fields:
            mask = field.bits
            values = [field.write(0, number) for number in range(field.low, field.high + 1)]
            name = self._axis(field.name)
            if name == field.name:
                axes[name] = Axis(mask, tuple(values))
            else:
                before = axes.get(name, Axis(0, (0,)))
                axes[name] = Axis(before.mask | mask, (*before.values, values[-1]))
        for scene in {self._either[field.name] for field in fields if field.name in self._either}:
            name = _axis_of(scene)
            if len(axes[name].values) > len(self._program.story.scenes[scene].choices):
                axes[name] = axes[name]._replace(scene=scene)
        return axes

    def _axis(self, name: str) -> str:
        """The axis of a field: its own, or that of all choices of a scene."""
        scene = self._either.get(name)
        return name if scene is None else _axis_of(scene)

    def _function(self, expression: Expression) -> Callable[[State], int]:
        """An expression as a function of the state."""
        source = self._program.generator.coder.expression(expression)
        function: Callable[[State], int] = define("s", [f"return {source}"])
        return function


def _sum(left: Expression, right: Expression) -> Expression:
    """Both added up."""
    return Binary("+", left, right, 0)


def _axis_of(scene: str) -> str:
    """The name of the axis of a scene's choices."""
    return f"scene:{scene}"


def _taken_once(program: Program) -> dict[str, str]:
    """The fields that say that a choice was taken, with its scene, if that comes once at most."""
    round_trips = Graph(program.story).round_trips
    return {
        f"chose:{scene.id}.{choice.id}": scene.id
        for scene in program.story.scenes.values()
        if scene.id not in round_trips
        for choice in scene.choices
        if program.layout.has(f"chose:{scene.id}.{choice.id}")
    }


def _bounds_of(term: Expression) -> Length:
    """Bounds of a product of a truth and a number of words, as `_terms` makes them."""
    match term:
        case Literal(value):
            return Length(int(value), int(value))
        case Binary("*", _, words):
            bounds = _bounds_of(words)
            return Length(min(0, bounds.low), max(0, bounds.high))
    raise AssertionError(f"{term} is no number of words")
