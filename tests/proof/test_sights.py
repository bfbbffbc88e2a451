"""What a proof has seen and not seen, against every play walked, on stories of every kind."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

import pytest

from borderpost.engine.actions import Action, Choose, Continue, Nature
from borderpost.engine.code import CLAMPED, DUE, ENTERED, TAKEN
from borderpost.engine.functions import define
from borderpost.engine.generate import has_own_way
from borderpost.engine.plays import follow_play, settings_of
from borderpost.engine.program import Program
from borderpost.engine.run import Run
from borderpost.proof.idle.readings import When, readings
from borderpost.proof.idle.rivals import rivals
from borderpost.proof.idle.sameness import pairs
from borderpost.proof.idle.sights import FAILED, HELD, UNPAID, Sight
from borderpost.proof.idle.texts import read
from borderpost.proof.proving import prove, prove_run
from borderpost.story.gist import flows_within
from borderpost.story.model import CallScene, Draw, FirstOf, Flow, QuestionKind, Scene
from tests.proof.brute import At, Walked
from tests.proof.test_against_brute_force import LIMITS, PROGRAMS, settings_in, walked

STEPS = 40
"""How far two choices said to make no difference are followed side by side."""


def choosing(program: Program, known: Walked) -> Iterator[tuple[Scene, int]]:
    """Every state in which a choice is to be taken."""
    for at in known.distance:
        if program.place(at.state).kind == "scene":
            scene = program.story.scenes[program.place_name(at.state)]
            if at.asked == sum(q.kind is not QuestionKind.TABLE for q in scene.asked):
                yield scene, at.state


@pytest.mark.parametrize("name", PROGRAMS)
def test_the_conditions_of_choices_hold_and_fail_as_they_do_in_play(name: str) -> None:
    program = PROGRAMS[name]
    for settings in settings_in(program):
        known = walked(program, settings)
        expected = set()
        for scene, state in choosing(program, known):
            for choice in scene.choices:
                condition = choice.condition
                offered = f"{scene.id}.{choice.id}" in known.offered
                if condition is not None and offered and not choice.fallback:
                    what = HELD if program.holds(condition, state) else FAILED
                    expected.add(Sight(what, condition.at))
        of_choices = {
            choice.condition.at
            for scene in program.story.scenes.values()
            for choice in scene.choices
            if choice.condition is not None
        }
        run = prove_run(program, settings, LIMITS)
        assert {sight for sight in run.sights if sight.of in of_choices} == expected


@pytest.mark.parametrize("name", PROGRAMS)
def test_a_choice_lacks_only_its_cost_where_it_would_be_offered_for_nothing(name: str) -> None:
    program = PROGRAMS[name]
    for settings in settings_in(program):
        known = walked(program, settings)
        expected = set()
        for scene, state in choosing(program, known):
            for choice in scene.choices:
                full = f"{scene.id}.{choice.id}"
                if choice.cost and full not in known.offered:
                    free = program.generator.offered(scene, choice._replace(cost=()))
                    if program.generator.condition(free)(state):
                        expected.add(Sight(UNPAID, full))
        run = prove_run(program, settings, LIMITS)
        assert {sight for sight in run.sights if sight.what == UNPAID} == expected


@pytest.mark.parametrize("name", PROGRAMS)
def test_a_choice_has_its_use_where_it_is_offered_without_the_better_one(name: str) -> None:
    program = PROGRAMS[name]
    for settings in settings_in(program):
        known = walked(program, settings)
        offers = [(scene.id, program.offers(state)) for scene, state in choosing(program, known)]
        run = prove_run(program, settings, LIMITS)
        for pair in rivals(program.story):
            parted = any(
                scene == pair.scene.id and pair.worse.id in there and pair.better.id not in there
                for scene, there in offers
            )
            assert (pair.parted in run.sights) == parted


@pytest.mark.parametrize("name", PROGRAMS)
def test_choices_that_make_no_difference_are_followed_by_the_same(name: str) -> None:
    program, random = PROGRAMS[name], Random(7)  # noqa: S311
    for settings in settings_in(program):
        known = walked(program, settings)
        run = prove_run(program, settings, LIMITS)
        for pair in pairs(program.story):
            if pair.together not in run.sights or pair.different in run.sights:
                continue
            both = [
                state
                for scene, state in choosing(program, known)
                if scene.id == pair.scene.id
                and {pair.one.id, pair.other.id} <= set(program.offers(state))
            ]
            assert both
            for state in random.sample(both, min(30, len(both))):
                one = program.step(state, Choose(pair.scene.id, pair.one.id))
                other = program.step(state, Choose(pair.scene.id, pair.other.id))
                follow(program, one, other, random)


def follow(program: Program, one: int, other: int, random: Random) -> None:
    """Play on from two states alike, which must be alike to see all the way."""
    for _ in range(STEPS):
        assert seen(program, one) == seen(program, other)
        offers = program.offers(one)
        scene = program.place_name(one)
        if not offers or program.place(one).kind != "scene":
            return
        choice = Choose(scene, random.choice(offers))
        one, other = program.step(one, choice), program.step(other, choice)


def seen(program: Program, state: int) -> tuple[object, ...]:
    """What a player sees in a state."""
    place = program.place(state)
    meters = [program.value(meter, state) for meter in program.meters]
    if place.kind == "scene":
        text = program.shown(program.story.scenes[place.name].text, state)
        return place.name, meters, program.offers(state), text
    if place.kind == "ending":
        return place.name, meters, program.shown(program.story.endings[place.name].text, state)
    return program.weights(state), meters


# --- Texts ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", PROGRAMS)
def test_texts_are_shown_and_left_out_as_they_are_in_play(name: str) -> None:
    program = PROGRAMS[name]
    proof = prove(program, LIMITS)
    wanted = [one for one in readings(program.story) if one.when is When.ENTERED]
    if not proof.complete or not wanted:
        pytest.skip("nothing to compare")
    expected = set()
    for run in proof.runs:
        for at in walked(program, run.settings).distance:
            for reading in wanted:
                if not at.asked and program.place_name(at.state) == reading.of:
                    what = HELD if program.holds(reading.condition, at.state) else FAILED
                    expected.add(Sight(what, reading.condition.at))
    undecided = {reading.condition.at for reading in proof.texts.undecided}
    decided = {one.condition.at for one in wanted} - undecided
    assert {sight for sight in proof.texts.sights if sight.of in decided} == {
        sight for sight in expected if sight.of in decided
    }


@pytest.mark.parametrize("name", PROGRAMS)
def test_what_choices_are_followed_by_reads_as_it_does_in_play(name: str) -> None:
    program = PROGRAMS[name]
    wanted = {
        (reading.of, reading.condition)
        for reading in readings(program.story)
        if reading.when in (When.TAKEN, When.DUE)
    }
    if not wanted:
        pytest.skip("nothing to compare")
    expected = set()
    for settings in settings_in(program):
        for at in walked(program, settings).distance:
            for of, state in told_between(program, at):
                for condition in (condition for name, condition in wanted if name == of):
                    what = HELD if program.holds(condition, state) else FAILED
                    expected.add(Sight(what, condition.at))
    found = read(program, settings_in(program), readings(program.story), LIMITS)
    ats = {condition.at for _, condition in wanted}
    assert not {reading.condition.at for reading in found.undecided} & ats
    assert {sight for sight in found.sights if sight.of in ats} == expected


def told_between(program: Program, at: At) -> Iterator[tuple[str, int]]:
    """What is told on every step from a stop: a choice taken, or what falls due, and the state."""
    actions: list[Action] = [
        Nature(program.layout.places[target].name) for target, _ in program.weights(at.state)
    ]
    scene = program.story.scenes.get(program.place_name(at.state))
    if scene and at.asked == sum(q.kind is not QuestionKind.TABLE for q in scene.asked):
        actions += [Choose(scene.id, name) for name in program.offers(at.state)]
        actions += [Continue(scene.id)] if program.goes_on(at.state) else []
    for action in actions:
        told: list[tuple[int, int, int]] = []
        program.step(at.state, action, told)
        for kind, number, state in told:
            if kind == TAKEN and isinstance(action, Choose):
                yield f"{action.scene}.{action.choice}", state
            elif kind == DUE:
                yield program.generator.later[number][1], state


# --- Branches -------------------------------------------------------------------------------------


def is_plain(program: Program) -> bool:
    """Whether no branch is asked for but where its own scene is left."""
    return not any(
        isinstance(part, CallScene | Draw)
        for scene in program.story.scenes.values()
        for flow in (scene.flow, *(choice.flow for choice in scene.choices))
        for part in flows_within(flow)
    )


PLAIN = {name: program for name, program in PROGRAMS.items() if is_plain(program)}


@pytest.mark.parametrize("name", PLAIN)
def test_branches_are_gone_and_passed_by_as_they_are_in_play(name: str) -> None:
    program = PLAIN[name]
    for settings in settings_in(program):
        expected: set[Sight] = set()
        told: list[tuple[int, int, int]] = []
        program.start(settings, told)
        on_the_way(program, told, expected)
        for at in walked(program, settings).distance:
            step_on(program, at, expected)
        run = prove_run(program, settings, LIMITS)
        of_branches = {
            branch.condition.at
            for scene in program.story.scenes.values()
            for flow in (scene.flow, *(choice.flow for choice in scene.choices))
            for part in flows_within(flow)
            if isinstance(part, FirstOf)
            for branch in part.branches
            if branch.condition is not None
        }
        assert {sight for sight in run.sights if sight.of in of_branches} == expected


def step_on(program: Program, at: At, heard: set[Sight]) -> None:
    """Hear which branches every step from a stop goes and passes by."""
    for target, _ in program.weights(at.state):
        told: list[tuple[int, int, int]] = []
        place = program.layout.places[target].name
        program.step(at.state, Nature(place), told)
        on_the_way(program, told, heard)
    if program.place(at.state).kind != "scene":
        return
    scene = program.story.scenes[program.place_name(at.state)]
    if at.asked != sum(q.kind is not QuestionKind.TABLE for q in scene.asked):
        return
    for name in program.offers(at.state):
        told = []
        program.step(at.state, Choose(scene.id, name), told)
        taken = next(state for kind, _, state in told if kind == TAKEN)
        hear(program, next(c.flow for c in scene.choices if c.id == name), taken, heard)
        on_the_way(program, told, heard)
    if program.goes_on(at.state):
        told = []
        program.step(at.state, Continue(scene.id), told)
        hear(program, scene.flow, left(program, scene, at.state), heard)
        on_the_way(program, told, heard)


def on_the_way(program: Program, told: list[tuple[int, int, int]], heard: set[Sight]) -> None:
    """Hear the branches of the automatic scenes that a step goes through."""
    for kind, number, state in told:
        place = program.layout.places[number] if kind == ENTERED else None
        if place is not None and place.kind == "scene":
            scene = program.story.scenes[place.name]
            if scene.is_automatic and has_own_way(scene):
                hear(program, scene.flow, left(program, scene, state), heard)


def left(program: Program, scene: Scene, state: int) -> int:
    """The state in which a scene's own flow is followed."""
    leave = define("s", [*program.generator._leave(scene), "return s"])
    return int(leave(state))


def hear(program: Program, flow: Flow | None, state: int, heard: set[Sight]) -> None:
    """Hear which branches of a flow are gone and passed by in a state."""
    if not isinstance(flow, FirstOf):
        return
    for branch in flow.branches[:-1]:
        is_open = program.generator.condition(program.generator.routes.open(branch.flow))
        gone = program.holds(branch.condition, state) and is_open(state)
        if branch.condition is not None:
            heard.add(Sight(HELD if gone else FAILED, branch.condition.at))
        if gone:
            hear(program, branch.flow, state, heard)
            return
    hear(program, flow.branches[-1].flow, state, heard)


# --- Overflows ------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", PROGRAMS)
def test_a_play_that_overflows_does_so_by_its_last_action_and_no_sooner(name: str) -> None:
    program = PROGRAMS[name]
    names = list(program.story.variables)
    for settings in settings_in(program):
        run = prove_run(program, settings, LIMITS)
        assert run.overflow_plays.keys() == run.overflowed
        for variable, items in run.overflow_plays.items():
            play = Run(program, settings_of(items), 1)
            follow_play(play, items)
            told = [
                number
                for number, moment in enumerate(play.path)
                for kind, which, _ in moment.told
                if kind == CLAMPED and names[which] == variable
            ]
            assert len(told) == 1
            after = play.path[told[0] + 1 :]  # chance has come out since, and play gone on
            assert all(isinstance(moment.action, Nature | Continue) for moment in after)
