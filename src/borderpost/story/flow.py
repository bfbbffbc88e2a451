"""Where play goes from a scene or a choice."""

from typing import NamedTuple

from borderpost.story.phrases import Condition
from borderpost.story.position import Position


class Go(NamedTuple):
    """On to a scene or an ending."""

    target: str
    at: Position


class Return(NamedTuple):
    """Back to where the last call came from."""

    at: Position


class Outcome(NamedTuple):
    """One outcome of chance: a scene or ending and its weight, a positive integer."""

    target: str
    weight: int
    at: Position


class Chance(NamedTuple):
    """Nature's move: one of the outcomes, by weight. At least two."""

    outcomes: tuple[Outcome, ...]
    at: Position


class CallScene(NamedTuple):
    """To a scene that ends in a return, and then on."""

    scene: str
    then: "Flow"
    at: Position


class Draw(NamedTuple):
    """Offer up to `up_to` eligible storylets of a deck, or let chance pick one of the highest.

    `then` is where a storylet without its own goes on; `otherwise` where none is eligible.
    """

    deck: str
    up_to: int
    by_chance: bool
    then: "Flow"
    otherwise: "Flow"
    at: Position


class Branch(NamedTuple):
    """One entry of a list of targets; the last has no condition."""

    condition: Condition | None
    flow: "Flow"


class FirstOf(NamedTuple):
    """Targets tried in order: the first whose condition holds and whose scene is not spent."""

    branches: tuple[Branch, ...]
    at: Position


Flow = Go | Return | Chance | CallScene | Draw | FirstOf
