"""A fact as it stands on paper: its words, its mark as sign and word, whose it is."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from borderpost.debrief.run.cards import standing
from borderpost.debrief.run.statements import MARKS, mark_of, says
from borderpost.story.model import Fact


class ToldFact(NamedTuple):
    """A fact: `mark` is the word for it, `standing` a sentence with who says it and where."""

    id: str
    says: str
    sign: str
    mark: str
    standing: str
    paragraph: int
    by: str
    against: tuple[str, ...]


class Standing(NamedTuple):
    """How some facts stand that stand alike: whose they are, and where."""

    sign: str
    ids: tuple[str, ...]
    words: str


class MarkTold(NamedTuple):
    """A mark: its sign and its word."""

    sign: str
    word: str


ALL_MARKS = tuple(MarkTold(*mark) for mark in MARKS.values())
"""Every mark of a ledger, in order."""


def standings(facts: Iterable[ToldFact]) -> tuple[Standing, ...]:
    """How facts stand, each way told once."""
    alike: dict[tuple[str, str], list[str]] = {}
    for fact in facts:
        alike.setdefault((fact.sign, fact.standing), []).append(fact.id)
    return tuple(Standing(sign, tuple(ids), words) for (sign, words), ids in alike.items())


def told(fact: Fact) -> ToldFact:
    """A fact for a page. Who says what the source itself reports, or leaves open, is left out."""
    sign, mark = MARKS[mark_of(fact)]
    by = " ".join(fact.by.split()) if fact.mark == "claimed" else ""
    return ToldFact(
        fact.id, says(fact), sign, mark, standing(fact), fact.paragraph, by, fact.against
    )
