"""docs/data.md says what is exported: its tables and its examples are what comes out."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from borderpost.debrief.cohort.shown import ClassReport
from borderpost.debrief.exports.columns import FILES
from borderpost.debrief.exports.csv_files import Tables
from borderpost.debrief.exports.json_data import document
from borderpost.debrief.exports.xapi import statement_lines
from tests.debrief.exports.runs import finished, of_the_docs, office
from tests.program import CHECKOUT

PAGE = (CHECKOUT / "docs" / "data.md").read_text(encoding="utf-8")


def section(title: str) -> str:
    """What stands below a heading, up to the next one of its rank or above."""
    rank = title.split(maxsplit=1)[0]
    _, _, rest = PAGE.partition(f"\n{title}\n")
    return re.split(rf"^#{{2,{len(rank)}}} ", rest, maxsplit=1, flags=re.MULTILINE)[0]


def shown(title: str, language: str) -> str:
    """The example of a section."""
    found = re.search(rf"^```{language}\n(.*?)^```$", section(title), re.MULTILINE | re.DOTALL)
    assert found is not None
    return found[1]


def names(title: str) -> set[str]:
    """Whatever stands as code in the first column of a section's tables."""
    rows = re.findall(r"^\| (`.*?`) \|", section(title), re.MULTILINE)
    return {name for row in rows for name in re.findall(r"`(.*?)`", row)}


@pytest.mark.parametrize("name", FILES)
def test_every_column_is_documented_in_order(name: str) -> None:
    rows = re.findall(r"^\| `([^`]+)` \| (.+) \|$", section(f"### {name}"), re.MULTILINE)
    assert rows == [tuple(column) for column in FILES[name]]


def test_the_tables_shown_are_those_of_the_run(tmp_path: Path) -> None:
    story, account = of_the_docs(tmp_path)
    files = [io.StringIO(newline="") for _ in FILES]
    Tables(story, *files).add(account)
    for name, file in zip(FILES, files, strict=True):
        assert file.getvalue().replace("\r\n", "\n") == shown(f"### {name}", "csv")


def test_the_document_shown_is_that_of_the_run(tmp_path: Path) -> None:
    story, account = of_the_docs(tmp_path)
    made = json.loads("".join(document(story, [account])))
    there = json.loads(shown("## JSON", "json"))
    assert made | {"program": ""} == there | {"program": ""}


def test_every_key_of_a_run_is_documented() -> None:
    (run,) = json.loads("".join(document(office(), [finished()])))["runs"]
    said = section("## JSON").partition("A run has ")[2].partition(" as in")[0]
    as_in_the_table = set(re.findall(r"`(\w+)`", said))
    assert as_in_the_table <= {column.name for column in FILES["runs.csv"]}
    assert as_in_the_table <= set(run) <= as_in_the_table | names("## JSON")


def test_the_statement_shown_is_one_of_the_run(tmp_path: Path) -> None:
    story, account = of_the_docs(tmp_path)
    made = [json.loads(line) for line in statement_lines(story, [account])]
    assert json.loads(shown("## xAPI", "json")) in made


def test_every_verb_type_and_extension_is_documented() -> None:
    statements = [json.loads(line) for line in statement_lines(office(), [finished()])]
    known = set(re.findall(r"`(.*?)`", section("## xAPI")))
    for statement in statements:
        assert statement["verb"]["display"]["en"] in known
        assert statement["object"]["definition"]["type"].rpartition("/")[2] in known
    extensions = {name for statement in statements for name in extended(statement)}
    documented = names("## xAPI") - {each["verb"]["display"]["en"] for each in statements}
    assert documented - {"suspended"} == extensions


def extended(statement: Mapping[str, Any]) -> set[str]:
    """The names of a statement's extensions."""
    parts = (statement.get(part, {}).get("extensions", {}) for part in ("result", "context"))
    return {name.rpartition("/")[2] for part in parts for name in part}


def test_what_a_class_shows_is_documented_key_by_key() -> None:
    _, _, below = section("## JSON").partition("Below `class`")
    rows = re.findall(r"^\| (`.*?`) \|", below.partition("\nA run has")[0], re.MULTILINE)
    told = [name for row in rows for name in re.findall(r"`(.*?)`", row)]
    assert sorted(told) == sorted(ClassReport._fields)
