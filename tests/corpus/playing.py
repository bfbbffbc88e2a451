"""The corpus: small stories, plays of them, and the ways a play can be gone through.

A story is `plays/NAME.yaml`, a play of it `plays/NAME.PLAY.play` in the grammar of written-down
plays; a first line `# seed 3` gives the seed where chance is not told by the play.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from borderpost.engine.actions import Action, Answer, Nature
from borderpost.engine.plays import follow_play, read_play, settings_of
from borderpost.engine.program import Program
from borderpost.engine.run import Run
from borderpost.engine.view import View
from borderpost.saves.shelf import Shelf
from borderpost.story.load import load_story
from borderpost.story.model import Story
from tests.corpus.transcript import end, moves, stop

PLAYS = Path(__file__).with_name("plays")

SEEDS = 2_000
"""How many seeds are tried for one under which chance comes out as a play tells it."""

Between = Callable[[Run], Run]
"""What is put between two steps: the run to go on with, which must be at the same place."""


class Play(NamedTuple):
    """A play of a story: its items, settings, and what it comes to as whole actions.

    `turns` holds, for each action of the player's, that action and how chance then came out; the
    first turn has no action of the player's where the play begins with chance. With `seed`, chance
    comes out this way by itself.
    """

    name: str
    story: Story
    settings: dict[str, str]
    seed: int
    turns: tuple[tuple[Action, ...], ...]


def story_files() -> list[Path]:
    """Every story of the corpus."""
    return sorted(PLAYS.glob("*.yaml"))


def play_names() -> list[str]:
    """Every play of the corpus, as `NAME.PLAY`."""
    return sorted(path.name.removesuffix(".play") for path in PLAYS.glob("*.play"))


@cache
def story_of(path: Path) -> Story:
    """The story at a path, which must be without any finding."""
    loaded = load_story(path)
    assert not loaded.diagnostics, loaded.diagnostics
    assert loaded.story is not None
    return loaded.story


@cache
def play_of(name: str) -> Play:
    """A play, followed once so that Continue and chance are spelled out."""
    text = (PLAYS / f"{name}.play").read_text("utf-8")
    story = story_of(PLAYS / f"{name.partition('.')[0]}.yaml")
    items = read_play(text)
    settings = settings_of(items)
    given = re.match(r"# seed (\d+)\n", text)
    run = Run(Program(story), settings, int(given[1]) if given else 1)
    follow_play(run, items)
    turns: list[list[Action]] = []
    for act in run.acts():
        if isinstance(act.action, Nature) and turns:
            turns[-1].append(act.action)
        else:
            turns.append([act.action])
    whole = tuple(tuple(turn) for turn in turns)
    play = Play(name, story, run.settings, run.seed, whole)
    return play if given else play._replace(seed=_seed_for(play))


def _seed_for(play: Play) -> int:
    """The first seed under which nature moves as the play tells."""
    program = Program(play.story)
    wanted = [action for turn in play.turns for action in turn]
    for seed in range(1, SEEDS):
        run = Run(program, play.settings, seed)
        run.settle()
        while (done := len(run.path) - 1) < len(wanted):
            if [moment.action for moment in run.path[1:]] != wanted[:done]:
                break
            run.act(wanted[done])
        if [moment.action for moment in run.path[1:]] == wanted:
            return seed
    raise AssertionError(f"no seed below {SEEDS} plays {play.name} as written")


def new_run(play: Play) -> Run:
    """A run of a play's story, at its start."""
    return Run(Program(play.story), play.settings, play.seed)


def transcript(play: Play, run: Run, between: Between) -> str:
    """What the player sees and does, stop by stop; `between` comes before each look."""
    return "\n\n".join(_stops(play, run, between)) + "\n"


def _stops(play: Play, run: Run, between: Between) -> Iterator[str]:
    turns = play.turns
    if turns and isinstance(turns[0][0], Nature):
        run.settle()
        yield moves(turns[0])
        turns = turns[1:]
    for turn in turns:
        run = between(run)
        yield f"{stop(run.view())}\n{moves(turn)}"
        run.act(turn[0])
    run = between(run)
    yield stop(run.view())
    yield end(run)


def straight(run: Run) -> Run:
    """Nothing between two steps."""
    return run


def undone_and_redone(run: Run) -> Run:
    """A step back and forth."""
    before = run.head
    if run.undo():
        assert run.head != before
        assert run.redo()
    assert run.head == before
    return run


class SavedAndLoaded:
    """The program left and started again between every two steps."""

    def __init__(self, play: Play, folder: Path) -> None:
        self._play = play
        self._saved = Shelf(folder).start(Program(play.story), play.settings, play.seed)
        self._folder = folder

    @property
    def run(self) -> Run:
        """The run as it now stands."""
        return self._saved.run

    def __call__(self, run: Run) -> Run:
        assert run is self._saved.run
        self._saved.close()
        self._saved = Shelf(self._folder).open(self._saved.path, Program(self._play.story))
        assert (self._saved.status, self._saved.reason) == ("intact", "")
        return self._saved.run

    def close(self) -> None:
        """Leave for good."""
        self._saved.close()


class Detours:
    """At each stop something else is done first, and taken back."""

    def __init__(self, play: Play) -> None:
        self._coming = [turn[0] for turn in play.turns if not isinstance(turn[0], Nature)]

    def __call__(self, run: Run) -> Run:
        before = run.head
        coming = self._coming.pop(0) if self._coming else None
        other = next((action for action in detours(run.view()) if action != coming), None)
        if other is not None:
            run.act(other)
            assert run.head != before
            assert run.undo()
        assert run.head == before
        return run


def detours(view: View) -> Iterator[Action]:
    """What can be done at a stop: the choices, or where those must wait, answers."""
    for question in view.open_questions:
        cells = [f"{column.id}.{row.id}" for column in question.columns for row in question.rows]
        for option in question.options:
            yield Answer(question.id, option.id, cells[-1] if cells else "")
    if not view.open_questions:
        yield from (choice.action for choice in view.takeable)
