"""Pages as files: written whole or not at all, and never over what somebody else wrote."""

from __future__ import annotations

import os
from pathlib import Path

from borderpost.saves.problem import said, write_mend
from borderpost.story.mendable import Mendable

OURS = b'<meta name="generator" content="borderpost '
"""What stands near the beginning of every page, by which an earlier one is known as ours."""

_NEAR = 4096


class PageNotWritten(Mendable):
    """A page cannot be written where it should go."""

    code = 1


def put_page(path: Path, text: str, *, named: bool) -> None:
    """Write a page. Raises PageNotWritten where that cannot be.

    A file of this name that is none of ours is replaced only where its name was given (`named`).
    """
    if path.is_dir():
        raise PageNotWritten(f"{path} is a folder", "name a file with --out FILE")
    try:
        if not named and path.exists() and not _is_ours(path):
            message = f"there is a file {path} already that borderpost did not write"
            raise PageNotWritten(message, "name another with --out FILE")
        put_file(path, text)
    except OSError as error:
        message = f"{path} cannot be written: {said(error)}"
        raise PageNotWritten(
            message, write_mend(error, "choose another place with --out FILE")
        ) from error


def put_file(path: Path, text: str) -> None:
    """Write a text, in UTF-8 and with the line ends it has; raises OSError, the old file whole."""
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with part.open("wb") as file:
            file.write(text.encode("utf-8", "replace"))
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def _is_ours(path: Path) -> bool:
    """Whether a file is a page that borderpost wrote."""
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return OURS in file.read(_NEAR)
