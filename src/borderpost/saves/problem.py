"""What can be wrong with keeping a run, in words for the player."""

from __future__ import annotations

import errno
from pathlib import Path

from borderpost.story.mendable import Mendable

ANOTHER_FOLDER = "choose another folder with --saves DIR"

LEAVE = "or leave: every step before is saved"
"""What can always be done where a step cannot be saved."""

_NO_ROOM = {errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC), errno.EFBIG}


class LogProblem(Mendable):
    """A run cannot be saved, read or opened."""

    code = 1


class RunInUse(LogProblem):
    """Another process is playing this very run."""


class LogReadOnly(LogProblem):
    """The file of a run can be read, perhaps, but not added to."""


class LogLost(LogProblem):
    """The file of a run is not any more what it was while the run is played."""


class LogVanished(LogLost):
    """It was deleted, moved, or replaced by another file."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"the file of this run is gone: {path}", ANOTHER_FOLDER)


class LogChanged(LogLost):
    """Another program has written to it."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"another program has changed the file of this run: {path}", LEAVE)


def said(error: OSError) -> str:
    """What the system says went wrong, as part of a sentence."""
    words = error.strerror or str(error) or type(error).__name__
    return words[:1].lower() + words[1:]


def is_no_room(error: OSError) -> bool:
    """Whether a disk is full, or one's share of it is."""
    return error.errno in _NO_ROOM


def append_mend(error: OSError) -> str:
    """What to do about a step that could not be saved."""
    if is_no_room(error):
        return f"free some room on the disk and do it again, {LEAVE}"
    return f"do it again once that is mended, {LEAVE}"


def write_mend(error: OSError, otherwise: str = ANOTHER_FOLDER) -> str:
    """What to do about a new run, or another new file, that could not be saved."""
    return f"free some room on the disk, or {otherwise}" if is_no_room(error) else otherwise
