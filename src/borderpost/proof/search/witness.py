"""Shortest plays that show something, found backwards through the levels of an exploration."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from borderpost.engine.actions import Answer, Choose, Continue, Nature, written
from borderpost.engine.asking import answers_given, missing
from borderpost.engine.functions import State
from borderpost.engine.program import cells
from borderpost.engine.run import Run
from borderpost.proof.search.exploring import Explored
from borderpost.proof.search.settling import Stop
from borderpost.proof.search.walking import Moves
from borderpost.story.model import Question, QuestionKind

Step = tuple[Stop, str, int]
"""Where a play stands, what is done there, and which way that is (as in `Steps.ways`)."""

Found = tuple[int, State]
"""A state, and the level it was first reached on."""


def first_at(explored: Explored, place: int) -> Found | None:
    """The first state at a place, once all its questions are answered; None if there is none."""
    stage = len(explored.moves.liveness.questions(place))
    return next(
        ((level, states[0]) for level, states in explored.at(Stop(place, stage)) if states), None
    )


def first_offered(explored: Explored, place: int, number: int) -> Found | None:
    """The first state in which a scene offers a choice, by its number; None if there is none."""
    stage = len(explored.moves.liveness.questions(place))
    own = ~(-1 << explored.moves.width)
    offers = explored.moves.program.code(place).offers
    for level, states in explored.at(Stop(place, stage)):
        for state in states:
            if number in offers(state & own):
                return level, state
    return None


def level_of(explored: Explored, state: State) -> int:
    """The level that a state was first reached on."""
    key = state & explored.moves.key_mask
    return next(n for n, level in enumerate(explored.levels) if state in level.get(key, ()))


def ways_to(explored: Explored, ends: Iterable[Found]) -> list[list[State]]:
    """For each of some states a shortest way to it, from the start on; all in one search."""
    ends = list(ends)
    wanted: list[set[State]] = [set() for _ in explored.levels]
    for level, state in ends:
        wanted[level].add(state)
    origins: list[dict[State, State]] = [{} for _ in explored.levels]
    for level in range(len(wanted) - 1, 0, -1):
        found = origins[level]
        for key, states in explored.levels[level - 1].items():
            if len(found) == len(wanted[level]):
                break
            explored.moves.trace(key)(states, wanted[level], found)
        wanted[level - 1].update(found.values())
    ways = []
    for level, state in ends:
        way = [state]
        for back in range(level, 0, -1):
            way.append(origins[back][way[-1]])
        ways.append(way[::-1])
    return ways


def play_along(explored: Explored, way: Sequence[State], last: str = "") -> list[str]:
    """A way written down as a play that `play --replay` accepts.

    Questions whose answers lead nowhere else are answered with the first that is offered. `last`
    is a choice of the scene where the way ends, to be taken too.
    """
    moves = explored.moves
    run, items = _written_down(moves, explored.settings, steps_along(moves, way))
    if last:
        items += _answered(run, moves, moves.stop(way[-1]))
        items.append(f"{run.program.place_name(run.state)}.{last}")
    return items


def steps_along(moves: Moves, way: Sequence[State]) -> list[Step]:
    """What is done along a way."""
    steps: list[Step] = []
    for here, there in pairwise(way):
        done, number = next((what, n) for what, n, state in moves.ways(here) if state == there)
        steps.append((moves.stop(here), done, number))
    return steps


def play_of(moves: Moves, settings: Mapping[str, str], steps: Iterable[Step]) -> list[str]:
    """What was done, step by step, as such a play."""
    return _written_down(moves, settings, steps)[1]


def _written_down(
    moves: Moves, settings: Mapping[str, str], steps: Iterable[Step]
) -> tuple[Run, list[str]]:
    """A play as it stands after some steps, and written down."""
    run = Run(moves.program, settings, 0)
    items = [f"@{name}={value}" for name, value in settings.items()]
    for stop, done, number in steps:
        items += _done(run, moves, stop, done, number)
    return run, items


def _done(run: Run, moves: Moves, here: Stop, done: str, number: int) -> list[str]:
    """Do what leads to the next state, and write it down."""
    program = run.program
    if done == "nature":
        target = program.layout.places[number].name
        run.nature(target)
        return [written(Nature(target))]
    scene = program.story.scenes[program.place_name(run.state)]
    if done == "answer":
        question = moves.asked(here)
        assert question is not None
        if not number:
            return []
        before = scene.asked[: scene.asked.index(question)]
        items = _filled_in(run, moves, here, before)
        return [*items, *_answer(run, Answer(question.id, question.options[number - 1].id, "", 0))]
    items = _answered(run, moves, here)
    if done == "continue":
        run.take(Continue(scene.id))
        return items
    choice = program.choice_ids(scene)[number]
    run.take(Choose(scene.id, choice))
    return [*items, written(Choose(scene.id, choice))]


def _answered(run: Run, moves: Moves, here: Stop) -> list[str]:
    """Answer what must still be answered before a choice can be taken."""
    scene = run.program.story.scenes.get(run.program.place_name(run.state))
    return _filled_in(run, moves, here, scene.asked) if scene is not None else []


def _filled_in(run: Run, moves: Moves, here: Stop, questions: Sequence[Question]) -> list[str]:
    """Answer those of some questions that must be, and that the way says nothing of."""
    staged = moves.liveness.questions(here.place)
    items: list[str] = []
    for question in questions:
        if question in staged:
            continue
        given = answers_given(run.path)
        lacks = missing(run.program, question, run.state, given)
        offered = run.program.options(question, run.state)
        if question.kind is QuestionKind.TABLE:
            marked = given.get(question.id, {})
            left = [cell for cell in cells(question) if cell not in marked]
            for cell in left[:lacks]:
                option = question.options[offered[0] - 1].id
                items += _answer(run, Answer(question.id, option, cell, 0))
        elif lacks:
            items += _answer(run, Answer(question.id, question.options[offered[0] - 1].id, "", 0))
    return items


def _answer(run: Run, answer: Answer) -> list[str]:
    """Give an answer, and write it down."""
    run.take(answer)
    return [written(answer)]
