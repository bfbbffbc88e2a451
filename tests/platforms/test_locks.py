"""Locks as each system has them: where there are none, runs are played all the same."""

from __future__ import annotations

import errno
import importlib.util
import os
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from borderpost.saves import locks, log as log_module
from borderpost.saves.lines import Entry
from borderpost.saves.log import Log, create_log
from borderpost.saves.problem import LogChanged, RunInUse
from borderpost.saves.stored import read_log
from tests.saves.test_lines import HEADER
from tests.saves.test_log import RECORDS


class Msvcrt(ModuleType):
    """Windows' module, as far as it locks: one range of bytes, by number of descriptor."""

    LK_NBLCK = 2

    def __init__(self) -> None:
        super().__init__("msvcrt")
        self.error: OSError | None = None
        self.locked: list[tuple[int, int, int]] = []

    def locking(self, descriptor: int, mode: int, length: int) -> None:
        assert mode == self.LK_NBLCK
        if self.error is not None:
            raise self.error
        self.locked.append((descriptor, os.lseek(descriptor, 0, os.SEEK_CUR), length))


@pytest.fixture
def msvcrt(monkeypatch: pytest.MonkeyPatch) -> Msvcrt:
    """Windows, for modules imported from now on."""
    made = Msvcrt()
    monkeypatch.setitem(sys.modules, "msvcrt", made)
    monkeypatch.setattr(sys, "platform", "win32")
    return made


def anew(module: ModuleType) -> ModuleType:
    """A module as it is on the system that this is said to be."""
    assert module.__file__
    spec = importlib.util.spec_from_file_location(f"{module.__name__}_anew", module.__file__)
    assert spec
    assert spec.loader
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "pass-calm-owl-11.jsonl"
    with create_log(path, HEADER) as log:
        log.append(Entry(RECORDS[0]))
    return path


def test_windows_locks_a_byte_that_no_log_reaches(
    file: Path, msvcrt: Msvcrt, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(log_module, "lock", anew(locks).lock)
    with Log(file) as log:
        ((_, at, length),) = msvcrt.locked
        assert at > 2**30
        assert at + length <= 2**31, "more than Windows' function can count"
        log.append(Entry(RECORDS[1]))
    assert read_log(file).records == RECORDS[:2]
    assert not read_log(file).problems


@pytest.mark.parametrize(
    ("number", "is_played"),
    [(errno.EACCES, True), (errno.EINVAL, False), (errno.ENOSYS, False)],
)
def test_windows_tells_a_run_that_is_played_from_a_disk_without_locks(
    file: Path,
    msvcrt: Msvcrt,
    monkeypatch: pytest.MonkeyPatch,
    number: int,
    is_played: bool,
) -> None:
    monkeypatch.setattr(log_module, "lock", anew(locks).lock)
    msvcrt.error = OSError(number, os.strerror(number))
    if is_played:
        with pytest.raises(RunInUse, match="the run calm-owl-11 is being played already"):
            Log(file)
    else:
        Log(file).close()


def flock_that_says(number: int) -> Callable[[int, int], None]:
    def flock(_: int, __: int) -> None:
        raise OSError(number, os.strerror(number))

    return flock


@pytest.mark.skipif(sys.platform == "win32", reason="flock")
@pytest.mark.parametrize(
    ("number", "is_played"),
    [(errno.EWOULDBLOCK, True), (errno.ENOLCK, False), (errno.ENOTSUP, False)],
)
def test_where_a_file_system_has_no_locks_runs_are_played_without(
    file: Path, monkeypatch: pytest.MonkeyPatch, number: int, is_played: bool
) -> None:
    monkeypatch.setattr("fcntl.flock", flock_that_says(number))
    if is_played:
        with pytest.raises(RunInUse):
            Log(file)
    else:
        with Log(file) as log:
            log.append(Entry(RECORDS[1]))
        assert read_log(file).records == RECORDS[:2]


def test_two_who_play_one_run_without_locks_notice_it(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(log_module, "lock", lambda _: True)
    with Log(file) as first, Log(file) as second:
        first.append(Entry(RECORDS[1]))
        with pytest.raises(LogChanged):
            second.append(Entry(RECORDS[1]))
    assert read_log(file).records == RECORDS[:2]


def test_a_file_that_only_its_locker_may_read_is_played(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(Path, "open", refused)  # as file systems of Windows' servers do
    with Log(file) as log:
        assert log.stored.records == RECORDS[:1]
        log.append(Entry(RECORDS[1]))
    monkeypatch.setattr(log_module, "lock", lambda _: False)
    with pytest.raises(RunInUse, match=f"the run {file.stem} is being played already"):
        Log(file)
    monkeypatch.undo()
    assert read_log(file).records == RECORDS[:2]
