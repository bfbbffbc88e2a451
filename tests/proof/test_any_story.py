"""Small stories that hypothesis makes at random, against walking every play of them."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, assume, given, settings, strategies as st

from borderpost.engine.plays import follow_play, settings_of
from borderpost.engine.program import Program
from borderpost.engine.run import Run
from borderpost.engine.settings import complete
from borderpost.proof.chances.odds import Odds
from borderpost.proof.players import UNIFORM
from borderpost.proof.proving import prove_run
from borderpost.proof.search.exploring import Limits
from tests.engine.random_stories import random_story
from tests.engine.small import load
from tests.proof import brute

SMALL = 400
"""States: there are enough such stories, and a larger one takes seconds."""

LIMITS = Limits(30_000, 60.0)


@given(st.integers(0, 2**32))
@settings(
    max_examples=25,
    deadline=None,
    derandomize=True,  # what fails in one run of the tests is there in the next
    suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow],
)
def test_reachability_odds_and_witnesses_are_those_of_every_play(seed: int) -> None:
    story = load(random_story(seed), "s0").story
    assume(story is not None)
    assert story is not None
    program = Program(story)
    chosen = complete(story, {})
    try:
        known = brute.walk(program, chosen, SMALL)
    except brute.TooLarge:
        assume(False)
    run = prove_run(program, chosen, LIMITS)
    assert run.reached == known.offered | set(known.places())
    assert run.overflowed == known.overflowed
    assert {stuck.scene for stuck in run.stuck} == known.stuck
    ended, moving = brute.shares(known, brute.At(program.start(chosen)))
    shares = Odds(program, chosen, LIMITS).shares(UNIFORM)
    assert shares.endings == pytest.approx(ended, abs=1e-6)
    assert shares.never == pytest.approx(moving, abs=1e-6)
    for ending, witness in run.witnesses.items():
        items = list(witness)
        played = Run(program, settings_of(items), 1)
        follow_play(played, items)
        assert program.place_name(played.state) == ending
