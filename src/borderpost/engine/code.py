"""Expressions and effects as Python source over one state, the integer `s`.

The source holds numbers and our own names only, never text of the story, so that nothing a story
says can ever become code.
"""

from __future__ import annotations

from borderpost.engine.layout import Field, Layout
from borderpost.story.expressions.syntax import (
    Binary,
    Expression,
    Literal,
    Name,
    Query,
    Unary,
    Word,
)
from borderpost.story.model import Condition, Effect, VariableKind

CLAMPED = 0
DUE = 1
ENTERED = 2
TAKEN = 3
"""Kinds of event a step tells: (kind, number, state). A clamped variable by its number, a `later`
that came due by its number, a place entered, and a choice's own effects done."""


class Coder:
    """Writes source for expressions and effects over one story's layout."""

    def __init__(self, layout: Layout) -> None:
        """Write for this layout."""
        self._layout = layout
        self._variables = layout.story.variables
        self._numbers = {name: number for number, name in enumerate(layout.story.variables)}

    def condition(self, condition: Condition | None) -> str:
        """A condition as source; nothing is `True`."""
        return "True" if condition is None else self.expression(condition.expression)

    def expression(self, expression: Expression) -> str:
        """An expression as source for a number or a truth."""
        match expression:
            case Literal(value):
                return str(int(value)) if value >= 0 else f"({value})"
            case Name(name):
                return self._variable(name)
            case Word(_, _, index):
                return str(index)
            case Unary("not", operand):
                return f"(not {self.expression(operand)})"
            case Unary(_, operand):
                return f"(-{self.expression(operand)})"
            case Binary("in", Word(_, _, index), Name(name)):
                return f"(s >> {self._layout.field(f'var:{name}').shift + index} & 1)"
            case Binary(operator, left, right):
                return f"({self.expression(left)} {operator} {self.expression(right)})"
            case Query():
                return self._query(expression)

    def read(self, field: Field) -> str:
        """Source for the value of a field."""
        shifted = f"s >> {field.shift}" if field.shift else "s"
        return (
            f"({shifted} & {field.mask})"
            if not field.low
            else (f"(({shifted} & {field.mask}) + {field.low})")
        )

    def write(self, field: Field, value: int) -> str:
        """A statement that sets a field to a value within its bounds."""
        if value == field.low:
            return f"s &= {field.keep}"
        if value - field.low == field.mask:
            return f"s |= {field.bits}"
        return f"s = s & {field.keep} | {value - field.low << field.shift}"

    def effect(self, effect: Effect) -> list[str]:
        """Statements for one effect; a bound that stops it is told."""
        variable = self._variables[effect.variable]
        field = self._layout.field(f"var:{effect.variable}")
        if variable.kind is VariableKind.SET_OF:
            if isinstance(effect.value, Word):
                bit = 1 << field.shift + effect.value.place
                return [f"s &= {~bit}" if effect.operator == "-=" else f"s |= {bit}"]
            return [self.write(field, 0)]
        if variable.kind is VariableKind.FLAG:
            if isinstance(effect.value, Literal):
                return [self.write(field, int(effect.value.value))]
            truth = f"(1 if {self.expression(effect.value)} else 0)"
            return [f"s = s & {field.keep} | {truth} << {field.shift}"]
        if variable.kind is VariableKind.ONE_OF:
            if isinstance(effect.value, Word):
                return [self.write(field, effect.value.place)]
            return [f"s = s & {field.keep} | {self.expression(effect.value)} << {field.shift}"]
        return self._bounded(effect, field)

    def _bounded(self, effect: Effect, field: Field) -> list[str]:
        """Statements for an effect on a meter or range, which stops at its bounds."""
        told = f"told.append(({CLAMPED}, {self._numbers[effect.variable]}, s))"
        at_high = [
            f"s = s & {field.keep} | {field.high - field.low << field.shift}",
            f"if told is not None: {told}",
        ]
        at_low = [f"s &= {field.keep}", f"if told is not None: {told}"]
        if isinstance(effect.value, Literal):
            amount = int(effect.value.value)
            if effect.operator == "=":
                if amount > field.high:
                    return at_high
                return at_low if amount < field.low else [self.write(field, amount)]
            by = amount if effect.operator == "+=" else -amount
            beyond = f"> {field.high - field.low - by}" if by > 0 else f"< {-by}"
            return [
                f"if (s >> {field.shift} & {field.mask}) {beyond}:",
                *(f"    {line}" for line in (at_high if by > 0 else at_low)),
                f"else: s += {by << field.shift}",
            ]
        value = self.expression(effect.value)
        if effect.operator != "=":
            value = f"{self.read(field)} {effect.operator[0]} {value}"
        return [
            f"v = {value}",
            f"if v > {field.high}:",
            *(f"    {line}" for line in at_high),
            f"elif v < {field.low}:",
            *(f"    {line}" for line in at_low),
            f"else: s = s & {field.keep} | v - {field.low} << {field.shift}"
            if field.low
            else f"else: s = s & {field.keep} | v << {field.shift}",
        ]

    def _variable(self, name: str) -> str:
        """Source for a variable's value; a derived one is worked out where it is asked for."""
        derivation = self._variables[name].derivation
        if derivation is not None:
            return self.expression(derivation.expression)
        return self.read(self._layout.field(f"var:{name}"))

    def _query(self, query: Query) -> str:
        """Source for a question to the play so far."""
        first = query.arguments[0] if query.arguments else ""
        match query.function:
            case "lowest":
                return f"min({', '.join(self._variable(name) for name in query.arguments)})"
            case "answered" | "signed":
                question, _, option = first.partition(".")
                index = self._layout.option_numbers[question][option]
                return f"({self.read(self._layout.field(f'answer:{question}'))} == {index})"
            case "signed_count":
                return self.read(self._layout.field(f"tally:{first}"))
            case "signed_unsupported":
                return self.read(self._layout.field("tally:unsupported"))
            case function:
                return self.read(self._layout.field(f"{function}:{first}"))
