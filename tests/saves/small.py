"""A small story for the tests of saving, its edits, and plays of it."""

from __future__ import annotations

import os
from pathlib import Path

from borderpost.engine.program import Program
from borderpost.engine.run import Run
from tests.stories import program_from

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
    """The program of the small story, or of another written as YAML."""
    return program_from(text, folder)


def edited(folder: Path, *edits: tuple[str, str], text: str = STORY) -> Program:
    """The program of the small story after edits, each of which replaces what stands once."""
    for old, new in edits:
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times"
        text = text.replace(old, new)
    return program_of(folder, text)


def names(run: Run) -> list[str]:
    """The path of a run, as the places it led to."""
    return [act.place for act in run.acts()]


def torn_in_two(path: Path, length: int) -> bytes:
    """Cut a file to a length; what it held."""
    data = path.read_bytes()
    os.truncate(path, length)
    return data
