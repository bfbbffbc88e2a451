"""Effects: `=`, `+=` and `-=` on a variable, checked against what the variable can hold."""

from __future__ import annotations

from typing import NoReturn

from borderpost.story.expressions.grammar import parse_expression
from borderpost.story.expressions.lexer import KEYWORDS, Token, read_tokens
from borderpost.story.expressions.problem import Problem, UnreadableExpression
from borderpost.story.expressions.resolving import Resolver, offset_of
from borderpost.story.expressions.syntax import Expression, Name
from borderpost.story.expressions.types import Type, bounds_of
from borderpost.story.model import Variable, VariableKind
from borderpost.story.names import Names

OPERATORS = frozenset(("=", "+=", "-="))


def effect_of(source: str, names: Names, resolver: Resolver) -> tuple[str, str, Expression]:
    """The variable, operator and resolved value of an effect.

    Raises `UnreadableExpression` where there is no telling what is meant; faults of the value
    gather in the resolver.
    """
    tokens = read_tokens(source)
    target, operator = tokens[0], tokens[min(1, len(tokens) - 1)]
    if target.kind != "name" or target.text in KEYWORDS or operator.text not in OPERATORS:
        _refuse_form(tokens, names)
    variable = names.variables.get(target.text)
    if variable is None:
        _refuse_name(target, names)
    if variable.kind is VariableKind.DERIVED and variable.derivation is None:
        # It could not be read, which is told where it is declared.
        return variable.name, operator.text, parse_expression(tokens, 2)
    if variable.ask or variable.kind is VariableKind.DERIVED:
        _refuse_constant(target, variable)
    if operator.text == "=" and tokens[2].text in {"+", "-"} and _touch(operator, tokens[2]):
        _refuse_swapped(target, operator, tokens)
    tree = parse_expression(tokens, 2)
    start = tokens[2].offset
    match variable.kind:
        case VariableKind.METER | VariableKind.RANGE:
            value = _number(variable, operator, tree, start, names, resolver)
        case VariableKind.SET_OF:
            value = _element(variable, operator, tree, start, resolver)
        case _:
            value = _plain(variable, operator, tree, start, resolver)
    return variable.name, operator.text, value


def _number(
    variable: Variable,
    operator: Token,
    tree: Expression,
    start: int,
    names: Names,
    resolver: Resolver,
) -> Expression:
    """A number to set a meter or range to, or to move it by."""
    typed = resolver.resolve(tree)
    mend = f"write a number or a sum of numbers, as in {variable.name} {operator.text} 1"
    resolver.require(typed, Type.NUMBER, f"{variable.name} is a number", start, mend)
    if resolver.problems or operator.text != "=":
        return typed.expression
    bounds = bounds_of(typed.expression, names)
    if bounds and (bounds[1] < variable.low or bounds[0] > variable.high):
        message = f"{variable.name} goes from {variable.low} to {variable.high}"
        mend = "set it to a number within, or widen its bounds where it is declared"
        resolver.problems.append(
            Problem("BP143", offset_of(typed.expression, start), 1, message, mend)
        )
    return typed.expression


def _element(
    variable: Variable, operator: Token, tree: Expression, start: int, resolver: Resolver
) -> Expression:
    """A word to put into a set or to take out of it."""
    if operator.text == "=":
        element = variable.words[0]
        message = f"{variable.name} is a set: one word at a time goes in or out"
        mend = f"write {variable.name} += {element}, or {variable.name} -= {element}"
        resolver.problems.append(Problem("BP133", operator.offset, 1, message, mend))
        return tree
    typed = resolver.resolve_value(tree, variable)
    mend = f"write one of its words: {', '.join(variable.words)}"
    because = f"{variable.name} holds words"
    if resolver.require(typed, Type.WORD, because, start, mend) and (
        typed.type is Type.WORD and isinstance(typed.expression, Name)
    ):
        message = f"{because}, one named at a time, and {typed.expression.name} is a variable"
        resolver.problems.append(Problem("BP133", start, len(typed.expression.name), message, mend))
    return typed.expression


def _plain(
    variable: Variable, operator: Token, tree: Expression, start: int, resolver: Resolver
) -> Expression:
    """A value for a flag or a one_of."""
    is_flag = variable.kind is VariableKind.FLAG
    value = "true" if is_flag else variable.words[-1]
    if operator.text != "=":
        kind = "true or false" if is_flag else f"one of {', '.join(variable.words)}"
        message = f"'{operator.text}' moves numbers and sets, and {variable.name} is {kind}"
        mend = f"write {variable.name} = {value}"
        resolver.problems.append(Problem("BP133", operator.offset, 2, message, mend))
        return tree
    typed = resolver.resolve_value(tree, variable)
    wanted, because = Type.WORD, f"{variable.name} is one of {', '.join(variable.words)}"
    if is_flag:
        wanted, because = Type.TRUTH, f"{variable.name} is true or false"
    if typed.type not in {wanted, Type.UNKNOWN}:
        mend = f"write {variable.name} = {value}"
        resolver.problems.append(
            Problem("BP133", offset_of(typed.expression, start), 1, f"{because}; this is not", mend)
        )
    elif not is_flag and resolver.words_of(typed) != variable.words and not resolver.problems:
        mend = f"set it to a word of its own, as in {variable.name} = {value}"
        message = f"that variable has other words than {variable.name}"
        resolver.problems.append(
            Problem("BP133", offset_of(typed.expression, start), 1, message, mend)
        )
    return typed.expression


def _touch(first: Token, second: Token) -> bool:
    """Whether two tokens stand next to each other without a blank."""
    return first.offset + len(first.text) == second.offset


def _refuse_swapped(target: Token, operator: Token, tokens: list[Token]) -> NoReturn:
    """Raise for `money =+ 2` and `money =- 2`, which mean `+=` and `-=` more often than not."""
    sign = tokens[2].text
    message = f"'={sign}' may mean two things"
    mend = f"write {target.text} {sign}= ... to move it"
    if sign == "-":
        mend += f", or {target.text} = -... with a blank to set it"
    raise UnreadableExpression(Problem("BP131", operator.offset, 2, message, mend))


def _refuse_name(target: Token, names: Names) -> NoReturn:
    """Raise for a variable that is not declared."""
    from borderpost.story.messages import did_you_mean

    message = f"'{target.text}' is no variable" + did_you_mean(target.text, list(names.variables))
    mend = f"write the name of a variable, or declare {target.text} under variables"
    raise UnreadableExpression(Problem("BP132", target.offset, len(target.text), message, mend))


def _refuse_constant(target: Token, variable: Variable) -> NoReturn:
    """Raise for a variable that play never changes."""
    message = f"{variable.name} is derived from others and cannot be set"
    mend = "change what it is derived from, or declare it as a flag or range of its own"
    if variable.ask:
        message = f"{variable.name} is a setting, chosen before play and constant in it"
        mend = "take `ask: true` away where it is declared, or change another variable"
    raise UnreadableExpression(Problem("BP142", target.offset, len(target.text), message, mend))


def _refuse_form(tokens: list[Token], names: Names) -> NoReturn:
    """Raise for a text that does not begin with a variable and `=`, `+=` or `-=`."""
    target, operator = tokens[0], tokens[min(1, len(tokens) - 1)]
    if operator.text == "==":
        message = "'==' compares; it changes nothing"
        raise UnreadableExpression(
            Problem("BP131", operator.offset, 2, message, "write = to set a variable")
        )
    variable = names.variables.get(target.text)
    mend = "begin with a variable and a sign, as in money -= 2, named_him = true, heard += letter"
    if variable is not None and variable.kind is VariableKind.FLAG:
        mend = f"write {variable.name} = true, or {variable.name} = false"
    elif variable is not None and variable.kind is VariableKind.ONE_OF:
        mend = f"write {variable.name} = {variable.words[-1]}"
    elif variable is not None and variable.kind is VariableKind.SET_OF:
        mend = f"write {variable.name} += {variable.words[0]}"
    elif variable is not None:
        mend = f"write {variable.name} += 1, {variable.name} -= 1 or {variable.name} = 0"
    at_fault = operator if target.kind == "name" and operator.kind != "end" else target
    raise UnreadableExpression(
        Problem(
            "BP141",
            at_fault.offset,
            max(1, len(at_fault.text)),
            "an effect says what changes, and by how much",
            mend,
        )
    )
