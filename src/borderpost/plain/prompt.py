"""Asking for a number: what is offered, what else may be typed, and what is said of a miss."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from borderpost.plain.game import Game

MISSES_BEFORE_LIST = 3
"""After so many misses in a row, all that is offered is listed again."""

LONGEST_REPEATED = 40
"""How many characters of a miss are repeated when it is told."""


class Moved(Exception):
    """A command moved the run, or a step could not be taken: look at it anew."""


class Leave(Exception):
    """The player leaves. `reason` is said first, `code` is the exit code."""

    def __init__(self, reason: str = "", code: int = 0) -> None:
        super().__init__(reason, code)
        self.reason = reason
        self.code = code


class Prompt(NamedTuple):
    """What one prompt takes: a number from 1 to `top`, or one of `words`.

    `words` says what each word does here, for the hint after a miss. `enter` is what an empty line
    stands for (nothing: it is a miss). `relist` writes all that is offered again.
    """

    top: int
    relist: Callable[[], None]
    words: Mapping[str, str] = MappingProxyType({})
    enter: str = ""


def pick(game: Game, prompt: Prompt) -> int | str:
    """The number or word the player picks; commands typed meanwhile are carried out.

    Raises EndOfInput, and Moved or Leave where a command does.
    """
    misses = 0
    game.relist = prompt.relist
    while True:
        game.bear_with_it()
        typed = game.console.read() or prompt.enter
        picked = _picked(typed, prompt)
        if picked:
            return picked
        if typed and _obeyed(game, typed):
            misses = 0
            continue
        misses += 1
        _tell_miss(game, typed, prompt)
        if misses % MISSES_BEFORE_LIST == 0:
            prompt.relist()


def _obeyed(game: Game, typed: str) -> bool:
    """Carry out a command; False where the line is none."""
    from borderpost.plain.commands import obey  # not before the first prompt: start-up counts

    return obey(game, typed)


def number_of(typed: str) -> int:
    """The number someone typed, with or without a full stop behind it; 0 where it is none."""
    digits = typed.rstrip(".)")
    return int(digits) if digits.isdecimal() and len(digits) <= 4 else 0


def _picked(typed: str, prompt: Prompt) -> int | str:
    """What a line picks of what the prompt takes: a number, a word, or nothing (0)."""
    number = number_of(typed)
    if 1 <= number <= prompt.top:
        return number
    return typed.lower() if typed.lower() in prompt.words else 0


def _tell_miss(game: Game, typed: str, prompt: Prompt) -> None:
    """Say that a line was no answer, and what would be one."""
    told = typed if len(typed) <= LONGEST_REPEATED else f"{typed[:LONGEST_REPEATED]}…"
    if not typed:
        said = ""
    elif typed.rstrip(".)").lstrip("+-").isdecimal():
        said = f"{told} is not offered here. "
    else:
        from borderpost.plain.commands import NAMES
        from borderpost.story.messages import did_you_mean

        said = f"“{told}” is no number and no command{did_you_mean(typed.lower(), NAMES)}"
        said += " " if said.endswith("?") else ". "
    game.console.say(said + hint(prompt))


def hint(prompt: Prompt) -> str:
    """One sentence on what can be typed."""
    ways = []
    if prompt.top:
        ways.append({1: "1", 2: "1 or 2"}.get(prompt.top, f"a number from 1 to {prompt.top}"))
    ways += [f"{word} to {does}" for word, does in prompt.words.items()]
    return f"Type {', '.join(ways)}, or ? for the commands." if ways else "Type ? for the commands."
