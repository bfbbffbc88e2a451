"""Pages as files: whole or not at all, and never at the cost of what somebody else wrote."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import pytest

from borderpost.debrief.pages.files import PageNotWritten, put_page, put_pieces
from tests.debrief.cohort.classes import of_newer_format, saved

PAGE = '<meta name="generator" content="borderpost 1">\nA page.\n'

needs_unix = pytest.mark.skipif(sys.platform == "win32", reason="such files are Unix's")


def test_a_page_is_written_and_replaced(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    put_page(path, PAGE, named=False)
    put_page(path, PAGE + "é\ud800\r\n", named=False)
    assert path.read_bytes() == (PAGE + "é?\r\n").encode()
    assert [*tmp_path.iterdir()] == [path]


def test_what_somebody_else_wrote_is_replaced_only_by_name(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text("Mine.", "utf-8")
    with pytest.raises(PageNotWritten, match="did not write"):
        put_page(path, PAGE, named=False)
    assert path.read_text("utf-8") == "Mine."
    put_page(path, PAGE, named=True)
    assert path.read_text("utf-8") == PAGE


def test_a_page_far_inside_another_file_does_not_make_it_ours(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text("x" * 5000 + PAGE, "utf-8")
    with pytest.raises(PageNotWritten):
        put_page(path, PAGE, named=False)


def test_a_saved_run_or_a_story_is_never_replaced(tmp_path: Path) -> None:
    run, newer = saved(tmp_path), saved(tmp_path, seed=2)
    of_newer_format(newer)
    story = tmp_path / "story.yaml"
    story.write_text("story: {}\n", "utf-8")
    for path in (run, newer, story):
        before = path.read_bytes()
        with pytest.raises(PageNotWritten, match="is a saved run, or a part of a story"):
            put_page(path, PAGE, named=True)
        assert path.read_bytes() == before


def test_until_all_pieces_are_there_the_old_file_stays(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    put_page(path, PAGE, named=True)

    def pieces() -> Iterator[str]:
        yield "new " * 100_000
        assert path.read_text("utf-8") == PAGE
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        put_pieces(path, pieces())
    assert path.read_text("utf-8") == PAGE
    assert [*tmp_path.iterdir()] == [path]


def test_where_it_cannot_be_written_it_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "page.html"
    put_page(path, PAGE, named=True)

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(PageNotWritten, match="cannot be written: no space") as told:
        put_page(path, "new", named=True)
    assert told.value.mend.startswith("free some room on the disk")
    assert path.read_text("utf-8") == PAGE
    assert [*tmp_path.iterdir()] == [path]


@pytest.mark.parametrize("name", ["", "nowhere/page.html", "file/page.html", "n" * 300])
@pytest.mark.parametrize("named", [True, False])
def test_places_where_no_file_can_be(tmp_path: Path, name: str, *, named: bool) -> None:
    (tmp_path / "file").write_text("x", "utf-8")
    with pytest.raises(PageNotWritten):
        put_page(tmp_path / name, PAGE, named=named)


@needs_unix
def test_a_link_stays_and_what_it_leads_to_is_written(tmp_path: Path) -> None:
    there, link = tmp_path / "there" / "page.html", tmp_path / "link.html"
    there.parent.mkdir()
    there.write_text("old", "utf-8")
    link.symlink_to(there)
    put_page(link, PAGE, named=True)
    assert link.is_symlink()
    assert there.read_text("utf-8") == PAGE


@needs_unix
def test_a_link_to_nowhere_is_not_ours(tmp_path: Path) -> None:
    link = tmp_path / "link.html"
    link.symlink_to(tmp_path / "nowhere")
    with pytest.raises(PageNotWritten, match="did not write"):
        put_page(link, PAGE, named=False)
    assert link.is_symlink()


@needs_unix
def test_a_pipe_is_written_into_and_stays(tmp_path: Path) -> None:
    pipe, heard = tmp_path / "pipe", list[str]()
    os.mkfifo(pipe)
    reader = Thread(target=lambda: heard.append(pipe.read_text("utf-8")), daemon=True)
    reader.start()
    put_page(pipe, PAGE, named=True)
    reader.join(30)
    assert heard == [PAGE]
    assert stat.S_ISFIFO(pipe.stat().st_mode)
