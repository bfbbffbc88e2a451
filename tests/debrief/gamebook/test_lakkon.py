"""Lakkon's gamebook, read from its page: it tells, asks, offers and ends as the engine does."""

import pytest

from borderpost.engine.program import Program
from borderpost.story.load import load_story
from borderpost.story.shipped import shipped_stories
from tests.debrief.gamebook.beside import by_lot, read_beside
from tests.debrief.gamebook.printed import printed
from tests.debrief.gamebook.reader import Reader

PLAYS = 200


@pytest.fixture(scope="module")
def lakkon() -> Program:
    story = load_story(shipped_stories()["lakkon"]).story
    assert story is not None
    return Program(story)


@pytest.fixture(scope="module")
def book(lakkon: Program) -> Reader:
    return Reader(printed(lakkon.story))


@pytest.mark.slow
def test_plays_by_lot_agree_with_the_engine(lakkon: Program, book: Reader) -> None:
    endings = {read_beside(book, lakkon, by_lot(seed), seed).ending for seed in range(PLAYS)}
    assert len(endings) > 5
