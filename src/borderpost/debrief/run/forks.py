"""What each decision of a way could have changed: the endings that were open after every choice.

Worked out from the player's own state, in a search onward from each decision, the last ones first:
those are soon at an end. What a story ships of its open endings says what can be open at the most,
so that a search may stop once it has met all of that; and where a search comes to no end in time,
it is what there is to tell: of some plays, not of this one.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from borderpost.debrief.run.visits import Visit, visits_of
from borderpost.debrief.wording import on_one_line
from borderpost.engine.actions import Choose, Continue
from borderpost.engine.functions import State
from borderpost.engine.moment import Path
from borderpost.engine.offering import choices_at
from borderpost.engine.program import Program
from borderpost.engine.show import title_at
from borderpost.story.model import QuestionKind
from borderpost.story.open_endings import shipped_open_endings
from borderpost.story.prose import plain_text

if TYPE_CHECKING:
    from borderpost.proof.search.exploring import Limits
    from borderpost.proof.search.onward import Onward

Endings = frozenset[str]
"""Endings by their names."""

SECONDS = 1.0
"""How long all of a play's decisions may be searched from, together."""

STATES = 200_000
"""From how many states: so that a faster machine tells no more than a slower one."""

MOST_SCENES = 1_000
"""What is to be known of a story before any search takes longer than this with more scenes."""

LARGEST_SHARE = 3
"""A decision takes at most this part of what is left, so that others have their turn; then all."""


class Way(NamedTuple):
    """A choice that was offered: its words, whether it was taken, the endings open after it."""

    label: str
    taken: bool
    endings: Endings


class Fork(NamedTuple):
    """A decision, and what was open after each of its choices.

    `ways` are in the order they were offered in, with what was answered on that page as it was;
    `page` holds the endings open when the page was entered: more, where other answers led to them.
    `exact` says that all of that is so of this very play; if not, of some plays.
    """

    title: str
    ways: tuple[Way, ...]
    page: Endings
    exact: bool

    @property
    def taken(self) -> Way:
        """What was chosen."""
        return next(way for way in self.ways if way.taken)

    @property
    def is_one(self) -> bool:
        """Whether there was anything to decide: another choice, or answers that led elsewhere."""
        return len(self.ways) > 1 or self.page != self.by_choice

    @property
    def by_choice(self) -> Endings:
        """The endings open after one choice or another, the answers being as they were."""
        return Endings().union(*(way.endings for way in self.ways))


class Forks(NamedTuple):
    """The decisions of a way that came to the ending `ended`, in order.

    `untold`: of how many more nothing is known. `titles` gives the title of every ending, in the
    order of the story.
    """

    ended: str
    forks: tuple[Fork, ...]
    untold: int
    titles: Mapping[str, str]


class _Stop(NamedTuple):
    """A decision before it is searched from: in which state, and what is open at the most.

    `most` says it for each of the choices, which are told as `scene.choice`; `is_shipped`, that it
    rests on what the story ships. `asks` says that answers may matter there.
    """

    visit: Visit
    before: State
    taken: str
    asks: bool
    most: Mapping[str, Endings]
    most_of_page: Endings
    is_shipped: bool


def forks_of(
    program: Program,
    settings: Mapping[str, str],
    path: Path,
    *,
    seconds: float = SECONDS,
    states: int = STATES,
) -> Forks | None:
    """What the decisions of a path could have changed; None where it has not come to an ending.

    May take as long as is said: a screen asks for it in a thread of its own.
    """
    place = program.place(path[-1].state)
    if place.kind != "ending":
        return None
    from borderpost.proof.search.exploring import Limits

    end = time.perf_counter() + seconds
    onward = _onward(program)
    stops = _stops(program, settings, path)
    told: list[Fork | None] = [None] * len(stops)
    for part in (LARGEST_SHARE, 1):
        known = Endings({place.name})
        for number in range(len(stops) - 1, -1, -1):
            fork = told[number]
            if fork is None or not fork.exact:
                limits = Limits(states // part, (end - time.perf_counter()) / part)
                fork, walked = _told(program, stops[number], onward, known, limits)
                told[number] = fork
                states -= walked
            if fork is not None and fork.exact:
                known |= fork.page
    titles = {name: on_one_line(each.title) for name, each in program.story.endings.items()}
    forks = tuple(fork for fork in told if fork is not None and fork.is_one)
    return Forks(place.name, forks, told.count(None), titles)


def _onward(program: Program) -> Onward | None:
    """The search from states of a story; None where it is too large to begin one."""
    if len(program.story.scenes) > MOST_SCENES:
        return None
    from borderpost.proof.search.onward import Onward

    return Onward(program)


def _stops(program: Program, settings: Mapping[str, str], path: Path) -> Sequence[_Stop]:
    """The decisions of a path: wherever another choice was offered, or other answers may matter."""
    shipped = shipped_open_endings(program.story)
    after = shipped.after(settings) if shipped is not None else {}
    every = open_ = Endings(program.story.endings)
    found = []
    for visit in visits_of(program, path):
        step = path[visit.end].action
        if not isinstance(step, Choose | Continue):
            continue
        before = path[visit.end].before
        ways = [f"{step.scene}.{choice}" for choice in program.offers(before) or ("",)]
        asks = _asks(program, step.scene)
        if len(ways) < 2 and not asks:
            continue
        beside = [after[way] for way in after if way.startswith(f"{step.scene}.")]
        stop = _Stop(
            visit=visit,
            before=before,
            taken=f"{step.scene}.{step.choice if isinstance(step, Choose) else ''}",
            asks=asks,
            most={way: after.get(way, every) & open_ for way in ways},
            most_of_page=Endings().union(*beside) & open_ if beside else open_,
            is_shipped=all(way in after for way in ways),
        )
        open_ = stop.most[stop.taken]  # what one decision rules out is open after no later one
        found.append(stop)
    return found


def _asks(program: Program, scene: str) -> bool:
    """Whether answers to questions of a scene may matter to what can be done."""
    kinds = ("answer", "pending")
    return any(
        question.kind is not QuestionKind.TABLE
        and any(program.layout.has(f"{kind}:{question.id}") for kind in kinds)
        for question in program.story.scenes[scene].asked
    )


def _told(
    program: Program, stop: _Stop, onward: Onward | None, known: Endings, limits: Limits
) -> tuple[Fork | None, int]:
    """What is known of a decision, and from how many states it was searched.

    `known` holds endings that were open later on this way, and so were after what was taken.
    """
    found, walked = _searched(stop, onward, known, limits) if onward is not None else (None, 0)
    exact = found is not None
    if found is None:
        if not stop.is_shipped:
            return None, walked
        found = {**stop.most, "": stop.most_of_page}
    ways = _ways(program, stop, found)
    page = Endings().union(*found.values())
    return Fork(on_one_line(title_at(program, stop.before)), ways, page, exact), walked


def _searched(
    stop: _Stop, onward: Onward, known: Endings, limits: Limits
) -> tuple[dict[str, Endings] | None, int]:
    """The endings open after each choice and from the page; None where a limit was met first."""
    end = time.perf_counter() + limits.seconds
    found: dict[str, Endings] = {}
    walked = 0
    for way, start, most in _starts(stop, onward):
        left = limits._replace(states=limits.states - walked, seconds=end - time.perf_counter())
        so_far = known if way == stop.taken else Endings()
        met = onward.endings(start, most, left, so_far if way else so_far.union(*found.values()))
        walked += met.walked
        if not met.exact:
            return None, walked
        found[way] = met.endings
    return found, walked


def _starts(stop: _Stop, onward: Onward) -> Iterator[tuple[str, State, Endings]]:
    """From where a decision is searched: after each choice, and from its page (no name)."""
    for way, start in onward.ways(stop.before).items():
        yield way, start, stop.most[way]
    if stop.asks:
        yield "", onward.at_page(stop.visit.state), stop.most_of_page


def _ways(program: Program, stop: _Stop, found: Mapping[str, Endings]) -> tuple[Way, ...]:
    """The choices in the order they were offered in."""
    scene = program.story.scenes[stop.visit.scene]
    ways = []
    for view in choices_at(program, scene, stop.before):
        action = view.action
        name = f"{scene.id}.{action.choice if isinstance(action, Choose) else ''}"
        if not view.locked and name in found:
            label = on_one_line(plain_text(view.label))
            ways.append(Way(label, name == stop.taken, found[name]))
    return tuple(ways)
