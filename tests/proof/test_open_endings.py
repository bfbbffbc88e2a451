"""Which endings are open: from any state, and after each choice, against walking every play."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from borderpost.engine.program import Program
from borderpost.proof.chances.graph import linked
from borderpost.proof.chances.still_open import still_open
from borderpost.proof.search.exploring import Limits, explore
from borderpost.proof.search.onward import Onward
from borderpost.story.model import QuestionKind
from tests.proof import brute
from tests.proof.brute import At
from tests.proof.test_against_brute_force import PROGRAMS, settings_in, walked

ENOUGH = Limits(30_000, 600.0)

MOST_LOOKED_AT = 60
"""States of a story that are searched from, spread over all there are."""


def endings_after(known: brute.Walked) -> Mapping[At, frozenset[str]]:
    """The endings that can be come to from each state, handed back until nothing changes."""
    program = known.program
    found = {
        at: frozenset({program.place_name(at.state)})
        if program.place(at.state).kind == "ending"
        else frozenset[str]()
        for at in known.distance
    }
    changed = True
    while changed:
        changed = False
        for at, ways in known.ways.items():
            together = found[at].union(*(found[to] for to, _ in ways))
            if together != found[at]:
                found[at] = together
                changed = True
    return found


def questions_of(program: Program, at: At) -> int:
    """How many questions the scene of a state asks that are answered one by one."""
    scene = program.story.scenes[program.place_name(at.state)]
    return sum(question.kind is not QuestionKind.TABLE for question in scene.asked)


def names_on(program: Program, at: At) -> list[str]:
    """The ways on from a state whose questions are answered, as the proof names them."""
    scene = program.place_name(at.state)
    return [f"{scene}.{choice}" for choice in program.offers(at.state)] or (
        [f"{scene}."] if program.goes_on(at.state) else []
    )


@pytest.mark.parametrize("name", PROGRAMS)
def test_the_search_from_a_state_finds_what_every_play_from_there_comes_to(name: str) -> None:
    program = PROGRAMS[name]
    every = frozenset(program.story.endings)
    for settings in settings_in(program):
        known = walked(program, settings)
        after = endings_after(known)
        onward = Onward(program)
        scenes = [at for at in known.distance if program.place(at.state).kind == "scene"]
        for at in reversed(scenes[:: len(scenes) // MOST_LOOKED_AT + 1]):
            if at.asked == 0:
                met = onward.endings(onward.at_page(at.state), every, ENOUGH)
                assert (met.endings, met.exact) == (after[at], True)
            if at.asked == questions_of(program, at):
                ways = onward.ways(at.state)
                assert list(ways) == names_on(program, at)
                for start, (to, _) in zip(ways.values(), known.ways[at], strict=True):
                    met = onward.endings(start, every, ENOUGH)
                    assert (met.endings, met.exact) == (after[to], True)
                    soon = onward.endings(start, after[to], ENOUGH)
                    assert (soon.endings, soon.exact) == (after[to], True)


@pytest.mark.parametrize("name", PROGRAMS)
def test_after_a_choice_is_open_what_some_play_comes_to_after_it(name: str) -> None:
    program = PROGRAMS[name]
    for settings in settings_in(program):
        known = walked(program, settings)
        after = endings_after(known)
        expected: dict[str, frozenset[str]] = {}
        for at, ways in known.ways.items():
            is_scene = program.place(at.state).kind == "scene"
            if is_scene and at.asked == questions_of(program, at):
                for way, (to, _) in zip(names_on(program, at), ways, strict=True):
                    expected[way] = expected.get(way, frozenset()) | after[to]
        found = still_open(linked(explore(program, settings, ENOUGH)))
        choices = {way: endings for way, endings in expected.items() if not way.endswith(".")}
        assert {way: found[way] for way in found if not way.endswith(".")} == {
            way: endings for way, endings in choices.items() if endings
        }
        for way in found:
            assert found[way] == expected[way]


def test_a_search_that_is_stopped_claims_nothing() -> None:
    program = PROGRAMS["summer 1"]
    onward = Onward(program)
    every = frozenset(program.story.endings)
    start = onward.at_page(program.start({}))
    met = onward.endings(start, every, Limits(1, 600.0))
    assert not met.exact
    assert met.walked >= 1
    assert not onward.endings(start, every, Limits(30_000, -1.0)).exact
    assert onward.endings(start, every, ENOUGH).exact


def test_what_is_known_already_need_not_be_met_again() -> None:
    program = PROGRAMS["summer 1"]
    onward = Onward(program)
    start = onward.at_page(program.start({}))
    all_ = onward.endings(start, frozenset(program.story.endings), ENOUGH).endings
    met = Onward(program).endings(start, all_, Limits(1, 600.0), known=all_)
    assert (met.endings, met.exact) == (all_, True)
