"""The case file: as a screen on narrow windows, beside the text on wide ones."""

from __future__ import annotations

from pathlib import Path

import pytest

from borderpost.engine.records import Note
from borderpost.terminal.papers.case_file import CaseFile
from borderpost.terminal.papers.cited import CitedFacts, cited_facts
from borderpost.terminal.parts.menu import Menu
from borderpost.terminal.play.play import PlayScreen
from tests.terminal.playing import GATE, click, is_at, opened, playing, press, seen, where

WIDE = (160, 45)

STORY = (
    GATE.replace(
        "F2: {says: They were traders., mark: claimed,",
        "F2: {against: [F1, F3], says: They were traders., mark: claimed,",
    )
    .replace(
        "sources:\n",
        "  F3: {says: Nobody traded., mark: claimed, kind: warning, paragraph: 3, by: the cook}\n"
        "sources:\n"
        "  S3:\n    name: The cook's word\n    role: A cook\n    says: |\n      No coats.\n",
        1,
    )
    .replace("    title: The range chart\n", "    title: The range chart\n    card: [S3]\n")
)
"""`GATE` with facts set against one another, and an invented card in the second scene."""


def line_with(text: str, part: str) -> str:
    """The line of a screen that holds something."""
    return next(line for line in text.split("\n") if part in line)


async def test_cards_and_facts_stand_in_groups_and_what_is_new_says_so(tmp_path: Path) -> None:
    async with opened(tmp_path, STORY, size=(80, 40)) as (app, pilot):
        await playing(app, pilot)
        await press(pilot, "c")
        assert " new " not in seen(app.screen)
        await press(pilot, "escape", "1", "s", "1", "c")
        text = seen(app.screen)
        assert "3 cards and 2 facts met so far." in text
        order = [
            *("Cards that cite the source (2)", "S1  The mayor", "S2  The toll sheet"),
            *("* Invented for the game (1)", "S3  new  The cook's word"),
            *("= Reported (1)", "F1  Three men came.", "≠ Contested (1)", "F2  They were traders."),
        ]
        assert sorted(order, key=text.index) == order
        assert "▸ 3  S3" in text, "the new card is at hand"


async def test_an_open_card_shows_its_questions_its_facts_and_what_is_set_against_it(
    tmp_path: Path,
) -> None:
    async with opened(tmp_path, STORY, size=(80, 60)) as (app, pilot):
        await playing(app, pilot)
        await press(pilot, "c", "1")
        text = seen(app.screen)
        asked = line_with(text, "Who is speaking?")
        assert "Mayor of a town down the road" in asked, "the answer stands beside its question"
        for told in (
            *("They were traders. [F2]", "What it rests on", "≠ F2", "Set against it"),
            *("= F1  Three men came.", "1 more you have not met yet."),
        ):
            assert told in text
        assert "Nobody traded" not in text
        assert "F3" not in text


@pytest.mark.parametrize("size", [(60, 60), (40, 60)])
async def test_on_narrow_windows_answers_stand_below_their_questions(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with opened(tmp_path, STORY, size=size) as (app, pilot):
        await playing(app, pilot)
        await press(pilot, "c", "1")
        lines = [line.strip() for line in seen(app.screen).split("\n")]
        assert lines[lines.index("Who is speaking?") + 1].startswith("Mayor of a town")


async def test_an_open_card_shows_what_the_player_made_of_it(tmp_path: Path) -> None:
    async with opened(tmp_path, STORY, size=(80, 60)) as (app, pilot):
        await playing(app, pilot)
        await press(pilot, "c", "1")
        assert "What you made of it" not in seen(app.screen)
        await press(pilot, "escape", "escape", "3", "s", "1", "2", "c", "1")
        text = seen(app.screen)
        assert "What you made of it" in text
        assert "→ A known group: speaks against" in text
        assert "→ How reliable is the mayor, for this? C: Fairly reliable" in text
        assert text.index("A known group") < text.index("How reliable")


async def test_an_invented_card_says_so_in_words(tmp_path: Path) -> None:
    async with opened(tmp_path, STORY, size=(80, 40)) as (app, pilot):
        await playing(app, pilot)
        await press(pilot, "1", "s", "1", "c", "3")
        assert "* Invented for the game." in seen(app.screen)
        await press(pilot, "escape", "1")
        assert "Invented" not in seen(app.screen)


async def test_keys_alone_lead_from_a_card_to_its_facts_and_back(tmp_path: Path) -> None:
    async with opened(tmp_path, STORY, size=(80, 60)) as (app, pilot):
        screen = await playing(app, pilot)
        await press(pilot, "c", "1", "1")
        text = seen(app.screen)
        assert "≠ Claimed by the mayor, and contested." in text
        assert "Paragraph 2 of the source." in text
        assert "On the card S1 The mayor" in text
        await press(pilot, "escape")
        assert "Who is speaking?" in seen(app.screen)
        await press(pilot, "escape")
        assert "The case file" in seen(app.screen)
        await press(pilot, "escape")
        assert app.screen is screen


# --- Beside the text -----------------------------------------------------------------------------


async def test_on_a_wide_window_the_case_file_stands_beside_the_text(tmp_path: Path) -> None:
    async with opened(tmp_path, STORY, size=WIDE) as (app, pilot):
        screen = await playing(app, pilot)
        text = seen(screen)
        assert "Case file ──" in text
        assert where(screen, "S1  The mayor")[0] > where(screen, "You stand at the gate.")[0] + 40
        assert where(screen, "Money")[1] < where(screen, "Case file ──")[1]


async def test_the_keys_go_to_the_column_and_come_back(tmp_path: Path) -> None:
    async with opened(tmp_path, STORY, size=WIDE) as (app, pilot):
        screen = await playing(app, pilot)
        before = len(screen.run.acts())
        await press(pilot, "c")
        assert app.screen is screen
        text = seen(screen)
        assert "▸ Case file ━━" in text
        assert text.count("Esc back to the text") == 2, "above the column and in the line of keys"
        assert text.count("▸") == 2, "the heading, and one thing that Enter takes"
        await press(pilot, "down", "enter")
        text = seen(screen)
        assert "The toll sheet" in text
        assert "You stand at the gate." in text
        assert text.count("Esc back to the list") == 2
        await press(pilot, "escape")
        assert "▸ S2  The toll sheet" in seen(screen)
        await press(pilot, "escape")
        assert "Esc back to the" not in seen(screen)
        assert len(screen.run.acts()) == before
        await press(pilot, "2")
        assert screen.run.view().questions[0].answer == "B"


async def test_numbers_and_enter_decide_nothing_while_the_keys_are_in_the_column(
    tmp_path: Path,
) -> None:
    async with opened(tmp_path, STORY, size=WIDE) as (app, pilot):
        screen = await playing(app, pilot)
        await press(pilot, "c", "1", "2", "enter", "down", "enter")
        assert not screen.run.acts()
        await press(pilot, "escape", "escape", "escape", "1", "s", "1")
        await press(pilot, "c", "1", "down", "right", "enter")
        assert not screen.run.view().questions[0].cells


async def test_a_click_opens_beside_the_text_and_the_keys_stay_there(tmp_path: Path) -> None:
    async with opened(tmp_path, STORY, size=WIDE) as (app, pilot):
        screen = await playing(app, pilot)
        await click(pilot, "[F1]")
        assert app.screen is screen
        assert "= Reported by the source." in seen(screen)
        await press(pilot, "1")
        assert screen.run.view().questions[0].answer == "A"
        assert "= Reported by the source." in seen(screen)
        await press(pilot, "escape")
        assert "= Reported by the source." not in seen(screen)
        await click(pilot, "S2  The toll sheet")
        assert [r.data for r in screen.run.records if isinstance(r, Note)] == [{"card": "S2"}]


async def test_the_open_card_follows_what_is_answered_beside_it(tmp_path: Path) -> None:
    async with opened(tmp_path, STORY, size=(160, 60)) as (app, pilot):
        screen = await playing(app, pilot)
        await click(pilot, "S1  The mayor")
        assert "What you made of it" not in seen(screen)
        await press(pilot, "4")
        assert "for this? D: Not" in seen(screen)
        await press(pilot, "s", "1")
        assert "S3  new  The cook's word" in seen(screen), "another scene: the list again"


async def test_a_window_made_narrow_gives_the_keys_back_and_made_wide_shows_the_column(
    tmp_path: Path,
) -> None:
    async with opened(tmp_path, STORY, size=WIDE) as (app, pilot):
        screen = await playing(app, pilot)
        await press(pilot, "c")
        await pilot.resize_terminal(80, 40)
        await pilot.pause()
        assert "Case file ━━" not in seen(screen)
        await press(pilot, "1", "s", "1")
        assert screen.in_table
        await press(pilot, "c")
        assert is_at(app, CaseFile)
        await press(pilot, "escape")
        await pilot.resize_terminal(*WIDE)
        await pilot.pause()
        assert "Case file ──" in seen(screen)
        assert "S3  new  The cook's word" in seen(screen)


@pytest.mark.parametrize("moves", [["1", "s", "1"], ["u"]])
async def test_a_card_left_open_is_closed_by_moving_on_while_there_is_no_column(
    tmp_path: Path, moves: list[str]
) -> None:
    async with opened(tmp_path, STORY, size=WIDE) as (app, pilot):
        screen = await playing(app, pilot)
        if moves == ["u"]:
            await press(pilot, "1", "s", "1")
            await click(pilot, "S3  new  The cook's word")
            assert "No coats." in seen(screen)
        else:
            await click(pilot, "S1  The mayor")
            assert "Who is speaking?" in seen(screen)
        await pilot.resize_terminal(80, 24)
        await press(pilot, *moves)
        await pilot.resize_terminal(*WIDE)
        await pilot.pause()
        text = seen(screen)
        assert "S1  The mayor" in text, "the list"
        assert "Who is speaking?" not in text
        assert "No coats." not in text


CLERKS = [f"A{number}" for number in range(10, 50)]

MANY = STORY.replace(
    "sources:\n",
    "sources:\n" + "".join(f"  {clerk}: {{name: A clerk, says: Who knows.}}\n" for clerk in CLERKS),
    1,
).replace("    card: [S1, S2]\n", f"    card: [S1, S2, {', '.join(CLERKS)}]\n", 1)
"""`STORY` with so many cards that the list must be scrolled to what is new."""


@pytest.mark.parametrize("size", [WIDE, (80, 24)])
async def test_what_is_new_is_in_sight_in_a_list_that_must_be_scrolled(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with opened(tmp_path, MANY, size=size) as (app, pilot):
        screen = await playing(app, pilot)
        if size == WIDE:
            assert not screen.side.folder.scroll_y
            screen.side.folder.scroll_end(animate=False, immediate=True)
            await pilot.pause()
            await click(pilot, "A45  A clerk")
            assert "Who knows." in seen(screen)
        await press(pilot, "1", "s", "1")
        if size != WIDE:
            await press(pilot, "c")
        assert "S3   new  The cook's word" in seen(app.screen)
        await press(pilot, *(["c"] if size == WIDE else []), "up", "enter")
        assert "Who knows." in seen(app.screen)
        await press(pilot, "escape")
        assert "▸" in line_with(seen(app.screen), "A49"), "back where one was"


async def test_in_a_low_window_the_column_in_use_has_the_place_of_the_meters(
    tmp_path: Path,
) -> None:
    async with opened(tmp_path, STORY, size=(120, 24)) as (app, pilot):
        screen = await playing(app, pilot)
        assert "Soldiers" in seen(screen)
        await press(pilot, "c")
        assert "Soldiers" not in seen(screen)
        assert "F2  They were traders." in seen(screen)
        await press(pilot, "escape")
        assert "Soldiers" in seen(screen)


async def test_story_text_of_the_column_is_shown_as_it_stands(tmp_path: Path) -> None:
    hostile = STORY.replace("name: The mayor", "name: '[b]The[/] mayor[/x] \\[@click=q]'")
    async with opened(tmp_path, hostile, size=WIDE) as (app, pilot):
        screen = await playing(app, pilot)
        assert "[b]The[/] mayor[/x]" in line_with(seen(screen), "S1  ")
        await press(pilot, "c", "enter")
        assert is_at(app, PlayScreen)
        assert "S1  [b]The[/] mayor[/x]" in seen(screen)


# --- The facts of a page -------------------------------------------------------------------------


async def test_several_facts_of_a_page_are_opened_by_number(tmp_path: Path) -> None:
    both = STORY.replace("You stand at the gate. [F1]", "You stand. [F1] [F2] [F1]")
    async with opened(tmp_path, both, size=(80, 40)) as (app, pilot):
        screen = await playing(app, pilot)
        assert cited_facts(screen.run.view()) == ("F1", "F2")
        await press(pilot, "f")
        assert is_at(app, CitedFacts)
        assert "2  F2  They were traders." in seen(app.screen)
        await press(pilot, "2")
        assert "≠ Claimed by the mayor, and contested." in seen(app.screen)
        await press(pilot, "escape")
        assert "The facts cited on this page" in seen(app.screen)
        await press(pilot, "escape")
        assert app.screen is screen


@pytest.mark.parametrize("size", [(80, 40), WIDE])
async def test_the_only_fact_of_a_page_is_opened_at_once(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with opened(tmp_path, STORY, size=size) as (app, pilot):
        screen = await playing(app, pilot)
        await press(pilot, "f")
        assert "= Reported by the source." in seen(app.screen)
        assert (app.screen is screen) == (size == WIDE)
        await press(pilot, "escape", "escape")
        await press(pilot, "1")
        assert screen.run.view().questions[0].answer == "A"


async def test_the_facts_of_a_page_stand_in_the_column(tmp_path: Path) -> None:
    both = STORY.replace("You stand at the gate. [F1]", "You stand. [F1] [F2]")
    async with opened(tmp_path, both, size=WIDE) as (app, pilot):
        screen = await playing(app, pilot)
        await press(pilot, "f", "2")
        assert app.screen is screen
        assert "≠ Claimed by the mayor, and contested." in seen(screen)
        assert not screen.run.acts()


async def test_a_key_that_comes_late_opens_nothing_that_is_no_longer_there(tmp_path: Path) -> None:
    async with opened(tmp_path, STORY, size=(80, 40)) as (app, pilot):
        await playing(app, pilot)
        await press(pilot, "c")
        assert isinstance(app.screen, CaseFile)
        leads = app.screen.folder.leads
        leads.post_message(Menu.Taken(leads, 99))
        await pilot.pause()
        assert "The case file" in seen(app.screen)


async def test_escape_leaves_the_facts_of_a_page_for_the_text_they_were_opened_from(
    tmp_path: Path,
) -> None:
    both = STORY.replace("You stand at the gate. [F1]", "You stand. [F1] [F2] [F1]")
    async with opened(tmp_path, both, size=(160, 45)) as (app, pilot):
        screen = await playing(app, pilot)
        assert len(cited_facts(screen.run.view())) > 1
        await press(pilot, "f")
        assert (screen.at_side, screen.side.folder.depth) == (True, 1)
        assert "back to the text" in seen(screen)
        await press(pilot, "escape")
        assert (screen.at_side, screen.side.folder.depth) == (False, 0)
