"""How the commands are called: their arguments, options, help and examples.

By argparse and not click, whose import alone was a quarter of the time in which plain play shows
its first prompt (`docs/design`). Only the parser of the command that is called is built.
"""

from __future__ import annotations

import re
from argparse import ArgumentParser, Namespace, RawDescriptionHelpFormatter
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple, Never

from borderpost import __version__

if TYPE_CHECKING:
    from borderpost.story.mendable import Mendable

LATEST = "\0"
"""What `--resume` stands for without the name of a run: no file can be called so."""


_SAID = (
    ("argument (.*?)(?:/.*)?: expected one argument", "something is missing behind {}"),
    ("argument (.*?): invalid int value: (.*)", "{} takes a whole number, and {} is none"),
    (r"argument (.*?): invalid choice: (.*) \(choose from (.*)\)", "{} cannot be {}, only {}"),
    ("the following arguments are required: (.*)", "{} is missing"),
)
"""What argparse says, and what is said instead."""


class Usage(NamedTuple):
    """How one command is called: in a word, at length, by example, and with which arguments."""

    summary: str
    about: str
    examples: tuple[str, ...]
    add_arguments: Callable[[ArgumentParser], None]


def read_call(arguments: Sequence[str]) -> tuple[str, Namespace]:
    """The command that is called (empty: none) and its options.

    Raises Mendable, and SystemExit after `--help` and `--version` have printed what they print.
    """
    command = arguments[0] if arguments else ""
    if command in COMMANDS:
        usage = COMMANDS[command]
        parser = _Parser(f"borderpost {command}", usage.about, usage.examples)
        usage.add_arguments(parser)
        return command, parser.parse_args(arguments[1:])
    if command == "help":
        return read_call([*arguments[1:2], "--help"])
    if command and not command.startswith("-"):
        raise _no_command(command)
    listed = "\n".join(f"  {name:<9}{usage.summary}" for name, usage in COMMANDS.items())
    parser = _Parser("borderpost", f"{ABOUT}\n\ncommands:\n{listed}", ("borderpost play lakkon",))
    parser.usage = "borderpost [COMMAND] [OPTION ...]"
    parser.add_argument("--version", action="version", version=f"borderpost {__version__}")
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


class _Parser(ArgumentParser):
    """A parser that raises what is wrong instead of printing it and exiting."""

    def __init__(self, prog: str, about: str, examples: tuple[str, ...]) -> None:
        """Describe a command of this name."""
        shown = "\n".join(f"    {example}" for example in examples)
        super().__init__(
            prog,
            description=about,
            epilog=f"Example{'s' if len(examples) > 1 else ''}:\n{shown}",
            formatter_class=RawDescriptionHelpFormatter,
            allow_abbrev=False,
        )

    def error(self, message: str) -> Never:
        """Raise Mendable, with nothing in it that a terminal might obey."""
        from borderpost.story.mendable import Mendable

        words = "".join(letter if letter.isprintable() else " " for letter in message)
        mend = f"`{self.prog} --help` lists what can be given"
        for pattern, said in _SAID:
            found = re.fullmatch(pattern, words)
            if found:
                words = said.format(*found.groups())
        unknown = re.fullmatch("unrecognized arguments: (.*)", words)
        if unknown:
            words = self._unknown(unknown[1])
        raise Mendable(words, mend)

    def _unknown(self, words: str) -> str:
        """What to say of words that fit nowhere: of an option, if one is among them."""
        from borderpost.story.messages import did_you_mean

        for word in words.split():
            if word.startswith("-") and word != "-":
                name = word.partition("=")[0]
                known = (own for action in self._actions for own in action.option_strings)
                return f"there is no option '{name[:40]}'{did_you_mean(name, known)}"
        return f"'{words[:80]}' is too much; a name with blanks in it is put in quotes"


def _add_story(parser: ArgumentParser) -> None:
    parser.add_argument(
        "story", nargs="?", metavar="STORY", help="a folder, a story.yaml, or a shipped name"
    )


def _add_saves(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--saves", metavar="DIR", help="the folder where runs are saved, instead of the usual one"
    )


def _add_format(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--format",
        dest="form",
        choices=("text", "json"),
        default="text",
        help="text for people (as it is without this), json for machines",
    )


def _add_play(parser: ArgumentParser) -> None:
    _add_story(parser)
    add = parser.add_argument
    add("--plain", action="store_true", help="numbered lines: no screen is drawn")
    add("--seed", type=int, metavar="N", help="let chance come out as in other runs with N")
    add(
        "--set",
        dest="given",
        action="append",
        default=[],
        metavar="NAME=VALUE",
        help="choose a setting",
    )
    add("--profile", metavar="NAME", help="the same as --set profile=NAME")
    add(
        "--resume",
        nargs="?",
        const=LATEST,
        metavar="SAVE",
        help="go on with a saved run, named by its handle or file; without SAVE, the latest",
    )
    _add_saves(parser)
    add(
        "--replay",
        metavar="FILE",
        help="begin with the play written down in FILE (- is the input), in plain lines",
    )


def _add_check(parser: ArgumentParser) -> None:
    _add_story(parser)
    parser.add_argument(
        "--static", action="store_true", help="only what can be seen without playing"
    )
    parser.add_argument(
        "--strict", action="store_true", help="let warnings and remarks on style exit with 1, too"
    )
    _add_format(parser)


def _add_explain(parser: ArgumentParser) -> None:
    parser.add_argument("code", nargs="?", metavar="CODE", help="such as BP101")
    _add_format(parser)


def _add_replay(parser: ArgumentParser) -> None:
    parser.add_argument("save", metavar="SAVE", help="the handle of a run, or its file")
    _add_story(parser)
    _add_saves(parser)
    _add_format(parser)


ABOUT = """\
Play, teach and author decisions on reports that cannot be fully checked.

Without a command: the title screen, or, where there is no terminal to draw
it on, the story Lakkon in plain lines."""

COMMANDS = {
    "play": Usage(
        "play a story",
        """\
Play a story: a folder, a story.yaml, or the name of a shipped one (lakkon).

In a terminal the story is played on a screen; with --plain, through a pipe,
or where a terminal can draw nothing (TERM=dumb), in numbered lines. Every
decision is saved at once, so leaving loses nothing.""",
        (
            "borderpost play lakkon",
            "borderpost play lakkon --plain --seed 7",
            "borderpost play lakkon --resume amber-heron-17",
        ),
        _add_play,
    ),
    "check": Usage(
        "find the mistakes in a story's files",
        """\
Find the mistakes in a story's files: each with its place and its mend.

Exits with 1 if there is an error. A story is a folder, a story.yaml, or the
name of a shipped one (lakkon).""",
        ("borderpost check mystory", "borderpost check lakkon --static --format json"),
        _add_check,
    ),
    "explain": Usage(
        "say what the code of a finding means",
        """\
Say what the CODE of a finding means, with an example that shows it, and its
mend. Without a CODE, all of them are listed.""",
        ("borderpost explain BP101",),
        _add_explain,
    ),
    "replay": Usage(
        "show a saved run again, and verify it",
        """\
Show a saved run again, step by step, and verify each step.

SAVE is the handle of a run or its file; STORY need only be named if it is
none of the shipped ones. Exits with 1 if the file is damaged, or the story
no longer lets the run be played.""",
        (
            "borderpost replay amber-heron-17",
            "borderpost replay class/lakkon-amber-heron-17.jsonl lakkon",
        ),
        _add_replay,
    ),
}
"""The commands by name, in the order the help lists them."""
