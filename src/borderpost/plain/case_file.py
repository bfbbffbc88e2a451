"""The case file: the cards and facts met so far, and each of them opened."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from borderpost.debrief.statements import MARKS, mark_of, says
from borderpost.engine.reading import prose
from borderpost.plain.problems import KEEPING, told
from borderpost.plain.wrapping import PAPER_INDENT, prose_lines, sentence
from borderpost.story.messages import did_you_mean

if TYPE_CHECKING:
    from borderpost.plain.game import Game
    from borderpost.story.model import Fact, Source

CARD_VIEWED = "card"
"""The kind of note that a card was opened, `{"card": id}`."""


def write_case_file(game: Game, _: str = "") -> None:
    """List the cards met so far, and the facts."""
    console, cards, facts = game.console, game.run.cards(), game.run.facts()
    if not (cards or facts):
        console.say("Your case file is empty so far.")
        return
    for card in cards:
        console.say(f"{card} {game.story.sources[card].name}", "", "    ")
    if cards:
        console.say(f"Type card {cards[0]} to open one.")
    if facts:
        console.say(f"Facts met: {', '.join(facts)}. Type fact {facts[0]} to read one.")


def write_card(game: Game, card: str) -> None:
    """Open a card: what it says, its six questions, and the facts shown with it."""
    met = game.run.cards()
    card = _id_among(card, game.story.sources)
    if card not in met:
        _tell_missing(game, card, "card", met, game.story.sources)
        return
    console, source = game.console, game.story.sources[card]
    _note_viewed(game, card)
    console.line()
    console.say(f"{card} {source.name}")
    console.line()
    spoken = prose(game.run.program, source.says, game.run.state)
    cites = [span.fact for paragraph in spoken for span in paragraph.spans if span.fact]
    if not (cites or source.context):
        console.say("Invented for the game.")
        console.line()
    console.lines(prose_lines(spoken, console.width, PAPER_INDENT))
    console.line()
    for name, value in _six_questions(game, source):
        console.say(f"{name}: {sentence(value)}", "", "    ")
    for fact in dict.fromkeys([*cites, *source.context]):
        if fact in game.story.facts:
            _write_one_fact(game, game.story.facts[fact])


def write_fact(game: Game, fact: str) -> None:
    """Say what a fact is, who says it, and what stands against it."""
    met = game.run.facts()
    fact = _id_among(fact, game.story.facts)
    if fact not in met:
        _tell_missing(game, fact, "fact", met, game.story.facts)
        return
    found = game.story.facts[fact]
    _write_one_fact(game, found)
    for other in found.against:
        if other in game.story.facts:
            game.console.say("It stands against:")
            _write_one_fact(game, game.story.facts[other])


def fact_words(fact: Fact) -> str:
    """A fact in one text: what it says, its mark, who says it, and where."""
    _, mark = MARKS[mark_of(fact)]
    by = f", by {fact.by}" if fact.by else ""
    place = f", paragraph {fact.paragraph}" if fact.paragraph else ""
    return f"{sentence(says(fact))} ({mark}{by}{place})"


def _write_one_fact(game: Game, fact: Fact) -> None:
    game.console.say(f"{fact.id}: {fact_words(fact)}", "", "    ")


def _six_questions(game: Game, source: Source) -> list[tuple[str, str]]:
    """The six questions every card answers, and its answers."""
    sources = game.story.sources
    others = [f"{name} {sources[name].name}" for name in source.independent_of if name in sources]
    return [
        ("Who speaks", source.role or "Not stated"),
        ("How they would know", source.access or "Not stated"),
        ("What they want", source.motive or "Not stated"),
        ("Track record shown here", source.track_record or "None shown"),
        ("Independent of", ", ".join(others) or "nobody shown here"),
        ("Which question it answers", source.answers or "Not stated"),
    ]


def _note_viewed(game: Game, card: str) -> None:
    """Keep that a card was opened. Where that cannot be kept, the card is shown all the same."""
    try:
        game.run.note(CARD_VIEWED, {"card": card})
    except KEEPING as error:
        game.console.say(f"That you opened this card was not kept: {told(error)}")


def _id_among(typed: str, known: Collection[str]) -> str:
    """An id as the story spells it, where only its capitals were typed otherwise."""
    return next((name for name in known if name.lower() == typed.lower()), typed)


def _tell_missing(
    game: Game, typed: str, kind: str, met: tuple[str, ...], known: Collection[str]
) -> None:
    """Say why a card or fact cannot be opened."""
    if not typed:
        said = f"Say which {kind}, such as {kind} {met[0]}." if met else f"You have met no {kind}."
    elif typed in known:
        said = f"You have not met {kind} {typed} yet."
    else:
        said = f"There is no {kind} “{typed[:40]}”{did_you_mean(typed, met)}"
        said += "" if said.endswith("?") else "."
    game.console.say(said)
