"""What was measured of a story's checkers, in words and columns."""

from __future__ import annotations

import statistics
from typing import NamedTuple

from benchmarks.checkers import Found, Names
from benchmarks.limited import Ran

ALONE, COMMAND = "our proof alone", "borderpost check"

Rounds = dict[str, list[Found]]

HEADING = (
    f"  {'':<18}{'seconds':>9}{'processor':>11}{'MiB':>6}{'states':>11}"
    f"{'scenes':>13}{'choices':>13}{'endings':>9}"
)


class Times(NamedTuple):
    """How many times as long as we a tool took, by the clock and by processor time."""

    clock: float
    processor: float

    @property
    def least(self) -> float:
        """The smaller of the two."""
        return min(self)


def over(ran: Ran, limit: float) -> bool:
    """Whether a tool took all the time it had."""
    return ran.exit is None or ran.seconds >= limit


def times(found: Rounds, name: str, our: str) -> Times:
    """How many times as long as we a tool took, at the median of the rounds it was in."""
    pairs = list(zip(found[name], found[our], strict=False))
    return Times(
        statistics.median(peer.ran.seconds / own.ran.seconds for peer, own in pairs),
        statistics.median(peer.ran.processor / own.ran.processor for peer, own in pairs),
    )


def row(name: str, found: list[Found], names: Names, limit: float) -> str:
    """What a tool took, at the median, and how much of the story it came to."""
    last = found[-1]
    if last.failed:
        return f"  {name:<18}it failed: {last.failed}"
    seconds = f"{statistics.median(each.ran.seconds for each in found):.2f}"
    if over(last.ran, limit):
        seconds = f"over {limit:g}"
    processor = statistics.median(each.ran.processor for each in found)
    room = statistics.median(each.ran.room for each in found) / 2**20
    states = "" if last.states is None else f"{last.states:,}"
    shares = [
        "" if last.reached is None else share(last.reached, part, is_told=told)
        for part, told in ((names.scenes, True), (names.choices, name != "inkcheck"))
    ]
    endings = "" if last.reached is None else share(last.reached, names.endings)
    return (
        f"  {name:<18}{seconds:>9}{processor:>11.2f}{room:>6.0f}{states:>11}"
        f"{shares[0]:>13}{shares[1]:>13}{endings:>9}  {last.verdict}"
    )


def share(reached: frozenset[str], part: frozenset[str], *, is_told: bool = True) -> str:
    """How much of a part was come to; a dash where a tool does not tell."""
    return f"{len(reached & part):,}/{len(part):,}" if is_told else "-"


def remarks(name: str, theirs: Found, proof: Found, names: Names) -> list[str]:
    """Where a tool is wrong, by what is proved, or does not tell."""
    if theirs.reached is None or proof.reached is None or not proof.proved:
        return []
    told = names.scenes | names.endings | (frozenset() if name == "inkcheck" else names.choices)
    beyond = (theirs.reached & told) - proof.reached
    missed = (proof.reached & told) - theirs.reached
    lines = []
    if beyond:
        lines.append(f"  {name} came to what no play comes to: {some(beyond)}")
    if missed:
        lines.append(f"  {name} did not come to what a play comes to: {some(missed)}")
    return lines


def some(names: frozenset[str]) -> str:
    """A few of some names, and how many more there are."""
    first = sorted(names)[:3]
    more = len(names) - len(first)
    return ", ".join(first) + (f" and {more:,} more" if more else "")


def compared(found: Rounds, name: str, limit: float) -> str:
    """How many times as long as we a tool took, in words."""
    least = "at least " if over(found[name][-1].ran, limit) else ""
    told = []
    for our in (ALONE, COMMAND):
        clock, processor = (
            f"{each:,.{0 if each >= 10 else 1}f}" for each in times(found, name, our)
        )
        told.append(f"{least}{clock} times {our} ({processor} by processor time)")
    return f"  {name} took {' and '.join(told)}"
