"""The journal: every page of the play so far, to read again and to go back to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from borderpost.plain.page import numbered, write_passages
from borderpost.plain.problems import KEEPING
from borderpost.plain.prompt import number_of
from borderpost.plain.wrapping import sentence

if TYPE_CHECKING:
    from borderpost.engine.view import JournalEntry
    from borderpost.plain.console import Console
    from borderpost.plain.game import Game


def write_journal(game: Game, rest: str) -> None:
    """Write the list of pages, one page (`rest` is its number), or all of them (`all`)."""
    entries = game.run.journal()
    if rest.lower() == "all":
        for number, entry in enumerate(entries, 1):
            write_entry(game.console, number, entry)
        return
    number = number_of(rest)
    if rest and not 1 <= number <= len(entries):
        game.console.say(f"The journal has pages 1 to {len(entries)}. Type journal for the list.")
        return
    if number:
        write_entry(game.console, number, entries[number - 1])
        return
    for number, entry in enumerate(entries, 1):
        here = number == len(entries)
        decision = " ".join(sentence(line) for line in entry.decision.split("\n") if line)
        numbered(
            game.console,
            number,
            " ".join(part for part in (title_of(entry), decision, "(here)" * here) if part),
        )
    game.console.say("Type journal and a number to read a page, back and a number to go there.")


def write_entry(console: Console, number: int, entry: JournalEntry) -> None:
    """Write one page of the journal: what was read, and what was done."""
    console.line()
    console.say(f"Page {number}.")
    write_passages(console, entry.passages)
    for line in entry.decision.split("\n"):
        if line:
            console.line()
            console.say(f"You: {line}", "", "    ")


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
