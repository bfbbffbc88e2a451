"""Scenes as lines of JSON, and back again.

A line is the scene's named tuples written as plain arrays, which takes no code of ours; reading it
does. What a way on or an expression is shows in how many parts it has, or in what its parts are:
all others follow from where they stand.
"""

from __future__ import annotations

import json
from typing import Any

from borderpost.story.expressions.syntax import (
    Binary,
    Expression,
    Literal,
    Name,
    Query,
    Unary,
    Word,
)
from borderpost.story.model import (
    Branch,
    CallScene,
    Chance,
    Choice,
    Condition,
    Draw,
    Effect,
    FirstOf,
    Go,
    Later,
    Option,
    Outcome,
    Question,
    QuestionKind,
    Report,
    Return,
    Row,
    Scene,
    Text,
    TextBlock,
)
from borderpost.story.position import Position

Rows = list[Any]
"""An array of JSON."""

written = json.JSONEncoder(ensure_ascii=False, check_circular=False, separators=(",", ":")).encode
"""A scene, or anything that is made of tuples, words and numbers, as a line of JSON."""


def scene_of(line: bytes) -> Scene:
    """The scene that a line of JSON tells of."""
    row: Rows = json.loads(line)
    name, at, act, title, when_where, cards, text, questions, report, do, choices, flow, *rest = row
    max_visits, deck, when, priority, was = rest
    return Scene(
        name,
        Position(*at),
        act,
        title,
        when_where,
        tuple(cards),
        _text(text),
        tuple(map(_question, questions)),
        None if report is None else _report(*report),
        _effects(do),
        tuple(_choice(*choice) for choice in choices),
        _flow(flow),
        max_visits,
        deck,
        _condition(when),
        priority,
        tuple(was),
    )


def _report(opens: Rows, slots: Rows, at: Rows) -> Report:
    return Report(_text(opens), tuple(map(_question, slots)), Position(*at))


def _question(row: Rows) -> Question:
    name, kind, ask, options, at, about, scale, key, certainty, optional, again, *table = row
    rows, columns, mark_at_least, cell_keys, was = table
    return Question(
        name,
        QuestionKind(kind),
        _text(ask),
        tuple(_option(*option) for option in options),
        Position(*at),
        about,
        scale,
        None if key is None else tuple(key),
        certainty,
        optional,
        again,
        tuple(Row(each, _text(says), Position(*where)) for each, says, where in rows),
        tuple(columns),
        mark_at_least,
        {cell: tuple(keys) for cell, keys in cell_keys.items()},
        tuple(was),
    )


def _option(  # noqa: PLR0913, PLR0917 - the fields of an option
    name: str,
    says: Rows,
    at: Rows,
    feedback: Rows,
    do: Rows,
    was: Rows,
    strength: str,
    likelihood: str,
    cites: Rows,
    needs: Rows,
    condition: Rows | None,
    tags: Rows,
) -> Option:
    return Option(
        name,
        _text(says),
        Position(*at),
        _text(feedback),
        _effects(do),
        tuple(was),
        strength,
        likelihood,
        tuple(cites),
        tuple(needs),
        _condition(condition),
        tuple(tags),
    )


def _choice(  # noqa: PLR0913, PLR0917 - the fields of a choice
    name: str,
    label: Rows,
    flow: Rows | None,
    at: Rows,
    condition: Rows | None,
    locked: Rows,
    cost: Rows,
    do: Rows,
    after: Rows,
    later: Rows,
    tags: Rows,
    fallback: bool,  # noqa: FBT001
    once: bool,  # noqa: FBT001
    shows: str,
    readers: str,
    was: Rows,
) -> Choice:
    return Choice(
        name,
        _text(label),
        _flow(flow),
        Position(*at),
        _condition(condition),
        _text(locked),
        tuple((meter, amount) for meter, amount in cost),
        _effects(do),
        _text(after),
        tuple(
            Later(act, _effects(due), _text(text), Position(*where))
            for act, due, text, where in later
        ),
        tuple(tags),
        fallback,
        once,
        shows,
        readers,
        tuple(was),
    )


def _text(row: Rows) -> Text:
    return tuple(
        TextBlock(prose, Position(*at), name, _condition(condition), otherwise)
        for prose, at, name, condition, otherwise in row
    )


def _condition(row: Rows | None) -> Condition | None:
    if row is None:
        return None
    source, expression, at = row
    return Condition(source, _expression(expression), Position(*at))


def _effects(row: Rows) -> tuple[Effect, ...]:
    return tuple(
        Effect(variable, operator, _expression(value), source, Position(*at))
        for variable, operator, value, source, at in row
    )


def _flow(row: Rows | None) -> Any:  # noqa: ANN401 - None only where a flow may be None
    """A way on; `Flow | None`, and a `Flow` for an array."""
    match row:
        case None:
            return None
        case [at]:
            return Return(Position(*at))
        case [str() as target, at]:
            return Go(target, Position(*at))
        case [[[_, _], *_] as branches, at]:
            return FirstOf(
                tuple(Branch(_condition(condition), _flow(flow)) for condition, flow in branches),
                Position(*at),
            )
        case [outcomes, at]:
            made = (Outcome(target, weight, Position(*where)) for target, weight, where in outcomes)
            return Chance(tuple(made), Position(*at))
        case [scene, then, at]:
            return CallScene(scene, _flow(then), Position(*at))
        case [deck, up_to, by_chance, then, otherwise, at]:
            after = _flow(then)
            # Without an `else` the two are one way, and count as one in the state.
            other = after if otherwise == then else _flow(otherwise)
            return Draw(deck, up_to, by_chance, after, other, Position(*at))
    raise ValueError(row)


def _expression(row: Rows) -> Expression:
    match row:
        case [value]:
            return Literal(value)
        case [name, column]:
            return Name(name, column)
        case [word, str() as variable, place]:
            return Word(word, variable, place)
        case ["not" | "-" as operator, operand, column]:
            return Unary(operator, _expression(operand), column)
        case [function, arguments, column]:
            return Query(function, tuple(arguments), column)
        case [operator, left, right, column]:
            return Binary(operator, _expression(left), _expression(right), column)
    raise ValueError(row)
