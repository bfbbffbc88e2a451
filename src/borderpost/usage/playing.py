"""How one plays: `play` and `replay`."""

from __future__ import annotations

from argparse import ArgumentParser

from borderpost.usage.arguments import add_format, add_saves, add_settings, add_story
from borderpost.usage.call import Usage

LATEST = "\0"
"""What `--resume` stands for without the name of a run: no file can be called so."""


def _add_play(parser: ArgumentParser) -> None:
    add_story(parser)
    add = parser.add_argument
    add("--plain", action="store_true", help="numbered lines: no screen is drawn")
    add("--seed", type=int, metavar="N", help="let chance come out as in other runs with N")
    add_settings(parser)
    add("--profile", metavar="NAME", help="the same as --set profile=NAME")
    add(
        "--resume",
        nargs="?",
        const=LATEST,
        metavar="SAVE",
        help="go on with a saved run, named by its handle or file; without SAVE, the latest",
    )
    add_saves(parser)
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


PLAY = Usage(
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
)


def _add_replay(parser: ArgumentParser) -> None:
    parser.add_argument("save", metavar="SAVE", help="the handle of a run, or its file")
    add_story(parser)
    add_saves(parser)
    add_format(parser)


REPLAY = Usage(
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
)
