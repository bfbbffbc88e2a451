"""What the player was told on a path, statement by statement, and how far each is shown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from borderpost.debrief.wording import things
from borderpost.engine.moment import Path
from borderpost.engine.program import Program
from borderpost.engine.reading import facts_met, passages_of, prose
from borderpost.story.model import Fact
from borderpost.story.prose import Paragraph, parse_prose, plain_text

CONTESTED = "contested"
"""The mark of what somebody claims and another fact is set against."""

MARKS: Mapping[str, tuple[str, str]] = {
    "reported": ("=", "Reported"),
    "claimed": ("~", "Claimed"),
    CONTESTED: ("≠", "Contested"),
    "unknown": ("?", "Nobody knows"),
    "invented": ("*", "Invented for the game"),
}
"""The marks of a ledger in order: each with its sign, so that none is told by colour alone."""


class Side(NamedTuple):
    """A statement that another is set against; `met` tells whether the player met it too."""

    fact: str
    says: str
    by: str
    mark: str
    met: bool


class Statement(NamedTuple):
    """A fact that the player met, and in which scene or ending first (its title).

    `mark` is reported, claimed, contested or unknown. Contested is what somebody claims and another
    fact is set against; what the source itself reports, or leaves open, nobody contests, though
    `against` may name facts to read beside it; those not met are only counted, in `unmet`, until
    the play has ended. `paragraph` is the source's.
    """

    fact: str
    says: str
    mark: str
    by: str
    paragraph: int
    met_at: str
    against: tuple[Side, ...] = ()
    unmet: int = 0


class Opposed(NamedTuple):
    """What is told against a contested statement.

    `named` are the ids of facts that are told elsewhere in the ledger, `in_full` the sides that are
    told here, and `unmet` says in words what was not met yet (empty: nothing).
    """

    named: tuple[str, ...]
    in_full: tuple[Side, ...]
    unmet: str


def mark_of(fact: Fact) -> str:
    """The mark of a fact in a ledger."""
    if fact.mark == "claimed":
        return CONTESTED if fact.against else "claimed"
    return "reported" if fact.mark == "documented" else "unknown"


def statements(program: Program, path: Path) -> tuple[Statement, ...]:
    """Every fact met on a path, in the order of meeting."""
    facts = program.story.facts
    met = facts_met(program, path)
    first: dict[str, str] = {}
    for cited, title in _citations(program, path):
        first.setdefault(cited, title)
    ended = program.place_name(path[-1].state) in program.story.endings
    found = []
    for name in met:
        fact = facts[name]
        known = [other for other in fact.against if other in facts]
        shown = [other for other in known if ended or other in met]
        found.append(
            Statement(
                fact=name,
                says=says(fact),
                mark=mark_of(fact),
                by=fact.by,
                paragraph=fact.paragraph,
                met_at=first.get(name, ""),
                against=tuple(_side(facts[other], met=other in met) for other in shown),
                unmet=len(known) - len(shown),
            )
        )
    return tuple(found)


def _side(fact: Fact, *, met: bool) -> Side:
    """A fact that another is set against."""
    return Side(fact.id, says(fact), fact.by, mark_of(fact), met)


def unmet_words(statement: Statement) -> str:
    """That something is set against a statement which was not met yet; nothing where it was."""
    if not statement.unmet:
        return ""
    count = "something" if statement.unmet == 1 else things(statement.unmet, "thing", "things")
    return f"{count} that you have not met yet"


def opposed(told: Iterable[Statement]) -> dict[str, Opposed]:
    """What is told against each contested statement of a ledger, by its fact.

    What was met stands under its own mark, and what was not is told in full once, with the first
    statement that it is set against: otherwise its fact alone is named.
    """
    found: dict[str, Opposed] = {}
    in_full: set[str] = set()
    for statement in told:
        if statement.mark == CONTESTED:
            sides = statement.against
            named = tuple(side.fact for side in sides if side.met or side.fact in in_full)
            rest = tuple(side for side in sides if side.fact not in named)
            in_full.update(side.fact for side in rest)
            found[statement.fact] = Opposed(named, rest, unmet_words(statement))
    return found


def not_met_words(side: Side) -> str:
    """Who makes a statement that was not met on the way, and that it was not."""
    return f"{side.by}, not met on your way" if side.by else "not met on your way"


def says(fact: Fact) -> str:
    """What a fact says, on one line."""
    return " ".join(plain_text(parse_prose(fact.says)).split())


def invented(program: Program, path: Path) -> tuple[tuple[str, ...], tuple[str, ...], int]:
    """The titles of the scenes that cite nothing, the names of such cards, and the scenes read.

    Each once, in the order of meeting, and only scenes that give something to read. A scene whose
    text changes cites nothing if it never did on this path; the cards it puts into the case file
    speak for themselves.
    """
    titles: dict[str, str] = {}
    cites: set[str] = set()
    cards: dict[str, bool] = {}
    for step in path:
        for passage in passages_of(program, step):
            if passage.kind == "scene" and passage.paragraphs:
                titles.setdefault(passage.place, passage.title or passage.place.replace("_", " "))
                if any(_cited(passage.paragraphs)):
                    cites.add(passage.place)
            for card in passage.cards:
                source = program.story.sources[card]
                grounded = source.context or any(_cited(prose(program, source.says, step.state)))
                cards[card] = cards.get(card, False) or bool(grounded)
    return (
        tuple(title for place, title in titles.items() if place not in cites),
        tuple(program.story.sources[card].name for card, grounded in cards.items() if not grounded),
        len(titles),
    )


def _citations(program: Program, path: Path) -> Iterator[tuple[str, str]]:
    """Every citation read on a path, with the title of where it was read."""
    title = ""
    for step in path:
        passages = passages_of(program, step)
        for passage in passages:
            before = title
            title = passage.title or title
            for fact in _cited(passage.paragraphs):
                yield fact, title if passage.place else before
            for card in passage.cards:
                source = program.story.sources[card]
                for fact in (*_cited(prose(program, source.says, step.state)), *source.context):
                    yield fact, title
    ending = program.story.endings.get(program.place_name(path[-1].state))
    if ending is not None:
        for fact in (*ending.facts, *ending.unknowns):
            yield fact, ending.title


def _cited(paragraphs: tuple[Paragraph, ...]) -> Iterator[str]:
    """The facts that prose cites, in order."""
    return (span.fact for paragraph in paragraphs for span in paragraph.spans if span.fact)
