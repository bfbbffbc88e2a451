"""Lakkon's gamebook, read from its page: it tells, asks, offers and ends as the engine does."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pytest

from borderpost.debrief.gamebook.book import gamebook
from borderpost.engine.plays import settings_of
from borderpost.engine.program import Program
from borderpost.story.load import load_story
from borderpost.story.model import PlayTest
from borderpost.story.shipped import shipped_stories
from tests.debrief.gamebook.beside import by_lot, read_beside
from tests.debrief.gamebook.printed import printed
from tests.debrief.gamebook.reader import Reader

PLAYS = 200
SHORT = {
    "burned_source",
    "recalled",
    "the_list",
    "loud_alarm",
    "quiet_denial",
    "paper_strength",
    "north_shut",
    "south_first",
    "two_sides",
    "open_file",
}
"""The endings that the short profile can reach; `check` proves so."""


@pytest.fixture(scope="module")
def lakkon() -> Program:
    story = load_story(shipped_stories()["lakkon"]).story
    assert story is not None
    return Program(story)


@pytest.fixture(scope="module")
def page(lakkon: Program) -> str:
    return printed(lakkon.story)


@pytest.fixture(scope="module")
def book(page: str) -> Reader:
    return Reader(page)


def short_plays(program: Program) -> list[PlayTest]:
    """The plays that the author wrote down for the short profile."""
    return [
        t for t in program.story.tests if settings_of(t.play).get("profile", "short") == "short"
    ]


class Written:
    """Decides as a play that is written down, as far as it says; else takes the first answer."""

    def __init__(self, items: Sequence[str]) -> None:
        self.items = [item for item in items if item[0] not in "@~"]

    def __call__(self, asked: str, ids: Sequence[str]) -> int:
        names = [f"{asked}={each}" if asked else each for each in ids]
        for item in self.items:
            bare = item.split("@")[0].rpartition(".")[2] if not asked else item.split("@")[0]
            if bare in names:
                self.items.remove(item)
                return names.index(bare)
        assert asked, f"none of {ids} is in {self.items}"
        return 0


def test_the_author_s_plays_reach_their_endings_on_paper(lakkon: Program, book: Reader) -> None:
    reached = set()
    for test in short_plays(lakkon):
        decide = Written(test.play)
        beside = read_beside(book, lakkon, decide, seed=1)
        assert beside.ending == test.expect["ending"], test.name
        assert not [item for item in decide.items if not item.startswith("hypotheses.")], test.name
        reached.add(beside.ending)
    assert reached == SHORT


@pytest.mark.slow
def test_plays_by_lot_agree_with_the_engine(lakkon: Program, book: Reader) -> None:
    endings = {read_beside(book, lakkon, by_lot(seed), seed).ending for seed in range(PLAYS)}
    assert endings <= SHORT
    assert len(endings) >= 7


def test_only_what_the_short_profile_can_come_to_is_printed(lakkon: Program, page: str) -> None:
    book = gamebook(lakkon.story, {})
    assert [passage.number for passage in book.passages] == list(range(1, len(book.passages) + 1))
    assert len(book.passages) < 70
    assert "borrowed" not in page.lower()
    assert "The truck back leaves when its driver has had tea" not in page
    assert book == gamebook(lakkon.story, {})


def test_a_class_need_only_print_a_few_sheets(lakkon: Program) -> None:
    words = re.sub(r"<[^>]+>", " ", printed(lakkon.story).split("</style>")[1]).split()
    assert len(words) < 12_000


@pytest.mark.slow
@pytest.mark.parametrize("profile", ["standard", "full"])
def test_the_longer_profiles_can_be_printed_too(lakkon: Program, profile: str) -> None:
    settings = {"profile": profile}
    book = Reader(printed(lakkon.story, settings))
    for seed in range(15):
        assert read_beside(book, lakkon, by_lot(seed), seed, settings).ending


def test_nothing_on_the_page_is_fetched_or_run(page: str) -> None:
    assert not re.search(r"<script|<img|<link|src=|href=|url\(|https?:|@import", page)


def test_the_banned_party_is_never_named_without_what_must_stand_by_it(page: str) -> None:
    for passage in re.findall(r"<article.*?</article>", page, re.DOTALL):
        for named in re.finditer("Hizb-ut-Tahrir", passage):
            assert "banned" in passage[max(0, named.start() - 120) : named.end() + 60]
            assert re.search("F38", passage)
            assert re.search("F39", passage)
