"""Arguments that several commands take."""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError


def add_story(parser: ArgumentParser) -> None:
    """Which story."""
    parser.add_argument(
        "story", nargs="?", metavar="STORY", help="a folder, a story.yaml, or a shipped name"
    )


def add_saves(parser: ArgumentParser) -> None:
    """Where saved runs are."""
    parser.add_argument(
        "--saves", metavar="DIR", help="the folder where runs are saved, instead of the usual one"
    )


def add_settings(parser: ArgumentParser, told: str = "choose a setting") -> None:
    """Settings, as name=value each."""
    parser.add_argument(
        "--set", dest="given", action="append", default=[], metavar="NAME=VALUE", help=told
    )


def add_format(parser: ArgumentParser) -> None:
    """Whether people read the answer, or machines."""
    parser.add_argument(
        "--format",
        dest="form",
        choices=("text", "json"),
        default="text",
        help="text for people (as it is without this), json for machines",
    )


def add_search(parser: ArgumentParser) -> None:
    """What every search takes: settings, limits and the format of its answer."""
    add_settings(parser, "choose a setting; without any, each combination is searched")
    add_limits(parser)
    add_format(parser)


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


def add_limits(parser: ArgumentParser) -> None:
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
