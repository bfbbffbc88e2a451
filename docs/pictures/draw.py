"""Draws the pictures of the game that the documents show: `make pictures`.

Each is a picture of the real app, played to a place by its keys, with a fixed seed. Look at what
it drew before you commit it.
"""

from __future__ import annotations

import asyncio
import os
import re
import tempfile
from pathlib import Path
from typing import NamedTuple

from borderpost.story.shipped import find_story
from borderpost.terminal.app import BorderpostApp
from borderpost.terminal.wish import Wish

HERE = Path(__file__).parent

FONT_FACE = re.compile(r"\s*@font-face \{.*?\}", re.DOTALL)
"""A font to fetch from elsewhere: a picture in a document fetches nothing."""


class Picture(NamedTuple):
    """A picture: its name, how large the terminal is, and the keys that lead to the place.

    Without keys it is one of the title.
    """

    name: str
    size: tuple[int, int]
    keys: str = ""
    theme: str = "dark"


PRACTICE = "1 3 3 4 1 1"
"""The keys past what is in the story, and through its first scene: two questions, and on."""


PICTURES = [
    Picture("title", (100, 34)),
    Picture("guardroom", (132, 42), PRACTICE),
    Picture("narrow", (60, 20), f"{PRACTICE} space"),
    Picture("card", (132, 42), f"{PRACTICE} c enter", "light"),
]


async def draw(picture: Picture, saves: Path) -> str:
    """The picture as SVG."""
    story = find_story("lakkon") if picture.keys else None
    settings = {"profile": "short"} if picture.keys else {}
    app = BorderpostApp(Wish(story, saves / picture.name, settings, 1 if picture.keys else None))
    async with app.run_test(size=picture.size) as pilot:
        while app.library is None:
            await pilot.pause(0.05)
        await pilot.pause(0.3)
        app.prefer(theme=picture.theme, hints_seen=("choose", "undo", "case_file"))
        for key in picture.keys.split():
            await pilot.press(key)
            await pilot.pause(0.1)
        await pilot.pause(0.3)
        return FONT_FACE.sub("", app.export_screenshot(title="borderpost"))


def main() -> None:
    """Draw them all beside this file, in all colours, whatever this terminal has."""
    os.environ.update(TERM="xterm-256color", COLORTERM="truecolor")
    os.environ.pop("NO_COLOR", None)
    with tempfile.TemporaryDirectory() as folder:
        for picture in PICTURES:
            svg = asyncio.run(draw(picture, Path(folder)))
            file = HERE / f"{picture.name}.svg"
            file.write_text(svg.rstrip() + "\n", encoding="utf-8")
            print(file.relative_to(HERE.parent.parent))


if __name__ == "__main__":
    main()
