"""The pages for authors name every key, code and bound that there is, and none besides."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from borderpost.story.catalogue import RULES
from borderpost.story.expressions.lexer import FUNCTIONS
from borderpost.story.lesson import FURTHEST, LINE_KINDS, PLACE_KINDS
from borderpost.story.parser import (
    casefile,
    choices,
    contracts,
    flow,
    gathering,
    heading,
    lesson,
    page as pages,
    picture,
    plays,
    questions,
    reports,
    scenes,
    tables,
    texts,
    upkeep,
    variables,
)
from borderpost.story.picture import MOST_COLUMNS, MOST_LINES, SIGNS
from borderpost.story.scales import SCALES
from borderpost.story.signs import in_ascii
from tests.program import CHECKOUT, run_borderpost
from tests.test_docs import Block, all_blocks, is_sound, is_whole

DIAGNOSTICS = CHECKOUT / "docs" / "diagnostics.md"
AUTHOR = CHECKOUT / "docs" / "author"
FORMAT, JUDGING, PROMISES = AUTHOR / "format.md", AUTHOR / "judging.md", AUTHOR / "promises.md"
PICTURE, LESSON = AUTHOR / "picture.md", AUTHOR / "lesson.md"


class Row(NamedTuple):
    """A row of a table: the names in its first cell, and the other cells."""

    names: list[str]
    rest: str


def section(page: Path, title: str) -> str:
    """What stands under a heading, up to the next one."""
    text = page.read_text(encoding="utf-8")
    found = re.search(rf"^##+ {re.escape(title)}\n(.*?)(?=^##|\Z)", text, re.MULTILINE | re.DOTALL)
    assert found, f"{page.name} has no section {title!r}"
    return found[1]


def rows(page: Path, title: str, head: str) -> Iterator[Row]:
    """The rows of the table under a heading whose first column is headed `head`."""
    table = rf"^\| {re.escape(head)} \|.*\n\| ---.*\n((?:\|.*\n)+)"
    found = re.search(table, section(page, title), re.MULTILINE)
    assert found, f"{page.name}, {title}: no table of {head!r}"
    for line in found[1].splitlines():
        first, _, rest = line.strip("| ").partition(" | ")
        yield Row([re.split(r"[:(]", name)[0] for name in re.findall(r"`([^`]+)`", first)], rest)


def names(page: Path, title: str, head: str) -> list[str]:
    return [name for row in rows(page, title, head) for name in row.names]


def name_of(part: object) -> str:
    """How a page, a title or a head is named in the name of a test; nothing for what it holds."""
    return part.stem if isinstance(part, Path) else part if isinstance(part, str) else ""


KEYS = [
    (FORMAT, "The heading", "key", heading.STORY_KEYS),
    (FORMAT, "Scenes", "key", scenes.SCENE_KEYS),
    (FORMAT, "Texts", "key", texts.BLOCK_KEYS),
    (FORMAT, "Choices", "key", choices.CHOICE_KEYS),
    (FORMAT, "Where play goes on", "key", flow.BRANCH_KEYS),
    (FORMAT, "Calls", "key", flow.CALL_KEYS),
    (FORMAT, "Acts and what comes later", "key", choices.LATER_KEYS),
    (FORMAT, "Storylets", "key", flow.DRAW_KEYS),
    (FORMAT, "Endings", "key", scenes.ENDING_KEYS),
    (JUDGING, "Facts", "key", casefile.FACT_KEYS),
    (JUDGING, "Cards", "key", casefile.SOURCE_KEYS),
    (JUDGING, "Questions", "key", questions.QUESTION_KEYS),
    (JUDGING, "Questions", "key of an option", questions.OPTION_KEYS),
    (JUDGING, "Tables", "key of a table", tables.TABLE_KEYS),
    (JUDGING, "Reports", "key of a report", reports.REPORT_KEYS),
    (JUDGING, "Reports", "key of a slot", reports.SLOT_KEYS),
    (JUDGING, "Reports", "key of a sentence", reports.SENTENCE_KEYS),
    (PICTURE, "The drawing", "key", picture.PICTURE_KEYS),
    (PICTURE, "Places", "key of a place", picture.PLACE_KEYS),
    (PICTURE, "Places", "key of a reading", picture.READING_KEYS),
    (PROMISES, "Tests", "key of a test", plays.TEST_KEYS),
    (PROMISES, "Allowances", "key of an allowance", upkeep.ALLOWANCE_KEYS),
    (PROMISES, "For a class", "key of an aim", heading.AIM_KEYS),
    (LESSON, "The keys", "key of a lesson", lesson.LESSON_KEYS),
    (LESSON, "Answers", "key of an answer", lesson.ANSWER_KEYS),
    (LESSON, "A glossary", "key of a term", lesson.TERM_KEYS),
    (LESSON, "A map", "key of a map", lesson.MAP_KEYS),
    (LESSON, "A map", "key of a line", lesson.LINE_KEYS),
    (LESSON, "A map", "key on the map", lesson.PLACE_KEYS),
]


@pytest.mark.parametrize(("page", "title", "head", "keys"), KEYS, ids=name_of)
def test_a_table_names_every_key_and_which_are_needed(
    page: Path, title: str, head: str, keys: pages.Keys
) -> None:
    told = list(rows(page, title, head))
    assert sorted(name for row in told for name in row.names) == sorted(keys.known)
    needed = {name for row in told if "needed" in row.rest for name in row.names}
    assert needed == set(keys.required)


def _keys_of_variables() -> set[str]:
    return set(variables.ALL_KEYS.known) - set(variables.KINDS)


@pytest.mark.parametrize(
    ("page", "title", "head", "there"),
    [
        (FORMAT, "Files", "at the top of a file", gathering.SECTIONS),
        (FORMAT, "Variables", "kind", variables.KINDS),
        (FORMAT, "Variables", "key", _keys_of_variables()),
        (FORMAT, "Conditions", "ask", FUNCTIONS),
        (JUDGING, "Scales", "`scale:`", SCALES),
        (PICTURE, "Signs", "`sign:`", SIGNS),
        (PROMISES, "Checks", "promise", contracts.CONTRACTS),
    ],
    ids=name_of,
)
def test_a_table_names_all_there_is(
    page: Path, title: str, head: str, there: Collection[str]
) -> None:
    assert sorted(names(page, title, head)) == sorted(there)


def test_the_bounds_are_those_of_the_reader() -> None:
    from borderpost.story.diagnostics import MOST_ERRORS
    from borderpost.story.expressions.lexer import MAX_LENGTH
    from borderpost.story.files import LARGEST_FILE, LARGEST_STORY, MOST_FILES, MOST_FOLDERS
    from borderpost.story.load import MOST_VALUES
    from borderpost.story.yaml_text import MOST_EVENTS

    said = " ".join(section(FORMAT, "Bounds").split())
    for words in (
        f"from -{pages.HIGHEST_NUMBER:,} to {pages.HIGHEST_NUMBER:,}",
        f"up to {variables.MOST_WORDS} words",
        f"`max_visits` goes to {scenes.MOST_VISITS}",
        f"up to {MAX_LENGTH} characters",
        f"up to {LARGEST_FILE // 2**20} MiB and {MOST_EVENTS:,} keys and values",
        f"up to {LARGEST_STORY // 2**20} MiB, {MOST_VALUES:,} keys and values",
        f"No more than {pages.MOST_LISTED:,} choices",
        f"{MOST_FILES:,} files",
        f"{MOST_FOLDERS:,} folders",
        f"After {MOST_ERRORS:,} errors",
    ):
        assert words in said
    drawn = next(row.rest for row in rows(FORMAT, "Storylets", "key") if row.names == ["up_to"])
    assert f"1 to {flow.MOST_DRAWN}, {flow.DRAWN_BY_DEFAULT} if not given" in drawn


def test_the_page_of_the_picture_tells_its_bounds_and_how_signs_are_drawn() -> None:
    assert f"{MOST_COLUMNS} columns and {MOST_LINES} lines" in section(PICTURE, "The drawing")
    for row in rows(PICTURE, "Signs", "`sign:`"):
        glyph = SIGNS[row.names[0]].glyph
        assert row.rest == f"`{glyph}` | `{in_ascii(glyph)}`"


def test_the_page_of_the_lesson_tells_the_kinds_and_bounds_of_a_map() -> None:
    assert f"from 0 to {FURTHEST}" in section(LESSON, "A map")
    for head, kinds in (("key of a line", LINE_KINDS), ("key on the map", PLACE_KINDS)):
        told = next(row.rest for row in rows(LESSON, "A map", head) if row.names == ["kind"])
        assert tuple(re.findall(r"`(\w+)`", told)) == kinds


def test_the_answers_of_a_scale_of_words_are_listed() -> None:
    scales = rows(JUDGING, "Scales", "`scale:`")
    answers = next(row.rest for row in scales if row.names == ["likelihood"])
    assert re.findall(r"`(\w+)`", answers) == [name for name, _ in SCALES["likelihood"]]


def test_every_diagnostic_is_listed_with_its_severity_and_title() -> None:
    listed = re.findall(
        r"^\| (BP\d+) \| (\w+) \| (.+) \|$", DIAGNOSTICS.read_text(encoding="utf-8"), re.MULTILINE
    )
    assert sorted(listed) == sorted(
        (rule.code, rule.severity.value, rule.title[0].upper() + rule.title[1:])
        for rule in RULES.values()
    )
    assert [code for code, _, _ in listed] == sorted(RULES)


@pytest.mark.parametrize(
    "block",
    [b for b in all_blocks("yaml") if is_whole(b) and is_sound(b) and b.page.name != "README.md"],
    ids=lambda block: block.place,
)
def test_a_story_shown_to_authors_gives_no_finding_at_all(block: Block, tmp_path: Path) -> None:
    (tmp_path / "story.yaml").write_text(block.body, encoding="utf-8")
    ran = run_borderpost("check", tmp_path, "--static", "--strict")
    assert ": no problems found in " in ran.stdout, ran.stdout + ran.stderr


def anchors(page: Path) -> set[str]:
    """What a link can lead to within a page, by the rule of the forges: its headings."""
    text = page.read_text(encoding="utf-8")
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w -]", "", title).lower().replace(" ", "-") for title in headings}


@pytest.mark.parametrize(
    "page",
    [*sorted(AUTHOR.glob("*.md")), CHECKOUT / "docs" / "author.md", DIAGNOSTICS],
    ids=name_of,
)
def test_links_into_pages_lead_to_a_heading(page: Path) -> None:
    for target, anchor in re.findall(
        r"\]\(([^)#\s]*)#([^)\s]+)\)", page.read_text(encoding="utf-8")
    ):
        assert anchor in anchors(page.parent / target if target else page), f"{target}#{anchor}"
