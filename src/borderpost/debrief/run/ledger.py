"""The ledger of a run: what the player was told and signed, and how far each of it is shown."""

from __future__ import annotations

from typing import NamedTuple

from borderpost.debrief.run.after_action import Answered, review
from borderpost.debrief.run.courses import Courses, courses_of
from borderpost.debrief.run.judged import Judgement, judged_words, judgements
from borderpost.debrief.run.signed import Sentence, report_checks, signed_sentences
from borderpost.debrief.run.statements import MARKS, Statement, invented, statements
from borderpost.debrief.run.summing_up import Found, signed_words, summed_up
from borderpost.debrief.run.unknowns import Unknown, nobody_knew
from borderpost.debrief.run.visits import oneline, visits_of
from borderpost.debrief.wording import source_title, source_told
from borderpost.engine.run import Run


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
    """The ending that was reached: what the bet bought and cost."""

    id: str
    title: str
    bought: str
    cost: str


class Ledger(NamedTuple):
    """What a run meant, as plain data for any interface. Every text is on one line.

    `summing_up` says the whole in a few paragraphs, each a sentence or more: what was decided,
    judged and signed, what the ending rests on, what had been told. `judged_in_short` and
    `signed_in_short` say their sections in a sentence or more (empty where there is nothing).
    `groups` holds the statements by mark: reported, claimed, contested, unknown; empty ones are
    left out. `report` holds the signed sentences and `checks` what is to be said of them together.
    `unknowns` is what nobody knows, the ending's own first. `ended` is None before an ending.
    `review` holds the questions of the after-action review with the player's answers, before an
    ending only those answered at one that was left.
    `source_told` says what the numbers of paragraphs belong to.
    """

    summing_up: tuple[str, ...]
    judged_in_short: str
    judgements: tuple[Judgement, ...]
    signed_in_short: str
    report: tuple[Sentence, ...]
    checks: tuple[str, ...]
    courses: Courses
    groups: tuple[Group, ...]
    invented: Invented
    unknowns: tuple[Unknown, ...]
    ended: Ended | None
    source_told: str
    review: tuple[Answered, ...] = ()

    @property
    def summary(self) -> str:
        """The summary in one paragraph."""
        return " ".join(self.summing_up)

    def of(self, mark: str) -> tuple[Statement, ...]:
        """The statements of a mark."""
        return next((group.statements for group in self.groups if group.mark == mark), ())


def ledger(run: Run) -> Ledger:
    """The ledger of a run's path to its head."""
    program, path = run.program, run.path
    told = statements(program, path)
    scenes, cards, scenes_read = invented(program, path)
    visits = visits_of(program, path)
    judged = judgements(program, visits, finished=run.finished)
    report = signed_sentences(program, visits, {statement.fact for statement in told})
    checks = report_checks(program.story, report)
    courses = courses_of(program, path)
    found = Found(told, judged, report, checks, courses, len(scenes), scenes_read)
    groups = (
        Group(mark, sign, heading, tuple(s for s in told if s.mark == mark))
        for mark, (sign, heading) in headings(source_title(program.story)).items()
    )
    return Ledger(
        summing_up=summed_up(program, path, found),
        judged_in_short=judged_words(judged),
        judgements=judged,
        signed_in_short=signed_words(program.story, report, checks),
        report=report,
        checks=checks,
        courses=courses,
        groups=tuple(group for group in groups if group.statements),
        invented=Invented(*MARKS["invented"], scenes, cards, scenes_read),
        unknowns=nobody_knew(program, path, told),
        ended=_ended(run),
        source_told=source_told(program.story),
        review=tuple(each for each in review(run) if run.finished or each.says),
    )


def headings(source: str) -> dict[str, tuple[str, str]]:
    """The marks with their signs and the headings of their statements, which name the source."""
    sign, reported = MARKS["reported"]
    return {**MARKS, "reported": (sign, f"{reported} by {source}")}


def _ended(run: Run) -> Ended | None:
    """The ending a run stands at."""
    ending = run.program.story.endings.get(run.program.place_name(run.state))
    if ending is None:
        return None
    bought = oneline(run.program, ending.bought, run.state)
    cost = oneline(run.program, ending.cost, run.state)
    return Ended(ending.id, ending.title, bought, cost)
