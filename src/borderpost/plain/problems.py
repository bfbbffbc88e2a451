"""What can go wrong with keeping a run, in one sentence."""

from __future__ import annotations

from borderpost.saves.problem import LogProblem
from borderpost.story.prose import clean

KEEPING = (OSError, LogProblem)
"""What is raised when a record cannot be kept."""


def told(error: Exception) -> str:
    """An error in keeping a run as a sentence: what is wrong, and the mend."""
    if isinstance(error, LogProblem):
        return clean(f"{error.message}; {error.mend}.").replace("\n", " ")
    reason = error.strerror if isinstance(error, OSError) else ""
    return clean(f"{reason or error}; make room or choose another folder with --saves DIR.")
