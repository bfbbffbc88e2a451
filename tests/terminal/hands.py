"""Keys and mouse as a terminal sends them, and waiting for the app without any clock.

A pilot's own `press` sleeps for some 60 milliseconds around each key; here each event is followed
by letting the app work until nothing is left to do, so that a test can afford thousands.
"""

from __future__ import annotations

import asyncio
import unicodedata
from collections.abc import Callable
from typing import Any

from textual import events
from textual.app import App
from textual.drivers.headless_driver import HeadlessDriver
from textual.geometry import Region, Size
from textual.keys import REPLACED_KEYS, _character_to_key, _get_unicode_name_from_key
from textual.pilot import Pilot
from textual.screen import Screen

from borderpost.terminal.parts.frame import Frame
from borderpost.terminal.parts.typeset import DOES
from tests.terminal.playing import is_below

MOST_ROUNDS = 200
"""Rounds of work after which an app that still has some is at fault."""


async def at_rest(pilot: Pilot[None]) -> None:
    """Let the app work until every message is handled and every change is painted."""
    still = 0
    for _ in range(MOST_ROUNDS):
        screen = pilot.app.screen
        await pilot._wait_for_screen()
        had_work = _has_work(screen)
        screen._on_timer_update()
        await asyncio.sleep(0)
        still = 0 if had_work or screen is not pilot.app.screen else still + 1
        if still == 3 or not pilot.app.is_running:
            return
    raise AssertionError("the app never comes to rest")


def _has_work(screen: Screen[Any]) -> bool:
    """Whether a screen has something to lay out, to paint or to call."""
    return bool(
        screen._layout_required
        or screen._scroll_required
        or screen._repaint_required
        or screen._dirty_widgets
        or screen._callbacks
    )


# --- Keys ----------------------------------------------------------------------------------------


def strike(app: App[None], *keys: str) -> None:
    """Send keys, by Textual's names or as characters, without waiting for what they do."""
    for key in keys:
        name = _character_to_key(key) if len(key) == 1 and not key.isalnum() else key
        character: str | None = None
        try:
            character = unicodedata.lookup(
                _get_unicode_name_from_key(REPLACED_KEYS.get(name, name))
            )
        except KeyError:
            character = key if len(key) == 1 else None
        app.post_message(events.Key(name, character))


async def keys(pilot: Pilot[None], *names: str) -> None:
    """Strike keys one after the other, each when the one before has done its work."""
    for name in names:
        strike(pilot.app, name)
        await at_rest(pilot)


async def press(pilot: Pilot[None], *names: str) -> None:
    """Strike keys; a number whose item is out of sight is struck twice, as a player does."""
    for name in names:
        if name.isdecimal() and is_below(pilot.app.screen, int(name)):
            await keys(pilot, name)
        await keys(pilot, name)


async def key_until(pilot: Pilot[None], key: str, happened: Callable[[], bool]) -> None:
    """Strike a key again and again until something has happened."""
    for _ in range(MOST_ROUNDS):
        if happened():
            return
        await keys(pilot, key)
    raise AssertionError(f"{key!r} does not lead there")


# --- The mouse -----------------------------------------------------------------------------------


def mouse(app: App[None], kind: type[events.MouseEvent], x: int, y: int, button: int = 0) -> None:
    """Send an event of the mouse at a cell of the terminal, as the terminal's driver does."""
    delta = (x - app.mouse_position.x, y - app.mouse_position.y)
    if kind is not events.MouseMove:
        delta = (0, 0)
    app.post_message(kind(None, x, y, *delta, button, False, False, False, x, y))


def click_at(app: App[None], x: int, y: int) -> None:
    """Move to a cell, press and release."""
    mouse(app, events.MouseMove, x, y)
    mouse(app, events.MouseDown, x, y, 1)
    mouse(app, events.MouseUp, x, y, 1)


async def wheel(pilot: Pilot[None], by: int) -> None:
    """Turn the wheel down (+1) or up (-1) over the text that is read."""
    kind = events.MouseScrollDown if by > 0 else events.MouseScrollUp
    frame = pilot.app.screen
    assert isinstance(frame, Frame)
    assert frame.reading is not None
    middle = frame.reading.region.center
    mouse(pilot.app, kind, int(middle[0]), int(middle[1]))
    await at_rest(pilot)


async def click_item(pilot: Pilot[None], index: int) -> None:
    """Click on an item of the menu, turning the wheel to where it is seen."""
    frame = pilot.app.screen
    assert isinstance(frame, Frame)
    assert frame.menu is not None
    menu = frame.menu
    await click_within(pilot, lambda: menu.region_of(index))


async def click_within(pilot: Pilot[None], where: Callable[[], Region]) -> None:
    """Click on the first line of a region of what is read, turning the wheel to where it is."""
    frame = pilot.app.screen
    assert isinstance(frame, Frame)
    assert frame.reading is not None
    reading = frame.reading
    for _ in range(MOST_ROUNDS):
        region, top = where(), reading.scroll_offset.y
        if top <= region.y < top + reading.scrollable_content_region.height:
            x, y = reading.scrollable_content_region.offset
            click_at(pilot.app, x + region.x + 3, y + region.y - top)
            await at_rest(pilot)
            return
        await wheel(pilot, 1 if region.y > top else -1)
    raise AssertionError("the wheel does not lead there")


def deeds(screen: Screen[Any], named: str) -> dict[tuple[object, ...], tuple[int, int]]:
    """Pieces of text seen that do an action of this name: its parameters, and where to click."""
    found: dict[tuple[object, ...], tuple[int, int]] = {}
    for y in range(screen.size.height):
        for x in range(screen.size.width):
            deed = screen.get_style_at(x, y).meta.get(DOES)
            if deed is not None and deed[1] == named:
                found.setdefault(tuple(deed[2]), (x, y))
    return found


async def click_deed(pilot: Pilot[None], named: str, *parameters: object) -> None:
    """Click on a piece of text that does an action, which must be seen."""
    click_at(pilot.app, *deeds(pilot.app.screen, named)[parameters])
    await at_rest(pilot)


# --- The window ----------------------------------------------------------------------------------


def resize(app: App[None], width: int, height: int) -> None:
    """Give the terminal another size, without waiting for what that does."""
    assert isinstance(app._driver, HeadlessDriver)
    app._driver._size = (width, height)
    app.post_message(events.Resize(Size(width, height), Size(width, height)))


async def resized(pilot: Pilot[None], width: int, height: int) -> None:
    """Give the terminal another size, and let the app work until it has followed."""
    resize(pilot.app, width, height)
    for _ in range(MOST_ROUNDS):
        await asyncio.sleep(0.001)  # Textual holds a change of size back for eight milliseconds
        await at_rest(pilot)
        strips = pilot.app.screen._compositor.render_strips()
        if (
            pilot.app._resize_event is None
            and len(strips) == height
            and (not strips or strips[0].cell_length == width)
        ):
            return
    raise AssertionError("the screen does not follow the window")
