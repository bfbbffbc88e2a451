"""A disk that fills up: told in clear words with the mend, nothing lost, nothing half written.

A tiny file system is really filled where one may be mounted (as root, on Linux); everywhere else on
Linux the program is forbidden to let any file grow, which fails in the same places.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from borderpost.engine.program import Program
from borderpost.terminal.likes.preferences import PreferenceFile, Preferences
from tests.crash.rounds import STORY, found, log_in
from tests.program import run_borderpost
from tests.stories import program_from

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="fills disks as Linux can")


class Disk:
    """A file system that can be filled to the last byte, and emptied again."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._filling = folder / "filling"

    def fill(self) -> None:
        """Leave no room."""
        with self._filling.open("ab", buffering=0) as file:
            for size in (65536, 4096, 1):
                while self._takes(file.fileno(), size):
                    pass

    def empty(self) -> None:
        """Give the room back."""
        self._filling.unlink()

    @staticmethod
    def _takes(file: int, size: int) -> bool:
        try:
            return os.write(file, b"\0" * size) > 0
        except OSError:
            return False


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Disk]:
    """A file system of a quarter of a megabyte."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", str(folder)]
    try:
        mounted = subprocess.run(mount, capture_output=True, check=False)
    except FileNotFoundError:
        pytest.skip("there is no mount")
    if mounted.returncode:
        pytest.skip("a file system may not be mounted here")
    try:
        yield Disk(folder)
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


@pytest.fixture
def program(tmp_path: Path) -> Program:
    return program_from(STORY, tmp_path / "story")


# --- While one plays ------------------------------------------------------------------------------


def played_through_it(
    folder: Path, saves: Path, mode: str, fill: Callable[[int], None], empty: Callable[[int], None]
) -> str:
    """Play until a step cannot be kept, make room, take one more and leave; what was shown."""
    from tests.crash.playing import LEAVE, NEXT, at_play, shown, wait_for, wait_for_quiet

    refusal = b"not taken" if mode == "lines" else b"Not saved, so not done"
    number = 1
    with at_play(folder, mode, saves) as life:
        fill(life.pid)
        while refusal not in shown(life):
            life.type(NEXT[mode])
            number += 1
            wait_for(life, b"Round %d." % number, refusal)
        empty(life.pid)
        if mode == "screen":  # what was told is closed first
            life.type(b"\r")
            wait_for_quiet(life)
        life.type(NEXT[mode])
        wait_for(life, b"Round %d." % number, after=shown(life).rindex(refusal))
        life.type(LEAVE[mode])
        assert life.end() == 0
        return shown(life).decode("utf-8", "replace")


@pytest.mark.slow
@pytest.mark.parametrize("mode", ["lines", "screen"])
def test_a_step_that_finds_no_room_is_told_and_can_be_taken_once_there_is(
    tmp_path: Path, disk: Disk, program: Program, mode: str
) -> None:
    saves = disk.folder / "saves"
    shown = played_through_it(tmp_path, saves, mode, lambda _: disk.fill(), lambda _: disk.empty())
    check_words(shown, "no space left on device")
    check_kept(saves, program, shown)


@pytest.mark.slow
@pytest.mark.parametrize("mode", ["lines", "screen"])
def test_so_it_is_where_a_file_may_not_grow(tmp_path: Path, program: Program, mode: str) -> None:
    import resource

    def allow(pid: int, size: int) -> None:
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))

    saves = tmp_path / "saves"
    shown = played_through_it(
        tmp_path,
        saves,
        mode,
        lambda pid: allow(pid, 0),
        lambda pid: allow(pid, resource.RLIM_INFINITY),
    )
    check_words(shown, "file too large")
    check_kept(saves, program, shown)


def check_words(shown: str, reason: str) -> None:
    """Hold that the reason and the mend were told, and nothing ugly."""
    said = " ".join(re.sub(r"[^\w.;:,-]", " ", shown).split())
    assert reason in said.lower()
    assert "ree some room on the disk" in said
    assert "Traceback" not in said


def check_kept(saves: Path, program: Program, shown: str) -> None:
    """Hold that the file has what was last shown, and is whole."""
    kept = found(saves, program)
    assert kept is not None
    assert kept.number == int(re.findall(r"Round (\d+)\.", shown)[-1])
    assert (kept.problems, kept.status) == ((), "intact")


# --- Everything else that is written --------------------------------------------------------------


@pytest.fixture
def full(tmp_path: Path, disk: Disk, program: Program) -> Path:
    """A folder with no room left, a run in the folder `runs` beside the disk, and its story."""
    ran = run_borderpost(
        "play", tmp_path / "story", "--plain", "--saves", tmp_path / "runs", stdin="1\n"
    )
    assert ran.returncode == 0
    (disk.folder / "settings.toml").write_text('theme = "light"\n', "utf-8")
    disk.fill()
    return disk.folder


COMMANDS = {
    "a new run": ["play", "STORY", "--plain", "--saves", "FULL/saves"],
    "a run's page": ["debrief", "RUNS", "--story", "STORY", "--out", "FULL/page.html"],
    "data of runs": ["debrief", "RUNS", "--story", "STORY", "--format", "json", "--out", "FULL/d"],
    "tables": ["debrief", "RUNS", "--story", "STORY", "--format", "csv", "--out", "FULL/tables"],
    "the guide": ["guide", "STORY", "--part", "sheets", "--out", "FULL/guide.html"],
    "a class's folder": ["play", "STORY", "--plain", "--saves", "RUNS", "--collect", "FULL/class"],
}


def test_what_finds_no_room_is_told_with_the_mend_and_leaves_nothing(
    tmp_path: Path, full: Path
) -> None:
    places = {"STORY": tmp_path / "story", "RUNS": tmp_path / "runs", "FULL": full}
    for what, words in COMMANDS.items():
        arguments = list(words)
        for name, place in places.items():
            arguments = [word.replace(name, str(place)) for word in arguments]
        ran = run_borderpost(*arguments, cwd=tmp_path)
        assert (what, ran.returncode, ran.stdout) == (what, 1, "")
        assert "no space left on device" in ran.stderr, what
        assert "Free some room" in ran.stderr, what
    left = {path.name for path in full.rglob("*") if path.is_file()}
    assert left == {"filling", "settings.toml"}


def test_what_is_only_a_comfort_stops_nothing(tmp_path: Path, full: Path, program: Program) -> None:
    """The cache of stories and what was read before cannot be kept; play goes on without."""
    ran = run_borderpost(
        *("play", tmp_path / "story", "--plain", "--saves", tmp_path / "more"),
        stdin="1\n1\nexport\n",
        XDG_CACHE_HOME=str(full / "cache"),
    )
    assert (ran.returncode, ran.stderr) == (0, "")
    assert "Round 2." in ran.stdout
    kept = found(tmp_path / "more", program)
    assert kept is not None
    assert kept.number == 2


def test_settings_that_find_no_room_stay_as_they_were(full: Path) -> None:
    file = PreferenceFile(full / "settings.toml")
    with pytest.raises(OSError, match="No space left"):
        file.write(Preferences(theme="dark"))
    assert file.read() == (Preferences(theme="light"), ())
    assert sorted(path.name for path in full.iterdir()) == ["filling", "settings.toml"]


def test_a_journal_that_finds_no_room_is_told_and_leaves_nothing(
    tmp_path: Path, disk: Disk, program: Program
) -> None:
    saves = disk.folder / "saves"
    first = run_borderpost("play", tmp_path / "story", "--plain", "--saves", saves, stdin="1\n")
    assert first.returncode == 0
    path = log_in(saves)
    assert path is not None
    disk.fill()
    ran = run_borderpost(
        *("play", tmp_path / "story", "--plain", "--resume", path, "--saves", saves),
        stdin="export\n",
    )
    said = " ".join(ran.stdout.split())
    assert "Nothing was written: the journal cannot be written in" in said
    assert "no space left on device" in said
    assert "ree some room on the disk" in said
    assert ran.returncode == 0
    assert [path.name for path in saves.iterdir() if path.suffix != ".jsonl"] == []
    kept = found(saves, program)
    assert kept is not None
    assert kept.number == 1
