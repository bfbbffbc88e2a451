"""What was seen somewhere in an exploration: many questions to the states of a stop in one look.

A finding says that something is never so. Each such thing is a sight to be looked for; where no
state of a whole proof shows it, the finding is certain.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from borderpost.proof.search.exploring import Explored
from borderpost.proof.search.settling import Stop
from borderpost.story.model import Scene
from borderpost.story.position import Position


class Sight(NamedTuple):
    """Something that some state may show: `what` of a choice, or of a condition by its place.

    `beside` names the other choice where two are compared.
    """

    what: str
    of: Position | str
    beside: str = ""


HELD, FAILED = "held", "failed"
"""A condition that was asked for held, or did not."""

UNPAID = "unpaid"
"""All that a choice asks for was there but what it costs."""

PARTED = "parted"
"""A choice was offered, and the one beside it was not."""

TOGETHER = "together"
"""Two choices were offered at once."""

DIFFERENT = "different"
"""Two choices, both offered, led on to different states."""

Looked = Mapping[Stop, Mapping[Sight, str]]
"""What to look for at which stop: for each sight the source of a test that shows it."""


def choosing(explored: Explored, scene: Scene) -> Stop:
    """Where a scene's choices are taken: all its questions are answered."""
    place = explored.moves.program.layout.place_numbers[scene.id]
    return Stop(place, len(explored.moves.liveness.questions(place)))


def sighted(explored: Explored, looked: Looked) -> set[Sight]:
    """Which of the sights looked for are seen in some state."""
    seen: set[Sight] = set()
    for stop, tests in looked.items():
        left = set(range(len(tests)))
        look = explored.moves.sighting(tuple(tests.values()))
        for _, states in explored.at(stop):
            look(states, left)
            if not left:
                break
        seen.update(sight for number, sight in enumerate(tests) if number not in left)
    return seen
