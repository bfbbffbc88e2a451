"""The records a run is made of. Their order is their truth: a run is what its records say.

`saves` stores them one a line; nothing else about a run is stored.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from borderpost.engine.actions import Action


class Act(NamedTuple):
    """One action. `after` is the number of the act it follows (0: the start of the run).

    `place` names where it arrived and `digest` digests the named values there, so that a replay
    can tell whether it still arrives at the same place in the same state.
    """

    number: int
    after: int
    action: Action
    place: str
    digest: str


class Goto(NamedTuple):
    """Undo, redo or a jump: the head moves to the act `to` (0: the start)."""

    number: int
    to: int


class Note(NamedTuple):
    """Something worth keeping that is no move: a card viewed, free text, votes.

    It belongs to the act `after` that was the head when it was made, and survives undo.
    """

    number: int
    after: int
    kind: str
    data: Mapping[str, str]


Record = Act | Goto | Note
