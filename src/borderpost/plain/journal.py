"""The journal: every page of the play so far, to read again and to go back to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from borderpost.debrief.run.journal_words import (
    EXPORTED,
    LEFT,
    STOPPED,
    also,
    way_from,
    way_on,
    ways_left,
)
from borderpost.debrief.together.said_beside import said_beside
from borderpost.engine.branches import stop_of
from borderpost.plain.page import NUMBER_WIDTH, changes, numbered, write_passages
from borderpost.plain.problems import KEEPING, told
from borderpost.plain.prompt import number_of
from borderpost.plain.wrapping import sentence
from borderpost.saves.problem import LogProblem

if TYPE_CHECKING:
    from borderpost.engine.branches import Branch
    from borderpost.engine.view import JournalEntry
    from borderpost.plain.console import Console
    from borderpost.plain.game import Game


def write_journal(game: Game, rest: str) -> None:
    """Write the list of pages, one page (`rest` is its number), all of them, or a way left."""
    entries, branches = game.run.journal(), ways_left(game.run)
    word, _, number_typed = rest.lower().partition(" ")
    if word == "way":
        _write_way(game, branches, number_typed)
        return
    if word == "all":
        _write_entries(game, entries)
        return
    number = number_of(rest)
    if rest and not 1 <= number <= len(entries):
        game.console.say(f"The journal has pages 1 to {len(entries)}. Type journal for the list.")
        return
    if number:
        _write_entries(game, entries[number - 1 : number], number)
        for way, branch in enumerate(branches, 1):
            if stop_of(entries, branch.left) == number - 1:
                game.console.say(f"{also(branch)}. Type way {way} to go on with it.")
        return
    _write_list(game.console, entries, branches)


def _write_list(
    console: Console, entries: Sequence[JournalEntry], branches: Sequence[Branch]
) -> None:
    """Write a line for each page, and for each way that was left."""
    left_here: dict[int, list[str]] = {}
    for way, branch in enumerate(branches, 1):
        left_here.setdefault(stop_of(entries, branch.left), []).append(f"way {way}")
    for number, entry in enumerate(entries, 1):
        here = number == len(entries)
        decision = " ".join(sentence(line) for line in entry.decision.split("\n") if line)
        ways = ", ".join(left_here.get(number - 1, ()))
        left = f"You also went: {ways}." if ways else ""
        parts = (title_of(entry), decision, changes(entry.changes), "(here)" * here, left)
        numbered(console, number, " ".join(part for part in parts if part))
    console.say("Type journal and a number to read a page, back and a number to go there.")
    if not branches:
        return
    console.say(f"{LEFT}:")
    for way, branch in enumerate(branches, 1):
        stop = entries[stop_of(entries, branch.left)]
        said = f"{sentence(branch.decision)} {way_from(branch, stop.title)}"
        console.say(said, f"Way {way}. ", " " * NUMBER_WIDTH)
    console.say("Type way 1 to go on with one, journal way 1 to read it.")


def _write_way(game: Game, branches: Sequence[Branch], typed: str) -> None:
    """Write what was read and done on a way that was left."""
    branch = _way_of(game, branches, typed)
    if branch is None:
        return
    left = stop_of(game.run.journal(), branch.left)
    _write_entries(game, way_on(game.run, branch), left + 1)
    if not branch.ended:
        game.console.line()
        game.console.say(STOPPED)


def _write_entries(game: Game, entries: Sequence[JournalEntry], first: int = 1) -> None:
    """Write pages of the journal, the first of which has this number."""
    beside = said_beside(game.run, entries)
    for number, (entry, said) in enumerate(zip(entries, beside, strict=True), first):
        write_entry(game.console, number, entry, said)


def write_entry(
    console: Console, number: int, entry: JournalEntry, beside: Sequence[str] = ()
) -> None:
    """Write one page of the journal: what was read, what was done, and what that changed.

    `beside` is what was said beside the decision.
    """
    console.line()
    console.say(f"Page {number}.")
    write_passages(console, entry.passages)
    for line in entry.decision.split("\n"):
        if line:
            console.line()
            console.say(f"You: {line}", "", "    ")
    if beside and not entry.decision:
        console.line()
    for line in beside:
        console.say(line, "", "    ")
    changed = changes(entry.changes)
    if changed:
        console.say(changed)


def title_of(entry: JournalEntry) -> str:
    """The title of the place a page of the journal stands at, as a sentence."""
    titles = [passage.title for passage in entry.passages if passage.place]
    places = [passage.place for passage in entry.passages if passage.place]
    name = (titles[-1] or places[-1].replace("_", " ")) if places else ""
    return sentence(name) if name else ""


def go_back(game: Game, rest: str) -> None:
    """Go back to a page of the journal. The way taken from there is kept in the run."""
    entries = game.run.journal()
    number = number_of(rest)
    if not 1 <= number <= len(entries):
        game.console.say(f"Say which page, 1 to {len(entries)}. Type journal for the list.")
        return
    try:
        game.run.jump(entries[number - 1].number)
    except KEEPING as error:
        game.fail_to_keep(error)
    game.console.say(f"Back at page {number}.")
    game.step_back()


def take_way(game: Game, rest: str) -> None:
    """Go on with a way that was left. The present one is then such a way itself."""
    branch = _way_of(game, ways_left(game.run), rest)
    if branch is None:
        return
    try:
        game.run.jump(branch.number)
    except KEEPING as error:
        game.fail_to_keep(error)
    game.console.say(f"Back on the way: {sentence(branch.decision)}")
    game.step_back()


def _way_of(game: Game, branches: Sequence[Branch], typed: str) -> Branch | None:
    """The way of a number, or None once it is said which numbers there are."""
    number = number_of(typed)
    if 1 <= number <= len(branches):
        return branches[number - 1]
    if not branches:
        game.console.say("You have left no way so far.")
    else:
        ways = f"1 to {len(branches)}" if len(branches) > 1 else "1"
        game.console.say(f"Say which way: {ways}. Type journal for the list.")
    return None


def write_export(game: Game, _: str) -> None:
    """Write the journal to a file, and say where that is."""
    from borderpost.debrief.run.export import export
    from borderpost.saves.calls import shown

    try:
        path = export(game.saved)
    except LogProblem as error:
        game.console.say(f"Nothing was written: {told(error)}")
        return
    game.console.say(EXPORTED)
    game.console.line(shown(path))
