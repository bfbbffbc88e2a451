"""Stories made at random, with every feature beside every other: on paper as in the engine."""

from __future__ import annotations

import pytest

from borderpost.engine.program import Program
from tests.debrief.gamebook.beside import by_lot, read_beside
from tests.debrief.gamebook.printed import printed
from tests.debrief.gamebook.reader import Reader
from tests.engine import small
from tests.engine.random_stories import random_story

PLAYS = 6


@pytest.mark.slow
@pytest.mark.parametrize("tens", range(6))
def test_any_story_plays_on_paper_as_in_the_engine(tens: int) -> None:
    ended = 0
    for seed in range(10 * tens, 10 * tens + 10):
        story = small.load(random_story(seed), "s0").story
        if story is None:  # the loader refuses it
            continue
        book, program = Reader(printed(story)), Program(story)
        for lot in range(PLAYS):
            ended += bool(read_beside(book, program, by_lot(lot), lot).ending)
    assert ended > PLAYS
