"""Where the details of a fault of our own are kept."""

from __future__ import annotations

import tempfile
from pathlib import Path

import platformdirs
import pytest

from borderpost.plain.fault import FILE, keep_details


@pytest.fixture
def no_home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A system without a folder for logs; the folder where everybody may write."""

    def fail(*_: object, **__: object) -> Path:
        raise RuntimeError

    shared = tmp_path / "shared"
    shared.mkdir()
    monkeypatch.setattr(platformdirs, "user_log_path", fail)
    monkeypatch.setattr(tempfile, "tempdir", str(shared))
    return shared


def test_without_a_home_each_gets_a_file_of_its_own(no_home: Path) -> None:
    first, second = keep_details(ValueError("one")), keep_details(ValueError("two"))
    assert {first.parent, second.parent} == {no_home}
    assert "ValueError: one" in first.read_text("utf-8")
    assert "ValueError: two" in second.read_text("utf-8")


def test_a_link_that_somebody_put_there_is_not_followed(no_home: Path, tmp_path: Path) -> None:
    mine = tmp_path / "mine.txt"
    mine.write_text("Keep this.", "utf-8")
    (no_home / FILE).symlink_to(mine)
    assert keep_details(ValueError("one")) != no_home / FILE
    assert mine.read_text("utf-8") == "Keep this."


def test_where_nothing_can_be_written_it_says_so(
    no_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(no_home / "gone"))
    assert "nowhere" in str(keep_details(ValueError("one")))
