"""What became of a stored run, in words for the player."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from borderpost.engine.actions import Action, Answer, Choose, Continue, Nature
from borderpost.engine.functions import State
from borderpost.engine.moment import Moment
from borderpost.engine.program import NotOffered, Program
from borderpost.engine.reading import prose
from borderpost.engine.records import Act
from borderpost.engine.run import Run
from borderpost.engine.show import decision_words
from borderpost.saves.lines import Entry
from borderpost.saves.stored import StoredRun
from borderpost.story.model import Ending, Scene, Story
from borderpost.story.prose import clean, plain_text

LONGEST_SAID = 160
"""How many characters of a label or a title are repeated."""


class Fault(NamedTuple):
    """Why an act no longer fits, as a clause, and whether it was therefore left out.

    `of_chance` tells that the act was nature's: the decision that led to it stands all the same.
    """

    why: str
    left_out: bool
    of_chance: bool = False


def told(
    stored: StoredRun,
    path: Sequence[Act],
    faults: Mapping[int, Fault],
    *,
    same_logic: bool,
    anew: bool = False,
) -> tuple[str, int, str]:
    """The status of a followed run, the step that shows it, and the reason (see `Followed`).

    `path` holds the acts of the log that lead to its head, `faults` what did not fit, by the
    number of the act. `anew` tells that the values on the way are not all those that were saved.
    """
    step, fault = _first_fault(path, faults)
    on_path = {act.number for act in path}
    strays = any(f.left_out and number not in on_path for number, f in faults.items())
    words: list[str] = []
    if not same_logic:
        words.append("The story has changed since this run was saved.")
    if fault is not None:
        words.append(f"{first_fault(stored, path, faults)}.")
        words.append(_outcome(fault, step))
    elif not same_logic:
        words.append("Every decision could still be taken, and was.")
        if anew:
            words.append("What they lead to was worked out anew; meters may stand otherwise.")
    if strays:
        words.append("A part of it that had been left by going back could not be kept.")
    if stored.header is not None and not stored.damage and (fault is not None or strays):
        words.append(f"The run as it was is kept as {_line(stored.header.handle)}.")
    if stored.damage:
        words.append(f"Its file is damaged: {stored.damage}.")
        if stored.damage.line > 1:
            words.append("What stands before that is kept, and the file itself is left as it is.")
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


def first_fault(stored: StoredRun, path: Sequence[Act], faults: Mapping[int, Fault]) -> str:
    """The first thing on a path that does not fit any more, and where; empty if everything does."""
    step, fault = _first_fault(path, faults)
    return f"Step {step}{_where(stored, path, step)}: {fault.why}" if fault else ""


def why(run: Run, after: int, action: Action, entry: Entry, moved_from: str) -> str:
    """Why an action no longer fits where it was taken: it cannot be, or it leads elsewhere.

    `after` is the number of the act it was taken after, `entry` what the log says of it, and
    `moved_from` the place it led to, by its name of now.
    """
    program, state = run.program, run.moment(after).state
    what = _what(program.story, action, entry.said)
    try:
        place = program.place_name(program.step(state, action))
    except NotOffered:
        return f"{what} can no longer be {'given' if isinstance(action, Answer) else 'taken'} there"
    waiting = run.waiting(after) if place == moved_from else ()
    if waiting:
        asked = plain_text(prose(program, waiting[0].ask, state)) or waiting[0].id
        return f"{what} now comes after a question that has to be answered: “{_line(asked)}”"
    now, then = _named(program, place), _named(program, moved_from, entry.title)
    if now == then:
        return f"{what} now leads to another {now.removeprefix('a ')} than it did"
    return f"{what} now leads to {now}, and led to {then}"


def action_words(program: Program, action: Action, state: State) -> str:
    """What a player does by an action, in the words it is offered in; nothing for going on."""
    if not isinstance(action, Choose | Answer):
        return ""
    return _line(decision_words(program, Moment(0, -1, action, state, state, ())))


def named(story_id: str, title: str) -> str:
    """A story by its title and its id."""
    return f"“{_line(title)}” ({_words(story_id)})"


def place_title(program: Program, place: str) -> str:
    """The title of a scene or ending; empty for a point of chance, and for what is no place."""
    part = _place(program.story, place)
    return part.title if part else ""


def _named(program: Program, place: str, otherwise: str = "") -> str:
    """A place in words: its title, or for one that is not there (any more) what it was called."""
    if place.startswith("~"):
        return "a turn of chance"
    return f"“{_line(place_title(program, place) or otherwise) or _words(place)}”"


def _what(story: Story, action: Action, said: str) -> str:
    """What was done, in words: those of the log, else what the story as it is now calls it."""
    said = _line(said)
    match action:
        case Choose(scene, choice):
            return f"the choice “{said or _label(story, scene, choice)}”"
        case Continue():
            return "going on"
        case Answer(question, option):
            return f"the answer “{said or f'{_words(question)}: {_words(option)}'}”"
        case Nature(target):
            title = place.title if (place := _place(story, target)) else ""
            return f"the turn of chance to “{_line(title) or _words(target)}”"


def _label(story: Story, scene: str, choice: str) -> str:
    """What a choice is called now; its id as words where it is gone. Drawn storylets are titles."""
    if here := story.scenes.get(scene):
        for own in here.choices:
            if own.id == choice and own.label:
                return _line(own.label[0].prose)
        if choice in story.scenes:
            return _line(story.scenes[choice].title) or _words(choice)
    return _words(choice)


def _place(story: Story, name: str) -> Scene | Ending | None:
    """The scene or ending of a name."""
    return story.scenes.get(name) or story.endings.get(name)


def _words(name: str) -> str:
    """An id as words, safe to show whoever wrote it."""
    return clean(name).replace("_", " ").replace("\n", " ")[:60]


def _line(text: str) -> str:
    """A text on one line, of a bearable length, and safe to show whoever wrote it."""
    line = " ".join(clean(text).split())
    return line if len(line) <= LONGEST_SAID else f"{line[: LONGEST_SAID - 1]}…"


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
    return f", in “{_line(before)}”" if before else ""


def _outcome(fault: Fault, step: int) -> str:
    """What was done about a fault at a step, and what the player can do now."""
    if not fault.left_out:
        return "Every decision is kept, and the values are worked out anew."
    if fault.of_chance:
        return (
            "Every decision before it stands; chance comes out anew, and play goes on from there."
        )
    if step == 1:
        return "So the run stands at its beginning again; decide anew from there."
    return "Every decision before it stands; decide anew from there."
