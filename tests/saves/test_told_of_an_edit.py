"""What a player is told of a run that does not fit any more: the whole of it, word for word."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from borderpost.engine.actions import Action, Answer, Choose, Continue, Nature
from borderpost.engine.program import Program
from borderpost.engine.records import Act
from borderpost.engine.run import Run
from borderpost.saves.follow import Followed, follow
from borderpost.saves.lines import Entry
from borderpost.saves.problem import LogProblem
from borderpost.saves.shelf import Shelf
from borderpost.saves.stored import Problem, StoredRun, read_log
from borderpost.saves.telling import why
from tests.saves.small import PLAY, STORY, edited, program_of
from tests.stories import play, played

CHANGED = "The story has changed since this run was saved."
DEAR = ("cost: {money: 2}", "cost: {money: 9}")
DEARER = ("cost: {money: 2}", "cost: {money: 5}")


@pytest.fixture
def original(tmp_path: Path) -> Program:
    return program_of(tmp_path / "original")


def saved(tmp_path: Path, program: Program, *items: str) -> StoredRun:
    """A run that was played and left, as its file holds it."""
    with Shelf(tmp_path / "saves").start(program, {}, 3) as run:
        play(run.run, items or PLAY)
    return read_log(run.path)


def kept(stored: StoredRun) -> str:
    """How it is said where the run as it was is kept."""
    assert stored.header is not None
    return f"The run as it was is kept as {stored.header.handle}."


def changed(stored: StoredRun, number: int, change: Callable[[Act], Act]) -> StoredRun:
    """The same with its act `number` changed."""
    entries = list(stored.entries)
    record = entries[number - 1].record
    assert isinstance(record, Act)
    entries[number - 1] = entries[number - 1]._replace(record=change(record))
    return stored._replace(entries=tuple(entries))


def reason(followed: Followed) -> tuple[str, int, str]:
    return followed.status, followed.step, followed.reason


def test_a_story_that_changed_without_harm(tmp_path: Path, original: Program) -> None:
    stored = saved(tmp_path, original)
    luck = edited(tmp_path / "luck", ("  money: {meter", "  luck: {range: 0..3}\n  money: {meter"))
    taken = "Every decision could still be taken, and was."
    anew = "What they lead to was worked out anew; meters may stand otherwise."
    assert reason(follow(stored, luck)) == ("migrated", 0, f"{CHANGED} {taken} {anew}")
    dearer = edited(tmp_path / "dearer", DEARER)
    assert reason(follow(stored, dearer)) == ("migrated", 0, f"{CHANGED} {taken} {anew}")
    assert follow(stored, dearer).fault == ""
    short = saved(tmp_path, original, "gate.ask")
    assert reason(follow(short, dearer)) == ("migrated", 0, f"{CHANGED} {taken}")


def test_a_path_that_ends_early(tmp_path: Path, original: Program) -> None:
    stored = saved(tmp_path, original)
    followed = follow(stored, edited(tmp_path / "dear", DEAR))
    fault = "Step 5, in “The office”: the choice “Pay him” can no longer be taken there"
    stands = "Every decision before it stands; decide anew from there."
    assert reason(followed) == ("diverged", 5, f"{CHANGED} {fault}. {stands} {kept(stored)}")
    assert followed.fault == fault


def test_a_path_that_ends_at_its_first_step(tmp_path: Path, original: Program) -> None:
    stored = saved(tmp_path, original)
    options = ("{open: It is, shut: It is not}", "{shut: No, deep: Too deep}")
    fault = (
        "Step 1, in “At the gate”: the answer “Is the road open? It is (fairly sure)”"
        " can no longer be given there"
    )
    stands = "So the run stands at its beginning again; decide anew from there."
    followed = follow(stored, edited(tmp_path / "edited", options))
    assert reason(followed) == ("diverged", 1, f"{CHANGED} {fault}. {stands} {kept(stored)}")


def test_an_outcome_of_chance_that_is_gone(tmp_path: Path) -> None:
    """The choice that asked chance stands: the run is not told to be at its beginning."""
    fog = "  fog:\n    act: first\n    title: Fog\n    text: Grey.\n    then: done\n"
    text = STORY.replace("{office: 1, night: 1}", "{fog: 8, night: 1}")
    text = text.replace("  night:\n", fog + "  night:\n")
    old = program_of(tmp_path / "old", text)
    stored = saved(tmp_path, old, "gate.wait")
    stored = changed(stored, 2, lambda act: act._replace(action=Nature("fog"), place="fog"))
    followed = follow(stored, program_of(tmp_path / "new"))
    fault = "Step 1, in “At the gate”: the turn of chance to “fog” can no longer be taken there"
    stands = "Every decision before it stands; chance comes out anew, and play goes on from there."
    assert reason(followed) == ("diverged", 1, f"{CHANGED} {fault}. {stands} {kept(stored)}")
    assert [act.action for act in followed.run.acts()] == [Choose("gate", "wait")]


def test_a_branch_that_was_left_and_is_gone(tmp_path: Path, original: Program) -> None:
    with Shelf(tmp_path / "saves").start(original, {}, 3) as run:
        play(run.run, ("gate.ask", "office.pay"))
        run.run.undo()
        play(run.run, ("office.sign",))
    stored = read_log(run.path)
    taken = "Every decision could still be taken, and was."
    stray = "A part of it that had been left by going back could not be kept."
    followed = follow(stored, edited(tmp_path / "dear", DEAR))
    words = f"{CHANGED} {taken} {stray} {kept(stored)}"
    assert reason(followed) == ("migrated", 0, words)


def test_values_and_places_that_are_not_those_saved(tmp_path: Path, original: Program) -> None:
    stored = saved(tmp_path, original)
    values = "the values it led to are not those that were saved"
    stands = "Every decision is kept, and the values are worked out anew."
    fault = f"Step 5, in “The office”: {values}"
    followed = follow(changed(stored, 5, lambda act: act._replace(digest="0" * 16)), original)
    assert reason(followed) == ("damaged", 5, f"{fault}. {stands} {kept(stored)}")
    fault = "the choice “Go out again” now leads to another “At the gate” than it did"
    stands = "Every decision before it stands; decide anew from there."
    followed = follow(changed(stored, 3, lambda act: act._replace(place="no_where")), original)
    words = f"Step 3, in “The office”: {fault}. {stands} {kept(stored)}"
    assert reason(followed) == ("damaged", 3, words)


def test_a_file_that_was_changed_or_cut(tmp_path: Path, original: Program) -> None:
    stored = saved(tmp_path, original)
    (path,) = (tmp_path / "saves").iterdir()
    data = path.read_bytes().splitlines(keepends=True)
    before = "What stands before that is kept, and the file itself is left as it is."
    path.write_bytes(b"".join([*data[:4], data[4].replace(b"office", b"offise"), *data[5:]]))
    damage = "Its file is damaged: line 5 is not what was written there."
    assert reason(follow(read_log(path), original)) == ("damaged", 4, f"{damage} {before}")
    path.write_bytes(b"".join([data[0], data[1].replace(b"open", b"opin"), *data[2:]]))
    damage = "Its file is damaged: line 2 is not what was written there."
    assert reason(follow(read_log(path), original)) == ("damaged", 1, f"{damage} {before}")
    path.write_bytes(b"".join([data[0].replace(b"The pass", b"The path"), *data[1:]]))
    damage = "Its file is damaged: line 1 was changed after it was written."
    assert reason(follow(read_log(path), original)) == ("damaged", 0, damage)
    path.write_bytes(b"".join(data)[:-20])
    torn = (
        "The last line of its file was cut short while it was being written, and is left out: "
        "nothing else is missing."
    )
    assert reason(follow(read_log(path), original)) == ("intact", 0, torn)
    assert len(read_log(path).entries) == len(stored.entries) - 1
    assert read_log(path).problems == (Problem("torn", 7, "is cut short"),)


def test_what_is_no_run_of_this_story(tmp_path: Path, original: Program) -> None:
    stored = saved(tmp_path, original)
    assert stored.header is not None
    other = stored._replace(header=stored.header._replace(story="hill_fort", title="A hill"))
    with pytest.raises(LogProblem) as caught:
        follow(other, original)
    assert (caught.value.message, caught.value.mend) == (
        "this is a run of the story “A hill” (hill fort), not of “The pass” (pass)",
        "open it with its own story",
    )
    (tmp_path / "x.jsonl").write_text("no")
    with pytest.raises(LogProblem) as caught:
        follow(read_log(tmp_path / "x.jsonl"), original)
    assert (caught.value.message, caught.value.mend) == (
        "this is no saved run: it does not begin as a saved run does",
        "choose another",
    )


def test_settings_that_are_gone(tmp_path: Path, original: Program) -> None:
    with Shelf(tmp_path / "saves").start(original, {"length": "long"}, 3) as run:
        play(run.run, PLAY)
    stored = read_log(run.path)
    program = edited(tmp_path / "edited", ("one_of: [short, long]", "one_of: [short, full]"))
    followed = follow(stored, program)
    because = followed.fault.removeprefix("Its settings: ")
    assert "'long'" in because
    words = (
        "The story has changed, and it cannot be played as it was set up: "
        f"{because}. So it begins anew, with the story's own settings; "
        f"the run as it was is kept as {run.handle}."
    )
    assert reason(followed) == ("diverged", 1, words)
    assert stored.header is not None
    strange = stored._replace(header=stored.header._replace(settings={"length": "endless"}))
    followed = follow(strange, original)
    assert (followed.status, followed.step, followed.origins) == ("damaged", 1, ())
    assert followed.reason.startswith("The file of this run is damaged, and it cannot be played")
    assert (followed.run.settings, followed.run.seed) == ({"length": "short"}, 3)


# --- Why an action does not fit -----------------------------------------------------------------


def because(run: Run, action: Action, moved_from: str = "", said: str = "", title: str = "") -> str:
    """Why an action does not fit at the head of a run."""
    entry = Entry(Act(run.head + 1, run.head, action, moved_from, ""), title=title, said=said)
    return why(run, run.head, action, entry, moved_from)


@pytest.mark.parametrize(
    ("action", "said", "words"),
    [
        (Choose("office", "pay"), "Pay the man", "the choice “Pay the man” can no longer be taken"),
        (Choose("office", "pay"), "", "the choice “Pay him” can no longer be taken"),
        (Choose("office", "go_far\naway"), "", "the choice “go far away” can no longer be taken"),
        (Choose("no_where", "stay"), "", "the choice “stay” can no longer be taken"),
        (Choose("gate", "night"), "", "the choice “Night” can no longer be taken"),
        (Continue("night"), "", "going on can no longer be taken"),
        (Nature("night"), "", "the turn of chance to “Night” can no longer be taken"),
        (Nature("done"), "", "the turn of chance to “Morning” can no longer be taken"),
        (Nature("the_fog"), "", "the turn of chance to “the fog” can no longer be taken"),
        (
            Answer("the_wall", "too_high"),
            "",
            "the answer “the wall: too high” can no longer be given",
        ),
        (
            Answer("road", "deep"),
            "Deep, he said",
            "the answer “Deep, he said” can no longer be given",
        ),
        (Nature("x" * 90), "", f"the turn of chance to “{'x' * 60}” can no longer be taken"),
        (
            Continue("office"),
            "",
            "going on can no longer be taken",
        ),
        (
            Choose("gate", "x"),
            "y" * 200,
            f"the choice “{'y' * 159}…” can no longer be taken",
        ),
        (Choose("gate", "x"), "y" * 160, f"the choice “{'y' * 160}” can no longer be taken"),
    ],
)
def test_an_action_that_cannot_be_taken_is_told_in_the_words_of_the_log_or_the_story(
    original: Program, action: Action, said: str, words: str
) -> None:
    assert because(Run(original, {}, 1), action, said=said) == f"{words} there"


def test_an_action_that_leads_elsewhere_is_told_with_both_places(
    original: Program, tmp_path: Path
) -> None:
    run = Run(original, {}, 1)
    ask = Choose("gate", "ask")
    says = "the choice “Ask the driver” now leads to"
    assert because(run, ask, "night") == f"{says} “The office”, and led to “Night”"
    assert because(run, ask, "the_hut") == f"{says} “The office”, and led to “the hut”"
    assert because(run, ask, "hut", title="A hut") == f"{says} “The office”, and led to “A hut”"
    same = because(run, ask, "the_office", title="The office")
    assert same == f"{says} another “The office” than it did"
    chance = because(run, ask, "~gate.ask#1")
    assert chance == f"{says} “The office”, and led to a turn of chance"
    wait = because(run, Choose("gate", "wait"), "~gate.wait#2")
    assert wait == "the choice “Wait” now leads to another turn of chance than it did"
    asked = edited(tmp_path / "asked", ("        optional: true\n", ""))
    first = "now comes after a question that has to be answered: “Is the road open?”"
    assert because(Run(asked, {}, 1), ask, "office") == f"the choice “Ask the driver” {first}"
    assert because(Run(asked, {}, 1), ask, "night") == f"{says} “The office”, and led to “Night”"
    assert because(played(original, "gate.ask"), Choose("office", "back"), "night") == (
        "the choice “Go out again” now leads to “At the gate”, and led to “Night”"
    )
