"""`map` and `diff` as users call them: formats, files, exit codes, and a Graphviz that fails."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pytest

from borderpost.workshop.drawings import svg
from tests.program import run_python
from tests.test_imports import families, imported_by, parts
from tests.working_folder import GOOD, PLAY, Here


@pytest.fixture
def here(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Here:
    """A working folder of its own."""
    return Here(tmp_path, monkeypatch, capsys)


# --- map ------------------------------------------------------------------------------------------


def test_a_map_is_text_unless_something_else_is_asked_for(here: Here) -> None:
    answer = here.run("map", "mine")
    assert (answer.code, answer.err) == (0, "")
    assert (
        answer.out
        == """\
Mine: 2 scenes, 1 ending

Scenes

gate: The gate (the start)
  - go: Go in
    to yard
  - stay: Stay
    to over

yard: The yard
  - on: Go on
    to over

Endings

over: Over
    from gate.stay, yard.on
"""
    )


@pytest.mark.parametrize(
    ("name", "begins"),
    [
        ("map.dot", "digraph"),
        ("map.gv", "digraph"),
        ("map.mmd", "flowchart TD"),
        ("MAP.JSON", "{"),
        ("map.txt", "Mine: 2 scenes"),
        ("map", "Mine: 2 scenes"),
    ],
)
def test_the_end_of_a_files_name_says_the_format(here: Here, name: str, begins: str) -> None:
    answer = here.run("map", "mine", "--out", name)
    assert answer.code == 0
    assert answer.out.startswith(f"Written to '{name}', as ")
    assert (here.folder / name).read_text("utf-8").startswith(begins)


def test_a_format_that_is_asked_for_wins_over_the_name(here: Here) -> None:
    here.run("map", "mine", "--format", "mermaid", "--out", "map.dot")
    assert (here.folder / "map.dot").read_text("utf-8").startswith("flowchart")


def test_a_map_as_json(here: Here) -> None:
    data = json.loads(here.run("map", "mine", "--format", "json").out)
    assert [node["id"] for node in data["nodes"]] == ["gate", "yard", "over"]
    first = data["edges"][0]
    assert (first["from"], first["to"], first["choice"], first["label"]) == (
        *("gate", "yard", "go"),
        "Go in",
    )


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--act", "dusk"), "has no act 'dusk'. Leave --act out"),
        (("--act", "\x1b[31m"), "has no act"),
        (("--format", "png"), "--format cannot be 'png'"),
        (("--out", "mine/story.yaml"), "named like a part of a story"),
        (("--out", "run.jsonl"), "named like a part of a story or a saved run"),
        (("--out", "nowhere/map.dot"), "'nowhere/map.dot' cannot be written"),
        (("--out", "mine"), "'mine' cannot be written"),
        (("--out", ""), "no file was named"),
    ],
)
def test_wrong_usage_is_told_and_costs_nothing(
    here: Here, arguments: tuple[str, ...], told: str
) -> None:
    answer = here.run("map", "mine", *arguments)
    assert (answer.code, answer.out) == (2, "")
    assert told.lower() in answer.err.lower()
    assert "\x1b" not in answer.err
    assert (here.folder / "mine/story.yaml").read_text("utf-8") == GOOD


def test_a_story_with_errors_is_not_drawn(here: Here) -> None:
    answer = here.run("map", "broken")
    assert (answer.code, answer.out) == (1, "")
    assert "did you mean 'yard'?" in answer.err
    assert "has errors and cannot be drawn" in answer.err


@pytest.fixture
def graphviz(here: Here, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that is all of the PATH: what is put there as `dot` is taken for Graphviz."""
    folder = here.folder / "programs"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    return folder


def pretend(folder: Path, lines: str) -> None:
    """Put a program there."""
    (folder / "dot").write_text(f"#!{sys.executable}\nimport os, sys\n{lines}\n", "utf-8")
    (folder / "dot").chmod(0o755)


def test_without_graphviz_an_svg_says_what_to_install(here: Here, graphviz: Path) -> None:
    answer = here.run("map", "mine", "--out", "map.svg")
    assert (answer.code, answer.out) == (2, "")
    assert "whose program `dot` is not on the PATH. Install Graphviz, or take" in answer.err
    assert not (here.folder / "map.svg").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="the programs are scripts")
@pytest.mark.parametrize(
    ("lines", "told"),
    [
        (
            "print('Error: \\x1b[31mno', file=sys.stderr); sys.exit(1)",
            "could not draw the story: Err",
        ),
        ("sys.exit(0)", "Graphviz could not draw the story. Take --format"),
        ("os.kill(os.getpid(), 9)", "Graphviz could not draw the story. Take --format"),
        ("print('no picture')", "Graphviz could not draw the story. Take --format"),
    ],
)
def test_a_graphviz_that_fails_is_told(here: Here, graphviz: Path, lines: str, told: str) -> None:
    pretend(graphviz, lines)
    answer = here.run("map", "mine", "--format", "svg")
    assert (answer.code, answer.out) == (1, "")
    assert told in answer.err
    assert "\x1b" not in answer.err


@pytest.mark.skipif(sys.platform == "win32", reason="the programs are scripts")
def test_a_graphviz_that_hangs_is_ended(
    here: Here, graphviz: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    os.mkfifo(here.folder / "never")
    (graphviz / "dot").write_text("#!/bin/sh\necho $$ > pid\nread line < never\n", "utf-8")
    (graphviz / "dot").chmod(0o755)
    monkeypatch.setattr(svg, "MOST_SECONDS", 2.0)
    answer = here.run("map", "mine", "--format", "svg")
    assert (answer.code, answer.out) == (1, "")
    assert "did not finish the drawing within 2 seconds, and was ended" in answer.err
    with pytest.raises(ProcessLookupError):
        os.kill(int((here.folder / "pid").read_text("utf-8")), 0)


@pytest.mark.skipif(sys.platform == "win32", reason="the programs are scripts")
def test_a_picture_is_kept_without_what_it_refers_to(here: Here, graphviz: Path) -> None:
    drawn = '<?xml version="1.0"?><!DOCTYPE svg "elsewhere">\\n<!-- by\\nme -->\\n<svg><g/></svg>'
    pretend(graphviz, f"assert sys.argv[1:] == ['-Tsvg']\nprint('''{drawn}''')")
    here.run("map", "mine", "--out", "map.svg")
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    assert (here.folder / "map.svg").read_text("utf-8") == f"{head}<svg><g/></svg>\n"


# --- diff -----------------------------------------------------------------------------------------


def test_a_diff_exits_with_0_whatever_differs(here: Here) -> None:
    here.write("other/story.yaml", GOOD.replace("then: yard", "then: over"))
    answer = here.run("diff", "mine", "other")
    assert (answer.code, answer.err) == (0, "")
    assert "Leads elsewhere\n  gate.go: was yard; now over\n" in answer.out
    assert here.run("diff", "mine", "mine").code == 0


def test_a_diff_of_a_single_file(here: Here) -> None:
    here.write("alone/tale.yaml", GOOD.replace("Go in", "Enter"))
    assert "1 choice: gate.go" in here.run("diff", "mine", "alone/tale.yaml").out


@pytest.mark.parametrize("stories", [("mine", "broken"), ("broken", "mine")])
def test_a_diff_with_a_broken_story_exits_with_1(here: Here, stories: tuple[str, str]) -> None:
    answer = here.run("diff", *stories)
    assert (answer.code, answer.out) == (1, "")
    assert "did you mean 'yard'?" in answer.err
    assert "has errors and cannot be compared" in answer.err


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("mine",),
        ("mine", "nowhere"),
        ("mine", "mine", "mine"),
        ("mine", "mine", "--saves", "nowhere"),
        ("mine", "mine", "--saves", "mine/story.yaml"),
        ("mine", "mine", "--format", "xml"),
    ],
)
def test_a_diff_called_wrongly_exits_with_2(here: Here, arguments: tuple[str, ...]) -> None:
    answer = here.run("diff", *arguments)
    assert (answer.code, answer.out) == (2, "")
    assert answer.err.strip()


def test_saves_that_break_are_named(here: Here) -> None:
    here.run(*PLAY, stdin="1\n")
    here.write("other/story.yaml", GOOD.replace("id: go,", "id: enter,"))
    answer = here.run("diff", "mine", "other", "--saves", "saves")
    assert answer.code == 0
    assert "Saved runs, 1 of this story: 1 breaks." in answer.out
    assert f"  {here.handle()}: Step 1, in “The gate”: the choice “Go in”" in answer.out
    plain = json.loads(
        here.run("diff", "mine", "other", "--saves", "saves", "--format", "json").out
    )
    assert [(fate["fate"], fate["step"]) for fate in plain["saves"]] == [("breaks", 1)]


CHANCY = GOOD.replace("id: stay, label: Stay, then: over", "id: stay, label: Stay, then: out")
CHANCY += """\
  out:
    title: Out
    text: |
      You are out.
"""


def test_odds_that_moved_are_told(here: Here) -> None:
    here.write("chancy/story.yaml", CHANCY)
    answer = here.run("diff", "mine", "chancy")
    assert answer.code == 0
    assert "  over, uniform (profile: short): was 100.0 %, now 50.0 %\n" in answer.out
    assert "  out, uniform (profile: full): was 0.0 %, now 50.0 %\n" in answer.out
    data = json.loads(here.run("diff", "mine", "chancy", "--format", "json").out)
    assert data["odds_uncounted"] == []
    assert data["odds"][0] == {
        "player": "uniform",
        "ending": "over",
        "before": 1.0,
        "now": 0.5,
        "settings": {"profile": "short"},
    }
    assert len(data["odds"]) == 4


def test_odds_that_stay_are_said_to_and_those_that_cannot_move_are_not_counted(here: Here) -> None:
    here.write("other/story.yaml", GOOD.replace("then: yard", "then: over"))
    assert "Odds: no share of an ending moved.\n" in here.run("diff", "mine", "other").out
    here.write("other/story.yaml", GOOD.replace("Go in", "Enter"))
    assert "Odds" not in here.run("diff", "mine", "other", "--max-states", "1").out


def test_odds_that_are_not_counted_within_the_limits_are_told(here: Here) -> None:
    here.write("chancy/story.yaml", CHANCY)
    limits = ("--max-states", "1")
    text = here.run("diff", "mine", "chancy", *limits).out
    assert "Odds that could not be compared, since they were not counted to the end\n" in text
    told = " uniform (profile: full), in the new version: the most states allowed were kept "
    assert told in " ".join(text.split())
    assert "Odds that moved" not in text
    data = json.loads(here.run("diff", "mine", "chancy", *limits, "--format", "json").out)
    assert {(each["before"], each["now"]) for each in data["odds"]} == {(None, None)}
    assert len(data["odds_uncounted"]) == 4
    assert data["odds_uncounted"][0] == {
        "player": "uniform",
        "version": "old",
        "limit": "states",
        "settings": {"profile": "short"},
    }


# --- Start-up -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "never"),
    [
        (("map", "lakkon"), {"terminal", "plain", "saves"}),
        (("diff", "lakkon", "lakkon"), {"terminal", "plain"}),
    ],
)
def test_neither_imports_what_it_does_not_use(
    tmp_path: Path, arguments: tuple[str, ...], never: set[str]
) -> None:
    modules = imported_by(tmp_path, *arguments)
    assert not parts(modules) & never
    assert not families(modules) & {"textual", "rich", "asyncio", "dataclasses", "subprocess"}


def test_the_drawings_can_be_imported_alone() -> None:
    ran = run_python("-c", "import borderpost.workshop.mapping, borderpost.workshop.differing")
    assert (ran.returncode, ran.stderr) == (0, "")
