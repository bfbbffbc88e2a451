"""Whatever edit of any line changes what a story is known by, the difference tells of it."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from borderpost.proof.versions.changes import changes_between
from borderpost.story.load import load_story

WHOLE = Path(__file__).parents[1] / "story" / "whole_format"
"""A story that holds every part and key of the format."""

SWAPS = (
    *(("true", "false"), ("false", "true"), ("+=", "-="), ("high", "low"), ("F1", "F2")),
    *(("F2", "F1"), ("lost", "over"), ("over", "lost"), ("S1", "S2"), (" and ", " or ")),
    *(("money", "doubts"), ("calm", "alarmed"), ("fits", "silent")),
)
"""What is written in place of what, once at each place where it stands."""


def edits_of(lines: list[str], number: int) -> Iterator[str]:
    """The text with one line gone, or with one number or word in it another."""
    before, line, after = lines[:number], lines[number], lines[number + 1 :]
    yield "\n".join(before + after)
    edits = [(found.span(), str(int(found[0]) + 1)) for found in re.finditer(r"\d+", line)]
    for old, new in SWAPS:
        edits += [(found.span(), new) for found in re.finditer(re.escape(old), line)]
    for (start, end), new in edits:
        yield "\n".join([*before, line[:start] + new + line[end:], *after])


@pytest.mark.slow
def test_no_edit_that_changes_a_hash_goes_untold(tmp_path: Path) -> None:
    old = load_story(WHOLE).story
    assert old is not None
    folder = Path(shutil.copytree(WHOLE, tmp_path / "whole"))
    sound = 0
    for file in sorted(folder.rglob("*.yaml")):
        text = file.read_text("utf-8")
        lines = text.split("\n")
        for number, line in enumerate(lines):
            for edited in edits_of(lines, number):
                file.write_text(edited, "utf-8")
                new = load_story(folder).story
                if new is None:
                    continue  # an edit that makes no story
                sound += 1
                there, back = changes_between(old, new), changes_between(new, old)
                differs = not (there.same_logic and there.same_prose)
                assert differs == bool(there.shown) == bool(back.shown), f"{file}: {line}"
        file.write_text(text, "utf-8")
    assert sound > 150
