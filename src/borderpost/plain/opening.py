"""What comes before a play: its settings, a run to go on with, and the story's first page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from borderpost.debrief.wording import setting_words
from borderpost.engine.reading import prose
from borderpost.engine.settings import complete, settings_to_ask, values
from borderpost.plain.page import numbered, standing
from borderpost.plain.prompt import Leave, number_of
from borderpost.plain.wrapping import prose_lines

if TYPE_CHECKING:
    from pathlib import Path

    from borderpost.engine.run import Run
    from borderpost.plain.console import Console
    from borderpost.saves.summary import RunSummary
    from borderpost.story.model import Story, Variable

QUITS = ("quit", "q", "exit")


def choose_settings(console: Console, story: Story, given: Mapping[str, str]) -> dict[str, str]:
    """Every setting of a story: those given, the others asked for where there is a choice.

    Raises BadSetting, EndOfInput and Leave.
    """
    settings = complete(story, given)
    for variable in settings_to_ask(story, given):
        settings[variable.name] = _ask_setting(console, variable, values(variable))
    return settings


def _ask_setting(console: Console, variable: Variable, words: tuple[str, ...]) -> str:
    """Ask for one setting by number."""

    def relist() -> None:
        console.say(f"{variable.label or variable.name.replace('_', ' ')}:")
        for number, word in enumerate(words, 1):
            numbered(console, number, setting_words(word))

    console.line()
    if variable.explain:
        console.say(variable.explain)
    return words[_choose_number(console, len(words), relist) - 1]


def offer_to_continue(console: Console, run: RunSummary) -> Path | None:
    """The file of an unfinished run, if the player wants to go on with it. Raises as above."""

    def relist() -> None:
        place = f", at: {run.place}" if run.place else ""
        numbered(console, 1, f"Go on with {run.handle}{place}")
        numbered(console, 2, "Begin a new run")

    console.say("A run of this story is not finished.")
    return run.path if _choose_number(console, 2, relist) == 1 else None


def _choose_number(console: Console, top: int, relist: Callable[[], None]) -> int:
    """A number from 1 to `top`, before there is a run to give commands to."""
    relist()
    while True:
        typed = console.read()
        if 1 <= number_of(typed) <= top:
            return number_of(typed)
        if typed.lower() in QUITS:
            raise Leave
        console.say(f"Type a number from 1 to {top}, or quit.")


def write_opening(console: Console, run: Run) -> None:
    """Write a story's first page: its title, what it is about, and its content note."""
    info = run.program.story.info
    console.say(info.title)
    for text in (info.about, info.content_note):
        if text:
            console.line()
            console.lines(prose_lines(prose(run.program, text, run.state), console.width))
    console.line()
    console.say("Type the number of what you choose. ? lists the commands, quit leaves.")
    meters = standing(run.view().meters)
    if meters:
        console.say(meters)
