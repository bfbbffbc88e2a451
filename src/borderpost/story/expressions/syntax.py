"""The syntax tree of expressions.

A tree in a checked story is *resolved*: every `Name` is a variable, every `Word` a value of the
one_of or set_of variable it is compared with, and the ids in a `Query` exist.
"""

from typing import NamedTuple


class Literal(NamedTuple):
    """A number, or `true` and `false`."""

    value: int | bool


class Name(NamedTuple):
    """The value of a variable. `column` is its offset from 0 in the expression's text."""

    name: str
    column: int


class Word(NamedTuple):
    """A value of the one_of or set_of variable `variable`, by its place in the variable's words."""

    word: str
    variable: str
    place: int


class Unary(NamedTuple):
    """`not` or `-` before an operand."""

    operator: str
    operand: "Expression"
    column: int


class Binary(NamedTuple):
    """An operator between two operands.

    One of `and or == != < <= > >= + - * in`; `x in y` has a Word on its left, a set variable's
    Name on its right.
    """

    operator: str
    left: "Expression"
    right: "Expression"
    column: int


class Query(NamedTuple):
    """A question to the play so far, by function and argument names.

    `seen(scene)`, `chose(scene.choice)`, `answered(question.option)`, `signed(slot.option)`,
    `signed_count(strength)`, `signed_unsupported()` and `lowest(meter meter ...)`.
    """

    function: str
    arguments: tuple[str, ...]
    column: int


Expression = Literal | Name | Word | Unary | Binary | Query
