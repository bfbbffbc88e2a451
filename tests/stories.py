"""Stories written where they are used: read, made ready to play, and played by written actions."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from borderpost.engine.actions import Nature, read_written
from borderpost.engine.program import Program
from borderpost.engine.run import Run
from borderpost.story.load import load_story
from borderpost.story.model import Story

HEAD = """\
story:
  id: small
  title: Small
  version: 1
  language: en
  start: gate
"""

OVER = """\
endings:
  over:
    title: Over
    text: |
      It is over.
"""

YARD = """\
story: {id: yard, title: The yard, version: 1, language: en, start: gate}
scenes:
  gate:
    title: The gate
    text: A gate.
    choices:
      - {id: in, label: Go in, then: over}
      - {id: away, label: Go away, then: gone}
endings:
  over: {title: Over, text: It is over.}
  gone: {title: Gone, text: You are gone.}
"""
"""One decision, and an ending either way."""


ACTS = """\
story: {id: acts, title: Three acts, version: 1, language: en, start: gate}
acts: [dawn, noon, dusk]
scenes:
  gate:
    act: dawn
    title: The gate
    text: A gate.
    questions:
      - {id: open, ask: Is it open?, options: {it_is: It is, not: It is not}, optional: true}
    choices:
      - {id: in, label: Go in, after: You go in., then: yard}
      - {id: over, label: Climb over, then: wall}
      - {id: home, label: Go home, then: late}
  wall: {title: The wall, text: "A wall, in no act.", then: yard}
  yard:
    act: noon
    title: The yard
    text: A yard.
    choices:
      - {id: stay, label: Stay, then: late}
      - {id: back, label: Go back, then: gate}
      - {id: away, label: Go away, then: done}
  late: {act: dusk, title: Late, text: It is late., then: done}
endings:
  done: {title: Done, text: It is done.}
"""
"""Acts that can be left out, gone back to, and left by a scene that belongs to none of them."""


def story_from(text: str, folder: Path) -> Story:
    """A story from the text of its file, which must be without errors."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "story.yaml").write_text(text, encoding="utf-8")
    loaded = load_story(folder)
    assert loaded.story is not None, [f"{d.at} {d.code} {d.message}" for d in loaded.diagnostics]
    return loaded.story


def program_from(text: str, folder: Path) -> Program:
    """The same, ready to play."""
    return Program(story_from(text, folder))


def play(run: Run, items: Iterable[str]) -> None:
    """Take written-down actions; chance, written as `~office`, is made to come out so."""
    for item in items:
        action = read_written(item)
        if isinstance(action, Nature):
            run.nature(action.target)
        else:
            run.act(action)


def played(program: Program, *items: str) -> Run:
    """A run after written-down actions."""
    run = Run(program, {}, 1)
    play(run, items)
    return run
