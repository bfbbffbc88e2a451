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
    from platformdirs import user_log_path

    system = f"{platform.system()} {platform.release()}, Python {platform.python_version()}"
    moment = time.strftime("%Y-%m-%d %H:%M:%S %z")
    details = "".join(traceback.format_exception(fault))
    text = f"borderpost {__version__}, {system}, {moment}\n\n{details}"
    data = text.encode("utf-8", "backslashreplace")
    try:
        path = user_log_path("borderpost", appauthor=False) / FILE
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    except (OSError, RuntimeError):  # no home, or none that can be written to
        return _kept_for_now(data)
    return path


def _kept_for_now(data: bytes) -> Path:
    """The same in the folder that everybody may write to, in a file that nobody else has named."""
    try:
        number, name = tempfile.mkstemp(prefix="borderpost-fault-", suffix=".log")
        with os.fdopen(number, "wb") as file:
            file.write(data)
    except OSError:
        return Path("(nowhere: no folder can be written to)")
    return Path(name)
