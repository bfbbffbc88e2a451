"""Runs whose story changed meanwhile, as the command line answers for them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.working_folder import GOOD, PLAY, Here

CHANGED = GOOD.replace("id: on", "id: onward")


@pytest.fixture
def here(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Here:
    """A working folder with a run in it, whose story has changed and that was continued once."""
    here = Here(tmp_path, monkeypatch, capsys)
    here.run(*PLAY, stdin="1\n")
    here.write("mine/story.yaml", CHANGED)
    return here


def resume(here: Here, name: str | Path, stdin: str = "") -> str:
    """What is written when a run is gone on with."""
    words = ("play", "mine", "--plain", "--saves", "saves", "--resume", name)
    answer = here.run(*words, stdin=stdin)
    assert (answer.code, answer.err) == (0, "")
    return answer.out


@pytest.mark.parametrize("name", ["HANDLE", "STEM", "FILE", "PATH"])
def test_an_old_name_leads_to_the_newest_continuation(here: Here, name: str) -> None:
    handle = here.handle()
    old = f"mine-{handle}"
    names = {"HANDLE": handle, "STEM": old, "FILE": f"{old}.jsonl", "PATH": f"saves/{old}.jsonl"}
    resume(here, handle)
    here.write("mine/story.yaml", CHANGED.replace("id: onward", "id: further"))
    resume(here, f"{handle}-2", stdin="1\n")
    out = " ".join(resume(here, names[name]).split())
    assert f"The run {handle} goes on as {handle}-3" in out
    assert f"Going on with the run {handle}-3." in out
    assert "It is over." in out
    assert len(list((here.folder / "saves").iterdir())) == 3


def test_an_old_handle_replays_the_continuation_and_its_file_itself(here: Here) -> None:
    handle = here.handle()
    resume(here, handle, stdin="1\n")
    answer = here.run("replay", handle, "mine", "--saves", "saves")
    assert answer.code == 0
    assert answer.out.startswith(f"The run {handle} goes on as {handle}-2")
    assert "Verified: 2 steps" in answer.out
    data = here.run("replay", handle, "mine", "--saves", "saves", "--format", "json")
    assert json.loads(data.out)["handle"] == f"{handle}-2"
    assert "goes on as" in data.err
    itself = here.run("replay", f"saves/mine-{handle}.jsonl", "mine", "--saves", "saves")
    assert itself.out.startswith(f"The run {handle} of Mine")
    assert "Verified" not in itself.out


def test_a_run_played_on_by_itself_since_is_found_as_it_is(here: Here) -> None:
    handle = here.handle()
    resume(here, handle, stdin="1\n")
    here.write("mine/story.yaml", GOOD)
    (here.folder / f"saves/mine-{handle}-2.jsonl").rename(here.folder / "kept")
    resume(here, handle, stdin="1\n")
    (here.folder / "kept").rename(here.folder / f"saves/mine-{handle}-2.jsonl")
    assert "goes on as" not in resume(here, handle)


def test_a_run_of_ones_own_story_is_gone_on_with_though_its_id_is_that_of_a_shipped_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("BORDERPOST_STORIES", str(tmp_path / "own"))
    here = Here(tmp_path, monkeypatch, capsys)
    here.write("own/mine/story.yaml", GOOD.replace("id: mine", "id: lakkon"))
    here.run("play", "own/mine", *PLAY[2:], stdin="1\n")
    run = next((here.folder / "saves").glob("*.jsonl"))
    resumed = here.run("play", "--plain", "--saves", "saves", "--resume", run.name)
    assert (resumed.code, resumed.err) == (0, "")
    assert "A yard." in resumed.out
    assert len(list((here.folder / "saves").iterdir())) == 1, "it goes on in its own file"
    replayed = here.run("replay", run.name, "--saves", "saves")
    assert "Verified: 1 step" in replayed.out

    from borderpost.saves.shelf import Shelf
    from borderpost.terminal.start.library import Library

    (summary,) = Shelf(here.folder / "saves").runs()
    assert Library(here.folder / "saves").path_of(summary) == (here.folder / "own/mine").resolve()
