"""The debrief of one run as a page: its ledger, beside what it decided and could have."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from borderpost.debrief.pages import charts
from borderpost.debrief.pages.environment import markdown, page
from borderpost.debrief.run.after_action import review
from borderpost.debrief.run.courses import Courses, change_words
from borderpost.debrief.run.fork_words import fork_summary, forks_told, untold_words
from borderpost.debrief.run.forks import forks_of
from borderpost.debrief.run.judged import Judgement, verdict
from borderpost.debrief.run.ledger import ledger
from borderpost.debrief.run.transcript import Known
from borderpost.debrief.together.hands import hands_on, hands_told
from borderpost.debrief.together.notes import said_in
from borderpost.debrief.wording import on_one_line, setting_words
from borderpost.engine.actions import Choose
from borderpost.engine.offering import choices_at
from borderpost.engine.run import Run
from borderpost.story.prose import plain_text


class DecisionShown(NamedTuple):
    """A choice that was taken: where, what it was, what else was offered, what the meters did."""

    title: str
    chosen: str
    others: tuple[str, ...]
    changes: tuple[str, ...]
    dissent: str
    votes: str


class MeterShown(NamedTuple):
    """A meter and its values, the first at the start."""

    label: str
    explain: str
    low: int
    high: int
    values: tuple[int, ...]


def run_page(run: Run, known: Known, remarks: Iterable[str] = ()) -> str:
    """The page of a run. It may take the second or so that looking for other ways takes."""
    return page("run.html.j2", charts=charts, **_data(run, known, remarks))


def run_text(run: Run, known: Known, remarks: Iterable[str] = ()) -> str:
    """The same in Markdown."""
    return markdown("run.md.j2", **_data(run, known, remarks))


def _data(run: Run, known: Known, remarks: Iterable[str]) -> dict[str, object]:
    """What both show."""
    book = ledger(run)
    forks = forks_of(run.program, run.settings, run.path)
    return {
        "language": run.program.story.info.language,
        "title": run.program.story.info.title,
        "known": known,
        "settings": ", ".join(_settings(run)),
        "remarks": tuple(remarks),
        "book": book,
        "decisions": tuple(_decisions(run, book.courses)),
        "judged": tuple(map(_judged, book.judgements)),
        "courses": tuple(
            MeterShown(m.label, on_one_line(m.explain), m.low, m.high, book.courses.of(number))
            for number, m in enumerate(book.courses.meters)
        ),
        "fork_summary": fork_summary(forks) if forks else "",
        "forks": forks_told(forks) if forks else (),
        "untold": untold_words(forks) if forks else "",
        "review": review(run),
    }


def _settings(run: Run) -> Iterator[str]:
    """How the run was set up."""
    for variable in run.program.story.settings:
        if word := run.settings.get(variable.name):
            label = variable.label or variable.name.replace("_", " ")
            yield f"{label}: {setting_words(word)}"


def _judged(judgement: Judgement) -> Mapping[str, str]:
    """A judgement, with what the text says of it in words."""
    return {
        "asked": judgement.asked,
        "about": judgement.about,
        "answer": judgement.answer,
        "changed_to": judgement.changed_to,
        "verdict": verdict(judgement),
        "reasons": judgement.reasons,
    }


def _decisions(run: Run, courses: Courses) -> Iterator[DecisionShown]:
    """The choices of the way, in order."""
    program, said = run.program, said_in(run.records)
    stops = {stop.number: place for place, stop in enumerate(courses.stops, 1)}
    for index, step in enumerate(run.path):
        if not isinstance(step.action, Choose):
            continue
        scene = program.story.scenes[step.action.scene]
        views = [view for view in choices_at(program, scene, step.before) if view.number]
        labels = {view.action: on_one_line(plain_text(view.label)) for view in views}
        yield DecisionShown(
            title=scene.called,
            chosen=labels.get(step.action, step.action.choice),
            others=tuple(label for action, label in labels.items() if action != step.action),
            changes=tuple(
                change_words(*change) for change in courses.changes_at(stops.get(step.number, 0))
            ),
            dissent=said.dissents.get((step.after, step.action.choice), ""),
            votes=hands_told(hands_on(run.path[:index], said.votes), views),
        )
