"""Which files a story is made of. Nothing is read, and nothing else is imported for it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

MAIN_FILE = "story.yaml"
SUFFIXES = (".yaml", ".yml")

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
        below[:] = sorted(name for name in below if not name.startswith("."))
        for name in sorted(files):
            if name.startswith(".") or not name.endswith(SUFFIXES):
                continue
            path = Path(directory, name)
            file = path.relative_to(folder).as_posix()
            if file == MAIN_FILE:
                continue
            if path.is_symlink():
                linked(file)
            else:
                yield file


def in_order(files: list[str]) -> list[str]:
    """The files of a story in the order they are read in: the main file, the others by name."""
    return sorted(files, key=lambda file: (file != MAIN_FILE, file))
