"""What is said of calls that cannot be understood, and of output that cannot be written."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.program import CHECKOUT
from tests.working_folder import BROKEN, PLAY, Here


@pytest.fixture
def here(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Here:
    """A working folder of its own."""
    return Here(tmp_path, monkeypatch, capsys)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("mine",), "There is no command 'mine', but a story. Say what to do with it: borderpost"),
        (("paly",), "There is no command 'paly'; did you mean 'play'?"),
        (("play", "--plian"), "There is no option '--plian'; did you mean '--plain'?"),
        (("play", "--sed=3"), "There is no option '--sed'; did you mean '--seed'?"),
        (("play", "my", "story"), "'story' is too much; a name with blanks in it is put in quotes"),
        (("play", "--seed"), "Something is missing behind --seed."),
        (("play", "--seed", "x"), "--seed takes a whole number, and 'x' is none."),
        (("check", "--format", "xml"), "--format cannot be 'xml', only "),
        (("replay",), "SAVE is missing."),
        (("--version", "--\x1b[2J"), "There is no option '--"),
    ],
)
def test_a_wrong_call_is_told_in_plain_words(
    here: Here, arguments: tuple[str, ...], said: str
) -> None:
    if arguments[0] == "--version":
        arguments = arguments[1:]
    answer = here.run(*arguments)
    assert answer.code == 2
    assert said in answer.err
    assert "\x1b" not in answer.err


@pytest.mark.parametrize("command", ["", "play", "check"])
def test_help_can_be_asked_for_as_a_command(here: Here, command: str) -> None:
    asked = here.run("help", *command.split())
    assert (asked.code, asked.out) == (0, here.run(*command.split(), "--help").out)


def test_a_main_file_that_is_a_folder_is_told(here: Here) -> None:
    (here.folder / "odd" / "story.yaml").mkdir(parents=True)
    answer = here.run("check", "odd")
    assert answer.code == 2
    assert "The story.yaml in 'odd' is a folder" in answer.err


# --- Output that cannot be written ----------------------------------------------------------------

FULL = Path("/dev/full")


@pytest.mark.skipif(not FULL.exists(), reason="no device here that is always full")
@pytest.mark.parametrize(
    "arguments",
    [
        ("--help",),
        ("--version",),
        ("check", "mine"),
        ("check", "mine", "--format", "json"),
        ("explain",),
        PLAY,
        ("replay", "HANDLE", "mine", "--saves", "saves"),
        ("replay", "HANDLE", "mine", "--saves", "saves", "--format", "json"),
    ],
    ids=lambda arguments: "_".join(arguments[:1] + arguments[-1:]),
)
def test_a_full_disk_under_the_output_is_told(here: Here, arguments: tuple[str, ...]) -> None:
    if "HANDLE" in arguments:
        here.run(*PLAY, stdin="1\n")
        arguments = tuple(here.handle() if word == "HANDLE" else word for word in arguments)
    with FULL.open("w") as full:
        ran = subprocess.run(
            [sys.executable, "-m", "borderpost", *arguments],
            cwd=here.folder,
            stdin=subprocess.DEVNULL,
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
            timeout=60,
        )
    assert ran.returncode == 1
    assert "borderpost: The output cannot be written: No space left on device." in ran.stderr
    assert ran.stderr.count("\n") == 1


@pytest.mark.skipif(os.name != "posix", reason="a shell that closes streams is needed")
def test_a_broken_story_with_no_error_stream_is_no_fault_of_ours(here: Here) -> None:
    here.write("mine/story.yaml", BROKEN)
    home = here.folder / "home"
    ran = subprocess.run(
        ["sh", "-c", f"{sys.executable} -m borderpost play mine --plain 2>&-"],
        cwd=here.folder,
        env=os.environ | {"HOME": str(home), "PYTHONPATH": str(CHECKOUT / "src")},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert (ran.returncode, ran.stdout) == (1, b"")
    assert not list(home.rglob("*fault*"))


def test_a_user_without_a_home_is_told_to_name_a_folder(
    here: Here, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_home(*_: object, **__: object) -> Path:
        raise RuntimeError

    monkeypatch.setattr("platformdirs.user_data_path", no_home)
    monkeypatch.setattr("platformdirs.user_log_path", no_home)
    monkeypatch.setattr("borderpost.saves.folder.__file__", str(here.folder / "a/b/c/folder.py"))
    answer = here.run("play", "mine", "--plain", "--profile", "short")
    assert answer.code == 1
    assert "There is no home folder on this system to keep your runs in." in answer.err
    assert "--saves DIR" in answer.err
    assert here.run(*PLAY).code == 0
