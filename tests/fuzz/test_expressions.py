"""Expressions made by their grammar come to what they say; what is nearly one is read or told."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from hypothesis import given, strategies as st

from borderpost.engine.program import Program
from borderpost.engine.run import Run
from borderpost.story.catalogue import RULES
from borderpost.story.diagnostics import Findings
from borderpost.story.expressions.reading import (
    read_condition,
    read_effect,
    read_value_expression,
)
from borderpost.story.expressions.types import bounds_of, verdict
from borderpost.story.load import Loaded
from borderpost.story.model import Condition, VariableKind
from borderpost.story.position import Position
from borderpost.story.prose import clean
from tests.engine.small import load
from tests.fuzz.amount import examples, fuzz
from tests.fuzz.expression_texts import COUNTS, QUERIES, Known, Value, Written, numbers, truths
from tests.oracle_state import State as OracleState
from tests.oracle_values import Values
from tests.stories import play

pytestmark = fuzz

ASKED = [*QUERIES, *(f"{count} > 0" for count in COUNTS), "t", "d > 0"]

STORY = f"""
variables:
  m: {{meter: 0..3, start: 2}}
  n: {{meter: -4..1, start: 1}}
  r: {{range: -2..5, start: 0}}
  w: {{one_of: [a, b, c], start: b}}
  v: {{one_of: [a, b, c], start: a}}
  f: {{flag: true}}
  g: {{flag: true}}
  s: {{set_of: [x, y, z], start: [y]}}
  d: {{derive: m * 2 - r}}
  t: {{derive: f or d > 3}}
facts:
  F1: {{says: One., mark: documented}}
  F3: {{says: Three., mark: unknown}}
scenes:
  gate:
    text: [A gate., {", ".join(f'{{if: "{asked}", text: So.}}' for asked in ASKED)}]
    questions:
      - {{id: road, ask: Is it open?, options: {{open: It is, shut: It is not}}, optional: true}}
    choices:
      - {{id: in, label: In, then: yard}}
      - {{id: out, label: Out, then: yard}}
  yard:
    text: A yard.
    report:
      slots:
        - id: line
          ask: What is so?
          options:
            firm: {{says: It is., strength: is, cites: [F3]}}
            said: {{says: They say., strength: claimed, cites: [F1]}}
    choices: [{{id: back, label: Back, then: gate}}, {{id: end, label: End, then: over}}]
endings:
  over: {{title: Over, text: It is over.}}
"""

PLAYS: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = (
    ((), ()),
    (("road=open",), ("answered(road.open)",)),
    (
        ("road=open", "road=shut", "gate.in"),
        ("answered(road.shut)", "seen(gate)", "chose(gate.in)"),
    ),
    (("gate.out", "line=firm"), ("seen(gate)", "chose(gate.out)", "signed(line.firm)")),
    (
        ("gate.out", "line=said", "yard.back", "gate.in", "line=said"),
        (*("seen(gate)", "seen(yard)", "chose(gate.out)", "chose(gate.in)"), "signed(line.said)"),
    ),
)
"""Plays, and all that is so after them of what can be asked."""

RANGES = {"m": (0, 3), "n": (-4, 1), "r": (-2, 5)}
WORDS = {"w": ("a", "b", "c"), "v": ("a", "b", "c")}
SIGNS = (*"()+-*<>=!&|,.'\"%/[]{}:;#@~é\u202e\x1b\x00 ", "and", "or", "not", "in", "9" * 12)

AT = Position("story.yaml", 7, 13)


@cache
def loaded() -> Loaded:
    """The story that expressions are read in."""
    found = load(STORY)
    assert found.story is not None, found.diagnostics
    return found


@cache
def program() -> Program:
    """The same, ready to play."""
    story = loaded().story
    assert story is not None
    return Program(story)


@cache
def played(number: int) -> Run:
    """One of the plays."""
    run = Run(program(), {}, 1)
    play(run, PLAYS[number][0])
    return run


@st.composite
def situations(draw: st.DrawFn) -> tuple[int, Mapping[str, Value]]:
    """After which play, and what every variable is then."""
    values: dict[str, Value] = {
        name: draw(st.integers(low, high)) for name, (low, high) in RANGES.items()
    }
    values |= {name: draw(st.sampled_from(words)) for name, words in WORDS.items()}
    values |= {name: draw(st.booleans()) for name in ("f", "g")}
    values["s"] = draw(st.frozensets(st.sampled_from(["x", "y", "z"])))
    return draw(st.integers(0, len(PLAYS) - 1)), values


def known_in(number: int, values: Mapping[str, Value]) -> Known:
    """All that is known after a play with these values."""
    m, r, f = values["m"], values["r"], values["f"]
    assert isinstance(m, int)
    assert isinstance(r, int)
    so = PLAYS[number][1]
    firm, said = "signed(line.firm)" in so, "signed(line.said)" in so
    counts = {"signed_count(is)": int(firm), "signed_count(claimed)": int(said)}
    derived: dict[str, Value] = {"d": m * 2 - r, "t": bool(f) or m * 2 - r > 3}
    asked: dict[str, Value] = {query: query in so for query in QUERIES}
    return {**values, **derived, **asked, **counts, "signed_unsupported()": int(firm)}


def state_in(number: int, values: Mapping[str, Value]) -> int:
    """The engine's state there."""
    state = played(number).state
    layout, story = program().layout, program().story
    for name, value in values.items():
        variable = story.variables[name]
        match variable.kind:
            case VariableKind.ONE_OF:
                number = variable.words.index(str(value))
            case VariableKind.SET_OF:
                assert isinstance(value, frozenset)
                number = sum(1 << variable.words.index(word) for word in value)
            case _:
                assert isinstance(value, int)
                number = int(value)
        state = layout.field(f"var:{name}").write(state, number)
    return state


def oracle_in(number: int, values: Mapping[str, Value]) -> OracleState:
    """The oracle's state there."""
    state = OracleState(dict(values))
    for query in PLAYS[number][1]:
        function, _, rest = query.partition("(")
        asked = rest.rstrip(")")
        if function == "seen":
            state.seen.add(asked)
        elif function == "chose":
            state.chose.add(asked)
        else:
            question, _, option = asked.partition(".")
            state.answers[question] = option
    return state


def read(written: Written) -> Condition:
    """A condition as it is read, of which there is nothing to be told."""
    findings = Findings()
    condition = read_condition(written.text, AT, loaded().names, findings)
    assert findings.sorted() == []
    assert condition is not None
    return condition


@examples(600)
@given(truths(), situations())
def test_a_condition_comes_to_what_it_says(
    written: Written, situation: tuple[int, Mapping[str, Value]]
) -> None:
    condition = read(written)
    expected = written.value(known_in(*situation))
    assert program().holds(condition, state_in(*situation)) is expected
    assert Values(program().story).evaluate(condition.expression, oracle_in(*situation)) is expected
    assert verdict(condition.expression, loaded().names) in (None, expected)


@examples(150)
@given(numbers(), situations())
def test_a_sum_comes_to_what_it_says_and_lies_within_its_bounds(
    written: Written, situation: tuple[int, Mapping[str, Value]]
) -> None:
    findings = Findings()
    found = read_value_expression(written.text, AT, loaded().names, findings)
    assert findings.sorted() == []
    assert found is not None
    condition, kind = found
    assert kind is VariableKind.RANGE
    expected = written.value(known_in(*situation))
    assert Values(program().story).evaluate(condition.expression, oracle_in(*situation)) == expected
    bounds = bounds_of(condition.expression, loaded().names)
    assert bounds is not None
    assert isinstance(expected, int)
    assert bounds[0] <= expected <= bounds[1]
    is_it = Written(f"({written.text}) == {abs(expected)}", 4, lambda _: True)
    less = Written(f"({written.text}) == -{abs(expected)}", 4, lambda _: True)
    if abs(expected) <= 10**9:
        state = state_in(*situation)
        assert program().holds(read(is_it), state) is (expected >= 0)
        assert program().holds(read(less), state) is (expected <= 0)


@st.composite
def nearly(draw: st.DrawFn) -> str:
    """The text of an expression after a few signs in it were lost, doubled or exchanged."""
    text = draw(truths() | numbers()).text
    if draw(st.booleans()):
        changed = draw(st.sampled_from(["m", "s", "w", "f", "x"]))
        text = f"{changed} {draw(st.sampled_from(['=', '+=', '-=', ':=']))} {text}"
    for _ in range(draw(st.integers(0, 3))):
        at = draw(st.integers(0, len(text)))
        end = at + draw(st.integers(0, 3))
        text = text[:at] + draw(st.sampled_from(["", *SIGNS])) + text[end:]
    return text


@examples(250)
@given(nearly())
def test_what_is_nearly_an_expression_is_read_or_told(source: str) -> None:
    for reader in (read_condition, read_effect, read_value_expression):
        findings = Findings()
        found = reader(source, AT, loaded().names, findings)
        assert (found is None) == findings.has_errors
        for told in findings.sorted():
            assert told.code in RULES
            assert AT.column <= told.at.column <= AT.column + len(source)
            for words in (told.message, told.mend):
                assert words
                assert clean(words) == words
                assert "\n" not in words
        if found is not None and reader is read_condition:
            assert isinstance(found, Condition)
            for number in range(len(PLAYS)):
                state = played(number).state
                assert program().holds(found, state) in (True, False)
