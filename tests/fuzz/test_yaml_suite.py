"""Every document of the public test suite of YAML, as the file of a story.

The suite is not kept here: `make suite` fetches it, and without it most of this is skipped; in CI
only where `.ci/run` could not fetch it, and said so.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from borderpost.workshop.diagnosis import checked
from tests.fuzz.reading import read
from tests.fuzz.yaml_suite import FOLDER, Case, cases, count, fate, tree_of

needs_suite = pytest.mark.skipif(
    not cases() and ("CI" not in os.environ or "WITHOUT_YAML_SUITE" in os.environ),
    reason="make suite fetches it",
)


@needs_suite
def test_the_suite_is_there() -> None:
    assert len(cases()) > 400, f"{FOLDER} does not hold it"
    assert sum(case.is_yaml for case in cases()) > 300


@needs_suite
@pytest.mark.parametrize("case", cases(), ids=lambda case: case.name)
def test_a_document_is_read_or_told_and_what_differs_has_a_reason(
    case: Case, tmp_path: Path
) -> None:
    read({"story.yaml": case.text.encode()})
    (tmp_path / "story.yaml").write_bytes(case.text.encode())
    for form in ("text", "json"):
        text, code = checked(tmp_path, static=False, strict=False, form=form)
        assert text
        assert code == 1, "no document of the suite is a story"
    found = fate(case)
    assert not found.differs or found.reason, found


@needs_suite
def test_what_differs_is_counted() -> None:
    assert "no known reason" not in count()


@pytest.mark.parametrize(
    ("events", "tree"),
    [
        ("+STR\n +DOC\n  =VAL :a\\nb\\\\n\n -DOC\n-STR\n", "a\nb\\n"),
        ('+STR\n +DOC ---\n  =VAL &x "a b\n -DOC\n-STR\n', "a b"),
        ("+STR\n +DOC\n  =VAL <tag:x> 'a\n -DOC\n +DOC\n  =VAL :b\n -DOC\n-STR\n", "a"),
        (
            "+STR\n +DOC\n  +MAP {}\n   =VAL :a\n   +SEQ []\n    =VAL :b\n   -SEQ\n  -MAP\n",
            {"a": ["b"]},
        ),
        ("+STR\n-STR\n", None),
    ],
)
def test_the_events_of_the_suite_are_read(events: str, tree: object) -> None:
    assert tree_of(events) == tree
