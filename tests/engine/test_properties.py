"""What holds in every play, whatever the player does."""

from __future__ import annotations

from hypothesis import given, settings, strategies as st

from borderpost.engine.actions import Action, Answer
from borderpost.engine.program import Program
from borderpost.engine.run import Run
from borderpost.engine.view import QuestionView, View
from tests.corpus.playing import story_files, story_of
from tests.engine.random_stories import random_story
from tests.engine.small import load

STORIES = [story_of(path) for path in story_files()]
RANDOM_STORIES = [load(random_story(seed), "s0").story for seed in range(20)]
PROGRAMS = [Program(story) for story in (*STORIES, *RANDOM_STORIES) if story is not None]

moves = st.lists(st.integers(0, 10_000), max_size=14)


def answers(question: QuestionView) -> list[Answer]:
    """Every answer a question takes."""
    cells = [f"{column.id}.{row.id}" for row in question.rows for column in question.columns]
    sure = (0, 1, 2, 3) if question.asks_certainty else (0,)
    return [
        Answer(question.id, option.id, cell, certainty)
        for option in question.options
        for cell in cells or [""]
        for certainty in sure
    ]


def possible(view: View) -> list[Action]:
    """Everything a view says can be done."""
    found: list[Action] = [answer for question in view.questions for answer in answers(question)]
    if not view.open_questions:
        found += [choice.action for choice in view.takeable]
    return found


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


@given(st.sampled_from(PROGRAMS), st.integers(0, 99), moves)
@settings(max_examples=120)
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


@given(st.sampled_from(PROGRAMS), st.integers(0, 99), moves, st.lists(st.integers(0, 9)))
@settings(max_examples=80)
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
