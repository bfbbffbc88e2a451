"""A lock on an open file, so that one run is played by one process at a time.

Where a file system has no locks, files are used without: that another process writes to one is
then noticed when it has (`borderpost.saves.log`).
"""

from __future__ import annotations

import os
import sys

if sys.platform == "win32":
    import msvcrt

    FAR = 0x7FFF_FFFF
    """Windows locks bytes, also against reading: one that no log reaches is locked."""

    def lock(descriptor: int) -> bool:
        """Lock an open file until it is closed; False where another process holds the lock."""
        os.lseek(descriptor, FAR, os.SEEK_SET)
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except PermissionError:
            return False
        except OSError:
            return True
        return True

else:
    import fcntl

    def lock(descriptor: int) -> bool:
        """Lock an open file until it is closed; False where another process holds the lock."""
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError:
            return True
        return True
