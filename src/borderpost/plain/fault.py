"""Where the details of a fault of our own are kept, for a report of it."""

from __future__ import annotations

import os
import platform
import tempfile
import time
import traceback
from pathlib import Path

from borderpost import __version__

FILE = "borderpost-fault.log"


def keep_details(fault: Exception) -> Path:
    """Write down a fault's traceback, and return the file; an older one there is replaced."""
    system = f"{platform.system()} {platform.release()}, Python {platform.python_version()}"
    moment = time.strftime("%Y-%m-%d %H:%M:%S %z")
    details = "".join(traceback.format_exception(fault))
    text = f"borderpost {__version__}, {system}, {moment}\n\n{details}"
    for place in (_own_log, _temporary):
        try:
            path = place()
            path.write_text(text, encoding="utf-8", errors="backslashreplace")
        except (OSError, RuntimeError):  # no home, or none that can be written to
            continue
        return path
    return Path("(nowhere: no folder can be written to)")


def _own_log() -> Path:
    """The file in the user's own folder of logs."""
    from platformdirs import user_log_path

    folder = user_log_path("borderpost", appauthor=False)
    folder.mkdir(parents=True, exist_ok=True)
    return folder / FILE


def _temporary() -> Path:
    """A new file where everybody may write: of a name that nobody can have put a link at."""
    file, name = tempfile.mkstemp(prefix="borderpost-fault-", suffix=".log")
    os.close(file)
    return Path(name)
