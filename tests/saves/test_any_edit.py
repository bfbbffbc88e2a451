"""Whatever was edited, a run takes up the very choices that were taken, or stops and says so.

Random plays are followed through random edits of their story. What should come of it is worked out
the slow way: each action of the path in turn, under the name it has now, while it is offered and
leads where it led.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, given, settings, strategies as st

from borderpost.engine.actions import Action, Answer, Choose, Continue, Nature
from borderpost.engine.program import NotOffered, Program
from borderpost.engine.records import Act
from borderpost.engine.run import Run
from borderpost.saves.follow import follow, path_of
from borderpost.saves.keeping import Keeper
from borderpost.saves.shelf import header_of
from borderpost.saves.stored import StoredRun
from tests.saves.small import STORY, program_of
from tests.saves.test_any import play_anyhow

HALL = "  hall: {act: first, title: The hall, text: Boots., then: office}\n  office:\n"
PAY = "      - id: pay\n        label: Pay him\n        cost: {money: 2}\n        then: night\n"
BACK = "      - id: back\n        label: Go out again\n        then: gate\n"
SIGN = "        do: [mood = watchful]\n        then: done\n"
TO_NIGHT = SIGN.replace("done", "night")

EDITS: tuple[tuple[tuple[str, str], ...], ...] = (
    (("Snow on the road.", "Deep snow."),),
    ((PAY, ""),),
    ((BACK, ""),),
    (("cost: {money: 2}", "cost: {money: 5}"),),
    (("0..10, start: 6", "0..5, start: 3"),),
    (("  money:", "  luck: {range: 0..3}\n  money:"),),
    (("- id: ask\n", "- id: enter\n        was: [ask]\n"),),
    (("- id: wait\n", "- id: stay\n"),),
    (("label: Wait\n        then: {chance", "label: Wait\n        then: night  # {chance"),),
    (("driver\n        then: office", "driver\n        then: hall"), ("  office:\n", HALL)),
    (("{open: It is, shut: It is not}", "{shut: It is not, deep: Deep}"),),
    (("        optional: true\n", ""),),
    ((SIGN, TO_NIGHT),),
    (("office: 1, night: 1", "office: 9, night: 1"),),
)  # fmt: skip
"""Edits that can be made together, each of which replaces what stands once."""

RENAMED = {Choose("gate", "ask"): Choose("gate", "enter")}


@cache
def original() -> Program:
    with TemporaryDirectory() as folder:
        return program_of(Path(folder))


@cache
def after(chosen: frozenset[int]) -> Program:
    """The program of the story after some of the edits."""
    text = STORY
    for number in sorted(chosen):
        for old, new in EDITS[number]:
            text = text.replace(old, new)
    with TemporaryDirectory() as folder:
        return program_of(Path(folder), text)


def stored_of(run: Run) -> StoredRun:
    """A run as its log would hold it."""
    keeper = Keeper(run.program)
    keeper.run = run
    header = header_of(run.program, run, "amber-heron-17", "")
    entries = tuple(keeper.entry(record, "") for record in run.records)
    return StoredRun(header, entries, (), 0, "")


def expected(path: list[Act], program: Program, given: dict[str, str]) -> list[Action]:
    """The actions of a path that can be taken, one after the other, each leading where it led."""
    run, kept = Run(program, given, 0), list[Action]()
    for act in path:
        action = act.action
        if isinstance(action, Choose) and action.choice not in program.choice_ids(
            program.story.scenes[action.scene]
        ):
            action = RENAMED.get(action, action)
        place = act.place.replace("~gate.ask#", "~gate.enter#")
        try:
            if isinstance(action, Choose | Continue) and run.waiting(run.head):
                break
            state = program.step(run.state, action)
        except NotOffered:
            break
        if program.place_name(state) != place:
            break
        number = len(run.records) + 1
        assert not run.adopt(Act(number, run.head, action, place, "")).startswith("refused")
        kept.append(action)
    return kept


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(
    picks=st.lists(st.integers(0, 10_000), max_size=25),
    seed=st.integers(0, 5),
    chosen=st.frozensets(st.integers(0, len(EDITS) - 1), max_size=3),
)
def test_no_choice_is_taken_that_was_not(
    picks: list[int], seed: int, chosen: frozenset[int]
) -> None:
    run = Run(original(), {}, seed)
    play_anyhow(run, picks)
    stored, program = stored_of(run), after(chosen)
    followed = follow(stored, program)
    path = path_of(stored.records)
    kept = [act.action for act in followed.run.acts()]
    assert kept == expected(path, program, dict(run.settings))
    same = program.story.logic_hash == original().story.logic_hash
    if len(kept) < len(path):
        assert followed.status == "diverged"
        taken = sum(not isinstance(act.action, Nature) for act in path[: len(kept)])
        assert followed.step in (taken, taken + 1)
        assert followed.fault
    else:
        assert followed.status == ("intact" if same else "migrated")
        assert not followed.fault
    assert stored == stored_of(run), "what was saved is not touched"


def test_another_choice_that_leads_to_the_same_place_is_not_taken() -> None:
    run = Run(original(), {}, 3)
    run.act(Choose("gate", "ask"))
    run.act(Choose("office", "pay"))
    program = after(frozenset({EDITS.index(((PAY, ""),)), EDITS.index(((SIGN, TO_NIGHT),))}))
    followed = follow(stored_of(run), program)
    assert [act.action for act in followed.run.acts()] == [Choose("gate", "ask")]
    assert followed.status == "diverged"


def test_the_edits_come_to_every_outcome() -> None:
    """The test above is worth something only if runs break, and if others go on."""
    ends = set()
    run = Run(original(), {}, 3)
    for action in (Answer("road", "open"), Choose("gate", "ask"), Choose("office", "pay")):
        run.act(action)
    for number in range(len(EDITS)):
        ends.add(follow(stored_of(run), after(frozenset({number}))).status)
    assert ends == {"intact", "migrated", "diverged"}
