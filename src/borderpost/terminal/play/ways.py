"""What can be done at the head of a run, as a menu: answers, certainty, choices, ways out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from textual.content import Content

from borderpost.engine.actions import Action, Answer, Choose
from borderpost.engine.run import Run
from borderpost.engine.turn import TABLE, may_be_left
from borderpost.engine.view import ChoiceView, QuestionView, View
from borderpost.story.scales import CERTAINTY
from borderpost.terminal.keys.commands import DONE, SKIP, Command
from borderpost.terminal.keys.own_keys import shown_key
from borderpost.terminal.parts.menu import Item
from borderpost.terminal.parts.typeset import line_of, one_line, words
from borderpost.terminal.play.asking import Asking


class Sure(NamedTuple):
    """An option was picked, and how sure the player is must still be told."""

    option: str


class Again(NamedTuple):
    """A question is to be answered again."""

    question: str


class Act(NamedTuple):
    """Something the screen does by itself: one of its actions."""

    name: str


Deed = Action | Sure | Again | Act


class Way(NamedTuple):
    """An item, and what taking it does."""

    item: Item
    deed: Deed | None


ENDED = (
    ("Read the ledger: what you were told, and by whom", Act("ledger")),
    ("Write down what you make of it", Act("review")),
    ("Go back to the last decision", Act("undo_decision")),
    ("Play again from the start", Act("new_run")),
    ("To the title", Act("title")),
    ("Quit", Act("leave_now")),
)
"""The ways out of an ending."""


def ways(view: View, asking: Asking, own: Mapping[str, str]) -> list[Way]:
    """Everything that can be taken now, and what is locked with its reason.

    `own` holds the keys of the player's own.
    """
    if view.kind == "ending":
        return [Way(Item(words(told), n), deed) for n, (told, deed) in enumerate(ENDED, 1)]
    if asking.picking:
        return [
            Way(Item(line_of(question.ask), number), Again(question.id))
            for number, question in enumerate(asking.settled(view), 1)
        ]
    question = asking.current(view)
    if question is None:
        return [_choice(choice, parted=bool(index)) for index, choice in enumerate(view.choices)]
    if asking.option:
        sure = [
            Way(Item(words(label), n), Answer(question.id, asking.option, "", int(sure)))
            for n, (sure, label) in enumerate(CERTAINTY, 1)
        ]
        return [*sure, _by_key("Leave this out", SKIP, own)]
    return [*_options(question), *_way_past(question, own)]


def before_class(found: list[Way], run: Run) -> list[Way]:
    """The same for a class before one screen: each by itself, and with the hands it got.

    No letters are quiet there: a projector would lose them.
    """
    from borderpost.debrief.together.hands import hands_here, hands_word

    hands = hands_here(run)
    shown = []
    for place, (item, deed) in enumerate(found):
        notes = tuple(note.stylize_before("$foreground") for note in item.notes)
        if isinstance(deed, Choose) and deed.choice in hands:
            notes = (*notes, words(hands_word(hands[deed.choice]), "bold $foreground"))
        shown.append(Way(item._replace(notes=notes, parted=bool(place) or item.parted), deed))
    return shown


def _by_key(told: str, command: Command, own: Mapping[str, str]) -> Way:
    """What a command does, told with its key."""
    label = words(f"{told} ({shown_key(command, own)})")
    return Way(Item(label, parted=True), Act(command.action))


def _options(question: QuestionView) -> list[Way]:
    """The answers a question offers; a table shows its own."""
    if question.kind == TABLE:
        return []
    found: list[Way] = []
    for number, option in enumerate(question.options, 1):
        label = line_of(option.label)
        if len(option.id) == 1 and option.id != str(number):
            # A grade is known by its letter, which stands before its words.
            label = Content.assemble((option.id, "bold"), "  ", label)
        deed = Sure(option.id) if question.asks_certainty else Answer(question.id, option.id)
        notes = (words(option.likelihood),) if option.likelihood else ()
        found.append(Way(Item(label, number, notes), deed))
    return found


def _way_past(question: QuestionView, own: Mapping[str, str]) -> list[Way]:
    """The way on without another answer, where there is one."""
    if question.kind == TABLE:
        if question.missing:
            cells = "cell" if question.missing == 1 else "cells"
            note = words(f"Locked: mark {question.missing} more {cells} first.")
            return [Way(Item(words("Done with the table"), 0, (note,), takeable=False), None)]
        if question.cells:
            return [_by_key("Done with the table", DONE, own)]
        return [_by_key("Leave this out", SKIP, own)]
    if may_be_left(question):
        return [_by_key("Keep the answer" if question.answer else "Leave this out", SKIP, own)]
    return []


def _choice(choice: ChoiceView, *, parted: bool) -> Way:
    """A choice: where it leads and whom it reaches below; a locked one with its reason."""
    label = line_of(choice.label)
    if choice.locked:
        note = one_line(f"Locked: {choice.locked}")
        return Way(Item(label, 0, (note,), takeable=False, parted=parted), None)
    notes = []
    if choice.directions:
        notes.append(one_line(directions_told(choice.directions)))
    if choice.readers:
        notes.append(one_line(f"Read by {choice.readers}"))
    return Way(Item(label, choice.number, tuple(notes), parted=parted), choice.action)


def directions_told(directions: tuple[tuple[str, int], ...]) -> str:
    """Which meters go which way, in words: `Money down, Soldiers up`."""
    return ", ".join(f"{label} {'up' if way > 0 else 'down'}" for label, way in directions)
