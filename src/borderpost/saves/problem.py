"""What can be wrong with keeping a run, in words for the player."""

from __future__ import annotations

import errno
from pathlib import Path

ANOTHER_FOLDER = "choose another folder with --saves DIR"

_NO_ROOM = {errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC), errno.EFBIG}


class LogProblem(Exception):
    """A run cannot be saved, read or opened: `message` says what is wrong, `mend` what to do."""

    def __init__(self, message: str, mend: str) -> None:
        super().__init__(message, mend)
        self.message = message
        self.mend = mend

    def __str__(self) -> str:
        return f"{self.message}; {self.mend}"


class RunInUse(LogProblem):
    """Another process is playing this very run."""


class LogVanished(LogProblem):
    """The file of a run was deleted while it was being played."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"the file of this run was deleted while it was played: {path}", ANOTHER_FOLDER
        )
        self.path = path


def said(error: OSError) -> str:
    """What the system says went wrong, as part of a sentence."""
    words = error.strerror or str(error) or type(error).__name__
    return words[:1].lower() + words[1:]


def write_mend(error: OSError) -> str:
    """What to do about a write that failed."""
    if error.errno in _NO_ROOM:
        return f"free some room on the disk and do it again, or {ANOTHER_FOLDER}"
    return ANOTHER_FOLDER
