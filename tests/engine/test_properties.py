"""What holds in every play, whatever the player does."""

from __future__ import annotations

import pytest
from hypothesis import assume, given, strategies as st

from borderpost.engine.actions import Action, Answer, Choose, Continue, Nature
from borderpost.engine.program import NotOffered, Program
from borderpost.engine.run import Run
from tests.corpus.playing import story_files, story_of
from tests.engine.random_stories import random_story
from tests.engine.small import load
from tests.fuzz.amount import examples, fuzz
from tests.fuzz.moving import possible
from tests.proof.made_summers import made_summer

pytestmark = fuzz

STORIES = [story_of(path) for path in story_files()]
RANDOM_STORIES = [load(random_story(seed), "s0").story for seed in range(20)]
SUMMERS = [load(made_summer(seed), "s0a").story for seed in range(5)]
PROGRAMS = [Program(story) for story in (*STORIES, *RANDOM_STORIES, *SUMMERS) if story is not None]

moves = st.lists(st.integers(0, 10_000), max_size=14)


def check(run: Run) -> None:
    """What must hold wherever a run stands."""
    view, program = run.view(), run.program
    for field in program.layout.fields.values():
        assert field.low <= field.read(run.state) <= field.high, field.name
    for meter in view.meters:
        assert meter.low <= meter.value <= meter.high
    numbers = [choice.number for choice in view.choices if choice.number]
    assert numbers == list(range(1, len(numbers) + 1))
    assert all(bool(choice.locked) != bool(choice.number) for choice in view.choices)
    assert (view.kind == "ending") == run.finished
    assert view.kind != "stuck"
    assert len(run.journal()) >= 1
    assert set(run.facts()) <= program.story.facts.keys()


@examples(120)
@given(st.sampled_from(PROGRAMS), st.integers(0, 99), moves)
def test_whatever_is_offered_can_be_done_and_taken_back(
    program: Program, seed: int, picks: list[int]
) -> None:
    run = Run(program, {}, seed)
    run.settle()
    check(run)
    for pick in picks:
        actions = possible(run.view())
        if not actions:
            break
        before, view = run.head, run.view()
        run.act(actions[pick % len(actions)])
        check(run)
        after, state = run.head, run.state
        assert run.undo()
        assert (run.head, run.view()) == (before, view)
        assert run.redo()
        assert (run.head, run.state) == (after, state)


@examples(80)
@given(st.sampled_from(PROGRAMS), st.integers(0, 99), moves, st.lists(st.integers(0, 9)))
def test_records_alone_make_the_same_run_again(
    program: Program, seed: int, picks: list[int], jumps: list[int]
) -> None:
    run = Run(program, {}, seed)
    run.settle()
    for number, pick in enumerate(picks):
        actions = possible(run.view())
        if actions:
            run.act(actions[pick % len(actions)])
        if number < len(jumps):
            wanted = jumps[number]
            (run.undo, run.redo, lambda: run.jump(0))[wanted % 3]()
    again = Run(Program(program.story), {}, seed)
    assert [again.adopt(record) for record in run.records] == [""] * len(run.records)
    assert (again.head, again.state) == (run.head, run.state)
    assert again.view() == run.view()
    assert again.journal() == run.journal()
    assert (again.redo(), again.head) == (run.redo(), run.head)


def any_action(program: Program, draw: st.DataObject) -> Action:
    """An action made of any names of a story, which can be done somewhere or nowhere."""
    story = program.story
    scenes = [*story.scenes, *story.endings, "", "nowhere"]
    questions = [q for scene in story.scenes.values() for q in scene.asked]
    choices = [choice.id for scene in story.scenes.values() for choice in scene.choices]
    match draw.draw(st.integers(0, 3)):
        case 0:
            choice = draw.draw(st.sampled_from([*choices, *story.scenes, "", "nothing"]))
            return Choose(draw.draw(st.sampled_from(scenes)), choice)
        case 1:
            return Continue(draw.draw(st.sampled_from(scenes)))
        case 2:
            return Nature(draw.draw(st.sampled_from(scenes)))
        case _:
            asked = [q.id for q in questions]
            options = [option.id for q in questions for option in q.options]
            return Answer(
                draw.draw(st.sampled_from([*asked, "", "nothing"])),
                draw.draw(st.sampled_from([*options, "", "nothing"])),
                draw.draw(st.sampled_from(["", "", "", "x", "a.b", "."])),
                draw.draw(st.integers(-1, 4)),
            )


@examples(150)
@given(st.sampled_from(PROGRAMS), st.integers(0, 99), moves, st.data())
def test_whatever_is_not_offered_is_refused_and_changes_nothing(
    program: Program, seed: int, picks: list[int], data: st.DataObject
) -> None:
    kept: list[object] = []
    run = Run(program, {}, seed, kept.append)
    run.settle()
    for pick in picks:
        actions = possible(run.view())
        action = any_action(program, data)
        if action not in actions:
            before = run.head, run.state, list(run.records), run.can_undo, run.can_redo
            with pytest.raises(NotOffered) as refused:
                run.act(action)
            assert str(refused.value)
            assert (run.head, run.state, run.records, run.can_undo, run.can_redo) == before
            assert kept == run.records
        if not actions:
            break
        run.act(actions[pick % len(actions)])


@examples(15)
@given(st.integers(0, 2**32), st.booleans(), moves)
def test_any_random_story_can_be_played_so(seed: int, summer: bool, picks: list[int]) -> None:
    found = load(made_summer(seed), "s0a") if summer else load(random_story(seed), "s0")
    assume(found.story is not None)
    assert found.story is not None
    run = Run(Program(found.story), {}, seed)
    run.settle()
    check(run)
    for pick in picks:
        actions = possible(run.view())
        if not actions:
            break
        run.act(actions[pick % len(actions)])
        check(run)
