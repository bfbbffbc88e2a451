"""How hard a story is to read, and how long one play of it takes: for whoever plans a lesson."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from borderpost.debrief.guide.ground import Ground
from borderpost.debrief.guide.met import scenes_met
from borderpost.engine.settings import complete, values
from borderpost.proof.chances.odds import WAYS_OPEN
from borderpost.proof.reading.costs import TIME, WORDS
from borderpost.proof.reading.lengths import Lengths
from borderpost.proof.reading.ranges import MINUTE, SEED
from borderpost.proof.reading.readability import readability
from borderpost.proof.reading.typical import typical
from borderpost.proof.search.liveness import Liveness
from borderpost.proof.search.walking import Moves
from borderpost.story.model import Story, Text, VariableKind

LENGTH = "profile"
"""The setting that `borderpost play --profile` sets: how long a play is."""

PLAYS = 60
"""How many plays by lot the middle is of."""

MOST_STEPS = 6_000
"""After so many steps no further play is begun: of a very long story nobody waits for all."""


class Length(NamedTuple):
    """How much a play is: the middle of so many plays by lot; `name` as `--profile` takes it."""

    name: str
    words: int
    minutes: int
    plays: int


class Level(NamedTuple):
    """How hard the pages of a play are to read, by LIX."""

    lix: int


def level_of(ground: Ground) -> Level | None:
    """The reading level of what the usual lesson can meet; None where there is nothing to read."""
    found = readability(_pages(ground.story, scenes_met(ground.story, ground.settings)))
    return Level(round(found.lix)) if found.words else None


def _pages(story: Story, met: Iterable[str]) -> Iterable[Text]:
    """What is read on some pages, choices and questions included."""
    for name in met:
        if name in story.endings:
            ending = story.endings[name]
            yield from (ending.text, ending.bought, ending.cost)
        elif name in story.scenes:
            scene = story.scenes[name]
            yield scene.text
            for choice in scene.choices:
                yield from (choice.label, choice.after)
            for question in scene.asked:
                yield question.ask
                yield from (option.says for option in question.options)


def lengths(ground: Ground) -> tuple[Length, ...]:
    """The length of the usual play, then those of the longer ones that the story offers."""
    usual = _length(ground, ground.settings)
    if usual is None:
        return ()
    setting = ground.story.variables.get(LENGTH)
    if setting is None or not setting.ask or setting.kind is not VariableKind.ONE_OF:
        return (usual,)
    others = [
        _length(ground, complete(ground.story, {**ground.settings, LENGTH: word}))
        for word in values(setting)
        if word != ground.settings[LENGTH]
    ]
    longer = [each for each in others if each is not None and each.minutes > usual.minutes]
    return (usual, *sorted(longer, key=lambda each: each.minutes))


def _length(ground: Ground, settings: Mapping[str, str]) -> Length | None:
    """The middle of some plays; None where none of them ended."""
    program = ground.program
    moves, counted = Moves(program, Liveness(program.layout, WAYS_OPEN)), Lengths(program)
    words = typical(moves, counted, WORDS, settings, PLAYS, SEED, MOST_STEPS)
    time = typical(moves, counted, TIME, settings, PLAYS, SEED, MOST_STEPS)
    if words is None or time is None:
        return None
    minutes = max(1, round(time.median / MINUTE))
    return Length(settings.get(LENGTH, ""), round(words.median), minutes, words.plays)
