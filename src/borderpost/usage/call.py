"""How a command is called, and what is said where it is called wrongly."""

from __future__ import annotations

import re
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from collections.abc import Callable
from typing import NamedTuple, Never

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


class Parser(ArgumentParser):
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
