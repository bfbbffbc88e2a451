"""Stops at the end of an act, where a teacher wishes a class to wait for each other.

Which act a page belongs to is the story's. A stop is due where the page at the head is the first
of a later act; it is no part of the run, so that undo goes over it and it comes again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import islice
from typing import NamedTuple

from borderpost.engine.moment import Moment
from borderpost.engine.program import Program
from borderpost.engine.run import Run
from borderpost.story.mendable import Mendable
from borderpost.story.messages import did_you_mean
from borderpost.story.model import Story

EACH = "each"
"""What is asked for to stop at the end of every act."""

_BY_PLACE = re.compile(r"(?:act)?([0-9]{1,4})")


class NoSuchAct(Mendable):
    """A stop was asked for after an act that the story does not have in order."""


class Stop(NamedTuple):
    """A stop that is due: the place of the act that ended (from 0), and the moment it is due at."""

    act: int
    at: int

    def told(self, handle: str) -> str:
        """What is said there, to who plays the run of this handle."""
        saved = f"Your run is saved as {handle}."
        return f"Act {self.act} ends here. {saved} Go on when your teacher says so."


class Stops:
    """Where one run is stopped, and which of the stops it was let go on from."""

    def __init__(self, acts: Iterable[int] = ()) -> None:
        """Stop when one of these acts has ended; they are told by their places in the story."""
        self._acts = tuple(sorted(acts))
        self._passed: set[int] = set()

    def due(self, run: Run) -> Stop | None:
        """The stop to be made before the page at the head of a run is shown, if there is one.

        One that was passed is not made again, unless the run went back over it since. Who has
        answered something on the page was let go on before, and is not stopped.
        """
        if not self._acts:
            return None
        path = run.path
        self._passed.intersection_update(moment.number for moment in path)
        here, now = path[-1], _act_of(run.program, path[-1])
        if now is None or here.number in self._passed:
            return None
        earlier = (_act_of(run.program, moment) for moment in islice(reversed(path), 1, None))
        before = next((act for act in earlier if act is not None), now)
        ended = next((act for act in self._acts if before <= act < now), None)
        return None if ended is None else Stop(ended, here.number)

    def go_on(self, stop: Stop) -> None:
        """Let the run go on from a stop."""
        self._passed.add(stop.at)


def acts_named(story: Story, until: str) -> tuple[int, ...]:
    """The places of the acts after which to stop: none where nothing is asked for.

    `until` is the id of an act, its place as `act2` or `2`, or `each`. Raises NoSuchAct.
    """
    if not until:
        return ()
    acts = story.acts
    if acts and until == EACH:
        return tuple(range(len(acts)))
    if until in acts:
        return (acts.index(until),)
    by_place = _BY_PLACE.fullmatch(until.lower())
    if by_place is not None and int(by_place[1]) < len(acts):
        return (int(by_place[1]),)
    if not acts:
        message = f"the story '{story.info.id}' has no acts in order, so it cannot be stopped"
        raise NoSuchAct(message, "leave out --until")
    listed = ", ".join(f"act{place} {act}" for place, act in enumerate(acts))
    message = f"there is no act {until[:40]!a}{did_you_mean(until, acts)}"
    raise NoSuchAct(message, f"the acts are {listed}; or say {EACH}")


def _act_of(program: Program, moment: Moment) -> int | None:
    """The place of the act whose page a moment led to; None where no order of acts knows it."""
    place = program.place(moment.state)
    if place.kind != "scene":
        return None
    acts, act = program.story.acts, program.story.scenes[place.scene].act
    return acts.index(act) if act in acts else None
