"""What is to be said of files, alike ones together: a thousand of them make one line."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from borderpost.debrief.cohort.gathering import NO_RUN, Told
from borderpost.story.messages import one_line

FEW = 5
"""How many files are named where there is little room."""


class FilesTold(NamedTuple):
    """Files of which the same is said: the sentence, their names, whether their runs count."""

    says: str
    files: tuple[str, ...]
    counts: bool

    @property
    def in_short(self) -> str:
        """The sentence with the first of the names."""
        named = ", ".join(self.files[:FEW])
        more = f" and {len(self.files) - FEW:,} more" if len(self.files) > FEW else ""
        return f"{self.says} {named}{more}."


def files_told(told: Iterable[Told]) -> tuple[FilesTold, ...]:
    """Files by what is said of them, those that do not count first."""
    groups: dict[tuple[str, bool], list[str]] = {}
    for each in told:
        groups.setdefault((each.reason, each.counts), []).append(one_line(each.file))
    found = [
        FilesTold(_sentence(reason, len(files), counts=counts), tuple(files), counts)
        for (reason, counts), files in groups.items()
    ]
    return tuple(sorted(found, key=lambda each: each.counts))


def _sentence(reason: str, count: int, *, counts: bool) -> str:
    """What is said of some files."""
    if reason == NO_RUN:
        return "No saved run:" if count == 1 else f"{count:,} files are no saved runs:"
    files = "1 file" if count == 1 else f"{count:,} files"
    return f"Counted, but {reason} ({files}):" if counts else f"Left out, {reason} ({files}):"
