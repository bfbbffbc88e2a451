"""Nothing that a story or a saved run holds becomes markup, whoever wrote it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from borderpost.debrief.pages.class_page import class_page, class_text
from borderpost.debrief.pages.run_page import run_page, run_text
from borderpost.debrief.run.transcript import Known
from borderpost.debrief.together.notes import LONGEST_DISSENT
from borderpost.engine.program import Program
from tests.debrief.cohort.classes import ROOM
from tests.debrief.pages.reading import Read, fetched, run_by_it
from tests.debrief.pages.typed import pages, report_of, run_of
from tests.stories import program_from

EVIL = (
    """<script>alert(1)</script>"'><img src=x onerror=alert(1)>]]>--> """
    "{{ 7*7 }} {% x %} | `a` *b* # c"
)
"""What somebody may have typed, or named a file."""

UNSEEN = "a\x1b[31mb\x07c\x00d\u202ee\u2066f\x85g\u200bh"
"""Signs that move what stands beside them, or that a terminal obeys."""


@pytest.fixture
def evil(tmp_path: Path) -> Program:
    """The room, with that wherever a story has words; braces only where they name no variable."""
    text = ROOM
    for words in ("The room", "The desk", "Money", "Over"):
        text = text.replace(f": {words},", f": {json.dumps(f'{words} {EVIL}')},")
        text = text.replace(f": {words}\n", f": {json.dumps(f'{words} {EVIL}')}\n")
    mild = EVIL.replace("{", "(").replace("}", ")")
    told = ("Look out", "A letter", "It did not", "Few", "Snow fell.", "Papers.", "the reporter")
    for words in (*told, "You sign this.", "Did it *snow*?", "Ice came.", "It was wet"):
        text = text.replace(f": {words}", f": {json.dumps(f'{words} {mild}')}")
    text = text.replace("discuss: [", f"discuss: [{json.dumps(mild)}, ")
    assert text.count("alert(1)") > 25
    return program_from(text, tmp_path / "story")


def test_nothing_becomes_an_element_of_a_page(tmp_path: Path, evil: Program) -> None:
    for page in pages(tmp_path, evil, EVIL):
        read = Read(page)
        assert run_by_it(read) == fetched(read) == []
        assert "img" not in read.tags
        assert EVIL in read.words
        assert "49" not in read.words
        assert page.count("<!--") == 0


def test_a_page_has_the_same_elements_whatever_was_typed(tmp_path: Path, evil: Program) -> None:
    mild = pages(tmp_path / "mild", evil, "mild words")
    wild = pages(tmp_path / "wild", evil, EVIL)
    for one, other in zip(mild, wild, strict=True):
        assert Read(one).tags == Read(other).tags


def test_what_cannot_be_seen_is_not_in_a_page(tmp_path: Path, evil: Program) -> None:
    for page in pages(tmp_path, evil, UNSEEN):
        assert not {sign for sign in page if not sign.isprintable()} - {"\n", "\u200b", "\u00a0"}


def test_a_dissent_of_a_million_signs_is_a_line(tmp_path: Path, evil: Program) -> None:
    path, run = run_of(tmp_path, evil, "x" * 300_000)
    page = run_page(run, Known("calm-owl-10", ""))
    assert "x" * LONGEST_DISSENT in page
    assert "x" * (LONGEST_DISSENT + 1) not in page.split("After action")[0]
    assert (
        "x" * (LONGEST_DISSENT + 1) not in class_page(report_of(path, evil), ()).split("After")[0]
    )


def test_nothing_becomes_markup_in_markdown(tmp_path: Path, evil: Program) -> None:
    read = MarkdownIt("commonmark", {"html": True}).enable("table")
    mild_path, mild = run_of(tmp_path / "mild", evil, "mild words")
    wild_path, wild = run_of(tmp_path / "wild", evil, EVIL)
    known = Known("calm-owl-10", "")
    texts = [
        (class_text(report_of(mild_path, evil), ()), class_text(report_of(wild_path, evil), ())),
        (run_text(mild, known), run_text(wild, known)),
    ]
    for one, other in texts:
        tags = [Read(read.render(text)).tags for text in (one, other)]
        assert tags[0] == tags[1]
        assert not {"script", "img", "code"} & set(tags[1])
        assert EVIL in Read(read.render(other)).words


def test_the_tables_of_a_text_are_tables(tmp_path: Path, evil: Program) -> None:
    path, run = run_of(tmp_path, evil, EVIL)
    read = MarkdownIt("commonmark").enable("table")
    for text in (class_text(report_of(path, evil), ()), run_text(run, Known("a", ""))):
        lines = text.splitlines()
        rows = [line for line in lines if line.startswith("|")]
        marks = [line for line in rows if set(line) <= set("| -:")]
        html = read.render(text)
        assert html.count("<table>") == len(marks) > 0
        assert html.count("<tr>") == len(rows) - len(marks)


def test_a_page_forbids_what_it_does_not_need(tmp_path: Path, evil: Program) -> None:
    for page in pages(tmp_path, evil, "mild words"):
        policy = next(v for _, v in Read(page).attributes if v.startswith("default-src"))
        assert policy == "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
        assert "@import" not in page
        assert "url(http" not in page
