"""How a story is searched and sampled: `odds`, `why`, `endings`, `simulate`, `words`."""

from __future__ import annotations

from argparse import ArgumentParser

from borderpost.usage.arguments import add_format, add_limits, add_search, add_settings, add_story
from borderpost.usage.call import Usage


def _add_odds(parser: ArgumentParser) -> None:
    add_story(parser)
    parser.add_argument(
        "--meters",
        action="store_true",
        help="also how each meter stands at the end, on average: one more search for each, every "
        "one of them within the limits",
    )
    add_search(parser)


ODDS = Usage(
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
)


def _add_why(parser: ArgumentParser) -> None:
    add = parser.add_argument
    add("story", metavar="STORY", help="a folder, a story.yaml, or the name of a shipped story")
    add("target", metavar="TARGET", help="a scene, an ending, or a choice as scene.choice")
    add_search(parser)


WHY = Usage(
    "the shortest play to a scene, an ending or a choice",
    """\
Find a shortest play that comes to TARGET, written as `play --replay` takes it,
or prove that none does (then it exits with 1).""",
    ("borderpost why lakkon open_file", "borderpost why mystory gate.go --format json"),
    _add_why,
)


def _add_endings(parser: ArgumentParser) -> None:
    add_story(parser)
    parser.add_argument(
        "--write", action="store_true", help="write it beside the story, for the ledger"
    )
    add_limits(parser)
    add_format(parser)


ENDINGS = Usage(
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
)


def _add_simulate(parser: ArgumentParser) -> None:
    add_story(parser)
    add = parser.add_argument
    add("--runs", type=int, metavar="N", help="how many plays (10000 if not said)")
    add("--seed", type=int, default=1, metavar="N", help="draw other lots (1 if not said)")
    add("--player", metavar="NAME", help="uniform, or one of the story's policies")
    add_settings(parser)
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
    add_format(parser)


SIMULATE = Usage(
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
)


def _add_words(parser: ArgumentParser) -> None:
    add_story(parser)
    parser.add_argument(
        "--plays",
        type=int,
        default=1_000,
        metavar="N",
        help="plays by lot for what is usual (1000 if not said)",
    )
    add_search(parser)


WORDS = Usage(
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
)
