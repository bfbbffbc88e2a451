"""Disks and file systems that do otherwise than those of a usual Linux."""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path

import pytest

from borderpost.engine.program import Program
from borderpost.saves import folder as folder_module
from borderpost.saves.lines import Entry
from borderpost.saves.log import create_log
from borderpost.saves.placing import placed
from borderpost.saves.problem import LogProblem, LogVanished
from borderpost.saves.shelf import Shelf
from borderpost.saves.stored import read_log
from borderpost.saves.syncing import sync_file, sync_folder
from borderpost.story.files import files_beside_main
from borderpost.story.load import load_story
from tests.saves.small import STORY, program_of
from tests.saves.test_lines import HEADER
from tests.saves.test_log import RECORDS
from tests.stories import play

fcntl = pytest.importorskip("fcntl")

FULL_SYNC = 51
"""What a Mac calls F_FULLFSYNC."""


@pytest.fixture
def program(tmp_path: Path) -> Program:
    return program_of(tmp_path / "story")


# --- A Mac's drives -----------------------------------------------------------------------------


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A Mac, and what it is asked about files, in order."""
    found: list[str] = []
    monkeypatch.setattr(sys, "platform", "darwin")
    monkeypatch.setattr(fcntl, "F_FULLFSYNC", FULL_SYNC, raising=False)
    monkeypatch.setattr(os, "fsync", lambda _: found.append("fsync"))

    def answer(_: int, what: int) -> int:
        found.append("full" if what == FULL_SYNC else str(what))
        return 0

    monkeypatch.setattr(fcntl, "fcntl", answer)
    return found


def test_a_mac_is_asked_to_put_each_step_down_on_the_drive(
    tmp_path: Path, asked: list[str]
) -> None:
    with create_log(tmp_path / "a.jsonl", HEADER) as log:
        assert asked == ["fsync", "full"] * 2, "the file, and the folder it is named in"
        asked.clear()
        log.append(Entry(RECORDS[0]))
    assert asked == ["fsync", "full"]


@pytest.mark.parametrize("number", [errno.ENOTSUP, errno.EINVAL, errno.ENOTTY])
def test_a_mac_whose_disk_cannot_do_that_has_synced_all_the_same(
    tmp_path: Path, asked: list[str], monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(fcntl, "fcntl", refuse)
    with create_log(tmp_path / "a.jsonl", HEADER) as log:
        log.append(Entry(RECORDS[0]))
    assert asked == ["fsync"] * 3
    assert read_log(tmp_path / "a.jsonl").records == RECORDS[:1]


def test_what_a_mac_cannot_write_is_told(
    tmp_path: Path, asked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: int) -> None:
        raise OSError(errno.EIO, "Input/output error")

    with create_log(tmp_path / "a.jsonl", HEADER) as log:
        monkeypatch.setattr(os, "fsync", fail)
        with pytest.raises(LogProblem, match="input/output error"):
            log.append(Entry(RECORDS[0]))
    assert read_log(tmp_path / "a.jsonl").records == ()


def test_elsewhere_no_mac_is_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr(fcntl, "fcntl", never)
    path = tmp_path / "file"
    with path.open("wb") as file:
        sync_file(file.fileno())


def test_a_folder_that_cannot_be_opened_needs_no_sync(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.open

    def as_windows(path: Path, flags: int, mode: int = 0o777) -> int:
        if Path(path).is_dir():
            raise PermissionError(errno.EACCES, "Permission denied")
        return real(path, flags, mode)

    monkeypatch.setattr(os, "open", as_windows)
    sync_folder(tmp_path)
    create_log(tmp_path / "a.jsonl", HEADER).close()


# --- File systems -------------------------------------------------------------------------------


def test_where_python_knows_no_links_runs_are_saved_and_nothing_is_replaced(
    tmp_path: Path, program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr(os, "link")  # Android's
    with Shelf(tmp_path / "saves").start(program, {}, 1) as saved:
        play(saved.run, ["gate.ask"])
    with pytest.raises(FileExistsError):
        create_log(saved.path, HEADER)
    assert len(read_log(saved.path).records) == 1
    assert placed(tmp_path / "copy", b"x", lambda _: False, 1)
    assert not placed(tmp_path / "copy", b"y", lambda _: False, 1)


def test_a_file_system_that_numbers_files_anew_keeps_a_run_in_one_file(
    tmp_path: Path, program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os.path, "samestat", lambda *_: False)
    with Shelf(tmp_path / "saves").start(program, {}, 1) as saved:
        play(saved.run, ["gate.ask", "office.back", "gate.ask"])
        saved.make_sure()
    assert len(read_log(saved.path).records) == 3
    assert list((tmp_path / "saves").iterdir()) == [saved.path]


def test_there_too_a_file_that_is_gone_is_missed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os.path, "samestat", lambda *_: False)
    path = tmp_path / "a.jsonl"
    with create_log(path, HEADER) as log:
        path.unlink()
        with pytest.raises(LogVanished):
            log.append(Entry(RECORDS[0]))


def test_a_part_that_someone_looks_into_stays_behind_and_the_run_is_saved(
    tmp_path: Path, program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(errno.EACCES, "The process cannot access the file")

    monkeypatch.setattr(Path, "unlink", refuse)
    with Shelf(tmp_path / "saves").start(program, {}, 1) as saved:
        play(saved.run, ["gate.ask"])
    assert placed(tmp_path / "copy", b"x", lambda _: False, 1)
    monkeypatch.undo()
    assert [run.handle for run in Shelf(tmp_path / "saves").runs()] == [saved.handle]


def test_a_main_file_in_large_letters_is_read_once_where_those_are_as_good(
    tmp_path: Path,
) -> None:
    program_of(tmp_path)
    os.link(tmp_path / "story.yaml", tmp_path / "Story.yaml")  # both names lead to one file
    loaded = load_story(tmp_path)
    assert loaded.story is not None, [found.message for found in loaded.diagnostics]


def test_another_file_in_large_letters_is_a_part_of_the_story(tmp_path: Path) -> None:
    head, scenes = STORY.split("scenes:\n")
    (tmp_path / "story.yaml").write_text(head, "utf-8")
    (tmp_path / "Story.yaml").write_text(f"scenes:\n{scenes}", "utf-8")
    loaded = load_story(tmp_path)
    assert loaded.story is not None, [found.message for found in loaded.diagnostics]


def test_windows_links_to_folders_are_not_followed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("acts", "elsewhere"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "more.yaml").touch()
    real = os.lstat

    class Junction:
        """What Windows says of one; Python before 3.12 takes it for a folder like others."""

        st_reparse_tag = 0xA0000003

    def lstat(path: str | Path) -> os.stat_result | Junction:
        return Junction() if Path(path).name == "elsewhere" else real(path)

    monkeypatch.setattr(os, "lstat", lstat)
    told: list[object] = []
    assert list(files_beside_main(tmp_path, told.append, told.append)) == ["acts/more.yaml"]
    assert told == []


# --- Folders ------------------------------------------------------------------------------------


def test_a_user_without_a_home_is_asked_for_a_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(folder_module, "__file__", "/borderpost/saves/folder.py")
    monkeypatch.setattr("platformdirs.user_data_path", lambda *_, **__: Path("~/.local/share"))
    with pytest.raises(LogProblem, match="no home folder") as caught:
        folder_module.default_folder()
    assert "--saves DIR" in caught.value.mend


def test_the_usual_folder_is_the_systems(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folder_module, "__file__", "/borderpost/saves/folder.py")
    monkeypatch.setattr("platformdirs.user_data_path", lambda *_, **__: tmp_path / "Lokale Daten")
    assert folder_module.default_folder() == tmp_path / "Lokale Daten" / "saves"
