"""What the source reports, by paragraph; the background, the map and the glossary beside it."""

from __future__ import annotations

from itertools import groupby
from typing import NamedTuple

from borderpost.debrief.guide.drawn_map import DrawnMap, drawn_map
from borderpost.debrief.guide.ground import Ground
from borderpost.debrief.guide.told_facts import ALL_MARKS, MarkTold, ToldFact, told
from borderpost.debrief.wording import source_told
from borderpost.story.prose import Prose


class Entry(NamedTuple):
    """A word of the glossary."""

    term: str
    spoken: str
    means: Prose


class Reported(NamedTuple):
    """What the source reports: its facts by paragraph (0: none is given), and what helps with it.

    `grounds` says in a sentence whose paragraphs they are.
    """

    grounds: str
    paragraphs: tuple[tuple[int, tuple[ToldFact, ...]], ...]
    marks: tuple[MarkTold, ...]
    background: Prose
    map: DrawnMap | None
    glossary: tuple[Entry, ...]


def reported_of(ground: Ground) -> Reported | None:
    """The pages of a story; None where it has nothing for them."""
    story, lesson = ground.story, ground.story.lesson
    facts = sorted((told(fact) for fact in story.facts.values()), key=lambda fact: fact.paragraph)
    found = Reported(
        source_told(story),
        tuple((each, tuple(group)) for each, group in groupby(facts, lambda fact: fact.paragraph)),
        ALL_MARKS[:-1],
        ground.read(lesson.background),
        drawn_map(ground, lesson.map) if lesson.map is not None else None,
        tuple(Entry(each.term, each.spoken, ground.read(each.means)) for each in lesson.glossary),
    )
    has_any = found.paragraphs or found.background or found.map or found.glossary
    return found if has_any else None
