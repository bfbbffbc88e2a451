"""What became of a stored run, in words for the player."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from borderpost.engine.actions import Action, Answer, Choose, Continue, Nature
from borderpost.engine.program import NotOffered, Program
from borderpost.engine.records import Act
from borderpost.saves.stored import StoredRun
from borderpost.story.prose import clean


class Fault(NamedTuple):
    """Why an act no longer fits, as a clause, and whether it was therefore left out."""

    why: str
    left_out: bool


def told(
    stored: StoredRun, path: Sequence[Act], faults: Mapping[int, Fault], *, same_logic: bool
) -> tuple[str, int, str]:
    """The status of a followed run, the step that shows it, and the reason (see `Followed`).

    `path` holds the acts of the log that lead to its head, `faults` what did not fit, by the
    number of the act.
    """
    step, fault = _first_fault(path, faults)
    on_path = {act.number for act in path}
    strays = any(f.left_out and number not in on_path for number, f in faults.items())
    words: list[str] = []
    if not same_logic:
        words.append("The story has changed since this run was saved.")
    if fault is not None:
        words.append(f"Step {step}{_where(stored, path, step)}: {fault.why}.")
        words.append(_outcome(fault, step))
    elif not same_logic:
        words.append("Every decision could still be taken, and was.")
    if strays:
        words.append("A part of it that had been left by going back could not be kept.")
    if stored.damage:
        words.append(f"Its file is damaged: {stored.damage}.")
        if stored.damage.line > 1:
            words.append("What stands before that is kept.")
            step = step or len(_steps(path)) + 1
    elif stored.problems:
        words.append(
            "The last line of its file was cut short while it was being written, and is left out: "
            "nothing else is missing."
        )
    if not same_logic and fault is not None:
        status = "diverged"
    elif stored.damage or (same_logic and faults):
        status = "damaged"
    else:
        status = "intact" if same_logic else "migrated"
    return status, step, " ".join(words)


def why(program: Program, state: int, action: Action, moved_from: str) -> str:
    """Why an action no longer fits where it was taken: it cannot be, or it leads elsewhere."""
    what = _what(action)
    try:
        place = program.place_name(program.step(state, action))
    except NotOffered:
        return f"{what} is no longer possible there"
    if place == moved_from:
        return f"{what} is no longer possible before a question there is answered"
    return f"{what} now leads to {_named(program, place)}, and led to {_named(program, moved_from)}"


def place_title(program: Program, place: str) -> str:
    """The title of a scene or ending; empty for a point of chance, and for what is no place."""
    story = program.story
    part = story.scenes.get(place) or story.endings.get(place)
    return part.title if part else ""


def _named(program: Program, place: str) -> str:
    """A place in words."""
    if place.startswith("~"):
        return "a turn of chance"
    return f"'{place_title(program, place) or _words(place)}'"


def _what(action: Action) -> str:
    """What was done, in words; ids are all that an edited story leaves of what it lost."""
    match action:
        case Choose(_, choice):
            return f"the choice '{_words(choice)}'"
        case Continue():
            return "going on"
        case Answer(question, option):
            return f"the answer '{_words(option)}' to '{_words(question)}'"
        case Nature(target):
            return f"the turn of chance to '{_words(target)}'"


def _words(name: str) -> str:
    """An id as words, safe to show whoever wrote it."""
    return clean(name).replace("_", " ").replace("\n", " ")[:60]


def _steps(path: Sequence[Act]) -> list[Act]:
    """The acts that are the player's."""
    return [act for act in path if not isinstance(act.action, Nature)]


def _first_fault(path: Sequence[Act], faults: Mapping[int, Fault]) -> tuple[int, Fault | None]:
    """The first fault on a path and the player's step it comes up at, from 1."""
    step = 0
    for act in path:
        step += not isinstance(act.action, Nature)
        if act.number in faults:
            return max(1, step), faults[act.number]
    return 0, None


def _where(stored: StoredRun, path: Sequence[Act], step: int) -> str:
    """Where a step was taken, by the title it then had."""
    act = (_steps(path) or path)[step - 1]
    titles = {entry.record.number: entry.title for entry in stored.entries}
    before = titles[act.after] if act.after else stored.header.opens if stored.header else ""
    return f", in '{_words(before)}'" if before else ""


def _outcome(fault: Fault, step: int) -> str:
    """What was done about a fault at a step."""
    if not fault.left_out:
        return "Every decision is kept, and the values are worked out anew."
    if step == 1:
        return "The run begins anew; its old file is kept."
    return "The run goes on from there, with all that was decided before; its old file is kept."
