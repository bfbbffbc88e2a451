"""The ledger of a play as lines: its summary, then what was judged, signed, told and left open."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from borderpost.debrief.run.courses import change_words
from borderpost.debrief.run.judged import verdict
from borderpost.debrief.run.ledger import Group, Invented, Ledger, ledger
from borderpost.debrief.run.sections import (
    ENDINGS,
    JUDGED,
    METERS,
    NO_STOPS,
    OPEN,
    REVIEW,
    SECTIONS,
    SIGNED,
    SUMMARY,
    TOLD,
    Section,
)
from borderpost.debrief.run.statements import Statement, not_met_words, opposed
from borderpost.plain.asking import certainty_word
from borderpost.plain.forks_page import forks_at_the_end, write_forks
from borderpost.plain.review import write_answered
from borderpost.plain.wrapping import sentence

if TYPE_CHECKING:
    from borderpost.debrief.run.judged import Judgement
    from borderpost.debrief.run.signed import Sentence
    from borderpost.debrief.run.statements import Opposed
    from borderpost.plain.console import Console
    from borderpost.plain.game import Game

IN = "  "
"""How far what stands under a heading is indented."""


def write_ledger(game: Game, *, after_ending: bool = False) -> None:
    """Write the whole ledger of a run's path; sections that hold nothing are left out.

    What nobody knows stands among what was told and, `after_ending`, above the ledger: only what
    is not said elsewhere is said under its own heading.
    """
    console, found = game.console, ledger(game.run)
    console.say("The ledger")
    console.line()
    _write_summary(console, found)
    if found.judgements:
        _write_under(console, JUDGED, found)
    if found.report:
        _write_under(console, SIGNED, found)
    if found.courses.meters and found.courses.stops:
        _write_under(console, METERS, found)
    forks = forks_at_the_end(game)
    if forks is not None and (forks.forks or forks.untold):
        _write_heading(console, ENDINGS.title)
        write_forks(console, forks)
    _write_told(console, found)
    left = tuple(unknown for unknown in found.unknowns if not unknown.fact)
    if left and not after_ending:
        _write_under(console, OPEN, found._replace(unknowns=left))
    answered = tuple(one for one in found.review if one.says)
    if answered:
        _write_under(console, REVIEW, found._replace(review=answered))


def write_section(game: Game, section: Section) -> None:
    """Write one section of the ledger, whatever it holds."""
    console, found = game.console, ledger(game.run)
    in_short = {JUDGED: found.judged_in_short, SIGNED: found.signed_in_short}.get(section, "")
    console.say(f"{section.title}:")
    if section is SUMMARY:
        _write_summary(console, found)
    elif section is ENDINGS:
        write_forks(console, forks_at_the_end(game))
    elif not _holds(section, found):
        console.say(section.nothing)
    elif section is METERS and not found.courses.stops:
        console.say(NO_STOPS)
    else:
        if in_short:
            console.say(in_short)
        _WRITERS[section](console, found)


def section_named(typed: str) -> Section | None:
    """The section that was asked for, by its id, or by its number from 1."""
    for number, section in enumerate(SECTIONS, 1):
        if typed.lower() in (section.id, str(number)):
            return section
    return None


def _holds(section: Section, found: Ledger) -> bool:
    """Whether there is anything in a section."""
    held: dict[Section, object] = {
        JUDGED: found.judgements,
        SIGNED: found.report,
        METERS: found.courses.meters,
        TOLD: found.groups or found.invented.scenes or found.invented.cards,
        OPEN: found.unknowns,
        REVIEW: found.review,
    }
    return bool(held.get(section))


def _write_under(console: Console, section: Section, found: Ledger) -> None:
    """Write a section under its heading."""
    _write_heading(console, section.title)
    _WRITERS[section](console, found)


def _write_heading(console: Console, heading: str) -> None:
    console.line()
    console.say(f"{heading}:")


def _write_summary(console: Console, found: Ledger) -> None:
    """Write the summary, a blank line between its paragraphs."""
    for number, said in enumerate(found.summing_up):
        if number:
            console.line()
        console.say(said)


def _write_told(console: Console, found: Ledger) -> None:
    """Write what was told, by how far it is shown."""
    for group in found.groups:
        _write_group(console, group)
    _write_invented(console, found.invented)


def _write_group(console: Console, group: Group) -> None:
    """Write the statements of one mark, and what stands against those that are contested."""
    _write_heading(console, group.heading)
    against = opposed(group.statements)
    for statement in group.statements:
        console.say(statement_words(statement), f"{IN}{statement.fact}: ", IN * 2)
        if statement.fact in against:
            _write_against(console, against[statement.fact])


def _write_against(console: Console, against: Opposed) -> None:
    """Write what a statement is set against."""
    if against.named:
        console.say(f"Against it: {', '.join(against.named)}.", IN * 2)
    for side in against.in_full:
        says = f"{sentence(side.says)} ({not_met_words(side)})"
        console.say(f"Against it, {side.fact}: {says}", IN * 2, IN * 3)
    if against.unmet:
        console.say(f"Against it: {against.unmet}.", IN * 2)


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


def _write_judgements(console: Console, found: Ledger) -> None:
    """Write every judgement."""
    for judgement in found.judgements:
        _write_judgement(console, judgement)


def _write_judgement(console: Console, judgement: Judgement) -> None:
    """Write a judgement: what was asked and said, and the text's reasons where it has any."""
    about = f"{judgement.about}: " if judgement.about else ""
    sure = f" ({certainty_word(judgement.certainty)})" if judgement.certainty else ""
    words = f"{about}{sentence(judgement.asked)} You: {sentence(judgement.answer + sure)}"
    if judgement.changed_to:
        words += f" Later: {sentence(judgement.changed_to)}"
    if decided := verdict(judgement):
        words += f" {decided}"
    console.say(words, IN, IN * 2)
    if judgement.reasons:
        console.say(judgement.reasons, IN * 2)


def _write_report(console: Console, found: Ledger) -> None:
    """Write what was signed, checked sentence by sentence."""
    for signed in found.report:
        console.say(f"{sentence(signed.says)} {_rests_on(signed)}{signed.check}", IN, IN * 2)


def _rests_on(signed: Sentence) -> str:
    """What a signed sentence cites, and the likelihood it gives."""
    likelihood = f"({signed.likelihood}) " if signed.likelihood else ""
    cites = f"[{', '.join(signed.cites)}] " if signed.cites else ""
    return likelihood + cites


def _write_courses(console: Console, found: Ledger) -> None:
    """Write how the meters went: each decision, and what came of it."""
    courses = found.courses
    console.say(f"At the start: {_standing(found, courses.start)}.", IN, IN * 2)
    for number, stop in enumerate(courses.stops, 1):
        changes = [change_words(*change) for change in courses.changes_at(number)]
        changed = " ".join(f"{change}." for change in changes) or "No meter changed."
        words = f"{sentence(stop.title)} {sentence(stop.chosen)} {changed}"
        console.say(words, f"{IN}{number}. ", IN * 2)
    console.say(f"Now: {_standing(found, courses.now)}.", IN, IN * 2)


def _standing(found: Ledger, values: tuple[int, ...]) -> str:
    """Where every meter stands: `Money 6, Post 5`."""
    both = zip(found.courses.meters, values, strict=True)
    return ", ".join(f"{meter.label} {value}" for meter, value in both)


def _write_open(console: Console, found: Ledger) -> None:
    """Write what nobody knows."""
    for unknown in found.unknowns:
        fact = f" [{unknown.fact}]" if unknown.fact else ""
        console.say(f"{sentence(unknown.says)}{fact}", f"{IN}- ", IN * 2)


def _write_review(console: Console, found: Ledger) -> None:
    """Write what the player says of it all."""
    write_answered(console, found.review)
    if found.ended and not all(one.says for one in found.review):
        console.say("To answer, type review.")


_WRITERS: dict[Section, Callable[[Console, Ledger], None]] = {
    JUDGED: _write_judgements,
    SIGNED: _write_report,
    METERS: _write_courses,
    TOLD: _write_told,
    OPEN: _write_open,
    REVIEW: _write_review,
}
"""What writes each section but the summary, without its heading."""
