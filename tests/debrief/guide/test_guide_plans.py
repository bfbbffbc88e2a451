"""The plans for a lesson: minutes that add up, whatever a story has and lacks."""

from __future__ import annotations

from itertools import product

import pytest

from borderpost.debrief.guide.plans import (
    PLANNED,
    Step,
    Traits,
    debrief_steps,
    lesson_steps,
    longer_play,
    total,
)
from borderpost.debrief.guide.reading_level import Length

LONG = Length("standard", 2300, 31, 60)
EVERY = [Traits(*each) for each in product((True, False), (True, False), (None, LONG))]


def step(steps: tuple[Step, ...], name: str) -> Step:
    return next(each for each in steps if each.name == name)


@pytest.mark.parametrize("traits", EVERY)
@pytest.mark.parametrize("plan", PLANNED)
def test_the_minutes_of_a_lesson_add_up(traits: Traits, plan: int) -> None:
    assert total(lesson_steps(traits), plan) == plan


@pytest.mark.parametrize("traits", EVERY)
def test_the_minutes_of_the_debrief_are_those_that_the_lesson_has_for_it(traits: Traits) -> None:
    steps = debrief_steps(traits)
    given = tuple(total(steps, plan) for plan in PLANNED)
    assert given == step(lesson_steps(traits), "Debrief").minutes
    assert all(all(each.minutes) for each in steps)


def test_the_lesson_of_45_minutes_is_the_one_that_was_asked_for() -> None:
    steps = lesson_steps(Traits(has_facts=True, has_report=True, again=LONG))
    assert [(each.name, each.minutes[0]) for each in steps if each.minutes[0]] == [
        ("Brief", 5),
        ("Play", 20),
        ("What the source reports", 5),
        ("Debrief", 12),
        ("Exit slip", 3),
    ]


def test_the_longest_lesson_plays_longer_where_a_story_can_and_else_twice() -> None:
    longer = lesson_steps(Traits(has_facts=True, has_report=True, again=LONG))
    assert "“standard”" in step(longer, "Play").done
    assert "Play again" not in [each.name for each in longer]
    twice = lesson_steps(Traits(has_facts=True, has_report=True))
    assert step(twice, "Play again").minutes == (0, 0, 15)


def test_a_longer_play_is_the_longest_that_ends_in_time() -> None:
    short, full = Length("short", 1600, 23, 60), Length("full", 3100, 42, 60)
    assert longer_play((short, LONG, full)) == LONG
    assert longer_play((short, full)) is None
    assert longer_play((short,)) is None
    assert longer_play(()) is None
