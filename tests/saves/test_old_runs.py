"""Runs that earlier versions of Lakkon and of this program saved, in Lakkon as it is now.

`tests/saves/lakkon` holds those that must go on: `make check` follows them with `borderpost check
--saves`. `tests/corpus/broken_saves` holds those that broke before the first release, when nobody
had runs to lose: what is told of them is held here.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from borderpost.engine.actions import Nature
from borderpost.engine.program import Program
from borderpost.engine.records import Act, Goto
from borderpost.engine.run import Run
from borderpost.saves.follow import follow, path_of
from borderpost.saves.stored import read_log
from borderpost.story.load import load_story
from borderpost.story.shipped import shipped_stories
from tests.program import CHECKOUT

KEPT = CHECKOUT / "tests" / "saves" / "lakkon"
BROKEN = CHECKOUT / "tests" / "corpus" / "broken_saves"


def files(folder: Path) -> dict[str, Path]:
    """The saved runs of a folder and those within it, by what they are called there."""
    return {str(path.relative_to(folder)): path for path in sorted(folder.rglob("*.jsonl"))}


@pytest.fixture(scope="module")
def lakkon() -> Program:
    story = load_story(shipped_stories()["lakkon"]).story
    assert story is not None
    return Program(story)


@pytest.mark.parametrize("name", files(KEPT))
def test_an_old_run_goes_on_with_all_that_was_decided(lakkon: Program, name: str) -> None:
    stored = read_log(KEPT / name)
    followed = follow(stored, lakkon)
    assert followed.status in ("intact", "migrated"), followed.reason
    assert followed.fault == ""
    assert followed.origins == tuple(range(1, len(stored.records) + 1))
    assert [act.action for act in followed.run.acts()] == [
        act.action for act in path_of(stored.records)
    ]
    assert stored.header is not None
    if stored.header.logic == lakkon.story.logic_hash:
        assert followed.status == "intact"
    ends = {entry.record.number: entry.ends for entry in stored.entries}
    assert followed.run.finished == ends[path_of(stored.records)[-1].number]


def test_they_are_of_every_version_and_of_every_length(lakkon: Program) -> None:
    stored = [read_log(path) for path in files(KEPT).values()]
    headers = [each.header for each in stored if each.header]
    assert len({header.logic for header in headers}) >= 4
    assert lakkon.story.logic_hash in {header.logic for header in headers}
    assert {header.settings["profile"] for header in headers} == {"short", "standard", "full"}
    assert any(isinstance(record, Goto) for each in stored for record in each.records)
    assert sum(isinstance(record, Act) for each in stored for record in each.records) > 400


GONE = "can no longer be given there"
MOVED = "going on now leads to another turn of chance than it did"
COURIER = "the choice “Guess. Give the lieutenant.” now leads to “One page”, and led to"
TOLD = {
    "0_without_profiles/lakkon-early-marmot-40.jsonl": (6, GONE),
    "0_without_profiles/lakkon-green-hoopoe-45.jsonl": (6, GONE),
    "0_without_profiles/lakkon-mellow-falcon-70.jsonl": (6, GONE),
    "0_without_profiles/lakkon-plain-badger-36.jsonl": (6, GONE),
    "1_short/lakkon-sandy-hare-73.jsonl": (18, MOVED),
    "1_short/lakkon-silver-newt-41.jsonl": (23, MOVED),
    "2_three_profiles/lakkon-violet-hare-72.jsonl": (11, COURIER),
    "3_two_summers/lakkon-mellow-stork-45.jsonl": (11, COURIER),
}
"""At which step a run breaks, and what is told of it."""


@pytest.mark.parametrize("name", files(BROKEN))
def test_what_broke_once_is_told_and_what_stands_before_is_kept(lakkon: Program, name: str) -> None:
    stored = read_log(BROKEN / name)
    followed = follow(stored, lakkon)
    step, why = TOLD[name]
    assert (followed.status, followed.step) == ("diverged", step)
    assert why in followed.fault
    kept = [act.action for act in followed.run.acts()]
    assert kept == [act.action for act in path_of(stored.records)][: len(kept)]
    assert sum(not isinstance(action, Nature) for action in kept) == step - 1
    anew = Run(lakkon, followed.run.settings, followed.run.seed)
    for action in kept:
        assert anew.adopt(Act(len(anew.records) + 1, anew.head, action, "", "")) is not None
