"""The debrief on the screen: its sections, how one goes between them, the chart of the meters."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot

from borderpost.debrief.run.sections import REVIEW, SECTIONS
from borderpost.engine.actions import read_written
from borderpost.terminal.app import BorderpostApp
from borderpost.terminal.papers.debrief_screen import DebriefScreen
from borderpost.terminal.papers.meters_screen import MetersScreen
from borderpost.terminal.play.play import PlayScreen
from tests.terminal.playing import click, is_at, opened, playing, press, seen, until

PLAYED = (
    *("grade=C", "scope=part@3", "gate.boots", "table.S1.known=fits", "table.S2.new=silent"),
    *("desk.", "who=traders", "need=nothing", "form.sign"),
)
"""The gate, played to the night after the report is signed."""


async def debriefed(
    app: BorderpostApp, pilot: Pilot[None], *items: str, key: str = "l"
) -> DebriefScreen:
    """The debrief of a run that was played so far."""
    screen = await playing(app, pilot)

    def play() -> None:
        for item in items:
            screen.run.act(read_written(item))
        while items[-1:] == ("form.sign",) and not screen.run.finished:
            screen.run.act(screen.run.view().takeable[0].action)

    screen.move_run(play)
    await pilot.pause()
    await press(pilot, key)
    assert isinstance(app.screen, DebriefScreen)
    return app.screen


async def worked_out(screen: DebriefScreen, pilot: Pilot[None]) -> None:
    """Wait until it is known what the decisions could have changed."""
    await until(pilot, lambda: screen.forks is not None)
    await pilot.pause()


def titles(screen: DebriefScreen) -> str:
    """The section that is open, by its heading."""
    return SECTIONS[screen.current].title


async def test_it_begins_with_a_summary_of_this_play(tmp_path: Path) -> None:
    async with opened(tmp_path) as (app, pilot):
        screen = await debriefed(app, pilot, *PLAYED)
        text = " ".join(seen(screen).split())
        assert "▸1 Summary 2 Judged 3 Signed 4 Meters 5 Endings 6 Told 7 Open" in text
        assert (
            "You decided twice. Since the start: Money from 6 to 4 and Soldiers from 5 to 7."
            in text
        )
        assert "You judged four things. The text decides one of them, and says otherwise." in text
        assert "You signed one statement, resting on one fact, only claimed." in text


async def test_the_number_keys_open_every_section(tmp_path: Path) -> None:
    async with opened(tmp_path) as (app, pilot):
        screen = await debriefed(app, pilot, *PLAYED)
        expected = (
            "You decided twice.",
            "It does not say how anyone knows",
            "It is stronger than its source: what it cites is only claimed.",
            "2 of 2  The report",
            "no decision could have changed it.",
            "= Reported by the source (1)",
            "? Who the third man was.",
            "What was to happen? Not answered.",
        )
        expected = (*expected[:1], "The text says otherwise.", *expected[2:])
        await worked_out(screen, pilot)
        for number, (section, text) in enumerate(zip(SECTIONS, expected, strict=True), 1):
            await press(pilot, str(number))
            assert titles(screen) == section.title
            shown = " ".join(seen(screen).split())
            assert " ".join(text.split()) in shown
        await press(pilot, "8")
        assert titles(screen) == "After action"
        await press(pilot, "escape")
        assert is_at(app, PlayScreen)


async def test_the_arrows_go_through_the_sections_and_the_decisions(tmp_path: Path) -> None:
    async with opened(tmp_path) as (app, pilot):
        screen = await debriefed(app, pilot, *PLAYED)
        await press(pilot, "left")
        assert titles(screen) == "Summary"
        await press(pilot, "right", "right", "right")
        assert titles(screen) == "The meters"
        assert "2 of 2  " in seen(screen)
        screen.action_point("1")
        await pilot.pause()
        assert "1 of 2  The gate at dawn" in seen(screen)
        assert "Money 4 (−2) · Soldiers 7 (+2) · Trust 5" in seen(screen)
        await press(pilot, "right")
        assert titles(screen) == "What could have changed"
        await press(pilot, "left")
        assert titles(screen) == "The meters"
        await press(pilot, "left")
        assert titles(screen) == "What you signed"


@pytest.mark.parametrize("size", [(60, 20), (40, 12)])
async def test_space_alone_reads_everything_and_back(tmp_path: Path, size: tuple[int, int]) -> None:
    async with opened(tmp_path, size=size) as (app, pilot):
        screen = await debriefed(app, pilot, *PLAYED)
        await worked_out(screen, pilot)
        passed, back = [titles(screen)], list[str]()
        read = seen(screen)
        assert screen.reading is not None
        while screen.reading.more_below or screen.current < len(SECTIONS) - 1:
            await press(pilot, "space")
            read += seen(screen)
            if titles(screen) != passed[-1]:
                passed.append(titles(screen))
                assert screen.reading.scroll_offset.y == 0
        assert passed == [section.title for section in SECTIONS]
        for text in ("Decision by decision", "? Who the third man was.", "Scenes: "):
            assert text in read
        while screen.reading.scroll_offset.y or screen.current:
            await press(pilot, "b")
            back.append(titles(screen))
        assert list(dict.fromkeys([passed[-1], *back])) == passed[::-1]


@pytest.mark.parametrize("size", [(160, 45), (80, 24)])
async def test_the_mouse_opens_sections_decisions_and_facts(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with opened(tmp_path, size=size) as (app, pilot):
        screen = await debriefed(app, pilot, *PLAYED)
        await click(pilot, "Meters" if size[0] < 100 else "The meters")
        assert titles(screen) == "The meters"
        assert screen.chart.pointed == 2
        await click(pilot, "The gate at dawn →")
        assert screen.chart.pointed == 1
        column = seen(screen).split("\n")[seen(screen)[: seen(screen).index("▲")].count("\n")]
        await pilot.click(offset=(column.index("▲") - 5, _line_of(screen, "Trust")))
        await pilot.pause()
        assert screen.chart.pointed == 0
        await click(pilot, "Signed" if size[0] < 100 else "What you signed")
        await click(pilot, "F2")
        assert "They were traders." in seen(app.screen)
        assert not is_at(app, DebriefScreen)
        await press(pilot, "escape")
        assert app.screen is screen


def _line_of(screen: DebriefScreen, text: str) -> int:
    """The line of the chart that a meter stands on."""
    return next(
        y for y, line in enumerate(seen(screen).split("\n")) if f"{text} " in line and "→" in line
    )


async def test_in_the_middle_of_a_question_nothing_is_given_away(tmp_path: Path) -> None:
    async with opened(tmp_path) as (app, pilot):
        screen = await debriefed(app, pilot, "grade=C", "scope=part@3")
        await press(pilot, "2")
        text = " ".join(seen(screen).split())
        assert "→ In part (sure)" in text
        assert "it can no longer be asked" in text
        assert "otherwise" not in text
        await press(pilot, "3")
        assert "You signed nothing on this way." in seen(screen)
        await press(pilot, "4")
        assert "Nothing is decided yet" in seen(screen)
        await press(pilot, "right")
        assert "told here once you come to an ending" in " ".join(seen(screen).split())
        await press(pilot, "right")
        assert titles(screen) == "What you were told"


async def test_a_fact_that_the_reasons_cite_can_be_opened(tmp_path: Path) -> None:
    async with opened(tmp_path) as (app, pilot):
        screen = await debriefed(app, pilot, "grade=C", "scope=not@1", "gate.boots")
        await press(pilot, "2")
        assert "The text bears this out." in seen(screen)
        await click(pilot, "[F2]")
        assert app.screen is not screen
        assert "They were traders." in seen(app.screen)


async def test_the_page_of_an_ending_sums_the_play_up(tmp_path: Path) -> None:
    async with opened(tmp_path, size=(80, 60)) as (app, pilot):
        screen = await debriefed(app, pilot, *PLAYED)
        summary = [" ".join(said.split()) for said in screen.book.summing_up]
        await press(pilot, "escape")
        text = " ".join(seen(app.screen).split())
        for said in summary:
            assert said in text


async def test_a_story_without_meters_says_so(tmp_path: Path) -> None:
    bare = (
        "story: {id: b, title: B, version: 1, language: en, start: a}\n"
        "scenes:\n  a:\n    text: A.\n    choices: [{id: on, label: On, then: end}]\n"
        "endings:\n  end: {title: E, text: E.}\n"
    )
    async with opened(tmp_path, bare) as (app, pilot):
        screen = await debriefed(app, pilot, "a.on")
        await worked_out(screen, pilot)
        for number, section in enumerate(SECTIONS[1:], 2):
            await press(pilot, str(number))
            assert titles(screen) == section.title
            if section.title == "What you were told":
                told = seen(screen)
                assert "* Invented for the game (1)" in told, "its one scene cites nothing"
                assert "Scenes: a" in told
                assert section.nothing not in told
            elif section is REVIEW:
                assert "Not answered." in seen(screen)
            else:
                assert section.nothing in seen(screen)
        await press(pilot, "4", "right")
        assert titles(screen) == "What could have changed"


async def test_in_a_low_window_the_numbers_are_seen_with_the_pointer(tmp_path: Path) -> None:
    async with opened(tmp_path, size=(40, 12)) as (app, pilot):
        screen = await debriefed(app, pilot, *PLAYED)
        await press(pilot, "4")
        screen.action_point("1")
        await pilot.pause()
        assert "Money 4 (−2)" in seen(screen)
        assert "▲" in seen(screen)


async def test_the_window_may_change_at_any_moment(tmp_path: Path) -> None:
    async with opened(tmp_path, size=(160, 45)) as (app, pilot):
        screen = await debriefed(app, pilot, *PLAYED)
        await press(pilot, "4")
        assert "4 The meters" in seen(screen)
        await pilot.resize_terminal(60, 20)
        await pilot.pause()
        assert "▸4 Meters  5 Endings" in seen(screen)
        assert "Money    6 → 4" in seen(screen)


async def test_the_meters_page_tells_what_they_mean_and_how_they_went(tmp_path: Path) -> None:
    async with opened(tmp_path, size=(80, 40)) as (app, pilot):
        await playing(app, pilot)
        await press(pilot, "m")
        assert is_at(app, MetersScreen)
        assert "An invented unit. More is better." in seen(app.screen)
        assert "Nothing is decided yet" in seen(app.screen)
        await press(pilot, "escape", "1", "s", "1", "m")
        text = seen(app.screen)
        assert "Money 4, was 6" in text
        assert "from 0 to 10" in text
        assert "1 of 1  The gate at dawn" in text
        await press(pilot, "left")
        assert "Money 6 · Soldiers 5 · Trust 5" in seen(app.screen)
        await press(pilot, "left", "right", "right")
        assert "1 of 1" in seen(app.screen)
