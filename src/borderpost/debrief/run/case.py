"""The case file as a list: the cards and the facts met so far, in their groups."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from borderpost.debrief.run.cards import cited
from borderpost.debrief.run.statements import MARKS, mark_of, says
from borderpost.engine.actions import Choose, Continue
from borderpost.engine.moment import Moment
from borderpost.engine.reading import cards_met, facts_met, prose
from borderpost.engine.run import Run

EMPTY = "Nothing yet. Cards you are shown are kept here."
"""What a case file says that has nothing in it."""


class Listed(NamedTuple):
    """A card or a fact in the list; `is_new` tells that the last decision brought it."""

    id: str
    says: str
    is_new: bool = False


class Group(NamedTuple):
    """Cards or facts of a kind: the kind in words, with its sign if it has one."""

    heading: str
    listed: tuple[Listed, ...]
    sign: str = ""


class CaseView(NamedTuple):
    """The cards and the facts met on the path to the head, in groups; empty ones are left out."""

    cards: tuple[Group, ...]
    facts: tuple[Group, ...]

    @property
    def told(self) -> str:
        """How much there is, in a sentence."""
        cards = sum(len(group.listed) for group in self.cards)
        facts = sum(len(group.listed) for group in self.facts)
        if not cards and not facts:
            return EMPTY
        return f"{_count(cards, 'card')} and {_count(facts, 'fact')} met so far."


class Met:
    """What each moment of a run brought, so that a long run is not read anew at every step."""

    def __init__(self, run: Run) -> None:
        """A run, nothing of it read so far."""
        self._run = run
        self._brought: dict[int, tuple[tuple[str, ...], tuple[str, ...]]] = {}

    def on(self, path: Sequence[Moment], start: int) -> tuple[list[str], list[str], set[str]]:
        """The cards and the facts met on a path of the run, each once, in order.

        And which of them were met before the moment at the index `start`.
        """
        cards: dict[str, None] = {}
        facts: dict[str, None] = {}
        old: set[str] = set()
        for index, moment in enumerate(path):
            if index == start:
                old = {*cards, *facts}
            found = self._brought.get(moment.number)
            if found is None:
                program = self._run.program
                found = cards_met(program, (moment,)), facts_met(program, (moment,))
                self._brought[moment.number] = found
            if any(found):
                cards.update(dict.fromkeys(found[0]))
                facts.update(dict.fromkeys(found[1]))
        return list(cards), list(facts), old


def case_view(run: Run, met: Met | None = None) -> CaseView:
    """The case file of a run as it stands; `met` remembers what was read of it before."""
    met = met or Met(run)
    start = _last_decision(run)
    cards, facts, old = met.on(run.path, start)
    if not start:  # before the first decision all would be new, and the word would tell nothing
        old = {*cards, *facts}
    return CaseView(_card_groups(run, cards, old), _fact_groups(run, facts, old))


def _card_groups(run: Run, cards: Iterable[str], old: set[str]) -> tuple[Group, ...]:
    """The cards: those that cite the source, and those made up for the game."""
    story = run.program.story
    grounded: list[Listed] = []
    invented: list[Listed] = []
    for card in cards:
        source = story.sources[card]
        is_grounded = source.context or cited(prose(run.program, source.says, run.state))
        listed = Listed(card, " ".join(source.name.split()), card not in old)
        (grounded if is_grounded else invented).append(listed)
    if not story.facts:
        return _filled(Group("Cards", tuple(invented)))
    sign, heading = MARKS["invented"]
    return _filled(
        Group("Cards that cite the source", tuple(grounded)), Group(heading, tuple(invented), sign)
    )


def _fact_groups(run: Run, names: Iterable[str], old: set[str]) -> tuple[Group, ...]:
    """The facts by their mark in a ledger."""
    facts = [run.program.story.facts[name] for name in names]
    return _filled(
        *(
            Group(
                heading,
                tuple(Listed(f.id, says(f), f.id not in old) for f in facts if mark_of(f) == mark),
                sign,
            )
            for mark, (sign, heading) in MARKS.items()
        )
    )


def _filled(*groups: Group) -> tuple[Group, ...]:
    """The groups that hold anything."""
    return tuple(group for group in groups if group.listed)


def _last_decision(run: Run) -> int:
    """The index on the path of the last choice or Continue, or of its start."""
    path = run.path
    decided = (i for i in range(len(path) - 1, 0, -1) if _is_decision(path[i].action))
    return next(decided, 0)


def _is_decision(action: object) -> bool:
    return isinstance(action, Choose | Continue)


def _count(number: int, thing: str) -> str:
    """`1 card`, `2 cards`."""
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"
