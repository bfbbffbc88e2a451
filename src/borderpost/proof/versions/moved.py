"""Which odds moved between two versions of a story, counted exactly in both."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from borderpost.engine.program import Program
from borderpost.engine.settings import complete
from borderpost.proof.chances.odds import Odds, Shares
from borderpost.proof.players import Player, players_of
from borderpost.proof.proving import combinations
from borderpost.proof.search.exploring import Limits, Watch
from borderpost.proof.versions.changes import Changes
from borderpost.story.model import Story

LEAST = 0.00005
"""A share that moved by less than this, of 1, has not moved."""


class Moved(NamedTuple):
    """The share of an ending (0 to 1; None: not known) before and now, for one kind of player.

    An ending that a version has not is never come to in it. `settings` are those of the new one.
    """

    player: str
    ending: str
    before: float | None
    now: float | None
    settings: Mapping[str, str] = {}


class Uncounted(NamedTuple):
    """A player whose odds were not counted to the end in a version, `old` or `new`, and why."""

    player: str
    version: str
    limit: str
    settings: Mapping[str, str] = {}


class MovedOdds(NamedTuple):
    """The shares that moved; where a player is uncounted, each of theirs, as far as it is known.

    `tried` is in how many combinations of settings.
    """

    moved: tuple[Moved, ...] = ()
    uncounted: tuple[Uncounted, ...] = ()
    tried: int = 0


def moved_odds(
    old: Story, new: Story, changes: Changes, limits: Limits, watch: Watch = None
) -> MovedOdds:
    """What moved, for each player and each combination of settings that both versions have.

    The seconds are for all of it together. After an interrupt from the keyboard, what is left is
    not counted.
    """
    if not can_move(changes):
        return MovedOdds()
    names = {c.before: c.id for c in changes.found if (c.kind, c.part) == ("renamed", "ending")}
    versions = Program(old), Program(new)
    moved: list[Moved] = []
    uncounted: list[Uncounted] = []
    count = _Counting(limits, watch)
    tried = _settings_of_both(old, new)
    for settings in tried:
        before, now = (
            count.all(program, own) for program, own in zip(versions, settings, strict=True)
        )
        for player in now:
            if player not in before:
                continue
            told = settings[1]
            pair = before[player], now[player]
            uncounted += [
                Uncounted(player, version, shares.limit, told)
                for version, shares in zip(("old", "new"), pair, strict=True)
                if not shares.exact
            ]
            moved += _moved(player, pair, names, told)
    return MovedOdds(tuple(moved), tuple(uncounted), len(tried))


def can_move(changes: Changes) -> bool:
    """Whether anything changed that odds hang on: the logic, a policy, or what it likes."""
    likes = (change.part == "policy" or change.what == "tags" for change in changes.found)
    return not changes.same_logic or any(likes)


def _settings_of_both(
    old: Story, new: Story
) -> Sequence[tuple[Mapping[str, str], Mapping[str, str]]]:
    """The settings to compare in: all that both have, or each its usual ones."""
    before, untried_before = combinations(old)
    now, untried_now = combinations(new)
    both = [(settings, settings) for settings in now if settings in before]
    if untried_before or untried_now or not both:
        return [(complete(old, {}), complete(new, {}))]
    return both


def _moved(
    player: str, pair: tuple[Shares, Shares], names: Mapping[str, str], settings: Mapping[str, str]
) -> list[Moved]:
    """The shares of a player that moved, or of which that is not known; by their names of now."""
    shares = [found.endings if found.exact else None for found in pair]
    if shares[0] is not None:
        shares[0] = {names.get(name, name): share for name, share in shares[0].items()}
    endings = {names.get(name, name): None for name in pair[0].endings}
    found = []
    for ending in {**pair[1].endings, **endings}:
        before, now = (None if known is None else known.get(ending, 0.0) for known in shares)
        if before is None or now is None or abs(now - before) > LEAST:
            found.append(Moved(player, ending, before, now, dict(settings)))
    return found


class _Counting:
    """Counting for which there is only so much time in all."""

    def __init__(self, limits: Limits, watch: Watch) -> None:
        """The time begins."""
        self._limits = limits
        self._watch = watch
        self._end = time.perf_counter() + limits.seconds
        self._interrupted = False

    def all(self, program: Program, settings: Mapping[str, str]) -> dict[str, Shares]:
        """The shares of all players of a version, by name."""
        left = max(0.0, self._end - time.perf_counter())
        odds = Odds(program, settings, self._limits._replace(seconds=left), self._watch)
        found = {}
        for player in players_of(program.story):
            if player.name not in found:
                found[player.name] = self._one(odds, player)
        return found

    def _one(self, odds: Odds, player: Player) -> Shares:
        """The shares of one player, unless it was interrupted before."""
        if self._interrupted:
            return odds.interrupted(player)
        try:
            shares = odds.shares(player)
        except KeyboardInterrupt:
            shares = odds.interrupted(player)
        self._interrupted = shares.limit == "interrupted"
        return shares
