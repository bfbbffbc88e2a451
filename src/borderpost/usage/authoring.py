"""How one writes stories: what finds mistakes, counts, proves and compares."""

from __future__ import annotations

from argparse import ArgumentParser

from borderpost.usage.arguments import (
    add_format,
    add_limits,
    add_story,
    seconds_allowed,
    states_allowed,
)
from borderpost.usage.call import Usage


def _add_check(parser: ArgumentParser) -> None:
    add_story(parser)
    parser.add_argument(
        "--static", action="store_true", help="only what can be seen without playing"
    )
    parser.add_argument(
        "--strict", action="store_true", help="let warnings and remarks on style exit with 1, too"
    )
    parser.add_argument(
        "--saves",
        metavar="DIR",
        help="follow the runs saved in DIR through the story as it is now: one that breaks is an "
        "error (with --static, too)",
    )
    add_limits(parser)
    parser.add_argument(
        "--format",
        dest="form",
        choices=("text", "json", "github", "sarif"),
        default="text",
        help="text for people (as it is without this), json for machines, github for notes beside "
        "the lines of a change on GitHub, sarif for code scanning and editors",
    )


CHECK = Usage(
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
        "borderpost check mystory --saves class --static",
        "borderpost check mystory --format sarif > check.sarif",
    ),
    _add_check,
)


def _add_explain(parser: ArgumentParser) -> None:
    parser.add_argument("code", nargs="?", metavar="CODE", help="such as BP101")
    add_format(parser)


EXPLAIN = Usage(
    "say what the code of a finding means",
    """\
Say what the CODE of a finding means, with an example that shows it, and its
mend. Without a CODE, all of them are listed.""",
    ("borderpost explain BP101",),
    _add_explain,
)


def _add_map(parser: ArgumentParser) -> None:
    add_story(parser)
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


MAP = Usage(
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
    add_format(parser)


DIFF = Usage(
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
)
