"""Copies of runs in one folder: whole or not at all, and over nothing that is not the same run."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from borderpost.engine.actions import read_written
from borderpost.saves import placing
from borderpost.saves.collecting import Copies, NotCollected, make_folder, put_copy
from borderpost.saves.shelf import SavedRun, Shelf
from tests.saves.small import PLAY, program_of

FOLDER = "the class’s runs — класс"


@pytest.fixture
def saved(tmp_path: Path) -> Iterator[SavedRun]:
    """A run of the small story, begun."""
    program = program_of(tmp_path / "story")
    with Shelf(tmp_path / "saves").start(program, {}, 1) as saved:
        yield saved


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / FOLDER


def go_on(saved: SavedRun) -> None:
    """Play one step more."""
    saved.run.act(read_written(PLAY[len(saved.run.acts())]))


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def test_a_copy_has_the_name_of_the_run_and_all_of_it(saved: SavedRun, folder: Path) -> None:
    go_on(saved)
    path = put_copy(saved, folder)
    assert path == folder / f"pass-{saved.handle}.jsonl"
    assert files(folder) == {path.name: saved.path.read_bytes()}


def test_it_takes_the_place_of_an_earlier_one(saved: SavedRun, folder: Path) -> None:
    first = put_copy(saved, folder)
    before = first.read_bytes()
    go_on(saved)
    assert put_copy(saved, folder) == first
    assert put_copy(saved, folder) == first
    assert files(folder) == {first.name: saved.path.read_bytes()}
    assert first.read_bytes() != before


def _longer(data: bytes) -> bytes:
    return data + b"{}\n"


def _of_another_run(data: bytes) -> bytes:
    return data.replace(b'"seed":1', b'"seed":2')


def _torn_in_its_header(data: bytes) -> bytes:
    return data[:20]


def _no_run(_: bytes) -> bytes:
    return b"dear diary\n"


@pytest.mark.parametrize("make", [_longer, _of_another_run, _torn_in_its_header, _no_run])
def test_anything_else_is_left_alone(saved: SavedRun, folder: Path, make: object) -> None:
    assert callable(make)
    folder.mkdir()
    data = saved.path.read_bytes()
    other = make(data)
    assert other != data
    (folder / saved.path.name).write_bytes(other)
    path = put_copy(saved, folder)
    go_on(saved)
    assert put_copy(saved, folder) == path
    second = f"pass-{saved.handle}-2.jsonl"
    assert files(folder) == {second: saved.path.read_bytes(), saved.path.name: other}


@pytest.mark.skipif(not hasattr(os, "symlink"), reason="no links here")
def test_a_link_and_a_folder_of_that_name_are_left_alone(saved: SavedRun, folder: Path) -> None:
    folder.mkdir()
    elsewhere = folder.parent / "elsewhere.jsonl"
    elsewhere.write_bytes(saved.path.read_bytes())
    (folder / saved.path.name).symlink_to(elsewhere)
    (folder / f"pass-{saved.handle}-2.jsonl").mkdir()
    go_on(saved)
    assert put_copy(saved, folder).name == f"pass-{saved.handle}-3.jsonl"
    assert elsewhere.read_bytes() != saved.path.read_bytes()


def test_runs_may_be_collected_where_they_are_saved(saved: SavedRun) -> None:
    assert put_copy(saved, saved.path.parent) == saved.path
    go_on(saved)
    assert [path.name for path in saved.path.parent.iterdir()] == [saved.path.name]


@pytest.mark.parametrize("at", ["write", "fsync", "replace"])
def test_on_a_full_disk_the_earlier_copy_stays_and_no_part_is_left(
    saved: SavedRun, folder: Path, monkeypatch: pytest.MonkeyPatch, at: str
) -> None:
    path = put_copy(saved, folder)
    before = path.read_bytes()
    go_on(saved)
    full = OSError(errno.ENOSPC, "No space left on device")

    def fail(*_: object) -> None:
        raise full

    with monkeypatch.context() as patch:
        if at == "write":
            patch.setattr(placing, "write_whole", fail)
        elif at == "fsync":
            patch.setattr(os, "fsync", fail)
        else:
            patch.setattr(Path, "replace", fail)
        with pytest.raises(NotCollected) as caught:
            Copies(saved, folder).put()
    assert files(folder) == {path.name: before}
    assert "no space left on device" in caught.value.message
    assert str(saved.path) in caught.value.mend
    assert "safe" in caught.value.mend
    assert caught.value.code == 1
    go_on(saved)


def test_where_it_is_is_told_once(saved: SavedRun, folder: Path) -> None:
    copies = Copies(saved, folder)
    assert copies.put() == f"A copy is in {folder}"
    go_on(saved)
    assert copies.put() == ""


def test_a_folder_that_is_gone_is_made_again(saved: SavedRun, folder: Path) -> None:
    copies = Copies(saved, folder)
    copies.put()
    for path in folder.iterdir():
        path.unlink()
    folder.rmdir()
    copies.put()
    assert list(files(folder)) == [saved.path.name]


def test_a_run_whose_file_was_taken_away_is_written_anew_and_copied(
    saved: SavedRun, folder: Path
) -> None:
    go_on(saved)
    data = saved.path.read_bytes()
    saved.path.unlink()
    Copies(saved, folder).put()
    (copy,) = files(folder).values()
    assert copy == saved.path.read_bytes()
    assert copy.splitlines()[0] == data.splitlines()[0]


def test_the_folder_is_made_and_left_empty(folder: Path) -> None:
    make_folder(folder / "deep" / "er")
    make_folder(folder / "deep" / "er")
    assert files(folder / "deep" / "er") == {}


def test_a_folder_that_cannot_be_had_is_told_before_play(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder.write_text("I am a file.")
    with pytest.raises(NotCollected, match="it is a file") as caught:
        make_folder(folder)
    assert caught.value.mend == "choose another folder with --collect DIR"
    with pytest.raises(NotCollected):
        make_folder(folder / "below")
    assert folder.read_text() == "I am a file."

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(NotCollected, match="no space left") as caught:
        make_folder(folder.parent / "other")
    assert caught.value.mend.startswith("free some room there, or choose another folder")
    assert files(folder.parent / "other") == {}
