"""Help: every key, from the one table of commands."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from borderpost.terminal.commands import PLAY, READ, TABLE, TITLE, Command
from borderpost.terminal.typeset import MARK, QUIET, Block, heading, words

NUMBER_KEYS = Command("", "", "1-9", "", "Take the choice or answer with this number.")


def help_blocks(*, playing: bool) -> list[Block]:
    """The help while playing, or on the title."""
    blocks = [heading("Help")]
    if playing:
        told = (
            "Read, answer what is asked, then choose. What you do is saved at once: "
            "you can leave at any moment and go on from here."
        )
        blocks.append(Block(words(told)))
    blocks += _keys((NUMBER_KEYS, *READ, *(TABLE if playing else ())))
    blocks += _keys(PLAY if playing else TITLE)
    mouse = "The mouse does the same: click a choice, an answer, a [F53] mark, or a key below."
    blocks.append(Block(words(mouse if playing else "The mouse does the same.", QUIET)))
    if playing:
        plain = (
            "With a screen reader, play in lines: borderpost play --plain has everything that "
            "this window has."
        )
        blocks.append(Block(words(plain, QUIET)))
    return blocks


def _keys(commands: Sequence[Command]) -> list[Block]:
    """Commands as a list of keys and what they do."""
    blocks = []
    for number, command in enumerate(commands):
        told = Content.assemble((f"{command.shown:<7}", MARK), command.help)
        blocks.append(Block(told, rest=" " * 7, gap=0 if number else 1))
    return blocks
