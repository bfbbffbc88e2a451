"""What is settled: values that will not change any more, and only some questions about them.

Where a report is signed, the rest of a play asks a dozen questions of what was signed: is this
ending the one? All reports with the same answers to them are one and the same for what follows.
So, at each stop, of the fields that nothing ahead changes only the answers matter to whatever is
worked out of them alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from borderpost.engine.layout import Layout
from borderpost.proof.search.touches import Heard, Needs, Touches
from borderpost.story.expressions.syntax import Binary, Expression, Name, Query, Unary

TRUTHS = ("and", "or", "==", "!=", "<", "<=", ">", ">=", "in")
"""Operators whose value is a truth."""

WHERE = ("place", "stack", "drawn")
"""Fields that say where play stands and where it goes back to; every step asks for them."""


class Stop(NamedTuple):
    """Somewhere that play stops: a place, and how many of its questions are done with."""

    place: int
    stage: int = 0


def is_passed(layout: Layout, stop: Stop) -> bool:
    """Whether play never stands at a stop: where a call returns to, or a scene gone through."""
    if stop.place < 0:
        return True
    scene = layout.story.scenes.get(layout.places[stop.place].name)
    return scene is not None and scene.is_automatic


class Road(NamedTuple):
    """What is asked and done between a stop and the next ones, and which those are."""

    heard: Heard
    to: frozenset[Stop]


def leading(roads: Mapping[Stop, Road]) -> dict[Stop, set[Stop]]:
    """The stops that lead to each."""
    before: dict[Stop, set[Stop]] = {stop: set() for stop in roads}
    for stop, road in roads.items():
        for to in road.to:
            before[to].add(stop)
    return before


class Settled(NamedTuple):
    """The bits of a state that are settled at a stop, and what is still asked of them."""

    mask: int
    asked: tuple[Expression, ...]


class Settling:
    """What is settled at every stop of a story."""

    def __init__(self, layout: Layout, touches: Touches, roads: Mapping[Stop, Road]) -> None:
        """Gather what lies ahead of each stop."""
        self._layout = layout
        self._touches = touches
        self._fields = {name: 1 << number for number, name in enumerate(layout.fields)}
        self._expressions: dict[Expression, int] = {}
        self._names: dict[Expression, frozenset[str]] = {}
        own = {stop: self._own(road.heard) for stop, road in roads.items()}
        self._ahead = dict(own)
        changed = True
        while changed:
            changed = False
            for stop in reversed(list(roads)):
                asked, worked_out, done = self._ahead[stop]
                for to in roads[stop].to:
                    more = self._ahead[to]
                    asked, worked_out, done = asked | more[0], worked_out | more[1], done | more[2]
                if (asked, worked_out, done) != self._ahead[stop]:
                    self._ahead[stop] = asked, worked_out, done
                    changed = True

    def at(self, stop: Stop, needs: Needs) -> Settled | None:
        """What is settled at a stop; None where to know it would save nothing."""
        asked, worked_out, done = self._ahead[stop]
        fields = {
            name
            for name, cuts in needs.items()
            if cuts and name not in WHERE and not (asked | done) & self._fields[name]
        }
        parts: dict[Expression, None] = {}
        for expression, bit in self._expressions.items():
            if worked_out & bit:
                for part in self._parts(expression, fields):
                    parts[part] = None
        mask = width = 0
        for name in fields:
            field = self._layout.field(name)
            mask |= field.bits
            width += field.mask.bit_length()
        told = sum(self._bits(part) for part in parts)
        return Settled(mask, tuple(parts)) if told < width else None

    def _bits(self, part: Expression) -> int:
        """About how many bits the value of an expression takes."""
        fields = map(self._layout.field, self._names_of(part))
        return 1 if _is_truth(part) else min(4, sum(f.mask.bit_length() for f in fields))

    def unchanging(self, stop: Stop) -> int:
        """The bits of a state that nothing changes any more from a stop on."""
        done = self._ahead[stop][2]
        mask = 0
        for name, bit in self._fields.items():
            if not done & bit and name not in WHERE:
                field = self._layout.field(name)
                mask |= field.bits
        return mask

    def _own(self, heard: Heard) -> tuple[int, int, int]:
        """What was heard, as sets of bits."""
        for expression in heard.expressions:
            self._expressions.setdefault(expression, 1 << len(self._expressions))
        return (
            sum(self._fields[name] for name in heard.asked if name in self._fields),
            sum(self._expressions[expression] for expression in heard.expressions),
            sum(self._fields[name] for name in heard.changed if name in self._fields),
        )

    def _parts(self, expression: Expression, fields: set[str]) -> list[Expression]:
        """The largest parts of an expression that read nothing but these fields."""
        names = self._names_of(expression)
        if not names & fields:
            return []
        if names <= fields:
            return [expression]
        match expression:
            case Name(name):
                derivation = self._layout.story.variables[name].derivation
                return self._parts(derivation.expression, fields) if derivation else []
            case Unary(_, operand):
                return self._parts(operand, fields)
            case Binary("and" | "or" | "+" as operator):
                operands = _chain(expression, operator)
                own = [o for o in operands if self._names_of(o) and self._names_of(o) <= fields]
                parts = [p for o in operands if o not in own for p in self._parts(o, fields)]
                if own:
                    whole = own[0]
                    for more in own[1:]:
                        whole = Binary(operator, whole, more, 0)
                    parts.append(whole)
                return parts
            case Binary(_, left, right):
                return [*self._parts(left, fields), *self._parts(right, fields)]
            case Query("lowest", meters):
                return [p for name in meters for p in self._parts(Name(name, 0), fields)]
        return []

    def _names_of(self, expression: Expression) -> frozenset[str]:
        """The fields that an expression reads."""
        names = self._names.get(expression)
        if names is None:
            names = self._names[expression] = self._touches.names(expression)
        return names


def _chain(expression: Expression, operator: str) -> list[Expression]:
    """The operands of a chain of one operator."""
    match expression:
        case Binary(same, left, right) if same == operator:
            return [*_chain(left, operator), *_chain(right, operator)]
    return [expression]


def _is_truth(expression: Expression) -> bool:
    """Whether an expression's value is surely a truth."""
    match expression:
        case Unary("not"):
            return True
        case Binary(operator):
            return operator in TRUTHS
        case Query(function):
            return function in ("answered", "signed", "seen", "chose")
    return False
