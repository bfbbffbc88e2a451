"""The engine against the oracle on stories made at random, where features meet by accident."""

from __future__ import annotations

from random import Random

import pytest

from borderpost.engine.actions import Action
from tests.engine.random_stories import random_story
from tests.engine.small import load
from tests.engine.test_oracle import Both
from tests.fuzz.amount import TIMES, fuzz

PLAYS, STEPS = 3, 20


@fuzz
@pytest.mark.parametrize("seed", range(45 * TIMES))
def test_engine_and_oracle_agree(seed: int) -> None:
    loaded = load(random_story(seed), "s0")
    if loaded.story is None:
        assert {each.code for each in loaded.diagnostics if each.severity == "error"} == {"BP202"}
        return
    both = Both(loaded.story)
    random = Random(seed)  # noqa: S311 - the same plays every time
    for _ in range(PLAYS):
        state, told = both.start({})
        done: list[Action] = []
        while len(done) < STEPS and (actions := list(both.actions(told))):
            action = random.choice(actions)
            state, told = both.step(state, told, action, done)
            done.append(action)


def test_most_random_stories_can_be_played() -> None:
    assert sum(load(random_story(seed), "s0").story is not None for seed in range(45)) > 35
