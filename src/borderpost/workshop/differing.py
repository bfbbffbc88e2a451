"""The answer of `diff`: what changed in meaning between two versions of a story."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from borderpost.proof.versions.change import Change
from borderpost.proof.versions.changes import Changes, changes_between
from borderpost.story.model import Story
from borderpost.workshop.fates import Fate, fates_of

if TYPE_CHECKING:
    from borderpost.proof.search.exploring import Limits
    from borderpost.proof.versions.moved import MovedOdds


class Difference(NamedTuple):
    """Two versions of a story and all that differs.

    `fates` are what becomes of saved runs, `odds` what moved; each is None where nobody asked.
    """

    old: Story
    new: Story
    changes: Changes
    fates: tuple[Fate, ...] | None = None
    odds: MovedOdds | None = None


def difference(
    old: Story, new: Story, saves: str | None = None, limits: Limits | None = None
) -> Difference:
    """What differs between two versions, and what becomes of the runs saved in a folder.

    With limits, the odds of both are counted within them. Raises NoSaves and LogProblem.
    """
    fates = None if saves is None else fates_of(Path(saves), old, new)
    changes = changes_between(old, new)
    odds = None if limits is None else _odds(old, new, changes, limits)
    return Difference(old, new, changes, fates, odds)


def _odds(old: Story, new: Story, changes: Changes, limits: Limits) -> MovedOdds:
    """The odds that moved; how far the counting is, a terminal is told."""
    from borderpost.proof.versions.moved import moved_odds
    from borderpost.workshop.progress import progress_line

    with progress_line() as watch:
        return moved_odds(old, new, changes, limits, watch)


def told(found: Difference, *, as_json: bool) -> tuple[str, int]:
    """The answer of `diff`, and its exit code: 0 whatever differs."""
    if not as_json:
        from borderpost.workshop.difference_text import difference_text

        return difference_text(found), 0
    from borderpost.story.json_text import to_json

    return to_json(data(found)), 0


def data(found: Difference) -> dict[str, object]:
    """A difference as plain data. What was not asked for is left out."""
    changes = found.changes
    plain: dict[str, object] = {
        "old": _version(found.old),
        "new": _version(found.new),
        "same_logic": changes.same_logic,
        "same_prose": changes.same_prose,
        "noticeable": bool(changes.shown),
        "changes": [_change(change) for change in changes.found],
    }
    if found.fates is not None:
        plain["saves"] = [fate._asdict() for fate in found.fates]
    if found.odds is not None:
        plain["odds"] = [moved._asdict() for moved in found.odds.moved]
        plain["odds_uncounted"] = [player._asdict() for player in found.odds.uncounted]
    return plain


def _version(story: Story) -> dict[str, object]:
    info = story.info
    return {
        "story": info.id,
        "title": info.title,
        "version": info.version,
        "logic": story.logic_hash,
        "prose": story.prose_hash,
    }


def _change(change: Change) -> dict[str, object]:
    return {
        "kind": change.kind,
        "part": change.part,
        "id": change.id or None,
        "what": change.what or None,
        "before": change.before or None,
        "after": change.after or None,
        "noticeable": change.shown,
    }
