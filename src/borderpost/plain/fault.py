"""Where the details of a fault of our own are kept, for a report of it."""

from __future__ import annotations

import platform
import tempfile
import time
import traceback
from collections.abc import Callable
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
    folders: tuple[Callable[[], Path], ...] = (
        lambda: user_log_path("borderpost", appauthor=False),
        lambda: Path(tempfile.gettempdir()),
    )
    for folder in folders:
        try:
            path = folder() / FILE
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", errors="backslashreplace")
        except (OSError, RuntimeError):  # no home, or none that can be written to
            continue
        return path
    return Path("(nowhere: no folder can be written to)")
