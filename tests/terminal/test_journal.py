"""The journal: what was read, ways that were left and can be gone on with, the text in a file."""

from __future__ import annotations

from pathlib import Path

import pytest

from borderpost.engine.actions import Choose
from borderpost.terminal.papers.journal import Journal
from borderpost.terminal.parts.menu import Menu
from borderpost.terminal.play.play import PlayScreen
from tests.terminal.playing import GATE, click, is_at, loaded, opened, playing, press, seen

TO_THE_DESK = ["3", "s", "1"]
"""Keys that play `GATE` to its second page: grade C, scope left out, boots."""

ANOTHER_WAY = ["j", "home", "down", "enter", "1", "3", "s", "2"]
"""Back to the first page by the journal; the same grade, and the page left unsigned."""


ROUND = """\
story: {id: round, title: Round, version: 1, language: en, start: round}
scenes:
  round:
    title: Round and round
    text: |
      Once more.
    choices:
      - {id: on, label: Go on, then: round}
      - {id: home, label: Go home, then: home}
endings:
  home:
    title: Home
    text: |
      Home.
"""


def lines(text: str) -> list[str]:
    return [line.strip() for line in text.split("\n") if line.strip()]


async def test_a_stop_tells_where_what_was_done_and_what_changed(tmp_path: Path) -> None:
    async with opened(tmp_path, size=(80, 40)) as (app, pilot):
        await playing(app, pilot)
        await press(pilot, *TO_THE_DESK, "j")
        told = lines(seen(app.screen))
        begin = told.index("One")
        assert told[begin : begin + 6] == [
            "One",
            "The gate at dawn  ·  Lakkon, late May",
            "→ 1 answer, then: Boots and coats",
            "Money 4, was 6 · Soldiers 7, was 5",
            "▸ The range chart",
            "You are here.",
        ]
        assert "Ways you left" not in told


async def test_a_way_that_was_left_is_told_read_and_gone_on_with(tmp_path: Path) -> None:
    async with opened(tmp_path, size=(80, 40)) as (app, pilot):
        screen = await playing(app, pilot)
        await press(pilot, *TO_THE_DESK)
        boots = screen.run.head
        await press(pilot, *ANOTHER_WAY, "j")
        told = lines(seen(app.screen))
        assert "You also went: Boots and coats (1 page on, to “The range chart”)" in told
        begin = told.index("Ways you left")
        assert told[begin + 1 : begin + 3] == [
            "Boots and coats",
            "From “The gate at dawn”: 1 page on, to “The range chart”.",
        ]
        await press(pilot, "end", "enter")
        told = lines(seen(app.screen))
        assert told[:3] == [
            "A way you left",
            "At the end of this page: Go on with this way.",
            "From “The gate at dawn”: 1 page on, to “The range chart”.",
        ]
        assert "He writes the order." in told
        assert "→ You went no further on this way." in told
        await press(pilot, "1")
        assert app.screen is screen
        assert screen.run.head == boots
        assert "He writes the order." in seen(screen)
        await press(pilot, "j")
        assert "You also went: Leave the page unsigned" in seen(app.screen)
    assert loaded(tmp_path, screen.run.program).head == boots


async def test_a_way_is_gone_on_with_from_the_page_that_it_left(tmp_path: Path) -> None:
    async with opened(tmp_path, size=(80, 40)) as (app, pilot):
        screen = await playing(app, pilot)
        await press(pilot, *TO_THE_DESK)
        boots = screen.run.head
        await press(pilot, *ANOTHER_WAY, "j", "home", "down", "enter")
        text = seen(app.screen)
        assert "1  Go back to this decision" in text
        assert "2  Go back to before you answered" in text
        assert "3  Go on with: Boots and coats" in text
        await press(pilot, "3")
        assert app.screen is screen
        assert screen.run.head == boots


async def test_what_was_taken_back_can_be_gone_on_with_by_the_mouse(tmp_path: Path) -> None:
    async with opened(tmp_path, size=(80, 40)) as (app, pilot):
        screen = await playing(app, pilot)
        await press(pilot, *TO_THE_DESK)
        boots = screen.run.head
        await press(pilot, "u", "j")
        await click(pilot, "From “The gate at dawn”")
        await click(pilot, "1  Go on with this way")
        assert app.screen is screen
        assert screen.run.head == boots


async def test_leaving_the_journal_moves_nothing(tmp_path: Path) -> None:
    async with opened(tmp_path) as (app, pilot):
        screen = await playing(app, pilot)
        await press(pilot, *TO_THE_DESK, *ANOTHER_WAY)
        records = len(screen.run.records)
        await press(pilot, "j", "end", "enter", "escape", "home", "enter", "q", "escape")
        assert app.screen is screen
        assert len(screen.run.records) == records


async def test_many_ways_from_one_stop_are_told_in_few_lines(tmp_path: Path) -> None:
    async with opened(tmp_path, size=(80, 60)) as (app, pilot):
        screen = await playing(app, pilot)
        for grade in "123456":
            await press(pilot, grade, "s", "1", "j", "home", "down", "enter", "2")
        await press(pilot, "j")
        text = seen(app.screen)
        assert text.count("You also went: ") == 3
        assert "And 3 more: see the end of this list." in text
        assert text.count("From “The gate at dawn”") == 6
        assert is_at(app, Journal)
        assert len(screen.run.branches()) == 6


async def test_the_journal_is_written_to_a_file_that_is_told(tmp_path: Path) -> None:
    async with opened(tmp_path, size=(120, 40)) as (app, pilot):
        screen = await playing(app, pilot)
        await press(pilot, *TO_THE_DESK, "j", "x")
        assert app.saved is not None
        path = tmp_path / "saves" / f"{app.saved.handle}.md"
        shown = "".join(seen(app.screen).split()).replace("│", "")
        assert "".join(str(path).split()) in shown
        assert "→ **Boots and coats**" in path.read_text("utf-8")
        await press(pilot, "1")
        assert is_at(app, Journal)
        await click(pilot, "x export")
        assert not is_at(app, Journal)
        await press(pilot, "escape", "escape")
        assert app.screen is screen


async def test_a_journal_that_cannot_be_written_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: Path, __: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("borderpost.saves.placing.put_in_place", full)
    async with opened(tmp_path, size=(120, 40)) as (app, pilot):
        await playing(app, pilot)
        await press(pilot, "j", "x")
        text = " ".join(seen(app.screen).replace("│", "").split())
        assert "no space left on device" in text
        assert "ree some room on the disk" in text
        await press(pilot, "escape", "escape")
        assert is_at(app, PlayScreen)
    assert not list((tmp_path / "saves").glob("*.md"))


@pytest.mark.parametrize("size", [(160, 45), (80, 24), (60, 20), (40, 12)])
async def test_one_begins_where_one_stands_in_every_window(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with opened(tmp_path, size=size) as (app, pilot):
        await playing(app, pilot)
        await press(pilot, *TO_THE_DESK, *ANOTHER_WAY, "j")
        text = seen(app.screen)
        assert "▸ The range chart" in text
        assert "You are here." in text
        assert all(len(line) <= size[0] for line in text.split("\n"))


async def test_words_of_a_story_are_shown_as_they_stand(tmp_path: Path) -> None:
    text = GATE.replace("label: Boots and coats", "label: '[b]Boots[/b] [/] [@click=app.quit]'")
    text = text.replace("title: The range chart", "title: '[link=x]Chart['")
    async with opened(tmp_path, text, size=(80, 40)) as (app, pilot):
        await playing(app, pilot)
        await press(pilot, *TO_THE_DESK, "u", "j")
        shown = seen(app.screen)
        assert "[b]Boots[/b] [/] [@click=app.quit]" in shown
        assert "to “[link=x]Chart[”" in shown


async def test_of_a_long_list_only_what_is_seen_is_drawn(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn = 0
    render_line = Menu.render_line

    def counted(menu: Menu, y: int) -> object:
        nonlocal drawn
        drawn += 1
        return render_line(menu, y)

    async with opened(tmp_path, ROUND) as (app, pilot):
        screen = await playing(app, pilot)
        for _ in range(300):
            screen.run.act(Choose("round", "on"))
        monkeypatch.setattr(Menu, "render_line", counted)
        await press(pilot, "j")
        assert "You are here." in seen(app.screen)
        assert app.screen.query_one(Menu).size.height > 900
        assert 0 < drawn < 10 * app.size.height
        await press(pilot, "home")
        assert "Read everything from the start" in seen(app.screen)
        assert drawn < 20 * app.size.height
