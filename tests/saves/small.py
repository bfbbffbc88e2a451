"""A small story for the tests of saving, its edits, and plays of it."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from borderpost.engine.actions import Nature, read_written
from borderpost.engine.program import Program
from borderpost.engine.run import Run
from borderpost.story.load import load_story

STORY = """\
story:
  id: pass
  title: The pass
  version: 1
  language: en
  start: gate
  about: A small pass.
variables:
  money: {meter: 0..10, start: 6, label: Money, better: high, explain: A unit.}
  mood: {one_of: [calm, watchful], start: calm}
  length: {one_of: [short, long], start: short, ask: true}
acts: [first]
scenes:
  gate:
    act: first
    title: At the gate
    text: Snow on the road.
    questions:
      - id: road
        ask: Is the road open?
        options: {open: It is, shut: It is not}
        certainty: true
        optional: true
    choices:
      - id: ask
        label: Ask the driver
        then: office
      - id: wait
        label: Wait
        then: {chance: {office: 1, night: 1}}
  office:
    act: first
    title: The office
    text: A stove and a ledger.
    choices:
      - id: pay
        label: Pay him
        cost: {money: 2}
        then: night
      - id: sign
        label: Sign the paper
        do: [mood = watchful]
        then: done
      - id: back
        label: Go out again
        then: gate
  night:
    act: first
    title: Night
    text: It is dark.
    then: done
endings:
  done:
    title: Morning
    text: It is light.
    unknowns: [Who came by.]
"""

PLAY = ("road=open@2", "gate.ask", "office.back", "gate.ask", "office.pay", "night.")
"""A whole play that takes no chance, and ends."""


def program_of(folder: Path, text: str = STORY) -> Program:
    """The program of a story written as YAML; fails where it has an error."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "story.yaml").write_text(text, "utf-8")
    loaded = load_story(folder)
    assert loaded.story is not None, [f"{d.at} {d.code} {d.message}" for d in loaded.diagnostics]
    return Program(loaded.story)


def edited(folder: Path, *edits: tuple[str, str], text: str = STORY) -> Program:
    """The program of the small story after edits, each of which replaces what stands once."""
    for old, new in edits:
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times"
        text = text.replace(old, new)
    return program_of(folder, text)


def play(run: Run, items: Iterable[str]) -> None:
    """Take written-down actions; chance, written as `~office`, is made to come out so."""
    for item in items:
        action = read_written(item)
        if isinstance(action, Nature):
            run.nature(action.target)
        else:
            run.act(action)


def names(run: Run) -> list[str]:
    """The path of a run, as the places it led to."""
    return [act.place for act in run.acts()]


def torn_in_two(path: Path, length: int) -> bytes:
    """Cut a file to a length; what it held."""
    data = path.read_bytes()
    os.truncate(path, length)
    return data
