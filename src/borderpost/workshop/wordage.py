"""How much there is to read in a story, and how long it takes: as text and as JSON."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from borderpost.engine.program import Program
from borderpost.engine.settings import complete
from borderpost.proof.chances.chain import Chain
from borderpost.proof.chances.graph import linked
from borderpost.proof.chances.odds import WAYS_OPEN
from borderpost.proof.contracts import limit_told
from borderpost.proof.players import UNIFORM
from borderpost.proof.proving import combinations
from borderpost.proof.reading.costs import TIME, WORDS, Costs, Prices
from borderpost.proof.reading.extremes import MOST_TRIED, Extreme
from borderpost.proof.reading.lengths import Length, Lengths
from borderpost.proof.reading.ranges import MINUTE, Ranges
from borderpost.proof.reading.readability import Readability, readability
from borderpost.proof.reading.typical import Typical
from borderpost.proof.search.exploring import Explored, Limits, explore
from borderpost.story.json_text import to_json
from borderpost.story.mendable import Mendable
from borderpost.workshop.progress import progress_line

MOST_PLAYS = 1_000_000
"""More plays by lot than anybody can wait for: a slip of the finger."""

UNITS: Mapping[str, tuple[Prices, int]] = {"words": (WORDS, 1), "minutes": (TIME, MINUTE)}
"""What is counted, by what prices, and how much of those is one."""


LIMITS = {
    "tried": f"{MOST_TRIED:,} plays begun were not enough",
    "seconds": "the time allowed was over (--max-seconds)",
}
"""What may end a search for the shortest or the longest play."""


class BadPlays(Mendable):
    """A number of plays that cannot be played."""


class Found(NamedTuple):
    """What was found of one unit with one combination of settings; None: nothing is known."""

    unit: str
    least: Extreme | None
    most: Extreme | None
    usual: Typical | None
    least_play: Sequence[str]
    most_play: Sequence[str]


class Run(NamedTuple):
    """What was found with one combination of settings; `limit` says what ended it, if it did."""

    settings: Mapping[str, str]
    found: Sequence[Found]
    limit: str


class Page(NamedTuple):
    """A scene or an ending: its words at the least and at the most, and how it reads."""

    name: str
    words: Length
    reads: Readability


def wordage(
    program: Program, given: Mapping[str, str], plays: int, limits: Limits, *, as_json: bool
) -> tuple[str, int]:
    """The answer of `words`, and its exit code: 1 where a limit was met.

    Raises BadPlays and BadSetting.
    """
    if not 1 <= plays <= MOST_PLAYS:
        message = f"{plays} plays cannot be played"
        raise BadPlays(message, f"say --plays with a number from 1 to {MOST_PLAYS}")
    tried = [complete(program.story, given)] if given else combinations(program.story)[0]
    runs: list[Run] = []
    for settings in tried:
        runs.append(_run(program, settings, plays, limits))
        if runs[-1].limit == "interrupted":
            break
    pages = _pages(program)
    answer = _as_json(runs, pages) if as_json else _as_text(runs, pages)
    return answer, 1 if any(run.limit for run in runs) else 0


# --- Counting -------------------------------------------------------------------------------------


def _run(program: Program, settings: Mapping[str, str], plays: int, limits: Limits) -> Run:
    """Everything about one combination of settings."""
    found: list[Found] = []
    with progress_line() as watch:
        plain = explore(program, settings, limits, WAYS_OPEN, watch=watch)
        try:
            ranges = Ranges(program, settings, limits, Chain(linked(plain), UNIFORM), watch)
            if plain.complete:
                ranges.look_closer()
            found += [_found(ranges, plain, unit, plays) for unit in UNITS]
        except KeyboardInterrupt:
            return Run(settings, found, "interrupted")
    return Run(settings, found, plain.limit)


def _found(ranges: Ranges, plain: Explored, unit: str, plays: int) -> Found:
    """What is found of one unit."""
    prices, _ = UNITS[unit]
    usual = ranges.typical(prices, plays)
    if not plain.complete:
        return Found(unit, None, None, usual, (), ())
    least, most = (ranges.extreme(prices, most=most) for most in (False, True))
    ways = [ranges.play(extreme) if extreme else [] for extreme in (least, most)]
    return Found(unit, least, most, usual, *ways)


def _pages(program: Program) -> list[Page]:
    """Every scene and ending that gives something to read."""
    costs = Costs(program, Lengths(program), WORDS, max)
    pages = []
    for place in program.layout.places:
        heading, texts = costs.page(place.name)
        reads = readability(texts)
        if reads.words:
            bounds = [costs.lengths.bounds(text) for text in texts]
            pages.append(Page(place.name, sum(bounds, Length(heading, heading)), reads))
    return pages


# --- As text --------------------------------------------------------------------------------------


def _as_text(runs: Sequence[Run], pages: Sequence[Page]) -> str:
    """Everything as lines."""
    lines: list[str] = []
    for run in runs:
        named = ", ".join(f"{name} {value}" for name, value in run.settings.items())
        lines += [f"A play with {named}:" if named else "A play:"]
        lines += [f"  {found.unit:<8}{_told(found)}" for found in run.found]
        for limit in sorted(_limits(run)):
            lines.append(f"  Between: the search ended before its end, since {LIMITS[limit]}.")
        if run.limit:
            lines.append(f"  The least and the most are not known: {limit_told(run.limit)}.")
        lines.append("")
    width = max((len(page.name) for page in pages), default=0)
    lines.append("Each page, headings included (LIX tells how hard it is to read):")
    lines += [f"  {page.name:<{width}} {_page_told(page)}" for page in pages]
    whole = _whole(pages)
    lines += ["", f"All pages: LIX {whole.lix:.0f}, reads like: {whole.level}."]
    return "".join(f"{line}\n" for line in lines)


def _limits(run: Run) -> set[str]:
    """What ended the searches that did not come to their end."""
    extremes = [extreme for found in run.found for extreme in (found.least, found.most)]
    return {extreme.limit for extreme in extremes if extreme is not None and extreme.limit}


def _told(found: Found) -> str:
    """What was found of one unit, in a line."""
    parts = []
    for name, extreme in (("least", found.least), ("most", found.most)):
        if extreme is not None:
            parts.append(f"{name} {_extreme_told(extreme, found.unit)}")
    if found.usual is not None:
        middle = _number(found.usual.median, found.unit)
        parts.append(f"usually {middle} (median of {found.usual.plays:,} plays by lot)")
    return "; ".join(parts) or "no play ends"


def _extreme_told(extreme: Extreme, unit: str) -> str:
    """An extreme in words."""
    if extreme.endless:
        return "without bound"
    if extreme.high is None:
        return f"no fewer than {_number(extreme.low, unit)}"
    if extreme.exact:
        return _number(extreme.low, unit)
    return f"between {_number(extreme.low, unit)} and {_number(extreme.high, unit)}"


def _number(cost: float, unit: str) -> str:
    """A cost in its unit."""
    count = cost / UNITS[unit][1]
    return f"{count:,.0f}" if unit == "words" else f"{count:,.1f}"


def _page_told(page: Page) -> str:
    """A page's figures."""
    low, high = page.words
    words = f"{low:,}" if low == high else f"{low:,} to {high:,}"
    return f"{words:>12} words   LIX {page.reads.lix:>3.0f}  {page.reads.level}"


def _whole(pages: Sequence[Page]) -> Readability:
    """The readability of all pages together."""
    return Readability(*map(sum, zip(*(page.reads for page in pages), strict=True)))


# --- As JSON --------------------------------------------------------------------------------------


def _as_json(runs: Sequence[Run], pages: Sequence[Page]) -> str:
    """Everything as JSON."""
    data = {
        "runs": [
            {
                "settings": dict(run.settings),
                "limit": run.limit or None,
                **{found.unit: _found_data(found) for found in run.found},
            }
            for run in runs
        ],
        "pages": [
            {
                "id": page.name,
                "least": page.words.low,
                "most": page.words.high,
                **_reads_data(page.reads),
            }
            for page in pages
        ],
        "readability": _reads_data(_whole(pages)),
    }
    return to_json(data)


def _found_data(found: Found) -> dict[str, object]:
    """What was found of one unit."""
    unit = UNITS[found.unit][1]
    usual = found.usual
    return {
        "least": _extreme_data(found.least, found.least_play, unit),
        "most": _extreme_data(found.most, found.most_play, unit),
        "median": usual.median / unit if usual else None,
        "plays": usual.plays if usual else 0,
    }


def _extreme_data(
    extreme: Extreme | None, play: Sequence[str], unit: int
) -> dict[str, object] | None:
    """An extreme, with a play that comes to the nearer of its bounds."""
    if extreme is None:
        return None
    return {
        "low": _in_unit(extreme.low, unit),
        "high": _in_unit(extreme.high, unit) if extreme.high is not None else None,
        "exact": extreme.exact,
        "unbounded": extreme.endless,
        "limit": extreme.limit or None,
        "play": list(play) or None,
    }


def _in_unit(cost: int, unit: int) -> float:
    """A cost in its unit; words stay whole."""
    return cost if unit == 1 else cost / unit


def _reads_data(reads: Readability) -> dict[str, object]:
    """How prose reads."""
    return {
        "sentence_length": round(reads.sentence_length, 1),
        "lix": round(reads.lix, 1),
        "reads_like": reads.level,
    }
