"""The YAML reader: the tree and its positions, and each trap told at its place with its mend."""

import gc
import os
import subprocess
import sys
from pathlib import Path
from typing import IO, Any

import pytest
import yaml
from hypothesis import given, strategies as st

from borderpost.story import yaml_reader
from borderpost.story.catalogue.rule import Rule
from borderpost.story.catalogue.small import SMALL
from borderpost.story.catalogue.yaml import YAML_RULES
from borderpost.story.diagnostics import Diagnostic, Findings
from borderpost.story.tree import Mapping, Node, Scalar, Sequence
from borderpost.story.yaml_report import MOST_OF_A_KIND

Plain = str | list[Any] | dict[str, Any]


def plain(node: Node | None) -> Any:  # noqa: ANN401 - whatever the file holds
    """A tree without its positions, as PyYAML's BaseLoader would give it."""
    if isinstance(node, Mapping):
        return {key.value: plain(value) for key, value in node.entries}
    if isinstance(node, Sequence):
        return [plain(item) for item in node.items]
    return None if node is None else node.value


def read(text: str) -> tuple[Any, list[Diagnostic], Findings]:
    findings = Findings()
    tree = yaml_reader.read_text(text, "story.yaml", findings)
    return plain(tree), findings.sorted(), findings


def places(diagnostics: list[Diagnostic]) -> list[tuple[str, int, int]]:
    return [(found.code, found.at.line, found.at.column) for found in diagnostics]


@pytest.fixture(params=["libyaml", "python"])
def parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Once with libyaml, once with PyYAML's own parser: a machine may have only the latter."""
    if request.param == "python":
        monkeypatch.setattr(yaml_reader, "_events", yaml_reader._pure_events)
    else:
        pytest.importorskip("yaml._yaml")


# The tree


def test_every_scalar_is_a_string_whatever_yaml_would_guess(parser: None) -> None:
    tree, found, _ = read("a: no\nb: 12:30\nc: 0755\nd: 2006-05-12\ne: ~\nf: 1e3\ng:\n")
    assert tree == {
        "a": "no",
        "b": "12:30",
        "c": "0755",
        "d": "2006-05-12",
        "e": "~",
        "f": "1e3",
        "g": "",
    }
    assert found == []


def test_positions_count_from_one_and_end_just_past_the_value(parser: None) -> None:
    findings = Findings()
    tree = yaml_reader.read_text('a:\n  - "x y"\n  - {b: é日 z}\n', "s.yaml", findings)
    assert tree is not None
    assert (tree.line, tree.column, tree.flow) == (1, 1, False)
    key, items = tree.entries[0]
    assert key == Scalar("a", 1, 1, 1, 2, "")
    assert isinstance(items, Sequence)
    assert (items.line, items.column) == (2, 3)
    assert items.items[0] == Scalar("x y", 2, 5, 2, 10, '"')
    braces = items.items[1]
    assert isinstance(braces, Mapping)
    assert (braces.line, braces.column, braces.flow) == (3, 5, True)
    assert braces.entries[0][1] == Scalar("é日 z", 3, 9, 3, 13, "")


def test_a_block_begins_at_its_bar(parser: None) -> None:
    findings = Findings()
    tree = yaml_reader.read_text("t: |\n  One: two #3\n\n  {x}\n", "s.yaml", findings)
    assert tree is not None
    block = tree.entries[0][1]
    assert isinstance(block, Scalar)
    assert (block.value, block.line, block.column) == ("One: two #3\n\n{x}\n", 1, 4)
    assert block.style == "|"
    assert findings.sorted() == []


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_of_every_system_give_the_same_tree_and_positions(end: str, parser: None) -> None:
    text = SMALL + "checks: [a]\nchecks: [b]\n"
    tree, found, _ = read(text.replace("\n", end))
    assert tree == read(text)[0]
    assert places(found) == [("BP010", text.count("\n"), 1)]


def test_a_byte_order_mark_just_works(tmp_path: Path) -> None:
    file = tmp_path / "story.yaml"
    file.write_bytes(b"\xef\xbb\xbfstory:\n  id: x\n  id: y\n")
    findings = Findings()
    assert plain(yaml_reader.read_file(file, "story.yaml", findings)) == {"story": {"id": "x"}}
    assert places(findings.sorted()) == [("BP010", 3, 3)]


def test_line_breaks_that_no_editor_counts_do_not_move_positions(parser: None) -> None:
    tree, found, _ = read("a: x\u2028y\u2029z\x85!\nb: 1\nb: 2\n")
    assert tree == {"a": "x y z !", "b": "1"}
    assert places(found) == [("BP010", 3, 1)]
    assert found[0].excerpt == "b: 2"


_WORDS = st.text("abz é日0-_.,!?'\"#:{}[]&*|>%@`~<=\\/\t", max_size=12)
_DATA = st.recursive(
    _WORDS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_WORDS, inner, max_size=4),
    max_leaves=12,
)


@given(st.dictionaries(_WORDS, _DATA, min_size=1, max_size=4), st.booleans())
def test_the_tree_is_what_yaml_says(data: Plain, flow: bool) -> None:
    text = yaml.safe_dump(data, allow_unicode=True, sort_keys=False, default_flow_style=flow)
    expected = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - it makes strings only
    tree, found, _ = read(text)
    if not [one for one in found if one.severity.value == "error"]:
        assert tree == expected


@given(st.dictionaries(st.from_regex(r"[a-z]{1,8}", fullmatch=True), _DATA, min_size=1))
def test_quoted_text_is_never_a_trap(data: Plain) -> None:
    text = yaml.safe_dump(data, allow_unicode=True, default_style="'")
    tree, found, _ = read(text)
    assert tree == yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - it makes strings only
    assert found == []


@pytest.mark.parametrize(
    "text",
    [
        "a: word  # a comment\nb: 2  # two words here\n",
        "# note #4\na: x # \nb: [x, y] #4\nc: {d: e} # f\ng:  #5\n  h: i\n",
        "a: https://example.org/x#y\nb: 12:30\nc: S3.known\n",
        "a: “Leave me.”\nb: He says “no” twice\nc: “Not yet,” you say\n",
        "a: Vraiment\u00a0?\nb: |\n  Il dit\u00a0: non\n  \u00a0x:\u00a0y\n",
        "---\na: 1\n...\n# end\n",
        "a: [x,\n  y,\n]\nb: {c: d,\n  e: f}\n",
        'a: "two\n  lines"\nb: folded\n  text\nc: >-\n  x: y\n',
        "a:\n- b\n- c: d\n  e: f\n",
        "a: 'don''t'\nb: \"say \\\"x\\\"\"\nc: it's\n",
        "a: |\n  %half\n  ---x\n  <<: x\n  *a &b !c\n",
        "a: -1\nb: -2\n",
        "a: {}\nb: []\nc: ''\n",
        "a:\tx\n",
    ],
)
def test_what_is_well_written_raises_nothing(text: str, parser: None) -> None:
    tree, found, _ = read(text)
    assert found == []
    assert tree == yaml.load(text.replace("\t", " "), Loader=yaml.BaseLoader)  # noqa: S506


# The traps: YAML, the tree that is made of it all the same, and what is told

TRAPS: list[tuple[str, str, Any, list[tuple[str, int, int]]]] = [
    ("duplicate", "a: 1\nb: 2\na: 3\n", {"a": "1", "b": "2"}, [("BP010", 3, 1)]),
    ("duplicate in braces", "a: {b: 1, b: 2}\n", {"a": {"b": "1"}}, [("BP010", 1, 11)]),
    (
        "comma",
        "o: {no: It speaks of pay, not food, yes: It does}\n",
        {"o": {"no": "It speaks of pay, not food", "yes": "It does"}},
        [("BP011", 1, 25)],
    ),
    ("list in braces", "a: {calm, loud}\n", {"a": ["calm", "loud"]}, [("BP011", 1, 4)]),
    ("first entry bare", "a: {x, b: c}\n", {"a": {"b": "c"}}, [("BP011", 1, 5)]),
    ("lost text", "a: Order #4 stands\n", {"a": "Order"}, [("BP012", 1, 10)]),
    ("all text lost", "a: #4 stands\n", {"a": ""}, [("BP012", 1, 4)]),
    ("lost in a list", "a:\n  - Order #4\n", {"a": ["Order"]}, [("BP012", 2, 11)]),
    (
        "lost in brackets",
        "a:\n  - {b: Order #4 stands, c: d}\n  - x\n",
        {"a": [{"b": "Order #4 stands", "c": "d"}, "x"]},
        [("BP012", 2, 15)],
    ),
    (
        "lost in a text of several lines",
        "a: We hold\n  to order #4\n  as ever\nb: 1\n",
        {"a": "We hold to order #4 as ever", "b": "1"},
        [("BP012", 2, 12)],
    ),
    ("perhaps lost", "label: Hut number # 7\n", {"label": "Hut number"}, [("BP013", 1, 19)]),
    ("comment after a condition", "if: a > 1 # note\n", {"if": "a > 1"}, []),
    (
        "stray colon",
        "a:\n  text: Officer: quiet\n  then: b\n",
        {"a": {"text": "Officer: quiet", "then": "b"}},
        [("BP014", 2, 16)],
    ),
    (
        "colon at the end",
        "text: He says:\nb: 1\n",
        {"text": "He says:", "b": "1"},
        [("BP014", 1, 14)],
    ),
    (
        "colon on the second line",
        "text: He comes in\n  and says: no\nb: 1\n",
        {"text": "He comes in and says: no", "b": "1"},
        [("BP014", 2, 11)],
    ),
    (
        "colon in brackets",
        "a: {id: x, label: What: now}\n",
        {"a": {"id": "x", "label": "What: now"}},
        [("BP014", 1, 23)],
    ),
    (
        "quotation goes on",
        'a:\n  text: "Not yet," you say\n    and wait.\n  b: 1\n',
        {"a": {"text": '"Not yet," you say and wait.', "b": "1"}},
        [("BP015", 2, 9)],
    ),
    (
        "quotation goes on in brackets",
        'a:\n  - {id: x, label: "Not," you say}\n',
        {"a": [{"id": "x", "label": '"Not," you say'}]},
        [("BP015", 2, 27)],
    ),
    ("braces alone", "text: {money}\n", {"text": "{money}"}, [("BP015", 1, 7)]),
    ("not braces first", "a: {b: {c} d}\n", {"a": {"b": "{c} d"}}, [("BP015", 1, 12)]),
    ("a text below its key", "text:\n  *Very* good\n", {"text": "*Very* good"}, [("BP015", 2, 3)]),
    ("alias", "a: x\nb: *a\n", {"a": "x", "b": "*a"}, [("BP016", 2, 4)]),
    ("anchor", "a: &Co is it\n", {"a": "&Co is it"}, [("BP016", 1, 4)]),
    ("anchor of a mapping", "a: &x\n  b: 1\n", {"a": {"b": "1"}}, [("BP016", 1, 4)]),
    ("tag", "a: !Stop now\n", {"a": "!Stop now"}, [("BP017", 1, 4)]),
    ("python tag", "a: !!python/name:os.system\nb: 1\n", None, [("BP017", 1, 4)]),
    ("merge key", "a:\n  <<: {b: 1}\n  c: 2\n", {"a": {"c": "2"}}, [("BP018", 2, 3)]),
    ("directive", "%YAML 1.1\n---\na: 1\n", {"a": "1"}, [("BP019", 1, 1)]),
    ("per cent at the edge", "a: 1\n%5 of it\nb: 2\n", {"a": "1", "b": "2"}, [("BP019", 2, 1)]),
    ("second document", "a: 1\n---\nb: 2\n", {"a": "1", "b": "2"}, [("BP020", 2, 1)]),
    ("after the end", "a: 1\n...\nb: 2\n", {"a": "1", "b": "2"}, [("BP020", 2, 1)]),
    ("tabs", "a:\n\tb: 1\n\tc: 2\n", {"a": {"b": "1", "c": "2"}}, [("BP021", 2, 1)]),
    ("tab after spaces", "a:\n  b: 1\n \tc: 2\n", {"a": {"b": "1", "c": "2"}}, [("BP021", 3, 2)]),
    ("tab after a dash", "a:\n  -\tx\n", {"a": ["x"]}, [("BP021", 2, 4)]),
    ("tab in a block", "t: |\n\tfoo\nb: 1\n", {"t": "foo\n", "b": "1"}, [("BP021", 2, 1)]),
    ("curly quotes", "id: “small”\n", {"id": "“small”"}, [("BP022", 1, 5)]),
    (
        "space after a colon",
        "a:\n  b:\u00a0x\n  c: 1\n",
        {"a": {"b": "x", "c": "1"}},
        [("BP023", 2, 5)],
    ),
    (
        "space in indentation",
        "a:\n  b: 1\n\u00a0 c: 2\n",
        {"a": {"b": "1", "c": "2"}},
        [("BP023", 3, 1)],
    ),
    ("space after the space", "a: \u202fx\n", {"a": "x"}, [("BP023", 1, 4)]),
    ("space in braces", "a: {b:\u00a0x}\n", {"a": {"b": "x"}}, [("BP023", 1, 7)]),
    (
        "open quotation",
        'a:\n  id: "x\n  then: y\n',
        {"a": {"id": '"x', "then": "y"}},
        [("BP024", 2, 7)],
    ),
    (
        "open quotation closed by the next",
        'a:\n  id: "x\n  label: "y z"\n  then: b\n',
        {"a": {"id": '"x', "label": "y z", "then": "b"}},
        [("BP024", 2, 7)],
    ),
    ("apostrophe", "a: 'tis late\nb: 1\n", {"a": "'tis late", "b": "1"}, [("BP024", 1, 4)]),
    ("open bracket", "a: [x, y\nb: 1\n", {"a": ["x", "y"], "b": "1"}, [("BP025", 1, 4)]),
    (
        "open bracket over lines",
        "a:\n  b: [x,\n    y\n  c: 1\n",
        {"a": {"b": ["x", "y"], "c": "1"}},
        [("BP025", 2, 6)],
    ),
    ("open brace", "a: {x: y\nb: 1\n", {"a": {"x": "y"}, "b": "1"}, [("BP025", 1, 4)]),
    ("bracket too many", "a: [x]]\nb: 1\n", {"a": ["x"], "b": "1"}, [("BP025", 1, 7)]),
    (
        "too deep",
        "a:\n  b: 1\n   c: 2\n  d: 3\n",
        {"a": {"b": "1", "c": "2", "d": "3"}},
        [("BP026", 3, 4)],
    ),
    (
        "too shallow",
        "a:\n   b: 1\n  c: 2\n  d: 3\n",
        {"a": {"b": "1", "c": "2", "d": "3"}},
        [("BP026", 3, 3)],
    ),
    ("list out of line", "a:\n  - x\n - y\n", {"a": ["x", "y"]}, [("BP026", 3, 2)]),
    ("first line indented", "  a: 1\nb: 2\n", {"a": "1", "b": "2"}, [("BP026", 1, 3)]),
    (
        "no space after the colon",
        "a:\n  id:x\n  then: y\n",
        {"a": {"id": "x", "then": "y"}},
        [("BP027", 2, 5)],
    ),
    ("no space and alone", "a:\n  id:x\n", {"a": {"id": "x"}}, [("BP027", 2, 5)]),
    ("no space in braces", "a: {id:x, b: c}\n", {"a": {"id": "x", "b": "c"}}, [("BP027", 1, 7)]),
    (
        "no space after the dash",
        "a:\n  - x\n  -y\n  - z\n",
        {"a": ["x", "y", "z"]},
        [("BP027", 3, 3)],
    ),
    (
        "no space after the dash of a mapping",
        "a:\n  -id: x\n   then: y\n",
        {"a": [{"id": "x", "then": "y"}]},
        [("BP027", 2, 3)],
    ),
    ("no colon", "a:\n  once\n  b: 1\n", {"a": {"once": "", "b": "1"}}, [("BP028", 2, 3)]),
    ("no key", "a: 1\n: b\nc: 2\n", {"a": "1", "c": "2"}, [("BP028", 2, 1)]),
    ("backslash", 'a: "C:\\Users"\nb: 1\n', {"a": "C:\\Users", "b": "1"}, [("BP029", 1, 7)]),
    ("complex key", "? [a]\n: b\nc: d\n", {"c": "d"}, [("BP030", 1, 3)]),
    ("mapping as key", "{a: b}: c\nd: e\n", {"d": "e"}, [("BP030", 1, 1)]),
    ("text not indented", "t: |\nfoo bar\nb: 1\n", {"t": "foo bar\n", "b": "1"}, [("BP031", 2, 1)]),
    (
        "text slipped",
        "a:\n  t: |\n    x\n   y\n  b: 1\n",
        {"a": {"t": "x\ny\n", "b": "1"}},
        [("BP031", 4, 4)],
    ),
    ("nothing between commas", "a: [x, , y]\n", {"a": ["x", "y"]}, [("BP007", 1, 8)]),
    ("control character", "a: x\x07y\n", {"a": "x\ufffdy"}, [("BP004", 1, 5)]),
    ("NUL", "a: x\0\n", {"a": "x\ufffd"}, [("BP004", 1, 5)]),
    ("half a surrogate pair", "a: x\ud800\n", {"a": "x\ufffd"}, [("BP004", 1, 5)]),
    ("escaped escape", 'a: "\\e[31m"\n', {"a": "\x1b[31m"}, [("BP004", 1, 4)]),
    ("empty", "", None, [("BP005", 1, 1)]),
    ("blank", "\n  \n\t\n", None, [("BP005", 1, 1)]),
    ("comments", "# a\n# b\n", None, [("BP005", 1, 1)]),
    ("list at the top", "\n- a\n- b\n", None, [("BP006", 2, 1)]),
    ("text at the top", "Once upon a time\n", None, [("BP006", 1, 1)]),
]


@pytest.mark.parametrize(
    ("text", "tree", "expected"), [trap[1:] for trap in TRAPS], ids=[trap[0] for trap in TRAPS]
)
def test_each_trap_is_told_at_its_place_and_read_as_it_was_meant(
    text: str, tree: object, expected: list[tuple[str, int, int]], parser: None
) -> None:
    got, found, _ = read(text)
    assert places(found) == expected
    assert all(one.message and one.mend for one in found)
    if tree is not None or not expected or expected[0][0] in {"BP005", "BP006"}:
        assert got == tree


SIGNS = [
    "{money} of the ten has come",
    "[F53] says otherwise",
    '"Not yet," you say',
    "'Tis late, isn't it",
    "*Very* good",
    "*Very good",
    "& then some more",
    "!, he shouts",
    "%5 of it",
    "@you there",
    "`quiet` he says",
    "> said he",
    "| said he",
    "- said he",
    "? said he",
    ", said he",
    "] said he",
    "} said he",
]
AFTER_A_DASH = [prose for prose in SIGNS if prose[:2] not in {"- ", "? "}]  # lists in lists


@pytest.mark.parametrize(
    ("before", "prose"),
    [("  text: ", prose) for prose in SIGNS] + [("  - ", prose) for prose in AFTER_A_DASH],
)
def test_prose_that_begins_with_a_sign_is_told_and_kept(before: str, prose: str) -> None:
    text = f"a:\n{before}{prose}\n"
    text += "  then: b\n" if "text" in before else "  - c\n"
    tree, found, findings = read(text)
    kept = prose[2:] if prose[0] in "|>" else prose
    value = tree["a"]["text"] if "text" in before else tree["a"][0]
    assert value in {prose, kept}
    assert [one.code for one in found] in (["BP015"], ["BP017"])
    assert (found[0].at.line, found[0].at.column) == (2, len(before) + 1)
    assert findings.unread_files == set()
    block = found[0].paste
    again, nothing, _ = read(f"a:\n{block}\n")
    assert nothing == []
    mended = again["a"]["text"] if "text" in before else again["a"][0]
    assert mended.strip() == kept


@pytest.mark.parametrize("trap", TRAPS, ids=[trap[0] for trap in TRAPS])
def test_what_is_offered_to_paste_is_itself_well_written(trap: tuple[str, str, Any, Any]) -> None:
    for found in read(trap[1])[1]:
        if found.paste:
            assert read(f"x:\n{found.paste}\n" if found.paste[0] == " " else found.paste)[
                1
            ] == [] or (found.code in {"BP011", "BP026", "BP031"})


# All at once


def test_all_problems_of_a_file_are_told_at_once(parser: None) -> None:
    text = """\
story:
  id:small
  title: "Small
  start: gate
scenes:
  gate:
    text: {money} left: all of it
    choices:
      - id: go
        label: Go: now
        then: over
      - {id: stay, label: Stay here, for now, then: over}
   cellar:
    text: |
      Dark.
    text: |
      Darker.
endings:
  over:
    title: Order #4
    tags: [a, b
"""
    tree, found, findings = read(text)
    assert places(found) == [
        ("BP027", 2, 5),
        ("BP024", 3, 10),
        ("BP015", 7, 11),
        ("BP014", 10, 18),
        ("BP011", 12, 36),
        ("BP026", 13, 4),
        ("BP010", 16, 5),
        ("BP012", 20, 18),
        ("BP025", 21, 11),
    ]
    assert tree["story"] == {"id": "small", "title": '"Small', "start": "gate"}
    assert tree["scenes"]["gate"]["text"] == "{money} left: all of it"
    assert tree["scenes"]["gate"]["choices"][1]["label"] == "Stay here, for now"
    assert tree["scenes"]["cellar"] == {"text": "Dark.\n"}
    assert tree["endings"]["over"]["tags"] == ["a", "b"]
    assert findings.unread_files == set()


def test_an_open_quotation_in_one_scene_does_not_swallow_the_others() -> None:
    scenes = "".join(f"  s{n}:\n    text: Here\n    then: s{n}\n" for n in range(60))
    text = "scenes:\n" + scenes.replace("  s7:\n    text: Here", '  s7:\n    text: "Here')
    tree, found, _ = read(text)
    assert places(found) == [("BP024", 24, 11)]
    assert len(tree["scenes"]) == 60
    assert tree["scenes"]["s7"] == {"text": '"Here', "then": "s7"}


def test_positions_below_a_line_that_was_moved_are_those_of_the_file() -> None:
    findings = Findings()
    tree = yaml_reader.read_text("a:\n  b: 1\n   c: {x: 1, x: 2}\n", "s.yaml", findings)
    assert places(findings.sorted()) == [("BP026", 3, 4), ("BP010", 3, 14)]
    assert tree is not None
    inner = tree.entries[0][1]
    assert isinstance(inner, Mapping)
    assert inner.entries[1][0] == Scalar("c", 3, 4, 3, 5, "")


def test_what_must_be_left_out_is_remembered() -> None:
    tree, found, findings = read("a: 1\nsome words without a key\nb: 2\n")
    assert places(found) == [("BP028", 2, 1)]
    assert tree == {"a": "1", "b": "2"}
    assert findings.unread_files == {"story.yaml"}


def test_a_thousand_slips_end_with_one_word_about_the_rest() -> None:
    text = "".join(f"s{n}:\n  text: Officer: quiet\n" for n in range(1000))
    tree, found, findings = read(text)
    codes = [one.code for one in found]
    assert codes.count("BP014") == MOST_OF_A_KIND
    assert codes[-1] == "BP007"
    assert codes.count("BP007") == 1
    assert len(tree) == 200
    assert findings.unread_files == {"story.yaml"}


@given(st.data())
def test_no_text_is_too_broken_to_be_told(data: st.DataObject) -> None:
    text = SMALL + "variables:\n  money: {meter: 0..10, start: 6, label: Money}  # c\n"
    scraps = [
        *"{}[]\"'#:,-|>*&!%@`?\\\t \n\0",
        ": ",
        " #4",
        "'tis",
        "\u00a0",
        "---\n",
        "“x”",
        "|\n",
    ]
    for _ in range(data.draw(st.integers(1, 5))):
        at = data.draw(st.integers(0, len(text)))
        cut = data.draw(st.sampled_from([0, 0, 1, 5, 20]))
        text = text[:at] + data.draw(st.sampled_from(scraps)) + text[at + cut :]
    tree, found, findings = read(text)
    assert tree is not None or found
    for one in found:
        assert one.message
        assert one.mend
        assert one.at.line >= 1
        assert one.at.column >= 1
    assert findings.unread_files <= {"story.yaml"}


@given(st.text())
def test_any_text_at_all_can_be_read(text: str) -> None:
    read(text)


@given(st.binary())
def test_any_bytes_at_all_can_be_read(
    tmp_path_factory: pytest.TempPathFactory, data: bytes
) -> None:
    file = tmp_path_factory.getbasetemp() / "any.yaml"
    file.write_bytes(data)
    findings = Findings()
    tree = yaml_reader.read_file(file, "any.yaml", findings)
    assert tree is not None or findings.sorted()


# Bounds


@pytest.mark.parametrize("unit", ["[", "{", "[\n", "- ", "{a: ", "[a,", "? "])
def test_endless_nesting_is_refused_without_a_crash(unit: str, parser: None) -> None:
    _, found, findings = read("a:\n  " + unit * 50_000)
    assert "BP008" in [one.code for one in found]
    assert findings.unread_files == {"story.yaml"}


def test_nesting_is_allowed_to_the_bound_and_not_beyond(parser: None) -> None:
    assert read("a: " + "[" * 31 + "]" * 31)[1] == []
    assert places(read("a: " + "[" * 32 + "]" * 32)[1]) == [("BP008", 1, 35)]


def test_a_value_longer_than_a_million_characters_is_refused() -> None:
    tree, found, _ = read(f"a: 1\nb: {'x' * (1024 * 1024 + 1)}\n")
    assert places(found) == [("BP002", 2, 4)]
    assert read(f"b: {'x' * 1024 * 1024}\n")[1] == []
    assert tree["a"] == "1"


def test_too_many_values_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yaml_reader, "MOST_EVENTS", 50)
    tree, found, findings = read("a: [" + "b," * 60 + "]")
    assert (tree, [one.code for one in found]) == (None, ["BP002"])
    assert findings.unread_files == {"story.yaml"}


def test_a_file_over_eight_mebibytes_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "big.yaml"
    file.write_bytes(b"# " + b"x" * (8 * 1024 * 1024))
    findings = Findings()
    assert yaml_reader.read_file(file, "big.yaml", findings) is None
    assert places(findings.sorted()) == [("BP002", 1, 1)]


# Files


def read_bytes(tmp_path: Path, data: bytes) -> tuple[Any, list[tuple[str, int, int]]]:
    file = tmp_path / "story.yaml"
    file.write_bytes(data)
    findings = Findings()
    tree = yaml_reader.read_file(file, "story.yaml", findings)
    return plain(tree), places(findings.sorted())


def test_a_file_that_is_not_utf_8_is_told_with_its_line_and_read_as_well_as_can_be(
    tmp_path: Path,
) -> None:
    tree, found = read_bytes(tmp_path, "a: x\nb: café\nb: y\n".encode("cp1252"))
    assert found == [("BP003", 2, 7), ("BP010", 3, 1)]
    assert tree == {"a": "x", "b": "café"}


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_other_encodings_are_told_and_read(encoding: str, tmp_path: Path) -> None:
    mark = "" if encoding in {"utf-16", "utf-32"} else "\ufeff"
    tree, found = read_bytes(tmp_path, (mark + "a: x\n").encode(encoding))
    assert found == [("BP003", 1, 1)]
    assert tree == {"a": "x"}


def test_a_picture_is_no_story(tmp_path: Path) -> None:
    assert read_bytes(tmp_path, b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\xff") == (None, [("BP003", 1, 1)])


def report_of(path: Path) -> Diagnostic:
    findings = Findings()
    assert yaml_reader.read_file(path, path.name, findings) is None
    assert findings.unread_files == {path.name}
    (found,) = findings.sorted()
    assert (found.code, found.at.line, found.at.column) == ("BP001", 1, 1)
    return found


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    assert "no file 'x.yaml'" in report_of(tmp_path / "x.yaml").message


def test_a_folder_is_told(tmp_path: Path) -> None:
    assert "is a folder" in report_of(tmp_path).message


def test_a_name_that_no_system_takes_is_told(tmp_path: Path) -> None:
    report_of(tmp_path / "a\0b.yaml")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes with names")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.yaml")
    assert "no ordinary file" in report_of(tmp_path / "pipe.yaml").message


def test_a_file_that_may_not_be_read_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "x.yaml").write_text("a: 1\n")

    def refuse(*args: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    assert "may not be read" in report_of(tmp_path / "x.yaml").message


def test_a_file_that_vanishes_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "x.yaml"
    file.write_text("a: 1\n")
    opened = Path.open

    def vanish(self: Path, mode: str) -> IO[bytes]:
        file.unlink()
        return opened(self, "rb")

    monkeypatch.setattr(Path, "open", vanish)
    assert "no file" in report_of(file).message


# The catalogue's own examples


@pytest.mark.parametrize(
    "rule", [rule for rule in YAML_RULES if rule.broken], ids=lambda rule: rule.code
)
def test_the_examples_of_the_catalogue_show_just_what_they_say(rule: Rule, parser: None) -> None:
    assert {one.code for one in read(rule.broken)[1]} == {rule.code}
    assert read(rule.mended)[1] == []


# The collector, and what is imported


@pytest.mark.parametrize("text", [SMALL, "a: [", "a: b: c", "\0"])
def test_the_collector_is_left_as_it_was(text: str) -> None:
    assert gc.isenabled()
    read(text)
    assert gc.isenabled()
    gc.disable()
    try:
        read(text)
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_pyyaml_is_imported_only_when_a_file_is_read() -> None:
    code = (
        "import sys, borderpost.story.yaml_reader, borderpost.story.catalogue;"
        "assert 'yaml' not in sys.modules, 'too early'"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
