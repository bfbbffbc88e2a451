"""What can go wrong with keeping a run, in one sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from borderpost.saves.problem import LogProblem
from borderpost.story.prose import clean

if TYPE_CHECKING:
    from borderpost.engine.run import Run

KEEPING = (OSError, LogProblem)
"""What is raised when a record cannot be kept."""


def not_taken(run: Run, error: Exception) -> str:
    """That a step could not be kept; where it was chance's after the player's, that was kept."""
    if run.program.weights(run.state):
        return f"Your choice is saved. How chance comes out then is not: {told(error)}"
    return f"This step was not taken: {told(error)}"


def told(error: Exception) -> str:
    """An error in keeping a run as a sentence: what is wrong, and the mend."""
    if isinstance(error, LogProblem):
        return clean(f"{error.message}; {error.mend}.").replace("\n", " ")
    reason = error.strerror if isinstance(error, OSError) else ""
    return clean(f"{reason or error}; make room or choose another folder with --saves DIR.")
