"""The shortest plays in which a range leaves its bounds."""

from __future__ import annotations

from collections.abc import Sequence

from borderpost.engine.code import CLAMPED
from borderpost.engine.functions import State
from borderpost.engine.moment import Event
from borderpost.proof.search.exploring import Explored, chunks
from borderpost.proof.search.steps import Key
from borderpost.proof.search.witness import play_of, steps_along, ways_to
from borderpost.story.model import VariableKind

Plays = dict[str, tuple[str, ...]]
"""A play by the name of the range that leaves its bounds in it, by its last action."""


def overflowing_plays(explored: Explored) -> Plays:
    """A shortest play for each range that can leave its bounds, found by walking once more."""
    moves = explored.moves
    names = list(moves.program.story.variables)
    plays: Plays = dict.fromkeys(_at_the_start(explored), ())
    left = {names.index(name) for name in explored.overflowed - plays.keys()}
    for level, stops in enumerate(explored.levels):
        for key, states in stops.items():
            if not left:
                return plays
            for chunk in chunks(states):
                for number in _overflowing(explored, key, chunk) & left:
                    state = _first(explored, key, chunk, number)
                    plays[names[number]] = _play(explored, level, state, number)
                    left.discard(number)
    return plays


def _at_the_start(explored: Explored) -> list[str]:
    """The ranges that leave their bounds before anything is done."""
    told: list[Event] = []
    program = explored.moves.program
    program.start(explored.settings, told)
    variables = list(program.story.variables.values())
    clamped = [variables[number] for kind, number, _ in told if kind == CLAMPED]
    return [variable.name for variable in clamped if variable.kind is VariableKind.RANGE]


def _overflowing(explored: Explored, key: Key, states: Sequence[State]) -> set[int]:
    """The numbers of the ranges that leave their bounds on a step from some of these states."""
    moves = explored.moves
    moves.overflowed.clear()
    moves.trace(key)(states, (), {})
    return set(moves.overflowed)


def _first(explored: Explored, key: Key, states: Sequence[State], number: int) -> State:
    """The first of some states from which a range leaves its bounds; from one of them it does."""
    low, high = 0, len(states) - 1
    while low < high:
        middle = (low + high) // 2
        if number in _overflowing(explored, key, states[low : middle + 1]):
            high = middle
        else:
            low = middle + 1
    return states[low]


def _play(explored: Explored, level: int, state: State, number: int) -> tuple[str, ...]:
    """The play to a state, and what is done there for the range to leave its bounds."""
    moves = explored.moves
    moves.overflowed.clear()
    done, which = next(
        (what, way) for what, way, _ in moves.each_way(state) if number in moves.overflowed
    )
    (way,) = ways_to(explored, [(level, state)])
    steps = [*steps_along(moves, way), (moves.stop(state), done, which)]
    return tuple(play_of(moves, explored.settings, steps))
