"""Waiting until what was written is on the disk itself, as each system has it."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path


def sync_file(descriptor: int) -> None:
    """Wait until all that was written to an open file is on disk. Raises OSError.

    On a Mac, fsync only hands it to the drive, which may keep it in a memory of its own for long;
    one more call has the drive put it down. That comes after fsync and not in its place: on file
    systems of other machines it may be refused, or be answered and nothing done.
    """
    os.fsync(descriptor)
    if sys.platform == "darwin":
        import fcntl

        with suppress(OSError):
            fcntl.fcntl(descriptor, fcntl.F_FULLFSYNC)


def sync_folder(folder: Path) -> None:
    """Make sure that a new file's name is on disk too, where a system lets folders be synced."""
    try:
        descriptor = os.open(folder, os.O_RDONLY)
    except OSError:
        return  # Windows opens no folders, and keeps their names safe by itself
    try:
        sync_file(descriptor)
    except OSError:
        pass  # some network file systems refuse; there is no other way to ask them
    finally:
        os.close(descriptor)
