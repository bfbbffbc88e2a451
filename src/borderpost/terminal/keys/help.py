"""Help: every key, from the one table of commands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from textual.content import Content

from borderpost.terminal.keys.commands import GROUPS, Command
from borderpost.terminal.keys.own_keys import shown_key
from borderpost.terminal.parts.text_screen import TextScreen
from borderpost.terminal.parts.typeset import MARK, QUIET, Block, heading, words

NUMBER_KEYS = Command("", "", "", "1-9", "", "Take the choice or answer with this number.")

KEY_WIDTH = 8
"""Cells kept for a key before what it does."""


class Help(TextScreen):
    """The help, open."""

    def __init__(self, own: Mapping[str, str]) -> None:
        """With the player's own keys."""
        super().__init__(help_blocks(own))

    def action_help(self) -> None:
        """It is open already."""


def help_blocks(own: Mapping[str, str]) -> list[Block]:
    """How to play, and every key there is, with those of the player's own."""
    told = (
        "Read, answer what is asked, then choose. What you do is saved at once: "
        "you can leave at any moment and go on from here, and nothing you undo is lost."
    )
    mouse = "The mouse does the same: click a choice, an answer, a [F53] mark, or a key below."
    plain = (
        "With a screen reader, play in lines: borderpost play --plain has everything that "
        "this window has."
    )
    blocks = [heading("Help"), Block(words(told))]
    for number, (name, commands) in enumerate(GROUPS):
        blocks.append(Block(words(name, "bold")))
        blocks += _keys([NUMBER_KEYS, *commands] if number == 0 else commands, own)
    return [*blocks, Block(words(mouse, QUIET)), Block(words(plain, QUIET))]


def _keys(commands: Sequence[Command], own: Mapping[str, str]) -> list[Block]:
    """Commands as a list of keys and what they do."""
    blocks = []
    for command in commands:
        key = words(shown_key(command, own), MARK)
        key = key.pad_right(max(KEY_WIDTH - key.cell_length, 1))
        told = Content.assemble(key, command.help)
        blocks.append(Block(told, rest=" " * KEY_WIDTH, gap=0))
    return blocks
