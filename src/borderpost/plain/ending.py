"""What follows an ending: what it bought and cost, what nobody knew, and the play's ledger."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from borderpost.debrief.run.statements import says
from borderpost.engine.reading import prose
from borderpost.plain.ledger_page import write_ledger
from borderpost.plain.problems import KEEPING, told
from borderpost.plain.wrapping import prose_lines, sentence
from borderpost.story.prose import Paragraph, parse_prose, plain_text

if TYPE_CHECKING:
    from borderpost.plain.game import Game


def write_ending(game: Game) -> None:
    """Write all that follows the text of the ending a run stands at."""
    run = game.run
    ending = run.program.story.endings[run.program.place_name(run.state)]
    _write_part(game, "What it bought", prose(run.program, ending.bought, run.state))
    _write_part(game, "What it cost", prose(run.program, ending.cost, run.state))
    if ending.unknowns:
        game.console.line()
        game.console.say("What nobody knows:")
        for unknown in ending.unknowns:
            game.console.say(_unknown_words(game, unknown), "- ", "  ")
    _write_part(game, "", prose(run.program, run.program.story.info.closing, run.state))
    game.console.line()
    write_ledger(game, after_ending=True)
    game.console.line()
    try:
        game.saved.make_sure()
    except KEEPING as error:
        game.console.say(f"This run is not saved: {told(error)}")
        return
    game.console.say(f"This run is kept as {game.saved.handle}. To read it again:")
    game.console.line(game.calls.replay(game.saved))


def _write_part(game: Game, title: str, paragraphs: Iterable[Paragraph]) -> None:
    """Write a part under its title, if there is any of it."""
    lines = prose_lines(paragraphs, game.console.width)
    if not lines:
        return
    game.console.line()
    if title:
        game.console.say(f"{title}:")
    game.console.lines(lines)


def _unknown_words(game: Game, unknown: str) -> str:
    """Something that nobody knows: a fact of the story, or the author's own words."""
    fact = game.story.facts.get(unknown)
    if fact is not None:
        return f"{sentence(says(fact))} [{fact.id}]"
    return sentence(" ".join(plain_text(parse_prose(unknown)).split()))
