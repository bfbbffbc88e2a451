"""The oracle's sums: expressions and effects, worked out where they stand."""

from __future__ import annotations

from collections.abc import Iterator

from borderpost.story.expressions.syntax import (
    Binary,
    Expression,
    Literal,
    Name,
    Query,
    Unary,
    Word,
)
from borderpost.story.model import Condition, Effect, Option, Story, VariableKind
from tests.oracle_state import State, Value

NUMBERS = (VariableKind.METER, VariableKind.RANGE)
STRONGER = ("unknown", "claimed", "documented")
VERBS = ("unclear", "claimed", "is")


class Values:
    """Works out expressions and effects of one story."""

    def __init__(self, story: Story) -> None:
        self.story = story

    def do(self, effects: tuple[Effect, ...], state: State) -> None:
        """Run effects in order."""
        for effect in effects:
            old = state.values[effect.variable]
            if isinstance(old, frozenset):
                assert isinstance(effect.value, Word)
                word = frozenset([effect.value.word])
                new = old - word if effect.operator == "-=" else old | word
                state.values[effect.variable] = new
                continue
            value = self.evaluate(effect.value, state)
            if effect.operator == "+=":
                value = self.number(old) + self.number(value)
            elif effect.operator == "-=":
                value = self.number(old) - self.number(value)
            self.put(effect.variable, value, state)

    def put(self, name: str, value: Value, state: State) -> None:
        """Give a variable a value; numbers stop at their bounds."""
        variable = self.story.variables[name]
        if variable.kind in NUMBERS:
            value = max(variable.low, min(variable.high, self.number(value)))
        elif variable.kind is VariableKind.FLAG:
            value = bool(value)
        state.values[name] = value

    def holds(self, condition: Condition | None, state: State) -> bool:
        """Whether a condition holds."""
        return condition is None or bool(self.evaluate(condition.expression, state))

    def evaluate(self, expression: Expression, state: State) -> Value:
        """The value of an expression."""
        match expression:
            case Literal(value):
                return value
            case Word(word):
                return word
            case Name(name):
                derivation = self.story.variables[name].derivation
                if derivation is not None:
                    return self.evaluate(derivation.expression, state)
                return state.values[name]
            case Unary("not", operand):
                return not self.evaluate(operand, state)
            case Unary(_, operand):
                return -self.number(self.evaluate(operand, state))
            case Binary(operator, left, right):
                return self.binary(operator, left, right, state)
            case Query(function, arguments):
                return self.ask(function, arguments, state)

    def binary(self, operator: str, left: Expression, right: Expression, state: State) -> Value:
        """The value of two operands joined by an operator."""
        first, second = self.evaluate(left, state), self.evaluate(right, state)
        match operator:
            case "and":
                return bool(first) and bool(second)
            case "or":
                return bool(first) or bool(second)
            case "in":
                assert isinstance(second, frozenset)
                return first in second
            case "==":
                return first == second
            case "!=":
                return first != second
        one, two = self.number(first), self.number(second)
        return {
            "<": one < two,
            "<=": one <= two,
            ">": one > two,
            ">=": one >= two,
            "+": one + two,
            "-": one - two,
            "*": one * two,
        }[operator]

    def ask(self, function: str, arguments: tuple[str, ...], state: State) -> Value:
        """The answer to a question about the play so far."""
        first = arguments[0] if arguments else ""
        match function:
            case "seen":
                return first in state.seen
            case "chose":
                return first in state.chose
            case "answered" | "signed":
                question, _, option = first.partition(".")
                return state.answers.get(question) == option
            case "lowest":
                return min(self.number(self.evaluate(Name(name, 0), state)) for name in arguments)
            case "signed_count":
                return sum(option.strength == first for option in self.signed(state))
            case _:
                return sum(self.overstated(option) for option in self.signed(state))

    def signed(self, state: State) -> Iterator[Option]:
        """The sentences that stand signed."""
        for scene in self.story.scenes.values():
            for slot in scene.report.slots if scene.report else ():
                for option in slot.options:
                    if state.answers.get(slot.id) == option.id:
                        yield option

    def overstated(self, option: Option) -> bool:
        """Whether a sentence says more than the best of what it cites."""
        if not option.strength:
            return False
        marks = [STRONGER.index(self.story.facts[fact].mark) for fact in option.cites]
        return not marks or VERBS.index(option.strength) > max(marks)

    @staticmethod
    def number(value: Value) -> int:
        """A value that must be a number."""
        assert isinstance(value, int)
        return int(value)
