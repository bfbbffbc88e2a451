"""The pack opened in a real browser, and printed: nothing fetched, nothing cut."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from borderpost.debrief.guide.pack import guide_page
from borderpost.story.load import load_story
from borderpost.story.model import Story
from borderpost.story.shipped import find_story
from tests.browser import A4_WIDTH, ground_of, opened, printed_pages, too_wide
from tests.debrief.guide.test_guide import WHOLE, hostile_story

STORIES = ("lakkon", "whole", "hostile")


def story_called(name: str) -> Story:
    """Lakkon, the story of every key, or that one in a stranger's words."""
    story = load_story(find_story("lakkon") if name == "lakkon" else WHOLE).story
    assert story is not None
    return hostile_story(story) if name == "hostile" else story


def written(folder: Path, story: Story, *names: str) -> Path:
    """The pack of a story in a file."""
    path = folder / "pack.html"
    path.write_text(guide_page(story, names), "utf-8")
    return path


@pytest.mark.parametrize("name", STORIES)
def test_it_opens_without_a_word_and_fetches_nothing(
    name: str, chromium: Browser, tmp_path: Path
) -> None:
    path = written(tmp_path, story_called(name))
    with opened(chromium, path) as found:
        assert found.console == []
        assert found.fetched == [path.as_uri()]
        assert found.page.evaluate("document.scripts.length") == 0


@pytest.mark.parametrize("name", STORIES)
@pytest.mark.parametrize("width", [360, 1000])
def test_nothing_is_wider_than_the_window(
    name: str, width: int, chromium: Browser, tmp_path: Path
) -> None:
    with opened(chromium, written(tmp_path, story_called(name)), width) as found:
        assert too_wide(found.page) == []


@pytest.mark.parametrize("name", STORIES)
def test_nothing_is_wider_than_a_printed_page(name: str, chromium: Browser, tmp_path: Path) -> None:
    with opened(chromium, written(tmp_path, story_called(name)), A4_WIDTH) as found:
        found.page.emulate_media(media="print")
        assert too_wide(found.page) == []


@pytest.mark.parametrize("paper", ["A4", "Letter"])
@pytest.mark.parametrize(("name", "sheets", "cards"), [("lakkon", 4, 6), ("whole", 4, 1)])
def test_a_sheet_is_a_page_and_four_cards_are_one(
    name: str, sheets: int, cards: int, paper: str, chromium: Browser, tmp_path: Path
) -> None:
    story = story_called(name)
    with opened(chromium, written(tmp_path, story, "sheets")) as found:
        assert found.page.locator(".sheet").count() == sheets
        assert printed_pages(found.page, paper) == sheets
    with opened(chromium, written(tmp_path, story, "cards")) as found:
        assert printed_pages(found.page, paper) == cards


@pytest.mark.slow
@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_what_lakkon_reports_takes_two_pages_and_the_whole_pack_is_its_parts(
    paper: str, chromium: Browser, tmp_path: Path
) -> None:
    story = story_called("lakkon")
    facts_only = story._replace(lesson=type(story.lesson)())
    with opened(chromium, written(tmp_path, facts_only, "reported")) as found:
        assert printed_pages(found.page, paper) == 2
    pages = 0
    for name in ("handbook", "reported", "cards", "sheets", "notes", "paper"):
        with opened(chromium, written(tmp_path, story, name)) as found:
            pages += printed_pages(found.page, paper)
    with opened(chromium, written(tmp_path, story)) as found:
        assert printed_pages(found.page, paper) == pages + 1  # the cover


def test_it_is_light_or_dark_as_its_reader_likes_and_white_on_paper(
    chromium: Browser, tmp_path: Path
) -> None:
    path = written(tmp_path, story_called("lakkon"))
    for scheme, is_dark in (("light", False), ("dark", True)):
        with opened(chromium, path, scheme=scheme) as found:
            ground, ink = ground_of(found.page)
            assert (ground < ink) == is_dark
            assert abs(ground - ink) > 0.6
            found.page.emulate_media(media="print", color_scheme="dark" if is_dark else "light")
            assert ground_of(found.page) == (1.0, 0.0)


def test_what_is_for_the_teacher_says_so_on_every_printed_page(
    chromium: Browser, tmp_path: Path
) -> None:
    with opened(chromium, written(tmp_path, story_called("lakkon")), A4_WIDTH) as found:
        found.page.emulate_media(media="print")
        heads = found.page.locator("table.running > thead")
        assert heads.count() == 2
        for number in range(2):
            shown = heads.nth(number).evaluate("each => getComputedStyle(each).display")
            assert shown == "table-header-group"  # which a browser prints on every page
            assert heads.nth(number).inner_text().startswith("For the teacher only")


def test_the_contents_lead_to_the_parts(chromium: Browser, tmp_path: Path) -> None:
    with opened(chromium, written(tmp_path, story_called("lakkon"))) as found:
        for link in found.page.locator(".contents a").all():
            target = link.get_attribute("href")
            assert target is not None
            assert found.page.locator(target).count() == 1


def test_a_page_forbids_all_that_could_be_fetched_or_run(tmp_path: Path) -> None:
    page = written(tmp_path, story_called("lakkon")).read_text("utf-8")
    assert "default-src 'none'" in page
    assert not re.search(r'\b(?:src|href)="(?!#)', page)
