"""The answer of `odds`: how often each ending is come to, and what moves that, as text and as JSON.

What was counted before Ctrl-C is told; of the rest it is said that it is not known.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from textwrap import wrap
from typing import NamedTuple

from borderpost.engine.program import Program
from borderpost.engine.settings import complete
from borderpost.proof.chances.decisions import Decision, Way, decisions
from borderpost.proof.chances.expected import Expected, expected
from borderpost.proof.chances.odds import Odds, Shares
from borderpost.proof.contracts import limit_told
from borderpost.proof.players import UNIFORM, players_of
from borderpost.proof.proving import combinations
from borderpost.proof.search.exploring import Limits, Watch
from borderpost.story.json_text import to_json
from borderpost.story.messages import one_line
from borderpost.story.model import Story
from borderpost.story.prose import clean
from borderpost.workshop.progress import progress_line

BAR = 30
"""Cells of a share of all plays."""

MOST_DECISIONS = 5
"""Decisions told in the text: those that move the odds most. The JSON holds them all."""

LEAST_MOVED = 0.0005
"""How far a decision must move the odds, by how often plays come to it, to be told in the text."""

UNBROKEN = "\N{NO-BREAK SPACE}"
"""Stands for a blank at which no line is broken, while lines are."""

WIDTH = 79
"""Columns of a line of meters."""


class Run(NamedTuple):
    """What was counted with one combination of settings.

    `decisions` are the uniform player's; None where they are not known. `meters` is None where
    nobody asked for them, and where it was `stopped` from the keyboard before.
    """

    settings: Mapping[str, str]
    shares: Sequence[Shares]
    decisions: Sequence[Decision] | None
    meters: Sequence[Expected] | None
    stopped: bool = False

    @property
    def limit(self) -> str | None:
        """What ended the counting of anything before its end; None where nothing did."""
        shares = (found.limit or "loops" for found in self.shares if not found.exact)
        meters = (found.limit for found in self.meters or () if found.limit)
        limit = next(shares, None) or next(meters, None)
        return limit or ("interrupted" if self.stopped else None)


def odds(
    program: Program, given: Mapping[str, str], limits: Limits, *, meters: bool, as_json: bool
) -> tuple[str, int]:
    """The answer of `odds`, and its exit code: 1 where a limit was met. Raises BadSetting."""
    tried = [complete(program.story, given)] if given else combinations(program.story)[0]
    runs: list[Run] = []
    with progress_line() as watch:
        for settings in tried:
            runs.append(_counted(program, settings, limits, watch, meters=meters))
            if runs[-1].stopped:
                break
    code = 1 if any(run.limit for run in runs) else 0
    if as_json:
        return to_json(_data(runs)), code
    parts = []
    for run in runs:
        if run.settings and len(tried) > 1:
            parts.append("".join(f"{name}: {value}\n" for name, value in run.settings.items()))
        parts += [part for part in _parts(program.story, run) if part]
    return clean("\n".join(parts)), code


def _counted(
    program: Program, settings: Mapping[str, str], limits: Limits, watch: Watch, *, meters: bool
) -> Run:
    """Count with one combination of settings, until Ctrl-C."""
    players = players_of(program.story)
    counting = Odds(program, settings, limits, watch)
    shares: list[Shares] = []
    found: list[Decision] | None = None
    try:
        for player in players:
            shares.append(counting.shares(player))  # noqa: PERF401 - Ctrl-C keeps what there is
        chain = counting.uniform() if shares[0].exact else None
        found = decisions(chain) if chain is not None else None
    except KeyboardInterrupt:
        shares += map(counting.interrupted, players[len(shares) :])
        return Run(settings, shares, found, None, stopped=True)
    if any(each.limit == "interrupted" for each in shares):
        return Run(settings, shares, found, None, stopped=True)
    del counting, chain  # the memory that they take is wanted for what is explored next
    if not meters:
        return Run(settings, shares, found, None)
    ends = list(expected(program, settings, players, limits, watch))
    stopped = any(each.limit == "interrupted" for each in ends)
    return Run(settings, shares, found, ends, stopped=stopped)


# --- JSON -----------------------------------------------------------------------------------------


def _data(runs: Sequence[Run]) -> dict[str, object]:
    """The odds as plain data: those of the last settings outside, all of them under `runs`."""
    last = runs[-1]
    data: dict[str, object] = {
        "exact": all(found.exact for run in runs for found in run.shares),
        "policies": _policies(last),
        "never": {found.player: found.never for found in last.shares},
        "residual": max(found.residual for run in runs for found in run.shares),
        "states": max(found.states for run in runs for found in run.shares),
    }
    if last.meters is not None:
        data["meters"] = _meters(last.meters)
    return {**data, "runs": [_run(run) for run in runs]}


def _run(run: Run) -> dict[str, object]:
    """What was counted with one combination of settings."""
    told = None if run.decisions is None else [_decision(each) for each in run.decisions]
    data = {
        "settings": dict(run.settings),
        "exact": all(found.exact for found in run.shares),
        "policies": _policies(run),
        "decisions": told,
    }
    return data if run.meters is None else {**data, "meters": _meters(run.meters)}


def _policies(run: Run) -> dict[str, dict[str, float | None]]:
    """The share of each ending, by player; null where it was not counted to the end."""
    return {
        found.player: {
            name: share if found.exact else None for name, share in found.endings.items()
        }
        for found in run.shares
    }


def _decision(found: Decision) -> dict[str, object]:
    """A decision, with all of its ways."""
    return {
        "scene": found.scene,
        "question": found.question or None,
        "times": found.times,
        "moves": found.moves,
        "ways": [{**way._asdict(), "moves": way.moves} for way in found.ways],
    }


def _meters(found: Sequence[Expected]) -> dict[str, dict[str, float | None]]:
    """The mean of each meter at the end, by player."""
    told: dict[str, dict[str, float | None]] = {}
    for each in found:
        told.setdefault(each.player, {})[each.meter] = each.mean
    return told


# --- Text -----------------------------------------------------------------------------------------


def _parts(story: Story, run: Run) -> Iterator[str]:
    """What is told of one combination of settings, part by part."""
    yield _table(story, run.shares[:1])  # the uniform player's
    yield _moving(run)
    yield _table(story, run.shares[1:])
    yield _at_the_end(story, run.meters or ())
    yield _exactness(run)


def _table(story: Story, counted: Sequence[Shares]) -> str:
    """The shares of each player, the endings in the order of the files."""
    lines = []
    for found in counted:
        lines.append(f"{found.player}{'' if found.exact else ' (not counted to the end)'}")
        if found.limit:
            continue  # nothing is known: a row of zeros would say something else
        width = max(map(len, story.endings), default=0)
        for name, share in found.endings.items():
            if share or found.player == UNIFORM.name:
                bar = "#" * round(share * BAR)
                lines.append(f"  {name:<{width}} {100 * share:>6.2f} %  {bar}".rstrip())
        if found.never:
            lines.append(f"  {'(no ending)':<{width}} {100 * found.never:>6.2f} %")
    return "".join(f"{line}\n" for line in lines)


def _moving(run: Run) -> str:
    """The decisions that move the odds most, each with the way that raises one ending most."""
    if run.decisions is None:
        return "Which decisions move the odds is not known.\n"
    told = [
        each for each in run.decisions[:MOST_DECISIONS] if each.moves * each.times >= LEAST_MOVED
    ]
    if not told:
        return ""
    width = max(len(each.name) for each in told)
    lines = ["Decisions that move the odds most (points of per cent; times a play)"]
    for each in told:
        row = f"  {each.name:<{width}} {100 * each.moves:>5.1f}  {each.times:>4.2f}"
        lines.append(f"{row}  {_strongest(each.furthest)}")
    return "".join(f"{line}\n" for line in lines)


def _strongest(way: Way) -> str:
    """A way, and what it makes of the ending that it raises most."""
    name = way.name
    if name.endswith("."):
        name += " (Continue)"
    elif name.endswith("="):
        name += " (left out)"
    share, instead = way.endings[way.raised], way.instead[way.raised]
    if share <= instead:
        return name  # all it does is to let fewer plays end
    return f"{name}: {way.raised} {100 * share:.1f} % instead of {100 * instead:.1f} %"


def _at_the_end(story: Story, found: Sequence[Expected]) -> str:
    """How the meters stand at the end, on average: each player's in one paragraph."""
    lines = ["Meters at the end, on average"] if found else []
    for player in dict.fromkeys(each.player for each in found):
        told = ", ".join(_meter(story, each) for each in found if each.player == player)
        lines += wrap(f"{player}: {told}", WIDTH, initial_indent="  ", subsequent_indent="    ")
    return "".join(f"{line}\n" for line in lines).replace(UNBROKEN, " ")


def _meter(story: Story, found: Expected) -> str:
    """A meter by its label, and its mean."""
    name = one_line(story.variables[found.meter].label or found.meter)
    if found.mean is not None:
        return f"{name} {found.mean:.1f}".replace(" ", UNBROKEN)
    return f"{name} not known ({limit_told(found.limit) if found.limit else 'no play ends'})"


def _exactness(run: Run) -> str:
    """How the shares were come by."""
    counted = run.shares
    states, seconds = max(f.states for f in counted), sum(f.seconds for f in counted)
    if all(found.exact for found in counted):
        residual = max(found.residual for found in counted)
        loops = f", loops solved to {residual:.0e}" if residual else ""
        told = f"Exact: all of {states:,} states counted in {seconds:.1f} s{loops}.\n"
        return told + ("Stopped: what is left was not counted.\n" if run.stopped else "")
    limit = next(found.limit for found in counted if not found.exact)
    return f"Not exact: {limit_told(limit)} after {states:,} states in {seconds:.1f} s.\n"
