"""Folders of any name, and files as editors, mail and other systems hand them on."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from borderpost.engine.program import Program
from borderpost.saves.calls import quoted, shown
from tests.crash.rounds import STORY, found, log_in
from tests.program import run_borderpost
from tests.stories import program_from
from tests.working_folder import Here


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
NAMES = {
    "blanks": "a folder of mine",
    "letters": "Сарҳад ва ӣӯҳ 国境",
    "quotes": 'it\'s "mine" `x` $HOME',
    "a dash": "-mine",
    "a new line": "mine\nown",
    "no text": "mine\udcff\udcfe",
    "an escape": "mine\x1b[31mred\u202e",
}


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such names")
@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
def test_a_folder_of_any_name_can_be_played_in_and_the_command_told_goes_on(
    tmp_path: Path, name: str
) -> None:
    story = program_from(STORY, tmp_path / name / "story")
    saves = tmp_path / name / "saves"
    calls = ("--plain", f"--saves={name}/saves", "--", f"{name}/story")
    first = run_borderpost("play", *calls, stdin="1\nsave\n", cwd=tmp_path)
    assert (first.returncode, first.stderr) == (0, "")
    assert "\x1b" not in first.stdout
    assert "\u202e" not in first.stdout
    command = first.stdout.rpartition("To go on with it:\n")[2].strip()
    if shutil.which("bash") is None:
        pytest.skip("there is no bash to type the command in")
    again = subprocess.run(
        ["bash", "-c", command],
        input=b"1\n",
        capture_output=True,
        cwd=tmp_path,
        check=False,
        timeout=120,
    )
    assert (again.returncode, again.stderr) == (0, b"")
    kept = found(saves, story)
    assert kept is not None
    assert (kept.number, kept.problems, kept.status) == (2, (), "intact")
    path = f"{name}/page.html"
    page = run_borderpost(
        "debrief", saves, "--story", saves.parent / "story", "--out=" + path, cwd=tmp_path
    )
    assert page.returncode == 0
    assert "\x1b" not in page.stdout + page.stderr
    assert (tmp_path / path).exists()


def test_a_name_is_quoted_only_where_it_must_be() -> None:
    assert quoted("lakkon") == "lakkon"
    assert quoted("it's") == "'it'\"'\"'s'"
    assert quoted("a\\b'c\n\udcff\u202eд") == r"$'a\\b\'c\x0a\xff\xe2\x80\xaeд'"
    assert shown(Path("a b")) == "a b"
    assert shown(Path("a\x1bb")) == r"$'a\x1bb'"


# --- Line ends ------------------------------------------------------------------------------------

CHANGES = {
    "Windows line ends": lambda data: data.replace(b"\n", b"\r\n"),
    "a mark of order": lambda data: b"\xef\xbb\xbf" + data,
    "both": lambda data: b"\xef\xbb\xbf" + data.replace(b"\n", b"\r\n"),
    "no last line end": lambda data: data[:-1],
}
"""What editors, mail and other systems do to text files."""


@pytest.mark.parametrize("change", CHANGES)
def test_a_story_and_a_run_that_came_by_way_of_windows_are_the_same(
    here: Here, program: Program, change: str
) -> None:
    assert here.run(*PLAY, stdin="1\n2\n").code == 0
    path = log_in(here.folder / "saves")
    assert path is not None
    for file in (path, here.folder / "story" / "story.yaml"):
        file.write_bytes(CHANGES[change](file.read_bytes()))
    assert here.run("check", "story", "--static").code == 0
    assert "Verified: " in here.run("replay", path, "story").out
    assert (
        here.run("play", "story", "--plain", "--saves", "saves", "--resume", stdin="1\n").code == 0
    )
    assert "Verified: " in here.run("replay", path, "story").out
    kept = found(here.folder / "saves", program)
    assert kept is not None
    assert (kept.number, kept.problems, kept.status) == (3, (), "intact")
