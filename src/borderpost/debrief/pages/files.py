"""Pages as files: written whole or not at all, and never over what somebody else wrote."""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import suppress
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
    try:
        if not named and path.exists() and not _is_ours(path):
            message = f"there is a file {path} already that borderpost did not write"
            raise PageNotWritten(message, "name another with --out FILE")
    except OSError as error:
        raise _not_written(path, error) from error
    put_pieces(path, (text,))


def put_pieces(path: Path, pieces: Iterable[str]) -> None:
    """Write pieces of a text as they come, in UTF-8; until all are there, the old file stays.

    Raises PageNotWritten where that cannot be, and what the pieces raise.
    """
    if path.is_dir():
        raise PageNotWritten(f"{path} is a folder", "name a file with --out FILE")
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with part.open("wb") as file:
            for piece in pieces:
                file.write(piece.encode("utf-8", "replace"))
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except OSError as error:
        raise _not_written(path, error) from error
    finally:
        with suppress(OSError):  # it was never made, or its folder is gone
            part.unlink()


def _is_ours(path: Path) -> bool:
    """Whether a file is a page that borderpost wrote."""
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return OURS in file.read(_NEAR)


def _not_written(path: Path, error: OSError) -> PageNotWritten:
    """That a file cannot be written, and what to do."""
    mend = write_mend(error, "choose another place with --out FILE")
    return PageNotWritten(f"{path} cannot be written: {said(error)}", mend)
