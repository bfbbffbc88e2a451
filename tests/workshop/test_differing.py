"""The answer of `diff`: what is said first, what is not said, and what becomes of saved runs."""

from __future__ import annotations

from pathlib import Path

import pytest

from borderpost.engine.program import Program
from borderpost.proof.versions.moved import Moved, MovedOdds, Uncounted
from borderpost.saves.shelf import Shelf
from borderpost.workshop.differing import data, difference, told
from borderpost.workshop.drawings.text import WIDTH
from borderpost.workshop.fates import Fate, fates_of
from borderpost.workshop.saved_runs import NoSaves
from tests.saves.small import PLAY, STORY, edited, program_of
from tests.stories import play, story_from

SIGN_GONE = (
    """\
      - id: sign
        label: Sign the paper
        do: [mood = watchful]
        then: done
""",
    "",
)


@pytest.fixture
def original(tmp_path: Path) -> Program:
    return program_of(tmp_path / "original")


def summed_up(old: Program, new: Program, saves: Path | None = None) -> str:
    """The text of a difference, its line breaks made blanks."""
    found = difference(old.story, new.story, str(saves) if saves else None)
    text, code = told(found, as_json=False)
    assert code == 0
    assert max(map(len, text.split("\n"))) <= WIDTH
    return text


def saved(folder: Path, program: Program, *items: str) -> str:
    """The handle of a run that is saved after these actions."""
    with Shelf(folder).start(program, {"length": "long"}, 3) as run:
        play(run.run, items)
        return run.handle


# --- Text -----------------------------------------------------------------------------------------


def test_the_same_story_differs_in_nothing(original: Program, tmp_path: Path) -> None:
    assert summed_up(original, program_of(tmp_path / "copy")) == (
        "What changed in “The pass” (pass):\n\nNothing a player could notice.\n\n"
        "Logic hash: equal, so saved runs go on as they are. Prose hash: equal.\n"
    )


def test_comments_keys_and_line_breaks_are_nothing_a_player_could_notice(
    original: Program, tmp_path: Path
) -> None:
    new = edited(
        tmp_path / "new",
        ("        label: Wait\n        then: {", "        then: {"),
        ("office: 1, night: 1}}\n", "office: 1, night: 1}}  # a coin\n        label: Wait\n"),
        ("text: A stove and a ledger.", "text: |\n      A stove\n      and a ledger."),
    )
    text = summed_up(original, new)
    assert "Nothing a player could notice. Only lines are broken otherwise" in text
    assert "Prose hash: differs" in text


def test_a_summary_says_first_what_breaks_and_last_what_only_checks_notice(
    original: Program, tmp_path: Path
) -> None:
    new = edited(
        tmp_path / "new",
        SIGN_GONE,
        ("then: {chance: {office: 1, night: 1}}", "then: night"),
        ("cost: {money: 2}", "cost: {money: 3}"),
        ("text: It is dark.", "text: It is very dark."),
        ("  version: 1", "  version: 2"),
        ("scenes:\n", "checks:\n  - always: money >= 0\nscenes:\n"),
        ("      - id: back\n", "      - id: out\n        was: [back]\n"),
    )
    assert (
        summed_up(original, new)
        == """\
What changed in “The pass” (pass, version 1 to 2):

Removed
  1 choice: office.sign (nothing says where old plays go on)
  `was:` says that a part was only renamed, `removed:` where old plays go on.

Renamed
  choice office.back: now office.out

Leads elsewhere
  gate.wait: was chance: office 1, night 1; now night

Costs something else
  office.pay: was money 2; now money 3

Words that changed
  1 scene: night

For checks and authors only
  1 contract added: “always: money >= 0”

Logic hash: differs, so saved runs are followed decision by decision. Prose
hash: differs.
"""
    )


def test_many_changed_words_are_counted_and_the_first_named(tmp_path: Path) -> None:
    facts = "".join(f"  F{n}: {{says: It was., mark: unknown}}\n" for n in range(12))
    old = STORY + "facts:\n" + facts
    text = summed_up(
        program_of(tmp_path / "old", old),
        program_of(tmp_path / "new", old.replace("says: It was.", "says: It is.")),
    )
    assert "  12 facts: F0, F1, F2, F3, F4, F5, F6, F7 and 4 more\n" in text


def test_what_a_story_says_never_reaches_the_terminal_uncleaned(
    original: Program, tmp_path: Path
) -> None:
    story = original.story
    info = story.info._replace(title="\x1b[31mRed\n\x07", version=2)
    text, _ = told(difference(story, story._replace(info=info)), as_json=False)
    assert "\x1b" not in text
    assert "\x07" not in text


def test_odds_that_moved_are_told_where_they_were_worked_out(original: Program) -> None:
    found = difference(original.story, original.story)
    careful = {"night": "true"}
    odds = MovedOdds(
        (
            Moved("uniform", "done", 0.25, 0.5, {"night": "false"}),
            Moved("uniform", "night", 0.75, 0.7499, {"night": "false"}),
            Moved("careful", "done", None, 1.0, careful),
        ),
        (Uncounted("careful", "old", "states", careful),),
        tried=2,
    )
    text = told(found._replace(odds=odds), as_json=False)[0]
    assert (
        """\
Odds that moved
  done, uniform (night: false): was 25.0 %, now 50.0 %
  night, uniform (night: false): was 75.00 %, now 74.99 %
Odds that could not be compared, since they were not counted to the end
  careful (night: true), in the old version: the most states allowed were kept
"""
        in text
    )
    alone = told(found._replace(odds=odds._replace(tried=1)), as_json=False)[0]
    assert "  done, uniform: was" in alone
    assert "Odds" not in told(found, as_json=False)[0]
    assert "odds" not in data(found)


# --- Saved runs -----------------------------------------------------------------------------------


def fate_in(folder: Path, old: Program, new: Program) -> Fate:
    (fate,) = fates_of(folder, old.story, new.story)
    return fate


def test_a_run_that_took_what_is_gone_breaks_there(original: Program, tmp_path: Path) -> None:
    handle = saved(tmp_path / "saves", original, "gate.ask", "office.sign")
    new = edited(tmp_path / "new", SIGN_GONE)
    fate = fate_in(tmp_path / "saves", original, new)
    assert (fate.handle, fate.fate, fate.step) == (handle, "breaks", 2)
    assert fate.why == (
        "Step 2, in “The office”: the choice “Sign the paper” can no longer be taken there"
    )
    text = " ".join(summed_up(original, new, tmp_path / "saves").split())
    assert f"Saved runs, 1 of this story: 1 breaks. {handle}: Step 2, in “The office”:" in text
    assert text.index("breaks") < text.index("Removed")


@pytest.mark.parametrize(
    "edit",
    [
        ("text: It is dark.", "text: It is very dark."),
        ("      - id: pay\n", "      - id: give\n        was: [pay]\n"),
        SIGN_GONE,
    ],
)
def test_a_run_that_did_not_need_it_is_kept(
    original: Program, tmp_path: Path, edit: tuple[str, str]
) -> None:
    saved(tmp_path / "saves", original, *PLAY)
    new = edited(tmp_path / "new", edit)
    assert fate_in(tmp_path / "saves", original, new).fate == "kept"
    assert "1 can be played on." in summed_up(original, new, tmp_path / "saves")


def test_a_run_that_fits_neither_version_was_broken_before(
    original: Program, tmp_path: Path
) -> None:
    oldest = edited(tmp_path / "oldest", ("id: sign\n", "id: seal\n"))
    saved(tmp_path / "saves", oldest, "gate.ask", "office.seal")
    new = edited(tmp_path / "new", SIGN_GONE)
    assert fate_in(tmp_path / "saves", original, new).fate == "broken"
    text = summed_up(original, new, tmp_path / "saves")
    assert "1 could not be followed before either." in text
    assert fate_in(tmp_path / "saves", oldest, new).fate == "breaks"


def test_damaged_files_and_runs_of_other_stories(original: Program, tmp_path: Path) -> None:
    other = STORY.replace("id: pass", "id: other")
    saved(tmp_path / "saves", program_of(tmp_path / "other", other))
    saved(tmp_path / "saves", original, "gate.ask")
    path = next((tmp_path / "saves").glob("pass-*"))
    lines = path.read_text("utf-8").replace("office", "offize").encode()
    path.write_bytes(lines)
    (fate,) = fates_of(tmp_path / "saves", original.story, original.story)
    assert (fate.fate, fate.file) == ("damaged", path.name)


def test_a_story_with_another_id_takes_up_no_run(original: Program, tmp_path: Path) -> None:
    saved(tmp_path / "saves", original)
    renamed = story_from(STORY.replace("id: pass", "id: road"), tmp_path / "new")
    (fate,) = fates_of(tmp_path / "saves", original.story, renamed)
    assert (fate.fate, fate.step) == ("breaks", 0)
    assert fate.why.startswith("This is a run of the story “The pass” (pass), not of")


def test_a_folder_that_is_not_there_and_one_without_runs(original: Program, tmp_path: Path) -> None:
    with pytest.raises(NoSaves, match="there is no folder"):
        fates_of(tmp_path / "nowhere", original.story, original.story)
    (tmp_path / "empty").mkdir()
    text = summed_up(original, original, tmp_path / "empty")
    assert "Saved runs: none of this story is there." in text


def test_looking_at_runs_leaves_their_files_alone(original: Program, tmp_path: Path) -> None:
    saved(tmp_path / "saves", original, "gate.ask", "office.sign")
    files = {path: path.read_bytes() for path in (tmp_path / "saves").iterdir()}
    fates_of(tmp_path / "saves", original.story, edited(tmp_path / "new", SIGN_GONE).story)
    assert {path: path.read_bytes() for path in (tmp_path / "saves").iterdir()} == files


def test_as_data(original: Program, tmp_path: Path) -> None:
    handle = saved(tmp_path / "saves", original, "gate.ask", "office.sign")
    new = edited(tmp_path / "new", SIGN_GONE)
    plain = data(difference(original.story, new.story, str(tmp_path / "saves")))
    assert (plain["same_logic"], plain["noticeable"]) == (False, True)
    change = {"kind": "removed", "part": "choice", "id": "office.sign", "noticeable": True}
    nothing = dict.fromkeys(("what", "before", "after"))
    assert plain["changes"] == [change | nothing]
    assert isinstance(plain["saves"], list)
    assert (plain["saves"][0]["handle"], plain["saves"][0]["fate"]) == (handle, "breaks")
    assert "saves" not in data(difference(original.story, new.story))
