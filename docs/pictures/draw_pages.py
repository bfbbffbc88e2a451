"""Draws the pictures of pages that the documents show: `make pictures` (needs Debian's Chromium).

The class is one that nobody sat in: thirty plays by lot, always the same. Look at what it drew
before you commit it.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import sync_playwright

from borderpost.cli import main as borderpost

HERE = Path(__file__).parent


class Picture(NamedTuple):
    """A picture: its name, the page it shows, from where on (a selector), how large it is."""

    name: str
    page: str
    start: str
    size: tuple[int, int]


PICTURES = [
    Picture("class", "class.html", "#splits", (860, 700)),
    Picture("paper", "paper.html", ".passages", (860, 640)),
]


def write_pages(folder: Path) -> None:
    """The pages, made by the commands that the documents name."""
    calls = (
        ("simulate", "lakkon", "--save-to", folder / "class", "--seed", 3),
        ("debrief", folder / "class", "--out", folder / "class.html"),
        ("guide", "lakkon", "--part", "paper", "--out", folder / "paper.html"),
    )
    for call in calls:
        if borderpost([str(word) for word in call]):
            sys.exit(1)


def main() -> None:
    """Draw them all beside this file."""
    chromium = shutil.which("chromium")
    if chromium is None:
        sys.exit("There is no chromium here: apt install chromium.")
    with tempfile.TemporaryDirectory() as name, sync_playwright() as driver:
        folder = Path(name)
        write_pages(folder)
        browser = driver.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for picture in PICTURES:
            width, height = picture.size
            page = browser.new_page(viewport={"width": width, "height": 4000})
            page.goto((folder / picture.page).as_uri())
            if picture.page == "paper.html":
                page.emulate_media(media="print")
                page.add_style_tag(content="body { padding: 0 16px !important; }")
            top = page.locator(picture.start).first.bounding_box()
            assert top is not None
            clip = {"x": 0.0, "y": max(0.0, top["y"] - 12), "width": width, "height": height}
            file = HERE / f"{picture.name}.png"
            page.screenshot(path=file, clip=clip)  # type: ignore[arg-type]
            print(file.relative_to(HERE.parent.parent))
        browser.close()


if __name__ == "__main__":
    main()
