"""Exploration, odds and witnesses against walking every play, on stories of every kind."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product
from pathlib import Path

import pytest

from borderpost.engine.plays import follow_play, settings_of
from borderpost.engine.program import Program
from borderpost.engine.run import Run
from borderpost.engine.settings import values
from borderpost.proof.chances.odds import Odds
from borderpost.proof.players import UNIFORM
from borderpost.proof.proving import prove_run
from borderpost.proof.search.exploring import Explored, Limits, explore
from borderpost.proof.search.liveness import Asked
from borderpost.proof.search.witness import first_at, first_offered, play_along, ways_to
from borderpost.story.load import load_story
from tests.engine.random_stories import random_story
from tests.engine.small import load, story as small_story
from tests.proof import brute
from tests.proof.made_summers import made_summer

CORPUS = sorted((Path(__file__).parents[1] / "corpus" / "plays").rglob("*.yaml"))

LIMITS = Limits(30_000, 60.0)

SEEDS = (1, 19, 26, *range(45, 75))
"""Of the stories made at random: those that once found a mistake, and some more."""


SUMMERS = 25
"""Of the stories made at random that all come to an end."""


def programs() -> Iterator[tuple[str, Program]]:
    """The stories of the corpus, and some made at random."""
    for path in CORPUS:
        whole = path.parent / "story.yaml"
        story = load_story(path).story if path == whole or not whole.exists() else None
        if story is not None:
            yield path.stem if path != whole else path.parent.name, Program(story)
    for seed in SEEDS:
        story = load(random_story(seed), "s0").story
        if story is not None:
            yield f"random {seed}", Program(story)
    for seed in range(SUMMERS):
        yield f"summer {seed}", Program(small_story(made_summer(seed), "s0a"))


PROGRAMS = dict(programs())


def settings_in(program: Program) -> list[dict[str, str]]:
    """Combinations of settings, not too many of each."""
    settings = program.story.settings
    offered = [values(setting)[:3] for setting in settings]
    names = [setting.name for setting in settings]
    return [dict(zip(names, words, strict=True)) for words in product(*offered)]


def walked(program: Program, settings: Mapping[str, str]) -> brute.Walked:
    """Every play walked; a story too large for that is left out."""
    try:
        return brute.walk(program, settings)
    except brute.TooLarge:
        pytest.skip("too large to be walked in full")


@pytest.mark.parametrize("name", PROGRAMS)
def test_what_is_reached_and_offered_is_what_some_play_comes_to(name: str) -> None:
    program = PROGRAMS[name]
    for settings in settings_in(program):
        known = walked(program, settings)
        run = prove_run(program, settings, LIMITS)
        assert run.reached == known.offered | set(known.places())
        assert run.overflowed == known.overflowed
        assert {stuck.scene for stuck in run.stuck} == known.stuck


@pytest.mark.parametrize("name", PROGRAMS)
def test_leaving_out_what_cannot_matter_changes_no_verdict(name: str) -> None:
    program = PROGRAMS[name]
    for settings in settings_in(program):
        projected = explore(program, settings, LIMITS, Asked(overflows=True))
        whole = explore(program, settings, LIMITS, Asked(overflows=True), project=False)
        if not whole.complete:
            continue
        assert nearest(projected) == nearest(whole)
        assert projected.overflowed == whole.overflowed
        assert opened(projected) == opened(whole)
        assert projected.states <= whole.states


def nearest(explored: Explored) -> dict[int, int]:
    """The level on which each place was first come to."""
    mask = explored.moves.program.layout.field("place").mask
    found: dict[int, int] = {}
    for number, level in enumerate(explored.levels):
        for key in level:
            found.setdefault(key & mask, number)
    return found


def opened(explored: Explored) -> dict[int, list[bool]]:
    """Which ways were ever open at each stop."""
    return {key: [count > 0 for count in counts] for key, counts in explored.opened.items()}


@pytest.mark.parametrize("name", PROGRAMS)
def test_the_odds_are_those_of_all_plays_weighed(name: str) -> None:
    program = PROGRAMS[name]
    for settings in settings_in(program):
        known = walked(program, settings)
        ended, moving = brute.shares(known, brute.At(program.start(settings)))
        found = Odds(program, settings, LIMITS).shares(UNIFORM)
        assert found.exact
        assert found.residual < 1e-9
        assert found.endings == pytest.approx(ended, abs=1e-6)
        assert found.never == pytest.approx(moving, abs=1e-6)


@pytest.mark.parametrize("name", PROGRAMS)
def test_a_witness_is_a_play_that_comes_there(name: str) -> None:
    program = PROGRAMS[name]
    for settings in settings_in(program)[:2]:
        explored = explore(program, settings, LIMITS, Asked())
        for number, place in enumerate(program.layout.places):
            found = first_at(explored, number)
            if found is None or place.kind in ("chance", "draw"):
                continue
            (way,) = ways_to(explored, [found])
            run = replayed(program, play_along(explored, way))
            assert place.name in (visited(run))
            if place.kind != "scene":
                continue
            ids = program.choice_ids(program.story.scenes[place.scene])
            for at, choice in enumerate(ids):
                offered = first_offered(explored, number, at)
                if offered is not None:
                    (way,) = ways_to(explored, [offered])
                    items = play_along(explored, way, choice)
                    assert items[-1] == f"{place.scene}.{choice}"
                    replayed(program, items)


def replayed(program: Program, items: list[str]) -> Run:
    """A written-down play, played."""
    run = Run(program, settings_of(items), 1)
    follow_play(run, items)
    return run


def visited(run: Run) -> set[str]:
    """Every place that a run stopped at."""
    return {run.program.place_name(moment.state) for moment in run.path}
