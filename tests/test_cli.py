"""The command line as users meet it: what is written where, exit codes, pipes and signals."""

from __future__ import annotations

import json
import os
import select
import shlex
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from borderpost import __version__, cli
from borderpost.plain.fault import FILE
from borderpost.usage import COMMANDS
from tests.program import run_borderpost, run_python
from tests.working_folder import GOOD, PLAY, Here


@pytest.fixture
def here(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Here:
    """A working folder of its own."""
    return Here(tmp_path, monkeypatch, capsys)


# --- Help and versions ----------------------------------------------------------------------------


def test_version(here: Here) -> None:
    assert here.run("--version").out == f"borderpost {__version__}\n"


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_every_command_has_help_with_an_example(here: Here, command: str) -> None:
    answer = here.run(*command.split(), "--help")
    assert answer.code == 0
    example = answer.out.partition("Example")[2]
    assert f"\n    borderpost {command}" in example


@pytest.mark.parametrize(
    "arguments",
    [
        ("frobnicate",),
        ("play", "--nothing"),
        ("play", "--seed", "x"),
        ("check", "--format", "xml"),
        ("play", "mine", "other"),
        ("replay",),
        ("explain", "BP9999"),
        ("explain", "\x1b[31m"),
        ("check", "lakon"),
        ("play", "lakon", "--plain"),
        ("check", "nowhere/at/all"),
        ("play", "", "--plain"),
        ("play", "mine", "--plain", "--set", "profile"),
        ("play", "mine", "--plain", "--set", "profile=long"),
        ("play", "mine", "--plain", "--profile", "short", "--set", "profile=full"),
        ("play", "mine", "--plain", "--set", "colour=red"),
        ("play", "mine", "--plain", "--resume", "--seed", "3"),
        ("play", "mine", "--plain", "--resume", "x", "--profile", "full"),
        ("play", "mine", "--plain", "--resume", "--saves", "saves"),
        ("play", "mine", "--plain", "--resume", "nobody", "--saves", "saves"),
        ("play", "mine", "--plain", "--replay", "nowhere.txt"),
        ("play", "mine", "--plain", "--replay", "."),
        ("replay", "nobody", "--saves", "saves"),
        ("replay", "x" * 5000),
        ("check", "x" * 5000),
        ("check", "x" * 5000 + ".yaml"),
        ("play", "mine", "--plain", "--resume", "x" * 5000),
        ("play", "mine", "--plain", "--replay", "x" * 5000),
    ],
)
def test_wrong_usage_exits_with_2_and_says_why(here: Here, arguments: tuple[str, ...]) -> None:
    answer = here.run(*arguments)
    assert answer.code == 2
    assert answer.out == ""
    assert answer.err.strip()
    assert "\x1b" not in answer.err


def test_an_unknown_story_names_the_shipped_ones(here: Here) -> None:
    assert here.run("play", "lakon", "--plain").err == (
        "borderpost: There is no story 'lakon'; did you mean 'lakkon'? Name a folder that holds a "
        "story.yaml, or a story that ships with borderpost: lakkon.\n"
    )


# --- check and explain ----------------------------------------------------------------------------


def test_a_good_story_passes(here: Here) -> None:
    answer = here.run("check", "mine", "--static")
    assert (answer.code, answer.err) == (0, "")
    assert answer.out == "mine: no problems found in 2 scenes, 1 ending, 0 facts.\n"


def test_check_walks_every_play_and_says_so(here: Here) -> None:
    assert "\nProved over all " in here.run("check", "mine").out
    assert "Proved" not in here.run("check", "mine", "--static").out


@pytest.mark.parametrize("story", ["broken", "broken/story.yaml"])
def test_a_broken_story_does_not(here: Here, story: str) -> None:
    answer = here.run("check", story, "--static")
    assert answer.code == 1
    assert "broken/story.yaml:15:38: error BP" in answer.out
    assert "did you mean 'yard'?" in answer.out
    assert "did you mean 'label'?" in answer.out
    assert "mend: " in answer.out


def test_a_story_in_a_single_file(here: Here) -> None:
    here.write("alone/tale.yaml", GOOD)
    assert here.run("check", "alone/tale.yaml", "--static").code == 0


def test_check_as_json(here: Here) -> None:
    assert json.loads(here.run("check", "mine", "--static", "--format", "json").out) == {
        "story": "mine",
        "diagnostics": [],
        "proof": None,
        "tests": {"run": 0, "failed": 0},
        "saves": None,
    }
    answer = here.run("check", "broken", "--static", "--format", "json")
    data = json.loads(answer.out)
    assert answer.code == 1
    assert data["story"] == "broken"
    keys = {"code", "severity", "file", "line", "column", "message", "mend"}
    assert [set(found) for found in data["diagnostics"]] == [keys] * len(data["diagnostics"])
    assert (15, "story.yaml", "error") in [
        (found["line"], found["file"], found["severity"]) for found in data["diagnostics"]
    ]


def test_strict_counts_warnings_as_errors(here: Here) -> None:
    unread = "variables:\n  unread: {flag: true}\n"
    here.write("mine/story.yaml", GOOD.replace("variables:\n", unread))
    assert here.run("check", "mine", "--static").code == 0
    assert here.run("check", "mine", "--static", "--strict").code == 1


def test_lakkon_passes(here: Here) -> None:
    assert json.loads(here.run("check", "--static", "--format", "json").out)["diagnostics"] == []


@pytest.mark.parametrize(
    "content", [b"", b"\xff\xfe\x00\x9f" * 50, b"\x00\x01\x02", b"[" * 50_000, b"- a\n- b\n"]
)
def test_what_is_no_story_at_all(here: Here, content: bytes) -> None:
    here.write("odd/story.yaml", content)
    assert here.run("check", "odd", "--static").code == 1
    answer = here.run("play", "odd", "--plain", "--saves", "saves")
    assert answer.code == 1
    assert "mend: " in answer.err
    assert not (here.folder / "saves").exists()


def test_a_hundred_errors_are_all_told(here: Here) -> None:
    choices = "".join(f"      - {{id: c{n}, label: C {n}, then: x{n}}}\n" for n in range(100))
    here.write(
        "odd/story.yaml", GOOD.replace("      - {id: on, label: Go on, then: over}\n", choices)
    )
    answer = here.run("check", "odd", "--static")
    assert answer.code == 1
    assert answer.out.count("\nmend: ") >= 100


def test_explain(here: Here) -> None:
    answer = here.run("explain", "bp101")
    assert answer.code == 0
    assert answer.out.startswith("BP101 ")
    assert "\nMended:\n\n    story:\n" in answer.out
    assert json.loads(here.run("explain", "BP101", "--format", "json").out)["code"] == "BP101"


def test_explain_lists_every_code(here: Here) -> None:
    from borderpost.story.catalogue import RULES

    listed = here.run("explain").out.splitlines()
    assert [line[:5] for line in listed] == list(RULES)
    assert len(json.loads(here.run("explain", "--format", "json").out)) == len(RULES)


# --- play -----------------------------------------------------------------------------------------


def test_playing_to_an_ending(here: Here) -> None:
    answer = here.run(*PLAY, stdin="1\n1\n")
    assert (answer.code, answer.err) == (0, "")
    assert "short: you stand at the gate." in answer.out
    assert "It is over." in answer.out
    assert "The ledger" in answer.out


def test_a_broken_story_is_not_played(here: Here) -> None:
    answer = here.run("play", "broken", "--plain", "--saves", "saves")
    assert (answer.code, answer.out) == (1, "")
    assert "error BP" in answer.err
    assert answer.err.endswith(
        "The story 'broken' has errors and cannot be played. Mend them first.\n"
    )


@pytest.mark.parametrize("name", ["", "HANDLE", "FILE"])
def test_going_on_with_a_run(here: Here, name: str) -> None:
    here.run(*PLAY, stdin="1\n")
    handle = here.handle()
    words = {"": [], "HANDLE": [handle], "FILE": [f"saves/mine-{handle}.jsonl"]}[name]
    answer = here.run(
        "play", "mine", "--plain", "--saves", "saves", "--resume", *words, stdin="1\n"
    )
    assert answer.code == 0
    assert "The yard" in answer.out
    assert "you stand at the gate" not in answer.out
    assert "It is over." in answer.out


def test_a_run_of_another_story(here: Here) -> None:
    here.run(*PLAY, stdin="1\n")
    for name in ("mine", "broken"):
        (here.folder / name).rename(here.folder / f".{name}")
    answer = here.run("play", "--plain", "--saves", "saves", "--resume", here.handle())
    assert answer.code == 2
    assert "is of the story 'mine'" in answer.err
    answer = here.run("play", "lakkon", "--plain", "--saves", "saves", "--resume", here.handle())
    assert answer.code == 1
    assert "a run of the story “Mine” (mine), not of “Lakkon”" in answer.err


@pytest.mark.parametrize(
    "content", [b"", b"hello\n", b"\xff\x00", b'{"borderpost": 99}\n', b"{}\n"]
)
def test_a_save_that_is_none(here: Here, content: bytes) -> None:
    here.write("saves/mine-odd-owl-11.jsonl", content)
    for arguments in (("play", "mine", "--plain", "--resume"), ("replay",)):
        for name in ("odd-owl-11", "saves/mine-odd-owl-11.jsonl"):
            answer = here.run(*arguments, name, "--saves", "saves")
            assert (answer.code, answer.out) in [(1, ""), (2, "")]
            assert "saved run" in answer.err
    assert (here.folder / "saves/mine-odd-owl-11.jsonl").read_bytes() == content


def test_a_folder_that_runs_cannot_be_saved_in(here: Here) -> None:
    here.write("taken", "a file")
    answer = here.run("play", "mine", "--plain", "--profile", "short", "--saves", "taken")
    assert answer.code == 1
    assert "Choose another folder with --saves DIR." in answer.err


def test_a_folder_with_an_impossible_name(here: Here) -> None:
    answer = here.run("play", "mine", "--plain", "--profile", "short", "--saves", "x" * 5000)
    assert answer.code == 1
    assert "--saves DIR." in answer.err


def test_a_written_play_from_a_file(here: Here) -> None:
    here.write("play.json", '["@profile=full", "go", "on"]')
    answer = here.run("play", "mine", "--plain", "--saves", "saves", "--replay", "play.json")
    assert answer.code == 0
    assert "full: you stand at the gate." in answer.out
    assert "You: Go in" in answer.out
    assert "It is over." in answer.out


def test_a_written_play_from_the_input(here: Here, monkeypatch: pytest.MonkeyPatch) -> None:
    ran = run_borderpost(*PLAY, "--replay", "-", stdin="go # in\n", cwd=here.folder)
    assert ran.returncode == 0
    assert "You: Go in" in ran.stdout
    assert "Your run is saved as" in ran.stdout


@pytest.mark.parametrize(
    ("content", "code"), [(b"[1", 1), (b"\xff\xfe", 1), (b"fly", 1), (b"@profile=full", 2)]
)
def test_a_written_play_that_is_none(here: Here, content: bytes, code: int) -> None:
    here.write("play.txt", content)
    answer = here.run(*PLAY, "--replay", "play.txt")
    assert answer.code == code
    assert "given twice" in answer.err or "play" in answer.err + answer.out


def test_without_a_terminal_no_command_plays_lakkon(
    here: Here, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("borderpost.plain.finding.default_folder", lambda: here.folder / "own")
    answer = here.run(stdin="1\nquit\n")
    assert answer.code == 0
    assert "\nLakkon\n" in answer.out
    assert len(list((here.folder / "own").glob("lakkon-*.jsonl"))) == 1


# --- replay ---------------------------------------------------------------------------------------


def test_replay_shows_and_verifies_a_run(here: Here) -> None:
    here.run(*PLAY, stdin="1\nundo\n1\n1\n")
    answer = here.run("replay", here.handle(), "mine", "--saves", "saves")
    assert answer.code == 0
    assert "Page 1.\n\nThe gate\n\nshort: you stand at the gate.\n\nYou: Go in\n" in answer.out
    assert answer.out.endswith("Verified: 2 steps, each of which leads where the file says.\n")


def test_replay_as_json_gives_a_play_that_can_be_replayed(here: Here) -> None:
    here.run(*PLAY, stdin="1\n1\n")
    answer = here.run("replay", here.handle(), "mine", "--saves", "saves", "--format", "json")
    data = json.loads(answer.out)
    assert data["status"] == "intact"
    assert data["finished"] is True
    assert data["play"] == ["@profile=short", "gate.go", "yard.on"]
    here.write("play.json", json.dumps(data["play"]))
    again = here.run("play", "mine", "--plain", "--saves", "other", "--replay", "play.json")
    assert "It is over." in again.out


def test_replay_of_a_damaged_run_says_so(here: Here) -> None:
    here.run(*PLAY, stdin="1\n1\n")
    (path,) = (here.folder / "saves").glob("*.jsonl")
    path.write_bytes(path.read_bytes().replace(b"yard.on", b"yard.no"))
    answer = here.run("replay", path, "mine")
    assert answer.code == 1
    assert "In the file, line 3 is not what was written there." in answer.out
    assert "You: Go in" in answer.out


def test_replay_of_a_run_whose_story_changed(here: Here) -> None:
    here.run(*PLAY, stdin="1\n1\n")
    here.write("mine/story.yaml", GOOD.replace("id: on", "id: onward"))
    answer = here.run("replay", here.handle(), "mine", "--saves", "saves")
    assert answer.code == 1
    assert "The story has changed since this run was saved." in answer.out
    assert "Verified" not in answer.out


# --- The program as a process ---------------------------------------------------------------------


@pytest.mark.parametrize("number", [1, 2, 3])
def test_one_number_for_ever(here: Here, number: int) -> None:
    saves = here.folder / "saves"
    ran = run_borderpost(
        "play", "lakkon", "--plain", "--seed", "1", "--saves", saves, stdin=f"{number}\n" * 400
    )
    assert ran.returncode == 0
    assert ran.stderr == ""
    assert "\x1b" not in ran.stdout
    assert ("The ledger" in ran.stdout) or ("Your run is saved as" in ran.stdout)
    if number == 1:
        assert "The ledger" in ran.stdout
        assert "What nobody knows:" in ran.stdout


def test_the_command_told_goes_on_with_the_run(here: Here) -> None:
    ran = run_borderpost(*PLAY, stdin="1\n", cwd=here.folder)
    python, *command = shlex.split(ran.stdout.rstrip().split("\n")[-1])
    assert " ".join(command).startswith("-m borderpost play mine --plain --resume ")
    assert shutil.which(python)
    more = run_python(*command, cwd=here.folder, stdin="1\n")
    assert more.returncode == 0
    assert "It is over." in more.stdout


def test_a_closed_output_ends_quietly_and_the_run_is_saved(here: Here) -> None:
    command = [sys.executable, "-m", "borderpost", *PLAY]
    process = subprocess.Popen(
        command,
        cwd=here.folder,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdin
    assert process.stdout
    read_until(process, b"Stay\n> ")
    process.stdin.write(b"1\n")
    process.stdin.flush()
    read_until(process, b"Go on\n> ")
    process.stdout.close()
    process.stdin.write(b"?\n" * 200)
    process.stdin.close()
    assert process.wait(60) == 0
    assert process.stderr
    assert process.stderr.read() == b""
    process.stderr.close()
    (path,) = (here.folder / "saves").glob("*.jsonl")
    assert b"gate.go" in path.read_bytes()


def read_until(process: subprocess.Popen[bytes], wanted: bytes) -> bytes:
    """What a program writes up to some bytes; fails if they do not come."""
    assert process.stdout
    read = b""
    while wanted not in read:
        ready, _, _ = select.select([process.stdout], [], [], 60)
        assert ready, read
        piece = os.read(process.stdout.fileno(), 4096)
        assert piece, read
        read += piece
    return read


def test_ctrl_c_saves_and_says_so(here: Here) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "borderpost", *PLAY],
        cwd=here.folder,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdin
    read_until(process, b"Stay\n> ")
    process.stdin.write(b"1\n")
    process.stdin.flush()
    read_until(process, b"Go on\n> ")
    process.send_signal(signal.SIGINT)
    # Before its input is closed, since it may notice that first.
    out = read_until(process, b"Your run is saved as ")
    _, err = process.communicate(timeout=60)
    assert process.returncode == 0
    assert err == b""
    assert b"Stopped.\nYour run is saved as " in out


def test_streams_that_are_closed_from_the_start(here: Here) -> None:
    command = f"{sys.executable} -m borderpost {' '.join(PLAY)}"
    for closed, out in ((">&-", ""), ("<&-", "Your run is saved as")):
        ran = subprocess.run(
            ["sh", "-c", f"{command} {closed}"],
            cwd=here.folder,
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )
        assert (ran.returncode, ran.stderr) == (0, "")
        assert out in ran.stdout


def test_letters_that_the_output_does_not_have_stop_nothing(here: Here) -> None:
    here.write("mine/story.yaml", GOOD.replace("A yard.", "Двор “тих”."))
    ran = run_borderpost(*PLAY, stdin="1\nфф\n", cwd=here.folder, PYTHONIOENCODING="ascii")
    assert ran.returncode == 0
    assert '???? "???"' in ran.stdout


def test_bytes_that_are_no_text_are_a_miss(here: Here) -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "borderpost", *PLAY],
        cwd=here.folder,
        input=b"\xff\xfe\x00\n1\n",
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert ran.returncode == 0
    assert b"is no number and no command" in ran.stdout
    assert b"The yard" in ran.stdout


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo-terminals like this")
def test_a_terminal_that_can_draw_nothing_gets_plain_lines(here: Here) -> None:
    import pty

    main, other = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "borderpost", *[word for word in PLAY if word != "--plain"]],
        cwd=here.folder,
        env=os.environ | {"TERM": "dumb"},
        stdin=other,
        stdout=other,
        stderr=other,
    )
    os.close(other)
    written = b""
    while b"Stay\r\n> " not in written:
        written += os.read(main, 4096)
    os.write(main, b"quit\n")
    assert process.wait(60) == 0
    os.close(main)
    assert b"\x1b" not in written


# --- Faults of our own ----------------------------------------------------------------------------


def test_a_fault_of_ours_is_told_without_a_traceback(
    here: Here, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError("the very fault")

    monkeypatch.setattr("borderpost.workshop.diagnosis.checked", fail)
    monkeypatch.setenv("XDG_STATE_HOME", str(here.folder / "state"))
    answer = here.run("check", "mine")
    assert (answer.code, answer.out) == (1, "")
    assert "This is a fault of borderpost" in answer.err
    told = Path(answer.err.rstrip().rpartition("The details are in ")[2])
    assert told.name == FILE
    assert "ZeroDivisionError: the very fault" in told.read_text("utf-8")


def test_a_fault_shows_its_traceback_when_asked_to(
    here: Here, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError("the very fault")

    monkeypatch.setattr("borderpost.workshop.diagnosis.checked", fail)
    monkeypatch.setenv("BORDERPOST_DEBUG", "1")
    assert cli.main(["check", "mine"]) == 1
    assert "Traceback" in capsys.readouterr().err


def test_ctrl_c_where_there_is_nothing_to_save(here: Here, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("borderpost.workshop.diagnosis.checked", stop)
    answer = here.run("check", "mine")
    assert answer.code == 130
    assert "Stopped." in answer.err
