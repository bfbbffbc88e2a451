"""Reading conditions, effects and derivations: from an author's text to a checked tree.

Each text is read once for the names of a story; a story says `stance != calm` many times.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from borderpost.story.diagnostics import Findings
from borderpost.story.expressions.effects import effect_of
from borderpost.story.expressions.grammar import parse_expression
from borderpost.story.expressions.lexer import read_tokens
from borderpost.story.expressions.problem import Problem, UnreadableExpression
from borderpost.story.expressions.resolving import Resolver
from borderpost.story.expressions.syntax import Expression
from borderpost.story.expressions.types import Type
from borderpost.story.model import Condition, Effect, VariableKind
from borderpost.story.names import Names
from borderpost.story.position import Position

_ABOUT_UNKNOWN_NAMES: Final = frozenset(("BP132", "BP139"))


class Reading(NamedTuple):
    """What a text came to, wherever it stands."""

    expression: Expression | None
    problems: list[Problem]


class ReadingEffect(NamedTuple):
    """The same for an effect: a variable, an operator and a value."""

    variable: str
    operator: str
    value: Expression | None
    problems: list[Problem]


def read_condition(source: str, at: Position, names: Names, findings: Findings) -> Condition | None:
    """The condition written as `source`; `None` where it cannot be read, which is then reported.

    `at` is where the first character of `source` stands. `names` must be whole: what is read is
    remembered for it.
    """
    memory = names.conditions_read
    reading = memory.get(source)
    if reading is None:
        reading = memory[source] = _read_condition(source, names)
    if reading.problems:
        _report(reading.problems, at, names, findings)
    return Condition(source, reading.expression, at) if reading.expression is not None else None


def read_effect(source: str, at: Position, names: Names, findings: Findings) -> Effect | None:
    """The effect written as `source`; `None` where it cannot be read, which is then reported.

    `at` is where the first character of `source` stands. `names` must be whole: what is read is
    remembered for it.
    """
    memory = names.effects_read
    reading = memory.get(source)
    if reading is None:
        reading = memory[source] = _read_effect(source, names)
    if reading.problems:
        _report(reading.problems, at, names, findings)
    if reading.value is None:
        return None
    return Effect(reading.variable, reading.operator, reading.value, source, at)


def read_value_expression(
    source: str, at: Position, names: Names, findings: Findings
) -> tuple[Condition, VariableKind] | None:
    """The derivation written as `source`, and whether it yields a RANGE (a number) or a FLAG.

    `None` where it cannot be read, which is then reported. Not remembered, since derivations are
    read while names are still being gathered: derived variables met later count as unknown there.
    """
    try:
        tree = parse_expression(read_tokens(source))
    except UnreadableExpression as unreadable:
        _report([unreadable.problem], at, names, findings)
        return None
    resolver = Resolver(source, names)
    typed = resolver.resolve(tree)
    if typed.type in {Type.WORD, Type.SET}:
        resolver.require(typed, Type.NUMBER, "a derived variable is a number or true or false", 0)
    if resolver.problems:
        _report(resolver.problems, at, names, findings)
        return None
    kind = VariableKind.RANGE if typed.type is Type.NUMBER else VariableKind.FLAG
    return Condition(source, typed.expression, at), kind


def _read_condition(source: str, names: Names) -> Reading:
    """Read a condition without regard to where it stands."""
    try:
        tree = parse_expression(read_tokens(source))
    except UnreadableExpression as unreadable:
        return Reading(None, [unreadable.problem])
    resolver = Resolver(source, names)
    typed = resolver.resolve(tree)
    resolver.require(typed, Type.TRUTH, "a condition is true or false", 0)
    return Reading(None if resolver.problems else typed.expression, resolver.problems)


def _read_effect(source: str, names: Names) -> ReadingEffect:
    """Read an effect without regard to where it stands."""
    resolver = Resolver(source, names)
    try:
        variable, operator, value = effect_of(source, names, resolver)
    except UnreadableExpression as unreadable:
        return ReadingEffect("", "", None, [unreadable.problem])
    if resolver.problems:
        return ReadingEffect("", "", None, resolver.problems)
    return ReadingEffect(variable, operator, value, [])


def _report(problems: list[Problem], at: Position, names: Names, findings: Findings) -> None:
    """Add problems to the findings, each where it stands."""
    names_missing = names.incomplete or bool(findings.unread_files)
    for problem in problems:
        if names_missing and problem.code in _ABOUT_UNKNOWN_NAMES:
            continue
        column = at.column + problem.offset
        # A value that YAML folded from several lines has no columns of its own.
        if column > len(findings.line(at.file, at.line)) + 1:
            column = at.column
        findings.add(
            problem.code,
            at._replace(column=column),
            problem.message,
            problem.mend,
            width=problem.width,
        )
