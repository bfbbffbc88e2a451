"""Pages as files: written whole or not at all, and never over what somebody else wrote."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from borderpost.saves.placing import part_of
from borderpost.saves.problem import LogProblem, said, write_mend
from borderpost.saves.stored import header_at
from borderpost.saves.syncing import sync_file
from borderpost.story.mendable import Mendable

OURS = b'<meta name="generator" content="borderpost '
"""What stands near the beginning of every page, by which an earlier one is known as ours."""

_NEAR = 4096

_OF_STORIES = (".yaml", ".yml")
"""How the names of files end that somebody wrote a story in."""


class PageNotWritten(Mendable):
    """A page cannot be written where it should go."""

    code = 1


def put_page(path: Path, text: str, *, named: bool) -> None:
    """Write a page. Raises PageNotWritten where that cannot be.

    A file of this name that is none of ours is replaced only where its name was given (`named`).
    """
    try:
        if not named and os.path.lexists(path) and (path.is_symlink() or not _is_ours(path)):
            message = f"there is a file '{path}' already that borderpost did not write"
            raise PageNotWritten(message, "name another with --out FILE")
    except OSError as error:
        raise _not_written(path, error) from error
    put_pieces(path, (text,))


def put_pieces(path: Path, pieces: Iterable[str]) -> None:
    """Write pieces of a text as they come, in UTF-8; until all are there, the old file stays.

    What is behind a link is written, and the link left. Raises PageNotWritten where that cannot be,
    and never costs a saved run or a story; raises what the pieces raise.
    """
    part = real = path
    try:
        part = real = Path(os.path.realpath(path))
        if _is_replaced(real, path):
            part = part_of(real)
        with part.open("wb" if part is real else "xb") as file:
            for piece in pieces:
                file.write(piece.encode("utf-8", "replace"))
            file.flush()
            if part is not real:
                sync_file(file.fileno())
        if part is not real:
            part.replace(real)
    except OSError as error:
        raise _not_written(path, error) from error
    finally:
        if part is not real:
            with suppress(OSError):  # it was never made, or its folder is gone
                part.unlink()


def _is_replaced(real: Path, path: Path) -> bool:
    """Whether a new file takes the place of this one; a device or a pipe is written into instead.

    Raises PageNotWritten where there is something that must not be lost, and OSError.
    """
    try:
        mode = real.stat().st_mode
    except FileNotFoundError:
        return True
    if stat.S_ISDIR(mode):
        raise PageNotWritten(f"'{path}' is a folder", "name a file with --out FILE")
    if not stat.S_ISREG(mode):
        return False
    if _is_run(real) or real.suffix.lower() in _OF_STORIES:
        message = f"'{path}' is a saved run, or a part of a story"
        raise PageNotWritten(message, "name another with --out FILE")
    return True


def _is_run(path: Path) -> bool:
    """Whether a file begins as saved runs do."""
    try:
        return header_at(path) is not None
    except LogProblem:
        return True  # one that was damaged, or that a later version wrote


def _is_ours(path: Path) -> bool:
    """Whether a file is a page that borderpost wrote."""
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return OURS in file.read(_NEAR)


def _not_written(path: Path, error: OSError) -> PageNotWritten:
    """That a file cannot be written, and what to do."""
    mend = write_mend(error, "choose another place with --out FILE")
    return PageNotWritten(f"'{path}' cannot be written: {said(error)}", mend)
