"""The whole proof of a story: every state, for every combination of its settings."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import product
from typing import NamedTuple

from borderpost.engine.functions import State
from borderpost.engine.program import Program
from borderpost.engine.settings import complete, values
from borderpost.proof.contracts import Verdict, applies, found_at, judged
from borderpost.proof.exploring import Explored, Limits, Progress, explore
from borderpost.proof.liveness import Asked
from borderpost.proof.odds import Odds, Shares
from borderpost.proof.players import UNIFORM
from borderpost.proof.witness import level_of, play_along, ways_to
from borderpost.story.model import Story

MOST_COMBINATIONS = 24
"""Combinations of settings that are proved one by one; of more, only the usual one is."""

Watch = Callable[[Progress], None] | None


class Stuck(NamedTuple):
    """A scene in which a play may be past ending, and a shortest play to where it is."""

    scene: str
    witness: tuple[str, ...]


class ProvedRun(NamedTuple):
    """What was found with one combination of settings.

    `stuck` are the scenes in which nothing can be done in some state, `trapped` the first from
    which one can only go round and round; it is looked for where the search is complete.
    `reached` holds the names of places, and of choices as `scene.choice`, that can be come to;
    where the exploration is not complete, there may be more.
    """

    settings: Mapping[str, str]
    complete: bool
    limit: str
    states: int
    transitions: int
    seconds: float
    reached: frozenset[str]
    witnesses: Mapping[str, tuple[str, ...]]
    shares: Shares | None
    stuck: tuple[Stuck, ...]
    trapped: Stuck | None
    overflowed: frozenset[str]
    verdicts: tuple[Verdict, ...]


class Proof(NamedTuple):
    """What was found with all combinations of settings that were tried.

    `untried` says that there are more combinations than are proved one by one.
    """

    runs: tuple[ProvedRun, ...]
    untried: bool

    @property
    def complete(self) -> bool:
        """Whether everything was explored."""
        return not self.untried and all(run.complete for run in self.runs)

    def reached(self, name: str) -> bool | None:
        """Whether a place, or a choice as `scene.choice`, can be come to; None: not decided."""
        if any(name in run.reached for run in self.runs):
            return True
        return False if self.complete else None


def combinations(story: Story) -> tuple[list[dict[str, str]], bool]:
    """The combinations of a story's settings, the fullest last; and whether some are left out."""
    names = [setting.name for setting in story.settings]
    offered = [values(setting) for setting in story.settings]
    count = 1
    for words in offered:
        count *= len(words)
    if count > MOST_COMBINATIONS:
        return [complete(story, {})], True
    return [dict(zip(names, words, strict=True)) for words in product(*offered)], False


def prove(program: Program, limits: Limits, watch: Watch = None) -> Proof:
    """Explore a story with every combination of its settings, and judge its contracts."""
    tried, untried = combinations(program.story)
    runs = []
    for settings in tried:
        run = prove_run(program, settings, limits, watch)
        runs.append(run)
        if run.limit == "interrupted":
            return Proof(tuple(runs), untried or len(runs) < len(tried))
    return Proof(tuple(runs), untried)


def prove_run(
    program: Program, settings: Mapping[str, str], limits: Limits, watch: Watch = None
) -> ProvedRun:
    """Explore a story with one combination of settings."""
    story = program.story
    contracts = [contract for contract in story.checks if applies(contract, settings)]
    everywhere = tuple(c.condition for c in contracts if c.condition is not None)
    explored = explore(
        program,
        settings,
        limits,
        Asked(texts=False, overflows=True, everywhere=everywhere),
        watch=watch,
    )
    odds = Odds(program, settings, limits, watch, explored)
    uniform = odds.shares(UNIFORM) if explored.complete else None
    return ProvedRun(
        settings=explored.settings,
        complete=explored.complete,
        limit=explored.limit,
        states=explored.states,
        transitions=explored.transitions,
        seconds=explored.seconds,
        reached=frozenset(_reached(explored)),
        witnesses=_witnesses(explored, list(story.endings)),
        shares=uniform,
        stuck=tuple(_stuck(explored)),
        trapped=_trapped(explored) if uniform is not None and uniform.never else None,
        overflowed=explored.overflowed,
        verdicts=tuple(judged(contract, explored, odds.shares) for contract in contracts),
    )


def why(
    program: Program, target: str, settings: Mapping[str, str], limits: Limits, watch: Watch = None
) -> tuple[bool | None, list[str], Explored]:
    """The shortest play to a scene, an ending or a choice, if there is one.

    True with the play; False where none comes there; None where that is not decided.
    """
    asked = Asked(texts=False, overflows=False)
    explored = explore(program, settings, limits, asked, watch=watch)
    found = found_at(explored, target)
    if found is None:
        return (False if explored.complete else None), [], explored
    choice = target.partition(".")[2]
    return True, play_along(explored, ways_to(explored, [found])[0], choice), explored


def _reached(explored: Explored) -> Iterator[str]:
    """The names of the places that were come to, and of the choices that were offered there."""
    program = explored.moves.program
    for number in explored.places():
        yield program.layout.places[number].name
    for key, counts in explored.opened.items():
        place = program.layout.places[explored.moves.stop(key).place]
        if place.kind == "scene" and explored.moves.asked(explored.moves.stop(key)) is None:
            ids = program.choice_ids(program.story.scenes[place.scene])
            for choice, count in zip(ids, counts, strict=False):
                if count:
                    yield f"{place.scene}.{choice}"


def _witnesses(explored: Explored, names: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """A shortest play to each of some places that can be come to."""
    found = {name: at for name in names if (at := found_at(explored, name)) is not None}
    ways = ways_to(explored, found.values())
    return {name: tuple(play_along(explored, way)) for name, way in zip(found, ways, strict=True)}


def _stuck(explored: Explored) -> Iterator[Stuck]:
    """The scenes in which nothing can be done, in some state."""
    for place, state in explored.moves.stuck.items():
        name = explored.moves.program.layout.places[place].name
        (way,) = ways_to(explored, [(level_of(explored, state), state)])
        yield Stuck(name, tuple(play_along(explored, way)))


def _trapped(explored: Explored) -> Stuck | None:
    """The first scene from which a play can go on for ever, and only that."""
    moves = explored.moves
    program = moves.program
    saved: set[State] = set()
    for level in explored.levels:
        for key, states in level.items():
            if program.layout.places[moves.stop(key).place].kind == "ending":
                saved.update(states)
    known = -1
    while known != len(saved):
        known = len(saved)
        for level in reversed(explored.levels):
            for key, states in level.items():
                moves.saving(key)(states, saved, saved.add)
    for number, level in enumerate(explored.levels):
        for states in level.values():
            for state in states:
                if state not in saved:
                    (way,) = ways_to(explored, [(number, state)])
                    place = program.layout.places[moves.stop(state).place]
                    return Stuck(place.scene, tuple(play_along(explored, way)))
    return None
