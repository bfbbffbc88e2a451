"""Plays a story over and over, by the engine's own functions, and counts where that leads.

A sample, where `odds` is exact; the two must agree within what sampling lets one expect. Lots are
drawn from one generator that belongs to the simulation, so that a seed says everything.
"""

from __future__ import annotations

import math
import time
from collections.abc import Mapping
from typing import NamedTuple

from borderpost.engine.code import ENTERED
from borderpost.engine.functions import State
from borderpost.engine.moment import Event
from borderpost.engine.program import Program
from borderpost.engine.settings import complete
from borderpost.proof.players import UNIFORM, Player
from borderpost.proof.sampling.playing import Playing, PlayOn
from borderpost.proof.sampling.scene_writer import OVER
from borderpost.story.collector import collector_paused

MOST_STEPS = 100_000
"""Steps after which a play that has not ended is given up on."""


class Counted(NamedTuple):
    """What came of the plays so far.

    `seconds` is playing alone, without making scenes ready on their first visit. `steps` are the
    actions a log of these plays would hold: choices, Continue, answers, and chance. Plays that did
    not end came to a scene that offers no way on (`stuck`, by scene), or took `MOST_STEPS`
    (`endless`). `scenes` are visits, `choices` times taken, by `scene.choice`; both name all there
    are. `characters` counts what was drawn to be read, if it was.
    """

    runs: int
    seconds: float
    steps: int
    endings: dict[str, int]
    stuck: dict[str, int]
    endless: int
    scenes: dict[str, int]
    choices: dict[str, int]
    characters: int

    @property
    def unfinished(self) -> int:
        """How many plays came to no ending."""
        return self.endless + sum(self.stuck.values())


class Simulation:
    """Plays of one story with the same settings by one player."""

    def __init__(
        self,
        program: Program,
        settings: Mapping[str, str],
        player: Player = UNIFORM,
        seed: int = 1,
        *,
        least_visited: bool = False,
        render: bool = False,
    ) -> None:
        """Make ready to play; BadSetting for settings that the story does not take.

        With `least_visited`, of the choices offered one that was never taken comes first, then one
        that leads where play has been least often; the player only answers questions. With
        `render`, every text is drawn as a player would read it.
        """
        self.runs = 0
        self._playing = Playing(program, player, seed, least_visited=least_visited, render=render)
        self._render = render
        self._program = program
        self._mask = program.layout.field("place").mask
        places = range(len(program.layout.places))
        self._ways: list[PlayOn] = [self._first_visit] * len(places)
        self._endless = [0] * len(places)
        self._turns = self._characters = 0
        self._seconds = self._preparing = 0.0
        told: list[Event] = []
        self._start = program.start(complete(program.story, settings), told)
        entered = [number for kind, number, _ in told if kind == ENTERED]
        stands_at = [self._start & self._mask]
        self._passed_first = entered[:-1] if entered[-1:] == stands_at else entered
        self._begin = self._playing.play_on(*stands_at, entered=True)
        if render:
            self._playing.open_with(told)

    @property
    def pages(self) -> tuple[str, ...]:
        """What there was to read in the latest play, if it was drawn, in order."""
        return tuple(self._playing.pages)

    def play(self, most: int, seconds: float = math.inf) -> None:
        """Play so many times more, and stop after these seconds, though never within a play."""
        preparing = self._preparing
        begun = time.perf_counter()
        end = begun + seconds
        with collector_paused():
            for _ in range(most):
                self._play_once()
                self.runs += 1
                if time.perf_counter() > end:
                    break
        self._seconds += time.perf_counter() - begun - (self._preparing - preparing)

    def counted(self) -> Counted:
        """What came of it so far."""
        playing, story = self._playing, self._program.story
        times, ended = playing.times, playing.ended
        scenes: dict[str, int] = {}
        choices: dict[str, int] = {}
        passed = 0
        for number, scene in enumerate(playing.scenes):
            first = playing.firsts[number]
            last = first + len(self._program.choice_ids(scene))
            begun = self._passed_first.count(number) * self.runs
            scenes[scene.id] = sum(times[first - 1 : last], ended[number] + begun)
            scenes[scene.id] += self._endless[number]
            passed += times[first - 1] if scene.is_automatic else 0
            for place, choice in enumerate(scene.choices, first):
                choices[f"{scene.id}.{choice.id}"] = times[place]
        stuck = {scene.id: n for scene, n in zip(playing.scenes, ended, strict=False) if n}
        return Counted(
            runs=self.runs,
            seconds=self._seconds,
            steps=self._turns - passed + playing.answers,
            endings=dict(zip(story.endings, ended[len(scenes) :], strict=True)),
            stuck=stuck,
            endless=sum(self._endless),
            scenes=scenes,
            choices=choices,
            characters=self._characters,
        )

    def _play_once(self) -> None:
        """One play, from its start to where it ends."""
        playing, ways, mask = self._playing, self._ways, self._mask
        if self._render:
            playing.begin()
        state = self._begin(self._start)
        turns = 0
        if state != OVER:
            for turn in range(1, MOST_STEPS):  # the inner loop of all
                state = ways[state & mask](state)
                if state < 0:
                    turns = turn
                    break
            else:
                turns = MOST_STEPS
                self._endless[state & mask] += 1
        self._turns += turns
        if self._render:
            self._characters += sum(map(len, playing.pages))

    def _first_visit(self, state: State) -> State:
        """Play on from a place where play has not been before: it is made ready, too."""
        begun = time.perf_counter()
        place = state & self._mask
        way = self._ways[place] = self._playing.play_on(place)
        self._preparing += time.perf_counter() - begun
        return way(state)
