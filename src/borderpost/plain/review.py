"""The after-action review in plain lines: what is asked after an ending, in the player's words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from borderpost.debrief.run.after_action import LONGEST, Answered, answer, elsewhere, review
from borderpost.debrief.typed import tidied
from borderpost.plain.console import EndOfInput
from borderpost.plain.problems import KEEPING, told
from borderpost.plain.prompt import number_of

if TYPE_CHECKING:
    from borderpost.plain.console import Console
    from borderpost.plain.game import Game

REVIEW = "review"
"""The command's name."""

TAKE_BACK = "-"
"""What is typed to take an answer back."""

LAST_WORDS = 60
"""How many characters of an answer that was cut are repeated, so that one sees where it ends."""

HOW = (
    "Answer in your own words, in as many lines as you like: an empty line ends an answer. An "
    "empty line at once skips the question. Nobody marks this."
)

IN = "  "
"""How far an answer is indented."""


def answer_review(game: Game, rest: str) -> None:
    """Ask every question of the review, or one of them, and keep what is answered."""
    if not game.run.finished:
        game.console.say("The review is asked at an ending, and this run has not come to one.")
        return
    asked = [one for one in review(game.run) if one.is_asked]
    number = number_of(rest)
    if rest and not 1 <= number <= len(asked):
        game.console.say(f"Type {REVIEW} to answer them all, or with a number one of them:")
        for place, one in enumerate(asked, 1):
            game.console.say(one.asks, f"{IN}{place}. ", IN * 2)
        return
    game.console.say(HOW)
    for place, one in enumerate(asked, 1):
        if not rest or place == number:
            which = f"{place} of {len(asked)}. " if len(asked) > 1 else ""
            _ask(game, one, f"{which}{one.asks}")
    game.console.line()
    if said := sum(bool(one.says) for one in review(game.run) if one.is_asked):
        ways = f"ledger {REVIEW} shows it, {REVIEW} 1 answers the first question anew, quit leaves."
        game.console.say(f"You have answered {said} of {len(asked)}: {ways}")
    else:
        game.console.say(f"Nothing is answered. Type {REVIEW} to be asked again, or quit.")


def write_answered(console: Console, found: Iterable[Answered]) -> None:
    """Write questions with their answers, for the ledger."""
    for one in found:
        console.say(one.asks, IN, IN * 2)
        _write_answer(console, one)


def _write_answer(console: Console, one: Answered) -> None:
    """Write what was answered, and where if that was not here."""
    console.say(one.says or "Not answered.", IN * 2)
    if where := elsewhere(one):
        console.say(f"({where})", IN * 2)


def _ask(game: Game, one: Answered, asks: str) -> None:
    """Ask one question until it is answered or skipped; commands are carried out meanwhile."""
    console = game.console
    typed: str | None = None
    while typed is None:
        console.line()
        console.say(asks)
        if one.says:
            _write_answer(console, one)
            console.say(f"An empty line keeps this, {TAKE_BACK} takes it back.")
        game.bear_with_it()
        typed = _typed(game, one)
    if typed:
        _keep(game, one.id, typed)


def _typed(game: Game, one: Answered) -> str | None:
    """What was typed up to an empty line; None where that was a command, which is carried out.

    Where the input ends in the middle of an answer, as far as it goes it is kept.
    """
    from borderpost.plain.commands import NAMES, obey

    lines: list[str] = []
    try:
        while typed := game.console.read():
            if lines or typed.lower() not in NAMES:
                lines.append(typed)
                continue
            if typed.lower() != REVIEW:
                obey(game, typed)
            return None
    except EndOfInput:
        if lines:
            _try(game, one.id, "\n".join(lines))
        raise
    return "\n".join(lines)


def _keep(game: Game, question: str, typed: str) -> None:
    """Keep an answer; where that cannot be done, hold on to it until it can or is given up."""
    while not _try(game, question, typed):
        game.console.say("What you wrote is still here: an empty line tries again, s gives it up.")
        game.bear_with_it()
        if game.console.read():
            return


def _try(game: Game, question: str, typed: str) -> bool:
    """Keep an answer, as much of it as there is room for, and say so, or why it was not kept."""
    whole = "" if typed == TAKE_BACK else tidied(typed)
    if not whole and typed != TAKE_BACK:
        game.console.say("There is nothing in it that can be read, so nothing is kept.")
        return True
    says = tidied(whole[:LONGEST])
    try:
        answer(game.run, question, says)
    except KEEPING as error:
        game.console.say(f"This was not kept: {told(error)}")
        return False
    if typed == TAKE_BACK:
        game.console.say("Taken back.")
    elif len(whole) > LONGEST:
        end = " ".join(says[-LAST_WORDS:].split())
        game.console.say(
            f"That is longer than the {LONGEST:,} characters there is room for. The rest is cut; "
            f"what is kept ends: “…{end}”"
        )
    else:
        game.console.say("Kept.")
    game.collect()
    return True
