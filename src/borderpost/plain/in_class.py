"""What a class does beside playing: both of a pair agree, hands are counted, all are stopped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from borderpost.debrief.together.hands import (
    Miscounted,
    choice_id,
    hands_here,
    hands_told,
    hands_word,
    read_hands,
    to_vote_on,
)
from borderpost.debrief.together.notes import LONGEST_DISSENT, TooLongToDissent, dissent, vote
from borderpost.plain.problems import KEEPING, told
from borderpost.plain.prompt import Moved
from borderpost.plain.refusal import in_sentences
from borderpost.saves.collecting import NotCollected

if TYPE_CHECKING:
    from borderpost.debrief.together.stops import Stops
    from borderpost.engine.run import Run
    from borderpost.engine.view import ChoiceView, View
    from borderpost.plain.console import Console
    from borderpost.plain.game import Game
    from borderpost.saves.collecting import Copies

AGREED = "Agreed by both? Enter, or a line from the one who would choose otherwise."
BACK = "back"
"""What is typed to choose again."""

AT_STOP = ("undo", "u", "save", "quit", "q", "exit")
"""The commands that can be given at a stop: none that would show the page that waits."""

HOW_TO_GO_ON = "Enter goes on, undo takes your last step back, quit leaves."


# --- A pair -----------------------------------------------------------------------------------


def agree(game: Game, view: View, choice: ChoiceView) -> None:
    """Ask a pair whether both take a choice, and keep the line of the one who would not.

    Where there is nothing to choose between, nothing is asked. Raises Moved where they choose
    again, or a command moves the run, and EndOfInput: the choice is not taken then.
    """
    from borderpost.plain.commands import NAMES, obey

    if choice not in to_vote_on(view):
        return
    while True:
        game.console.say(f"{AGREED} ({BACK}: choose again)")
        game.bear_with_it()
        typed = game.console.read()
        if typed.lower() == BACK:
            raise Moved
        if typed.lower() not in NAMES:
            break
        obey(game, typed)
    while not _try(game, choice_id(choice), typed):
        game.console.say(f"Your line is still here: an empty line tries again, {BACK} gives it up.")
        game.bear_with_it()
        if game.console.read():
            raise Moved


def _try(game: Game, choice: str, typed: str) -> bool:
    """Keep what one of the pair said, as much as there is room for; False where that cannot be."""
    try:
        try:
            dissent(game.run, choice, typed)
        except TooLongToDissent:
            kept = dissent(game.run, choice, " ".join(typed.split())[:LONGEST_DISSENT])
            game.console.say(
                f"That is longer than the {LONGEST_DISSENT} characters there is room for. The rest "
                f"is cut; what is kept ends: “…{kept[-40:]}”"
            )
    except KEEPING as error:
        game.console.say(f"This was not kept: {told(error)}")
        return False
    return True


# --- Hands ------------------------------------------------------------------------------------


def hands_beside(run: Run, view: View) -> dict[int, str]:
    """What is said below the choices of the hands they got, by their numbers."""
    hands = hands_here(run)
    return {
        choice.number: hands_word(hands[choice_id(choice)])
        for choice in to_vote_on(view)
        if choice_id(choice) in hands
    }


def count_hands(game: Game, rest: str) -> None:
    """Keep the counts that were typed, and offer the choices again with them."""
    view = game.run.view()
    ways = to_vote_on(view)
    if not game.in_class.is_projected:
        game.console.say("Hands are counted where a class plays together: play --projector.")
        return
    if not ways or game.asked_now(view) is not None:
        game.console.say("Hands are counted where there are choices, once they are offered.")
        return
    try:
        hands = read_hands(rest, ways)
        vote(game.run, hands)
    except Miscounted as problem:
        game.console.say(in_sentences(problem.message, problem.mend))
    except KEEPING as error:
        game.console.say(f"The hands were not kept: {told(error)}")
    else:
        game.console.say(hands_told(hands, ways))
        game.relist()


# --- Stops ------------------------------------------------------------------------------------


def stop_here(game: Game, stops: Stops) -> None:
    """Stop before the page at the head of the run if that is due, until it may go on.

    With nobody there, any line of input goes on. Raises Moved, Leave and EndOfInput.
    """
    from borderpost.plain.commands import obey

    stop = stops.due(game.run)
    if stop is None:
        return
    game.console.line()
    game.console.say(stop.told(game.saved.handle))
    while True:
        game.console.say(HOW_TO_GO_ON)
        game.bear_with_it()
        typed = game.console.read()
        if typed.lower() in AT_STOP:
            game.look_again()
            obey(game, typed)
        elif not (typed and game.console.interactive):
            stops.go_on(stop)
            return


# --- Copies -----------------------------------------------------------------------------------


def collect(console: Console, copies: Copies) -> bool:
    """Put a copy of a run where they are collected, and say so once; or say why not, and False."""
    try:
        if said := copies.put():
            console.say(f"{said}.")
    except NotCollected as problem:
        console.say(in_sentences(problem.message, problem.mend))
        return False
    return True
