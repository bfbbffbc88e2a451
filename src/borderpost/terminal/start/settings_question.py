"""A setting chosen before a run begins."""

from __future__ import annotations

from borderpost.debrief.wording import setting_words
from borderpost.engine.settings import values
from borderpost.story.model import Variable
from borderpost.terminal.parts.menu import Item
from borderpost.terminal.parts.text_screen import TextScreen
from borderpost.terminal.parts.typeset import QUIET, Block, heading, one_line, words


class SettingsQuestion(TextScreen):
    """Asks for one setting; dismissed with the place of the value taken (from 0), or -1."""

    def __init__(self, setting: Variable) -> None:
        """The setting: its label, its explanation, its values."""
        blocks = [heading(setting.label or setting.name.replace("_", " ").capitalize())]
        if setting.explain:
            blocks.append(Block(one_line(setting.explain)))
        blocks.append(Block(words("This stays as it is for the whole run.", QUIET)))
        offered = values(setting)
        items = [
            Item(words(setting_words(value)), number) for number, value in enumerate(offered, 1)
        ]
        super().__init__(blocks, items)
