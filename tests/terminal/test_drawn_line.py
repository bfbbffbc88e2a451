"""Pages drawn line by line: what is selected is marked, and copied as it stands."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.content import Content

from borderpost.terminal.parts.page import Page
from borderpost.terminal.parts.typeset import wrapped
from tests.terminal.playing import GATE, opened, playing, where

TEXT = GATE.replace("You stand at the gate. [F1]", "You stand at the gate.\n\n      It is cold.")


def marked(page: Page) -> list[str]:
    """What is drawn of each line in the colour of a selection."""
    chosen = page.screen.get_component_rich_style("screen--selection").bgcolor
    found = []
    for y in range(page.size.height):
        segments = page.render_line(y)
        found.append("".join(s.text for s in segments if s.style and s.style.bgcolor == chosen))
    return [text for text in found if text]


async def test_a_selection_over_lines_is_marked_and_copied(tmp_path: Path) -> None:
    async with opened(tmp_path, TEXT, size=(80, 40)) as (app, pilot):
        screen = await playing(app, pilot)
        page = screen.query_one("#scene", Page)
        assert marked(page) == []
        x, y = where(screen, "stand at the gate")
        await pilot.mouse_down(offset=(x, y))
        x, y = where(screen, "is cold")
        await pilot.hover(offset=(x + 2, y))
        await pilot.mouse_up(offset=(x + 2, y))
        await pilot.pause()
        selected = screen.get_selected_text()
        assert selected is not None
        assert selected.startswith("stand at the gate.\n\nIt is")
        assert marked(page)[0] == "stand at the gate."
        assert marked(page)[-1].startswith("It is")
        assert not marked(page)[-1].endswith("cold.")
        await pilot.click(offset=(x + 10, y + 1))
        assert marked(page) == []


async def test_the_end_of_a_page_is_empty_and_no_fault(tmp_path: Path) -> None:
    async with opened(tmp_path) as (app, pilot):
        screen = await playing(app, pilot)
        page = screen.query_one("#scene", Page)
        assert page.render_line(page.size.height + 5).text.strip() == ""
        assert screen.ways_menu.render_line(999).text.strip() == ""


@pytest.mark.parametrize(
    "text", ["", "one", "one two ", " one", "日本語", "one\ntwo", "o\u0301ne", "\n"]
)
@pytest.mark.parametrize("width", [1, 3, 4, 6, 7, 8, 40])
def test_what_fits_is_set_as_wrapping_would_set_it(text: str, width: int) -> None:
    content = Content.styled(text, "bold")
    lines, expected = wrapped(content, width), content.wrap(width)
    assert [(line.plain, line.spans) for line in lines] == [(e.plain, e.spans) for e in expected]
