"""Which files a story is made of. Nothing is read, and nothing else is imported for it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

MAIN_FILE = "story.yaml"
SUFFIXES = (".yaml", ".yml")

_JUNCTION = 0xA000_0003
"""How Windows marks a folder that is only a link to another (IO_REPARSE_TAG_MOUNT_POINT)."""

MOST_FILES = 2_000
"""A folder with more files than this is not one story, but perhaps a whole disk."""


def files_beside_main(
    folder: Path, unread: Callable[[OSError], None], linked: Callable[[str], None]
) -> Iterator[str]:
    """The YAML files in a folder and below it, but for its main file, hidden ones and links.

    Each relative to the folder, with posix slashes; in no order that counts. `unread` is told of
    folders that cannot be looked into, `linked` of files that are only links.
    """
    for directory, below, files in os.walk(folder, onerror=unread):
        below[:] = sorted(
            name for name in below if not (name.startswith(".") or _leads_away(directory, name))
        )
        for name in sorted(files):
            if name.startswith(".") or not name.endswith(SUFFIXES):
                continue
            path = Path(directory, name)
            file = path.relative_to(folder).as_posix()
            if file == MAIN_FILE or (file.lower() == MAIN_FILE and _is_main(path, folder)):
                continue
            if path.is_symlink():
                linked(file)
            else:
                yield file


def _is_main(path: Path, folder: Path) -> bool:
    """Whether a file is the main one, on a system for which large letters are as good as small."""
    try:
        return path.samefile(folder / MAIN_FILE)
    except OSError:
        return False


def _leads_away(directory: str, name: str) -> bool:
    """Whether a folder is a junction, a link of Windows that its Python before 3.12 would follow.

    One that cannot be looked at is left to be told of.
    """
    try:
        status = os.lstat(Path(directory, name))
    except OSError:
        return False
    return getattr(status, "st_reparse_tag", 0) == _JUNCTION


def in_order(files: list[str]) -> list[str]:
    """The files of a story in the order they are read in: the main file, the others by name."""
    return sorted(files, key=lambda file: (file != MAIN_FILE, file))
