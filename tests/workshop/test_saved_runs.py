"""`check --saves`: what an author reads of saved runs after each kind of edit."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from borderpost.cli import main
from borderpost.engine.program import Program
from borderpost.proof.search.exploring import Limits
from borderpost.saves.shelf import Shelf
from borderpost.saves.stored import read_log
from borderpost.workshop.diagnosis import Found, check
from borderpost.workshop.saved_runs import MOST_NAMED, NoSaves, follow_runs
from tests.saves.small import PLAY, STORY, edited, program_of
from tests.stories import play

PAY = "      - id: pay\n        label: Pay him\n        cost: {money: 2}\n        then: night\n"
ASK = "      - id: ask\n        label: Ask the driver\n        then: office\n"
WAIT = "        then: {chance: {office: 1, night: 1}}\n"
HALL = "  hall:\n    act: first\n    title: The hall\n    text: Boots.\n    then: office\n"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def keep(folder: Path, *items: str, text: str = STORY, handle: str = "") -> Path:
    """Save a run of the story as it was; its file."""
    with Shelf(folder).start(program_of(folder.parent / "before", text), {}, 3) as saved:
        play(saved.run, items or PLAY)
    if not handle:
        return saved.path
    return saved.path.rename(folder / f"{handle}.jsonl")


def checked(story: Path, saves: Path) -> Found:
    """What the stage of saved runs finds, told without playing the story itself."""
    return check(story, static=True, saves=saves).stages["saves"]


EDITS: dict[str, tuple[tuple[tuple[str, str], ...], str, str]] = {
    "typo": ((("Snow on the road.", "Deep snow on the road."),), "intact", ""),
    "relabelled": ((("label: Pay him", "label: Pay the man"),), "intact", ""),
    "reordered": (((ASK, ""), (WAIT, WAIT + ASK)), "intact", ""),
    "renamed, with was": ((("- id: pay\n", "- id: bribe\n        was: [pay]\n"),), "migrated", ""),
    "cost": ((("cost: {money: 2}", "cost: {money: 5}"),), "migrated", ""),
    "variable": ((("  money:", "  luck: {range: 0..3}\n  money:"),), "migrated", ""),
    "bounds": ((("0..10, start: 6", "0..7, start: 6"),), "migrated", ""),
    "renamed": (
        (("- id: pay\n", "- id: bribe\n"),),
        "diverged",
        "step 5, in “The office”: the choice “Pay him” can no longer be taken there",
    ),
    "removed": (
        ((PAY, ""),),
        "diverged",
        "step 5, in “The office”: the choice “Pay him” can no longer be taken there",
    ),
    "removed, with removed": (((PAY, PAY.replace("pay", "go").replace("Pay him", "Go")),
        ("endings:", "removed: {office.pay: night}\nendings:")), "migrated", ""),
    "too dear": (
        (("cost: {money: 2}", "cost: {money: 9}"),),
        "diverged",
        "step 5, in “The office”: the choice “Pay him” can no longer be taken there",
    ),
    "inserted scene": (
        ((ASK, ASK.replace("then: office", "then: hall")), ("  office:\n", HALL + "  office:\n")),
        "diverged",
        "“Ask the driver” now leads to “The hall”, and led to “The office”",
    ),
    "inserted chance": (
        ((ASK, ASK.replace("then: office", "then: {chance: {office: 1, night: 1}}")),),
        "diverged",
        "“Ask the driver” now leads to a turn of chance, and led to “The office”",
    ),
    "option": (
        (("{open: It is, shut: It is not}", "{shut: It is not, deep: Deep}"),),
        "diverged",
        "the answer “Is the road open? It is (fairly sure)” can no longer be given there",
    ),
    "setting": (
        (("one_of: [short, long], start: short", "one_of: [brief, long], start: brief"),),
        "diverged",
        "its settings: ",
    ),
}  # fmt: skip
"""Every kind of edit: what it replaces, what becomes of a run, and why it breaks."""


TOLD = {
    "intact": "1 intact",
    "migrated": "1 with values worked out anew",
    "diverged": "1 cut short by what has changed",
}


@pytest.mark.parametrize("kind", EDITS)
def test_each_kind_of_edit_has_its_outcome(here: Path, kind: str) -> None:
    edits, status, why = EDITS[kind]
    path = keep(here / "saves")
    before = path.read_bytes()
    edited(here / "story", *edits)
    found = checked(here / "story", here / "saves")
    assert found.told == (f"1 saved run followed: {TOLD[status]}.\n")
    assert [one.code for one in found.diagnostics] == (["BP401"] if why else [])
    assert all(why in one.message for one in found.diagnostics)
    assert path.read_bytes() == before
    assert main(["check", "story", "--static", "--saves", "saves"]) == (1 if why else 0)


def test_a_run_that_breaks_is_told_at_its_scene(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    handle = read_log(keep(here / "saves")).header
    edited(here / "story", (PAY, ""))
    assert main(["check", "story", "--static", "--saves", "saves"]) == 1
    told = capsys.readouterr().out
    line = 1 + (here / "story" / "story.yaml").read_text("utf-8").split("\n").index("  office:")
    assert handle is not None
    assert (
        f"story/story.yaml:{line}:3: error BP401: the saved run {handle.handle} breaks here: "
    ) in told
    assert "\n      office:\n      ^\nmend: keep what they took, or say under `was:`" in told
    assert told.endswith("1 saved run followed: 1 cut short by what has changed.\n")


def test_runs_that_break_alike_at_one_place_are_told_together(here: Path) -> None:
    for number in range(MOST_NAMED + 3):
        keep(here / "saves", "gate.ask", "office.pay", handle=f"b{number}")
    keep(here / "saves", "gate.ask", "office.back", handle="c1")
    last = keep(here / "saves", "road=open", "gate.ask", "office.back", handle="c2")
    back = "      - id: back\n        label: Go out again\n        then: gate\n"
    edited(here / "story", (PAY, ""), (back, ""))
    found = checked(here / "story", here / "saves")
    paid, went_back = sorted(found.diagnostics, key=lambda one: "Pay" not in one.message)
    assert "the choice “Pay him” can no longer be taken there; so do " in paid.message
    assert paid.message.endswith(", 2 more")
    handle = read_log(last).header
    assert handle is not None
    assert went_back.message.endswith(f"be taken there; so does {handle.handle}")
    assert found.told == "10 saved runs followed: 10 cut short by what has changed.\n"


def test_runs_in_folders_are_followed_and_each_once(here: Path) -> None:
    (here / "saves" / "class 2").mkdir(parents=True)
    path = keep(here / "saves")
    data = path.read_bytes()
    path.rename(here / "saves" / "class 2" / path.name)
    (here / "saves" / "copy.jsonl").write_bytes(data)
    (here / "saves" / "notes.txt").write_text("Remember the key.", "utf-8")
    found = follow_runs(program_of(here / "story"), here / "saves")
    assert [run.status for run in found.outcomes] == ["intact"]
    assert found.diagnostics == []


def test_a_damaged_file_is_told_and_followed_as_far_as_it_is_whole(here: Path) -> None:
    path = keep(here / "saves")
    lines = path.read_bytes().split(b"\n")
    lines[3] = lines[3].replace(b"office", b"offica")
    path.write_bytes(b"\n".join(lines))
    (here / "saves" / "head.jsonl").write_bytes(b'{"borderpost":1,"story"')
    program_of(here / "story")
    found = checked(here / "story", here / "saves")
    assert [one.code for one in found.diagnostics] == ["BP402", "BP402"]
    assert [one.severity.value for one in found.diagnostics] == ["warning", "warning"]
    assert f"{path.name}, is damaged: line 4 is not what was written there" in (
        found.diagnostics[1].message
    )
    assert "head.jsonl, it is cut short in its first line" in found.diagnostics[0].message
    assert found.told == "1 saved run followed: 1 damaged.\n"
    assert main(["check", "story", "--static", "--saves", "saves"]) == 0
    assert main(["check", "story", "--static", "--strict", "--saves", "saves"]) == 1


def test_a_program_that_plays_otherwise_than_it_did_is_told(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(here / "saves")
    program = program_of(here / "story")
    monkeypatch.setattr(Program, "digest", lambda *_: "0" * 16)
    found = follow_runs(program, here / "saves")
    (told,) = found.diagnostics
    assert told.code == "BP403"
    assert told.severity == "error"
    assert "step 1, in “At the gate”: the values it led to are not those" in told.message


def test_a_folder_of_nothing_and_no_folder(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    program = program_of(here / "story")
    (here / "saves").mkdir()
    assert follow_runs(program, here / "saves").told == (
        "Saved runs: none of this story is there.\n"
    )
    with pytest.raises(NoSaves, match="there is no folder"):
        follow_runs(program, here / "nowhere")
    assert main(["check", "story", "--saves", "nowhere"]) == 2
    assert "There is no folder 'nowhere'. Name the one" in capsys.readouterr().err


def test_every_format_tells_it(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    keep(here / "saves")
    (here / "saves" / "head.jsonl").write_bytes(b'{"borderpost":1,"story"')
    edited(here / "story", (PAY, ""))
    told = {}
    for form in ("json", "github", "sarif"):
        call = ["check", "story", "--static", "--saves", "saves", "--format", form]
        assert main(call) == 1
        told[form] = capsys.readouterr().out
    data = json.loads(told["json"])["saves"]
    assert (data["intact"], data["diverged"]) == (0, 1)
    assert data["runs"][0]["step"] == 5
    assert "::error file=story/story.yaml,line=" in told["github"]
    assert "::warning title=" in told["github"]
    results = json.loads(told["sarif"])["runs"][0]["results"]
    has_place = {one["ruleId"]: bool(one["locations"]) for one in results}
    assert has_place["BP401"]
    assert not has_place["BP402"]


def test_without_static_the_story_is_proved_too(here: Path) -> None:
    keep(here / "saves")
    program_of(here / "story")
    answer = check(here / "story", static=False, limits=Limits(1000), saves=here / "saves")
    assert list(answer.stages) == ["saves", "proof", "tests"]


def test_what_is_allowed_is_not_told_but_a_run_that_breaks_is_an_error(here: Path) -> None:
    keep(here / "saves")
    edited(
        here / "story",
        (PAY, ""),
        ("endings:", "allow: [{code: BP401, at: office, because: It may.}]\nendings:"),
    )
    codes = [
        one.code for one in check(here / "story", static=True, saves=here / "saves").diagnostics
    ]
    assert "BP401" in codes


def test_hostile_files_reach_no_terminal(here: Path) -> None:
    path = keep(here / "saves")
    path.rename(here / "saves" / "a\x1b[31m\u202eb.jsonl")
    edited(here / "story", (PAY, ""))
    found = follow_runs(program_of(here / "plain"), here / "saves")
    assert found.outcomes[0].file.isprintable()
    told = follow_runs(program_of(here / "again", STORY.replace(PAY, "")), here / "saves")
    assert all(one.message.isprintable() for one in told.diagnostics)
