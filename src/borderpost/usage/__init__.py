"""How the commands are called: their arguments, options, help and examples.

By argparse and not click, whose import alone was a quarter of the time in which plain play shows
its first prompt (`docs/design`). Only the parser of the command that is called is built.
"""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence
from typing import TYPE_CHECKING

from borderpost import __version__
from borderpost.usage.arguments import add_saves
from borderpost.usage.authoring import CHECK, DIFF, EXPLAIN, MAP
from borderpost.usage.call import Parser, Usage
from borderpost.usage.playing import LATEST, PLAY, REPLAY
from borderpost.usage.proving import ENDINGS, ODDS, SIMULATE, WHY, WORDS
from borderpost.usage.teaching import DEBRIEF, GUIDE

if TYPE_CHECKING:
    from borderpost.story.mendable import Mendable

__all__ = ["COMMANDS", "LATEST", "read_call"]

ABOUT = """\
Play, teach and author decisions on reports that cannot be fully checked.

Without a command: the title screen, or, where there is no terminal to draw
it on, the story Lakkon in plain lines."""

COMMANDS: dict[str, Usage] = {
    "play": PLAY,
    "check": CHECK,
    "explain": EXPLAIN,
    "odds": ODDS,
    "why": WHY,
    "endings": ENDINGS,
    "simulate": SIMULATE,
    "words": WORDS,
    "map": MAP,
    "guide": GUIDE,
    "diff": DIFF,
    "replay": REPLAY,
    "debrief": DEBRIEF,
}
"""The commands by name, in the order the help lists them."""


def read_call(arguments: Sequence[str]) -> tuple[str, Namespace]:
    """The command that is called (empty: none) and its options.

    Raises Mendable, and SystemExit after `--help` and `--version` have printed what they print.
    """
    command = arguments[0] if arguments else ""
    if command in COMMANDS:
        usage = COMMANDS[command]
        parser = Parser(f"borderpost {command}", usage.about, usage.examples)
        usage.add_arguments(parser)
        return command, parser.parse_args(arguments[1:])
    if command == "help":
        return read_call([*arguments[1:2], "--help"])
    if command and not command.startswith("-"):
        raise _no_command(command)
    listed = "\n".join(f"  {name:<9}{usage.summary}" for name, usage in COMMANDS.items())
    parser = Parser(
        "borderpost", f"{ABOUT}\n\ncommands:\n{listed}", ("borderpost", "borderpost play lakkon")
    )
    parser.usage = "borderpost [COMMAND] [OPTION ...]"
    parser.add_argument("--version", action="version", version=f"borderpost {__version__}")
    add_saves(parser)
    return "", parser.parse_args(arguments)


def _no_command(word: str) -> Mendable:
    """What to say of a first word that is no command."""
    from borderpost.story.mendable import Mendable
    from borderpost.story.messages import did_you_mean
    from borderpost.story.shipped import StoryNotFound, find_story

    message = f"there is no command {word[:40]!a}"
    try:
        find_story(word)
    except StoryNotFound:
        mend = f"the commands are {', '.join(COMMANDS)}; `borderpost --help` says what they do"
        return Mendable(message + did_you_mean(word, COMMANDS), mend)
    return Mendable(f"{message}, but a story", f"say what to do with it: borderpost play {word}")
