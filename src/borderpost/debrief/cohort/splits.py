"""How a class split at each decision: who took which way, what they had read, where it led."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from borderpost.debrief.as_written import choice_words
from borderpost.debrief.cohort.shown import Bar, CardCount, Line, Lines, SplitTold, WayTaken
from borderpost.debrief.cohort.tally import Split, Tally, Texts
from borderpost.story.model import Story
from borderpost.story.open_endings import shipped_open_endings


def splits_told(story: Story, tally: Tally) -> Iterable[SplitTold]:
    """The decisions, in the order in which the runs came to them; with one way there is none."""
    open_after = _open_after(story, tally)
    splits = [(name, split) for name, split in tally.splits.items() if len(split.offered) > 1]
    in_order = sorted(splits, key=lambda each: each[1].positions / each[1].times)
    for number, (name, split) in enumerate(in_order, 1):
        scene = story.scenes[name]
        yield SplitTold(
            number=number,
            title=scene.called,
            when_where=scene.when_where,
            times=split.times,
            ways=tuple(_ways(story, name, split, open_after)),
            dissents=lines_told(
                split.dissents, {c: choice_words(story, name, c) for c in split.chosen}
            ),
            cards=tuple(
                CardCount(f"{card} {story.sources[card].name}", split.opened[card], had)
                for card, had in split.met.items()
            ),
        )


def closest(splits: Sequence[SplitTold], runs: int) -> SplitTold | None:
    """The decision that split a class of so many runs most evenly; None where none split it.

    That is where two runs picked by lot most likely chose apart. One that less than half of the
    class came to says little of the class, and does not count.
    """

    def apart(split: SplitTold) -> float:
        return 1 - sum((way.bar.n / split.times) ** 2 for way in split.ways)

    met = [split for split in splits if 2 * split.times >= runs and apart(split) > 0]
    return max(met, key=apart, default=None)


def _open_after(story: Story, tally: Tally) -> dict[str, frozenset[str]]:
    """The endings open after each way in the lengths that were played, where that is known."""
    shipped = shipped_open_endings(story)
    found: dict[str, frozenset[str]] = {}
    for settings in tally.settings:
        known = shipped.after(dict(settings)) if shipped is not None else {}
        if not known:
            return {}
        for way, endings in known.items():
            found[way] = found.get(way, frozenset()) | endings
    return found


def _ways(
    story: Story, scene: str, split: Split, open_after: dict[str, frozenset[str]]
) -> Iterable[WayTaken]:
    """The choices of a decision in the order of the story, taken or not."""
    own = [choice.id for choice in story.scenes[scene].choices]
    others = [choice for choice in split.offered if choice not in own]
    offered = [choice for choice in (*own, *others) if split.offered[choice]]
    every = frozenset().union(*(open_after.get(f"{scene}.{c}", frozenset()) for c in offered))
    for choice in offered:
        led = split.endings[choice]
        count = split.chosen[choice]
        left = open_after.get(f"{scene}.{choice}", every)
        shut = every - left
        yield WayTaken(
            bar=Bar(choice_words(story, scene, choice), count, split.times),
            votes=split.votes[choice],
            endings=tuple(
                Bar(story.endings[name].title, n, count) for name, n in led.most_common() if name
            ),
            rules_out=tuple(e.title for e in story.endings.values() if e.id in shut),
            still_open=tuple(
                e.title for e in story.endings.values() if e.id in left and len(left) < len(shut)
            ),
        )


def lines_told(texts: Texts, about: dict[str, str] | None = None) -> Lines:
    """Texts that people wrote; what each is about is said in other words where there are any."""
    named = about or {}
    return Lines(tuple(Line(named.get(key, key), says) for key, says in texts.kept), texts.more)
