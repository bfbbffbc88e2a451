"""The pack as one page: its parts in order, whose each is, and what of them a story has."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from markupsafe import Markup

from borderpost.debrief.gamebook.part import gamebook_part
from borderpost.debrief.gamebook.terms import CannotBePrinted
from borderpost.debrief.guide.ground import Ground, ground_of
from borderpost.debrief.guide.handbook import handbook_of
from borderpost.debrief.guide.notes import notes_of
from borderpost.debrief.guide.reported import reported_of
from borderpost.debrief.guide.sheets import sheets_of
from borderpost.debrief.guide.source_cards import paper_cards
from borderpost.debrief.pages.environment import page, part
from borderpost.debrief.wording import listed
from borderpost.story.mendable import Mendable
from borderpost.story.messages import did_you_mean
from borderpost.story.model import Story

LONGEST_TOLD = 40
"""How many characters of a part's name a message repeats."""


class NoPart(Mendable):
    """A part was asked for that there is not, or that the story has nothing for."""


class Part(NamedTuple):
    """A part of the pack: what it is called, for whom it is, and how it is made.

    `make` gives nothing where a story has nothing for it; `style` names a stylesheet of its own.
    """

    name: str
    title: str
    whose: str
    about: str
    make: Callable[[Ground], Markup]
    style: str = ""


class Made(NamedTuple):
    """A part with what it came to."""

    part: Part
    body: Markup


TEACHER, PUPILS, COPY = "For the teacher only", "For everybody", "To copy for pupils"
"""Whose a part is."""


PAPER = "paper"
"""The name of a part that is played without machines; where there is one, the handbook says how."""


def _handbook(ground: Ground) -> Markup:
    has_paper = any(each.name == PAPER for each in PARTS)
    return part("guide_handbook.html.j2", told=handbook_of(ground, has_paper=has_paper))


def _reported(ground: Ground) -> Markup:
    told = reported_of(ground)
    return part("guide_reported.html.j2", told=told) if told else Markup()


def _cards(ground: Ground) -> Markup:
    pages = paper_cards(ground)
    return part("guide_cards.html.j2", pages=pages) if pages else Markup()


def _sheets(ground: Ground) -> Markup:
    return part("guide_sheets.html.j2", told=sheets_of(ground), title=ground.story.info.title)


def _notes(ground: Ground) -> Markup:
    told = notes_of(ground)
    return part("guide_notes.html.j2", told=told) if told else Markup()


def _paper(ground: Ground) -> Markup:
    return gamebook_part(ground.story, ground.settings)


PARTS = (
    Part(
        "handbook",
        "Handbook",
        TEACHER,
        "Aims, plans with minutes, the debrief step by step, answers to what is always asked.",
        _handbook,
    ),
    Part(
        "reported",
        "What the source reports",
        PUPILS,
        "Statement by statement, in our own words; background, map and glossary.",
        _reported,
    ),
    Part(
        "cards",
        "The source cards",
        PUPILS,
        "Four to a page, to be cut out.",
        _cards,
    ),
    Part(
        "sheets",
        "Sheets",
        COPY,
        "Ledger, report, exit slip and after-action questions, one page each.",
        _sheets,
    ),
    Part(
        "notes",
        "Answer notes",
        TEACHER,
        "What the text decides, and why; and what it does not decide.",
        _notes,
    ),
    Part(
        PAPER,
        "The paper version",
        COPY,
        "The same game as a book of numbered passages, with its sheet: for a die and a pencil.",
        _paper,
        "gamebook.css",
    ),
)
"""Every part in its order. Another joins as a line: the page, its contents and `--part` follow."""


def guide_page(story: Story, names: Sequence[str] = ()) -> str:
    """The pack of a story as a page: all of it, or only the parts named.

    A part that a story cannot have on paper is left out of the whole, and the cover says why.
    Raises NoPart, and CannotBePrinted for such a part that is named.
    """
    wanted = [_part(name) for name in names]
    ground = ground_of(story)
    made: list[Made] = []
    left_out: list[str] = []
    for kind in PARTS:
        if kind in wanted or not wanted:
            try:
                made.append(Made(kind, kind.make(ground)))
            except CannotBePrinted as problem:
                if wanted:
                    raise
                left_out.append(f"{kind.title}: {problem.message}.")
    for each in made:
        if wanted and not each.body:
            raise NoPart(
                f"the story '{story.info.id}' has nothing for the part '{each.part.name}'",
                f"leave out --part {each.part.name}",
            )
    made = [each for each in made if each.body]
    return page(
        "guide.html.j2",
        language=story.info.language or "en",
        info=story.info,
        about=ground.read(story.info.about),
        parts=made,
        has_cover=not wanted,
        left_out=left_out,
        teacher=TEACHER,
        styles=[each.part.style for each in made if each.part.style],
    )


def _part(name: str) -> Part:
    """The part of this name."""
    known = {each.name: each for each in PARTS}
    if name not in known:
        hint = did_you_mean(name, known)
        shown = f"{name[:LONGEST_TOLD]!a}"
        raise NoPart(f"the guide has no part {shown}{hint}", f"its parts: {listed(list(known))}")
    return known[name]
