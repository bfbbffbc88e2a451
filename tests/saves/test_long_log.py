"""A long log is read once where it is listed and then opened, and anew wherever it may differ."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from borderpost.engine.records import Act
from borderpost.saves import stored
from borderpost.saves.lines import Entry, entry_line, header_line
from borderpost.saves.stored import AT_REST, LONG, StoredRun, read_log
from tests.saves.test_lines import HEADER
from tests.saves.test_log import RECORDS

ACT = next(record for record in RECORDS if isinstance(record, Act))


def long_log(records: int) -> bytes:
    line, chain = header_line(HEADER)
    lines = [line]
    for number in range(1, records + 1):
        record = ACT._replace(number=number, after=number - 1)
        line, chain = entry_line(Entry(record), chain)
        lines.append(line)
    return b"".join(lines)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A long log that has been left alone for a while."""
    path = tmp_path / "long.jsonl"
    path.write_bytes(long_log(LONG))
    age(path)
    return path


def age(path: Path, seconds: float = 10 * AT_REST) -> None:
    then = time.time() - seconds
    os.utime(path, (then, then))


@pytest.fixture
def readings(monkeypatch: pytest.MonkeyPatch) -> list[StoredRun]:
    """Every reading of a whole file."""
    monkeypatch.setattr(stored, "_KEPT", stored._LongLog())
    readings: list[StoredRun] = []
    real = stored._read

    def read(file: object) -> StoredRun:
        readings.append(real(file))  # type: ignore[arg-type]
        return readings[-1]

    monkeypatch.setattr(stored, "_read", read)
    return readings


def test_a_long_log_is_read_once(path: Path, readings: list[StoredRun]) -> None:
    assert read_log(path) is read_log(path)
    assert len(readings) == 1
    assert len(readings[0].entries) == LONG


def test_a_log_that_was_added_to_is_read_anew(path: Path, readings: list[StoredRun]) -> None:
    read_log(path)
    path.write_bytes(long_log(LONG + 1))
    assert len(read_log(path).entries) == LONG + 1
    age(path)
    assert len(read_log(path).entries) == LONG + 1
    assert len(readings) == 3


def test_a_log_changed_in_its_place_is_read_anew(path: Path, readings: list[StoredRun]) -> None:
    before = read_log(path)
    assert before.problems == ()
    data = bytearray(path.read_bytes())
    data[-30] ^= 1
    path.write_bytes(data)
    assert read_log(path).problems


def test_another_file_of_the_same_size_and_age_is_read(
    path: Path, readings: list[StoredRun]
) -> None:
    other = path.with_name("other.jsonl")
    other.write_bytes(path.read_bytes())
    age(other)
    assert read_log(path) is not read_log(other)
    assert len(readings) == 2


def test_what_was_written_just_now_is_not_relied_on(path: Path, readings: list[StoredRun]) -> None:
    path.touch()
    read_log(path)
    read_log(path)
    assert len(readings) == 2


def test_a_clock_that_went_back_is_not_relied_on(path: Path, readings: list[StoredRun]) -> None:
    age(path, -3600)
    read_log(path)
    read_log(path)
    assert len(readings) == 2


def test_short_logs_are_not_kept(path: Path, readings: list[StoredRun]) -> None:
    path.write_bytes(long_log(LONG - 1))
    age(path)
    read_log(path)
    read_log(path)
    assert len(readings) == 2
