"""Giving names their meaning and checking that types fit: from a parsed tree to a resolved one."""

from __future__ import annotations

from typing import NamedTuple

from borderpost.story.expressions.lexer import FUNCTIONS, HABITS
from borderpost.story.expressions.problem import Problem
from borderpost.story.expressions.queries import problems_of_query
from borderpost.story.expressions.syntax import (
    Binary,
    Expression,
    Literal,
    Name,
    Query,
    Unary,
    Word,
)
from borderpost.story.expressions.types import Type, type_of, type_of_variable
from borderpost.story.model import Variable, VariableKind
from borderpost.story.names import Names

_ORDERINGS = frozenset(("<", "<=", ">", ">="))
_ARITHMETIC_VERBS = {"+": "adds", "-": "takes away", "*": "multiplies"}


class Typed(NamedTuple):
    """A resolved expression and its type."""

    expression: Expression
    type: Type


class Resolver:
    """Resolves trees of one source text against a story's names; faults gather in `problems`."""

    def __init__(self, source: str, names: Names) -> None:
        """Begin without problems."""
        self.problems: list[Problem] = []
        self._source = source
        self._names = names

    def resolve(self, tree: Expression) -> Typed:
        """The resolved tree and its type, `UNKNOWN` where a fault hides it."""
        match tree:
            case Name():
                return self._name(tree)
            case Unary():
                return self._unary(tree)
            case Binary(operator) if operator in {"==", "!="}:
                return self._equality(tree)
            case Binary("in"):
                return self._membership(tree)
            case Binary():
                return self._binary(tree)
            case Query():
                faults = problems_of_query(tree, self._source, self._names)
                self.problems += faults
                return Typed(tree, Type.UNKNOWN if faults else type_of(tree, self._names))
            case _:
                return Typed(tree, type_of(tree, self._names))

    def resolve_value(self, tree: Expression, variable: Variable) -> Typed:
        """The same for a value that `variable` is compared with or set to: words are looked up."""
        if isinstance(tree, Name) and variable.words:
            if tree.name in variable.words:
                index = variable.words.index(tree.name)
                return Typed(Word(tree.name, variable.name, index), Type.WORD)
            if tree.name not in self._names.variables:
                self._unknown_word(tree, variable)
                return Typed(tree, Type.UNKNOWN)
        return self.resolve(tree)

    def require(
        self, typed: Typed, wanted: Type, because: str, column: int, mend: str = ""
    ) -> bool:
        """Whether `typed` is of the type wanted; told if not. `because` says who wants what."""
        if typed.type in {wanted, Type.UNKNOWN}:
            return True
        is_what, usual_mend = self._describe(typed)
        start = offset_of(typed.expression, column)
        width = len(typed.expression.name) if isinstance(typed.expression, Name) else 1
        message = f"{because}, but {is_what}"
        self.problems.append(Problem("BP133", start, width, message, mend or usual_mend))
        return False

    def _name(self, tree: Name) -> Typed:
        """A variable, or the fault of a name that is none."""
        variable = self._names.variables.get(tree.name)
        if variable is not None:
            return Typed(tree, type_of_variable(variable, self._names))
        width = len(tree.name)
        if tree.name in HABITS:
            message, mend = f"'{tree.name}' is not used here", f"write {HABITS[tree.name]}"
            self.problems.append(Problem("BP131", tree.column, width, message, mend))
            return Typed(tree, Type.UNKNOWN)
        message, mend = self._unknown_name(tree.name)
        self.problems.append(Problem("BP132", tree.column, width, message, mend))
        return Typed(tree, Type.UNKNOWN)

    def _unknown_name(self, name: str) -> tuple[str, str]:
        """What to say of a name that is no variable."""
        from borderpost.story.messages import did_you_mean

        for variable in self._names.variables.values():
            if name in variable.words:
                is_one_of = variable.kind is VariableKind.ONE_OF
                asked = f"{variable.name} == {name}" if is_one_of else f"{name} in {variable.name}"
                mend = f"write {asked}"
                return f"'{name}' is no variable but a value of {variable.name}", mend
        if name in self._names.scenes:
            return f"'{name}' is no variable but a scene", f"write seen({name})"
        words = {word for variable in self._names.variables.values() for word in variable.words}
        known = sorted({*self._names.variables, *words, *FUNCTIONS})
        mend = f"write the name of a variable, or declare {name} under variables"
        return f"'{name}' is no variable" + did_you_mean(name, known), mend

    def _unknown_word(self, tree: Name, variable: Variable) -> None:
        """Tell that a variable has no such value."""
        from borderpost.story.messages import did_you_mean

        message = f"'{tree.name}' is no value of {variable.name}"
        message += did_you_mean(tree.name, list(variable.words))
        mend = f"{variable.name} is one of: {', '.join(variable.words)}"
        self.problems.append(Problem("BP137", tree.column, len(tree.name), message, mend))

    def _unary(self, tree: Unary) -> Typed:
        """`not` before a condition, minus before a number."""
        operand = self.resolve(tree.operand)
        wanted = Type.TRUTH if tree.operator == "not" else Type.NUMBER
        because = (
            "'not' turns a condition round" if wanted is Type.TRUTH else "minus takes a number"
        )
        self.require(operand, wanted, because, tree.column)
        return Typed(Unary(tree.operator, operand.expression, tree.column), wanted)

    def _binary(self, tree: Binary) -> Typed:
        """`and`, `or`, arithmetic and comparisons of size."""
        left, right = self._side(tree.left, tree.right), self._side(tree.right, tree.left)
        operator, result = tree.operator, Type.TRUTH
        if operator in {"and", "or"}:
            wanted, because = Type.TRUTH, f"'{operator}' joins conditions"
        elif operator in _ORDERINGS:
            wanted, because = Type.NUMBER, f"'{operator}' compares numbers"
        else:
            wanted = result = Type.NUMBER
            because = f"'{operator}' {_ARITHMETIC_VERBS[operator]} numbers"
        fits = self.require(left, wanted, because, tree.column)
        if fits or right.type is not Type.WORD:
            self.require(right, wanted, because, tree.column)
        return Typed(Binary(operator, left.expression, right.expression, tree.column), result)

    def _equality(self, tree: Binary) -> Typed:
        """`==` and `!=` between numbers, truths, or a variable and its words."""
        left = self._side(tree.left, tree.right)
        right = self._side(tree.right, tree.left)
        resolved = Typed(
            Binary(tree.operator, left.expression, right.expression, tree.column), Type.TRUTH
        )
        kinds = {left.type, right.type}
        if Type.UNKNOWN in kinds:
            return resolved
        if Type.SET in kinds:
            a_set = left if left.type is Type.SET else right
            self.require(a_set, Type.WORD, f"'{tree.operator}' compares single values", tree.column)
        elif len(kinds) > 1:
            self._mismatch(left, right, tree)
        elif left.type is Type.WORD and self.words_of(left) != self.words_of(right):
            message = "these two variables have different words"
            mend = "compare each with a word of its own, as in stance == calm"
            self.problems.append(Problem("BP133", tree.column, 2, message, mend))
        return resolved

    def _mismatch(self, left: Typed, right: Typed, tree: Binary) -> None:
        """Tell that the two sides of an equality are of different kinds."""
        (is_left, left_mend), (is_right, right_mend) = self._describe(left), self._describe(right)
        named = left if isinstance(left.expression, Name) else right
        mend = left_mend if named is left else right_mend
        if named.type is Type.NUMBER:
            mend = "compare a number with a number"
        message = f"'{tree.operator}' compares like with like, but {is_left} and {is_right}"
        self.problems.append(Problem("BP133", tree.column, len(tree.operator), message, mend))

    def _side(self, tree: Expression, other: Expression) -> Typed:
        """One side of a comparison: a word of the variable on the other, or anything else."""
        if isinstance(other, Name) and isinstance(tree, Name):
            variable = self._names.variables.get(other.name)
            if variable is not None and variable.words:
                return self.resolve_value(tree, variable)
            if variable is None and self._is_word(tree.name) and not self._is_word(other.name):
                # Of the two, the other name is at fault, and is told.
                return Typed(tree, Type.UNKNOWN)
        return self.resolve(tree)

    def _is_word(self, name: str) -> bool:
        """Whether a name is none of a variable but a word of one."""
        variables = self._names.variables
        return name not in variables and any(name in each.words for each in variables.values())

    def words_of(self, typed: Typed) -> tuple[str, ...]:
        """The words that a word or a one_of variable is one of."""
        tree = typed.expression
        name = tree.variable if isinstance(tree, Word) else getattr(tree, "name", "")
        variable = self._names.variables.get(name)
        return variable.words if variable else ()

    def _membership(self, tree: Binary) -> Typed:
        """`convoy in heard`: a word of the set on the right."""
        unresolved = Typed(tree, Type.TRUTH)
        right = self.resolve(tree.right)
        if right.type is Type.UNKNOWN:
            return unresolved
        variable = (
            self._names.variables.get(tree.right.name) if isinstance(tree.right, Name) else None
        )
        if variable is None or right.type is not Type.SET:
            self.require(right, Type.SET, "'in' asks whether a set holds a word", tree.column)
            return unresolved
        if isinstance(tree.left, Name):
            if tree.left.name in variable.words:
                left = self.resolve_value(tree.left, variable)
                return Typed(
                    Binary("in", left.expression, right.expression, tree.column), Type.TRUTH
                )
            self._unknown_word(tree.left, variable)
            return unresolved
        start = offset_of(tree.left, tree.column)
        mend = f"write one of its words: {', '.join(variable.words)}"
        message = f"{variable.name} holds words, and this is none"
        self.problems.append(Problem("BP133", start, 1, message, mend))
        return unresolved

    def _describe(self, typed: Typed) -> tuple[str, str]:
        """What an expression is, and how one of its type is used in a condition."""
        tree = typed.expression
        name = tree.name if isinstance(tree, Name) else ""
        shown = name or (tree.word if isinstance(tree, Word) else "this")
        variable = self._names.variables.get(name)
        words = variable.words if variable else ()
        match typed.type:
            case Type.NUMBER:
                if isinstance(tree, Literal):
                    shown = str(tree.value)
                return f"{shown} is a number", f"compare it, as in {name or 'money'} >= 1"
            case Type.TRUTH:
                if isinstance(tree, Literal):
                    shown = str(tree.value).lower()
                mend = f"it is a condition itself: write {name or 'it'}, or not {name or 'it'}"
                return f"{shown} is true or false", mend
            case Type.SET:
                return f"{shown} is a set", f"ask for an element, as in {words[0]} in {shown}"
            case _:
                if not words:
                    return f"{shown} is a word", "compare a variable with it, as in stance == calm"
                mend = f"compare it, as in {name} == {words[0]}"
                return f"{name} is one of {', '.join(words)}", mend


def offset_of(tree: Expression, otherwise: int) -> int:
    """Where an expression begins, as far as its tree knows; parentheses are not counted."""
    match tree:
        case Name(_, column) | Query(_, _, column) | Unary(_, _, column):
            return column
        case Binary(_, left, _, column):
            return offset_of(left, column)
        case _:
            return otherwise
