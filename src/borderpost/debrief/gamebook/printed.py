"""What is printed: plain data for a template, everything in it text."""

from __future__ import annotations

from typing import NamedTuple

from borderpost.story.prose import Prose

TURNS, FEW, SOME, LONG = "turns", "few", "some", "long"
"""How lists of cases are laid out: each leads away; labels in a small margin, a wide one, above."""


class Row(NamedTuple):
    """A line of a list: for whom it is (`label`, and `terms` below it where that is a list).

    `box` holds the codes to tick, `parts` what to read and do, `told` what is told beside it and
    `then` the sentence that leads on.
    """

    parts: tuple[Part, ...]
    label: str = ""
    terms: tuple[str, ...] = ()
    box: str = ""
    told: str = ""
    then: str = ""


class Part(NamedTuple):
    """A part of a passage.

    `kind` is heading (`text`, `where`), say (`prose`), do (`text`), cases (`text` says how they are
    laid out), ask, grid, choose or roll: these have `rows`, and `text` says what to do.
    """

    kind: str
    text: str = ""
    where: str = ""
    prose: Prose = ()
    rows: tuple[Row, ...] = ()
    words: tuple[Part, ...] = ()
    columns: tuple[str, ...] = ()


class Passage(NamedTuple):
    """A passage, or a note on an answer, under its number."""

    number: int
    parts: tuple[Part, ...]
