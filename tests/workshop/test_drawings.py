"""The drawings of a story's graph: whole, safe whatever a story holds, the same each time."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from borderpost.proof.outline import Outline, outline_of
from borderpost.story.load import load_story
from borderpost.story.shipped import find_story
from borderpost.workshop.drawings.dot import dot, label, quoted
from borderpost.workshop.drawings.mermaid import mermaid, safe
from borderpost.workshop.drawings.text import WIDTH, text
from borderpost.workshop.drawings.wording import columns, shortened
from borderpost.workshop.mapping import drawing
from tests.engine.small import story

HOSTILE = r"""
variables:
  money: {meter: 0..10, start: 6, label: Money, better: high, explain: A unit.}
acts: [end]
scenes:
  gate:
    act: end
    title: 'A "b" \G &eacute; <script>x()</script> | ] ) } #35; %% --> `m` style: a'
    text: Snow.
    choices:
      - id: style
        label: |
          1. "Go" \l to & the <i>office</i>; `or`
          stay 日本語
        if: money >= 2 and money < 9
        once: true
        then: {chance: {graph: 3, class: 1}}
      - {id: call, label: "- a | b [c](x) {{d}}", cost: {money: 2},
         call: {scene: subgraph, then: class}}
      - {id: leave, label: '\', fallback: true, then: graph}
  graph:
    act: end
    title: "graph TD; A-->B"
    text: x
    draw: {deck: node, up_to: 2, then: class, else: default}
  subgraph:
    title: "direction LR\\"
    text: Read.
    then: return
  click:
    deck: node
    title: 'click n1 href "javascript:x()"'
    when: money > 1
    text: x
    choices:
      - {id: a, label: ok}
  class:
    title: "classDef x fill:#fff;"
    then:
      - {if: money <= 3, then: default}
      - lost
endings:
  default: {title: "1. Ends & <here", text: It ends., unknowns: [x]}
  lost: {title: '', text: Lost., unknowns: [x]}
"""
"""Titles, labels and ids that mean something in the languages drawn in."""

GRAPHVIZ = shutil.which("dot")


def elements(picture: str) -> list[ET.Element]:
    """Every element of an SVG that Graphviz has drawn from our own words."""
    return list(ET.fromstring(picture).iter())  # noqa: S314


@pytest.fixture
def hostile() -> Outline:
    return outline_of(story(HOSTILE.replace("title: ''", "title: '\"'")))


@pytest.fixture(scope="module")
def lakkon() -> Outline:
    loaded = load_story(find_story("lakkon")).story
    assert loaded is not None
    return outline_of(loaded)


# --- Text -----------------------------------------------------------------------------------------


def test_the_text_tells_each_scene_once_and_where_each_choice_leads() -> None:
    assert (
        text(outline_of(story(HOSTILE.replace("title: ''", "title: Lost"))))
        == r"""
Small: 5 scenes, 1 deck, 2 endings

Act end

gate: A "b" \G &eacute; <script>x()</script> | ] ) } #35; %% --> `m` style: a
  (the start)
  - style: 1. "Go" \l to & the <i>office</i>; `or` stay 日本語 (offered if money
    >= 2 and money < 9; once)
    3 in 4: to graph
    1 in 4: to class
  - call: - a | b [c](x) {d} (costs 2 money)
    call: to subgraph
    back from subgraph: to class
  - leave (fallback)
    to graph

graph: graph TD; A-->B
  - Continue
    draw up to 2: to the deck node
    after the deck node: to class
    nothing to draw from node: to default

Scenes without an act

subgraph: direction LR\
  - Continue
    back to the call

class: classDef x fill:#fff; (passed through)
  - Goes on by itself
    if money <= 3: to default
    otherwise: to lost

Deck node, drawn by graph (draw up to 2)

click: click n1 href "javascript:x()" (when money > 1; at most once)
  - a: ok
    on after the draw

Endings

lost: Lost
    from class

default: 1. Ends & <here
    from graph, class
""".lstrip("\n")
    )


def test_no_line_of_the_text_is_too_wide(lakkon: Outline, hostile: Outline) -> None:
    lines = (text(lakkon) + text(hostile)).split("\n")
    assert max(columns(line) for line in lines) <= WIDTH
    assert all(line == line.rstrip() for line in lines)


def test_every_place_of_lakkon_is_told_once(lakkon: Outline) -> None:
    told = text(lakkon).split("\n")
    for place in lakkon.places:
        deck = place.id.removeprefix("deck:")
        starts = (f"{place.id}: ", f"{place.id} (passed through)", f"Deck {deck}, drawn by ")
        assert sum(line.startswith(starts) for line in told) == 1


def test_a_scene_that_nothing_leads_to_says_so() -> None:
    lonely = outline_of(
        story(
            HOSTILE.replace("fallback: true, then: graph", "then: lost")
            .replace("chance: {graph: 3", "chance: {lost: 3")
            .replace("''", "Lost")
        )
    )
    assert "graph: graph TD; A-->B (nothing leads here)" in text(lonely)


def test_of_many_ways_to_an_ending_the_first_are_named() -> None:
    choices = "\n".join(f"      - {{id: c{n}, label: Go, then: over}}" for n in range(12))
    over = "endings:\n  over: {title: Over, text: Over., unknowns: [x]}\n"
    told = text(
        outline_of(story(f"scenes:\n  gate:\n    text: x\n    choices:\n{choices}\n{over}"))
    )
    assert "gate.c7, 4 more" in " ".join(told.split())


# --- Graphviz -------------------------------------------------------------------------------------


def test_what_graphviz_would_obey_is_shown(hostile: Outline) -> None:
    assert label(['a "b"', "c\\", "&lt; \\N"]) == r'"a \"b\"\nc\\\n&amp;lt; \\N"'
    assert quoted('a"b\\') == r'"a\"b\\"'
    drawn = dot(hostile)
    assert r"A \"b\" \\G &amp;eacute;" in drawn
    assert "money >= 2 and money\\n< 9; once; 3 in 4" in drawn
    assert "peripheries=2" in drawn
    unquoted = re.sub(r'"(?:[^"\\]|\\.)*"', "", drawn)
    assert re.fullmatch(r"[\w\s\[\]{}=;,.>-]*", unquoted), unquoted


@pytest.mark.skipif(GRAPHVIZ is None, reason="Graphviz is not installed")
def test_graphviz_draws_what_is_meant(hostile: Outline) -> None:
    assert GRAPHVIZ is not None
    ran = subprocess.run(
        [GRAPHVIZ, "-Tsvg"], input=dot(hostile), capture_output=True, encoding="utf-8", check=True
    )
    assert ran.stderr == ""
    drawn = ["".join(each.itertext()) for each in elements(ran.stdout) if each.text]
    for words in ('A "b" \\G &eacute;', "direction LR\\", "1. Ends & <here", "draw from node"):
        assert words in drawn


@pytest.mark.skipif(GRAPHVIZ is None, reason="Graphviz is not installed")
def test_the_picture_asks_for_no_other_file(lakkon: Outline, hostile: Outline) -> None:
    for outline in (lakkon, hostile):
        picture = drawing(outline, "svg")
        assert picture.startswith('<?xml version="1.0"')
        assert "<!" not in picture
        found = elements(picture)
        names = {name for each in found for name in each.attrib}
        assert not any("href" in name or name == "src" for name in names)
        outlined = {each.text for each in found if each.tag.endswith("title")}
        assert {place.id for place in outline.places} <= outlined


# --- Mermaid --------------------------------------------------------------------------------------

WORDS = r'"(?:[^\W_]+(?:_[^\W_]+)*|#\d+;|<br/>|[ ,_])*"'
"""Words in Mermaid: letters, digits, blanks, commas, joining underscores; all else by number."""

NODE = rf"n\d+(?:\[{WORDS}\]|\(\[{WORDS}\]\)|\[/{WORDS}/\])"
ARROW = rf"n\d+ (?:-->|-\.->|==>)(?:\|{WORDS}\|)? (?:n\d+|b\d+>{WORDS}\])"
GRAMMAR = re.compile(
    rf"flowchart TD\n(?:  subgraph g\d+\[{WORDS}\]\n(?:    {NODE}\n)+  end\n)+(?:  {ARROW}\n)*"
    r"(?:  classDef \w+ [\w:\- ]+\n  class n\d+(?:,n\d+)* \w+\n)*"
)


def test_the_chart_is_mermaid_whatever_a_story_holds(lakkon: Outline, hostile: Outline) -> None:
    for outline in (lakkon, hostile):
        chart = mermaid(outline)
        assert GRAMMAR.fullmatch(chart), chart
        assert len(re.findall(r"^    n\d+", chart, re.MULTILINE)) == len(outline.places)
        assert "direction " not in chart


def test_a_chart_that_is_too_large_for_mermaid_says_what_to_do(lakkon: Outline) -> None:
    scenes = "".join(f"  s{n}: {{text: x, then: s{n + 1}}}\n" for n in range(501))
    over = "  s501: {text: x, then: over}\nendings:\n  over: {title: O, text: O., unknowns: [x]}\n"
    large = mermaid(outline_of(story(f"scenes:\n{scenes}{over}", "s0")))
    first, _, chart = large.partition("\n")
    assert first.startswith("%% ")
    assert "maxEdges" in first
    assert GRAMMAR.fullmatch(chart)
    assert mermaid(lakkon).startswith("flowchart")


def test_what_mermaid_would_obey_is_shown() -> None:
    assert safe(['a "b" #35;', "1. _c_ d_e"]) == ("a #34;b#34; #35;35#59;<br/>1#46; #95;c#95; d_e")


def test_each_arrow_leads_where_the_story_does(hostile: Outline) -> None:
    names = {place.id: f"n{number}" for number, place in enumerate(hostile.places, 1)}
    chart = mermaid(hostile)
    for link in hostile.links:
        to = names[link.target] if link.target else r"b\d+>.*"
        assert re.search(rf"^  {names[link.source]} \S*>(\|.*\|)? {to}$", chart, re.MULTILINE)


def test_what_lies_outside_an_act_stands_in_no_frame() -> None:
    act = outline_of(story(HOSTILE.replace("title: ''", "title: Lost")), "end")
    outside = [place.id for place in act.places if place.outside]
    assert set(outside) == {"deck:node", "subgraph", "class", "default"}
    assert dot(act).count("subgraph cluster_") == 1
    assert dot(act).count('style="rounded,dotted"') == len(outside)
    chart = mermaid(act)
    assert chart.count("  subgraph ") == 1
    assert len(re.findall(r"^  n\d+[\[(]", chart, re.MULTILINE)) == len(outside)
    assert "Outside" not in text(act)


# --- All ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", ["text", "dot", "mermaid", "json"])
def test_a_drawing_is_the_same_each_time(form: str, tmp_path: Path) -> None:
    shutil.copytree(find_story("lakkon"), tmp_path / "lakkon")
    first, second = load_story(find_story("lakkon")).story, load_story(tmp_path / "lakkon").story
    assert first is not None
    assert second is not None
    assert drawing(outline_of(first), form) == drawing(outline_of(second), form)


def test_chances_conditions_and_marks_are_in_every_drawing(hostile: Outline) -> None:
    for drawn in (text(hostile), dot(hostile), re.sub("#\\d+;", "?", mermaid(hostile))):
        one_line = re.sub(r"\\n|\\l|<br/>|\s+", " ", drawn)
        for said in ("3 in 4", "1 in 4", "once", "fallback", "costs 2 money", "draw up to 2"):
            assert said in one_line, said
        assert "money > 1" in one_line or "money ? 1" in one_line


@pytest.mark.parametrize(
    ("words", "shown"),
    [("one two", "one two"), ("one two three", "one two…"), ("x" * 20, "xxxxxxxxx…")],
)
def test_long_words_are_cut_between_words(words: str, shown: str) -> None:
    assert shortened(words, 10) == shown


def test_what_was_told_above_says_so() -> None:
    ring = """\
scenes:
  gate: {title: Gate, text: x, then: yard}
  yard:
    text: x
    choices:
      - {id: back, label: Back, then: gate}
      - {id: on, label: On, then: over}
endings:
  over: {title: Over, text: Over., unknowns: [x]}
"""
    assert "- back: Back\n    to gate (told above)\n" in text(outline_of(story(ring)))
