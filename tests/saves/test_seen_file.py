"""The file of what was read before: what others write into it, and how large it may grow."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from borderpost.saves import seen as seen_module
from borderpost.saves.seen import Seen, digest
from borderpost.story.prose import Paragraph, parse_prose

SNOW, STOVE, INK, ROAD = (
    parse_prose(text)[0] for text in ("Snow falls.", "A stove.", "Ink.", "A road.")
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "pass-seen.txt"


def line(paragraph: Paragraph) -> bytes:
    return digest(paragraph).encode() + b"\n"


def known(seen: Seen) -> list[bool]:
    return [seen.knows(each) for each in (SNOW, STOVE, INK, ROAD)]


def test_line_ends_of_another_system_are_read(tmp_path: Path, path: Path) -> None:
    path.write_bytes((line(SNOW) + line(STOVE)).replace(b"\n", b"\r\n"))
    assert known(Seen(tmp_path, "pass")) == [True, True, False, False]


@pytest.mark.parametrize("around", [b" %s", b"%s ", b"\r%s", b"%s\t", b"0%s", b"%s0", b"X%s"])
def test_a_line_with_more_on_it_than_a_digest_is_none(
    tmp_path: Path, path: Path, around: bytes
) -> None:
    path.write_bytes(around % digest(SNOW).encode() + b"\n" + line(STOVE))
    assert known(Seen(tmp_path, "pass")) == [False, True, False, False]


def test_what_another_run_adds_is_read_when_this_one_adds(tmp_path: Path, path: Path) -> None:
    one, other = Seen(tmp_path, "pass"), Seen(tmp_path, "pass")
    one.add([SNOW])
    assert not other.knows(STOVE)
    one.add([STOVE])
    assert not other.knows(STOVE)  # it is no reason to look at the file at every paragraph
    other.add([INK])
    assert known(other) == [True, True, True, False]
    assert path.read_bytes() == line(SNOW) + line(STOVE) + line(INK)


def test_a_line_that_another_run_was_in_the_middle_of_is_read_whole_later(
    tmp_path: Path, path: Path
) -> None:
    path.write_bytes(line(SNOW) + line(STOVE)[:5])
    seen = Seen(tmp_path, "pass")
    assert known(seen) == [True, False, False, False]
    path.write_bytes(line(SNOW) + line(STOVE))
    seen.add([INK])
    assert known(seen) == [True, True, True, False]
    assert path.read_bytes() == line(SNOW) + line(STOVE) + line(INK)


def test_a_long_line_without_an_end_costs_nothing(tmp_path: Path, path: Path) -> None:
    path.write_bytes(line(SNOW) + line(STOVE)[:-1] + b"0" * 100_000)
    seen = Seen(tmp_path, "pass")
    assert known(seen) == [True, False, False, False]
    with path.open("ab") as file:
        file.write(b"\n" + line(INK))
    seen.add([ROAD])
    assert known(seen) == [True, False, True, True]


def test_a_file_written_anew_and_shorter_is_read_from_its_start(tmp_path: Path, path: Path) -> None:
    path.write_bytes(line(SNOW) + line(SNOW) + b"abc")
    seen = Seen(tmp_path, "pass")
    assert known(seen) == [True, False, False, False]
    path.write_bytes(line(STOVE))
    seen.add([INK])
    assert known(seen) == [True, True, True, False]
    assert path.read_bytes() == line(STOVE) + line(INK)


def test_a_file_that_is_large_enough_is_not_added_to(
    tmp_path: Path, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(seen_module, "LARGEST", 2 * len(line(SNOW)))
    seen = Seen(tmp_path, "pass")
    seen.add([SNOW])
    seen.add([STOVE])
    again = Seen(tmp_path, "pass")
    again.add([INK])
    assert known(again) == [True, True, True, False]
    assert path.read_bytes() == line(SNOW) + line(STOVE)
    with path.open("ab") as file:
        file.write(line(ROAD))
    assert known(Seen(tmp_path, "pass")) == [True, True, False, False]
    again.add([ROAD])
    assert path.read_bytes() == line(SNOW) + line(STOVE) + line(ROAD)


def test_the_file_is_no_program(tmp_path: Path, path: Path) -> None:
    Seen(tmp_path, "pass").add([SNOW])
    assert not stat.S_IMODE(path.stat().st_mode) & 0o111
