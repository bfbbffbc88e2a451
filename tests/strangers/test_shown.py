"""Nothing that a stranger wrote is obeyed by a terminal, whichever command shows it."""

from __future__ import annotations

from pathlib import Path

import pytest

from borderpost.usage import COMMANDS
from tests.strangers.hostile import (
    ESCAPES,
    GO,
    HEAD,
    HEADER,
    SMALL,
    TURNED,
    forged,
    obeyed,
    story_in,
)
from tests.terminal.test_hostile_text import STORY
from tests.working_folder import Answer, Here

NAME = "n\x1b[31m\x9b2J\u202eB\u2066\x7f\r\n\u2028x"
"""The name of a file or folder, on systems that take it."""

ARGUMENTS = [
    (ESCAPES,),
    (f"--{ESCAPES}",),
    (f"--{ESCAPES}=1",),
    ("small", ESCAPES),
    ("small", ESCAPES, ESCAPES),
    ("--format", ESCAPES),
    ("small", "--set", f"{ESCAPES}=x"),
    ("small", "--set", ESCAPES),
    ("small", "--seed", ESCAPES),
    ("small", "--max-states", ESCAPES),
    ("small", "--max-seconds", ESCAPES),
    ("small", "--runs", ESCAPES),
    ("small", "--player", ESCAPES),
    ("small", "--until", ESCAPES),
    ("small", "--act", ESCAPES),
    ("small", "--part", ESCAPES),
    ("small", "--replay", ESCAPES),
    ("small", "--resume", ESCAPES),
    ("small", "--profile", ESCAPES),
    ("small", "--story", ESCAPES),
    ("small", "--saves", f"no/{NAME}"),
    ("small", "--out", f"no/{NAME}"),
    ("small", "--collect", f"small/story.yaml/{NAME}"),
    ("small", "--save-to", f"small/story.yaml/{NAME}"),
]


@pytest.fixture
def here(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Here:
    """A working folder with a small story, and no other folder to save in."""
    story_in(tmp_path / "small")
    monkeypatch.setattr("borderpost.saves.folder.default_folder", lambda: tmp_path / "saves")
    return Here(tmp_path, monkeypatch, capsys)


def untouched(answer: Answer, call: object) -> None:
    """Nothing of an answer is obeyed, and it is no fault of ours."""
    told = answer.out + answer.err
    assert obeyed(told) == [], f"{call}: {told[:500]!r}"
    assert "fault of borderpost" not in told, call


@pytest.mark.parametrize("command", [*COMMANDS, "help", "", ESCAPES])
def test_arguments(here: Here, command: str) -> None:
    for arguments in ARGUMENTS:
        call = [command, *arguments] if command else list(arguments)
        untouched(here.run(*call), call)


@pytest.mark.parametrize(
    ("variable", "value"),
    [("COLUMNS", ESCAPES), ("COLUMNS", "-1"), ("LANG", ESCAPES), ("TERM", ESCAPES),
     ("NO_COLOR", ESCAPES), ("BORDERPOST_STORIES", ESCAPES), ("HOME", ESCAPES)],
)  # fmt: skip
def test_the_environment(
    here: Here, monkeypatch: pytest.MonkeyPatch, variable: str, value: str
) -> None:
    monkeypatch.setenv(variable, value)
    for call in (["check", "small"], ["check", "nowhere"], ["play", "--plain", "small"],
                 ["replay", "x"], ["check", "--help"]):  # fmt: skip
        untouched(here.run(*call), call)


BY_FORMAT = {
    "check": ("text", "json", "github", "sarif"),
    "odds": ("text", "json"),
    "endings": ("text", "json"),
    "simulate": ("text", "json"),
    "words": ("text", "json"),
    "map": ("text", "json", "dot", "mermaid", "svg"),
}


@pytest.mark.parametrize("command", BY_FORMAT)
def test_a_story_in_an_ill_named_folder(here: Here, command: str) -> None:
    try:
        folder = story_in(here.folder / NAME)
        broken = story_in(here.folder / f"b{NAME}", SMALL + "discuss: [\n")
        (broken / f"{NAME}.yaml").write_text("x: [\n", encoding="utf-8")
    except OSError:
        pytest.skip("no file can have such a name here")
    for form in BY_FORMAT[command]:
        for path in (folder, broken):
            call = [command, str(path), "--format", form]
            untouched(here.run(*call), call)


HOSTILE_STORY = STORY.replace("HOSTILE", TURNED)
"""A story with marks that turn the writing wherever it has words."""


def quoted(story: str) -> str:
    """The story with every text of it that needs them in quotation marks."""
    in_blocks = ("", ">", "-")
    return "".join(
        line
        if line.partition(TURNED)[0].strip() in in_blocks
        else line.replace(TURNED, f'"{TURNED}"')
        for line in story.splitlines(keepends=True)
    )


@pytest.fixture
def turned(here: Here) -> Here:
    """The working folder with that story in it, in two versions, and five runs of the first."""
    text = quoted(HOSTILE_STORY)
    story_in(here.folder / "turned", text)
    story_in(
        here.folder / "later", text.replace("B\u202eC", "Q\u202e").replace("id: wait", "id: w")
    )
    answer = here.run("simulate", "turned", "--runs", "5", "--save-to", "runs")
    assert answer.code == 0, answer.err
    return here


def test_words_of_a_story(turned: Here) -> None:
    run = str(max((turned.folder / "runs").glob("*.jsonl"), key=lambda path: path.stat().st_size))
    calls = [[command, "turned", "--format", form]
             for command, forms in BY_FORMAT.items() for form in forms]  # fmt: skip
    calls += [["odds", "turned", "--meters"], ["simulate", "turned", "--render", "--least-visited"],
              ["why", "turned", "form"], ["why", "turned", "form", "--format", "json"],
              ["guide", "turned", "--out", "-"], ["diff", "turned", "later"],
              ["diff", "turned", "later", "--format", "json"],
              ["replay", run, "turned"], ["replay", run, "turned", "--format", "json"],
              ["replay", run, "later"], ["replay", run, "later", "--format", "json"]]  # fmt: skip
    calls += [["debrief", where, "--story", "turned", "--format", form, "--out", "-"]
              for where in (run, "runs") for form in ("html", "md", "json", "xapi")]  # fmt: skip
    for call in calls:
        untouched(turned.run(*call), call)
    of_class = ["debrief", "runs", "--story", "turned", "--format", "html", "--out", "-"]
    for call in (["guide", "turned", "--out", "-"], of_class):
        page = turned.run(*call).out
        assert "&lt;script&gt;" in page
        assert "<script" not in page


def test_words_of_a_story_in_play(turned: Here) -> None:
    lines = "?\nc\nS1\nm\nj\nl\nt\n3\n2\n1\n1\nj\n1\n1\n1\n1\n1\n1\nl\nj\nquit\n"
    for call in (["play", "turned", "--plain", "--saves", "s"],
                 ["play", "turned", "--plain", "--saves", "s", "--resume"]):  # fmt: skip
        answer = turned.run(*call, stdin=lines)
        untouched(answer, call)
        assert len(answer.out) > 1000


def test_a_saved_run_that_says_anything(here: Here) -> None:
    said = f"{ESCAPES}\0../../x\ud800"
    header = HEADER | {"title": said, "handle": said, "created": said, "program": said}
    header |= {"opens": said, "settings": {said: said}, "continues": {"file": said, "digest": said}}
    other = header | {"story": said}
    (here.folder / "runs").mkdir()
    for name, head in (("own", header), ("other", other)):
        log = forged([head, GO | {"said": said, "title": said, "time": said, "place": said}])
        (here.folder / "runs" / f"{name}.jsonl").write_bytes(log)
        (here.folder / "runs" / f"{name}-cut.jsonl").write_bytes(log[:-30])
    for path in sorted((here.folder / "runs").iterdir()):
        run = str(path)
        calls = [["replay", run, "small"], ["replay", run]]
        calls += [
            ["replay", run, "small", "--format", "json"],
            ["debrief", run, "--format", "json"],
        ]
        calls += [["debrief", run, "--story", "small", "--format", "md"]]
        calls += [["play", "small", "--plain", "--resume", run, "--saves", "s"]]
        for call in calls:
            untouched(here.run(*call, stdin="quit\n"), call)
    for call in (["replay", "x", "--saves", "runs"], ["diff", "small", "small", "--saves", "runs"],
                 ["debrief", "runs", "--story", "small", "--format", "xapi", "--out", "-"],
                 ["play", "small", "--plain", "--resume", "--saves", "runs"]):  # fmt: skip
        untouched(here.run(*call, stdin="quit\n"), call)


def test_the_same_holds_for_the_head_of_a_test() -> None:
    assert obeyed(HEAD) == []
    assert {"\x1b", "\x9b", "\u202e", "\u2028", "\x7f", "\r"} <= set(obeyed(ESCAPES))
