"""The least and greatest value of an expression, as far as the declared bounds tell."""

from __future__ import annotations

import operator
from collections.abc import Callable
from itertools import product

import pytest

from borderpost.story.diagnostics import Findings
from borderpost.story.expressions.reading import read_condition, read_value_expression
from borderpost.story.expressions.syntax import Binary, Expression, Literal, Name, Unary
from borderpost.story.expressions.types import Type, bounds_of, count_bounds, type_of, verdict
from borderpost.story.model import Variable, VariableKind
from borderpost.story.names import Names
from tests.story.test_expressions import AT, derive

RANGES = {"a": (0, 2), "b": (-2, 1), "c": (3, 3), "p": (1, 2), "q": (-3, -1), "r": (-2, -1)}


def names_bound() -> Names:
    """Ranges, flags and words, a variable that could not be read, and a report of three slots."""
    names = Names()
    for name, (low, high) in RANGES.items():
        names.variables[name] = Variable(name, VariableKind.RANGE, AT, low=low, high=high)
    for name in ("f", "g"):
        names.variables[name] = Variable(name, VariableKind.FLAG, AT)
    names.variables["w"] = Variable("w", VariableKind.ONE_OF, AT, words=("x", "y"))
    names.variables["s"] = Variable("s", VariableKind.SET_OF, AT, words=("p", "q"))
    names.variables["unread"] = Variable("unread", VariableKind.DERIVED, AT)
    names.scenes = {"gate": {}}
    for slot in ("one", "two", "three"):
        names.slots[slot] = None
    derive(names, "sum", "a + b")
    derive(names, "sure", "a >= 0")
    return names


def read(source: str) -> Expression:
    """The tree of a condition or a number that is read without a finding."""
    findings = Findings()
    is_number = any(sign in source for sign in "+-*") or source in ("sum", "lowest(a b)")
    names = names_bound()
    if is_number or source.startswith("signed"):
        value = read_value_expression(source, AT, names, findings)
        assert value is not None, findings.sorted()
        return value[0].expression
    condition = read_condition(source, AT, names, findings)
    assert condition is not None, findings.sorted()
    return condition.expression


OPERATIONS: dict[str, Callable[[int, int], int]] = {
    "and": min, "or": max, "+": operator.add, "-": operator.sub, "*": operator.mul,
    "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge,
    "==": operator.eq, "!=": operator.ne,
}  # fmt: skip


def value(tree: Expression, at: dict[str, int]) -> int:
    """What an expression comes to for certain values of its variables."""
    match tree:
        case Literal(number):
            return int(number)
        case Name(name):
            return at[name]
        case Unary(sign, operand):
            inner = value(operand, at)
            return 1 - inner if sign == "not" else -inner
        case Binary(sign, left, right):
            return int(OPERATIONS[sign](value(left, at), value(right, at)))
    raise AssertionError(tree)


EXACT = [
    f"{left} {sign} {right}"
    for sign in ("+", "-", "*", "<", "<=", ">", ">=", "==", "!=")
    for left, right in (("a", "b"), ("b", "a"), ("a", "c"), ("c", "b"), ("b", "2"), ("1", "a"))
]
EXACT += ["-b + c", "-a * b", "-(a - b) * c", "not a < c", "not b > c", "f and g", "f or g"]
EXACT += ["p * q", "q * p", "q * r", "p * c", "b * q", "q * b", "p <= b", "b >= p", "c != c"]
EXACT += ["f and a < c", "f and a > c", "f or a < c", "f or a > c", "not f", "f == g", "f != true"]


@pytest.mark.parametrize("source", EXACT)
def test_bounds_are_what_comes_out_least_and_greatest(source: str) -> None:
    tree = read(source)
    ranges = {**RANGES, "f": (0, 1), "g": (0, 1)}
    values = product(*(range(low, high + 1) for low, high in ranges.values()))
    found = {value(tree, dict(zip(ranges, each, strict=True))) for each in values}
    assert bounds_of(tree, names_bound()) == (min(found), max(found))


@pytest.mark.parametrize(
    ("source", "bounds"),
    [
        ("sum", (-2, 3)),
        ("sum * 2 - 1", (-5, 5)),
        ("sure", (1, 1)),
        ("seen(gate)", (0, 1)),
        ("signed_count(is)", (0, 3)),
        ("signed_unsupported()", (0, 3)),
        ("lowest(a b)", (-2, 1)),
        ("lowest(c a) + 0", (0, 2)),
        ("w == x", (0, 1)),
        ("p in s", (0, 1)),
        ("w == x and a > c", (0, 0)),
        ("a > c and w == x", (0, 0)),
        ("w == x and a < c", (0, 1)),
        ("w == x or a < c", (1, 1)),
        ("a < c or w == x", (1, 1)),
        ("w == x or a > c", (0, 1)),
        ("unread", None),
        ("unread + 1", None),
        ("-unread + 1", None),
        ("not unread", None),
        ("unread > 1", (0, 1)),
        ("unread == 1", (0, 1)),
        ("unread != c", (0, 1)),
        ("unread and f", (0, 1)),
        ("unread and a > c", (0, 0)),
        ("a > c and unread", (0, 0)),
        ("unread and a < c", (0, 1)),
        ("unread or a < c", (1, 1)),
        ("a < c or unread", (1, 1)),
        ("unread or a > c", (0, 1)),
        ("unread or unread", (0, 1)),
    ],
)
def test_bounds_of_what_is_not_all_numbers(source: str, bounds: tuple[int, int] | None) -> None:
    assert bounds_of(read(source), names_bound()) == bounds


def test_words_and_sets_have_no_bounds_and_count_as_undecided() -> None:
    names = names_bound()
    for name in ("w", "s", "nowhere"):
        assert bounds_of(Name(name, 0), names) is None
    assert verdict(Name("unread", 0), names) is None
    assert verdict(Name("sure", 0), names) is True
    assert count_bounds(names) == (0, 3)


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        ("sum", Type.NUMBER),
        ("sure", Type.TRUTH),
        ("seen(gate)", Type.TRUTH),
        ("signed_count(is)", Type.NUMBER),
        ("signed_unsupported()", Type.NUMBER),
        ("lowest(a b)", Type.NUMBER),
        ("a + b", Type.NUMBER),
        ("-a * b", Type.NUMBER),
        ("a < b", Type.TRUTH),
        ("not f", Type.TRUTH),
        ("f and g", Type.TRUTH),
        ("unread", Type.UNKNOWN),
    ],
)
def test_an_expression_has_the_type_of_what_it_does(source: str, kind: Type) -> None:
    assert type_of(read(source), names_bound()) is kind


def test_variables_have_the_type_of_what_they_hold() -> None:
    names = names_bound()
    kinds = [type_of(Name(name, 0), names) for name in ("a", "f", "w", "s", "nowhere")]
    assert kinds == [Type.NUMBER, Type.TRUTH, Type.WORD, Type.SET, Type.UNKNOWN]
    assert type_of(Literal(value=True), names) is Type.TRUTH
    assert type_of(Literal(1), names) is Type.NUMBER


@pytest.mark.parametrize("form", ["{} + 0", "0 + {}", "-{}", "{}"])
@pytest.mark.parametrize(("rests", "known"), [(49, True), (50, True), (51, False)])
def test_what_rests_on_too_many_others_is_unknown(rests: int, known: bool, form: str) -> None:
    names = names_bound()
    derive(names, "d0", "p")
    for number in range(1, rests):
        derive(names, f"d{number}", form.format(f"d{number - 1}"))
    last = Name(f"d{rests - 1}", 0)
    bounds = bounds_of(last, names)
    assert (bounds is not None) == known
    assert bounds in ((1, 2), (-2, -1), None)
    if form == "{}":
        assert type_of(last, names) is (Type.NUMBER if known else Type.UNKNOWN)


def test_a_derivation_keeps_its_words_and_its_place() -> None:
    read = read_value_expression("a + 1", AT, names_bound(), Findings())
    assert read is not None
    assert (read[0].source, read[0].at) == ("a + 1", AT)


def test_where_a_file_could_not_be_read_only_unknown_names_are_passed_over() -> None:
    findings = Findings()
    findings.unread_files.add("other.yaml")
    assert read_condition("elsewhere > 2 and a", AT, names_bound(), findings) is None
    assert [found.code for found in findings.sorted()] == ["BP133"]


def test_where_nothing_has_a_name_yet_the_form_is_told() -> None:
    findings = Findings()
    findings.add_source(AT.file, "\n" * (AT.line - 1) + " " * 90)
    for source in ("seen(gate)", "signed(who.claimed)", "answered(what.that)"):
        assert read_condition(source, AT, Names(), findings) is None
    assert [found.mend for found in findings.sorted()] == [
        "write seen(scene) with ids of this story",
        "write signed(slot.option) with ids of this story",
        "write answered(question.option) with ids of this story",
    ]
