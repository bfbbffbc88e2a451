"""Lakkon, left in the middle, taken back across acts, gone on with another way: nothing is lost."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

import pytest

from borderpost.engine.actions import Choose
from borderpost.engine.plays import follow_play, settings_of
from borderpost.engine.program import Program
from borderpost.engine.run import Run
from borderpost.plain.console import Console
from borderpost.plain.start import Wish, play_wish
from borderpost.saves.calls import Calls
from borderpost.saves.follow import follow
from borderpost.saves.shelf import Shelf
from borderpost.saves.stored import read_log
from borderpost.story.model import Story
from borderpost.story.prose import plain_text
from tests.scenario.test_lakkon_plays import load_lakkon

STORY = load_lakkon()
PROGRAM = Program(STORY)
PLAYS = {test.name: list(test.play) for test in STORY.tests}
LONG = [
    "men lent for the searches",
    "a standard summer, told to both sides",
    "a full summer, and the file stays open",
]
"""A written play of each length."""


def played(items: list[str]) -> Run:
    run = Run(PROGRAM, settings_of(items), 1)
    follow_play(run, items)
    assert run.finished
    return run


def acts_of(run: Run) -> set[str]:
    places = (passage.place for entry in run.journal() for passage in entry.passages)
    return {STORY.scenes[place].act for place in places if place in STORY.scenes}


def read(run: Run) -> str:
    return "\n".join(
        plain_text(passage.paragraphs) for entry in run.journal() for passage in entry.passages
    )


@pytest.mark.parametrize("name", LONG)
def test_all_is_taken_back_across_every_act_and_done_again(name: str) -> None:
    run = played(PLAYS[name])
    state, text, begun = run.state, read(run), Run(PROGRAM, settings_of(PLAYS[name]), 1)
    assert len(acts_of(run)) == len(STORY.acts)
    undone = 0
    while run.can_undo:
        run.undo()
        undone += 1
    assert undone > 15
    assert run.state == begun.state
    while run.can_redo:
        run.redo()
    assert (run.state, read(run)) == (state, text)


def test_after_another_way_in_june_only_what_that_leads_to_falls_due() -> None:
    items = PLAYS["assurances repeated as facts"]
    run = played(items)
    assert "See your remark." in read(run)
    chosen = [m for m in run.path if m.action == Choose("red_frame", "agree")]
    run.jump(chosen[0].number)
    run.undo()
    follow_play(run, ["red_frame.pin", *items[items.index("red_frame.agree") + 1 :]])
    assert run.finished
    assert "See your remark." not in read(run)
    assert "He asks how high Lakkon is." in read(run)


def sat(folder: Path, items: list[str], *typed: str, resume: Path | None = None) -> str:
    """What plain mode shows when Lakkon is played so far, these lines are typed, the input ends."""
    out = StringIO()
    lines = StringIO("".join(f"{line}\n" for line in typed))
    console = Console(lines, out, interactive=bool(typed))
    wish = Wish(STORY, settings_of(items), 1, resume, tuple(items))
    assert play_wish(wish, Shelf(folder), console, Calls(story="lakkon", saves="saves")) == 0
    return out.getvalue()


def kept(folder: Path, story: Story) -> Run:
    (path,) = (run.path for run in Shelf(folder).runs())
    followed = follow(read_log(path), Program(story))
    assert followed.status == "intact"
    return followed.run


def test_a_report_left_half_built_is_gone_on_with(tmp_path: Path) -> None:
    items = PLAYS["a name given and left in the file"]
    half = items.index("danger=both") + 1
    sat(tmp_path, items[:half])
    run = kept(tmp_path, STORY)
    assert run.view().open_questions[0].id == "men"
    (path,) = (stored.path for stored in Shelf(tmp_path).runs())
    told = sat(tmp_path, [], resume=path)
    assert "Are the soldiers trained?" in told
    assert "Officials suggest a link" in " ".join(told.split())
    follow_play(run, items[half:])
    assert read(run) == read(played(items))


def test_the_input_may_end_at_any_page_of_the_debrief(tmp_path: Path) -> None:
    items = PLAYS["men lent for the searches"]
    sat(tmp_path, items, "ledger", "review", "I lent the men.")
    run = kept(tmp_path, STORY)
    assert run.finished
    assert run.state == played(items).state
    (path,) = (stored.path for stored in Shelf(tmp_path).runs())
    assert "I lent the men." in sat(tmp_path, [], "ledger review", resume=path)
