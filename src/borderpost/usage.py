"""How the commands are called: their arguments, options, help and examples.

By argparse and not click, whose import alone was a quarter of the time in which plain play shows
its first prompt (`docs/design`). Only the parser of the command that is called is built.
"""

from __future__ import annotations

import re
from argparse import ArgumentParser, ArgumentTypeError, Namespace, RawDescriptionHelpFormatter
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
    ("argument (.*?): ('.*' is no .*)", "{} is wrong: {}"),
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


def _add_settings(parser: ArgumentParser, told: str = "choose a setting") -> None:
    parser.add_argument(
        "--set", dest="given", action="append", default=[], metavar="NAME=VALUE", help=told
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
    _add_settings(parser)
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
    add = parser.add_argument_group("in a class").add_argument
    add("--pair", action="store_true", help="two at a keyboard: both are asked at every choice")
    add(
        "--projector",
        action="store_true",
        help="a class before one screen: large spacing, and hands are counted",
    )
    add(
        "--until",
        metavar="ACT",
        help="stop when ACT has ended: its name, its place (act2), or each for every act",
    )
    add("--collect", metavar="DIR", help="copy the run to DIR at its end, and when it is left")


def _add_check(parser: ArgumentParser) -> None:
    _add_story(parser)
    parser.add_argument(
        "--static", action="store_true", help="only what can be seen without playing"
    )
    parser.add_argument(
        "--strict", action="store_true", help="let warnings and remarks on style exit with 1, too"
    )
    _add_limits(parser)
    parser.add_argument(
        "--format",
        dest="form",
        choices=("text", "json", "github", "sarif"),
        default="text",
        help="text for people (as it is without this), json for machines, github for notes beside "
        "the lines of a change on GitHub, sarif for code scanning and editors",
    )


def _add_explain(parser: ArgumentParser) -> None:
    parser.add_argument("code", nargs="?", metavar="CODE", help="such as BP101")
    _add_format(parser)


def _add_odds(parser: ArgumentParser) -> None:
    _add_story(parser)
    parser.add_argument(
        "--meters",
        action="store_true",
        help="also how each meter stands at the end, on average: one more search for each, every "
        "one of them within the limits",
    )
    _add_search(parser)


def _add_why(parser: ArgumentParser) -> None:
    add = parser.add_argument
    add("story", metavar="STORY", help="a folder, a story.yaml, or the name of a shipped story")
    add("target", metavar="TARGET", help="a scene, an ending, or a choice as scene.choice")
    _add_search(parser)


def _add_endings(parser: ArgumentParser) -> None:
    _add_story(parser)
    parser.add_argument(
        "--write", action="store_true", help="write it beside the story, for the ledger"
    )
    _add_limits(parser)
    _add_format(parser)


def _add_search(parser: ArgumentParser) -> None:
    """What every search takes: settings, limits and the format of its answer."""
    _add_settings(parser, "choose a setting; without any, each combination is searched")
    _add_limits(parser)
    _add_format(parser)


def states_allowed(text: str) -> int:
    """A number of states from the command line. Raises ArgumentTypeError."""
    try:
        states = int(text)
    except ValueError:
        states = 0
    if states < 1:
        raise ArgumentTypeError(f"{text!r} is no whole number from 1 on")
    return states


def seconds_allowed(text: str) -> float:
    """A number of seconds from the command line. Raises ArgumentTypeError."""
    try:
        seconds = float(text)
    except ValueError:
        seconds = -1.0
    if not seconds >= 0:  # which nan is not, either
        raise ArgumentTypeError(f"{text!r} is no number of seconds from 0 on")
    return seconds


def _add_limits(parser: ArgumentParser) -> None:
    """How long a search may go on."""
    add = parser.add_argument
    add(
        "--max-states",
        type=states_allowed,
        default=5_000_000,
        metavar="N",
        help="keep at most so many states (5000000 if not said; some 150 bytes each)",
    )
    add(
        "--max-seconds",
        type=seconds_allowed,
        default=600.0,
        metavar="S",
        help="let each search take at most so long (600 if not said); there may be several",
    )


def _add_simulate(parser: ArgumentParser) -> None:
    _add_story(parser)
    add = parser.add_argument
    add("--runs", type=int, metavar="N", help="how many plays (10000 if not said)")
    add("--seed", type=int, default=1, metavar="N", help="draw other lots (1 if not said)")
    add("--player", metavar="NAME", help="uniform, or one of the story's policies")
    _add_settings(parser)
    add(
        "--least-visited",
        action="store_true",
        help="go where play has been least often: for coverage, not for shares",
    )
    add("--render", action="store_true", help="draw every text as a player would read it")
    add(
        "--save-to",
        metavar="DIR",
        help="keep the plays in DIR as saved runs (30 if --runs does not say): without --player "
        "by uniform and every policy in turn",
    )
    _add_format(parser)


def _add_debrief(parser: ArgumentParser) -> None:
    add = parser.add_argument
    add("runs", nargs="+", metavar="SAVE", help="runs by handle or file, or a folder of them")
    add("--story", metavar="STORY", help="the story, if it is none of those found; only its runs")
    _add_saves(parser)
    add(
        "--format",
        dest="form",
        choices=("html", "md", "csv", "json", "xapi"),
        default="html",
        help="html: a page for a browser (as it is without this); md: a text; csv: tables; json; "
        "xapi: statements for a learning record store",
    )
    add(
        "--out",
        metavar="FILE",
        help="the file to write, for csv the folder (- is the output)",
    )


def _add_words(parser: ArgumentParser) -> None:
    _add_story(parser)
    parser.add_argument(
        "--plays",
        type=int,
        default=1_000,
        metavar="N",
        help="plays by lot for what is usual (1000 if not said)",
    )
    _add_search(parser)


def _add_map(parser: ArgumentParser) -> None:
    _add_story(parser)
    add = parser.add_argument
    add(
        "--format",
        dest="form",
        choices=("text", "dot", "mermaid", "svg", "json"),
        help="text to be read (as it is without this), dot for Graphviz, mermaid for editors and "
        "wikis, svg for a picture that Graphviz draws, json for machines",
    )
    add("--out", metavar="FILE", help="write to FILE, whose ending may say the format: map.svg")
    add("--act", metavar="ACT", help="only the scenes of this act, and where they lead")


def _add_guide(parser: ArgumentParser) -> None:
    _add_story(parser)
    add = parser.add_argument
    add("--out", metavar="FILE", help="write to FILE; - is the output")
    add(
        "--part",
        action="append",
        default=[],
        metavar="NAME",
        help="only this part, and others named so: handbook, reported, cards, sheets, notes",
    )


def _add_diff(parser: ArgumentParser) -> None:
    add = parser.add_argument
    add("old", metavar="OLD", help="the story as it was: a folder, a story.yaml, a shipped name")
    add("new", metavar="NEW", help="the story as it is now")
    add(
        "--saves",
        metavar="DIR",
        help="follow the runs saved in DIR through both, and say which of them break",
    )
    add(
        "--max-states",
        type=states_allowed,
        default=1_000_000,
        metavar="N",
        help="count the odds of each over at most so many states (1000000 if not said)",
    )
    add(
        "--max-seconds",
        type=seconds_allowed,
        default=25.0,
        metavar="S",
        help="count the odds of both for at most so long (25 if not said)",
    )
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
            "borderpost play lakkon --pair --until act2 --collect class",
        ),
        _add_play,
    ),
    "check": Usage(
        "find the mistakes in a story's files",
        """\
Find the mistakes in a story's files: each with its place and its mend.

The story is read and checked. Where that finds no error, every play is walked
to prove what it promises under `checks:`, and its own tests are played. Exits
with 1 if there is an error. A story is a folder, a story.yaml,
or the name of a shipped one (lakkon).""",
        (
            "borderpost check mystory",
            "borderpost check lakkon --static --format json",
            "borderpost check mystory --format sarif > check.sarif",
        ),
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
    "odds": Usage(
        "the exact share of each ending",
        """\
Count how often each ending is come to: exactly, over every state of the story,
for a player who chooses uniformly and for each policy the story declares, and
for each combination of its settings; and which decisions move that most. Exits
with 1 if a limit was met first. Ctrl-C stops and shows what is known so far.""",
        (
            "borderpost odds lakkon",
            "borderpost odds mystory --set profile=full --format json",
            "borderpost odds mystory --meters",
        ),
        _add_odds,
    ),
    "why": Usage(
        "the shortest play to a scene, an ending or a choice",
        """\
Find a shortest play that comes to TARGET, written as `play --replay` takes it,
or prove that none does (then it exits with 1).""",
        ("borderpost why lakkon open_file", "borderpost why mystory gate.go --format json"),
        _add_why,
    ),
    "endings": Usage(
        "which endings each choice leaves open",
        """\
Work out which endings each choice still leads to, in one play or another, for
each combination of settings.

With --write it is written beside the story, as open_endings.json. The ledger
of a play then tells what each decision could have changed in long stories,
too; `check` warns once the story has changed how it plays since. Exits with 1
if a limit was met first; then nothing is written.""",
        (
            "borderpost endings lakkon",
            "borderpost endings mystory --write",
        ),
        _add_endings,
    ),
    "simulate": Usage(
        "play a story by lot, thousands of times, and count",
        """\
Play a story by lot, thousands of times: how often each ending, scene and
choice is come to.

The uniform player takes each choice offered equally often; a policy of the
story's is played with --player. The same seed gives the same plays. Ctrl-C
stops and shows what is known so far.""",
        (
            "borderpost simulate lakkon --runs 10000",
            "borderpost simulate lakkon --player believe_critics --set profile=short",
            "borderpost simulate mystory --least-visited --render",
        ),
        _add_simulate,
    ),
    "words": Usage(
        "how much there is to read, and how long it takes",
        """\
Count the words of a play and estimate its minutes: the least and the most,
exactly where that can be found, else between which bounds; and what is usual,
as the middle of some plays by lot. For each scene and ending: its words, and
how hard they are to read (LIX).

Cards and facts are apart, since nobody must read them. Time is 175 words a
minute, 40 seconds a decision, 20 a question, 10 a cell, 4 minutes a report.""",
        (
            "borderpost words lakkon",
            "borderpost words mystory --set profile=short --format json",
        ),
        _add_words,
    ),
    "map": Usage(
        "draw a story as a graph",
        """\
Draw a story: its scenes act by act, where each choice leads and under which
condition, chances, calls, storylets, endings. The story is not played.

As text it is read from top to bottom: each scene once, after those that lead
to it. An SVG is drawn by Graphviz, if its program dot is installed.""",
        (
            "borderpost map mystory",
            "borderpost map lakkon --out lakkon.svg",
            "borderpost map lakkon --act ledger --format mermaid",
        ),
        _add_map,
    ),
    "guide": Usage(
        "the teacher's pack to print",
        """\
Write the teacher's pack of a story as one page to print: the handbook with
plans for 45, 60 and 90 minutes, what the source reports, the source cards,
sheets to copy, answer notes. It is made from the story's own files and needs
no network. It goes to STORY-guide.html in this folder; a file of that name
that borderpost did not write is left alone.""",
        (
            "borderpost guide lakkon",
            "borderpost guide mystory --part sheets --part cards --out sheets.html",
        ),
        _add_guide,
    ),
    "diff": Usage(
        "say what changed between two versions of a story",
        """\
Say what changed in meaning from the story OLD to the story NEW: what is gone,
renamed or new, what leads elsewhere, is offered, costs or does otherwise,
which odds moved, and which saved runs break. Comments, the order of keys and
line breaks mean nothing. Odds are counted where they can have moved, within
limits; Ctrl-C leaves them out.

Exits with 0 whatever differs, with 1 if a story has errors.""",
        (
            "borderpost diff lakkon mylakkon",
            "borderpost diff before after --saves runs --format json",
        ),
        _add_diff,
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
    "debrief": Usage(
        "the debrief of a run, or of a class",
        """\
Write the debrief of one run, or of all runs in a folder as those of a class:
where they split, where they ended, what they were told and how far it is
shown, what was opened, judged and signed, and questions to talk about.

As a page (STORY-debrief.html) it is one file with nothing from outside, to be
opened in any browser and printed. Files that are no runs of the story, or the
same run twice, are left out and told; unfinished runs count.""",
        (
            "borderpost debrief class",
            "borderpost debrief amber-heron-17 --out mine.html",
            "borderpost debrief class --format csv --out tables",
        ),
        _add_debrief,
    ),
}
"""The commands by name, in the order the help lists them."""
