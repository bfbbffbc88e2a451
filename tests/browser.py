"""A real browser, Debian's Chromium, for the tests of the pages that are written: looking only."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

A4_WIDTH = 680
"""The width between the margins of an A4 page, in CSS pixels: 180 mm."""

_TOO_WIDE = """() => {
  const wide = [];
  for (const each of document.querySelectorAll("body *:not(svg *)")) {  // a drawing cuts its own
    const box = each.getBoundingClientRect();
    let holder = each.parentElement;
    while (holder && getComputedStyle(holder).overflowX !== "auto") holder = holder.parentElement;
    if (!holder && (box.right > innerWidth + 1 || box.left < -1)) {
      wide.push(`${each.tagName}.${each.className} ${box.left} to ${box.right}`);
    }
  }
  if (document.documentElement.scrollWidth > innerWidth) wide.push("the page");
  return wide;
}"""


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """Chromium, without a window. Skips where there is none, but for CI, where there must be one.

    It ends with its module: while it runs, no other test in this process may have an event loop.
    """
    found = shutil.which("chromium")
    if found is None:
        if os.environ.get("CI") == "true":
            pytest.fail("there is no chromium; .ci/run installs it")
        pytest.skip("there is no chromium")
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=found, args=["--no-sandbox"])
        yield browser
        browser.close()


class Opened(NamedTuple):
    """A page that is open, what its console has said, and every address it has asked for."""

    page: Page
    console: list[str]
    fetched: list[str]


@contextmanager
def opened(
    browser: Browser, file: Path, width: int = 1000, scheme: str = "light"
) -> Iterator[Opened]:
    """A file opened in a window so wide, by a reader who likes it light or dark."""
    context = browser.new_context(
        viewport={"width": width, "height": 800},
        color_scheme="dark" if scheme == "dark" else "light",
    )
    page = context.new_page()
    found = Opened(page, [], [])
    page.on("console", lambda message: found.console.append(message.text))
    page.on("pageerror", lambda error: found.console.append(str(error)))
    page.on("request", lambda request: found.fetched.append(request.url))
    page.goto(file.as_uri())
    yield found
    context.close()


def too_wide(page: Page) -> list[str]:
    """What reaches beyond the window, but for what can be moved sideways by itself."""
    found = page.evaluate(_TOO_WIDE)
    assert isinstance(found, list)
    return found


def printed_pages(page: Page, paper: str) -> int:
    """On how many sheets of a paper (`A4`, `Letter`) a page is printed."""
    printed = page.pdf(format=paper, prefer_css_page_size=False)
    return len(re.findall(rb"/Type\s*/Page\b", printed))


def ground_of(page: Page) -> tuple[float, float]:
    """How light the background and the letters of a page are, from 0 (black) to 1."""
    script = "name => getComputedStyle(document.body)[name]"
    lights = []
    for name in ("backgroundColor", "color"):
        numbers = re.findall(r"\d+", page.evaluate(script, name))[:3]
        lights.append(sum(map(int, numbers)) / (3 * 255))
    return lights[0], lights[1]
