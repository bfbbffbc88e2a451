"""Saved runs that were tampered with, or forged by somebody who knows the format."""

from __future__ import annotations

import os
import socket
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from borderpost.engine.program import Program
from borderpost.saves import lines, log, stored
from borderpost.saves.follow import follow
from borderpost.saves.log import Log
from borderpost.saves.problem import LogProblem
from borderpost.saves.shelf import Shelf
from borderpost.saves.stored import StoredRun, read_log
from borderpost.story.prose import clean
from tests.saves.small import PLAY, program_of
from tests.stories import play
from tests.strangers.hostile import GO, HEADER, SMALL, forged, obeyed, story_in
from tests.working_folder import Here


def kept(folder: Path) -> tuple[Program, Path]:
    """A whole run of the small story for saves, as it was kept."""
    program = program_of(folder / "story")
    with Shelf(folder / "saves").start(program, {}, 1) as saved:
        play(saved.run, PLAY)
        return program, saved.path


def read(folder: Path, data: bytes) -> StoredRun:
    """What a file of these bytes holds."""
    path = folder / "run.jsonl"
    path.write_bytes(data)
    return read_log(path)


# Casual edits


EDITS: dict[str, Callable[[list[bytes]], list[bytes]]] = {
    "changed": lambda all_: [*all_[:3], all_[3].replace(b"office", b"0ffice"), *all_[4:]],
    "dropped": lambda all_: [*all_[:3], *all_[4:]],
    "doubled": lambda all_: [*all_[:4], all_[3], *all_[4:]],
    "swapped": lambda all_: [*all_[:3], all_[4], all_[3], *all_[5:]],
    "added": lambda all_: [*all_[:3], b'{"n":3,"goto":0}\n', *all_[3:]],
    "added at the end": lambda all_: [*all_, b'{"n":7,"goto":0,"chain":"0123456789abcdef"}\n'],
    "a digest": lambda all_: [*all_[:3], all_[3].replace(b'"chain":"', b'"chain":"0'), *all_[4:]],
}


@pytest.mark.parametrize("edit", EDITS)
def test_an_edited_line_is_told_with_its_number(tmp_path: Path, edit: str) -> None:
    program, path = kept(tmp_path)
    before = path.read_bytes().splitlines(keepends=True)
    after = EDITS[edit](before)
    first = next(
        (n for n, (old, new) in enumerate(zip(before, after, strict=False), 1) if old != new),
        len(before) + 1,
    )
    path.write_bytes(b"".join(after))
    found = read_log(path)
    assert [(problem.kind, problem.line) for problem in found.problems] == [("damaged", first)]
    assert len(found.records) == first - 2
    followed = follow(found, program)
    assert followed.status == "damaged"
    assert f"line {first}" in followed.reason


# Forgery


def test_a_forged_log_is_read_but_takes_nothing_that_is_not_offered(tmp_path: Path) -> None:
    program, _ = kept(tmp_path)
    for act in ("gate.steal", "night.", "office.pay", "~night", "road=maybe", "gate.ask.x", "gate"):
        header = HEADER | {"story": "pass", "logic": program.story.logic_hash}
        found = read(tmp_path, forged([header, GO | {"act": act, "place": "done"}]))
        if found.damage is None:
            followed = follow(found, program)
            assert followed.status == "damaged", act
            assert followed.run.acts() == ()
        else:
            assert found.records == ()


BAD_HEADERS: dict[str, dict[str, Any] | bytes] = {
    "digits": b'{"borderpost":1,"version":1' + b"0" * 5000 + b"}",
    "infinity": b'{"borderpost":1,"story":"small","version":1e999}',
    "no number": HEADER | {"seed": float("nan")},
    "a float": HEADER | {"version": 1.0},
    "true": HEADER | {"seed": True},
    "format": HEADER | {"borderpost": 10**400},
    "nesting": b'{"borderpost":' + b"[" * 100_000 + b"]" * 100_000 + b"}",
    "objects": b'{"borderpost":' + b'{"a":' * 100_000 + b"1" + b"}" * 100_000 + b"}",
    "settings": HEADER | {"settings": {"a": ["b"]}},
    "a list": HEADER | {"settings": ["a"]},
    "continues": HEADER | {"continues": "../../x"},
    "too long": HEADER | {"handle": "a" * lines.LONGEST_LINE},
}


@pytest.mark.parametrize("name", BAD_HEADERS)
def test_a_header_of_strange_values_is_no_run(tmp_path: Path, name: str) -> None:
    found = read(tmp_path, forged([BAD_HEADERS[name], GO]))
    assert found.header is None
    assert found.problems


BAD_RECORDS: dict[str, dict[str, Any] | bytes] = {
    "itself": GO | {"after": 1},
    "ahead": GO | {"after": 7},
    "back": GO | {"after": -1},
    "a goto ahead": {"n": 1, "goto": 9},
    "a note ahead": {"n": 1, "after": 5, "note": "text", "data": {}},
    "a note of numbers": {"n": 1, "after": 0, "note": "text", "data": {"a": 1}},
    "a number twice": b'{"n":9,"n":2,"goto":0}',
    "digits": b'{"n":1,"goto":' + b"9" * 5000 + b"}",
    "nesting": b'{"n":1,"x":' + b"[" * 100_000 + b"]" * 100_000 + b"}",
    "no record": {"n": 1},
}


@pytest.mark.parametrize("name", BAD_RECORDS)
def test_a_record_that_points_nowhere_ends_the_run_before_it(tmp_path: Path, name: str) -> None:
    found = read(tmp_path, forged([HEADER, BAD_RECORDS[name]]))
    assert found.records == ()
    assert found.damage is not None
    assert found.damage.line == 2


@pytest.mark.parametrize(
    "handle",
    ["../../x", "CON", "nul", "a\0b", "a" * 900_000, "", "...", "\ud800", "x\x1b[31m", "/"],
)
def test_a_run_of_any_handle_goes_on_in_a_file_with_a_sound_name(
    tmp_path: Path, handle: str
) -> None:
    program = program_of(tmp_path / "story")
    path = tmp_path / "from.jsonl"
    path.write_bytes(forged([HEADER | {"story": "pass", "handle": handle}]))
    shelf = Shelf(tmp_path / "saves")
    with shelf.open(path, program) as saved:
        name = saved.path.name
        assert saved.path.parent == shelf.folder
    assert name.startswith("pass-")
    assert name.isascii()
    assert set(name) <= set("abcdefghijklmnopqrstuvwxyz0123456789-_.")
    assert len(name) < 200
    assert obeyed(shelf.summary(path).handle) == []
    assert not (tmp_path / "x.jsonl").exists()


def test_a_seed_of_any_size_is_replayed(tmp_path: Path) -> None:
    program, _ = kept(tmp_path)
    for seed in (-(10**30), 10**4000):
        header = HEADER | {"story": "pass", "seed": seed}
        followed = follow(read(tmp_path, forged([header])), program)
        assert followed.run.seed == seed


def test_a_log_is_bounded_and_what_is_within_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program, path = kept(tmp_path)
    whole = read_log(path)
    monkeypatch.setattr(stored, "LARGEST_LOG", whole.size - 1)
    cut = read_log(path)
    assert cut.records == whole.records[:-1]
    assert cut.damage is not None
    assert "no run needs" in str(cut.damage)
    monkeypatch.undo()
    monkeypatch.setattr(log, "LARGEST_LOG", whole.size + 10)
    with Log(path) as open_log, pytest.raises(LogProblem, match="no more than"):
        open_log.append(whole.entries[-1]._replace(record=whole.records[-1]._replace(number=7)))
    assert path.stat().st_size == whole.size
    assert follow(read_log(path), program).status == "intact"


def test_titles_without_end_leave_a_run_that_can_be_gone_on_with(tmp_path: Path) -> None:
    text = SMALL.replace("title: Small", f"title: {'T' * 900_000}")
    text = text.replace("title: The gate", f"title: {'G' * 900_000}")
    program = program_of(tmp_path / "story", text.replace("title: Over", f"title: {'O' * 900_000}"))
    shelf = Shelf(tmp_path / "saves")
    with shelf.start(program, {}, 1) as saved:
        play(saved.run, ["gate.go"])
    with shelf.open(saved.path, program) as again:
        assert again.status == "intact"
        assert again.run.finished


# Files that are none


@pytest.fixture
def here(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Here:
    """A working folder with a small story in it."""
    story_in(tmp_path / "small", SMALL)
    (tmp_path / "runs").mkdir()
    return Here(tmp_path, monkeypatch, capsys)


def a_pipe(path: Path) -> None:
    os.mkfifo(path)


def a_device(path: Path) -> None:
    path.symlink_to("/dev/zero")


def a_ring(path: Path) -> None:
    path.symlink_to(path)


def a_folder(path: Path) -> None:
    path.mkdir()


def a_socket(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as made:
        made.bind(path.name)


def a_void(path: Path) -> None:
    path.write_bytes(b"")
    os.truncate(path, 2 << 30)


@pytest.mark.skipif(sys.platform == "win32", reason="no such files here")
@pytest.mark.parametrize("make", [a_pipe, a_device, a_ring, a_folder, a_socket, a_void])
def test_what_is_no_file_of_ours_is_told(
    here: Here, monkeypatch: pytest.MonkeyPatch, make: Callable[[Path], None]
) -> None:
    monkeypatch.chdir(here.folder / "runs")  # the name of a socket is short
    make(here.folder / "runs" / "x.jsonl")
    monkeypatch.chdir(here.folder)
    for call in (["replay", "runs/x.jsonl", "small"],
                 ["play", "small", "--plain", "--resume", "runs/x.jsonl", "--saves", "s"],
                 ["play", "small", "--plain", "--resume", "x", "--saves", "runs"],
                 ["debrief", "runs", "--story", "small", "--format", "md"],
                 ["debrief", "runs/x.jsonl", "--story", "small", "--format", "md"]):  # fmt: skip
        answer = here.run(*call)
        assert answer.code in {1, 2}, call
        assert answer.err.startswith("borderpost: There is no ") or "no saved run" in answer.err
        assert "fault of" not in answer.err
    answer = here.run("diff", "small", "small", "--saves", "runs")
    assert "none of this story is there" in answer.out


@pytest.mark.skipif(sys.platform == "win32", reason="no such file here")
def test_a_written_play_without_end_is_told(here: Here) -> None:
    answer = here.run("play", "small", "--plain", "--replay", "/dev/zero", "--saves", "s")
    assert answer.code == 2
    assert "more than 4 MiB" in answer.err
    (here.folder / "long.txt").write_bytes(b"")
    os.truncate(here.folder / "long.txt", 3 << 30)
    assert "more than 4 MiB" in here.run("play", "small", "--plain", "--replay", "long.txt").err


def test_texts_of_a_run_are_cleaned_before_anybody_sees_them() -> None:
    assert clean("a\x1b[31mb\x9b2J\u202e\x00") == "ab"
