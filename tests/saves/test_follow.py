"""What becomes of a saved run when its story is edited: each kind of edit, and what must happen."""

from __future__ import annotations

from pathlib import Path

import pytest

from borderpost.engine.actions import Choose, Nature
from borderpost.engine.program import Program
from borderpost.engine.records import Act, Goto, Note
from borderpost.engine.run import Run
from borderpost.saves.follow import Followed, follow
from borderpost.saves.lines import Header
from borderpost.saves.log import now
from borderpost.saves.problem import LogProblem
from borderpost.saves.shelf import Shelf
from borderpost.saves.stored import StoredRun, read_log
from tests.saves.small import PLAY, STORY, edited, names, program_of
from tests.stories import play


@pytest.fixture
def original(tmp_path: Path) -> Program:
    return program_of(tmp_path / "original")


def saved(tmp_path: Path, program: Program, items: tuple[str, ...] = PLAY) -> StoredRun:
    with Shelf(tmp_path / "saves").start(program, {"length": "long"}, 3) as run:
        play(run.run, items)
        path = run.path
    return read_log(path)


def read_header_of(tmp_path: Path) -> Header:
    (path,) = (tmp_path / "saves").iterdir()
    header = read_log(path).header
    assert header is not None
    return header


def fate(followed: Followed) -> tuple[str, int]:
    return followed.status, followed.step


def test_an_untouched_story_gives_back_the_very_run(tmp_path: Path, original: Program) -> None:
    with Shelf(tmp_path / "saves").start(original, {"length": "long"}, 3) as was:
        play(was.run, PLAY)
    followed = follow(read_log(was.path), original)
    assert fate(followed) == ("intact", 0)
    assert followed.reason == ""
    assert followed.run.records == was.run.records
    assert (followed.run.state, followed.run.head) == (was.run.state, was.run.head)
    assert followed.run.settings == {"length": "long"}
    assert followed.run.seed == 3


@pytest.mark.parametrize(
    "edit",
    [
        ("Snow on the road.", "Deep snow on the road."),
        ("label: Ask the driver", "label: Question the driver"),
        ("title: The office", "title: The warm office"),
    ],
    ids=["text", "label", "title"],
)
def test_a_mended_sentence_leaves_a_run_intact(
    tmp_path: Path, original: Program, edit: tuple[str, str]
) -> None:
    followed = follow(saved(tmp_path, original), edited(tmp_path / "edited", edit))
    assert fate(followed) == ("intact", 0)
    assert names(followed.run)[-1] == "done"


def test_reordered_choices_are_still_the_same_choices(tmp_path: Path, original: Program) -> None:
    ask = "      - id: ask\n        label: Ask the driver\n        then: office\n"
    assert ask in STORY
    moved = STORY.replace(ask, "").replace(
        "        then: {chance: {office: 1, night: 1}}\n",
        "        then: {chance: {office: 1, night: 1}}\n" + ask,
    )
    program = program_of(tmp_path / "edited", moved)
    assert [choice.id for choice in program.story.scenes["gate"].choices] == ["wait", "ask"]
    stored = saved(tmp_path, original)
    followed = follow(stored, program)
    assert followed.status in ("intact", "migrated")
    assert [act.action for act in followed.run.acts()] == [
        record.action for record in stored.records if isinstance(record, Act)
    ]


def test_a_changed_cost_is_followed_with_other_values(tmp_path: Path, original: Program) -> None:
    program = edited(tmp_path / "edited", ("cost: {money: 2}", "cost: {money: 5}"))
    followed = follow(saved(tmp_path, original), program)
    assert fate(followed) == ("migrated", 0)
    assert "has changed" in followed.reason
    assert "meters may stand otherwise" in followed.reason
    assert program.named(followed.run.state)["money"] == "1"
    last = followed.run.records[-1]
    assert isinstance(last, Act)
    assert last.digest == program.digest(followed.run.state)


def test_a_cost_that_cannot_be_paid_any_more_ends_the_path_there(
    tmp_path: Path, original: Program
) -> None:
    program = edited(tmp_path / "edited", ("cost: {money: 2}", "cost: {money: 9}"))
    followed = follow(saved(tmp_path, original), program)
    assert fate(followed) == ("diverged", 5)
    assert names(followed.run) == ["gate", "office", "gate", "office"]
    assert "in “The office”: the choice “Pay him” can no longer be taken" in followed.reason
    assert followed.run.head == 4


def test_a_removed_choice_ends_the_path_there(tmp_path: Path, original: Program) -> None:
    back = "      - id: back\n        label: Go out again\n        then: gate\n"
    followed = follow(saved(tmp_path, original), edited(tmp_path / "edited", (back, "")))
    assert fate(followed) == ("diverged", 3)
    assert names(followed.run) == ["gate", "office"]
    assert "Step 3, in “The office”: the choice “Go out again” can no longer" in followed.reason
    assert "decide anew from there" in followed.reason
    header = read_header_of(tmp_path)
    assert f"is kept as {header.handle}" in followed.reason


def test_a_choice_that_leads_elsewhere_ends_the_path_there(
    tmp_path: Path, original: Program
) -> None:
    program = edited(
        tmp_path / "edited",
        ("label: Go out again\n        then: gate", "label: Go out again\n        then: night"),
    )
    followed = follow(saved(tmp_path, original), program)
    assert fate(followed) == ("diverged", 3)
    assert "“Go out again” now leads to “Night”, and led to “At the gate”" in followed.reason
    assert names(followed.run) == ["gate", "office"]


def test_an_inserted_scene_is_told(tmp_path: Path, original: Program) -> None:
    hall = "  hall:\n    act: first\n    title: The hall\n    text: Boots.\n    then: office\n"
    program = edited(
        tmp_path / "edited",
        (
            "label: Ask the driver\n        then: office",
            "label: Ask the driver\n        then: hall",
        ),
        ("  office:\n    act", hall + "  office:\n    act"),
    )
    followed = follow(saved(tmp_path, original), program)
    assert fate(followed) == ("diverged", 2)
    assert "now leads to “The hall”, and led to “The office”" in followed.reason


def test_an_inserted_chance_is_told(tmp_path: Path, original: Program) -> None:
    program = edited(
        tmp_path / "edited",
        (
            "label: Ask the driver\n        then: office",
            "label: Ask the driver\n        then: {chance: {office: 9, night: 1}}",
        ),
    )
    followed = follow(saved(tmp_path, original), program)
    assert fate(followed) == ("diverged", 2)
    assert "a turn of chance" in followed.reason


def test_a_new_variable_and_other_bounds_are_followed(tmp_path: Path, original: Program) -> None:
    program = edited(
        tmp_path / "edited",
        (
            "  money: {meter: 0..10, start: 6,",
            "  luck: {range: 0..3}\n  money: {meter: 0..7, start: 6,",
        ),
    )
    followed = follow(saved(tmp_path, original), program)
    assert fate(followed) == ("migrated", 0)
    assert program.named(followed.run.state)["luck"] == "0"


def test_a_question_that_must_now_be_answered_first_is_told(
    tmp_path: Path, original: Program
) -> None:
    program = edited(tmp_path / "edited", ("        optional: true\n", ""))
    followed = follow(saved(tmp_path, original), program)
    assert fate(followed) == ("diverged", 4)
    assert "has to be answered: “Is the road open?”" in followed.reason


def test_a_removed_option_is_told(tmp_path: Path, original: Program) -> None:
    program = edited(
        tmp_path / "edited", ("{open: It is, shut: It is not}", "{shut: No, deep: Too deep}")
    )
    followed = follow(saved(tmp_path, original), program)
    assert fate(followed) == ("diverged", 1)
    words = "the answer “Is the road open? It is (fairly sure)” can no longer be given there"
    assert words in followed.reason
    assert followed.run.head == 0


def test_without_the_words_of_the_log_the_story_says_what_was_done(
    tmp_path: Path, original: Program
) -> None:
    stored = saved(tmp_path, original)
    assert [entry.said for entry in stored.entries][2:5:2] == ["Go out again", "Pay him"]
    stored = stored._replace(entries=tuple(e._replace(said="") for e in stored.entries))
    dear = edited(tmp_path / "dear", ("cost: {money: 2}", "cost: {money: 9}"))
    assert "the choice “Pay him” can no longer" in follow(stored, dear).reason
    back = "      - id: back\n        label: Go out again\n        then: gate\n"
    gone = edited(tmp_path / "gone", (back, ""))
    assert "the choice “back” can no longer" in follow(stored, gone).reason


# --- Renamed and removed ------------------------------------------------------------------------


@pytest.mark.parametrize(
    "edits",
    [
        (
            ("  office:\n", "  room:\n    was: [office]\n"),
            ("label: Ask the driver\n        then: office", "label: Ask\n        then: room"),
            ("{office: 1, night: 1}", "{room: 1, night: 1}"),
        ),
        (("- id: pay\n", "- id: bribe\n        was: [pay]\n"),),
        (("- id: road\n", "- id: the_road\n        was: [road]\n"),),
        (("options: {open: It is,", "options: {free: {says: It is, was: [open]},"),),
        (
            ("  done:\n    title: Morning", "  dawn:\n    was: [done]\n    title: Morning"),
            (
                "do: [mood = watchful]\n        then: done",
                "do: [mood = watchful]\n        then: dawn",
            ),
            ("text: It is dark.\n    then: done", "text: It is dark.\n    then: dawn"),
        ),
        (("  length: {one_of", "  size: {was: [length], one_of"),),
        (("  money: {meter", "  cash: {was: [money], meter"), ("cost: {money", "cost: {cash")),
    ],
    ids=["scene", "choice", "question", "option", "ending", "setting", "meter"],
)
def test_what_is_renamed_with_was_is_followed(
    tmp_path: Path, original: Program, edits: tuple[tuple[str, str], ...]
) -> None:
    stored = saved(tmp_path, original)
    program = edited(tmp_path / "edited", *edits)
    followed = follow(stored, program)
    assert fate(followed) == ("migrated", 0), followed.reason
    assert len(followed.run.acts()) == len(PLAY)
    assert followed.run.finished
    assert list(followed.run.settings.values()) == ["long"]
    anew = Run(program, followed.run.settings, 3)
    for act in followed.run.acts():
        anew.act(act.action)
    assert anew.acts() == followed.run.acts()


def test_without_was_a_renamed_scene_is_another(tmp_path: Path, original: Program) -> None:
    program = edited(
        tmp_path / "edited",
        ("  office:\n", "  room:\n"),
        ("label: Ask the driver\n        then: office", "label: Ask\n        then: room"),
        ("{office: 1, night: 1}", "{room: 1, night: 1}"),
    )
    followed = follow(saved(tmp_path, original), program)
    assert fate(followed) == ("diverged", 2)
    assert "“Ask the driver” now leads to another “The office” than it did" in followed.reason


def test_a_renamed_point_of_chance_is_followed(tmp_path: Path, original: Program) -> None:
    program = edited(tmp_path / "edited", ("- id: wait\n", "- id: stay\n        was: [wait]\n"))
    stored = saved(tmp_path, original, ("gate.wait",))
    followed = follow(stored, program)
    assert fate(followed) == ("migrated", 0)
    assert names(followed.run)[0] == "~gate.stay#1"
    assert len(names(followed.run)) == 2


def test_a_chance_outcome_is_the_one_that_came_not_the_one_the_seed_gives(
    tmp_path: Path, original: Program
) -> None:
    for outcome in ("office", "night"):
        stored = saved(tmp_path, original, ("gate.wait",))
        act, chance = stored.entries
        assert isinstance(chance.record, Act)
        program = edited(tmp_path / "edited", ("office: 1, night: 1", "office: 1, night: 8"))
        record = chance.record._replace(action=Nature(outcome), place=outcome)
        changed = stored._replace(entries=(act, chance._replace(record=record)))
        followed = follow(changed, program)
        assert fate(followed) == ("migrated", 0)
        assert names(followed.run)[-1] == outcome


def test_an_outcome_that_is_gone_leaves_the_choice(tmp_path: Path, original: Program) -> None:
    fog = "  fog:\n    act: first\n    title: Fog\n    text: Grey.\n    then: done\n"
    old = program_of(
        tmp_path / "old",
        STORY.replace("{office: 1, night: 1}", "{fog: 8, night: 1}").replace(
            "  night:\n", fog + "  night:\n"
        ),
    )
    with Shelf(tmp_path / "saves").start(old, {}, 3) as run:
        run.run.act(Choose("gate", "wait"))
        assert run.run.view().place == "fog"
        path = run.path
    followed = follow(read_log(path), original)
    assert fate(followed) == ("diverged", 1)
    assert names(followed.run) == ["~gate.wait#1"]
    followed.run.settle()
    assert names(followed.run)[-1] in ("office", "night")


def test_a_removed_scene_is_passed_over_where_the_story_says_how_to_go_on(
    tmp_path: Path, original: Program
) -> None:
    text = STORY.replace(
        "        cost: {money: 2}\n        then: night",
        "        cost: {money: 2}\n        then: done",
    )
    start, end = text.index("  night:\n"), text.index("endings:")
    text = text[:start] + text[end:]
    text = (
        text.replace("{office: 1, night: 1}", "{office: 1, done: 1}") + "removed: {night: done}\n"
    )
    program = program_of(tmp_path / "edited", text)
    followed = follow(saved(tmp_path, original), program)
    assert fate(followed) == ("migrated", 0)
    assert names(followed.run) == ["gate", "office", "gate", "office", "done"]
    stands_there = follow(saved(tmp_path, original, PLAY[:-1]), program)
    assert fate(stands_there) == ("migrated", 0)
    assert stands_there.run.finished
    unsaid = program_of(tmp_path / "unsaid", text.replace("removed: {night: done}\n", ""))
    assert fate(follow(saved(tmp_path, original), unsaid)) == ("diverged", 5)


def test_a_removed_choice_gives_way_to_the_one_that_leads_where_the_story_says(
    tmp_path: Path, original: Program
) -> None:
    pay = "      - id: pay\n        label: Pay him\n        cost: {money: 2}\n        then: night\n"
    wire = "      - id: leave\n        label: Leave\n        then: night\n"
    program = edited(
        tmp_path / "edited", (pay, wire), ("endings:", "removed: {office.pay: night}\nendings:")
    )
    followed = follow(saved(tmp_path, original), program)
    assert fate(followed) == ("migrated", 0)
    assert followed.run.acts()[4].action == Choose("office", "leave")
    two = edited(
        tmp_path / "two",
        (pay, wire + wire.replace("leave", "go")),
        ("endings:", "removed: {office.pay: night}\nendings:"),
    )
    assert fate(follow(saved(tmp_path, original), two)) == ("diverged", 5)


def test_answers_to_a_removed_question_are_passed_over(tmp_path: Path, original: Program) -> None:
    start, end = STORY.index("    questions:\n"), STORY.index("    choices:\n      - id: ask")
    text = STORY[:start] + STORY[end:]
    program = program_of(tmp_path / "edited", text + "removed: {road: none}\n")
    followed = follow(saved(tmp_path, original), program)
    assert fate(followed) == ("migrated", 0)
    assert len(followed.run.acts()) == len(PLAY) - 1
    unsaid = program_of(tmp_path / "unsaid", text)
    assert fate(follow(saved(tmp_path, original), unsaid)) == ("diverged", 1)


def test_a_setting_that_lost_the_value_played_begins_the_run_anew(
    tmp_path: Path, original: Program
) -> None:
    program = edited(tmp_path / "edited", ("one_of: [short, long]", "one_of: [short, full]"))
    followed = follow(saved(tmp_path, original), program)
    assert fate(followed) == ("diverged", 1)
    assert followed.run.records == []
    assert followed.run.settings == {"length": "short"}
    assert "'long'" in followed.reason


def test_a_setting_that_is_gone_is_no_loss(tmp_path: Path, original: Program) -> None:
    line = "  length: {one_of: [short, long], start: short, ask: true}\n"
    followed = follow(saved(tmp_path, original), edited(tmp_path / "edited", (line, "")))
    assert fate(followed) == ("migrated", 0)


# --- Branches -----------------------------------------------------------------------------------


def branched(tmp_path: Path, program: Program) -> StoredRun:
    """A run that paid and slept, went back, signed, and stands at its ending."""
    with Shelf(tmp_path / "saves").start(program, {}, 3) as saved_run:
        run = saved_run.run
        play(run, ("gate.ask", "office.pay"))
        run.note("dissent", {"text": "We should not have paid."})
        assert run.undo()
        play(run, ("office.sign",))
    return read_log(saved_run.path)


def test_branches_and_notes_are_kept(tmp_path: Path, original: Program) -> None:
    stored = branched(tmp_path, original)
    followed = follow(stored, original)
    assert followed.status == "intact"
    assert tuple(followed.run.records) == stored.records
    followed.run.jump(2)
    assert followed.run.view().place == "night"


def test_a_left_branch_that_is_gone_does_not_touch_the_path(
    tmp_path: Path, original: Program
) -> None:
    stored = branched(tmp_path, original)
    program = edited(tmp_path / "edited", ("cost: {money: 2}", "cost: {money: 9}"))
    followed = follow(stored, program)
    assert fate(followed) == ("migrated", 0)
    assert "left by going back" in followed.reason
    assert names(followed.run) == ["office", "done"]
    assert followed.run.finished
    kept = followed.run.records
    assert [type(record) for record in kept] == [Act, Note, Goto, Act]
    assert [record.number for record in kept] == [1, 2, 3, 4]
    assert kept[1] == Note(2, 1, "dissent", {"text": "We should not have paid."})
    assert kept[2] == Goto(3, 1)
    assert followed.origins == (1, 3, 4, 5)


def test_a_path_that_is_gone_leaves_the_head_on_it_not_on_another_branch(
    tmp_path: Path, original: Program
) -> None:
    with Shelf(tmp_path / "saves").start(original, {}, 3) as saved_run:
        run = saved_run.run
        play(run, ("gate.ask", "office.pay"))
        run.jump(0)
        play(run, ("road=open", "gate.ask"))
        run.jump(2)
    stored = read_log(saved_run.path)
    program = edited(tmp_path / "edited", ("cost: {money: 2}", "cost: {money: 9}"))
    followed = follow(stored, program)
    assert fate(followed) == ("diverged", 2)
    assert names(followed.run) == ["office"]
    assert followed.run.head == 1
    anew = follow_again(followed, program)
    assert anew.run.head == 1
    assert anew.status == "intact"


def follow_again(followed: Followed, program: Program) -> Followed:
    """Follow what was kept, as if it had been saved."""
    from borderpost.saves.lines import Entry, Header

    run, info = followed.run, program.story.info
    header = Header(
        info.id,
        info.title,
        1,
        program.story.logic_hash,
        "",
        run.settings,
        run.seed,
        "h",
        now(),
        "0",
    )
    entries = tuple(Entry(record) for record in run.records)
    return follow(StoredRun(header, entries, (), 0, ""), program)


# --- Damage -------------------------------------------------------------------------------------


def test_values_that_are_not_those_saved_are_told(tmp_path: Path, original: Program) -> None:
    stored = saved(tmp_path, original)
    entries = list(stored.entries)
    record = entries[4].record
    assert isinstance(record, Act)
    entries[4] = entries[4]._replace(record=record._replace(digest="0" * 16))
    followed = follow(stored._replace(entries=tuple(entries)), original)
    assert fate(followed) == ("damaged", 5)
    assert "values" in followed.reason
    assert followed.run.finished
    assert followed.run.records[4] == record


@pytest.mark.parametrize("place", ["night", "nowhere"])
def test_a_place_that_was_not_reached_is_told(
    tmp_path: Path, original: Program, place: str
) -> None:
    stored = saved(tmp_path, original)
    entries = list(stored.entries)
    record = entries[2].record
    assert isinstance(record, Act)
    entries[2] = entries[2]._replace(record=record._replace(place=place))
    followed = follow(stored._replace(entries=tuple(entries)), original)
    assert fate(followed) == ("damaged", 3)
    assert names(followed.run) == ["gate", "office"]


def test_a_damaged_line_is_told_and_what_stands_before_it_kept(
    tmp_path: Path, original: Program
) -> None:
    saved(tmp_path, original)
    (path,) = (tmp_path / "saves").iterdir()
    data = path.read_bytes().splitlines(keepends=True)
    data[4] = data[4].replace(b"office", b"offise")
    path.write_bytes(b"".join(data))
    followed = follow(read_log(path), original)
    assert fate(followed) == ("damaged", 4)
    assert "line 5" in followed.reason
    assert names(followed.run) == ["gate", "office", "gate"]


def test_a_torn_line_is_told_and_harms_nothing(tmp_path: Path, original: Program) -> None:
    saved(tmp_path, original)
    (path,) = (tmp_path / "saves").iterdir()
    path.write_bytes(path.read_bytes()[:-20])
    followed = follow(read_log(path), original)
    assert fate(followed) == ("intact", 0)
    assert "cut short" in followed.reason
    assert names(followed.run)[-1] == "night"


def test_a_run_of_another_story_is_refused(tmp_path: Path, original: Program) -> None:
    program = edited(tmp_path / "edited", ("id: pass\n", "id: other\n"))
    with pytest.raises(LogProblem, match=r"a run of the story “The pass” \(pass\), not"):
        follow(saved(tmp_path, original), program)


def test_what_is_no_run_is_refused(tmp_path: Path, original: Program) -> None:
    (tmp_path / "x.jsonl").write_text("no")
    with pytest.raises(LogProblem):
        follow(read_log(tmp_path / "x.jsonl"), original)


def test_nothing_of_a_strangers_log_reaches_the_terminal(tmp_path: Path, original: Program) -> None:
    stored = saved(tmp_path, original)
    entries = list(stored.entries)
    entries[0] = entries[0]._replace(title="\x1b[2Jgone\nfor good")
    entries[1] = entries[1]._replace(said="\x1b[2Jgone\nfor good" + "x" * 1000)
    record = Act(2, 1, Choose("gate", "\x1b]0;x\x07evil" + "x" * 1000), "office", "aa")
    entries[1] = entries[1]._replace(record=record)
    followed = follow(stored._replace(entries=tuple(entries)), original)
    assert fate(followed) == ("damaged", 2)
    assert followed.reason.isprintable()
    assert len(followed.reason) < 500
