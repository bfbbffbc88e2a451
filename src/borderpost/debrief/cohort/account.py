"""What one run came to, as plain data: what a class is counted from, and what is exported."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class Cards(NamedTuple):
    """The cards of the case file up to a moment: those put into it, and those that were opened."""

    met: tuple[str, ...] = ()
    opened: tuple[str, ...] = ()


class Decided(NamedTuple):
    """A choice that was taken, on the way that counts.

    `record` is its number in the log, `at` when it was kept (UTC, ISO 8601; empty: not known).
    `offered` are the ids of the choices that could be taken, in order. `cards` is the case file
    as it was then. `votes` counts hands by the id of a choice, where a class voted; `dissent` is
    what the one of a pair wrote who would have chosen otherwise.
    """

    record: int
    at: str
    scene: str
    choice: str
    offered: tuple[str, ...]
    cards: Cards
    votes: Mapping[str, int] = {}
    dissent: str = ""


class Answered(NamedTuple):
    """An answer to a question, to a cell of a table (`cell`, as column.row), or in a report.

    It is the first of its visit (the feedback then gives the key away), but in a report the one
    that was signed. `certainty` is 1 to 3 (0: not asked, or not said). `is_right` is None where the
    text does not decide. `changed_to` is the option that stood in the end, where that is another.
    """

    record: int
    at: str
    scene: str
    question: str
    cell: str
    option: str
    certainty: int
    is_right: bool | None
    changed_to: str = ""


class Signed(NamedTuple):
    """A sentence that was signed; `is_supported` tells that it says no more than it cites."""

    scene: str
    slot: str
    option: str
    strength: str
    is_supported: bool


class Account(NamedTuple):
    """One run, as far as it goes.

    `identity` tells it from all other runs, whatever its file is called; `file` is that file's
    name. `status` is `intact`, `migrated`, `diverged` or `damaged` (see `saves.follow`). `ending`
    is an ending's id (empty: it came to none), `place` the id of where it stands. `told` are the
    facts met by the last decision, `facts` all that were met, `cited` those that the signed report
    cites; `meters` gives each meter's value where the run stands, `start` what it began with.
    `wrote` maps the ids of the after-action questions to what was answered. `as_pair` tells that
    two played.
    """

    identity: str
    handle: str
    file: str
    story: str
    version: int
    settings: Mapping[str, str]
    started: str
    touched: str
    status: str
    ending: str
    place: str
    decided: tuple[Decided, ...]
    answered: tuple[Answered, ...]
    signed: tuple[Signed, ...]
    cards: Cards
    told: tuple[str, ...]
    facts: tuple[str, ...]
    cited: tuple[str, ...]
    start: Mapping[str, int]
    meters: Mapping[str, int]
    wrote: Mapping[str, str]
    as_pair: bool = False
