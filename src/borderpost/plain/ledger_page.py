"""The ledger of a play as lines: what the player was told and signed, and how far it is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from borderpost.debrief.ledger import Group, Invented, Ledger, ledger
from borderpost.debrief.statements import Statement
from borderpost.plain.asking import certainty_word
from borderpost.plain.wrapping import sentence

if TYPE_CHECKING:
    from borderpost.debrief.judged import Judgement
    from borderpost.debrief.signed import Sentence
    from borderpost.plain.console import Console
    from borderpost.plain.game import Game

CONTESTED = "contested"

IN = "  "
"""How far what stands under a heading is indented."""


def write_ledger(game: Game) -> None:
    """Write the ledger of a run's path: its summary first, then each part under its heading."""
    console, found = game.console, ledger(game.run)
    console.say("The ledger")
    console.line()
    console.say(found.summary)
    told: set[str] = set()
    for group in found.groups:
        _write_group(console, group, told)
    _write_invented(console, found.invented)
    if found.judgements:
        _write_heading(console, "What you judged")
        for judgement in found.judgements:
            _write_judgement(console, judgement)
    _write_report(console, found)


def _write_heading(console: Console, heading: str) -> None:
    console.line()
    console.say(f"{heading}:")


def _write_group(console: Console, group: Group, told: set[str]) -> None:
    """Write the statements of one mark, and what stands against those that are contested.

    What was met stands in the ledger under its own mark, and what was not is told in full once
    (`told` keeps which): otherwise its fact alone is named.
    """
    _write_heading(console, group.heading)
    for statement in group.statements:
        console.say(statement_words(statement), f"{IN}{statement.fact}: ", IN * 2)
        if group.mark != CONTESTED:
            continue
        known = [side.fact for side in statement.against if side.met or side.fact in told]
        if known:
            console.say(f"Against it: {', '.join(known)}.", IN * 2)
        for side in statement.against:
            if side.fact not in known:
                told.add(side.fact)
                by = f"{side.by}, not met on your way" if side.by else "not met on your way"
                says = f"{sentence(side.says)} ({by})"
                console.say(f"Against it, {side.fact}: {says}", IN * 2, IN * 3)


def statement_words(statement: Statement) -> str:
    """A statement with who makes it, and where it stands."""
    parts = [statement.by] if statement.by else []
    if statement.paragraph:
        parts.append(f"paragraph {statement.paragraph}")
    if statement.met_at:
        parts.append(f"met in “{statement.met_at}”")
    return f"{sentence(statement.says)} ({', '.join(parts)})" if parts else statement.says


def _write_invented(console: Console, invented: Invented) -> None:
    """Write what cites nothing."""
    for name, titles in (("Scenes", invented.scenes), ("Cards", invented.cards)):
        if titles:
            if name == "Scenes" or not invented.scenes:
                _write_heading(console, invented.heading)
            console.say(f"{name}: {sentence('; '.join(titles))}", IN, IN * 2)


def _write_judgement(console: Console, judgement: Judgement) -> None:
    """Write a judgement: what was asked and said, and the text's reasons where it has any."""
    about = f"{judgement.about}: " if judgement.about else ""
    sure = f" ({certainty_word(judgement.certainty)})" if judgement.certainty else ""
    words = f"{about}{sentence(judgement.asked)} You: {sentence(judgement.answer + sure)}"
    if judgement.changed_to:
        words += f" Later: {sentence(judgement.changed_to)}"
    if judgement.is_right is not None:
        words += " The text bears this out." if judgement.is_right else " The text says otherwise."
    console.say(words, IN, IN * 2)
    if judgement.reasons:
        console.say(judgement.reasons, IN * 2)


def _write_report(console: Console, found: Ledger) -> None:
    """Write what was signed, checked sentence by sentence."""
    if not found.report:
        return
    _write_heading(console, "What you signed")
    for signed in found.report:
        console.say(f"{sentence(signed.says)} {_rests_on(signed)}{signed.check}", IN, IN * 2)
    for check in found.checks:
        console.say(check, IN)


def _rests_on(signed: Sentence) -> str:
    """What a signed sentence cites, and the likelihood it gives."""
    likelihood = f"({signed.likelihood}) " if signed.likelihood else ""
    cites = f"[{', '.join(signed.cites)}] " if signed.cites else ""
    return likelihood + cites
