"""Counted odds against sampled plays: two ways to the same figures, of which one is exact."""

from __future__ import annotations

from math import sqrt
from pathlib import Path

import pytest

from borderpost.engine.program import Program
from borderpost.engine.settings import complete
from borderpost.proof.chances.odds import Odds
from borderpost.proof.players import players_of
from borderpost.proof.sampling.simulation import Simulation
from borderpost.proof.search.exploring import Limits
from borderpost.story.load import load_story
from borderpost.story.model import Story

RUNS = 4_000

DEVIATIONS = 4.5
"""Standard errors within which a sample must lie; the seed is fixed, so that it always does."""

CORPUS = sorted((Path(__file__).parents[1] / "corpus" / "plays").glob("*.yaml"))


def stories() -> dict[str, Story]:
    loaded = {path.stem: load_story(path).story for path in CORPUS}
    lakkon = load_story(Path(__file__).parents[2] / "story" / "lakkon").story
    return {name: story for name, story in {**loaded, "lakkon": lakkon}.items() if story}


STORIES = stories()


@pytest.mark.parametrize("name", STORIES)
def test_a_sample_lies_around_the_counted_shares(name: str) -> None:
    story = STORIES[name]
    program = Program(story)
    settings = complete(story, {})
    odds = Odds(program, settings, Limits())
    for player in players_of(story):
        counted = odds.shares(player)
        sample = Simulation(program, settings, player, seed=1)
        # A play that never ends takes as long as the simulation lets it.
        runs = RUNS if counted.never < 1e-9 else 20
        sample.play(runs)
        found = sample.counted()
        assert counted.exact
        assert found.runs == runs
        for ending, share in counted.endings.items():
            error = sqrt(share * (1 - share) / runs)
            # What is never or always so must be so in the sample, but for how floats are kept.
            assert abs(found.endings[ending] / runs - share) <= DEVIATIONS * error + 1e-6
        assert abs(found.unfinished / runs - counted.never) <= (
            DEVIATIONS * sqrt(max(counted.never * (1 - counted.never), 0)) / sqrt(runs) + 1e-6
        )
