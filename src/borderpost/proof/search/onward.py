"""Which endings are open from a state of play: a search from there on, as far as it is needed.

It goes forward in sweeps, each a few states of every stop wide and wider than the one before, so
that endings are met early. It is done as soon as all that are open at the most have been met, and
else where nothing is left to be walked on from: only then is an ending known not to be open.
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Mapping
from typing import NamedTuple

from borderpost.engine.functions import State
from borderpost.engine.program import Program
from borderpost.proof.search.exploring import Limits
from borderpost.proof.search.liveness import Asked, Liveness
from borderpost.proof.search.settling import Stop
from borderpost.proof.search.steps import Key
from borderpost.proof.search.walking import Moves

NARROWEST = 32
"""States of a stop that the first sweep walks on from; each sweep takes twice as many."""

WIDEST = 4_000
"""As many are walked on from before the limits are looked at again."""

Front = defaultdict[Key, list[State]]
"""States that are still to be walked on from, by where they stand."""


class Met(NamedTuple):
    """The endings that are open from a state, by their names.

    `exact` says that there are no others, `walked` how many states were walked on from for that.
    """

    endings: frozenset[str]
    exact: bool
    walked: int


class Onward:
    """Searches from states of one story.

    What one search has walked to its end, a later one need not walk again: those from late in a
    play had better come before those from early in it.
    """

    def __init__(self, program: Program) -> None:
        """Nothing is searched yet."""
        self._program = program
        self._moves = Moves(program, Liveness(program.layout, Asked()))
        numbers = program.layout.place_numbers
        names = program.story.endings
        self._endings = {self._moves.key(Stop(numbers[name])): name for name in names}
        self._known: set[State] = set()
        self._known_endings: frozenset[str] = frozenset()

    def at_page(self, state: State) -> State:
        """What matters of the state in which a scene was entered, nothing being answered yet."""
        return self._moves.start(state)

    def ways(self, state: State) -> Mapping[str, State]:
        """Where each way on leads from a scene as it is answered, by `scene.choice`.

        `scene.` is going on where there is nothing to choose.
        """
        program, moves = self._program, self._moves
        scene = program.story.scenes[program.place_name(state)]
        place = program.layout.place_numbers[scene.id]
        stop = Stop(place, len(moves.liveness.questions(place)))
        ids = program.choice_ids(scene)
        return {
            f"{scene.id}.{ids[number] if done == 'choose' else ''}": after
            for done, number, after in moves.each_way(moves.kept(state, stop))
        }

    def endings(
        self,
        start: State,
        most: frozenset[str],
        limits: Limits,
        known: frozenset[str] = frozenset(),
    ) -> Met:
        """The endings that are open from a state, as far as they are found within some limits.

        `most` holds those that can be open at all, `known` those that are known to be.
        """
        begun = time.perf_counter()
        met, walked = set(known), 0
        seen = {start}
        leaves_out = False
        fronts: list[Front] = [defaultdict(list, {start & self._moves.key_mask: [start]})]
        wide = NARROWEST
        while any(fronts):
            for level, front in enumerate(fronts):
                if not leaves_out and self._known_endings <= met:
                    seen |= self._known
                    leaves_out = True
                if level + 1 == len(fronts):
                    fronts.append(defaultdict(list))  # which the loop comes to as well
                walked += self._sweep(front, fronts[level + 1], seen, met, wide)
                if met >= most:
                    return Met(frozenset(met), exact=True, walked=walked)
                if walked >= limits.states or time.perf_counter() - begun >= limits.seconds:
                    return Met(frozenset(met), exact=False, walked=walked)
                if not fronts[level + 1] and level + 2 == len(fronts):
                    break
            wide = min(2 * wide, WIDEST)
        self._known |= seen
        self._known_endings |= met
        return Met(frozenset(met), exact=True, walked=walked)

    def _sweep(self, front: Front, ahead: Front, seen: set[State], met: set[str], wide: int) -> int:
        """Walk on from some states of each stop, spread over all there are; from how many."""
        walked = 0
        for key, states in list(front.items()):
            if key in self._endings:
                met.add(self._endings[key])
                states.clear()
            apart = -(-len(states) // wide) or 1
            taken = states[::apart]
            del states[::apart]
            if not states:
                del front[key]
            if taken:
                self._moves.expand(key)(taken, seen, seen.add, ahead)
                walked += len(taken)
        return walked
