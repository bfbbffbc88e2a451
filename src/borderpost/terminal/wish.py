"""What the app is started for."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from borderpost.debrief.together.habits import NO_HABITS, Habits
from borderpost.terminal.likes.preferences import PreferenceFile


class Wish(NamedTuple):
    """A story or None for the title, where runs are kept, and what the player has said beforehand.

    `settings` are those of a new run, `seed` is its (None: one is drawn), `resume` is the file of a
    run to go on with, and `told` what there is to say of how it was found. `preferences` is the
    file of what the player likes; without one, nothing is read and nothing kept. `habits` are those
    of a class.
    """

    story_path: Path | None
    shelf_folder: Path
    settings: Mapping[str, str] = {}
    seed: int | None = None
    resume: Path | None = None
    told: str = ""
    preferences: PreferenceFile | None = None
    habits: Habits = NO_HABITS

    @property
    def begins_anew(self) -> bool:
        """Whether the player has said which new run is wanted, so that none need be continued."""
        return self.story_path is not None and bool(self.settings or self.seed is not None)
