"""A place of the story as lines: what is read, what changed, and what can be done."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from borderpost.debrief.wording import changed_words
from borderpost.plain.wrapping import prose_lines, words_of

if TYPE_CHECKING:
    from borderpost.engine.view import ChoiceView, MeterView, Passage, View
    from borderpost.plain.console import Console

NUMBER_WIDTH = 4
"""How many columns the number of a choice and the space behind it take."""


def write_passages(console: Console, passages: Iterable[Passage]) -> None:
    """Write passages, each after a blank line; a scene under its dateline and title."""
    for passage in passages:
        if not (passage.paragraphs or passage.title or passage.when_where):
            continue
        console.line()
        write_heading(console, passage.title, passage.when_where)
        console.lines(prose_lines(passage.paragraphs, console.width))


def write_heading(console: Console, title: str, when_where: str = "") -> None:
    """Write a dateline and a title, whichever there is, and a blank line."""
    if when_where:
        console.say(when_where)
    if title:
        console.say(title)
    if title or when_where:
        console.line()


def write_place(console: Console, view: View) -> None:
    """Write all there is to read at a place: before it what the choice changed, then the rest."""
    earlier = view.passages[:-1]
    write_passages(console, earlier)
    _write_changes(console, view.by_choice)
    write_passages(console, view.passages[-1:])
    _write_changes(console, view.on_the_way)


def _write_changes(console: Console, changed: Iterable[MeterView]) -> None:
    """Write what was changed, if anything was."""
    if told := changes(changed):
        console.line()
        console.say(told)


def changes(meters: Iterable[MeterView]) -> str:
    """What changed, in words; nothing where nothing did."""
    return " ".join(
        f"{changed_words(meter.label, meter.value, meter.before)}."
        for meter in meters
        if meter.value != meter.before
    )


def standing(meters: Iterable[MeterView]) -> str:
    """Every meter and its value in one sentence."""
    values = ", ".join(f"{meter.label} {meter.value}" for meter in meters)
    return f"{values}." if values else ""


def numbered(console: Console, number: int, text: str) -> None:
    """Write something that a number picks."""
    console.say(text, f"{number}.".rjust(NUMBER_WIDTH - 1) + " ", " " * NUMBER_WIDTH)


def write_choices(
    console: Console,
    choices: Iterable[ChoiceView],
    notes: Mapping[int, str] = MappingProxyType({}),
    *,
    apart: bool = False,
) -> None:
    """Write the ways on: numbers for what can be taken, the reason where one cannot.

    `notes` are said below choices, by their numbers. Where they are to stand `apart`, an empty line
    is between them.
    """
    for place, choice in enumerate(choices):
        if apart or not place:
            console.line()
        label = words_of(choice.label)
        if choice.locked:
            console.say(f"(locked) {label}: {choice.locked}", "  ", " " * NUMBER_WIDTH)
        else:
            numbered(console, choice.number, label)
        for aside in (aside_of(choice), notes.get(choice.number, "")):
            if aside:
                console.say(aside, " " * NUMBER_WIDTH)


def aside_of(choice: ChoiceView) -> str:
    """What the story tells of a choice beforehand: which way meters will go, who reads it."""
    ways = ", ".join(
        f"{label} {'up' if direction > 0 else 'down'}" for label, direction in choice.directions
    )
    sentences = [f"{ways}."] if ways else []
    if choice.readers:
        sentences.append(f"Read by {choice.readers}.")
    return " ".join(sentences)
