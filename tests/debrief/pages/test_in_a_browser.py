"""The pages of a class and of a run in a real browser: quiet, alone, in any width and light."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from borderpost.debrief.cohort.gathering import gather
from borderpost.debrief.debriefing import debriefed
from borderpost.debrief.pages.files import put_page
from borderpost.debrief.together.notes import LONGEST_DISSENT
from borderpost.workshop.simulating import recorded
from tests.browser import A4_WIDTH, ground_of, opened, printed_pages, too_wide
from tests.debrief.cohort.classes import room
from tests.debrief.exports.runs import lakkon
from tests.debrief.pages.typed import pages as pages_with

pytestmark = pytest.mark.slow

OPEN_ALL = "for (const each of document.querySelectorAll('details')) each.open = true"
"""What unfolds everything that is folded."""


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The page of a class of thirty, with files left out, and that of one of its runs."""
    folder = tmp_path_factory.mktemp("class")
    recorded(lakkon().story, {"profile": "full"}, folder / "runs", runs=30, seed=2, player=None)
    (folder / "runs" / ("a very long name of a file " * 8)).write_text("x", "utf-8")
    for name in ("class", "run"):
        found = gather([folder / "runs"])
        if name == "run":
            found = gather(found.paths[:1])
        debriefed(found, lakkon(), "html", str(folder / f"{name}.html"))
    return {name: folder / f"{name}.html" for name in ("class", "run")}


@pytest.mark.parametrize("name", ["class", "run"])
@pytest.mark.parametrize("width", [360, A4_WIDTH, 1280])
def test_a_page_is_quiet_fetches_nothing_and_fits(
    chromium: Browser, pages: dict[str, Path], name: str, width: int
) -> None:
    with opened(chromium, pages[name], width) as found:
        assert too_wide(found.page) == []
        found.page.evaluate(OPEN_ALL)
        assert too_wide(found.page) == []
    assert found.console == []
    assert found.fetched == [pages[name].as_uri()]


@pytest.mark.parametrize("name", ["class", "run"])
def test_a_page_is_dark_for_who_likes_it_dark(
    chromium: Browser, pages: dict[str, Path], name: str
) -> None:
    with opened(chromium, pages[name], scheme="dark") as found:
        ground, letters = ground_of(found.page)
        assert ground < 0.2
        assert letters > 0.7
    with opened(chromium, pages[name], scheme="light") as found:
        ground, letters = ground_of(found.page)
        assert letters < 0.2
        assert ground > 0.9


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("name", "most"), [("class", 24), ("run", 14)])
def test_a_page_prints_in_black_on_white(
    chromium: Browser, pages: dict[str, Path], name: str, most: int, scheme: str
) -> None:
    with opened(chromium, pages[name], A4_WIDTH, scheme) as found:
        for paper in ("A4", "Letter"):
            assert 2 < printed_pages(found.page, paper) <= most
        found.page.emulate_media(media="print")
        assert ground_of(found.page) == (1.0, 0.0)
        assert too_wide(found.page) == []


def test_what_pupils_typed_is_neither_seen_nor_printed_before_it_is_unfolded(
    chromium: Browser, tmp_path: Path
) -> None:
    path = tmp_path / "class.html"
    text, _ = pages_with(tmp_path, room(), "my friend is a thief")
    put_page(path, text, named=True)
    with opened(chromium, path) as found:
        typed = found.page.locator(".typed").get_by_text("my friend is a thief")
        assert typed.count() > 0
        for media in ("screen", "print"):
            found.page.emulate_media(media="screen" if media == "screen" else "print")
            assert not any(typed.nth(n).is_visible() for n in range(typed.count()))
        found.page.evaluate(OPEN_ALL)
        assert all(typed.nth(n).is_visible() for n in range(typed.count()))


def test_a_word_without_an_end_makes_no_page_wider(chromium: Browser, tmp_path: Path) -> None:
    word = "x" * LONGEST_DISSENT
    for name, text in zip("ab", pages_with(tmp_path, room(), word), strict=True):
        path = tmp_path / f"{name}.html"
        put_page(path, text, named=True)
        with opened(chromium, path, 360) as found:
            found.page.evaluate(OPEN_ALL)
            assert word in found.page.content()
            assert too_wide(found.page) == []


def test_every_place_in_the_contents_is_there(chromium: Browser, pages: dict[str, Path]) -> None:
    with opened(chromium, pages["class"]) as found:
        links = found.page.locator("nav a").all()
        assert len(links) > 8
        for link in links:
            target = link.get_attribute("href") or ""
            heading = found.page.locator(f"{target} h2")
            assert heading.count() == 1
            assert (heading.text_content() or "").startswith(link.text_content() or "?")


def test_a_bar_is_as_long_as_the_number_beside_it(
    chromium: Browser, pages: dict[str, Path]
) -> None:
    script = """() => [...document.querySelectorAll('#endings tbody tr')].map(row => [
      row.querySelector('.part').getBoundingClientRect().width
        / row.querySelector('.rest').getBoundingClientRect().width,
      parseInt(row.querySelector('.number').textContent) / 30])"""
    with opened(chromium, pages["class"]) as found:
        rows = found.page.evaluate(script)
    assert len(rows) > 1
    for drawn, counted in rows:
        assert drawn == pytest.approx(counted, abs=0.02)
