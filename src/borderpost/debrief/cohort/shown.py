"""A class in words: what a page about it shows, as plain data."""

from __future__ import annotations

from typing import NamedTuple

from borderpost.story.model import Text


class Bar(NamedTuple):
    """A count out of a number."""

    says: str
    n: int
    of: int

    @property
    def percent(self) -> int:
        """The share in whole per cent."""
        return round(100 * self.n / self.of) if self.of else 0


class WayTaken(NamedTuple):
    """A choice at a decision: how many took it, hands, and the endings of those who did.

    `rules_out` are endings, open before the decision in one play or another, that no play comes to
    after it (where the story ships what is known of that); `still_open` are all that are left,
    where that is the shorter list.
    """

    bar: Bar
    votes: int
    endings: tuple[Bar, ...]
    rules_out: tuple[str, ...]
    still_open: tuple[str, ...] = ()


class Line(NamedTuple):
    """What somebody wrote, and what it is about (empty: nothing needs saying)."""

    about: str
    says: str


class Lines(NamedTuple):
    """What people wrote, and how much more there was."""

    lines: tuple[Line, ...]
    more: int


class CardCount(NamedTuple):
    """A card at a decision: how many had it in the case file then, and had opened it."""

    name: str
    opened: int
    had: int


class SplitTold(NamedTuple):
    """A decision: in which order it comes, where it stands in the story, who took which way."""

    number: int
    title: str
    when_where: str
    times: int
    ways: tuple[WayTaken, ...]
    dissents: Lines
    cards: tuple[CardCount, ...]

    @property
    def voted(self) -> bool:
        """Whether hands were counted at it."""
        return any(way.votes for way in self.ways)


class FactTold(NamedTuple):
    """A fact: how many were told it before their last decision, and how many cited it."""

    id: str
    says: str
    by: str
    paragraph: int
    told: int
    cited: int


class Marked(NamedTuple):
    """The facts of one mark."""

    sign: str
    heading: str
    facts: tuple[FactTold, ...]


class Keyed(NamedTuple):
    """A question that the text decides: how many were right or wrong, by how sure they were."""

    asked: str
    where: str
    right_answer: str
    reason: str
    times: int
    sure_right: int
    sure_wrong: int
    unsure: int


class KeyedCell(NamedTuple):
    """What the text decides and nobody was asked to be sure of: a table's cell, or a question.

    `card` is the card that a cell is of; of a question, where it is asked.
    """

    row: str
    card: str
    right_answer: str
    times: int
    right: int


class Estimate(NamedTuple):
    """A question asked twice: each option's count at first and again, and how many changed."""

    asked: str
    rows: tuple[tuple[str, int, int], ...]
    first: int
    again: int
    both: int
    changed: int


class SlotTold(NamedTuple):
    """A sentence that a report could hold: how many signed it, and how it stands to its facts."""

    bar: Bar
    strength: str
    likelihood: str
    cites: tuple[str, ...]
    outruns: bool
    check: str


class SignedTold(NamedTuple):
    """A slot of the report."""

    asked: str
    sentences: tuple[SlotTold, ...]


class MeterTold(NamedTuple):
    """Where a meter stood at the end of those runs that came to one."""

    label: str
    least: int
    middle: int
    most: int


class Reviewed(NamedTuple):
    """A question of the after-action review, and what was answered."""

    asks: str
    answers: Lines


class ClassReport(NamedTuple):
    """A class, whole. What there is nothing of is empty, and left out of every page.

    `closest` is the decision that split the class most evenly, of those that half of it came to.
    """

    title: str
    language: str
    runs: int
    finished: int
    pairs: int
    settings: tuple[tuple[str, int], ...]
    standing: tuple[Bar, ...]
    endings: tuple[Bar, ...]
    not_reached: tuple[str, ...]
    splits: tuple[SplitTold, ...]
    closest: SplitTold | None
    ledger: tuple[Marked, ...]
    keyed: tuple[Keyed, ...]
    cells: tuple[KeyedCell, ...]
    estimates: tuple[Estimate, ...]
    report: tuple[SignedTold, ...]
    reports: int
    outran: int
    meters: tuple[MeterTold, ...]
    out_of_role: Text
    discuss: Text
    review: tuple[Reviewed, ...]
    source_told: str
