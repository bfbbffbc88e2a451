"""`borderpost guide`: where the pack goes, what is never replaced, and what is told."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.program import run_borderpost
from tests.stories import YARD


def test_the_pack_goes_into_a_file_named_after_the_story(tmp_path: Path) -> None:
    ran = run_borderpost("guide", cwd=tmp_path)
    assert (ran.returncode, ran.stderr) == (0, "")
    page = (tmp_path / "lakkon-guide.html").read_text("utf-8")
    told = "The teacher's pack is in lakkon-guide.html: open it in a browser to print it.\n"
    assert ran.stdout == told
    assert page.startswith("<!doctype html>")
    assert "What the lesson does not claim" in page


def test_a_pack_takes_the_place_of_an_older_one(tmp_path: Path) -> None:
    (tmp_path / "yard").mkdir()
    (tmp_path / "yard" / "story.yaml").write_text(YARD, "utf-8")
    assert run_borderpost("guide", "yard", cwd=tmp_path).returncode == 0
    older = tmp_path / "yard-guide.html"
    older.write_text(older.read_text("utf-8").replace("Handbook", "An older one"), "utf-8")
    assert run_borderpost("guide", "yard", cwd=tmp_path).returncode == 0
    assert "An older one" not in older.read_text("utf-8")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["yard", "yard-guide.html"]


def test_a_part_has_a_file_of_its_own_beside_the_whole(tmp_path: Path) -> None:
    assert run_borderpost("guide", cwd=tmp_path).returncode == 0
    whole = (tmp_path / "lakkon-guide.html").read_text("utf-8")
    ran = run_borderpost("guide", "--part", "sheets", "--part", "notes", cwd=tmp_path)
    assert "lakkon-guide-sheets-notes.html" in ran.stdout
    page = (tmp_path / "lakkon-guide-sheets-notes.html").read_text("utf-8")
    assert 'id="sheets"' in page
    assert 'id="handbook"' not in page
    assert (tmp_path / "lakkon-guide.html").read_text("utf-8") == whole


def test_what_somebody_else_wrote_is_not_replaced_unless_it_is_named(tmp_path: Path) -> None:
    notes = tmp_path / "lakkon-guide.html"
    notes.write_text("<p>My own notes.</p>", "utf-8")
    ran = run_borderpost("guide", cwd=tmp_path)
    assert (ran.returncode, ran.stdout) == (1, "")
    assert ran.stderr == (
        "borderpost: There is a file 'lakkon-guide.html' already that borderpost did not write. "
        "Name another with --out FILE.\n"
    )
    assert notes.read_text("utf-8") == "<p>My own notes.</p>"
    assert run_borderpost("guide", "--out", notes.name, cwd=tmp_path).returncode == 0
    assert "<p>My own notes.</p>" not in notes.read_text("utf-8")


def test_the_pack_can_go_to_the_output(tmp_path: Path) -> None:
    ran = run_borderpost("guide", "--out", "-", "--part", "notes", cwd=tmp_path)
    assert ran.returncode == 0
    assert ran.stdout.startswith("<!doctype html>")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("out", "told"),
    [
        ("folder", "'folder' is a folder. Name a file with --out FILE."),
        ("none/pack.html", "'none/pack.html' cannot be written: no such file or directory."),
        ("/", "'/' is a folder."),
        ("pack\x1b[31m.html/x", "cannot be written: no such file or directory."),
        ("x" * 300, "cannot be written: file name too long."),
    ],
)
def test_a_place_where_nothing_can_be_written_is_told(out: str, told: str, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    ran = run_borderpost("guide", "--part", "sheets", "--out", out, cwd=tmp_path)
    assert (ran.returncode, ran.stdout) == (1, "")
    assert told in ran.stderr
    assert "\x1b" not in ran.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["folder"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such device")
def test_an_output_that_is_full_is_told(tmp_path: Path) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("there is no /dev/full")
    import subprocess

    with Path("/dev/full").open("w") as full:
        ran = subprocess.run(
            [sys.executable, "-m", "borderpost", "guide", "--out", "-", "--part", "sheets"],
            stdout=full,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            timeout=120,
            check=False,
            cwd=tmp_path,
        )
    assert ran.returncode == 1
    assert ran.stderr == "borderpost: The output cannot be written: No space left on device.\n"


def test_an_unknown_part_is_told_with_those_there_are(tmp_path: Path) -> None:
    ran = run_borderpost("guide", "--part", "handbok", cwd=tmp_path)
    assert (ran.returncode, ran.stdout) == (2, "")
    assert ran.stderr == (
        "borderpost: The guide has no part 'handbok'; did you mean 'handbook'? Its parts: "
        "handbook, reported, cards, sheets, notes and paper.\n"
    )
    assert list(tmp_path.iterdir()) == []


def test_a_story_with_errors_is_told_and_nothing_written(tmp_path: Path) -> None:
    (tmp_path / "story.yaml").write_text(YARD.replace("then: over", "then: oevr"), "utf-8")
    ran = run_borderpost("guide", ".", cwd=tmp_path)
    assert ran.returncode == 1
    assert "did you mean 'over'?" in ran.stderr
    assert "has errors and cannot be printed" in ran.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["story.yaml"]


def test_the_help_names_the_parts_there_are() -> None:
    from borderpost.debrief.guide.pack import PARTS

    ran = run_borderpost("guide", "--help")
    assert ran.returncode == 0
    told = " ".join(ran.stdout.split())
    assert ", ".join(each.name for each in PARTS) in told
