"""Checks of words, variables, conditions and facts, and what `allow:` silences."""

from __future__ import annotations

import pytest

from borderpost.story.checks.allowances import apply_allowances
from borderpost.story.checks.markup import MOST_TOLD, problems_in
from borderpost.story.diagnostics import Diagnostic, Findings, Severity
from borderpost.story.model import (
    Allowance,
    Scene,
    Story,
    StoryInfo,
    Variable,
    VariableKind,
)
from borderpost.story.names import Names
from borderpost.story.position import NOWHERE, Position
from tests.story.checking import found_in, marked, story, told

AT = Position("story.yaml", 1, 1)


def in_prose(
    prose: str, at: Position = AT, source: str | None = None
) -> list[tuple[str, int, int]]:
    """The code, line and column of what is wrong in a text."""
    names, findings = Names(), Findings()
    names.variables["money"] = Variable("money", VariableKind.METER, AT)
    names.facts["F16"] = "documented"
    findings.add_source(AT.file, prose if source is None else source)
    problems_in(prose, at, names, findings)
    for found in findings.sorted():
        assert found.mend
    return [(found.code, found.at.line, found.at.column) for found in findings.sorted()]


@pytest.mark.parametrize(
    "prose",
    [
        "Plain words, 3 < 4 and 5 > 4; a_b_c and C# and a/b.",
        "{money} coins {{of ten}} [F16] [word] [press enter] [/path]",
        "*one* **two** ***three*** and 2 * 3 * 4",
        "*over\ntwo lines* and **two\nmore**",
        "> A paper.\n>\n> Its end.\n\n- item\n- *item*\n\n---",
        "No. 5 - and so on - (really) \N{EM DASH} \"quoted\" 'so'",
        "שלום \N{WOMAN}\N{ZERO WIDTH JOINER}\N{ROCKET} e\u0301",
    ],
)
def test_prose_that_reads_as_it_is_meant(prose: str) -> None:
    assert in_prose(prose) == []


@pytest.mark.parametrize(
    ("prose", "expected"),
    [
        ("You have {mony} left", [("BP501", 1, 11)]),
        ("First line.\nThen {post}\n\nand {all}", [("BP501", 2, 7), ("BP501", 4, 6)]),
        ("{ money }", [("BP502", 1, 1)]),
        ("A { brace", [("BP502", 1, 3)]),
        ("A } brace", [("BP502", 1, 3)]),
        ("{two words}", [("BP502", 1, 1)]),
        ("# Heading", [("BP503", 1, 1)]),
        ("Text\n* item\n+ item", [("BP503", 2, 1), ("BP503", 3, 1)]),
        (">no blank", [("BP503", 1, 1)]),
        ("Run `code` now", [("BP503", 1, 5)]),
        ("See [here](http://x)", [("BP503", 1, 5)]),
        ("A <b>bold</b> word", [("BP503", 1, 3), ("BP503", 1, 10)]),
        ("A _soft_ word", [("BP503", 1, 3)]),
        ("~~gone~~", [("BP503", 1, 1)]),
        ("An *open star", [("BP504", 1, 4)]),
        ("A closed* star", [("BP504", 1, 9)]),
        ("*One\n\ntwo*", [("BP504", 1, 1), ("BP504", 3, 4)]),
        ("**Two* stars", [("BP504", 1, 1), ("BP504", 1, 6)]),
        ("A\ttab", [("BP505", 1, 2)]),
        ("A\u202eturn", [("BP505", 1, 2)]),
        ("Three died [F17]", [("BP601", 1, 13)]),
        ("Three died [f16]", [("BP601", 1, 13)]),
        ("Three died [F 16]", [("BP601", 1, 13)]),
    ],
)
def test_prose_that_does_not(prose: str, expected: list[tuple[str, int, int]]) -> None:
    assert in_prose(prose) == expected


def test_lines_of_a_block_are_told_in_their_own_column() -> None:
    source = "text: |\n    One {mony}\n    two {pst}\n"
    found = in_prose("One {mony}\ntwo {pst}\n", Position("story.yaml", 2, 5), source)
    assert found == [("BP501", 2, 10), ("BP501", 3, 10)]


def test_lines_that_yaml_folded_are_told_at_the_beginning() -> None:
    source = "text: >\n    One\n    two {pst}\n"
    found = in_prose("One two {pst}\n", Position("story.yaml", 2, 5), source)
    assert found == [("BP501", 2, 5)]


def test_a_text_that_no_file_holds_is_not_looked_at() -> None:
    assert in_prose("{mony}", NOWHERE) == []


def test_a_hostile_text_is_told_in_short() -> None:
    assert len(in_prose("{ " * 5_000)) == MOST_TOLD
    in_prose("<a" * 50_000 + "[a" * 50_000 + "*a " * 50_000 + "`" * 9 + "_a " * 50_000)


def test_unknown_names_in_an_incomplete_story_are_no_findings() -> None:
    names, findings = Names(), Findings()
    names.incomplete = True
    problems_in("{mony} [F99]", AT, names, findings)
    assert findings.sorted() == []


def test_the_caret_stands_under_what_is_wrong() -> None:
    text = story("""
        gate:
          text: |
            You stand at the gate.

            It is {hour} o'clock. [F99]
          then: over
    """)
    assert [marked(found) for found in found_in(text)] == ["hour", "F99"]


SIXTEEN = "One two three four five six seven eight nine ten 11 12 13 14 15 16"


def choosing(first: str, second: str = "Stay") -> str:
    return story(f"""
        gate:
          text: You stand at the gate.
          choices:
            - id: a
              label: {first}
              then: over
            - id: b
              label: {second}
              then: over
    """)


def test_labels_are_short() -> None:
    assert found_in(choosing(SIXTEEN)) == []
    assert [code for code, _ in told(choosing(SIXTEEN + " more"))] == ["BP506"]
    assert found_in(choosing("x" * 120)) == []
    assert [code for code, _ in told(choosing("x" * 121))] == ["BP507"]


def test_choices_with_the_same_words() -> None:
    (found,) = found_in(choosing("Go", "go"))
    assert (found.code, found.excerpt.strip()) == ("BP510", "label: go")


def test_choices_with_the_same_words_of_which_one_is_there() -> None:
    text = choosing("Go", "Go").replace("id: a\n", "id: a\n        if: seen(gate)\n")
    assert [code for code, _ in told(text)] == ["BP510"]
    text = text.replace("id: b\n", "id: b\n        if: not seen(gate)\n")
    assert found_in(text) == []
    text = text.replace("if: not seen(gate)", "if: seen(gate)")
    assert [code for code, _ in told(text) if code != "BP213"] == ["BP510"]


def test_texts_without_words() -> None:
    text = story('gate: {text: Here., choices: [{id: go, label: Go, after: "", then: over}]}')
    assert [code for code, _ in told(text)] == ["BP508"]


def test_a_question_with_one_answer() -> None:
    asking = (
        "gate:\n  text: Here.\n  questions: [{id: q, ask: So?, options: {a: A%s}}]\n  then: over"
    )
    assert [code for code, _ in told(story(asking % ""))] == ["BP509"]
    assert found_in(story(asking % ", b: B")) == []


# --- Variables and conditions ------------------------------------------------------------------

USING = """
    gate:
      text: %s
      do: [%s]
      then: %s
"""


def using(variable: str, text: str = "Here.", do: str = "", then: str = "over") -> list[str]:
    found = found_in(story(USING % (text, do, then), f"variables: {{it: {variable}}}"))
    return [each.code for each in found]


@pytest.mark.parametrize(
    ("variable", "do", "then"),
    [
        ("{flag: true}", "it = true", "[{if: it, then: over}, over]"),
        ("{range: 0..3}", "it += 1", "[{if: it > 1, then: over}, over]"),
        ("{one_of: [a, b]}", "it = b", "[{if: it == b, then: over}, over]"),
        ("{set_of: [a, b]}", "it += b", "[{if: b in it, then: over}, over]"),
        ("{meter: 0..9}", "it += 1", "over"),
    ],
)
def test_variables_that_are_used(variable: str, do: str, then: str) -> None:
    assert using(variable, do=do, then=then) == []
    assert "BP218" in using(variable, then=then)


def test_variables_that_nothing_reads() -> None:
    assert using("{flag: true}", do="it = true") == ["BP217"]
    assert using("{range: 0..3}", do="it = it + 1") == ["BP217"]
    assert using("{range: 0..3}", do="it += 1", text='"{it} o\'clock"') == []
    assert using("{derive: 1 + 1}") == ["BP217"]


def test_settings_are_chosen_and_need_no_effect() -> None:
    asked = "{one_of: [a, b], ask: true}"
    assert using(asked, then="[{if: it == a, then: over}, over]") == []
    assert using(asked) == ["BP217"]
    assert using("{one_of: [a], ask: true}") == []


def test_a_contract_reads_too() -> None:
    scenes = USING % ("Here.", "it += 1", "over")
    text = story(scenes, "variables: {it: {range: 0..3}}", 'checks: [{always: "it >= 0"}]')
    assert found_in(text) == []


def test_unread_variables_are_not_told_while_there_are_errors() -> None:
    assert using("{flag: true}", do="it = true", then="nowhere") == ["BP122"]


@pytest.mark.parametrize(
    ("condition", "said"), [("it >= 0", "always"), ("it > 3", "never"), ("true", "always")]
)
def test_conditions_that_decide_nothing(condition: str, said: str) -> None:
    scenes = USING % ("Here.", "it += 1", f"[{{if: {condition}, then: over}}, over]")
    found = found_in(story(scenes, "variables: {it: {range: 0..3}}"))
    (idle,) = [each for each in found if each.code == "BP145"]
    assert said in idle.message
    assert marked(idle) == condition


def test_derivations_that_grow_beyond_bounds() -> None:
    derived = "".join(
        f"  d{number}: {{derive: {' + '.join([f'd{number - 1}'] * 8)}}}\n" for number in range(1, 5)
    )
    variables = "variables:\n  d0: {meter: 0..3}\n" + derived
    scenes = USING % ("Here.", "d0 += 1", "[{if: d4 > 9, then: over}, over]")
    assert [code for code, _ in told(story(scenes, variables))] == ["BP219"]


# --- Facts -------------------------------------------------------------------------------------

GATE = "gate: {text: 'The gate was open. [F1]', then: over}"
FACTS = """
    facts:
      F1: {says: The gate was open., mark: documented, against: [F2]}
      F2: {says: The gate was shut., mark: claimed, against: [F1]}
"""
CITING = """\
endings:
  over: {title: Over, text: It is over., facts: [F1, F2], unknowns: [Who shut it.]}
"""


def test_facts_that_are_cited_and_set_against_each_other() -> None:
    assert found_in(story(GATE, FACTS, endings=CITING)) == []


def test_an_ending_that_cites_no_fact() -> None:
    endings = CITING.replace("facts: [F1, F2], ", "")
    gate = GATE.replace("[F1]", "[F1] [F2]")
    assert told(story(gate, FACTS, endings=endings)) == [("BP602", endings.split("\n")[1].strip())]


def test_facts_set_against_each_other_from_one_side() -> None:
    one_sided = FACTS.replace(", against: [F1]", "")
    (found,) = found_in(story(GATE, one_sided, endings=CITING))
    assert (found.code, marked(found)) == ("BP603", "F1")


def test_a_fact_that_no_text_can_cite() -> None:
    facts = FACTS + "      open: {says: It was open., mark: unknown}\n"
    (found,) = found_in(story(GATE, facts, endings=CITING))
    assert (found.code, marked(found)) == ("BP605", "open")


SIGNING = """
    gate:
      text: Sign here.
      report:
        slots:
          - id: s
            ask: So?
            options:
              bare: {says: It was open., strength: is}
              cited: {says: It was open., strength: is, cites: [F1]}
              weak: {says: It is unclear., strength: unclear}
      choices:
        - {id: sign, label: Sign, then: [{if: %s, then: over}, over]}
"""


@pytest.mark.parametrize(
    ("asked", "codes"),
    [
        ("signed(s.weak)", ["BP604"]),
        ("signed_count(is) > 0", ["BP604"]),
        ("signed(s.bare)", []),
        ("signed_unsupported() > 0", []),
    ],
)
def test_a_bare_statement_that_the_story_never_asks_about(asked: str, codes: list[str]) -> None:
    text = story(SIGNING % asked, FACTS, endings=CITING)
    assert [code for code, _ in told(text)] == codes


# --- Allowances --------------------------------------------------------------------------------

ALLOWED = """
    gate:
      text: Go # [F9]
      choices:
        - {id: a, label: Go, then: over}
        - {id: b, label: Go, then: over}
    cellar:
      text: Dark.
      then: over
"""


def allowing(*allowances: str) -> list[str]:
    listed = "".join(f"  - {{{each}, because: It is meant.}}\n" for each in allowances)
    scenes = ALLOWED.replace(" # [F9]", "")
    return [each.code for each in found_in(story(scenes, "allow:\n" + listed if listed else ""))]


def test_a_finding_is_silenced_by_code_and_place() -> None:
    assert allowing() == ["BP510", "BP212"]
    assert allowing("code: BP510, at: gate.b") == ["BP212"]
    assert allowing("code: BP510, at: gate") == ["BP212"]
    assert allowing("code: BP212, at: cellar", "code: BP510, at: gate.b") == []


def test_a_finding_elsewhere_or_of_another_code_stays() -> None:
    assert allowing("code: BP510, at: gate.a", "code: BP212, at: gate") == ["BP510", "BP212"]
    assert allowing("code: BP510, at: cellar", "code: BP213, at: cellar") == ["BP510", "BP212"]


def test_an_error_is_never_silenced() -> None:
    at = Position("story.yaml", 5, 1)
    gate = Scene("gate", at)
    info = StoryInfo("small", "Small", 1, "en", "gate", at)
    allowance = Allowance("BP501", "gate", "It is meant.", at)
    whole = Story(info, {}, (), {}, {}, {"gate": gate}, {}, allow=(allowance,))
    error = Diagnostic("BP501", Severity.ERROR, at, "message", "mend")
    warning = error._replace(severity=Severity.WARNING)
    assert apply_allowances(whole, [error, warning]) == [error]
