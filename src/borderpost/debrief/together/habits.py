"""The habits of a class at play: together in what way, to the end of which act, copied where.

A teacher asks for them when play is called; what they mean for one run is worked out when that
run is taken up. Plain lines and the screen hold none of these rules.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from borderpost.debrief.together.stops import Stops
    from borderpost.engine.run import Run
    from borderpost.saves.collecting import Copies
    from borderpost.saves.shelf import SavedRun
    from borderpost.story.model import Story


class Habits(NamedTuple):
    """What was asked for.

    `way` is one of the ways of playing together of `together`, or empty; `until` the act to stop
    after, as `stops.acts_named` reads it; `collect` the folder that copies go to.
    """

    way: str = ""
    until: str = ""
    collect: Path | None = None


NO_HABITS = Habits()
"""Those of who plays alone."""


class InClass(NamedTuple):
    """What the habits mean for one run: what is asked at its choices, its stops and its copies."""

    way: str = ""
    stops: Stops | None = None
    copies: Copies | None = None

    @property
    def is_pair(self) -> bool:
        """Whether two share the keyboard, and both are asked at every choice."""
        return self.way == "pair"

    @property
    def is_projected(self) -> bool:
        """Whether a class plays in front of one screen, and hands are counted."""
        return self.way == "projector"


def asked_for(*, pair: bool, projector: bool, until: str | None, collect: str | None) -> Habits:
    """The habits that a command line asks for. Raises Mendable where they do not go together."""
    if pair and projector:
        from borderpost.story.mendable import Mendable

        raise Mendable(
            "--pair is for two at a keyboard, and --projector for a class before one screen",
            "leave out one of them",
        )
    # As in `together`, which is not read before there is a run.
    way = "pair" if pair else "projector" if projector else ""
    return Habits(way, until or "", Path(collect) if collect else None)


def make_ready(habits: Habits, story: Story) -> None:
    """Make sure, before a story is played, that it can be played so.

    Raises NoSuchAct, and NotCollected where the folder of the copies cannot be written to.
    """
    if habits.until:
        from borderpost.debrief.together.stops import acts_named

        acts_named(story, habits.until)
    if habits.collect is not None:
        from borderpost.saves.collecting import make_folder

        make_folder(habits.collect)


def take_up(habits: Habits, saved: SavedRun) -> InClass:
    """What the habits mean for a run that play begins or goes on with.

    How it is played together is kept in it; one that was begun as a pair goes on as one. Raises
    NoSuchAct, and what keeping a record raises (LogProblem, OSError).
    """
    run = saved.run
    way = _way(habits, run)
    stops = copies = None
    if habits.until:
        from borderpost.debrief.together.stops import Stops, acts_named

        stops = Stops(acts_named(run.program.story, habits.until))
    if habits.collect is not None:
        from borderpost.saves.collecting import Copies

        copies = Copies(saved, habits.collect)
    return InClass(way, stops, copies)


def _way(habits: Habits, run: Run) -> str:
    """How a run is played together: as asked for, which is kept, or else as it was begun."""
    from borderpost.debrief.together.notes import PAIR, PROJECTOR, play_as, said_in

    if habits.way:
        play_as(run, habits.way)
        return habits.way
    ways = said_in(run.records).ways
    return next((way for way in (PAIR, PROJECTOR) if way in ways), "")
