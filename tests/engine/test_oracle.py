"""The engine against the oracle: two ways to play a story must agree on everything.

On every story of the corpus both are led along random plays, and over all plays breadth first as
far as a bound allows.
"""

from __future__ import annotations

import random
from collections import deque
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest

from borderpost.engine.actions import Action, Answer, Choose, Continue, Nature, written
from borderpost.engine.program import Program
from borderpost.engine.settings import complete, values
from borderpost.story.load import load_story
from borderpost.story.model import QuestionKind, Story
from tests.corpus.playing import story_files, story_of
from tests.oracle import Oracle
from tests.oracle_state import State
from tests.program import CHECKOUT

STEPS = 40
"""How long a random play may be."""

MOST_PAIRS = 120
"""How many pairs of states a breadth-first walk looks at in one story."""

every_story = pytest.mark.parametrize("path", story_files(), ids=lambda path: path.stem)


class Both:
    """A story at the engine and at the oracle, led by the same actions."""

    def __init__(self, story: Story) -> None:
        self.story = story
        self.program = Program(story)
        self.oracle = Oracle(story)

    def start(self, settings: dict[str, str]) -> tuple[int, State]:
        pair = self.program.start(settings), self.oracle.start(settings)
        self.compare(*pair, [])
        return pair

    def step(
        self, state: int, told: State, action: Action, before: list[Action]
    ) -> tuple[int, State]:
        pair = self.program.step(state, action), self.oracle.step(told, action)
        self.compare(*pair, [*before, action])
        return pair

    def compare(self, state: int, told: State, before: list[Action]) -> None:
        """Everything that can be looked at is the same to both."""
        program, oracle = self.program, self.oracle
        way = " ".join(written(action) for action in before) or "the start"
        assert program.named(state) == oracle.named(told), way
        assert program.offers(state) == oracle.offers(told), way
        assert program.goes_on(state) == oracle.goes_on(told), way
        places = program.layout.places
        weights = [(places[place].name, weight) for place, weight in program.weights(state)]
        assert weights == oracle.weights(told), way
        scene = oracle.scene(told)
        if scene is None:
            return
        shown = [block.prose for block in program.shown(scene.text, state)]
        assert shown == oracle.shown(scene.text, told), way
        for question in scene.asked:
            numbers = program.options(question, state)
            ids = [question.options[number - 1].id for number in numbers]
            assert ids == oracle.options(question, told), way

    def actions(self, told: State) -> Iterator[Action]:
        """Everything that can be done, as the oracle has it."""
        for target, _ in self.oracle.weights(told):
            yield Nature(target)
        scene = self.oracle.scene(told)
        if scene is None:
            return
        for question in scene.asked:
            if question.kind is not QuestionKind.TABLE:
                for option in self.oracle.options(question, told):
                    yield Answer(question.id, option)
        for choice in self.oracle.offers(told):
            yield Choose(scene.id, choice)
        if self.oracle.goes_on(told):
            yield Continue(scene.id)


def all_settings(story: Story) -> Iterator[dict[str, str]]:
    """Every combination of a story's settings."""
    names = [variable.name for variable in story.settings]
    for words in product(*(values(variable) for variable in story.settings)):
        yield dict(zip(names, words, strict=True))


@every_story
def test_random_plays_agree(path: Path) -> None:
    both = Both(story_of(path))
    random_ = random.Random(path.stem)  # noqa: S311 - the same plays every time
    for _ in range(3):
        settings = {v.name: random_.choice(values(v)) for v in both.story.settings}
        state, told = both.start(complete(both.story, settings))
        done: list[Action] = []
        for _ in range(STEPS):
            actions = list(both.actions(told))
            if not actions:
                break
            action = random_.choice(actions)
            state, told = both.step(state, told, action, done)
            done.append(action)


def test_random_plays_of_the_shipped_story_agree() -> None:
    story = load_story(CHECKOUT / "story" / "lakkon").story
    assert story is not None
    both = Both(story)
    random_ = random.Random(1)  # noqa: S311 - the same plays every time
    for _ in range(10):
        state, told = both.start(complete(both.story, {}))
        done: list[Action] = []
        while actions := list(both.actions(told)):
            moving = [action for action in actions if not isinstance(action, Answer)]
            action = random_.choice(moving if random_.random() < 0.5 else actions)
            state, told = both.step(state, told, action, done)
            done.append(action)
        assert both.program.place(state).kind == "ending"


@every_story
def test_all_plays_agree_as_far_as_the_bound(path: Path) -> None:
    both = Both(story_of(path))
    known: set[tuple[object, ...]] = set()
    waiting: deque[tuple[int, State, list[Action]]] = deque()
    for settings in all_settings(both.story):
        waiting.append((*both.start(settings), []))
    while waiting and len(known) < MOST_PAIRS:
        state, told, done = waiting.popleft()
        key = state, told.key()
        if key in known:
            continue
        known.add(key)
        for action in both.actions(told):
            waiting.append((*both.step(state, told, action, done), [*done, action]))
    assert known
