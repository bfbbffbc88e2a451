"""The case file: the cards and facts met so far, and each of them opened."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from borderpost.debrief.run.cards import (
    CARD_VIEWED,
    INVENTED,
    MADE_OF_IT,
    READ_WITH,
    RESTS_ON,
    SET_AGAINST,
    Against,
    FactLine,
    Grade,
    card_view,
    fact_view,
)
from borderpost.debrief.run.case import Group, case_view
from borderpost.plain.problems import KEEPING, told
from borderpost.plain.wrapping import PAPER_INDENT, prose_lines, sentence
from borderpost.story.messages import did_you_mean

if TYPE_CHECKING:
    from borderpost.plain.console import Console
    from borderpost.plain.game import Game


def write_case_file(game: Game, _: str = "") -> None:
    """List the cards met so far, and the facts."""
    console, view = game.console, case_view(game.run)
    console.say(view.told)
    for group in view.cards:
        console.line()
        console.say(f"{_heading(group)}:")
        for card in group.listed:
            new = ", new" if card.is_new else ""
            console.say(f"{card.id} {card.says}{new}", "  ", "    ")
    if view.cards:
        console.say(f"Type card {view.cards[0].listed[0].id} to open one.")
    if view.facts:
        console.line()
    for group in view.facts:
        ids = ", ".join(fact.id + (" (new)" if fact.is_new else "") for fact in group.listed)
        console.say(f"{_heading(group)}: {ids}.", "", "    ")
    if view.facts:
        console.say(f"Type fact {view.facts[0].listed[0].id} to read one.")


def write_card(game: Game, card: str) -> None:
    """Open a card: what it says, its six questions, its facts, and the player's grades of it."""
    met = game.run.cards()
    card = _id_among(card, game.story.sources)
    if card not in met:
        _tell_missing(game, card, "card", met, game.story.sources)
        return
    _note_viewed(game, card)
    console, view = game.console, card_view(game.run, card)
    console.line()
    console.say(f"{card} {view.name}")
    console.line()
    if view.is_invented:
        console.say(INVENTED)
        console.line()
    console.lines(prose_lines(view.says, console.width, PAPER_INDENT))
    console.line()
    for question, answer in view.questions:
        console.say(f"{question} {sentence(answer)}", "", "    ")
    _write_facts(console, f"{RESTS_ON}:", view.rests_on)
    _write_facts(console, f"{READ_WITH}:", view.beside)
    _write_against(console, view.against)
    _write_grades(console, view.grades)


def write_fact(game: Game, fact: str) -> None:
    """Say what a fact is, who says it, and what stands against it."""
    met = game.run.facts()
    fact = _id_among(fact, game.story.facts)
    if fact not in met:
        _tell_missing(game, fact, "fact", met, game.story.facts)
        return
    console, view = game.console, fact_view(game.run, fact)
    said = f"{fact}: {sentence(view.line.says)} {view.standing} {view.place}".rstrip()
    console.say(said, "", "    ")
    for card, name in view.line.on:
        console.say(f"On the card {card} {name}.", "", "    ")
    _write_against(console, view.against)


def _heading(group: Group) -> str:
    """The words of a group, and how much is in it; its sign says nothing to who listens."""
    return f"{group.heading} ({len(group.listed)})"


def _write_facts(console: Console, heading: str, facts: Sequence[FactLine]) -> None:
    """Write some facts under a heading, if there are any."""
    if facts:
        console.line()
        console.say(heading)
    for fact in facts:
        console.say(f"{fact.id}: {sentence(fact.says)} {fact.standing}", "", "    ")


def _write_against(console: Console, against: Against) -> None:
    """Write what something is set against: what was met of it, and how much was not."""
    _write_facts(console, f"{SET_AGAINST}:", against.met)
    if against.unmet_told:
        if against.met:
            console.say(against.unmet_told)
        else:
            console.line()
            console.say(f"{SET_AGAINST}: {against.unmet_told}")


def _write_grades(console: Console, grades: Sequence[Grade]) -> None:
    """Write what the player made of a card, the newest first."""
    if grades:
        console.line()
        console.say(f"{MADE_OF_IT}:")
    for grade in grades:
        sure = f" ({grade.sure})" if grade.sure else ""
        console.say(f"{grade.scene}. {grade.asked} {sentence(grade.answer + sure)}", "", "    ")


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
