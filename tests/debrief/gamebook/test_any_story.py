"""Stories made at random, with every feature beside every other: on paper as in the engine."""

from __future__ import annotations

import pytest

from borderpost.engine.program import Program
from borderpost.story.model import Story
from tests.debrief.gamebook.beside import by_lot, read_beside
from tests.debrief.gamebook.printed import printed
from tests.debrief.gamebook.reader import Reader
from tests.engine import small
from tests.engine.random_stories import random_story
from tests.proof.made_summers import made_summer

PLAYS = 6


@pytest.mark.slow
@pytest.mark.parametrize("tens", range(6))
def test_any_story_plays_on_paper_as_in_the_engine(tens: int) -> None:
    ended = 0
    for seed in range(10 * tens, 10 * tens + 10):
        story = small.load(random_story(seed), "s0").story
        if story is None:  # the loader refuses it
            continue
        ended += played_by_lot(story)
    assert ended > PLAYS


@pytest.mark.slow
def test_any_summer_is_told_on_paper_as_in_the_engine() -> None:
    for seed in range(20):
        story = small.load(made_summer(seed), "s0a").story
        assert story is not None
        assert played_by_lot(story) == PLAYS


def played_by_lot(story: Story) -> int:
    """How many plays by lot came to an end; all of them agree as far as they go."""
    book, program = Reader(printed(story)), Program(story)
    return sum(bool(read_beside(book, program, by_lot(lot), lot).ending) for lot in range(PLAYS))
