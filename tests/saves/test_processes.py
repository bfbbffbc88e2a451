"""Runs and the processes that play them: killed, locked out, and out of room."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pytest

from borderpost.engine.program import Program
from borderpost.saves.shelf import Shelf
from borderpost.saves.stored import read_log
from tests.program import CHECKOUT, run_python
from tests.saves.small import program_of
from tests.stories import play

posix = pytest.mark.skipif(not hasattr(os, "fork"), reason="kills and limits as POSIX has them")


@pytest.fixture
def program(tmp_path: Path) -> Program:
    return program_of(tmp_path / "story")


def run_here(code_or_file: str, *arguments: str | Path, inline: bool = True) -> str:
    """What Python prints that runs some code, or a file, with the tests' own modules at hand."""
    start = ("-c", code_or_file) if inline else (CHECKOUT / code_or_file,)
    done = run_python(*start, *arguments, cwd=CHECKOUT, PYTHONPATH=str(CHECKOUT))
    assert done.returncode == 0, done.stderr
    return done.stdout


@posix
def test_a_killed_run_goes_on_with_every_decision_its_player_was_told_is_kept(
    tmp_path: Path, program: Program
) -> None:
    folder = tmp_path / "saves"
    told = run_here("tests/saves/dying.py", tmp_path / "story", folder, inline=False)
    deaths = [(Path(path), kept) for path, kept in json.loads(told)]
    assert len(deaths) == 38
    torn = 0
    for path, kept in deaths:
        stored = read_log(path)
        assert all(problem.kind == "torn" for problem in stored.problems)
        torn += len(stored.problems)
        assert kept <= len(stored.records) <= kept + 1
        with Shelf(folder).open(path, program) as saved:
            assert saved.status == "intact"
            assert saved.path == path
            assert bool(saved.reason) == bool(stored.problems)
            here = saved.run.view().place
            assert here == ("office" if len(stored.records) % 2 else "gate")
            play(saved.run, ["gate.wait"] if here == "gate" else ["office.sign"])
        again = read_log(path)
        assert again.problems == ()
        assert again.records[: len(stored.records)] == stored.records
    assert torn >= 12
    assert not [path for path in folder.iterdir() if path.suffix != ".jsonl"]


OPEN = """
import sys
from pathlib import Path
from borderpost.saves.log import Log
from borderpost.saves.problem import RunInUse
try:
    Log(Path(sys.argv[1])).close()
    print("opened")
except RunInUse as problem:
    print(problem.message, "|", problem.mend)
"""


def test_a_second_process_is_locked_out_until_the_first_has_left(
    tmp_path: Path, program: Program
) -> None:
    with Shelf(tmp_path / "saves").start(program, {}, 1) as saved:
        play(saved.run, ["gate.ask"])
        said = run_here(OPEN, saved.path)
        assert "is being played already" in said
        assert "close it there" in said
        play(saved.run, ["office.back"])
    assert run_here(OPEN, saved.path).strip() == "opened"
    assert len(read_log(saved.path).records) == 2


FILL = """
import resource, sys
from pathlib import Path
from borderpost.engine.program import Program
from borderpost.saves.problem import LogProblem
from borderpost.saves.shelf import Shelf
from borderpost.story.load import load_story
from tests.stories import play
program = Program(load_story(Path(sys.argv[1])).story)
with Shelf(Path(sys.argv[2])).start(program, {}, 1) as saved:
    play(saved.run, ["gate.ask", "office.back"])
    size = saved.path.stat().st_size
    resource.setrlimit(resource.RLIMIT_FSIZE, (size + int(sys.argv[3]), -1))
    before = saved.run.state
    try:
        play(saved.run, ["gate.ask"])
    except LogProblem as problem:
        print(problem.message, "|", problem.mend)
    assert saved.run.state == before
    assert saved.path.stat().st_size == size
    resource.setrlimit(resource.RLIMIT_FSIZE, (-1, -1))
    play(saved.run, ["gate.ask"])
    print(saved.path)
"""


@posix
@pytest.mark.parametrize("room", [0, 1, 60])
def test_a_file_that_may_not_grow_keeps_what_it_has_and_grows_when_it_may(
    tmp_path: Path, program: Program, room: int
) -> None:
    said, path = run_here(FILL, tmp_path / "story", tmp_path / "saves", str(room)).splitlines()
    assert "file too large" in said
    assert "free some room" in said
    stored = read_log(Path(path))
    assert stored.problems == ()
    assert len(stored.records) == 3


FULL_FOLDER = """
import sys
from pathlib import Path
from borderpost.engine.program import Program
from borderpost.saves.problem import LogProblem
from borderpost.saves.shelf import Shelf
from borderpost.story.load import load_story
program = Program(load_story(Path(sys.argv[1])).story)
try:
    Shelf(Path(sys.argv[2])).start(program, {}, 1)
except LogProblem as problem:
    print(problem)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such folder")
@pytest.mark.parametrize("folder", ["/proc/saves", "/dev/null/saves"])
def test_a_folder_that_no_one_can_write_to_is_told(
    tmp_path: Path, program: Program, folder: str
) -> None:
    said = run_here(FULL_FOLDER, tmp_path / "story", folder)
    assert f"runs cannot be saved in {folder}" in said
    assert "--saves DIR" in said


WHAT_IS_LOADED = """
import sys
import borderpost.saves.shelf
slow = {"textual", "rich", "click", "yaml", "dataclasses", "inspect", "asyncio", "logging"}
slow |= {"subprocess", "platformdirs", "secrets", "random", "tempfile", "datetime", "uuid"}
print(*sorted(slow & set(sys.modules)))
"""


def test_the_shelf_loads_nothing_slow() -> None:
    assert run_here(WHAT_IS_LOADED).split() == []
