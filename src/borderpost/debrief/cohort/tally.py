"""What many runs come to together, counted one account after the other.

Everything is counted by ids, so that a tally is small however many runs there are; free text is
kept up to a bound, and how much more there was is counted.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from borderpost.debrief.cohort.account import Account, Answered, Decided
from borderpost.story.scales import SURE

MOST_TEXTS = 100
"""How many free texts are kept of a kind: a class has thirty pupils, a school a few hundred."""


class Texts:
    """Free texts of one kind: the first of them, and how many more there were."""

    def __init__(self) -> None:
        """None so far."""
        self.kept: list[tuple[str, str]] = []
        self.more = 0

    def add(self, about: str, says: str) -> None:
        """Keep a text, with what it is about."""
        if len(self.kept) < MOST_TEXTS:
            self.kept.append((about, says))
        else:
            self.more += 1


class Split:
    """How a decision was taken, each time that it was.

    `positions` adds up where on its way each run came to it. `offered`, `chosen` and `votes` count
    by the ids of choices, `endings` what those who chose so came to; `met` and `opened` count by
    cards how many had it in the case file then, and had opened it.
    """

    def __init__(self) -> None:
        """Nobody was here so far."""
        self.times = 0
        self.positions = 0
        self.offered: Counter[str] = Counter()
        self.chosen: Counter[str] = Counter()
        self.endings: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self.votes: Counter[str] = Counter()
        self.dissents = Texts()
        self.met: Counter[str] = Counter()
        self.opened: Counter[str] = Counter()

    def add(self, decided: Decided, position: int, ending: str) -> None:
        """Count a decision; `ending` is what its run came to (empty: nothing yet)."""
        self.times += 1
        self.positions += position
        self.offered.update(decided.offered)
        self.chosen[decided.choice] += 1
        self.endings[decided.choice][ending] += 1
        self.votes.update(decided.votes)
        if decided.dissent:
            self.dissents.add(decided.choice, decided.dissent)
        self.met.update(decided.cards.met)
        self.opened.update(decided.cards.opened)


class Asked:
    """What was answered to a question, or in a cell of a table: the first answer of each run.

    Where the text decides, `sure_right`, `sure_wrong` and `unsure` part the answers of those who
    said how sure they were, and `right` counts all that it bears out.
    """

    def __init__(self) -> None:
        """Nobody answered so far."""
        self.times = 0
        self.options: Counter[str] = Counter()
        self.right = self.sure_right = self.sure_wrong = self.unsure = 0

    def add(self, answered: Answered) -> None:
        """Count an answer."""
        self.times += 1
        self.options[answered.option] += 1
        if answered.is_right is None:
            return
        self.right += answered.is_right
        if answered.certainty == SURE:
            self.sure_right += answered.is_right
            self.sure_wrong += not answered.is_right
        elif answered.certainty:
            self.unsure += 1


class Cell(NamedTuple):
    """A question, or a cell of a table (`cell` as column.row)."""

    question: str
    cell: str


class Tally:
    """The counts of a class. Of a question asked anew, `moves` counts (before, after)."""

    def __init__(self, anew: Iterable[tuple[str, str]] = ()) -> None:
        """`anew` are the questions that ask another one again: (the other, the one)."""
        self.anew = tuple(anew)
        self.runs = self.finished = self.pairs = 0
        self.settings: Counter[tuple[tuple[str, str], ...]] = Counter()
        self.endings: Counter[str] = Counter()
        self.standing: Counter[str] = Counter()
        self.splits: defaultdict[str, Split] = defaultdict(Split)
        self.asked: defaultdict[Cell, Asked] = defaultdict(Asked)
        self.moves: defaultdict[tuple[str, str], Counter[tuple[str, str]]] = defaultdict(Counter)
        self.signed: Counter[Cell] = Counter()
        self.outran: Counter[int] = Counter()
        self.told: Counter[str] = Counter()
        self.cited: Counter[str] = Counter()
        self.meters: defaultdict[str, Counter[int]] = defaultdict(Counter)
        self.wrote: defaultdict[str, Texts] = defaultdict(Texts)

    def add(self, account: Account) -> None:
        """Count a run."""
        self.runs += 1
        self.pairs += account.as_pair
        self.settings[tuple(account.settings.items())] += 1
        if account.ending:
            self.finished += 1
            self.endings[account.ending] += 1
            for name, value in account.meters.items():
                self.meters[name][value] += 1
        else:
            self.standing[account.place] += 1
        for position, decided in enumerate(account.decided, 1):
            self.splits[decided.scene].add(decided, position, account.ending)
        self._add_answers(account)
        self.told.update(account.told)
        self.cited.update(account.cited)
        for name, says in account.wrote.items():
            self.wrote[name].add("", says)

    def _add_answers(self, account: Account) -> None:
        """Count what a run answered and signed: all of it once, however often it came there."""
        first: dict[Cell, Answered] = {}
        for answered in account.answered:
            first.setdefault(Cell(answered.question, answered.cell), answered)
        for cell, answered in first.items():
            self.asked[cell].add(answered)
        for before, after in self.anew:
            was, now = first.get(Cell(before, "")), first.get(Cell(after, ""))
            if was and now:
                self.moves[before, after][was.option, now.option] += 1
        sentences = set(account.signed)
        self.signed.update({Cell(signed.slot, signed.option) for signed in sentences})
        if sentences:
            self.outran[sum(not signed.is_supported for signed in sentences)] += 1
