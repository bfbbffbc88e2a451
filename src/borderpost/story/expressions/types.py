"""The types of expressions, and the least and greatest value each can have.

A truth counts as 0 or 1, so that one arithmetic of intervals serves numbers and conditions.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from borderpost.story.expressions.syntax import (
    Binary,
    Expression,
    Literal,
    Name,
    Query,
    Unary,
    Word,
)
from borderpost.story.model import Variable, VariableKind
from borderpost.story.names import Names

FARTHEST: Final = 10**18
"""Bounds beyond this are not followed: a product of products grows without end."""

MAX_DERIVATIONS: Final = 50
"""How many derived variables may rest on each other before a walk gives up on a bound."""


class Type(StrEnum):
    """What an expression's value is. UNKNOWN: a fault was told already, or is another's to tell."""

    NUMBER = "number"
    TRUTH = "truth"
    WORD = "word"
    SET = "set"
    UNKNOWN = "unknown"


_BY_VARIABLE: Final = {
    VariableKind.METER: Type.NUMBER,
    VariableKind.RANGE: Type.NUMBER,
    VariableKind.FLAG: Type.TRUTH,
    VariableKind.ONE_OF: Type.WORD,
    VariableKind.SET_OF: Type.SET,
}
_ARITHMETIC: Final = frozenset("+-*")
_NUMERIC_QUERIES: Final = frozenset(("signed_count", "signed_unsupported", "lowest"))


def type_of_variable(variable: Variable, names: Names, levels: int = MAX_DERIVATIONS) -> Type:
    """The type of a variable's value; of a derived one, that of its derivation."""
    if variable.kind is not VariableKind.DERIVED:
        return _BY_VARIABLE[variable.kind]
    if variable.derivation is None or levels == 0:
        return Type.UNKNOWN
    return type_of(variable.derivation.expression, names, levels - 1)


def type_of(expression: Expression, names: Names, levels: int = MAX_DERIVATIONS) -> Type:
    """The type of a resolved expression."""
    match expression:
        case Literal(value):
            return Type.TRUTH if isinstance(value, bool) else Type.NUMBER
        case Name(name):
            variable = names.variables.get(name)
            return type_of_variable(variable, names, levels) if variable else Type.UNKNOWN
        case Word():
            return Type.WORD
        case Query(function):
            return Type.NUMBER if function in _NUMERIC_QUERIES else Type.TRUTH
        case Unary(operator) | Binary(operator):
            numeric = operator in _ARITHMETIC
            return Type.NUMBER if numeric else Type.TRUTH


def bounds_of(
    expression: Expression, names: Names, levels: int = MAX_DERIVATIONS
) -> tuple[int, int] | None:
    """The least and greatest value of a resolved expression, as far as declared bounds tell.

    `None` where it is a word or a set, or rests on something that could not be read. The true
    extremes may lie closer together: what the parts have to do with each other is not considered.
    """
    match expression:
        case Literal(value):
            return int(value), int(value)
        case Name(name):
            return _bounds_of_variable(names.variables.get(name), names, levels)
        case Query(function, arguments):
            return _bounds_of_query(function, arguments, names)
        case Unary(operator, operand):
            inner = bounds_of(operand, names, levels)
            if inner is None:
                return None
            low, high = inner
            return (1 - high, 1 - low) if operator == "not" else (-high, -low)
        case Binary(operator, left_side, right_side):
            left = bounds_of(left_side, names, levels)
            right = bounds_of(right_side, names, levels)
            if left is None or right is None:
                # A word compared, or an element asked for: either answer is possible.
                return None if operator in _ARITHMETIC else _half_known(operator, left or right)
            combined = _combine(operator, left, right)
            return combined if max(map(abs, combined)) <= FARTHEST else None
        case _:
            return None


def verdict(expression: Expression, names: Names) -> bool | None:
    """Whether a condition is always true or always false by declared bounds alone."""
    low, high = bounds_of(expression, names) or (0, 1)
    return low > 0 if low == high else None


def count_bounds(names: Names) -> tuple[int, int]:
    """The least and greatest number of slots that can have been signed."""
    return 0, len(names.slots)


def _bounds_of_variable(
    variable: Variable | None, names: Names, levels: int
) -> tuple[int, int] | None:
    """The declared bounds of a number or flag, or those of a derivation."""
    if variable is None or variable.kind in {VariableKind.ONE_OF, VariableKind.SET_OF}:
        return None
    if variable.kind is VariableKind.FLAG:
        return 0, 1
    if variable.kind is not VariableKind.DERIVED:
        return variable.low, variable.high
    if variable.derivation is None or levels == 0:
        return None
    if variable.name not in names.derived:
        expression = variable.derivation.expression
        names.derived[variable.name] = bounds_of(expression, names, levels - 1)
    return names.derived[variable.name]


def _bounds_of_query(
    function: str, arguments: tuple[str, ...], names: Names
) -> tuple[int, int] | None:
    """What a question to the play so far can answer."""
    if function in {"signed_count", "signed_unsupported"}:
        return count_bounds(names)
    if function != "lowest":
        return 0, 1
    each = [_bounds_of_variable(names.variables.get(name), names, 0) for name in arguments]
    known = [bounds for bounds in each if bounds]
    if not known or len(known) < len(each):
        return None
    return min(low for low, _ in known), min(high for _, high in known)


def _half_known(operator: str, known: tuple[int, int] | None) -> tuple[int, int]:
    """The bounds of a condition one side of which is unknown."""
    if operator == "and" and known == (0, 0):
        return 0, 0
    if operator == "or" and known == (1, 1):
        return 1, 1
    return 0, 1


def _combine(operator: str, left: tuple[int, int], right: tuple[int, int]) -> tuple[int, int]:
    """The bounds of an operation from those of its sides."""
    if operator in {">", ">="}:
        return _combine("<" if operator == ">" else "<=", right, left)
    if operator == "!=":
        low, high = _combine("==", left, right)
        return 1 - high, 1 - low
    (a, b), (c, d) = left, right
    return {
        "+": (a + c, b + d),
        "-": (a - d, b - c),
        "*": (min(a * c, a * d, b * c, b * d), max(a * c, a * d, b * c, b * d)),
        "and": (min(a, c), min(b, d)),
        "or": (max(a, c), max(b, d)),
        "<": (int(b < c), int(a < d)),
        "<=": (int(b <= c), int(a <= d)),
        "==": (int(a == b == c == d), int(a <= d and c <= b)),
    }.get(operator, (0, 1))
