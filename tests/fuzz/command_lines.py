"""Command lines made of the commands' own options, with values that fit and values that do not."""

from __future__ import annotations

from argparse import Action, ArgumentParser
from functools import cache

from hypothesis import strategies as st

from borderpost.usage import COMMANDS
from borderpost.usage.call import Parser

STORIES = ("mine", "mine", "mine", "mine/story.yaml", "odd.yaml", "broken", "hostile")
PATHS = (
    *(*STORIES, "saves", "saves/mine-one.jsonl", "saves/torn.jsonl", "saves/bad.jsonl", "play.txt"),
    *("nowhere", "nowhere/at/all", "", ".", "..", "notes.txt", "empty", "out.html", "out.svg", "-"),
    *(
        "new/folder/x.json",
        "a b/門.md",
        "one",
        "calm-owl-11",
        "mine\udcff",
        "\x1b[31m",
        "x" * 5_000,
    ),
)
WORDS = (
    *("gate", "yard", "gate.go", "gate.nothing", "over", "uniform", "profile=short", "profile"),
    *("profile=full", "=", "money=3", "each", "act1", "act99", "dawn", "BP101", "bp1", "html"),
    *(
        "short",
        "\x9b31m",
        "\u202e",
        "é" * 60,
        "--",
        "-x",
        "--nothing",
        "{}",
        "%s",
        "\n",
        "handbook",
    ),
)
NUMBERS = ("0", "1", "2", "7", "30", "-1", "x", "", "1e1", "1.5", "nan", "inf", "٣", "0x1", "1_0")
"""Small ones: a thousand million plays are rightly played."""

TEXTS = st.text(st.characters(exclude_characters="\0"), max_size=9)
"""What a system can hand over: anything but a zero, halves of surrogate pairs included."""


@cache
def options_of(command: str) -> tuple[Action, ...]:
    """The arguments that a command takes, as its own parser has them; --help aside."""
    usage = COMMANDS[command]
    parser: ArgumentParser = Parser(f"borderpost {command}", usage.about, usage.examples)
    usage.add_arguments(parser)
    return tuple(action for action in parser._actions if "--help" not in action.option_strings)


@st.composite
def command_lines(draw: st.DrawFn) -> list[str]:
    """A command, some of its arguments, and now and then what belongs to none."""
    command = draw(st.sampled_from([*COMMANDS]))
    groups: list[list[str]] = []
    for action in options_of(command):
        wanted = 9 if not action.option_strings else 3
        if draw(st.integers(0, 9)) < wanted:
            groups.append(_given(draw, action))
    if draw(st.integers(0, 9)) == 0:
        groups.append([draw(st.sampled_from([*WORDS, *PATHS, "--help"]) | TEXTS)])
    groups = draw(st.permutations(groups)) if draw(st.booleans()) else groups
    words = [word for group in groups for word in group]
    if draw(st.integers(0, 19)) == 0:
        return draw(st.sampled_from([words, ["help", command], ["--version"], [command.upper()]]))
    return [command, *words]


def _given(draw: st.DrawFn, action: Action) -> list[str]:
    """An argument with a value, if it takes one."""
    name = [draw(st.sampled_from(action.option_strings))] if action.option_strings else []
    if action.nargs == 0:
        return name
    if action.choices and draw(st.integers(0, 5)):
        return [*name, draw(st.sampled_from(sorted(action.choices)))]
    if action.nargs == "?" and name and draw(st.booleans()):
        return name
    takes_number = action.metavar in ("N", "S")
    if takes_number:
        return [*name, draw(st.sampled_from(NUMBERS))]
    likely = STORIES if action.dest in ("story", "old", "new") else (*PATHS, *WORDS)
    value = draw(st.sampled_from(likely) if draw(st.integers(0, 4)) else st.sampled_from(PATHS))
    if name and draw(st.integers(0, 4)) == 0:
        return [f"{name[0]}={value}"]
    return [*name, value]
