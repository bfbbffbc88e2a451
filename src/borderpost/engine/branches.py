"""The ways of a run that were walked and then left: none is lost, and each can be gone back to."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from borderpost.engine.actions import Action, Choose, Continue, Nature
from borderpost.engine.moment import Moment, Path
from borderpost.engine.program import Program
from borderpost.engine.show import decision_words, title_at
from borderpost.engine.view import JournalEntry


class Branch(NamedTuple):
    """A way that was walked to `number`, its last act, and does not lie on the path to the head.

    It left that path after the act `left` (0: the start) with the decision whose words are
    `decision`. `title` is that of the place it stands at, `pages` how many pages of a
    journal it went on for (0: only questions were answered), `ended` whether that is an ending.
    """

    number: int
    left: int
    decision: str
    title: str
    pages: int
    ended: bool


class _Step(NamedTuple):
    """Acts that do the same after the same: one step, however often it was taken.

    `first` is the first choice since the path was left, or the first act before there is one.
    """

    left: int
    first: Moment | None
    pages: int


def branches_of(program: Program, moments: Iterable[Moment], path: Path) -> tuple[Branch, ...]:
    """The ends of all ways that are not on the path, in the order in which they were walked.

    Who goes back and decides the same again has not left a way: what follows equal acts from the
    same place is one. `moments` are all there are, each behind the one that it follows.
    """
    same: dict[int, int] = {}  # each act, by number: the first that did the same
    known: dict[tuple[int, Action | None], int] = {}
    for step in path:
        known[same.get(step.after, -1), step.action] = same[step.number] = step.number
    steps: dict[int, _Step] = {}
    latest: dict[int, Moment] = {}
    gone_on: set[int] = set()
    for moment in moments:
        if moment.number in same:
            continue
        before = same[moment.after]
        one = same[moment.number] = known.setdefault((before, moment.action), moment.number)
        if one in steps or one == moment.number:
            gone_on.add(before)
            latest[one] = moment
        if one == moment.number:
            steps[one] = _step(steps.get(before) or _Step(before, None, 0), moment)
    ends = [(moment, steps[one]) for one, moment in latest.items() if one not in gone_on]
    ends.sort(key=lambda end: end[0].number)
    return tuple(
        Branch(
            number=moment.number,
            left=step.left,
            decision=decision_words(program, step.first) if step.first else "",
            title=title_at(program, moment.state),
            pages=step.pages,
            ended=program.place(moment.state).kind == "ending",
        )
        for moment, step in ends
    )


def stop_of(entries: Sequence[JournalEntry], number: int) -> int:
    """The place in a journal (from 0) of the entry that an act of its path belongs to."""
    return bisect_right(entries, number, key=lambda entry: entry.number) - 1


def left_from(
    entries: Sequence[JournalEntry], branches: Iterable[Branch]
) -> dict[int, list[Branch]]:
    """The ways that left from each entry of a journal that any left from, by its place."""
    found: dict[int, list[Branch]] = {}
    for branch in branches:
        found.setdefault(stop_of(entries, branch.left), []).append(branch)
    return found


def _step(before: _Step, moment: Moment) -> _Step:
    """The step after another."""
    if moment.action is None or isinstance(moment.action, Nature):
        return before
    pages = before.pages + isinstance(moment.action, Choose | Continue)
    first = before.first or moment
    if isinstance(moment.action, Choose) and not isinstance(first.action, Choose):
        first = moment  # a way is known by its decision rather than by an answer before it
    return _Step(before.left, first, pages)
