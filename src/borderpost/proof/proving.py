"""The whole proof of a story: every state, for every combination of its settings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import product
from typing import NamedTuple

from borderpost.engine.functions import State
from borderpost.engine.program import Program
from borderpost.engine.settings import complete, values
from borderpost.proof.chances.graph import Graph
from borderpost.proof.chances.odds import Odds, Shares
from borderpost.proof.contracts import Evidence, Verdict, applies, found_at, judged, judged_at_once
from borderpost.proof.idle.affording import Lack, lacks
from borderpost.proof.idle.noticing import noticed
from borderpost.proof.idle.readings import Reading, When, readings
from borderpost.proof.idle.sights import UNPAID, Sight
from borderpost.proof.idle.texts import Read, read
from borderpost.proof.players import UNIFORM
from borderpost.proof.reading.ranges import Ranges
from borderpost.proof.search.exploring import Explored, Limits, Watch, explore
from borderpost.proof.search.liveness import Asked
from borderpost.proof.search.overflows import overflowing_plays
from borderpost.proof.search.witness import level_of, play_along, ways_to
from borderpost.story.model import Contract, Story

FEW = 50_000
"""States among which a way is looked up."""

MOST_COMBINATIONS = 24
"""Combinations of settings that are proved one by one; of more, only the usual one is."""


class Stuck(NamedTuple):
    """A scene in which a play may be past ending, and a shortest play to where it is."""

    scene: str
    witness: tuple[str, ...]


class ProvedRun(NamedTuple):
    """What was found with one combination of settings.

    `stuck` are the scenes in which nothing can be done in some state, `trapped` the first from
    which one can only go round and round; it is looked for where the search is complete.
    `reached` holds the names of places, and of choices as `scene.choice`, that can be come to;
    where the exploration is not complete, there may be more. `overflow_plays` are shortest ones in
    which a range leaves its bounds, with the action that does it. `sights` is what else was seen,
    with these settings or before with others, where the search is complete.
    """

    settings: Mapping[str, str]
    complete: bool
    limit: str
    states: int
    transitions: int
    seconds: float
    reached: frozenset[str]
    witnesses: Mapping[str, tuple[str, ...]] = {}
    shares: Shares | None = None
    stuck: tuple[Stuck, ...] = ()
    trapped: Stuck | None = None
    overflowed: frozenset[str] = frozenset()
    overflow_plays: Mapping[str, tuple[str, ...]] = {}
    verdicts: tuple[Verdict, ...] = ()
    sights: frozenset[Sight] = frozenset()


class Proof(NamedTuple):
    """What was found with all combinations of settings that were tried.

    `untried` says that there are more combinations than are proved one by one. `lacks` tells, by
    `scene.choice`, what choices lack that are never offered only for what they cost, and `texts`
    what was seen of the conditions of texts; both where the search is complete.
    """

    runs: tuple[ProvedRun, ...]
    untried: bool
    lacks: Mapping[str, tuple[Lack, ...]] = {}
    texts: Read = Read()

    @property
    def complete(self) -> bool:
        """Whether everything was explored."""
        return not self.untried and all(run.complete for run in self.runs)

    def reached(self, name: str) -> bool | None:
        """Whether a place, or a choice as `scene.choice`, can be come to; None: not decided."""
        if any(name in run.reached for run in self.runs):
            return True
        return False if self.complete else None

    def saw(self, sight: Sight) -> bool:
        """Whether something was seen with any settings."""
        return any(sight in run.sights for run in self.runs)


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
    runs: list[ProvedRun] = []
    for settings in tried:
        known = runs[-1].sights if runs else frozenset()
        run = prove_run(program, settings, limits, watch, known)
        runs.append(run)
        if run.limit == "interrupted":
            return Proof(tuple(runs), untried or len(runs) < len(tried))
    proof = Proof(tuple(runs), untried)
    if not proof.complete:
        return proof
    wanted = [one for one in readings(program.story) if _is_come_to(program, proof, one)]
    try:
        return proof._replace(
            lacks=_lacks(program, proof, limits), texts=read(program, tried, wanted, limits, watch)
        )
    except KeyboardInterrupt:
        return Proof((*runs[:-1], _cut_short(runs[-1])), untried)


def _is_come_to(program: Program, proof: Proof, reading: Reading) -> bool:
    """Whether some play comes to where a text may be read."""
    if reading.when is When.LOOKED_AT:
        return reading.of in cards_given(program, proof)
    return bool(proof.reached(reading.due_to))


def cards_given(program: Program, proof: Proof) -> set[str]:
    """The cards that some play puts into the case file, or perhaps does."""
    return {
        card
        for scene in program.story.scenes.values()
        if scene.is_automatic or proof.reached(scene.id) is not False
        for card in scene.cards
    }


def _lacks(program: Program, proof: Proof, limits: Limits) -> dict[str, tuple[Lack, ...]]:
    """What the choices lack that are never offered only for what they cost."""
    found = {}
    for scene in program.story.scenes.values():
        for choice in scene.choices:
            name = f"{scene.id}.{choice.id}"
            sight = Sight(UNPAID, name)
            if proof.saw(sight) and not proof.reached(name):
                tried = [run.settings for run in proof.runs if sight in run.sights]
                found[name] = lacks(program, scene, choice, tried, limits)
    return found


def prove_run(
    program: Program,
    settings: Mapping[str, str],
    limits: Limits,
    watch: Watch = None,
    known: frozenset[Sight] = frozenset(),
) -> ProvedRun:
    """Explore a story with one combination of settings; what was `known` to be seen stays so."""
    story = program.story
    contracts = [contract for contract in story.checks if applies(contract, settings)]
    everywhere = tuple(c.condition for c in contracts if c.condition is not None)
    explored = explore(
        program,
        settings,
        limits,
        Asked(overflows=True, everywhere=everywhere),
        watch=watch,
    )
    odds = Odds(program, settings, limits, watch, explored)

    @cache
    def ranges() -> Ranges:
        """Words and minutes, if a contract speaks of them."""
        chain = odds.uniform()
        assert chain is not None, "asked for only where everything was explored"
        return Ranges(program, explored.settings, limits, chain, watch)

    evidence = Evidence(explored, odds, ranges)
    run = ProvedRun(
        settings=explored.settings,
        complete=explored.complete,
        limit=explored.limit,
        states=explored.states,
        transitions=explored.transitions,
        seconds=explored.seconds,
        reached=frozenset(_reached(explored)),
        verdicts=tuple(judged_at_once(contract, evidence) for contract in contracts),
        sights=known,
    )
    try:
        return _judged(run, evidence, contracts)
    except KeyboardInterrupt:
        return _cut_short(run)


def _judged(run: ProvedRun, evidence: Evidence, contracts: Sequence[Contract]) -> ProvedRun:
    """A run with all that what was explored says of it."""
    explored, odds, _ = evidence
    uniform = odds.shares(UNIFORM) if explored.complete else None
    chain = odds.uniform()
    overflow_plays = overflowing_plays(explored)
    return run._replace(
        witnesses=_witnesses(explored, chain.graph if chain is not None else None),
        shares=uniform,
        stuck=tuple(_stuck(explored)),
        trapped=_trapped(explored) if uniform is not None and uniform.never else None,
        overflowed=frozenset(overflow_plays),
        overflow_plays=overflow_plays,
        verdicts=tuple(judged(contract, evidence) for contract in contracts),
        sights=noticed(explored, chain.graph, run.sights) if chain is not None else run.sights,
    )


def _cut_short(run: ProvedRun) -> ProvedRun:
    """A run that was interrupted: what was come to is kept, and nothing is told as proved."""
    return run._replace(complete=False, limit="interrupted")


def why(
    program: Program, target: str, settings: Mapping[str, str], limits: Limits, watch: Watch = None
) -> tuple[bool | None, list[str], Explored]:
    """The shortest play to a scene, an ending or a choice, if there is one.

    True with the play; False where none comes there; None where that is not decided.
    """
    asked = Asked()
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


def _witnesses(explored: Explored, graph: Graph | None) -> dict[str, tuple[str, ...]]:
    """A shortest play to each ending that can be come to.

    In a small graph the way is looked up; in a large one that takes longer than to search for it.
    """
    if graph is not None and graph.size <= FEW:
        firsts: dict[str, int] = {}
        for name, block in graph.endings():
            firsts.setdefault(name, block.first)
        ways = {name: graph.way_to(number) for name, number in firsts.items()}
    else:
        names = explored.moves.program.story.endings
        found = {name: at for name in names if (at := found_at(explored, name)) is not None}
        ways = dict(zip(found, ways_to(explored, found.values()), strict=True))
    return {name: tuple(play_along(explored, way)) for name, way in ways.items()}


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
