"""A story as a gamebook: the passages, the sheet, the notes on answers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from borderpost.debrief.gamebook.binding import bound, numbered
from borderpost.debrief.gamebook.drafting import draft_of
from borderpost.debrief.gamebook.instructions import Node, Page, TakeCard
from borderpost.debrief.gamebook.items import at_start
from borderpost.debrief.gamebook.printed import Part, Passage
from borderpost.debrief.gamebook.printing import Printer
from borderpost.debrief.gamebook.pruning import Needs, within
from borderpost.debrief.gamebook.sheet import Names, Sheet
from borderpost.debrief.gamebook.terms import CannotBePrinted
from borderpost.engine.program import setting_value
from borderpost.engine.settings import complete
from borderpost.story.model import Story

MOST_PASSAGES = 400
"""A book of more passages is too much paper to hand out."""


class Book(NamedTuple):
    """A gamebook, in print but for its looks.

    `cards` are those that can be taken, by id and name. `uses` names what its instructions make use
    of, for the page that explains them: the kinds of their parts, and label, box, slash, card,
    note, value, reckoned.
    """

    title: str
    passages: tuple[Passage, ...]
    notes: tuple[Passage, ...]
    sheet: Sheet
    cards: tuple[tuple[str, str], ...]
    uses: frozenset[str]


def gamebook(story: Story, settings: Mapping[str, str]) -> Book:
    """The gamebook of a story with its settings as given, or as the story starts them.

    Raises BadSetting for a setting it does not take, and CannotBePrinted, which says why.
    """
    chosen = complete(story, settings)
    values = {each.name: setting_value(each, chosen[each.name]) for each in story.settings}
    draft = draft_of(story, values)
    needs = Needs(draft.items)
    start = Node("scene", story.info.start)
    pages = bound(needs.pruned(draft.pages), start)
    if len(pages) > MOST_PASSAGES:
        raise CannotBePrinted(
            f"the gamebook would have {len(pages)} passages, and {MOST_PASSAGES} is the most",
            "choose a shorter setting of the story, or print a part of it as a story of its own",
        )
    numbers = numbered(pages, story.info.id)
    names = Names(draft.items, pages, needs.needed)
    printer = Printer(story, names, draft.conditions, pages, numbers)
    passages = sorted(printer.passage(node, page) for node, page in pages.items())
    return Book(
        title=" ".join(story.info.title.split()),
        passages=tuple(passages),
        notes=printer.notes(),
        sheet=names.sheet(at_start(story, values)),
        cards=_cards(story, pages.values()),
        uses=frozenset(use for passage in passages for use in _uses(passage.parts)),
    )


def _cards(story: Story, pages: Iterable[Page]) -> tuple[tuple[str, str], ...]:
    """The cards that a player may take, by id and name, in the order of the story."""
    taken = {
        part.card
        for page in pages
        for each in page
        for part in within(each)
        if isinstance(part, TakeCard)
    }
    return tuple((card, each.name) for card, each in story.sources.items() if card in taken)


def _uses(parts: Iterable[Part]) -> Iterator[str]:
    """What some parts of passages make use of."""
    for part in parts:
        yield part.kind
        if any(span.variable for paragraph in part.prose for span in paragraph.spans):
            yield "value"
        if part.kind == "do" and "Here " in part.text:
            yield "reckoned"
        for row in part.rows:
            yield from (use for use, there in (("label", row.label), ("box", row.box)) if there)
            if "/" in row.label:
                yield "slash"
            if "card " in row.label:
                yield "card"
            if row.then.startswith("Read note"):
                yield "note"
            yield from _uses(row.parts)
