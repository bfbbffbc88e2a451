"""The slow second opinion on what is proved: every play walked by `Program.step`, nothing left out.

Nothing is projected, packed anew or compiled into walks; shares are passed on round after round.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from borderpost.engine.actions import Action, Answer, Choose, Continue, Nature
from borderpost.engine.code import CLAMPED
from borderpost.engine.program import Program
from borderpost.story.model import QuestionKind, VariableKind

MOST = 20_000
"""States after which a story is too large for this."""

ROUNDS = 4_000
"""How often shares are passed on."""


class TooLarge(Exception):
    """There are more states than can be walked like this."""


class At(NamedTuple):
    """A state of play, and how many questions of its scene were come past on this visit."""

    state: int
    asked: int = 0


class Walked(NamedTuple):
    """All that was found: for each stop, how far from the start; and what was offered or left."""

    program: Program
    distance: Mapping[At, int]
    ways: Mapping[At, Sequence[tuple[At, float]]]
    offered: frozenset[str]
    stuck: frozenset[str]
    overflowed: frozenset[str]

    def places(self) -> dict[str, int]:
        """How many actions it takes to come to each place, answers and outcomes counted."""
        nearest: dict[str, int] = {}
        for at, distance in self.distance.items():
            name = self.program.place_name(at.state)
            nearest[name] = min(distance, nearest.get(name, distance))
        return nearest


def ways_on(program: Program, at: At, told: list[tuple[int, int, int]]) -> Iterator[At]:
    """Each way on, as often as the uniform player has it; nature's moves are not among them."""
    place = program.place(at.state)
    if place.kind != "scene":
        return
    scene = program.story.scenes[place.scene]
    asked = [question for question in scene.asked if question.kind is not QuestionKind.TABLE]
    if at.asked < len(asked):
        question = asked[at.asked]
        options = program.options(question, at.state)
        for number in options:
            sure = 1 if question.certainty else 0
            answer = Answer(question.id, question.options[number - 1].id, "", sure)
            yield At(program.step(at.state, answer, told), at.asked + 1)
        if question.optional or not options:
            yield At(at.state, at.asked + 1)
        return
    actions: list[Action] = [Choose(scene.id, choice) for choice in program.offers(at.state)]
    if program.goes_on(at.state):
        actions.append(Continue(scene.id))
    for action in actions:
        yield At(program.step(at.state, action, told))


def walk(program: Program, settings: Mapping[str, str], most: int = MOST) -> Walked:
    """Walk every play, of a story of so many states at the most. Raises TooLarge."""
    variables = list(program.story.variables.values())
    told: list[tuple[int, int, int]] = []
    start = At(program.start(settings, told))
    distance = {start: 0}
    ways: dict[At, list[tuple[At, float]]] = {}
    offered: set[str] = set()
    stuck: set[str] = set()
    front = [start]
    for at in front:
        if len(distance) > most:
            raise TooLarge
        weights = program.weights(at.state)
        if weights:
            whole = sum(weight for _, weight in weights)
            places = program.layout.places
            ways[at] = [
                (At(program.step(at.state, Nature(places[to].name), told)), weight / whole)
                for to, weight in weights
            ]
        else:
            on = list(ways_on(program, at, told))
            ways[at] = [(to, 1 / len(on)) for to in on]
            if program.place(at.state).kind == "scene":
                scene = program.story.scenes[program.place_name(at.state)]
                asked = sum(question.kind is not QuestionKind.TABLE for question in scene.asked)
                if at.asked == asked:
                    offered.update(f"{scene.id}.{c}" for c in program.offers(at.state))
                if not on:
                    stuck.add(scene.id)
        for to, _ in ways[at]:
            if to not in distance:
                distance[to] = distance[at] + 1
                front.append(to)
    overflowed = {
        variables[which].name
        for kind, which, _ in told
        if kind == CLAMPED and variables[which].kind is VariableKind.RANGE
    }
    return Walked(
        program, distance, ways, frozenset(offered), frozenset(stuck), frozenset(overflowed)
    )


def shares(walked: Walked, start: At) -> tuple[dict[str, float], float]:
    """The share of each ending for the uniform player, and what is still on its way at the end."""
    ended = dict.fromkeys(walked.program.story.endings, 0.0)
    moving = {start: 1.0}
    for _ in range(ROUNDS):
        passed: dict[At, float] = {}
        for at, share in moving.items():
            if walked.program.place(at.state).kind == "ending":
                ended[walked.program.place_name(at.state)] += share
            elif not walked.ways[at]:
                passed[at] = passed.get(at, 0.0) + share  # stuck there for ever
            for to, likely in walked.ways[at]:
                passed[to] = passed.get(to, 0.0) + share * likely
        moving = passed
        if sum(moving.values()) < 1e-13:
            break
    return ended, sum(moving.values())
