"""Text meant to break the screen, in every place a story can put text: shown or cleaned."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from enum import Enum
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from textual.pilot import Pilot

from borderpost.story.load import Loaded, load_story
from borderpost.terminal.play.play import PlayScreen
from borderpost.terminal.start.title import TitleScreen
from tests.terminal.hands import at_rest, press, resized
from tests.terminal.playing import opened, seen

SIZES = [(160, 45), (80, 24), (60, 20), (40, 12)]

HOSTILE = {
    "markup": "[bold]x[/] [/path] [@click=app.quit]y[/] [b [/ [] \\[ \\ end",
    "escapes": "a\x1b[31mb\x1b[0m\x1b]0;title\x07c\x1b]8;;http://x\x1b\\d\x9b2J\x90q\x9c\x00\x7fe",
    "scripts": "שלום עולם مرحبا 👩‍👩‍👧 🏳️‍🌈 門戶 한국 e" + "\u0301" * 100 + " \u202eabc\u2066",
    "long": "w" * 10_000,
}
"""What is put in the place of every word a story has."""

LABEL = "HOSTILE"

STORY = """\
story:
  id: hostile
  title: HOSTILE
  version: 1
  language: en
  start: gate
  about: |
    HOSTILE
  content_note: |
    HOSTILE
  closing: |
    HOSTILE
  grounded_in: {title: HOSTILE, publisher: HOSTILE, year: "2006"}
  after_action: {planned: HOSTILE, why: HOSTILE}
variables:
  money: {meter: 0..10, start: 6, label: HOSTILE, better: high, explain: HOSTILE}
  trust: {meter: 0..10, start: 5, label: HOSTILE, better: low}
facts:
  F1: {says: HOSTILE, mark: documented, kind: event, paragraph: 1, by: HOSTILE}
  F2: {says: HOSTILE, mark: claimed, kind: assurance, paragraph: 2, by: HOSTILE, against: [F1]}
  F3: {says: HOSTILE, mark: unknown, kind: unknown, paragraph: 3, by: HOSTILE}
sources:
  S1:
    name: HOSTILE
    role: HOSTILE
    access: HOSTILE
    motive: HOSTILE
    track_record: HOSTILE
    answers: HOSTILE
    says: |
      HOSTILE [F2]
  S2:
    name: HOSTILE
    independent_of: [S1]
    says: |
      HOSTILE [F1]
acts: [one, two]
scenes:
  gate:
    act: one
    title: HOSTILE
    when_where: HOSTILE
    card: [S1, S2]
    text: |
      HOSTILE [F1] [F3]

      > HOSTILE

      - HOSTILE
    questions:
      - id: grade
        ask: HOSTILE
        about: S1
        scale: reliability
        feedback:
          C: |
            HOSTILE
      - id: scope
        ask: HOSTILE
        options:
          does: HOSTILE
          not: HOSTILE
        key: [not]
        certainty: true
        optional: true
        feedback:
          not: |
            HOSTILE [F2]
    choices:
      - id: boots
        label: HOSTILE
        do: [money -= 2]
        after: |
          HOSTILE
        then: desk
      - id: wall
        label: HOSTILE
        if: money == 0
        locked: HOSTILE
        then: desk
      - id: wait
        label: HOSTILE
        shows: readers
        readers: HOSTILE
        then: desk
  desk:
    act: one
    title: HOSTILE
    text: |
      HOSTILE
    questions:
      - id: table
        type: table
        ask: HOSTILE
        rows: {known: HOSTILE, new: HOSTILE}
        columns: [S1, S2]
        options: {fits: HOSTILE, against: HOSTILE, silent: HOSTILE}
        mark_at_least: 2
    then: form
  form:
    act: two
    title: HOSTILE
    text: |
      HOSTILE
    report:
      opens: HOSTILE
      slots:
        - id: who
          ask: HOSTILE
          options:
            traders: {says: HOSTILE, strength: is, cites: [F2]}
            claimed: {says: HOSTILE, strength: claimed, cites: [F2]}
    choices:
      - {id: sign, label: HOSTILE, then: over}
endings:
  over:
    title: HOSTILE
    text: |
      HOSTILE [F1]
    facts: [F1]
    unknowns: [HOSTILE, F3]
    bought: |
      HOSTILE
    cost: |
      HOSTILE
"""

AROUND = [
    *("space", "end", "home", "c", "end", "1", "escape", "escape", "escape", "f", "1", "escape"),
    *("escape", "escape", "m", "end", "escape", "j", "home", "enter", "end", "escape", "escape"),
    *("l", "2", "3", "4", "right", "5", "end", "6", "end", "7", "escape"),
    *("w", "tab", "escape", "question_mark", "escape"),
    *("t", "escape", "ctrl+p", "escape", "q", "escape"),
]
"""Keys that open every screen, and close it again."""

PLAY = ["3", "2", "1", "1", "1", "right", "1", "d", "1", "1"]
"""Keys that play the story: a grade, an answer and how sure, a choice, two cells, a report."""


def written(part: Any, text: str) -> Any:  # noqa: ANN401 - any part of a model
    """A part of a story's model with a text in the place of every word."""
    if isinstance(part, Enum):
        return part
    if isinstance(part, str):
        return part.replace(LABEL, text)
    if isinstance(part, Mapping):
        return {key: written(value, text) for key, value in part.items()}
    if isinstance(part, tuple):
        parts = [written(one, text) for one in part]
        return type(part)(*parts) if hasattr(part, "_fields") else tuple(parts)
    return part


@contextmanager
def hostile(text: str) -> Iterator[None]:
    """Every story that is read has the text in its places, past what a file may hold."""

    def load(path: Path, cache: Path | None = None) -> Loaded:
        loaded = load_story(path, cache)
        return loaded._replace(story=written(loaded.story, text))

    with patch("borderpost.story.load.load_story", load):
        yield


def obeyed(screen: object) -> list[str]:
    """What of the screen a terminal would obey rather than show."""
    strips = screen._compositor.render_strips()  # type: ignore[attr-defined]
    return [
        segment.text
        for strip in strips
        for segment in strip
        if re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", segment.text)
    ]


async def look_around(pilot: Pilot[None], width: int) -> None:
    """Open every screen, and see that nothing is obeyed and every line is as wide as the window."""
    for key in AROUND:
        await press(pilot, key)
        screen = pilot.app.screen
        assert obeyed(screen) == []
        for strip in screen._compositor.render_strips():
            assert strip.cell_length == width, f"after {key} on {screen}: {strip.text!r}"
    for _ in range(3):
        if not isinstance(pilot.app.screen, PlayScreen):
            await press(pilot, "escape")
    assert isinstance(pilot.app.screen, PlayScreen), seen(pilot.app.screen)


@pytest.mark.slow
@pytest.mark.parametrize("kind", HOSTILE)
async def test_hostile_text_is_shown_or_cleaned_everywhere(tmp_path: Path, kind: str) -> None:
    with hostile(HOSTILE[kind]):
        async with opened(tmp_path, STORY, size=(80, 24)) as (app, pilot):
            await at_rest(pilot)
            screen = app.screen
            assert isinstance(screen, PlayScreen), seen(app.screen)
            for step, key in enumerate(PLAY):
                if step % 4 == 0:
                    width, height = SIZES[step // 4 % len(SIZES)]
                    await resized(pilot, width, height)
                    await look_around(pilot, width)
                await press(pilot, key)
            assert screen.run.finished, seen(screen)
            for width, height in SIZES[1:3] if kind == "long" else SIZES:
                await resized(pilot, width, height)
                await look_around(pilot, width)
            await press(pilot, "q", "2")
            await at_rest(pilot)
            assert isinstance(app.screen, TitleScreen)
            assert obeyed(app.screen) == []


@pytest.mark.slow
async def test_markup_is_shown_as_it_stands(tmp_path: Path) -> None:
    with hostile(HOSTILE["markup"]):
        async with opened(tmp_path, STORY, size=(160, 60)) as (app, pilot):
            await at_rest(pilot)
            assert seen(app.screen).count(HOSTILE["markup"][:40]) >= 6
            for key in ("c", "1"):
                await press(pilot, key)
                assert HOSTILE["markup"][:40] in seen(app.screen)
