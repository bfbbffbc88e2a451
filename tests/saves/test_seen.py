"""What was read before: remembered over runs and processes, and never in the way of play."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st

from borderpost.saves.seen import Seen, digest
from borderpost.saves.shelf import Shelf
from borderpost.story.prose import Paragraph, Span, parse_prose

SNOW, STOVE, INK = (parse_prose(text)[0] for text in ("Snow falls.", "A *stove*.", "Ink [F1]."))


def lines(folder: Path) -> list[str]:
    return (folder / "pass-seen.txt").read_text("ascii").splitlines()


def test_what_was_read_is_known_in_the_next_run_of_the_same_story(tmp_path: Path) -> None:
    seen = Seen(tmp_path, "pass")
    assert not seen.knows(SNOW)
    seen.add([SNOW, STOVE])
    assert seen.knows(SNOW)
    again = Seen(tmp_path, "pass")
    assert [again.knows(paragraph) for paragraph in (SNOW, STOVE, INK)] == [True, True, False]
    assert not Seen(tmp_path, "another").knows(SNOW)


def test_a_digest_is_of_the_words_a_reader_reads() -> None:
    assert digest(SNOW) == hashlib.sha256(b"Snow falls.").hexdigest()[:12]
    assert digest(parse_prose("A **stove**.")[0]) == digest(STOVE)
    assert digest(parse_prose("> Snow falls.")[0]) != digest(SNOW)
    assert len(digest(Paragraph("text", (Span("half a pair \ud800"),)))) == 12


def test_each_paragraph_takes_one_line_however_often_it_is_read(tmp_path: Path) -> None:
    one, other = Seen(tmp_path, "pass"), Seen(tmp_path, "pass")
    assert not one.knows(SNOW)
    assert not other.knows(SNOW)
    one.add([SNOW, STOVE, SNOW])
    other.add([SNOW, INK])
    one.add([INK, STOVE])
    assert lines(tmp_path) == [digest(SNOW), digest(STOVE), digest(INK)]


def test_a_line_cut_short_is_ignored_and_the_next_stays_whole(tmp_path: Path) -> None:
    Seen(tmp_path, "pass").add([SNOW, STOVE])
    path = tmp_path / "pass-seen.txt"
    os.truncate(path, path.stat().st_size - 4)
    seen = Seen(tmp_path, "pass")
    assert seen.knows(SNOW)
    assert not seen.knows(STOVE)
    seen.add([INK, STOVE])
    again = Seen(tmp_path, "pass")
    assert all(again.knows(paragraph) for paragraph in (SNOW, STOVE, INK))


@given(st.binary(max_size=200))
@settings(max_examples=60)
def test_whatever_the_file_holds_what_is_added_is_known(
    tmp_path_factory: pytest.TempPathFactory, junk: bytes
) -> None:
    folder = tmp_path_factory.mktemp("junk")
    (folder / "pass-seen.txt").write_bytes(junk)
    seen = Seen(folder, "pass")
    assert not seen.knows(STOVE)
    seen.add([SNOW])
    assert Seen(folder, "pass").knows(SNOW)
    assert (folder / "pass-seen.txt").read_bytes().startswith(junk)


def test_where_nothing_can_be_kept_it_is_known_for_the_time_being(tmp_path: Path) -> None:
    (tmp_path / "pass-seen.txt").mkdir()
    (tmp_path / "file").write_text("", "utf-8")
    for folder in (tmp_path, tmp_path / "nowhere", tmp_path / "file"):
        seen = Seen(folder, "pass")
        assert not seen.knows(SNOW)
        seen.add([SNOW])
        assert seen.knows(SNOW)
        assert not Seen(folder, "pass").knows(SNOW)


def test_a_pipe_in_its_place_is_not_waited_for(tmp_path: Path) -> None:
    if not hasattr(os, "mkfifo"):
        pytest.skip("no named pipes here")
    os.mkfifo(tmp_path / "pass-seen.txt")
    seen = Seen(tmp_path, "pass")
    seen.add([SNOW])
    assert seen.knows(SNOW)


def test_a_file_that_was_deleted_or_emptied_meanwhile_is_begun_anew(tmp_path: Path) -> None:
    seen = Seen(tmp_path, "pass")
    seen.add([SNOW])
    (tmp_path / "pass-seen.txt").unlink()
    seen.add([STOVE])
    (tmp_path / "pass-seen.txt").write_bytes(b"")
    seen.add([INK])
    assert lines(tmp_path) == [digest(INK)]
    assert all(seen.knows(paragraph) for paragraph in (SNOW, STOVE, INK))


def test_processes_that_add_at_once_lose_nothing(tmp_path: Path) -> None:
    script = """
import sys
from pathlib import Path
from borderpost.saves.seen import Seen
from borderpost.story.prose import parse_prose
seen = Seen(Path(sys.argv[1]), "pass")
for number in range(100):
    seen.add(parse_prose(f"{sys.argv[2]} {number}"))
"""
    workers = [
        subprocess.Popen([sys.executable, "-c", script, str(tmp_path), name])
        for name in ("one", "two")
    ]
    assert [worker.wait() for worker in workers] == [0, 0]
    seen = Seen(tmp_path, "pass")
    texts = [f"{name} {number}" for name in ("one", "two") for number in range(100)]
    assert all(seen.knows(parse_prose(text)[0]) for text in texts)
    assert len(lines(tmp_path)) == 200


def test_it_is_no_saved_run(tmp_path: Path) -> None:
    Seen(tmp_path, "pass").add([SNOW])
    assert Shelf(tmp_path).runs() == []
