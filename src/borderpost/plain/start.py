"""From what the command line asks for to a run being played, and the words it is left with."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from borderpost.debrief.together.habits import NO_HABITS, Habits, take_up
from borderpost.engine.program import Program
from borderpost.engine.settings import complete
from borderpost.plain.console import Console, EndOfInput
from borderpost.plain.game import Game
from borderpost.plain.problems import KEEPING, not_taken, told
from borderpost.plain.prompt import Leave, Moved
from borderpost.saves.calls import Calls, shown
from borderpost.saves.shelf import SavedRun, Shelf
from borderpost.story.model import Story

if TYPE_CHECKING:
    from borderpost.engine.actions import Action
    from borderpost.saves.collecting import Copies


class Wish(NamedTuple):
    """What is to be played.

    `seed` None draws one; `resume` is the file of a run to go on with, and `told` what there is to
    say of how it was found; `items` is a written-down play to begin with. `habits` are those of a
    class.
    """

    story: Story
    settings: Mapping[str, str]
    seed: int | None = None
    resume: Path | None = None
    items: tuple[str, ...] = ()
    told: str = ""
    habits: Habits = NO_HABITS

    @property
    def is_open(self) -> bool:
        """Whether nothing speaks against going on with a run that is not finished."""
        return not (self.settings or self.items or self.seed is not None)


def play_wish(wish: Wish, shelf: Shelf, console: Console, calls: Calls) -> int:
    """Play until an ending, the end of input or a wish to leave; the exit code.

    Raises BadSetting, LogProblem and OSError before a run is begun, and BrokenPipeError.
    """
    calls = calls._replace(folder=shelf.folder)
    while True:
        try:
            saved = _begin(wish, shelf, console)
        except EndOfInput:
            console.say("Nothing was begun, so there was nothing to save.")
            return 0
        except Leave:
            return 0
        try:
            in_class = take_up(wish.habits, saved)
            with copied_however_left(in_class.copies):
                wants, code = _play_on(Game(console, saved, calls, in_class), wish.items)
        finally:
            saved.close()
        if wants != "new":
            return code
        habits = wish.habits._replace(way=in_class.way)
        wish = wish._replace(resume=None, items=(), told="", habits=habits)


@contextmanager
def copied_however_left(copies: Copies | None) -> Iterator[None]:
    """See that a copy of a run is made, if copies are collected, should play be broken off.

    Nobody may be there to read what is said then. A signal to end, or a terminal that is closed,
    breaks play off as Ctrl-C does.
    """
    if copies is None:
        yield
        return
    import signal

    names = ("SIGTERM", "SIGHUP", "SIGBREAK")  # the last is Windows' own
    numbers = [getattr(signal, name) for name in names if hasattr(signal, name)]
    before = {
        number: handler
        for number in numbers
        if (handler := signal.getsignal(number)) not in (None, signal.SIG_IGN)
    }
    for number in before:
        signal.signal(number, signal.default_int_handler)
    try:
        yield
    except BaseException:
        from borderpost.saves.collecting import NotCollected

        with suppress(NotCollected):
            copies.put()
        raise
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _begin(wish: Wish, shelf: Shelf, console: Console) -> SavedRun:
    """The run to be played: one to go on with, or a new one with its first page."""
    program = Program(wish.story)
    from borderpost.plain.opening import choose_settings, write_opening

    path = wish.resume
    if path is None and console.interactive and wish.is_open:
        path = _unfinished(shelf, wish.story, console)
    if path is not None:
        saved = shelf.open(path, program)
        if wish.told:
            console.say(wish.told)
        _greet(saved, console)
    else:
        # A play that was written down says which settings it has; of others it has the usual ones.
        if wish.items:
            settings = complete(wish.story, wish.settings)
        else:
            settings = choose_settings(console, wish.story, wish.settings)
        saved = shelf.start(program, settings, wish.seed)
        write_opening(console, saved.run)
    return saved


def _unfinished(shelf: Shelf, story: Story, console: Console) -> Path | None:
    """The newest unfinished run of a story, if there is one and the player wants it."""
    from borderpost.plain.opening import offer_to_continue

    for run in shelf.runs():
        if run.story == story.info.id and not (run.ending or run.problem):
            return offer_to_continue(console, run)
    return None


def _greet(saved: SavedRun, console: Console) -> None:
    """Say which run goes on, and what became of it if its story or its file has changed."""
    console.say(f"Going on with the run {saved.handle}.")
    if saved.reason:
        console.say(saved.reason)


def _play_on(game: Game, items: tuple[str, ...]) -> tuple[str, int]:
    """Follow a written-down play, then play on: what the player wants then, and the exit code."""
    try:
        follow(game, items)
        wants = game.play()
        return wants, 0 if game.collect() else 1
    except EndOfInput:
        leaving = Leave()
    except KeyboardInterrupt:
        leaving = Leave("\nStopped.")
    except Leave as wish:
        leaving = wish
    if leaving.reason:
        game.console.say(leaving.reason)
    is_kept = write_farewell(game)
    return "quit", leaving.code if game.collect() and is_kept else 1


def follow(game: Game, items: tuple[str, ...]) -> None:
    """Play a written-down play, writing what is read and done on the way.

    Raises Leave where an item cannot be followed, or a step cannot be kept. Who goes back at a stop
    of the class has left the play that was written down.
    """
    if not items:
        return
    from borderpost.engine.plays import PlayProblem, steps_of_play
    from borderpost.plain.refusal import in_sentences

    taken: Action | None = None
    try:
        for action in steps_of_play(game.run, items):
            game.tell_answer(taken)
            game.tell_step(action, game.arrive())
            taken = action
        game.tell_answer(taken)
    except PlayProblem as problem:
        raise Leave(in_sentences(problem.told, problem.mend), 1) from None
    except Moved:
        game.console.say("From here the play that was written down is not followed any more.")
    except KEEPING as error:
        raise Leave(not_taken(game.run, error), 1) from None


def write_farewell(game: Game) -> bool:
    """Say that the run is saved, where, and how to go on with it; whether it is."""
    try:
        game.saved.make_sure()
    except KEEPING as error:
        game.console.say(f"This run is not saved: {told(error)}")
        return False
    if game.run.finished:
        return True
    game.console.say(f"Your run is saved as {game.saved.handle}, in")
    game.console.line(shown(game.saved.path))
    game.console.say("To go on with it:")
    game.console.line(game.calls.resume(game.saved))
    return True
