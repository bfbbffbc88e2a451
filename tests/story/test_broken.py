"""The corpus of broken stories: each is told exactly what its leading comments say.

A story is a file `NAME.yaml` or a folder; the comments at the top of the file (of `story.yaml` in a
folder) list its diagnostics, `# expect: line:column code`, in a folder with the file before the
line.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from borderpost.story.load import load_story
from borderpost.story.messages import as_json, render

CORPUS = Path(__file__).parents[1] / "corpus" / "broken"
STORIES = sorted(path for path in CORPUS.iterdir() if path.is_dir() or path.suffix == ".yaml")
EXPECTED = re.compile(r"# expect: (\S+) (BP\d{3})")


def expected_of(story: Path) -> list[str]:
    main = story / "story.yaml" if story.is_dir() else story
    found = EXPECTED.findall(main.read_text(encoding="utf-8"))
    return [f"{place} {code}" for place, code in found]


@pytest.mark.parametrize("story", STORIES, ids=lambda path: path.stem)
def test_a_broken_story_is_told_exactly_what_is_wrong_with_it(story: Path) -> None:
    loaded = load_story(story)
    found = [
        f"{f'{each.at.file}:' if story.is_dir() else ''}{each.at.line}:{each.at.column} {each.code}"
        for each in loaded.diagnostics
    ]
    assert found == expected_of(story)
    assert found


@pytest.mark.parametrize("story", STORIES, ids=lambda path: path.stem)
def test_every_finding_in_it_says_what_where_and_the_mend(story: Path) -> None:
    loaded = load_story(story)
    for found in loaded.diagnostics:
        assert found.message
        assert not found.message.endswith(".")
        assert found.mend
        assert found.at.file
        line = (story / found.at.file if story.is_dir() else story).read_text(encoding="utf-8")
        assert found.excerpt == line.splitlines()[found.at.line - 1]
        assert 1 <= found.at.column <= len(found.excerpt) + 1
        shown = render([found], folder="here")
        assert shown.startswith(f"here/{found.at}: ")
        assert f"mend: {found.mend}" in shown
    assert len(as_json(loaded.diagnostics)) == len(loaded.diagnostics)


@pytest.mark.parametrize("story", STORIES, ids=lambda path: path.stem)
def test_a_story_with_an_error_is_never_played(story: Path) -> None:
    loaded = load_story(story)
    has_error = any(found.severity == "error" for found in loaded.diagnostics)
    assert (loaded.story is None) == has_error


def test_the_corpus_is_large_and_touches_every_group_that_reading_has() -> None:
    codes = {line.split()[1] for story in STORIES for line in expected_of(story)}
    assert len(STORIES) >= 60
    assert {code[:3] for code in codes} >= {"BP0", "BP1", "BP2", "BP5", "BP6"}
