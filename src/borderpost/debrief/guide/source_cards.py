"""The cards of a story, to be cut out."""

from __future__ import annotations

from typing import NamedTuple

from borderpost.debrief.guide.ground import Ground
from borderpost.debrief.guide.told_facts import Standing, ToldFact, standings, told
from borderpost.debrief.run.cards import INVENTED, cited, six_questions
from borderpost.story.prose import Prose

A_PAGE = 4
"""How many cards stand on one page."""


class PaperCard(NamedTuple):
    """A card on paper: what it says, how the facts it cites stand, the six questions answered.

    `beside` are facts that are always read with it; `invented` says that it cites nothing, or is
    empty.
    """

    id: str
    name: str
    invented: str
    says: Prose
    rests_on: tuple[Standing, ...]
    questions: tuple[tuple[str, str], ...]
    beside: tuple[ToldFact, ...]


def paper_cards(ground: Ground) -> tuple[tuple[PaperCard, ...], ...]:
    """The cards of a story, page by page."""
    cards = [_card(ground, name) for name in ground.story.sources]
    return tuple(tuple(cards[start : start + A_PAGE]) for start in range(0, len(cards), A_PAGE))


def _card(ground: Ground, name: str) -> PaperCard:
    """One card; on paper every other card may be known."""
    story = ground.story
    source = story.sources[name]
    says = ground.read(source.says)
    cites = [each for each in cited(says) if each in story.facts]
    beside = [each for each in source.context if each in story.facts and each not in cites]
    return PaperCard(
        name,
        " ".join(source.name.split()),
        "" if cites or source.context else INVENTED,
        says,
        standings(told(story.facts[each]) for each in cites),
        six_questions(story, source, story.sources),
        tuple(told(story.facts[each]) for each in beside),
    )
