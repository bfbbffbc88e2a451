"""The text of a run: all that was read and done, as Markdown that shows it and obeys nothing."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from borderpost.debrief.run.export import export
from borderpost.debrief.run.transcript import Known, literal, paragraphs, transcript
from borderpost.engine.actions import read_written
from borderpost.engine.run import Run
from borderpost.saves.problem import LogProblem
from borderpost.saves.shelf import SavedRun, Shelf
from borderpost.story.prose import parse_prose
from tests.saves.small import PLAY, program_of
from tests.stories import play

KNOWN = Known("amber-heron-17", "2026-05-03T14:02:11Z", "2026-05-03T14:40:00Z")


def written(prose: str) -> str:
    return "\n\n".join(paragraphs(parse_prose(prose)))


def shelved(folder: Path, items: tuple[str, ...] = PLAY) -> SavedRun:
    saved = Shelf(folder / "saves").start(program_of(folder), {}, 1)
    play(saved.run, items)
    return saved


def test_the_text_tells_what_was_read_and_done_in_order(tmp_path: Path) -> None:
    run = Run(program_of(tmp_path), {"length": "long"}, 1)
    play(run, PLAY)
    text = transcript(run, KNOWN)
    told = [
        "# The pass\n",
        "The run amber-heron-17, played from 2026-05-03 14:02 to 14:40 (UTC).",
        "length: long.",
        "## At the gate\n\nSnow on the road.",
        "→ **Is the road open? It is (fairly sure)**  \n→ **Ask the driver**",
        "## The office\n\nA stove and a ledger.",
        "→ **Go out again**",
        "→ **Pay him**\n\nMoney 4, was 6",
        "## Night\n\nIt is dark.\n\n→ **Continue**",
        "## Morning\n\nIt is light.",
        "## The ledger\n\n",
    ]
    places = [text.index(part) for part in told]
    assert places == sorted(places)
    assert "Here the run stands" not in text
    assert "\n\n\n" not in text


def test_a_run_that_is_not_finished_says_so_and_tells_only_the_present_way(tmp_path: Path) -> None:
    run = Run(program_of(tmp_path), {}, 1)
    play(run, PLAY)
    run.jump(0)
    run.act(read_written("gate.ask"))
    text = transcript(run, Known("amber-heron-17"))
    assert "The run amber-heron-17.\n" in text
    assert text.index("## The office") < text.index("*Here the run stands.*")
    assert "Pay him" not in text


@pytest.mark.parametrize(
    ("prose", "markdown"),
    [
        ("A *stove* and **two** ***logs***.", "A *stove* and **two** ***logs***."),
        ("> Pay here.\n>\n> No talk.\n\nSo.", "> Pay here.\n>\n> No talk.\n\nSo."),
        ("- one\n- two", "- one\n- two"),
        ("Above\n\n---\n\nBelow", "Above\n\n* * *\n\nBelow"),
        ("First  \nthen", "First  \nthen"),
        ("He said. [F1] [F2]", "He said. [F1] [F2]"),
        ("[F1](then)", "[F1]\\(then)"),
        ("[F1]: so", "[F1]\\: so"),
        ("# one", "\\# one"),
        ("> a # b", "> a # b"),
        ("> # b", "> \\# b"),
        ("1. May", "1\\. May"),
        ("2006 was cold.", "2006 was cold."),
        ("<b>x</b> & co &amp; `y`", "\\<b>x\\</b> & co \\&amp; \\`y\\`"),
        ("[here](http://x.org)", "[here]\\(http://x.org)"),
        ("snake_case _so_", "snake_case \\_so\\_"),
        ("a ~~b~~", "a \\~\\~b\\~\\~"),
        ("A\x1b[31mB\x07\u202eC", "ABC"),
        ("* * * *", "\\* \\* \\* \\*"),
    ],
)
def test_prose_becomes_markdown_that_shows_the_same(prose: str, markdown: str) -> None:
    assert written(prose) == markdown


@given(st.text(alphabet="ab \\`*_<>[]()#-+1.~&;:!|=\n\x1b\u202e", max_size=40))
def test_no_text_can_end_a_line_or_leave_a_mark_bare(text: str) -> None:
    line = literal(text)
    assert "\n" not in line
    assert "\x1b" not in line
    bare = line.replace("\\\\", "")
    for number, letter in enumerate(bare):
        assert letter not in "`*<" or bare[number - 1] == "\\"


def test_it_is_written_beside_the_run_and_written_again_in_its_place(tmp_path: Path) -> None:
    with shelved(tmp_path, PLAY[:2]) as saved:
        path = export(saved)
        assert path == tmp_path / "saves" / f"{saved.handle}.md"
        first = path.read_text("utf-8")
        assert "The office" in first
        play(saved.run, PLAY[2:])
        assert export(saved) == path
        assert "## Morning" in path.read_text("utf-8")
        assert sorted(p.suffix for p in path.parent.iterdir()) == [".jsonl", ".md"]


def test_what_someone_wrote_into_it_is_never_written_over(tmp_path: Path) -> None:
    with shelved(tmp_path) as saved:
        path = export(saved)
        noted = path.read_text("utf-8").replace("# The pass", "# My pass")
        path.write_text(noted, "utf-8")
        other = export(saved)
        assert other.name == f"{saved.handle}-2.md"
        assert export(saved) == other
        assert path.read_text("utf-8") == noted


@pytest.mark.parametrize("there", ["file", "empty", "folder", "link", "another run"])
def test_nothing_else_of_its_name_is_written_over(tmp_path: Path, there: str) -> None:
    with shelved(tmp_path) as saved, shelved(tmp_path / "other") as stranger:
        path = saved.path.parent / f"{saved.handle}.md"
        mine = tmp_path / "mine.md"
        mine.write_text("mine", "utf-8")
        match there:
            case "file":
                path.write_text("mine", "utf-8")
            case "empty":
                path.write_text("", "utf-8")
            case "folder":
                path.mkdir()
            case "link":
                path.symlink_to(mine)
            case _:
                path.write_bytes(export(stranger).read_bytes())
        before = path.read_bytes() if path.is_file() else b""
        assert export(saved).name == f"{saved.handle}-2.md"
        assert (path.read_bytes() if path.is_file() else b"") == before
        assert mine.read_text("utf-8") == "mine"


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="no such folder can be made here")
def test_a_folder_that_takes_nothing_is_told_with_the_mend(tmp_path: Path) -> None:
    with shelved(tmp_path) as saved:
        saved.path.parent.chmod(0o500)
        try:
            with pytest.raises(LogProblem) as told:
                export(saved)
        finally:
            saved.path.parent.chmod(0o700)
        assert "permission denied" in told.value.message
        assert "--saves DIR" in told.value.mend


def test_a_full_disk_leaves_the_earlier_text_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with shelved(tmp_path, PLAY[:2]) as saved:
        path = export(saved)
        before = path.read_bytes()
        play(saved.run, PLAY[2:])

        def full(_: int) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr("borderpost.saves.placing.os.fsync", full)
        with pytest.raises(LogProblem, match="no space left"):
            export(saved)
        monkeypatch.undo()
        assert path.read_bytes() == before
        assert sorted(p.suffix for p in path.parent.iterdir()) == [".jsonl", ".md"]


def test_a_run_whose_file_is_gone_can_still_be_written_down(tmp_path: Path) -> None:
    with shelved(tmp_path) as saved:
        saved.path.unlink()
        assert f"The run {saved.handle}.\n" in export(saved).read_text("utf-8")
