"""Comforts of the play screen: hints, text that appears bit by bit, text read before."""

from __future__ import annotations

from pathlib import Path

import pytest

from borderpost.terminal.likes.preferences import PreferenceFile, Preferences
from borderpost.terminal.parts.passages import NEW
from borderpost.terminal.play import reveal
from borderpost.terminal.play.hints import CASE_FILE, CHOOSE, LEDGER, UNDO
from borderpost.terminal.play.play import PlayScreen
from tests.terminal.playing import GATE, opened, playing, press, seen, until

SHORT = """\
story:
  id: short
  title: Short
  version: 1
  language: en
  start: one
variables:
  been: {flag: true}
scenes:
  one:
    title: The first room
    when_where: A house
    text:
      - |
        A door to the left, a door to the right.
      - id: again
        if: been
        text: |
          The lamp has gone out.
    choices:
      - id: left
        label: Through the left door
        then: two
      - id: right
        label: Through the right door
        then: over
  two:
    title: The second room
    when_where: Next door
    text: |
      A chair, and nobody on it.
    do: [been = true]
    then: one
endings:
  over:
    title: Outside
    text: |
      Rain.
"""


@pytest.fixture
def kept(tmp_path: Path) -> PreferenceFile:
    """Settings of the player's own, as they are first made."""
    file = PreferenceFile(tmp_path / "config" / "settings.toml")
    file.write(Preferences(reveal=False))
    return file


def revealing(screen: PlayScreen) -> bool:
    """Whether some of the text is still hidden."""
    return screen._reveal.is_on


# --- Hints ---------------------------------------------------------------------------------------


async def test_a_hint_goes_away_for_good_once_it_was_heeded(
    tmp_path: Path, kept: PreferenceFile
) -> None:
    async with opened(tmp_path, GATE, preferences=kept) as (app, pilot):
        await playing(app, pilot)
        assert CHOOSE.says in seen(app.screen)
        await press(pilot, "3")
        assert CHOOSE.says not in seen(app.screen)
        assert UNDO.says.format(key="u") in seen(app.screen)
    assert kept.read()[0].hints_seen == ("choose",)
    async with opened(tmp_path / "again", GATE, preferences=kept) as (app, pilot):
        await playing(app, pilot)
        assert CHOOSE.says not in seen(app.screen)
        assert CASE_FILE.says.format(key="c") in seen(app.screen), "the first page gives two cards"


async def test_hints_tell_the_keys_of_the_players_own(tmp_path: Path) -> None:
    file = PreferenceFile(tmp_path / "settings.toml")
    file.write(Preferences(keys={"ledger": "y"}, hints_seen=("choose",), reveal=False))
    async with opened(tmp_path, SHORT, preferences=file) as (app, pilot):
        await playing(app, pilot)
        await press(pilot, "2")
        assert LEDGER.says.format(key="y") in seen(app.screen)


# --- Text that appears bit by bit ----------------------------------------------------------------


async def test_any_reading_key_shows_text_whole_and_takes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reveal, "STEP", 60.0)  # slower than any machine the tests run on
    file = PreferenceFile(tmp_path / "settings.toml")
    file.write(Preferences(reveal=True))
    async with opened(tmp_path, SHORT, preferences=file) as (app, pilot):
        screen = await playing(app, pilot)
        assert not revealing(screen), "the first page is there at once"
        await pilot.press("1")
        await until(pilot, lambda: screen.run.head == 1)
        assert revealing(screen)
        assert screen.ways_menu.display
        for key in ("1", "enter", "space", "down", "end", "home", "left"):
            screen._reveal.begin()
            await pilot.press(key)
            assert not revealing(screen)
            assert screen.run.head == 1, key
        screen._reveal.begin()
        await pilot.click("#scene")
        assert not revealing(screen)
        screen._reveal.begin()
        await press(pilot, "j", "escape")
        assert not revealing(screen)
        monkeypatch.undo()
        screen._reveal.begin()
        await until(pilot, lambda: not revealing(screen))  # by itself
        assert "A chair, and nobody on it." in seen(screen)
        await press(pilot, "1")
        assert screen.run.head == 2


@pytest.mark.parametrize("likes", [Preferences(reveal=False), Preferences(reveal=True)])
async def test_nothing_moves_for_who_wants_no_movement(tmp_path: Path, likes: Preferences) -> None:
    file = PreferenceFile(tmp_path / "settings.toml")
    file.write(likes)
    async with opened(tmp_path, SHORT, preferences=file) as (app, pilot):
        screen = await playing(app, pilot)
        if likes.reveal:
            app.animation_level = "none"  # as TEXTUAL_ANIMATIONS=none sets it
        await pilot.press("1")
        await until(pilot, lambda: screen.run.head == 1)
        assert not revealing(screen)


# --- Text read before ----------------------------------------------------------------------------


async def test_text_read_in_an_earlier_run_says_so_and_new_parts_are_marked(
    tmp_path: Path,
) -> None:
    async with opened(tmp_path, SHORT) as (app, pilot):
        screen = await playing(app, pilot)
        assert "read before" not in seen(screen)
        await press(pilot, "1")
        assert "read before" not in seen(screen)
        await press(pilot, "1")
        shown = seen(screen)
        assert f"A house · read before, but for what is marked {NEW}" in shown
        assert f"{NEW} The lamp has gone out." in shown
        assert f"{NEW} A door" not in shown
    async with opened(tmp_path, SHORT, seed=2) as (app, pilot):
        screen = await playing(app, pilot)
        await press(pilot, "1")
        assert "Next door · read before" in seen(screen)
        await press(pilot, "u")
        assert "read before" not in seen(screen), "who goes back wants to see it as it was"


# --- What was done -------------------------------------------------------------------------------


async def test_a_choice_is_said_above_what_came_of_it(tmp_path: Path) -> None:
    async with opened(tmp_path, SHORT) as (app, pilot):
        screen = await playing(app, pilot)
        await press(pilot, "1")
        assert "→ Through the left door" in seen(screen)
        await press(pilot, "1")
        assert "→" not in seen(screen), "to go on is no choice"


async def test_a_report_is_read_once_more_as_it_goes_out(tmp_path: Path) -> None:
    async with opened(tmp_path, GATE, size=(80, 60)) as (app, pilot):
        screen = await playing(app, pilot)
        await press(pilot, "3", "s", "1")
        while screen.run.view().place == "desk":
            for key in ("1", "right", "1", "d", "1"):
                if screen.run.view().place == "desk":
                    await press(pilot, key)
        await press(pilot, "2", "1")
        assert "Signed." not in seen(screen)
        await press(pilot, "1")
        page = [line.strip() for line in seen(screen).split("\n")]
        at = page.index("│ To the capital, from the north.")
        assert page[at + 2 : at + 7 : 2] == ["│ The mayor says traders.", "│ Boots.", "│ Signed."]
        await press(pilot, "1")
        assert "Signed." not in seen(screen)


async def test_a_number_below_the_fold_first_shows_its_choice(tmp_path: Path) -> None:
    async with opened(tmp_path, GATE, size=(60, 20)) as (app, pilot):
        screen = await playing(app, pilot)
        assert "F  " not in seen(screen)
        await pilot.press("6")
        await pilot.pause()
        assert not screen.run.records
        assert screen.ways_menu.items[screen.ways_menu.highlighted].number == 6
        assert screen.pages.shows(screen.ways_menu.region_of(screen.ways_menu.highlighted))
        await pilot.press("6")
        await pilot.pause()
        assert screen.run.records


async def test_where_settings_cannot_be_written_play_is_not_interrupted(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    nowhere = PreferenceFile(tmp_path / "file" / "settings.toml")
    async with opened(tmp_path, SHORT, preferences=nowhere) as (app, pilot):
        screen = await playing(app, pilot)
        await press(pilot, "1")
        await until(pilot, lambda: screen.run.head == 1)
        assert app.screen is screen
        assert app.preferences.hints_seen == ("choose",)


async def test_only_the_first_nine_have_numbers(tmp_path: Path) -> None:
    choices = "".join(
        f"      - {{id: c{number}, label: Door {number}, then: over}}\n" for number in range(1, 12)
    )
    head, tail = SHORT.split("    choices:\n", maxsplit=1)[0], SHORT.split("  two:\n")[1]
    text = f"{head}    choices:\n{choices}  two:\n{tail}"
    async with opened(tmp_path, text, size=(80, 40)) as (app, pilot):
        screen = await playing(app, pilot)
        shown = seen(screen)
        assert "9  Door 9" in shown
        assert "·  Door 10" in shown
        assert "10  Door" not in shown


async def test_the_menu_tells_keys_of_the_players_own(tmp_path: Path) -> None:
    file = PreferenceFile(tmp_path / "settings.toml")
    file.write(Preferences(keys={"skip": "k", "done": "e"}, reveal=False))
    async with opened(tmp_path, GATE, size=(80, 40), preferences=file) as (app, pilot):
        screen = await playing(app, pilot)
        await press(pilot, "3")
        assert "Leave this out (k)" in seen(screen)
        await press(pilot, "k", "1", "1", "right", "1")
        assert "Done with the table (e)" in seen(screen)
        await press(pilot, "e")
        assert screen.question is None
