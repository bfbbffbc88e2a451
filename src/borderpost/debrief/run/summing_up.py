"""A debrief in a few sentences: what was decided, judged, signed and told on this way."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

from borderpost.debrief.run.courses import Courses
from borderpost.debrief.run.judged import Judgement, judged_words
from borderpost.debrief.run.signed import Sentence
from borderpost.debrief.run.statements import Statement, mark_of
from borderpost.debrief.wording import in_words, listed, source_title, things, times
from borderpost.engine.actions import Choose
from borderpost.engine.moment import Path
from borderpost.engine.program import Program
from borderpost.engine.reading import facts_met
from borderpost.story.model import Ending, Story

TOLD_AS: Mapping[str, str] = {
    "reported": "{were} reported by {source}",
    "claimed": "{were} only claimed",
    "contested": "{were} claimed and contested",
    "unknown": "told what nobody knows",
}
"""How what was told is counted by its marks."""

CITED_AS: Mapping[str, str] = {
    "reported": "reported",
    "claimed": "only claimed",
    "contested": "claimed and contested",
    "unknown": "left open",
}
"""How facts that something rests on are counted by their marks."""

MOST_METERS = 6
"""How many meters are named in one sentence."""


class Found(NamedTuple):
    """What a debrief found, before it is put into sentences."""

    told: tuple[Statement, ...]
    judged: tuple[Judgement, ...]
    report: tuple[Sentence, ...]
    checks: tuple[str, ...]
    courses: Courses
    scenes_invented: int
    scenes_read: int


def summed_up(program: Program, path: Path, found: Found) -> tuple[str, ...]:
    """The paragraphs of a summary. No count says what was heeded, since nobody can know that."""
    story = program.story
    ending = story.endings.get(program.place_name(path[-1].state))
    last = max((i for i, step in enumerate(path) if isinstance(step.action, Choose)), default=0)
    in_time = set(facts_met(program, path[:last])) if last else set()
    parts = [_decided(path, found.courses, ended=ending is not None)]
    parts.append(judged_words(found.judged))
    parts.append(signed_words(story, found.report, found.checks))
    if ending is not None:
        cited = {fact for sentence in found.report for fact in sentence.cites}
        parts.append(_ended(story, ending, in_time, cited if found.report else None))
    if last:
        heard = [statement for statement in found.told if statement.fact in in_time]
        parts.append(_told(story, heard, found))
    return tuple(part for part in parts if part)


def signed_words(story: Story, report: tuple[Sentence, ...], checks: Iterable[str]) -> str:
    """What the signed statements rest on, what is to be said of them together, and the rest."""
    stated = [sentence for sentence in report if sentence.strength]
    recommended = [f"You recommended: “{s.says}”" for s in report if not s.strength]
    if not stated:
        return " ".join(recommended)
    said = f"You signed {things(len(stated), 'statement', 'statements')}"
    cited = {fact: mark_of(story.facts[fact]) for s in stated for fact in s.cites}
    rests = f"resting on {_facts(cited.values())}" if cited else "citing nothing"
    return " ".join([f"{said}, {rests}.", *checks, *recommended])


def _decided(path: Path, courses: Courses, *, ended: bool) -> str:
    """How often the player decided, and where the meters went."""
    count = sum(isinstance(step.action, Choose) for step in path)
    if not count:
        nothing = "There was nothing to decide on this way."
        return nothing if ended else "You have not decided anything yet."
    said = f"You decided {times(count)}." if ended else f"You have decided {times(count)} so far."
    if not courses.meters:
        return said
    moved = [
        (abs(now - was) / max(meter.high - meter.low, 1), meter.label, f"from {was} to {now}")
        for meter, was, now in zip(courses.meters, courses.start, courses.now, strict=True)
        if was != now
    ]
    if not moved:
        return f"{said} Every meter stands where it stood at the start."
    least = sorted((size for size, _, _ in moved), reverse=True)[:MOST_METERS][-1]
    most = [(label, way) for size, label, way in moved if size >= least][:MOST_METERS]
    named = [f"{label} {way}" for label, way in most]
    if len(moved) > len(named):
        named.append(f"{in_words(len(moved) - len(named))} more")
    return f"{said} Since the start: {listed(named)}."


def _ended(
    story: Story, ending: Ending, in_time: Collection[str], cited: Collection[str] | None
) -> str:
    """What the ending rests on, and how much of it had been told in time, and was cited."""
    facts = [fact for fact in dict.fromkeys(ending.facts) if fact in story.facts]
    if not facts:
        return ""
    marks = [mark_of(story.facts[fact]) for fact in facts]
    said = f"The ending, “{ending.title}”, rests on {_facts(marks)}."
    known = sum(fact in in_time for fact in facts)
    said += f" You had been told {_of(known, len(facts))} before your last decision"
    if cited is not None:
        said += f", and your report cites {_of(sum(fact in cited for fact in facts), len(facts))}"
    return said + "."


def _of(number: int, total: int) -> str:
    """How many of some facts just named."""
    if not number:
        return "none of them" if total > 1 else "nothing of it"
    if total == 1:
        return "it"
    if number == total:
        return "both of them" if total == 2 else "all of them"
    return f"{in_words(number)} of them"


def _told(story: Story, heard: list[Statement], found: Found) -> str:
    """What had been met, in prose or on a card, before the last choice of the path.

    What only the ending says came too late. Each counts once, under its one mark. Whether a card
    was opened or a sentence heeded, nobody can know: the player *was told*.
    """
    if not heard:
        return "By your last decision nothing you had been told cited a fact: it was all invented."
    counts = _counts([statement.mark for statement in heard], TOLD_AS, source_title(story))
    if len(heard) == 1:
        counts = counts.replace("one", "it", 1)
    count = things(len(heard), "thing", "things")
    said = f"By your last decision you had been told {count}: {counts}."
    if found.scenes_invented == 1:
        said += " One of the scenes you read cites nothing: it was invented for the game."
    elif found.scenes_invented:
        scenes = f"{in_words(found.scenes_invented).capitalize()} of the "
        scenes += f"{in_words(found.scenes_read)} scenes you read"
        said += f" {scenes} cite nothing: they were invented for the game."
    return said


def _counts(marks: Collection[str], counted_as: Mapping[str, str], source: str) -> str:
    """How many facts there are of each mark: `one was reported by the source, two ...`."""
    counts = {mark: sum(other == mark for other in marks) for mark in counted_as}
    return listed(
        [
            f"{in_words(count)} "
            + counted_as[mark].format(were="was" if count == 1 else "were", source=source)
            for mark, count in counts.items()
            if count
        ]
    )


def _facts(marks: Collection[str]) -> str:
    """Facts by their marks: `four facts: two only claimed and two left open`."""
    if len(set(marks)) == 1:
        count = len(marks)
        all_of = {1: "", 2: "both "}.get(count, "all ")
        return f"{things(count, 'fact', 'facts')}, {all_of}{CITED_AS[next(iter(marks))]}"
    return f"{in_words(len(marks))} facts: {_counts(marks, CITED_AS, '')}"
