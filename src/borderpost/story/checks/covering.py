"""Whether one of several conditions holds whatever the play was, found by trying every case."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import product

from borderpost.story.checks.parts import expressions_within
from borderpost.story.expressions.syntax import (
    Binary,
    Expression,
    Literal,
    Name,
    Query,
    Unary,
    Word,
)
from borderpost.story.expressions.types import bounds_of
from borderpost.story.model import VariableKind
from borderpost.story.names import Names

MOST_CASES = 2_000
"""With more cases than this the answer is no: proof by search is for those."""

Atom = tuple[str, ...]
"""What a condition asks of the play: a variable, an element of a set, or a query."""


def one_always_holds(conditions: Sequence[Expression], names: Names) -> bool:
    """Whether at least one of the conditions holds in every case that the variables' bounds allow.

    What variables and queries have to do with each other is not considered, so that no may be
    wrong; yes is not.
    """
    ranges: dict[Atom, range] = {}
    cases = 1
    for condition in conditions:
        for part in expressions_within(condition):
            atom = _atom(part)
            if atom is None or atom in ranges:
                continue
            values = _values(part, names)
            if values is None:
                return False
            ranges[atom] = values
            cases *= len(values)
            if cases > MOST_CASES:
                return False
    return bool(conditions) and all(
        any(_value(condition, dict(zip(ranges, case, strict=True))) for condition in conditions)
        for case in product(*ranges.values())
    )


def _atom(part: Expression) -> Atom | None:
    """What a part asks of the play; nothing where it only works on other parts."""
    match part:
        case Name(name):
            return ("variable", name)
        case Query(function, arguments):
            return (function, *arguments)
        case Binary("in", Word(word), Name(name)):
            return ("in", word, name)
        case _:
            return None


def _values(part: Expression, names: Names) -> range | None:
    """The values that a part can have; nothing where they cannot be told."""
    if isinstance(part, Name):
        variable = names.variables.get(part.name)
        if variable is not None and variable.kind is VariableKind.ONE_OF:
            return range(len(variable.words))
        if variable is not None and variable.kind is VariableKind.SET_OF:
            return range(1)  # only asked for its elements, each of which is a part of its own
    bounds = bounds_of(part, names)
    return range(bounds[0], bounds[1] + 1) if bounds else None


def _value(expression: Expression, case: Mapping[Atom, int]) -> int:
    """The value of an expression in one case, a truth as 0 or 1."""
    atom = _atom(expression)
    if atom is not None:
        return case[atom]
    match expression:
        case Literal(value):
            return int(value)
        case Word(_, _, index):
            return index
        case Unary(operator, operand):
            inner = _value(operand, case)
            return int(not inner) if operator == "not" else -inner
        case Binary(operator, left, right):
            return _worked_out(operator, _value(left, case), _value(right, case))
        case _:
            return 0


def _worked_out(operator: str, left: int, right: int) -> int:
    """An operation on two values."""
    return {
        "and": left and right,
        "or": left or right,
        "==": int(left == right),
        "!=": int(left != right),
        "<": int(left < right),
        "<=": int(left <= right),
        ">": int(left > right),
        ">=": int(left >= right),
        "+": left + right,
        "-": left - right,
        "*": left * right,
    }[operator]
