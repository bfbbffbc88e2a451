"""The world around a run going wrong: folders, clocks, names, line ends, other processes."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from borderpost.engine.program import Program
from borderpost.saves.shelf import Shelf
from borderpost.saves.stored import read_log
from tests.crash.rounds import STORY, found, log_in, moves
from tests.stories import program_from
from tests.working_folder import Here

posix = pytest.mark.skipif(sys.platform == "win32", reason="as POSIX has it")


@pytest.fixture
def here(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Here:
    here = Here(tmp_path, monkeypatch, capsys)
    here.write("story/story.yaml", STORY)
    return here


@pytest.fixture
def program(tmp_path: Path) -> Program:
    return program_from(STORY, tmp_path / "story")


PLAY = ("play", "story", "--plain", "--saves", "saves", "--seed", "1")


# --- Folders --------------------------------------------------------------------------------------


@pytest.fixture
def read_only(here: Here) -> Iterator[Path]:
    """The folder `saves` with a run in it, and nothing in it can be changed."""
    assert here.run(*PLAY, stdin="1\n").code == 0
    saves = here.folder / "saves"
    for path in saves.iterdir():
        path.chmod(0o400)
    saves.chmod(0o500)
    try:
        if not os.access(saves, os.W_OK):
            yield saves
            return
    finally:
        saves.chmod(0o700)
    # Root may write whatever the permissions; not to what is mounted so that nobody may.
    bind = ["mount", "--bind", str(saves), str(saves)]
    if shutil.which("mount") is None or subprocess.run(bind, check=False).returncode:
        pytest.skip("nothing may be mounted here")
    try:
        subprocess.run(["mount", "-o", "remount,bind,ro", str(saves)], check=True)
        yield saves
    finally:
        subprocess.run(["umount", "-l", str(saves)], check=True)


def test_what_can_only_be_read_is_read_and_nothing_else(here: Here, read_only: Path) -> None:
    before = sorted(path.name for path in read_only.iterdir())
    path = log_in(read_only)
    assert path is not None
    for call in (PLAY, (*PLAY[:-2], "--resume")):
        refused = here.run(*call, stdin="1\n")
        assert (refused.code, refused.out) == (1, "")
        assert "cannot be saved in saves: " in refused.err
        assert "Choose another folder with --saves DIR." in refused.err
    assert here.run("replay", path, "story").out.endswith("leads where the file says.\n")
    assert here.run("debrief", "saves", "--story", "story", "--format", "md").code == 0
    more = here.run("play", "story", "--plain", "--resume", path, "--saves", "more", stdin="1\n")
    assert more.code == 0
    assert "can only be read, so the run goes on in a file of its own." in " ".join(
        more.out.split()
    )
    assert sorted(path.name for path in read_only.iterdir()) == before


@posix
@pytest.mark.slow
@pytest.mark.parametrize("mode", ["lines", "screen"])
@pytest.mark.parametrize("then", ["gone", "another"])
def test_a_folder_that_vanishes_while_one_plays_is_made_anew(
    tmp_path: Path, program: Program, mode: str, then: str
) -> None:
    from tests.crash.playing import LEAVE, NEXT, at_play, wait_for

    saves = tmp_path / "saves"
    with at_play(tmp_path, mode, saves) as life:
        saves.rename(tmp_path / "elsewhere")
        if then == "another":
            saves.mkdir()
        life.type(NEXT[mode])
        wait_for(life, b"Round 2.")
        path = log_in(saves)
        assert path is not None
        assert moves(read_log(path).records) == 2, "on disk before it was shown"
        life.type(LEAVE[mode])
        assert life.end() == 0
        assert b"Traceback" not in life.written
    kept = found(saves, program)
    assert kept is not None
    assert (kept.number, kept.problems, kept.status) == (2, (), "intact")
    old = found(tmp_path / "elsewhere", program)
    assert old is not None
    assert old.number == 1


GONE = {
    "play": ["play", "STORY", "--plain", "--saves", "saves"],
    "debrief": ["debrief", "RUNS", "--story", "STORY"],
    "debrief data": ["debrief", "RUNS", "--story", "STORY", "--format", "json", "--out", "data"],
    "tables": ["debrief", "RUNS", "--story", "STORY", "--format", "csv"],
    "guide": ["guide", "STORY", "--part", "sheets"],
    "map": ["map", "STORY", "--out", "map.svg"],
    "simulate": ["simulate", "STORY", "--save-to", "plays"],
}


@posix
def test_where_the_working_folder_is_gone_nothing_is_a_fault_of_ours(
    here: Here, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert here.run(*PLAY, stdin="1\n").code == 0
    places = {"STORY": str(here.folder / "story"), "RUNS": str(here.folder / "saves")}
    gone = here.folder / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    for what, words in GONE.items():
        refused = here.run(*[places.get(word, word) for word in words])
        assert refused.code in (1, 2), what
        assert "o such file or directory" in refused.err, what
        assert "fault of borderpost" not in refused.err, what
    for words in (["check", "STORY", "--static"], ["debrief", "RUNS", "--story", "STORY"]):
        out = ["--out", str(here.folder / "page.html")] if words[0] == "debrief" else []
        assert here.run(*[places.get(word, word) for word in words], *out).code == 0


@posix
@pytest.mark.slow
@pytest.mark.parametrize("mode", ["lines", "screen"])
@pytest.mark.parametrize("saves", ["in it", "elsewhere"])
def test_a_working_folder_that_vanishes_while_one_plays_takes_only_what_was_in_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mode: str, saves: str
) -> None:
    from tests.crash.playing import LEAVE, NEXT, at_play, shown, wait_for, wait_for_quiet

    folder = tmp_path / "working"
    program = program_from(STORY, folder / "story")
    monkeypatch.chdir(folder)
    kept_in = Path("saves") if saves == "in it" else tmp_path / "saves"
    with at_play(tmp_path, mode, kept_in, story=Path("story")) as life:
        shutil.rmtree(folder)
        life.type(NEXT[mode])
        if saves == "in it":
            wait_for(life, b"not taken" if mode == "lines" else b"Not saved, so not done")
            life.type(b"" if mode == "lines" else b"\r")
            wait_for_quiet(life)
        else:
            wait_for(life, b"Round 2.")
        life.type(LEAVE[mode])
        assert life.end() == (1 if saves == "in it" else 0)
        said = " ".join(shown(life).decode("utf-8", "replace").split())
        assert "Traceback" not in said
        assert "fault of borderpost" not in said
        told = "cannot be written anew" if saves == "in it" else "To go on with it:"
        assert told in said
    if saves == "elsewhere":
        kept = found(tmp_path / "saves", program)
        assert kept is not None
        assert kept.number == 2


# --- Two at once ----------------------------------------------------------------------------------


def test_who_only_reads_needs_no_lock_and_who_plays_is_told(here: Here, program: Program) -> None:
    """A process of its own plays the run meanwhile; what another process writes may be told."""
    command = [sys.executable, "-m", "borderpost", *PLAY]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=here.folder
    ) as playing:
        assert playing.stdin
        assert playing.stdout
        playing.stdin.write(b"1\n")
        playing.stdin.flush()
        for line in playing.stdout:
            if b"Round 1." in line:
                break
        path = log_in(here.folder / "saves")
        assert path is not None
        before = path.read_bytes()
        refused = here.run("play", "story", "--plain", "--saves", "saves", "--resume", stdin="1\n")
        assert (refused.code, refused.out) == (1, "")
        assert "is being played already, in another window perhaps." in refused.err
        assert "Close it there first, or start a new run." in refused.err
        assert "Verified: 1 steps" in here.run("replay", path, "story").out
        assert here.run("debrief", path, "--story", "story", "--format", "md").code == 0
        assert path.read_bytes() == before
        playing.communicate(timeout=60)
    kept = found(here.folder / "saves", program)
    assert kept is not None
    assert kept.number == 1


# --- The clock ------------------------------------------------------------------------------------


def test_a_clock_that_goes_back_loses_nothing_and_makes_no_time_negative(
    here: Here, program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each time the clock is asked, it is a year earlier; then it jumps a century ahead."""
    years = iter([2026, *range(2025, 1971, -1)])

    def back(*_: float) -> time.struct_time:
        return time.struct_time((next(years), 2, 28, 23, 59, 59, 0, 59, 0))

    monkeypatch.setattr(time, "gmtime", back)
    assert here.run(*PLAY, stdin="1\n2\nundo\n1\n").code == 0
    kept = found(here.folder / "saves", program)
    assert kept is not None
    assert (kept.number, kept.problems, kept.status) == (2, (), "intact")
    years = iter([2126] * 9)
    assert here.run("play", "story", "--plain", "--saves", "saves", stdin="1\n").code == 0
    runs = Shelf(here.folder / "saves").runs()
    assert [run.started[:4] for run in runs] == ["2126", "2026"]
    assert all(run.touched and not run.problem for run in runs)
    monkeypatch.undo()
    monkeypatch.chdir(here.folder)
    assert here.run("debrief", "saves", "--story", "story", "--format", "csv").code == 0
    table = (here.folder / "rounds-debrief" / "runs.csv").read_text("utf-8-sig").splitlines()
    minutes = table[0].split(",").index("minutes")
    assert sorted(line.split(",")[minutes] for line in table[1:]) == ["", "0.0"]
    told = here.run("debrief", "saves", "--story", "story", "--format", "json")
    assert len(json.loads(told.out)["runs"]) == 2
