"""Plays without end in one process leave nothing behind: no memory, no open file.

Ten thousand of them are measured by `python -m benchmarks.soak`.
"""

from __future__ import annotations

import gc
from pathlib import Path

import pytest

from benchmarks.soak import open_files, soak
from borderpost.story.collector import MANY, collector_paused
from tests.saves.small import STORY
from tests.stories import story_from

PLAYS = 200


@pytest.mark.slow
def test_plays_in_one_process_leave_nothing_behind(tmp_path: Path) -> None:
    story = story_from(STORY, tmp_path / "story")
    alive: list[int] = []
    files: set[int] = set()
    for noted in soak(story, tmp_path / "saves", PLAYS, 1):
        alive.append(len(gc.get_objects()))
        files.add(noted.files)
    assert max(alive[-60:]) < max(alive[:60]) * 1.1
    assert len(files) == 1
    assert noted.characters > 100 * PLAYS, "nothing was played"
    assert open_files() in files


def test_the_collector_goes_on_counting_where_little_was_made() -> None:
    gc.collect()
    before = gc.get_count()[1]
    for _ in range(3):
        gc.collect(0)
        with collector_paused():
            keep: list[object] = [[] for _ in range(100)]
            assert len(keep) == 100
    assert gc.isenabled()
    assert gc.get_count()[1] >= before + 3


def test_where_much_was_made_it_is_not_walked_at_once() -> None:
    with collector_paused():
        made: list[object] = [[] for _ in range(2 * MANY)]
    assert gc.get_count()[0] < MANY
    assert len(made) == 2 * MANY
