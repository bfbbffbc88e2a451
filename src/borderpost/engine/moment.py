"""One step of a path: an action, the states around it, and what happened on the way."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from borderpost.engine.actions import Action
from borderpost.engine.functions import State

Event = tuple[int, int, State]
"""Something told by a step: its kind (`borderpost.engine.code`), a number, the state then."""


class Moment(NamedTuple):
    """One act on the path: the states around it and what happened on the way.

    `number` is its record's (0: the start), `after` the moment it follows (-1 for the start).
    `told` holds the events of `Program.step`; `overflowed` the hidden ranges that have already
    been told of as stopped at their bounds, since that is said once.
    """

    number: int
    after: int
    action: Action | None
    before: State
    state: State
    told: tuple[Event, ...]
    overflowed: frozenset[int] = frozenset()


Path = Sequence[Moment]
"""The moments from the start of a play to where it stands."""
