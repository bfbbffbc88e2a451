"""A story's contracts: what it promises of every play, proved or broken."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from borderpost.engine.functions import State
from borderpost.proof.chances.odds import Odds, Shares
from borderpost.proof.players import UNIFORM, player_named
from borderpost.proof.reading.costs import TIME, WORDS
from borderpost.proof.reading.ranges import MINUTE, Ranges
from borderpost.proof.search.exploring import Explored
from borderpost.proof.search.witness import Found, first_at, first_offered, play_along, ways_to
from borderpost.story.model import Contract

ROUNDING = 1e-9
"""How far a share may lie beyond a promised bound for no other reason than how numbers are kept."""


UNKNOWN = float("inf")
"""Stands for a bound that is not known."""


class Verdict(NamedTuple):
    """Whether a contract holds with some settings: None where that is not decided.

    `because` says what was found, and `witness` is a shortest play that shows it, if one does.
    """

    contract: Contract
    settings: Mapping[str, str]
    holds: bool | None
    because: str
    witness: tuple[str, ...] = ()


class Evidence(NamedTuple):
    """What contracts are judged by: what was explored, and the odds and ranges of that.

    Both are worked out when they are first asked for.
    """

    explored: Explored
    odds: Odds
    ranges: Callable[[], Ranges]


def applies(contract: Contract, settings: Mapping[str, str]) -> bool:
    """Whether a contract promises anything for a play with these settings."""
    return all(settings.get(name) == value for name, value in contract.settings.items())


def judged(contract: Contract, evidence: Evidence) -> Verdict:
    """Whether a contract holds in all that was explored."""
    holds, because, witness = JUDGES[contract.kind](contract, evidence)
    return Verdict(contract, evidence.explored.settings, holds, because, tuple(witness))


def judged_at_once(contract: Contract, evidence: Evidence) -> Verdict:
    """The same for what needs no further search; of all else, that nobody came to judge it."""
    if contract.kind in AT_ONCE:
        return judged(contract, evidence)
    return Verdict(contract, evidence.explored.settings, None, "it was interrupted before")


AT_ONCE = ("reachable", "states", "every_ending")
"""Kinds of contract that are decided by what was explored alone, without a look at each state."""

Judged = tuple[bool | None, str, list[str]]


def _truth(contract: Contract, evidence: Evidence) -> Judged:
    """`always` and `never`: over every state at which play stops."""
    explored = evidence.explored
    assert contract.condition is not None
    wanted = contract.kind == "never"
    search = explored.moves.search(contract.condition, holds=wanted)
    found = _first(explored, search)
    if found is not None:
        place = explored.moves.program.place_name(found[1])
        said = "holds" if wanted else "does not hold"
        return False, f"it {said} at '{place}'", _play(explored, found)
    if not explored.complete:
        return None, _not_proved(explored), []
    return True, f"so in all of {explored.states:,} states", []


def _first(explored: Explored, search: Callable[..., State | None]) -> Found | None:
    """The first state found by a search, level by level."""
    for number, level in enumerate(explored.levels):
        for states in level.values():
            state = search(states)
            if state is not None:
                return number, state
    return None


def _reachable(contract: Contract, evidence: Evidence) -> Judged:
    """`reachable`: every target can be come to."""
    explored = evidence.explored
    missed = [name for name in contract.targets if found_at(explored, name) is None]
    if not missed:
        return True, "each can be come to", []
    told = ", ".join(missed)
    if not explored.complete:
        return None, f"no way to {told} was found; {_not_proved(explored)}", []
    return False, f"no play comes to {told}", []


def found_at(explored: Explored, name: str) -> Found | None:
    """The first state at a scene or an ending, or where a choice is offered."""
    program = explored.moves.program
    place, dot, choice = name.partition(".")
    number = program.layout.place_numbers[place]
    if not dot:
        return first_at(explored, number)
    scene = program.story.scenes[place]
    return first_offered(explored, number, program.choice_number(scene, choice))


def _share(contract: Contract, evidence: Evidence) -> Judged:
    """`share`: how often a player ends there lies between two bounds."""
    shares = _shares(contract, evidence)
    if not shares.exact:
        return None, f"the odds were not counted to the end ({limit_told(shares.limit)})", []
    share = shares.endings[contract.targets[0]]
    low, high = contract.numbers["low"] / 100, contract.numbers["high"] / 100
    holds = low - ROUNDING <= share <= high + ROUNDING
    return holds, f"{_per_cent(share)} of plays by '{shares.player}' end there", []


def _shares(contract: Contract, evidence: Evidence) -> Shares:
    """The shares of whoever a contract speaks of."""
    story = evidence.explored.moves.program.story
    return evidence.odds.shares(player_named(story, contract.player or UNIFORM.name))


def _policy(contract: Contract, evidence: Evidence) -> Judged:
    """`policy`: a player never ends in some endings."""
    shares = _shares(contract, evidence)
    if not shares.exact:
        return None, f"the odds were not counted to the end ({limit_told(shares.limit)})", []
    ended = [name for name in contract.targets if shares.endings[name] > 0]
    if ended:
        told = ", ".join(f"'{name}' {_per_cent(shares.endings[name])}" for name in ended)
        because = f"plays by '{shares.player}' end in {told}"
        return False, because, _ending_in(ended, evidence, contract)
    return True, f"none of the plays by '{shares.player}' does", []


def _ending_in(names: Sequence[str], evidence: Evidence, contract: Contract) -> list[str]:
    """A shortest play of a contract's player that comes to one of some endings."""
    story = evidence.explored.moves.program.story
    _, chain = evidence.odds.chain(player_named(story, contract.player))
    if chain is None:
        return []
    ends = {n for name, block in chain.graph.endings() if name in names for n in block.numbers}
    return play_along(chain.graph.explored, chain.way_to(ends))


def _states(contract: Contract, evidence: Evidence) -> Judged:
    """`states`: how many there are to explore."""
    explored = evidence.explored
    most = contract.numbers["at_most"]
    if explored.states > most:
        return False, f"there are {explored.states:,} states or more", []
    if not explored.complete:
        return None, _not_proved(explored), []
    return True, f"{explored.states:,} states", []


def _every_ending(contract: Contract, evidence: Evidence) -> Judged:
    """`every_ending`: facts cited and unknowns named."""
    explored = evidence.explored
    least_facts = contract.numbers.get("cites_at_least", 0)
    least_unknowns = contract.numbers.get("unknowns_at_least", 0)
    lacking = [
        name
        for name, ending in explored.moves.program.story.endings.items()
        if len(ending.facts) < least_facts or len(ending.unknowns) < least_unknowns
    ]
    if lacking:
        return False, f"not so in {', '.join(lacking)}", []
    return True, "so in each", []


def _range(contract: Contract, evidence: Evidence) -> Judged:
    """`words` and `minutes`: of every play that ends, at the least and at the most."""
    if not evidence.explored.complete:
        return None, _not_proved(evidence.explored), []
    prices, unit = (WORDS, 1) if contract.kind == "words" else (TIME, MINUTE)
    told = []
    for name, most in (("at_least", False), ("at_most", True)):
        if name not in contract.numbers:
            continue
        bound = round(contract.numbers[name] * unit)
        ranges = evidence.ranges()
        found = ranges.extreme(prices, most=most, target=bound)
        if found is None:
            return None, "no play ends", []
        which = "longest" if most else "shortest"
        if found.endless:
            return False, "a play may go on as long as it likes, and still end", []
        low, high = found.low, UNKNOWN if found.high is None else found.high
        if (high <= bound) if most else (low >= bound):
            told.append(f"so in the {which} play")
        elif (low > bound) if most else (high < bound):
            cost = (low if most else high) / unit
            return False, f"a play has {cost:,.4g} {contract.kind}", ranges.play(found)
        else:
            return None, f"it was not found out how many the {which} play has", []
    return True, " and ".join(told), []


JUDGES: Mapping[str, Callable[[Contract, Evidence], Judged]] = {
    "always": _truth,
    "never": _truth,
    "reachable": _reachable,
    "share": _share,
    "policy": _policy,
    "states": _states,
    "every_ending": _every_ending,
    "words": _range,
    "minutes": _range,
}
"""How each kind of contract is decided."""


def _play(explored: Explored, found: Found) -> list[str]:
    """A shortest play to a state."""
    return play_along(explored, ways_to(explored, [found])[0])


def _not_proved(explored: Explored) -> str:
    """What bound an exploration that did not come to its end."""
    return f"not all states were explored ({limit_told(explored.limit)})"


def limit_told(limit: str) -> str:
    """A limit in words."""
    return {
        "states": "the most states allowed were kept",
        "seconds": "the time allowed was over",
        "interrupted": "it was interrupted",
    }.get(limit, "loops were not solved closely enough")


def _per_cent(share: float) -> str:
    """A share of 1 in per cent."""
    return f"{100 * share:.2f} %"
