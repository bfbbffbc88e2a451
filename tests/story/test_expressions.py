"""Conditions, effects and derivations: what they mean, and what is said where they mean nothing."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from borderpost.story.diagnostics import Diagnostic, Findings
from borderpost.story.expressions.reading import (
    read_condition,
    read_effect,
    read_value_expression,
)
from borderpost.story.expressions.syntax import (
    Binary,
    Expression,
    Literal,
    Name,
    Query,
    Unary,
    Word,
)
from borderpost.story.expressions.types import bounds_of, verdict
from borderpost.story.model import Effect, Variable, VariableKind
from borderpost.story.names import Names
from borderpost.story.position import Position

AT = Position("story.yaml", 7, 13)


def some_names() -> Names:
    """The names of a story that has one of everything."""
    names = Names()
    for name, kind, more in (
        ("money", VariableKind.METER, {"high": 10, "start": 6}),
        ("post", VariableKind.METER, {"high": 10, "start": 5}),
        ("doubts", VariableKind.RANGE, {"low": -3, "high": 3}),
        ("stance", VariableKind.ONE_OF, {"words": ("calm", "watchful", "alarmed")}),
        ("mood", VariableKind.ONE_OF, {"words": ("calm", "watchful", "alarmed")}),
        ("heard", VariableKind.SET_OF, {"words": ("convoy", "letter")}),
        ("named_him", VariableKind.FLAG, {}),
        ("profile", VariableKind.ONE_OF, {"words": ("short", "full"), "ask": True}),
    ):
        names.variables[name] = Variable(name, kind, AT, **more)
    names.scenes = {"stores": {"boots": None, "wire": None}, "hub": {}}
    names.drawn, names.decks = {"hub": ["barracks"]}, {"barracks": ["letter_home"]}
    names.endings = {"over": None}
    names.questions = {"grade": {"C": None, "1": None, "not-yet": None}, "who": {"claimed": None}}
    names.slots, names.tables = {"who": None}, {"cells": None}
    derive(names, "can_buy", "money >= 2")
    derive(names, "both", "money + post")
    return names


def derive(names: Names, name: str, source: str) -> None:
    """Declare a derived variable."""
    read = read_value_expression(source, AT, names, Findings())
    assert read is not None
    names.variables[name] = Variable(name, VariableKind.DERIVED, AT, derivation=read[0])


def tree(source: str) -> Expression:
    """The tree of a condition that is read without a finding."""
    findings = Findings()
    condition = read_condition(source, AT, some_names(), findings)
    assert findings.sorted() == []
    assert condition is not None
    assert (condition.source, condition.at) == (source, AT)
    return condition.expression


def effect(source: str) -> Effect:
    """An effect that is read without a finding."""
    findings = Findings()
    read = read_effect(source, AT, some_names(), findings)
    assert findings.sorted() == []
    assert read is not None
    return read


def faults(source: str, *, of_effect: bool = False) -> list[Diagnostic]:
    """What is said of an expression that cannot be read."""
    findings = Findings()
    findings.add_source(AT.file, "\n" * (AT.line - 1) + " " * (AT.column - 1) + source)
    reader = read_effect if of_effect else read_condition
    assert reader(source, AT, some_names(), findings) is None
    assert findings.sorted()
    return findings.sorted()


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("money >= 2", Binary(">=", Name("money", 0), Literal(2), 6)),
        ("named_him", Name("named_him", 0)),
        ("true", Literal(value=True)),
        (
            "named_him or can_buy and not named_him",
            Binary(
                "or",
                Name("named_him", 0),
                Binary("and", Name("can_buy", 13), Unary("not", Name("named_him", 29), 25), 21),
                10,
            ),
        ),
        (
            "money - 1 - 2 * 3 < -post",
            Binary(
                "<",
                Binary(
                    "-",
                    Binary("-", Name("money", 0), Literal(1), 6),
                    Binary("*", Literal(2), Literal(3), 14),
                    10,
                ),
                Unary("-", Name("post", 21), 20),
                18,
            ),
        ),
        (
            "(money + 1) * 2 == 4",
            Binary(
                "==",
                Binary("*", Binary("+", Name("money", 1), Literal(1), 7), Literal(2), 12),
                Literal(4),
                16,
            ),
        ),
        ("stance != calm", Binary("!=", Name("stance", 0), Word("calm", "stance", 0), 7)),
        ("alarmed == stance", Binary("==", Word("alarmed", "stance", 2), Name("stance", 11), 8)),
        ("stance == mood", Binary("==", Name("stance", 0), Name("mood", 10), 7)),
        ("letter in heard", Binary("in", Word("letter", "heard", 1), Name("heard", 10), 7)),
        (
            "not letter in heard",
            Unary("not", Binary("in", Word("letter", "heard", 1), Name("heard", 14), 11), 0),
        ),
        ("seen(stores)", Query("seen", ("stores",), 0)),
        ("chose( stores.boots )", Query("chose", ("stores.boots",), 0)),
        ("chose(hub.letter_home)", Query("chose", ("hub.letter_home",), 0)),
        ("answered(grade.1)", Query("answered", ("grade.1",), 0)),
        ("answered(grade.not-yet)", Query("answered", ("grade.not-yet",), 0)),
        ("signed(who.claimed)", Query("signed", ("who.claimed",), 0)),
        ("signed_count(is) > 0", Binary(">", Query("signed_count", ("is",), 0), Literal(0), 17)),
        (
            "signed_unsupported() == 0",
            Binary("==", Query("signed_unsupported", (), 0), Literal(0), 21),
        ),
        (
            "lowest(money post) <= 2",
            Binary("<=", Query("lowest", ("money", "post"), 0), Literal(2), 19),
        ),
        ("both > 3", Binary(">", Name("both", 0), Literal(3), 5)),
        ("named_him == true", Binary("==", Name("named_him", 0), Literal(value=True), 10)),
    ],
)
def test_conditions_are_read_as_written(source: str, expected: Expression) -> None:
    assert tree(source) == expected


def test_a_literal_truth_is_not_a_number() -> None:
    read = tree("true")
    assert isinstance(read, Literal)
    assert read.value is True


@pytest.mark.parametrize(
    ("source", "code", "offset", "said"),
    [
        ("", "BP130", 0, "missing"),
        ("money >", "BP130", 7, "missing after '>'"),
        ("money > 2)", "BP130", 9, "too many"),
        ("(money > 2", "BP130", 0, "never closed"),
        ("seen(stores", "BP130", 4, "never closed"),
        ("money > 2.5", "BP130", 8, "whole numbers"),
        ("money > 2 post", "BP130", 10, "cannot follow"),
        ("named_him and and named_him", "BP130", 14, "'and' cannot stand here"),
        ("money # post", "BP130", 6, "means nothing"),
        ("money = 3", "BP131", 6, "does not compare"),
        ("money => 3", "BP131", 6, "=>"),
        ("money ≥ 3", "BP131", 6, "≥"),
        ("named_him && can_buy", "BP131", 10, "&&"),
        ("named_him || can_buy", "BP131", 10, "||"),
        ("!named_him", "BP131", 0, "!"),
        ("NOT named_him", "BP131", 0, "NOT"),
        ("stance is calm", "BP131", 7, "'is'"),
        ("stance is not calm", "BP131", 7, "'is not'"),
        ("stance == 'calm'", "BP131", 10, "without quotes"),
        ("stance == “calm”", "BP131", 10, "without quotes"),
        ("convoy not in heard", "BP131", 7, "'not in'"),
        ("named_him == yes", "BP131", 13, "'yes'"),
        ("money / 2 > 1", "BP131", 6, "division"),
        ("money += 2", "BP131", 6, "changes nothing"),
        ("if money > 2", "BP131", 0, "'if'"),
        ("mony > 2", "BP132", 0, "'mony' is no variable; did you mean 'money'?"),
        ("can_buy and stanc == calm", "BP132", 12, "'stance'"),
        ("calm", "BP132", 0, "a value of stance"),
        ("stores", "BP132", 0, "a scene"),
        ("lowest(money pst) > 1", "BP132", 13, "'pst' is no variable; did you mean 'post'?"),
        ("money", "BP133", 0, "money is a number"),
        ("stance", "BP133", 0, "one of calm, watchful, alarmed"),
        ("heard", "BP133", 0, "heard is a set"),
        ("not money", "BP133", 4, "money is a number"),
        ("can_buy and money", "BP133", 12, "money is a number"),
        ("money + named_him > 2", "BP133", 8, "named_him is true or false"),
        ("named_him == 1", "BP133", 10, "like with like"),
        ("stance > calm", "BP133", 0, "compares numbers"),
        ("heard == convoy", "BP133", 0, "heard is a set"),
        ("stance == profile", "BP133", 7, "different words"),
        ("lowest(money stance) > 1", "BP133", 13, "'stance' is neither"),
        ("0 < money < 5", "BP134", 10, "chained"),
        ("lowest(money, post) > 2", "BP135", 12, "no commas"),
        ("money > 1, post > 2", "BP135", 9, "no commas"),
        ("money > 99999999999", "BP136", 8, "too large"),
        ("stance == clam", "BP137", 10, "did you mean 'calm'?"),
        ("convoi in heard", "BP137", 0, "did you mean 'convoy'?"),
        ("seen", "BP138", 0, "parentheses"),
        ("seen()", "BP138", 0, "one name"),
        ("seen(stores.boots)", "BP138", 5, "not for a choice"),
        ("chose(stores)", "BP138", 6, "joined by a dot"),
        ("visited(stores)", "BP138", 0, "did you mean 'seen'?"),
        ("lowest(money) > 2", "BP138", 0, "two meters"),
        ("answered(cells.x)", "BP138", 9, "a table"),
        ("answered(who.claimed)", "BP138", 9, "a slot"),
        ("signed(grade.C)", "BP138", 7, "a question"),
        ("seen(stroes)", "BP139", 5, "did you mean 'stores'?"),
        ("seen(over)", "BP139", 5, "an ending"),
        ("chose(stores.boot)", "BP139", 13, "did you mean 'boots'?"),
        ("chose(store.boots)", "BP139", 6, "did you mean 'stores'?"),
        ("answered(grade.D)", "BP139", 15, "no option of grade"),
        ("signed(wo.claimed)", "BP139", 7, "did you mean 'who'?"),
        ("signed_count(maybe) > 1", "BP139", 13, "no strength"),
    ],
)
def test_a_faulty_condition_is_told_once_and_at_its_place(
    source: str, code: str, offset: int, said: str
) -> None:
    (found,) = faults(source)
    assert (found.code, found.at) == (code, AT._replace(column=AT.column + offset))
    assert said in found.message
    assert found.mend


def test_two_words_without_a_variable_are_both_told() -> None:
    assert [found.code for found in faults("calm == alarmed")] == ["BP132", "BP132"]


def test_every_unknown_name_of_an_expression_is_told() -> None:
    assert [found.at.column - AT.column for found in faults("mony > 2 or pst > 3")] == [0, 12]


@pytest.mark.parametrize(
    ("source", "operator", "value"),
    [
        ("money -= 2", "-=", Literal(2)),
        ("money = post - 1", "=", Binary("-", Name("post", 8), Literal(1), 13)),
        ("doubts = -3", "=", Unary("-", Literal(3), 9)),
        ("stance = alarmed", "=", Word("alarmed", "stance", 2)),
        ("stance = mood", "=", Name("mood", 9)),
        ("named_him = true", "=", Literal(value=True)),
        ("named_him = money > 2", "=", Binary(">", Name("money", 12), Literal(2), 18)),
        ("heard += letter", "+=", Word("letter", "heard", 1)),
        ("heard -= convoy", "-=", Word("convoy", "heard", 0)),
    ],
)
def test_effects_are_read_as_written(source: str, operator: str, value: Expression) -> None:
    read = effect(source)
    assert (read.variable, read.operator, read.value) == (
        source.split(maxsplit=1)[0],
        operator,
        value,
    )
    assert (read.source, read.at) == (source, AT)


@pytest.mark.parametrize(
    ("source", "code", "offset"),
    [
        ("", "BP141", 0),
        ("money", "BP141", 0),
        ("set money = 2", "BP141", 4),
        ("= 2", "BP141", 0),
        ("seen(stores)", "BP141", 4),
        ("money =", "BP130", 7),
        ("money == 2", "BP131", 6),
        ("money =+ 2", "BP131", 6),
        ("money =- 2", "BP131", 6),
        ("money++", "BP131", 5),
        ("money *= 2", "BP131", 6),
        ("money: 2", "BP131", 5),
        ("money = 3 = 4", "BP131", 10),
        ("mony -= 2", "BP132", 0),
        ("money -= lots", "BP132", 9),
        ("money -= named_him", "BP133", 9),
        ("stance += alarmed", "BP133", 7),
        ("stance = money", "BP133", 9),
        ("stance = profile", "BP133", 9),
        ("named_him = 1", "BP133", 12),
        ("named_him += true", "BP133", 10),
        ("heard = letter", "BP133", 6),
        ("heard += stance", "BP133", 9),
        ("heard += money", "BP133", 9),
        ("money -= 2, post += 1", "BP135", 10),
        ("stance = angry", "BP137", 9),
        ("heard += lettr", "BP137", 9),
        ("profile = short", "BP142", 0),
        ("can_buy = true", "BP142", 0),
        ("money = 11", "BP143", 8),
        ("post = -1", "BP143", 7),
    ],
)
def test_a_faulty_effect_is_told_once_and_at_its_place(source: str, code: str, offset: int) -> None:
    (found,) = faults(source, of_effect=True)
    assert (found.code, found.at.column - AT.column) == (code, offset)
    assert found.mend


@pytest.mark.parametrize(
    "source",
    ["(" * 60 + "money > 1" + ")" * 60, "not " * 60 + "named_him", "+".join(["1"] * 60) + " > 1"],
)
def test_depth_is_bounded(source: str) -> None:
    assert [found.code for found in faults(source)] == ["BP136"]


def test_forty_nine_parts_within_one_another_still_fit() -> None:
    assert tree("(" * 48 + "named_him" + ")" * 48) == Name("named_him", 48)
    assert verdict(tree(" + ".join(["1"] * 49) + " == 49"), some_names()) is True


def test_length_is_bounded() -> None:
    assert tree("named_him".ljust(1_000)) == Name("named_him", 0)
    assert [found.code for found in faults("named_him".ljust(1_001))] == ["BP136"]


def test_a_text_read_twice_is_told_at_both_places() -> None:
    names, findings = some_names(), Findings()
    elsewhere = Position("other.yaml", 1, 1)
    for at in (AT, elsewhere):
        assert read_condition("mony > 2", at, names, findings) is None
    assert {found.at for found in findings.sorted()} == {AT, elsewhere}
    good = [read_condition("money > 2", at, names, findings) for at in (AT, elsewhere)]
    assert [each and each.at for each in good] == [AT, elsewhere]


def test_the_same_text_means_what_each_story_has_of_it() -> None:
    with_money, without = some_names(), Names()
    assert read_condition("money > 2", AT, with_money, Findings()) is not None
    assert read_condition("money > 2", AT, without, Findings()) is None


def test_a_name_that_may_stand_in_an_unread_file_is_no_finding() -> None:
    names, findings = some_names(), Findings()
    names.incomplete = True
    assert read_condition("mony > 2", AT, names, findings) is None
    assert read_condition("seen(elsewhere)", AT, names, findings) is None
    assert findings.sorted() == []
    assert read_condition("money", AT, names, findings) is None
    assert [found.code for found in findings.sorted()] == ["BP133"]


def test_a_value_folded_from_several_lines_is_told_at_its_beginning() -> None:
    findings = Findings()
    findings.add_source(
        AT.file, "\n" * (AT.line - 1) + " " * (AT.column - 1) + "money > 2 and\n pst"
    )
    assert read_condition("money > 2 and pst > 1", AT, some_names(), findings) is None
    assert [found.at for found in findings.sorted()] == [AT]


@pytest.mark.parametrize(
    ("source", "kind", "bounds"),
    [
        ("money >= 2", VariableKind.FLAG, (0, 1)),
        ("money - post", VariableKind.RANGE, (-10, 10)),
        ("doubts * doubts", VariableKind.RANGE, (-9, 9)),
        ("-doubts + 1", VariableKind.RANGE, (-2, 4)),
        ("lowest(money doubts)", VariableKind.RANGE, (-3, 3)),
        ("signed_count(is)", VariableKind.RANGE, (0, 1)),
        ("both * 2", VariableKind.RANGE, (0, 40)),
        ("not can_buy", VariableKind.FLAG, (0, 1)),
    ],
)
def test_derivations_tell_their_kind_and_bounds(
    source: str, kind: VariableKind, bounds: tuple[int, int]
) -> None:
    names, findings = some_names(), Findings()
    read = read_value_expression(source, AT, names, findings)
    assert read is not None
    assert read[1] is kind
    assert bounds_of(read[0].expression, names) == bounds


@pytest.mark.parametrize("source", ["stance", "heard", "mony + 1", "money >"])
def test_a_derivation_is_a_number_or_a_truth(source: str) -> None:
    findings = Findings()
    assert read_value_expression(source, AT, some_names(), findings) is None
    assert findings.has_errors


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("true", True),
        ("not true", False),
        ("money >= 0", True),
        ("money > 10", False),
        ("money < 10", None),
        ("money <= 10", True),
        ("money == 11", False),
        ("money != 11", True),
        ("money + post > 20", False),
        ("money * 2 >= post - 10", True),
        ("named_him or money >= 0", True),
        ("named_him and money > 10", False),
        ("stance == calm", None),
        ("stance == calm and money > 10", False),
        ("stance == calm or money >= 0", True),
        ("letter in heard or money > 10", None),
        ("signed_count(unclear) > 1", False),
        ("3 == 3", True),
        ("named_him == true", None),
    ],
)
def test_bounds_decide_what_they_can(source: str, expected: bool | None) -> None:
    assert verdict(tree(source), some_names()) is expected


@pytest.mark.parametrize("source", ["seen(\u202ehub)", "\u202e > 2", "seen(\x9b)", "\x1b"])
def test_no_message_repeats_a_character_that_a_terminal_would_obey(source: str) -> None:
    found = faults(source)
    assert [each.code for each in found] == ["BP130"]
    assert found[0].message.startswith("an invisible character ")


WORDS = (
    "money post stance calm heard convoy named_him can_buy seen chose lowest signed_count stores"
)
SIGNS = "( ) . , and or not in is == != <= >= = += -= < > + - * / ! && true false 1 23 2.5 'x' “"
PIECES = st.sampled_from([*WORDS.split(), *SIGNS.split()])


@given(st.one_of(st.text(max_size=60), st.lists(PIECES, max_size=40).map(" ".join)))
def test_any_text_gives_an_expression_or_a_finding(source: str) -> None:
    names = some_names()
    for reader in (read_condition, read_effect, read_value_expression):
        findings = Findings()
        read = reader(source, AT, names, findings)
        assert (read is None) == findings.has_errors
        for found in findings.sorted():
            assert AT.column <= found.at.column <= AT.column + len(source)
            assert found.message
            assert found.mend
