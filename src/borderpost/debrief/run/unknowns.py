"""What nobody knew: what the source leaves open and the player met, and what the ending does."""

from __future__ import annotations

from typing import NamedTuple

from borderpost.debrief.run.statements import Statement, says
from borderpost.debrief.wording import on_one_line
from borderpost.engine.moment import Path
from borderpost.engine.program import Program
from borderpost.story.prose import parse_prose, plain_text


class Unknown(NamedTuple):
    """Something left open: the fact that says so (empty: the author does), and what it says.

    `met_at` is where it was met first, `in_ending` tells that the ending names it.
    """

    fact: str
    says: str
    met_at: str = ""
    in_ending: bool = False


def nobody_knew(program: Program, path: Path, told: tuple[Statement, ...]) -> tuple[Unknown, ...]:
    """What was left open on a path: what its ending names first, then all else that was met."""
    met = {statement.fact: statement for statement in told}
    found = []
    ending = program.story.endings.get(program.place_name(path[-1].state))
    named = ending.unknowns if ending else ()
    for name in dict.fromkeys(named):
        fact = program.story.facts.get(name)
        if fact is None:
            found.append(Unknown("", on_one_line(plain_text(parse_prose(name))), in_ending=True))
        else:
            met_at = met[name].met_at if name in met else ""
            found.append(Unknown(name, says(fact), met_at, in_ending=True))
    found += [
        Unknown(statement.fact, statement.says, statement.met_at)
        for statement in told
        if statement.mark == "unknown" and statement.fact not in named
    ]
    return tuple(found)
