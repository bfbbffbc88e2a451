"""The ledger of a run: what the player was told and signed, and how far each of it is shown."""

from __future__ import annotations

from typing import NamedTuple

from borderpost.debrief.judged import Judgement, judgements
from borderpost.debrief.signed import Sentence, report_checks, signed_sentences
from borderpost.debrief.statements import MARKS, Statement, invented, says, statements
from borderpost.debrief.visits import oneline, visits_of
from borderpost.debrief.wording import in_words
from borderpost.engine.actions import Choose
from borderpost.engine.moment import Path
from borderpost.engine.program import Program
from borderpost.engine.reading import facts_met
from borderpost.engine.run import Run
from borderpost.story.prose import parse_prose, plain_text


class Group(NamedTuple):
    """The statements of one mark, with its sign and its words."""

    mark: str
    sign: str
    heading: str
    statements: tuple[Statement, ...]


class Invented(NamedTuple):
    """What cites nothing: titles of scenes (of `scenes_read` in all) and names of cards."""

    sign: str
    heading: str
    scenes: tuple[str, ...]
    cards: tuple[str, ...]
    scenes_read: int


class Ended(NamedTuple):
    """The ending that was reached: what the bet bought and cost, and what nobody knew."""

    id: str
    title: str
    bought: str
    cost: str
    unknowns: tuple[str, ...]


class Ledger(NamedTuple):
    """What a run meant, as plain data for any interface. Every text is on one line.

    `groups` holds the statements by mark: reported, claimed, contested, unknown; empty ones are
    left out. `report` holds the signed sentences and `checks` what is to be said of them together.
    `ended` is None before an ending. `summary` says the whole in a few sentences.
    """

    groups: tuple[Group, ...]
    invented: Invented
    judgements: tuple[Judgement, ...]
    report: tuple[Sentence, ...]
    checks: tuple[str, ...]
    ended: Ended | None
    summary: str

    def of(self, mark: str) -> tuple[Statement, ...]:
        """The statements of a mark."""
        return next((group.statements for group in self.groups if group.mark == mark), ())


def ledger(run: Run) -> Ledger:
    """The ledger of a run's path to its head."""
    program, path = run.program, run.path
    told = statements(program, path)
    scenes, cards, scenes_read = invented(program, path)
    visits = visits_of(program, path)
    report = signed_sentences(program, visits, {statement.fact for statement in told})
    groups = (
        Group(mark, sign, heading, tuple(s for s in told if s.mark == mark))
        for mark, (sign, heading) in MARKS.items()
    )
    return Ledger(
        groups=tuple(group for group in groups if group.statements),
        invented=Invented(*MARKS["invented"], scenes, cards, scenes_read),
        judgements=judgements(program, visits),
        report=report,
        checks=report_checks(program.story, report),
        ended=_ended(run),
        summary=_summary(program, path, told, scenes, scenes_read),
    )


def _ended(run: Run) -> Ended | None:
    """The ending a run stands at."""
    story = run.program.story
    ending = story.endings.get(run.program.place_name(run.state))
    if ending is None:
        return None
    unknowns = tuple(
        says(story.facts[name])
        if name in story.facts
        else " ".join(plain_text(parse_prose(name)).split())
        for name in ending.unknowns
    )
    bought = oneline(run.program, ending.bought, run.state)
    cost = oneline(run.program, ending.cost, run.state)
    return Ended(ending.id, ending.title, bought, cost, unknowns)


def _summary(
    program: Program,
    path: Path,
    told: tuple[Statement, ...],
    scenes: tuple[str, ...],
    scenes_read: int,
) -> str:
    """The ledger in a few sentences.

    What counts is what had been met, in prose or on a card of the case file, before the last
    choice of the path: what only the ending says came too late. Each counts once, under its one
    mark. Whether a card was opened or a sentence heeded, nobody can know, and no count here says
    so: the player *was told*.
    """
    last = max((i for i, step in enumerate(path) if isinstance(step.action, Choose)), default=0)
    if not last:
        return "You have not decided anything yet."
    in_time = set(facts_met(program, path[:last]))
    heard = [statement for statement in told if statement.fact in in_time]
    counts = {mark: sum(s.mark == mark for s in heard) for mark in MARKS}
    parts = [
        f"{in_words(counts[mark])} {words.format(were='was' if counts[mark] == 1 else 'were')}"
        for mark, words in (
            ("reported", "{were} reported by the article"),
            ("claimed", "{were} only claimed"),
            ("contested", "{were} claimed and contested"),
            ("unknown", "told what nobody knows"),
        )
        if counts[mark]
    ]
    if not heard:
        return "Nothing you were told cites a fact: it was all invented for the game."
    things = "one thing" if len(heard) == 1 else f"{in_words(len(heard))} things"
    said = f"By your last decision you had been told {things}: {_listed(parts)}."
    if len(scenes) == 1:
        said += " One of the scenes you read cites nothing: it was invented for the game."
    elif scenes:
        said += f" {in_words(len(scenes)).capitalize()} of the {in_words(scenes_read)} scenes you "
        said += "read cite nothing: they were invented for the game."
    return said


def _listed(parts: list[str]) -> str:
    """Parts of a sentence in a row."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} and {parts[-1]}"
