"""Which of the files in a folder are debriefed: whatever lies there, the rest counts."""

from __future__ import annotations

import os
import shutil
import sys
from collections import Counter
from pathlib import Path
from threading import Thread

import pytest

from borderpost.debrief.cohort import gathering
from borderpost.debrief.cohort.files import files_told
from borderpost.debrief.cohort.gathering import DOUBLED, NO_RUN, Gathered, Told, gather
from borderpost.saves.problem import LogProblem
from borderpost.saves.shelf import Shelf
from tests.debrief.cohort.classes import (
    PLAIN,
    counted,
    many,
    of_newer_format,
    other,
    reasons,
    room,
    saved,
)
from tests.stories import YARD, play, program_from

needs_unix = pytest.mark.skipif(sys.platform == "win32", reason="such files are Unix's")


def yard_run(folder: Path, seed: int = 1) -> Path:
    program = program_from(YARD, folder / ".story")
    return saved(folder, "gate.in", program=program, seed=seed)


# --- Files and folders ---------------------------------------------------------------------------


def test_files_and_folders_and_what_lies_deeper(tmp_path: Path) -> None:
    here, deep = saved(tmp_path / "a"), saved(tmp_path / "a" / "b" / "c", seed=2)
    alone = saved(tmp_path / "x", seed=3)
    gathered = gather([alone, tmp_path / "a"])
    assert set(gathered.paths) == {here, deep, alone}
    assert list(gathered.paths) == sorted(gathered.paths)
    assert (gathered.story, gathered.stories, gathered.left_out) == ("room", {"room": 3}, ())


def test_a_file_that_is_named_twice_counts_once(tmp_path: Path) -> None:
    path = saved(tmp_path)
    (tmp_path / "sub").mkdir()
    gathered = gather([path, tmp_path, tmp_path / "sub" / ".." / path.name])
    assert (gathered.paths, gathered.left_out) == ((path,), ())


def test_a_run_under_any_name_is_one(tmp_path: Path) -> None:
    names = ["run.txt", "no suffix", "Зимняя ночь – наш класс.jsonl", "عبور.json"]
    for seed, name in enumerate(names):
        saved(tmp_path, seed=seed, name=name)
    found, told = counted(tmp_path)
    assert {each.file for each in found} == set(names)
    assert told == []


@needs_unix
def test_a_name_that_is_no_text_is_told_and_breaks_nothing(tmp_path: Path) -> None:
    name = os.fsdecode(b"caf\xe9\x1b[31m.jsonl")
    saved(tmp_path, name=name)
    Path(tmp_path, name + "x").write_bytes(b"")
    found, told = counted(tmp_path)
    assert [each.file for each in found] == [name]
    (group,) = files_told(told)
    assert "\x1b" not in group.in_short


def test_hidden_files_and_folders_are_passed_over(tmp_path: Path) -> None:
    path = saved(tmp_path)
    saved(tmp_path, seed=2, name=".hidden.jsonl")
    saved(tmp_path / ".trash", seed=3)
    assert gather([tmp_path]) == gather([path])
    assert gather([tmp_path / ".hidden.jsonl"]).paths == (tmp_path / ".hidden.jsonl",)


def test_an_empty_folder_holds_no_run(tmp_path: Path) -> None:
    gathered = gather([tmp_path])
    assert (gathered.story, gathered.paths, gathered.left_out) == ("", (), ())


def test_what_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(LogProblem, match="there is no file or folder"):
        gather([tmp_path / "nowhere"])


def test_too_many_files_are_a_slip(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    many(tmp_path, [PLAIN] * 4)
    monkeypatch.setattr(gathering, "MOST_FILES", 4)
    assert len(gather([tmp_path]).paths) == 4
    monkeypatch.setattr(gathering, "MOST_FILES", 3)
    with pytest.raises(LogProblem, match="more than 3 files"):
        gather([tmp_path])


# --- Stories -------------------------------------------------------------------------------------


def test_the_story_with_the_most_runs_is_debriefed(tmp_path: Path) -> None:
    own = {saved(tmp_path), saved(tmp_path, seed=2)}
    stray = yard_run(tmp_path)
    gathered = gather([tmp_path])
    assert (gathered.story, set(gathered.paths)) == ("room", own)
    assert reasons(gathered) == {stray.name: "a run of another story, “The yard”"}
    assert gathered.stories == {"room": 2, "yard": 1}


def test_of_two_stories_with_as_many_runs_it_is_the_first_by_its_id(tmp_path: Path) -> None:
    stray, own = yard_run(tmp_path), saved(tmp_path)
    assert gather([stray, own]).story == gather([own, stray]).story == "room"


def test_a_story_can_be_asked_for(tmp_path: Path) -> None:
    many(tmp_path, [PLAIN] * 3)
    stray = yard_run(tmp_path)
    gathered = gather([tmp_path], "yard")
    assert (gathered.story, gathered.paths) == ("yard", (stray,))
    assert set(reasons(gathered).values()) == {"a run of another story, “The room”"}
    assert gather([tmp_path], "neither").paths == ()


def test_runs_of_an_older_version_are_followed_as_far_as_can_be(tmp_path: Path) -> None:
    saved(tmp_path, name="a.jsonl")
    saved(tmp_path, "desk.leave", seed=2, name="b.jsonl")
    saved(tmp_path, "desk.look", "yard.back", *PLAIN, seed=3, name="c.jsonl")
    now = other("      - {id: leave, label: Leave, then: gone}\n", "")
    found, told = counted(tmp_path, program=now)
    # Of what cannot be followed at all, nothing is decided.
    assert [(each.file, each.status, each.ending) for each in found] == [
        ("a.jsonl", "migrated", "over"),
        ("c.jsonl", "migrated", "over"),
    ]
    older = "of an older version of the story; every decision could still be followed"
    assert told == [
        Told("a.jsonl", older, counts=True),
        Told("b.jsonl", "nothing is decided in it"),
        Told("c.jsonl", older, counts=True),
    ]


def test_a_run_that_diverges_counts_to_there(tmp_path: Path) -> None:
    saved(tmp_path, "desk.take", "form.tear", name="a.jsonl")
    now = other("      - {id: tear, label: Tear it up, then: gone}\n", "")
    (one,), told = counted(tmp_path, program=now)
    assert (one.status, one.ending, one.place, len(one.decided)) == ("diverged", "", "form", 1)
    assert told == [
        Told(
            "a.jsonl",
            "of an older version of the story; counted as far as it can be followed",
            counts=True,
        )
    ]


# --- Files that are not whole --------------------------------------------------------------------


def test_a_changed_byte_in_the_middle_costs_what_stands_after_it(tmp_path: Path) -> None:
    path = saved(tmp_path, "desk.look", "yard.back", *PLAIN)
    lines = path.read_bytes().split(b"\n")
    lines[2] = lines[2].replace(b"yard", b"yarn", 1)
    path.write_bytes(b"\n".join(lines))
    (one,), (told,) = counted(tmp_path)
    assert (one.status, [each.choice for each in one.decided]) == ("damaged", ["look"])
    assert told == Told(path.name, "damaged; counted as far as it is what was written", counts=True)


def test_a_last_line_that_is_cut_costs_that_line(tmp_path: Path) -> None:
    path = saved(tmp_path)
    path.write_bytes(path.read_bytes()[:-9])
    (one,), (told,) = counted(tmp_path)
    assert (one.status, [each.choice for each in one.decided]) == ("intact", ["take"])
    assert told.counts
    assert told.reason == "its last line was cut short; all before it counts"


def test_what_is_nothing_of_ours_is_told_alike(tmp_path: Path) -> None:
    (tmp_path / "empty").write_bytes(b"")
    (tmp_path / "notes.txt").write_text("Monday: a class.\n", "utf-8")
    (tmp_path / "photo.jpg").write_bytes(bytes(range(256)) * 40_000)
    (tmp_path / "almost.json").write_text('{"other":"program"}\n', "utf-8")
    gathered = gather([tmp_path])
    assert reasons(gathered) == dict.fromkeys(
        ("empty", "notes.txt", "photo.jpg", "almost.json"), NO_RUN
    )
    (group,) = files_told(gathered.left_out)
    assert group.in_short == "4 files are no saved runs: almost.json, empty, notes.txt, photo.jpg."


def test_a_header_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    cut, newer, long = (saved(tmp_path, seed=n, name=f"{n}.jsonl") for n in range(3))
    cut.write_bytes(cut.read_bytes()[:40])
    of_newer_format(newer)
    long.write_bytes(b'{"borderpost":1' + b" " * 3_000_000)
    found = reasons(gather([tmp_path]))
    assert found["0.jsonl"] == "it is cut short in its first line"
    assert found["1.jsonl"].startswith("it is of a newer borderpost (format 99;")
    assert found["2.jsonl"] == "it is cut short in its first line"


def test_a_run_in_which_nothing_was_decided_is_left_out(tmp_path: Path) -> None:
    saved(tmp_path, "guess=few", name="looked in.jsonl")
    saved(tmp_path, seed=2, name="whole.jsonl")
    found, told = counted(tmp_path)
    assert [each.file for each in found] == ["whole.jsonl"]
    assert told == [Told("looked in.jsonl", "nothing is decided in it")]


def test_a_thousand_files_of_which_some_are_runs(tmp_path: Path) -> None:
    many(tmp_path / "runs", [PLAIN] * 20)
    for number in range(980):
        (tmp_path / f"page{number:03}.txt").write_text(f"{number}\n", "utf-8")
    found, told = counted(tmp_path)
    assert len(found) == 20
    (group,) = files_told(told)
    assert (group.says, len(group.files)) == ("980 files are no saved runs:", 980)
    assert group.in_short.endswith("page004.txt and 975 more.")
    assert len(group.in_short) < 200


# --- Files that stand for others, or for none ----------------------------------------------------


@needs_unix
def test_nobody_waits_at_a_pipe(tmp_path: Path) -> None:
    path = saved(tmp_path)
    os.mkfifo(tmp_path / "pipe")
    found: list[Gathered] = []
    # A thread of its own: should it wait after all, the test fails and does not wait with it.
    reader = Thread(target=lambda: found.append(gather([tmp_path, tmp_path / "pipe"])), daemon=True)
    reader.start()
    reader.join(30)
    assert [each.paths for each in found] == [(path,)]
    assert reasons(found[0]) == {"pipe": NO_RUN}


@needs_unix
def test_links(tmp_path: Path) -> None:
    path = saved(tmp_path / "class", name="a.jsonl")
    elsewhere = saved(tmp_path / "elsewhere", seed=2, name="b.jsonl")
    (tmp_path / "class" / "broken").symlink_to("nowhere")
    (tmp_path / "class" / "itself").symlink_to("itself")
    (tmp_path / "class" / "again").symlink_to(path)
    (tmp_path / "class" / "other.jsonl").symlink_to(elsewhere)
    (tmp_path / "class" / "round").symlink_to(tmp_path / "class")
    (tmp_path / "class" / "folder").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "short").symlink_to(tmp_path / "class")
    gathered = gather([tmp_path / "short"])
    assert {each.name for each in gathered.paths} == {"a.jsonl", "other.jsonl"}
    found = reasons(gathered)
    assert set(found) == {"broken", "itself"}
    assert all(reason.startswith("cannot be read: ") for reason in found.values())


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root reads all")
def test_what_may_not_be_read_is_told(tmp_path: Path) -> None:
    shut, folder = saved(tmp_path, name="shut.jsonl"), tmp_path / "locked"
    path = saved(tmp_path, seed=2)
    saved(folder, seed=3)
    shut.chmod(0)
    folder.chmod(0)
    try:
        gathered = gather([tmp_path])
    finally:
        folder.chmod(0o700)
    assert gathered.paths == (path,)
    assert reasons(gathered) == dict.fromkeys(
        ("shut.jsonl", "locked"), "cannot be read: permission denied"
    )


def test_an_error_of_the_system_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = saved(tmp_path, name="a.jsonl")

    def refused(_: Path) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(gathering, "header_at", refused)
    assert reasons(gather([path])) == {"a.jsonl": "cannot be read: permission denied"}


# --- The same run twice --------------------------------------------------------------------------


def test_of_copies_one_counts(tmp_path: Path) -> None:
    path = saved(tmp_path, name="a.jsonl")
    for name in ("b.jsonl", "c.jsonl"):
        shutil.copy(path, tmp_path / name)
    gathered = gather([tmp_path])
    assert len(gathered.paths) == 1
    assert list(reasons(gathered).values()) == [DOUBLED, DOUBLED]
    (group,) = files_told(gathered.left_out)
    assert group.says == "Left out, another file holds the same run, as far or further (2 files):"


def test_of_two_states_of_a_run_the_further_counts(tmp_path: Path) -> None:
    path = saved(tmp_path, name="z.jsonl")
    whole = path.read_bytes()
    early = b"".join(whole.splitlines(keepends=True)[:2])
    for names in (("a.jsonl", "b.jsonl"), ("b.jsonl", "a.jsonl")):
        (tmp_path / names[0]).write_bytes(early)
        (tmp_path / names[1]).write_bytes(whole)
        (one,), _ = counted(tmp_path / "a.jsonl", tmp_path / "b.jsonl")
        assert (one.file, one.ending) == (names[1], "over")


def test_a_whole_beginning_does_not_stand_for_a_longer_run_that_is_damaged(tmp_path: Path) -> None:
    path = saved(tmp_path, "desk.look", "yard.back", *PLAIN, name="damaged.jsonl")
    lines = path.read_bytes().splitlines(keepends=True)
    (tmp_path / "early.jsonl").write_bytes(b"".join(lines[:2]))
    lines[4] = lines[4].replace(b"form", b"farm", 1)
    path.write_bytes(b"".join(lines))
    (one,), _ = counted(tmp_path)
    assert (one.file, len(one.decided)) == ("damaged.jsonl", 3)


def test_of_two_files_that_go_as_far_the_whole_one_counts(tmp_path: Path) -> None:
    path = saved(tmp_path, name="a.jsonl")
    (tmp_path / "b.jsonl").write_bytes(path.read_bytes() + b'{"n":3,"act')
    assert [each.name for each in gather([tmp_path]).paths] == ["a.jsonl"]


def test_a_run_that_goes_on_in_a_file_of_its_own_is_one_run(tmp_path: Path) -> None:
    """Under `-2`, after an edit: what could not be followed makes the later file the shorter."""
    first = saved(tmp_path, "snow=yes@3", "snow=no@1", "snow=yes@2", "desk.take", "form.tear")
    now = other("      - {id: tear, label: Tear it up, then: gone}\n", "")
    with Shelf(tmp_path).open(first, now) as again:
        play(again.run, ["form.again"])
    assert again.path.name == f"{first.stem}-2.jsonl"
    for story in (now, room()):
        (one,), told = counted(tmp_path, program=story)
        assert (one.file, one.decided[-1].choice) == (again.path.name, "again")
        assert Told(first.name, DOUBLED) in told


def test_runs_of_one_seed_and_another_handle_are_two(tmp_path: Path) -> None:
    saved(tmp_path)
    saved(tmp_path)
    assert len(gather([tmp_path]).paths) == 2


def test_a_file_that_goes_away_meanwhile_is_told(tmp_path: Path) -> None:
    first, second = many(tmp_path, [PLAIN] * 2)
    gathered = gather([tmp_path])
    first.unlink()
    told: list[Told] = []
    found = list(gathering.accounts(gathered, room(), told))
    assert [each.file for each in found] == [second.name]
    assert Counter(each.file for each in told) == {first.name: 1}
