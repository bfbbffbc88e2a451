"""Where the program is installed, and where one stands: odd paths, no home, a folder gone."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.program import CHECKOUT

START = """\
import os, sys
site, gone, homeless, *arguments = sys.argv[1:]
sys.path.insert(0, site)
if gone:
    os.mkdir(gone)
    os.chdir(gone)
    os.rmdir(gone)
if homeless:
    sys.modules["pwd"] = None
    for name in ("HOME", "USERPROFILE", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"):
        os.environ.pop(name, None)
sys.argv = [os.path.join(site, "bin", "borderpost"), *arguments]
from borderpost.cli import main
sys.exit(main())
"""
"""Start an installed program: where, in which folder that is gone, without a home, called how."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of blanks and letters beyond ASCII that the program is installed in."""
    folder = tmp_path_factory.mktemp("programs") / "Grenz posten (Лаккон) é"
    unneeded = shutil.ignore_patterns("__pycache__")
    shutil.copytree(CHECKOUT / "src" / "borderpost", folder / "borderpost", ignore=unneeded)
    shutil.copytree(CHECKOUT / "story", folder / "borderpost" / "shipped")
    return folder


def run(
    site: Path,
    *arguments: str | Path,
    flags: tuple[str, ...] = ("-B", "-P"),
    gone: Path | str = "",
    homeless: bool = False,
    stdin: str = "",
) -> subprocess.CompletedProcess[str]:
    """What the installed program does."""
    ran = subprocess.run(
        [
            *(sys.executable, *flags, "-c", START, str(site), str(gone), "x" if homeless else ""),
            *map(str, arguments),
        ],
        input=stdin,
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    assert "Traceback" not in ran.stderr
    assert "a fault of borderpost" not in ran.stderr
    return ran


def test_it_is_played_from_there_and_writes_nothing_there(site: Path, tmp_path: Path) -> None:
    before = sorted(site.rglob("*"))
    play = ("play", "lakkon", "--plain", "--seed", "1", "--saves", tmp_path / "saves")
    ran = run(site, *play, stdin="1\n1\n1\n", flags=("-B", "-I"))
    assert ran.returncode == 0
    assert f"'{site}" in ran.stdout.splitlines()[-1], "the program in quotes"
    assert sorted(site.rglob("*")) == before


def test_without_asserts_and_docstrings_it_says_the_same(site: Path, tmp_path: Path) -> None:
    play = ("play", "lakkon", "--plain", "--set", "profile=short", "--seed", "3", "--saves")
    plays = [
        run(site, *play, tmp_path / flag, flags=("-B", flag), stdin="1\n" * 20)
        for flag in ("-s", "-OO")
    ]
    assert [ran.returncode for ran in plays] == [0, 0]
    told, without = [ran.stdout.partition("Your run is saved as")[0] for ran in plays]
    assert told != plays[0].stdout
    assert told.count("> 1") == 20
    assert without == told
    told, without = [run(site, "play", "--help", flags=("-B", f)).stdout for f in ("-s", "-OO")]
    assert "Example" in told
    assert without == told


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps a folder one stands in")
def test_where_one_stands_in_a_folder_that_is_gone_nothing_breaks(
    site: Path, tmp_path: Path
) -> None:
    gone = tmp_path / "gone"
    ran = run(site, "guide", "lakkon", gone=gone)
    assert ran.returncode == 1
    assert "'lakkon-guide.html' cannot be written" in ran.stderr
    saves = ("--saves", tmp_path / "saves")
    ran = run(site, "play", "lakkon", "--plain", *saves, gone=gone, stdin="1\n1\n")
    assert ran.returncode == 0
    assert "To go on with it:" in ran.stdout
    ran = run(site, "play", "lakkon", "--plain", "--saves", "here", gone=gone, stdin="1\n1\n")
    assert ran.returncode == 1
    assert "Runs cannot be saved in here" in ran.stderr


def test_who_has_no_home_is_asked_for_a_folder_and_can_play(site: Path, tmp_path: Path) -> None:
    ran = run(site, "play", "lakkon", "--plain", homeless=True)
    assert ran.returncode == 1
    assert "There is no home folder on this system to keep your runs in." in ran.stderr
    saves = ("--saves", tmp_path / "saves")
    ran = run(site, "play", "lakkon", "--plain", *saves, homeless=True, stdin="1\n1\n")
    assert ran.returncode == 0
    assert len(list((tmp_path / "saves").glob("*.jsonl"))) == 1
    ran = run(site, "check", "lakkon", "--static", homeless=True)
    assert ran.returncode == 0
