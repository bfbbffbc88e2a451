"""What each decision could have changed, as lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from borderpost.debrief.run.fork_words import NO_ENDING_YET, fork_summary, forks_told, untold_words
from borderpost.debrief.run.forks import Forks, forks_of
from borderpost.debrief.run.sections import ENDINGS
from borderpost.plain.wrapping import sentence

if TYPE_CHECKING:
    from borderpost.plain.console import Console
    from borderpost.plain.game import Game

IN = "  "
"""How far what stands under a decision is indented."""


def forks_at_the_end(game: Game) -> Forks | None:
    """What the decisions of a run could have changed, within a second; None before an ending."""
    run = game.run
    return forks_of(run.program, run.settings, run.path)


def write_forks(console: Console, found: Forks | None) -> None:
    """Write it, without a heading; before an ending, that it comes after it."""
    if found is None:
        console.say(NO_ENDING_YET)
        return
    if not found.forks and not found.untold:
        console.say(ENDINGS.nothing)
    if summary := fork_summary(found):
        console.say(summary)
    for number, fork in enumerate(forks_told(found), 1):
        console.say(f"{sentence(fork.title)} {sentence(fork.chosen)}", f"{IN}{number}. ", IN * 2)
        for told in fork.sentences:
            console.say(told, IN * 2, IN * 3)
    if untold := untold_words(found):
        console.say(untold)
