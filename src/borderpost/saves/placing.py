"""Files put among others: whole or not at all, and in the place of nothing but an earlier one."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from borderpost.saves.syncing import sync_file, sync_folder


def placed(path: Path, data: bytes, is_earlier: Callable[[bytes], bool], largest: int) -> bool:
    """Put a file in its place; False where something else stands there. Raises OSError.

    What stands there is replaced if it is a file of at most `largest` bytes, and `is_earlier` says
    of what it holds that this is one's own.
    """
    replaces = path.exists() or path.is_symlink()
    if replaces:
        if path.is_symlink() or not path.is_file() or path.stat().st_size > largest:
            return False
        before = path.read_bytes()
        if not is_earlier(before):
            return False
        if before == data:
            return True
    part = part_of(path)
    try:
        write_whole(part, data)
        if replaces:
            part.replace(path)
        else:
            put_in_place(part, path)
    except FileExistsError:  # someone else was quicker
        return False
    finally:
        with suppress(OSError):  # on Windows, whoever looks into it keeps it from going
            part.unlink()
    sync_folder(path.parent)
    return True


def part_of(path: Path) -> Path:
    """A name for a file that is not whole yet, which no other machine takes at the same time."""
    return path.with_name(f".{path.name}.{os.urandom(4).hex()}.part")


def put_in_place(part: Path, path: Path) -> None:
    """Give a finished file its name; raises FileExistsError rather than replace another."""
    try:
        os.link(part, path)
    except FileExistsError:
        raise
    except (OSError, AttributeError) as error:  # no links here, or none in Android's Python
        if path.exists():
            raise FileExistsError(path) from error
        part.rename(path)


def write_whole(path: Path, data: bytes) -> None:
    """Write a new file, and wait until it is on disk. Raises OSError."""
    with path.open("xb") as file:
        file.write(data)
        file.flush()
        sync_file(file.fileno())
