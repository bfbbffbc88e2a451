"""A page on its way into a file: never in the place of something that somebody else wrote."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from borderpost.story.mendable import Mendable

OURS = b'<meta name="generator" content="borderpost '
"""What every page that is written here has in its head."""

HEAD = 4096
"""In how many bytes at the beginning of a file that is looked for."""


class NotFiled(Mendable):
    """A page cannot be written where it should go, or must not be."""


def file_page(path: Path, text: str) -> int:
    """Write a page, in the place of an older one at most; its size in bytes. Raises NotFiled.

    It is whole before it takes the other's place: where the disk is full, that one is left.
    """
    shown = f"'{path}'"
    mend = "say with --out where it should go; `--out -` writes it to the output"
    data = text.encode()
    new = Path(f"{path}.{os.getpid()}.new")
    try:
        if path.is_dir():
            raise NotFiled(f"{shown} is a folder", "name a file in it with --out")
        if path.exists() and not (path.is_file() and _is_ours(path)):
            raise NotFiled(f"{shown} is there already, and borderpost did not write it", mend)
        new.write_bytes(data)
        new.replace(path)
    except OSError as error:
        with suppress(OSError):
            new.unlink(missing_ok=True)
        why = error.strerror or str(error)
        raise NotFiled(f"{shown} cannot be written: {why}", mend) from error
    except ValueError as error:  # such as a name with a null in it
        raise NotFiled(f"{shown} cannot be the name of a file", mend) from error
    return len(data)


def _is_ours(path: Path) -> bool:
    """Whether a file is a page that was written here."""
    with path.open("rb") as file:
        return OURS in file.read(HEAD)
