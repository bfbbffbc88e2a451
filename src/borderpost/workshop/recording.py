"""Plays by lot, kept as saved runs: a class that nobody sat in, to try a lesson's tools with.

Each play is a run like any other: the same records, written by the same hand. What decides a
simulated player is the player's lots alone; chance within the story comes from the run's own seed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from random import Random

from borderpost.debrief.run.cards import CARD_VIEWED
from borderpost.engine.actions import Action, Answer, Choose, Continue
from borderpost.engine.program import Program
from borderpost.engine.run import Run
from borderpost.proof.players import (
    LEFT_OUT,
    Player,
    answers_liked,
    choice_tags,
    choices_liked,
)
from borderpost.saves.handles import handle_of
from borderpost.saves.keeping import Keeper, put_on_shelf
from borderpost.saves.log import now
from borderpost.saves.shelf import header_of
from borderpost.story.model import Question, QuestionKind

MOST_STEPS = 10_000
"""Steps after which a play that has not ended is left as it is, unfinished."""

OPENED = 1 / 3
"""How likely a simulated player opens a card that has come: no claim about any real one."""


class Recording:
    """Plays of one story with the same settings, by some players in turn, each in a file."""

    def __init__(
        self, program: Program, settings: Mapping[str, str], players: Sequence[Player], seed: int
    ) -> None:
        """The same seed gives the same plays, under the same handles where those are free."""
        self._program = program
        self._settings = settings
        self._players = players
        self._seed = seed
        self._handles = Random(f"{seed} handles")  # noqa: S311 - lots, not secrets

    def play(self, number: int) -> Run:
        """Play number `number`, from 1, by the player whose turn it is."""
        random = Random(f"{self._seed} {number}")  # noqa: S311
        player = self._players[(number - 1) % len(self._players)]
        run = Run(self._program, self._settings, random.getrandbits(32))
        run.settle()
        opened: set[str] = set()
        for _ in range(MOST_STEPS):
            if run.finished:
                break
            _look_at_cards(run, random, opened)
            way = _play_stop(run, player, random)
            if way is None:
                break
            run.act(way)
        return run

    def keep(self, run: Run, folder: Path) -> Path:
        """Write a run into a folder, as a saved one; its file. Raises LogProblem."""
        keeper = Keeper(self._program)
        keeper.run = run
        time = now()
        header = header_of(self._program, run, self._new_handle(), time)
        entries = [keeper.entry(record, time) for record in run.records]
        log, _ = put_on_shelf(folder, header, entries, lambda _: self._new_handle())
        log.close()
        return log.path

    def _new_handle(self) -> str:
        """The next handle of this recording."""
        return handle_of(self._handles.getrandbits(64))


def _look_at_cards(run: Run, random: Random, seen: set[str]) -> None:
    """Open some of the cards that have come since one last looked."""
    for card in run.cards():
        if card not in seen:
            seen.add(card)
            if random.random() < OPENED:
                run.note(CARD_VIEWED, {"card": card})


def _play_stop(run: Run, player: Player, random: Random) -> Action | None:
    """Answer what a scene asks; the way on from it, or None where there is none."""
    program = run.program
    place = program.place(run.state)
    if place.kind != "scene":
        return Continue(place.scene)
    scene = program.story.scenes[place.scene]
    for question in scene.asked:
        for answer in _answers(run, question, player, random):
            run.act(answer)
    offered = program.offers(run.state)
    if not offered:
        return Continue(scene.id) if program.goes_on(run.state) else None
    ids = program.choice_ids(scene)
    numbers = [ids.index(name) for name in offered]
    liked = choices_liked(player, choice_tags(program, scene), numbers)
    return Choose(scene.id, ids[random.choice(liked)])


def _answers(run: Run, question: Question, player: Player, random: Random) -> list[Answer]:
    """What a player answers to a question; cells of a table are marked by lot."""
    if question.kind is QuestionKind.TABLE:
        cells = [f"{column}.{row.id}" for column in question.columns for row in question.rows]
        marked = sorted(random.sample(cells, min(len(cells), max(1, question.mark_at_least))))
        options = [option.id for option in question.options]
        return [Answer(question.id, random.choice(options), cell) for cell in marked]
    liked = answers_liked(player, run.program, question, run.state)
    number = random.choice(liked) if liked else LEFT_OUT
    if number == LEFT_OUT:
        return []
    sure = random.randint(1, 3) if question.certainty else 0
    return [Answer(question.id, question.options[number - 1].id, certainty=sure)]
