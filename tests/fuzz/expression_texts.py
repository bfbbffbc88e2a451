"""Expressions by their grammar, each with what it comes to: an evaluator that reads no text."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from hypothesis import strategies as st

Value = int | bool | str | frozenset[str]
Known = Mapping[str, Value]
"""What is known of a play: variables by name, and answers to questions by how they are asked."""

NUMBERS = ("m", "n", "r", "d")
TRUTHS = ("f", "g", "t")
WORDS = ("a", "b", "c")
QUERIES = (
    *("seen(gate)", "seen(yard)", "chose(gate.in)", "chose(gate.out)", "answered(road.open)"),
    *("answered(road.shut)", "signed(line.firm)", "signed(line.said)"),
)
COUNTS = ("signed_count(is)", "signed_count(claimed)", "signed_unsupported()")

LOOSEST = {"or": 1, "and": 2, "not": 3, "compare": 4, "+": 5, "*": 6, "-": 7, "atom": 8}
"""How tightly each form binds; what binds no tighter than its place stands in parentheses."""


class Written(NamedTuple):
    """An expression: how it is written, how tightly it binds, and what it comes to."""

    text: str
    binding: int
    value: Callable[[Known], Value]


@st.composite
def truths(draw: st.DrawFn, depth: int = 3) -> Written:
    """An expression that is true or false."""
    if not depth or draw(st.integers(0, 4)) == 0:
        return draw(_truth_atoms)
    kinds = ["or", "and", "not", "not", "numbers", "numbers", "numbers", "words", "set", "same"]
    kind = draw(st.sampled_from(kinds))
    match kind:
        case "or" | "and":
            left, right = draw(truths(depth - 1)), draw(truths(depth - 1))
            # The same sign may stand again on its left, where it is worked out first.
            text = f"{_at(draw, left, LOOSEST[kind])} {kind} {_at(draw, right, LOOSEST[kind] + 1)}"
            return Written(text, LOOSEST[kind], _joined(kind, left, right))
        case "not":
            inner = draw(truths(depth - 1))
            text = f"not {_at(draw, inner, LOOSEST['not'])}"
            return Written(text, LOOSEST["not"], lambda known: not inner.value(known))
        case "numbers":
            sign = draw(st.sampled_from(["<", "<=", ">", ">=", "==", "!="]))
            return _compared(draw, sign, draw(numbers(depth - 1)), draw(numbers(depth - 1)))
        case "same":
            sign = draw(st.sampled_from(["==", "!="]))
            return _compared(draw, sign, draw(truths(depth - 1)), draw(truths(depth - 1)))
        case "words":
            name, sign = draw(st.sampled_from(["w", "v"])), draw(st.sampled_from(["==", "!="]))
            other = draw(st.sampled_from([*WORDS, "w", "v"]))
            return _compared(draw, sign, _name(name), _name(other))
        case _:
            word = draw(st.sampled_from(["x", "y", "z"]))
            text = f"{word}{_gap(draw)}in{_gap(draw)}s"
            return Written(text, LOOSEST["compare"], lambda known: word in _set(known["s"]))


@st.composite
def numbers(draw: st.DrawFn, depth: int = 3) -> Written:
    """An expression that is a whole number."""
    if not depth or draw(st.integers(0, 3)) == 0:
        return draw(_number_atoms)
    sign = draw(st.sampled_from(["+", "-", "*", "minus"]))
    first = draw(numbers(depth - 1))
    if sign == "minus":
        text = f"-{_gap(draw)}{_at(draw, first, LOOSEST['-'] + 1)}"
        return Written(text, LOOSEST["-"], lambda known: -_number(first.value(known)))
    second = draw(numbers(depth - 1))
    binding = LOOSEST["*" if sign == "*" else "+"]
    left, right = _at(draw, first, binding), _at(draw, second, binding + 1)
    return Written(f"{left} {sign} {right}", binding, _reckoned(sign, first, second))


def _name(name: str) -> Written:
    """A variable, or one of its words."""
    return Written(name, LOOSEST["atom"], lambda known: known.get(name, name))


def _literal(number: int) -> Written:
    return Written(str(number), LOOSEST["atom"], lambda _: number)


def _lowest(names: list[str]) -> Written:
    text = f"lowest({' '.join(names)})"
    return Written(text, LOOSEST["atom"], lambda known: min(_number(known[n]) for n in names))


_truth_atoms = st.one_of(
    st.sampled_from([*TRUTHS, *QUERIES]).map(_name),
    st.booleans().map(lambda it: Written(str(it).lower(), LOOSEST["atom"], lambda _: it)),
)
_number_atoms = st.one_of(
    st.sampled_from([*NUMBERS, *COUNTS]).map(_name),
    st.sampled_from([0, 1, 2, 3, 10, 999]).map(_literal),
    st.lists(st.sampled_from(["m", "n"]), min_size=2, max_size=2, unique=True).map(_lowest),
)


def _compared(draw: st.DrawFn, sign: str, left: Written, right: Written) -> Written:
    """Two expressions compared; comparisons do not chain."""
    place = LOOSEST["compare"] + 1
    text = f"{_at(draw, left, place)}{_gap(draw)}{sign}{_gap(draw)}{_at(draw, right, place)}"

    def value(known: Known) -> Value:
        first, second = left.value(known), right.value(known)
        if sign in ("==", "!="):
            return (first == second) == (sign == "==")
        one, two = _number(first), _number(second)
        return {"<": one < two, "<=": one <= two, ">": one > two, ">=": one >= two}[sign]

    return Written(text, LOOSEST["compare"], value)


def _joined(sign: str, left: Written, right: Written) -> Callable[[Known], Value]:
    def value(known: Known) -> Value:
        first, second = bool(left.value(known)), bool(right.value(known))
        return first or second if sign == "or" else first and second

    return value


def _reckoned(sign: str, left: Written, right: Written) -> Callable[[Known], Value]:
    def value(known: Known) -> Value:
        one, two = _number(left.value(known)), _number(right.value(known))
        return {"+": one + two, "-": one - two, "*": one * two}[sign]

    return value


def _at(draw: st.DrawFn, inner: Written, place: int) -> str:
    """An expression at a place that takes what binds at least so tightly."""
    around = inner.binding < place or draw(st.integers(0, 9)) == 0
    return f"({_gap(draw)}{inner.text}{_gap(draw)})" if around else inner.text


def _gap(draw: st.DrawFn) -> str:
    """A blank, or more of them."""
    return draw(st.sampled_from([" ", " ", " ", "  ", "\n "]))


def _number(value: Value) -> int:
    assert isinstance(value, int)
    return int(value)


def _set(value: Value) -> frozenset[str]:
    assert isinstance(value, frozenset)
    return value
