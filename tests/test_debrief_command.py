"""`borderpost debrief`: every form, every place, and whatever lies in the folder of a class."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from borderpost.saves.stored import read_log
from tests.debrief.cohort.classes import of_newer_format
from tests.program import run_borderpost
from tests.working_folder import PLAY, Answer, Here

FORMS = ("html", "md", "csv", "json", "xapi")

needs_unix = pytest.mark.skipif(sys.platform == "win32", reason="such files are Unix's")


@pytest.fixture
def here(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Here:
    """A working folder with a class of five in it, and a run on the shelf `saves`."""
    folder = Here(tmp_path, monkeypatch, capsys)
    assert folder.run("simulate", "mine", "--save-to", "class", "--runs", "5").code == 0
    assert folder.run(*PLAY, stdin="1\n1\n").code == 0
    return folder


def paths(here: Here) -> list[Path]:
    return sorted((here.folder / "class").glob("*.jsonl"))


def done(answer: Answer, told: str = "") -> str:
    assert (answer.code, answer.err) == (0, told), answer.err
    return answer.out


def refused(answer: Answer, code: int, *words: str) -> None:
    """Ended with a code, and with words that say why, in sentences."""
    assert answer.code == code, answer.out + answer.err
    for each in words:
        assert each in answer.err
    assert answer.err.startswith("borderpost: ")
    assert answer.err.endswith(".\n")


# --- Forms ---------------------------------------------------------------------------------------


def test_a_class_as_a_page(here: Here) -> None:
    out = done(here.run("debrief", "class"))
    assert out == "5 runs of “Mine”, 5 of them to an ending: mine-debrief.html\n"
    page = (here.folder / "mine-debrief.html").read_text("utf-8")
    assert "Debrief of a class" in page
    assert "<b>5</b><span>runs</span>" in page


def test_one_run_as_a_page_of_its_own(here: Here) -> None:
    out = done(here.run("debrief", paths(here)[0], "--out", "one.html"))
    assert out == "1 run of “Mine”, played to an ending: one.html\n"
    page = (here.folder / "one.html").read_text("utf-8")
    assert "Debrief of a run" in page
    assert "Debrief of a class" not in page


def test_a_run_by_its_handle(here: Here) -> None:
    handle = here.handle()
    out = done(here.run("debrief", handle, "--saves", "saves", "--format", "md"))
    assert handle.replace("-", "\\-") in out or handle in out
    refused(here.run("debrief", handle), 2, "nor a saved run of this name", handle)


def test_a_handle_and_a_folder_are_one_class(here: Here) -> None:
    out = done(here.run("debrief", here.handle(), "class", "--saves", "saves"))
    assert out.startswith("6 runs of “Mine”")


def test_a_run_that_is_not_finished(here: Here) -> None:
    assert here.run(*PLAY[:4], "half", *PLAY[5:], stdin="1\n").code == 0
    out = done(here.run("debrief", "half"))
    assert out == "1 run of “Mine”, not finished: mine-debrief.html\n"


def test_as_a_text_to_the_output(here: Here) -> None:
    out = done(here.run("debrief", "class", "--format", "md"))
    assert out.startswith("# Mine: debrief of a class\n\n5 runs, 5 came to an ending.\n")
    assert done(here.run("debrief", "class", "--format", "md", "--out", "-")) == out
    assert "5 runs" in done(here.run("debrief", "class", "--format", "md", "--out", "a.md"))
    assert (here.folder / "a.md").read_text("utf-8") == out


def test_a_page_to_the_output(here: Here) -> None:
    out = done(here.run("debrief", "class", "--out", "-"))
    assert out.startswith("<!doctype html>\n")
    assert out.rstrip().endswith("</html>")
    assert not (here.folder / "mine-debrief.html").exists()


def test_as_tables(here: Here) -> None:
    out = done(here.run("debrief", "class", "--format", "csv"))
    assert out.startswith("5 runs of “Mine”")
    files = sorted((here.folder / "mine-debrief").iterdir())
    assert {"runs.csv", "decisions.csv"} <= {path.name for path in files}
    with (here.folder / "mine-debrief" / "runs.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {row["file"] for row in rows} == {path.name for path in paths(here)}
    done(here.run("debrief", "class", "--format", "csv", "--out", "deep/tables"))
    assert (here.folder / "deep" / "tables" / "runs.csv").is_file()


def test_as_json(here: Here) -> None:
    here.write("class/notes.txt", "x")
    answer = here.run("debrief", "class", "--format", "json")
    out = done(answer, "borderpost: No saved run: notes.txt.\n")
    data = json.loads(out)
    assert len(data["runs"]) == data["class"]["runs"] == 5
    assert [each["file"] for each in data["left_out"]] == ["notes.txt"]
    told = here.run("debrief", "class", "--format", "json", "--out", "a.json")
    assert told.out == "5 runs of “Mine”, 5 of them to an ending: a.json\n"
    assert told.err == answer.err
    assert (here.folder / "a.json").read_text("utf-8") == out


def test_as_statements(here: Here) -> None:
    out = done(here.run("debrief", "class", "--format", "xapi"))
    statements = [json.loads(line) for line in out.splitlines()]
    assert len({each["id"] for each in statements}) == len(statements)
    finished = [each for each in statements if each["verb"]["id"].endswith("/completed")]
    assert len(finished) == 5
    done(here.run("debrief", "class", "--format", "xapi", "--out", "a.jsonl"))
    done(here.run("debrief", "class", "--format", "xapi", "--out", "a.jsonl"))
    assert len((here.folder / "a.jsonl").read_text("utf-8").splitlines()) == len(statements)


def test_the_same_class_is_the_same_page(here: Here) -> None:
    for form in FORMS[:2]:
        first, again = (here.run("debrief", "class", "--format", form, "--out", "-") for _ in "ab")
        assert first.out == again.out


# --- What lies in the folder ---------------------------------------------------------------------


def test_what_is_left_out_is_told_and_the_rest_debriefed(here: Here) -> None:
    first, second, third, fourth, _ = paths(here)
    here.write("class/again/copy.jsonl", first.read_bytes())
    lines = second.read_bytes().splitlines(keepends=True)
    second.write_bytes(b"".join(lines) + b'{"n":%d,"act' % len(lines))
    of_newer_format(third)
    fourth.write_bytes(fourth.read_bytes().replace(b'"said"', b'"SAID"', 1))
    here.write("class/photo.jpg", bytes(range(256)))
    here.write("class/empty.jsonl", "")
    answer = here.run("debrief", "class")
    assert answer.code == 0
    # The changed one has nothing left that was decided.
    assert answer.out.startswith("3 runs of “Mine”")
    told = answer.err.splitlines()
    assert all(line.startswith("borderpost: ") for line in told)
    for words in (
        "2 files are no saved runs: empty.jsonl, photo.jpg.",
        f"of a newer borderpost (format 99; this one reads 1) (1 file): {third.name}.",
        "another file holds the same run, as far or further (1 file): ",
        f"Left out, nothing is decided in it (1 file): {fourth.name}.",
        f"its last line was cut short; all before it counts (1 file): {second.name}.",
    ):
        assert sum(words in line for line in told) == 1, (words, told)
    page = (here.folder / "mine-debrief.html").read_text("utf-8")
    for name in ("empty.jsonl", "photo.jpg", second.name, third.name, fourth.name):
        assert name in page


@pytest.mark.parametrize("form", FORMS)
def test_a_folder_without_a_run(here: Here, form: str) -> None:
    (here.folder / "none").mkdir()
    refused(here.run("debrief", "none", "--format", form), 1, "no saved run here that can be")
    here.write("none/a.txt", "x")
    answer = here.run("debrief", "none", "--format", form)
    refused(answer, 1, "No saved run: a.txt.", "Name saved runs, or the folder")
    assert answer.out == ""


@pytest.mark.parametrize("form", FORMS)
def test_a_run_in_which_nothing_was_decided_writes_nothing(here: Here, form: str) -> None:
    path = paths(here)[0]
    here.write("bare/a.jsonl", path.read_bytes().splitlines(keepends=True)[0])
    before = set(here.folder.iterdir())
    answer = here.run("debrief", "bare", "--format", form)
    refused(answer, 1, "nothing is decided in it (1 file): a.jsonl.")
    assert answer.out == ""
    assert set(here.folder.iterdir()) == before


def test_names_that_name_nothing(here: Here) -> None:
    refused(here.run("debrief", "nowhere"), 2, "no file or folder 'nowhere'")
    refused(here.run("debrief", "n" * 5000), 2, "nor a saved run of this name")
    refused(here.run("debrief", "class", "a\x1b[31mb"), 2)
    assert here.run("debrief").code == 2


def test_runs_of_another_story(here: Here) -> None:
    lakkon = here.run("simulate", "lakkon", "--save-to", "class", "--runs", "2")
    assert lakkon.code == 0
    answer = here.run("debrief", "class")
    assert answer.out.startswith("5 runs of “Mine”")
    assert "a run of another story, “Lakkon” (2 files)" in answer.err
    asked = here.run("debrief", "class", "--story", "lakkon")
    assert asked.out.startswith("2 runs of “Lakkon”")
    assert "a run of another story, “Mine” (5 files)" in asked.err
    for path in paths(here):
        if path.name.startswith("lakkon"):
            path.unlink()
    refused(
        here.run("debrief", "class", "--story", "lakkon"), 1, "no saved run", "“Mine” (5 files)"
    )


def test_a_story_that_is_not_found(here: Here, monkeypatch: pytest.MonkeyPatch) -> None:
    (here.folder / "away").mkdir()
    monkeypatch.chdir(here.folder / "away")
    refused(here.run("debrief", "../class"), 2, "'mine', which is none of those found", "--story")
    done(here.run("debrief", "../class", "--story", "../mine"))
    refused(here.run("debrief", "../class", "--story", "../nowhere"), 2)
    told = here.run("debrief", "../class", "--story", "../broken")
    assert told.code == 1
    assert "cannot be debriefed" in told.err


# --- Places --------------------------------------------------------------------------------------


def test_a_page_is_written_again_but_nothing_of_somebody_else(here: Here) -> None:
    for _ in "ab":
        done(here.run("debrief", "class"))
    here.write("mine-debrief.html", "<p>Mine.</p>")
    refused(here.run("debrief", "class"), 1, "did not write", "--out FILE")
    assert (here.folder / "mine-debrief.html").read_text("utf-8") == "<p>Mine.</p>"
    done(here.run("debrief", "class", "--out", "mine-debrief.html"))


@pytest.mark.parametrize("form", FORMS)
def test_places_where_nothing_can_be_written(here: Here, form: str) -> None:
    here.write("file", "x")
    before = set(here.folder.rglob("*"))
    for out in ("file/page", "nowhere/below/page") if form != "csv" else ("file", "file/page"):
        answer = here.run("debrief", "class", "--format", form, "--out", out)
        refused(answer, 1, "cannot be written", "--out" if form != "csv" else "another folder")
        assert answer.out == ""
    refused(here.run("debrief", "class", "--format", form, "--out", ""), 2, "No file was named")
    refused(here.run("debrief", "class", "--format", form, "--out", " "), 2, "No file was named")
    assert set(here.folder.rglob("*")) == before


@pytest.mark.parametrize("form", ["html", "md", "json", "xapi"])
def test_a_folder_and_a_run_are_no_place_for_a_page(here: Here, form: str) -> None:
    run = paths(here)[0]
    held = run.read_bytes()
    refused(here.run("debrief", "class", "--format", form, "--out", "class"), 1, "is a folder")
    refused(here.run("debrief", "class", "--format", form, "--out", run), 1, "is a saved run")
    assert run.read_bytes() == held
    assert not read_log(run).problems


def test_tables_do_not_go_to_the_output(here: Here) -> None:
    answer = here.run("debrief", "class", "--format", "csv", "--out", "-")
    refused(answer, 2, "cannot go to the output")
    assert not (here.folder / "-").exists()


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root writes all")
def test_a_folder_that_may_not_be_written(here: Here) -> None:
    (here.folder / "shut").mkdir(mode=0o500)
    refused(here.run("debrief", "class", "--out", "shut/page.html"), 1, "permission denied")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no such device")
@pytest.mark.parametrize("form", ["html", "json"])
def test_a_full_disk_is_said_and_the_device_stays_one(here: Here, form: str) -> None:
    answer = here.run("debrief", "class", "--format", form, "--out", "/dev/full")
    refused(answer, 1, "cannot be written: no space left on device")
    assert Path("/dev/full").is_char_device()
    assert not list(Path("/dev").glob(".borderpost-*"))


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no such device")
def test_an_output_that_is_full(here: Here) -> None:
    with Path("/dev/full").open("w") as full:
        ended = subprocess.run(
            [sys.executable, "-m", "borderpost", "debrief", "class", "--format", "json"],
            stdout=full,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            cwd=here.folder,
            check=False,
            timeout=120,
        )
    assert ended.returncode == 1
    assert "cannot be written" in ended.stderr
    assert "Traceback" not in ended.stderr


@needs_unix
@pytest.mark.parametrize("form", ["md", "json", "xapi", "html"])
def test_nobody_who_reads_on_is_no_fault(here: Here, form: str) -> None:
    command = [sys.executable, "-m", "borderpost", "debrief", "class", "--format", form]
    with subprocess.Popen(
        [*command, "--out", "-"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=here.folder,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(120) == 0


def test_its_help_has_an_example(here: Here) -> None:
    answer = here.run("debrief", "--help")
    assert answer.code == 0
    assert "borderpost debrief class" in answer.out


def test_a_form_that_is_not_there(here: Here) -> None:
    answer = here.run("debrief", "class", "--format", "pdf")
    assert answer.code == 2
    assert "pdf" in answer.err


@pytest.mark.slow
def test_a_class_of_thirty_as_its_teacher_would(tmp_path: Path) -> None:
    """With the story that ships, in processes of its own: each form is whole, and agrees."""
    assert run_borderpost("simulate", "--save-to", "class", cwd=tmp_path).returncode == 0
    told = run_borderpost("debrief", "class", cwd=tmp_path)
    assert (told.returncode, told.stderr) == (0, "")
    assert told.stdout == "30 runs of “Lakkon”, 30 of them to an ending: lakkon-debrief.html\n"
    data = json.loads(run_borderpost("debrief", "class", "--format", "json", cwd=tmp_path).stdout)
    page = (tmp_path / "lakkon-debrief.html").read_text("utf-8")
    text = run_borderpost("debrief", "class", "--format", "md", cwd=tmp_path).stdout
    for split in data["class"]["splits"]:
        assert sum(way["bar"]["n"] for way in split["ways"]) == split["times"]
        assert f"{split['number']}. {split['title']}" in page
        assert split["title"] in text
    ends = [each["ending"]["id"] for each in data["runs"]]
    assert sum(bar["n"] for bar in data["class"]["endings"]) == len(ends) == 30
