"""What a story promises of itself, and how it asks to be checked."""

from collections.abc import Mapping
from typing import NamedTuple

from borderpost.story.phrases import Condition
from borderpost.story.position import Position


class Policy(NamedTuple):
    """A way of playing: choice tags in order of preference, uniform among equals."""

    name: str
    prefer: tuple[str, ...]
    at: Position


class Contract(NamedTuple):
    """A promise that `check` proves over every reachable state.

    `kind` is always, never, reachable, share, policy, minutes, words, states or every_ending;
    `source` the contract in one line. `condition` is set for always and never; `targets` are the
    ids named; `numbers` the figures by name (`low` and `high` in per cent, `at_least`, `at_most`,
    `cites_at_least`, `unknowns_at_least`); `settings` the combinations it holds for (empty: all).
    """

    kind: str
    source: str
    at: Position
    condition: Condition | None = None
    targets: tuple[str, ...] = ()
    player: str = ""
    numbers: Mapping[str, float] = {}
    settings: Mapping[str, str] = {}


class PlayTest(NamedTuple):
    """An author's test: a play and what must be true at its end.

    `play` uses the grammar of written-down plays; `expect` maps a variable to its value as
    written, and `ending` to an ending's id; `text` must all stand in what the player read.
    """

    name: str
    play: tuple[str, ...]
    at: Position
    expect: Mapping[str, str] = {}
    text: tuple[str, ...] = ()


class Allowance(NamedTuple):
    """One finding silenced at one place, with the reason."""

    code: str
    place: str
    because: str
    at: Position


class Aim(NamedTuple):
    """A learning aim and the standards it touches."""

    says: str
    standards: tuple[str, ...]
    at: Position
