"""The report of a class: its tally put beside the story."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from borderpost.debrief.as_written import place_title
from borderpost.debrief.cohort.judged import (
    cells_told,
    estimates_told,
    keyed_told,
    ledger_told,
    report_told,
)
from borderpost.debrief.cohort.shown import Bar, ClassReport, MeterTold, Reviewed
from borderpost.debrief.cohort.splits import closest, lines_told, splits_told
from borderpost.debrief.cohort.tally import Tally
from borderpost.debrief.run.after_action import questions
from borderpost.debrief.wording import setting_words, source_told
from borderpost.story.model import Story


def questions_anew(story: Story) -> tuple[tuple[str, str], ...]:
    """The questions that are asked anew: (the first, the one that asks it again)."""
    return tuple(
        (question.again, question.id)
        for scene in story.scenes.values()
        for question in scene.questions
        if question.again
    )


def class_report(story: Story, tally: Tally) -> ClassReport:
    """What a tally says of a class that played this story."""
    reports = sum(tally.outran.values())
    splits = tuple(splits_told(story, tally))
    return ClassReport(
        title=story.info.title,
        language=story.info.language,
        runs=tally.runs,
        finished=tally.finished,
        pairs=tally.pairs,
        settings=tuple(_settings(story, tally)),
        standing=_bars(story, tally.standing, tally.runs),
        endings=_bars(story, tally.endings, tally.finished),
        not_reached=tuple(e.title for e in story.endings.values() if not tally.endings[e.id]),
        splits=splits,
        closest=closest(splits, tally.runs),
        ledger=tuple(ledger_told(story, tally)),
        keyed=tuple(keyed_told(story, tally)),
        cells=tuple(cells_told(story, tally)),
        estimates=tuple(estimates_told(story, tally)),
        report=tuple(report_told(story, tally, reports)),
        reports=reports,
        outran=reports - tally.outran[0],
        meters=tuple(_meters(story, tally)),
        out_of_role=story.lesson.out_of_role,
        discuss=story.discuss,
        review=tuple(
            Reviewed(asks, lines_told(tally.wrote[name])) for name, asks in questions(story).items()
        ),
        source_told=source_told(story),
    )


def _settings(story: Story, tally: Tally) -> Iterable[tuple[str, int]]:
    """The settings that were played, most often first: `How long: short`."""
    labels = {v.name: v.label or v.name.replace("_", " ") for v in story.settings}
    for settings, count in tally.settings.most_common():
        told = [f"{labels[name]}: {setting_words(word)}" for name, word in settings]
        if told:
            yield ", ".join(told), count


def _bars(story: Story, counts: Counter[str], of: int) -> tuple[Bar, ...]:
    """Counts by places, the most first."""
    return tuple(Bar(place_title(story, name), n, of) for name, n in counts.most_common() if n)


def _meters(story: Story, tally: Tally) -> Iterable[MeterTold]:
    """Where the meters stood at the end."""
    for name, values in tally.meters.items():
        in_order = sorted(values.elements())
        label = story.variables[name].label or name.replace("_", " ")
        yield MeterTold(label, in_order[0], in_order[(len(in_order) - 1) // 2], in_order[-1])
