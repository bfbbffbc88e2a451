"""Playing together: two who share a keyboard, or a class that votes by a show of hands.

What they say beside the choice is kept as notes in the run's log, each with the act it was said
at. A note is no move: it touches no state and survives undo. Nobody's name is asked or kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from borderpost.debrief.typed import tidied
from borderpost.engine.records import Note, Record
from borderpost.engine.run import Run
from borderpost.story.mendable import Mendable

PLAYED, DISSENT, VOTES = "played", "dissent", "votes"
"""The kinds of note, with the data `as`; `choice` and `says`; `counts`, such as `a=3 b=1`."""

PAIR, PROJECTOR = "pair", "projector"
"""The ways of playing together."""

LONGEST_DISSENT = 280
"""How many characters a dissent may have: a line."""

MOST_VOTES = 999
"""The most hands one choice is given; a number beyond it is a slip of the finger."""

_COUNT = re.compile(r"([A-Za-z_][A-Za-z0-9_-]*)=([0-9]{1,3})")


class TooLongToDissent(Mendable):
    """A dissent is longer than a line."""

    code = 1

    def __init__(self, length: int) -> None:
        """How long it is."""
        super().__init__(
            f"this line has {length:,} characters, and there is room for {LONGEST_DISSENT}",
            f"take out {length - LONGEST_DISSENT:,} of them",
        )


class Said(NamedTuple):
    """What was said beside the decisions of a run: by the act the decision followed.

    `ways` holds the ways of playing together that the log names. `dissents` maps (act, choice) to
    a line, `votes` an act to the hands for each choice by its id.
    """

    ways: frozenset[str]
    dissents: Mapping[tuple[int, str], str]
    votes: Mapping[int, Mapping[str, int]]


def said_in(records: Iterable[Record]) -> Said:
    """What the records of a run say of playing together, whoever wrote them; the last word holds.

    `votes` stand where the run stood when they were counted.
    """
    ways: set[str] = set()
    dissents: dict[tuple[int, str], str] = {}
    votes: dict[int, Mapping[str, int]] = {}
    for record in records:
        if not isinstance(record, Note):
            continue
        data = record.data
        if record.kind == PLAYED and data.get("as") in (PAIR, PROJECTOR):
            ways.add(data["as"])
        elif record.kind == DISSENT:
            says = " ".join(tidied(data.get("says", "")).split())[:LONGEST_DISSENT]
            dissents[record.after, data.get("choice", "")] = says
        elif record.kind == VOTES:
            counted = _COUNT.findall(data.get("counts", "")[:10_000])
            votes[record.after] = {choice: int(hands) for choice, hands in counted}
    return Said(frozenset(ways), {key: says for key, says in dissents.items() if says}, votes)


def play_as(run: Run, way: str) -> None:
    """Keep that a run is played together in this way; nothing is written where that is known.

    Raises what keeping a record raises (LogProblem, OSError).
    """
    if way not in said_in(run.records).ways:
        run.note(PLAYED, {"as": way})


def dissent(run: Run, choice: str, typed: str) -> str:
    """Keep what the one of a pair says who would not take a choice, before it is taken.

    An empty line takes back what was said before of that choice. The line as it is kept. Raises
    TooLongToDissent, and what keeping a record raises.
    """
    says = " ".join(tidied(typed).split())
    if len(says) > LONGEST_DISSENT:
        raise TooLongToDissent(len(says))
    if says != said_in(run.records).dissents.get((run.head, choice), ""):
        run.note(DISSENT, {"choice": choice, "says": says})
    return says


def vote(run: Run, hands: Mapping[str, int]) -> None:
    """Keep how many hands each choice got where the run stands, by the ids of the choices.

    Raises what keeping a record raises.
    """
    counts = " ".join(f"{choice}={min(count, MOST_VOTES)}" for choice, count in hands.items())
    run.note(VOTES, {"counts": counts})
