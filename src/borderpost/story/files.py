"""Which files a story is made of, and how much of them is read. Nothing else is imported for it."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from stat import S_ISREG

MAIN_FILE = "story.yaml"
SUFFIXES = (".yaml", ".yml")

_JUNCTION = 0xA000_0003
"""How Windows marks a folder that is only a link to another (IO_REPARSE_TAG_MOUNT_POINT)."""

MOST_FILES = 2_000
"""A folder with more files than this is not one story, but perhaps a whole disk."""

MOST_FOLDERS = 10_000
"""Nor is one with more folders below it than this; the rest of them is not looked into."""

LARGEST_FILE = 8 * 1024 * 1024
"""Bytes one file may have; the text of a long novel is one or two million."""

LARGEST_STORY = 64 * 1024 * 1024
"""Bytes all files of a story may have; one of 20,000 scenes has some 20 million."""


def files_beside_main(
    folder: Path, unread: Callable[[OSError], None], linked: Callable[[str], None]
) -> Iterator[str]:
    """The YAML files in a folder and below it, but for its main file, hidden ones and links.

    Each relative to the folder, with posix slashes; in no order that counts. `unread` is told of
    folders that cannot be looked into, `linked` of files that are only links.
    """
    waiting, looked_into = [folder], 0
    while waiting:
        directory = waiting.pop()
        looked_into += 1
        if looked_into > MOST_FOLDERS:
            why = f"more than {MOST_FOLDERS:,} folders stand below the story's"
            unread(OSError(errno.EFBIG, why, str(directory)))
            return
        try:
            with os.scandir(directory) as entries:
                shown = sorted((e for e in entries if e.name[0] != "."), key=lambda e: e.name)
        except OSError as error:
            unread(error)
            continue
        folders = [e.name for e in reversed(shown) if e.is_dir(follow_symlinks=False)]
        waiting += [directory / name for name in folders if not _leads_away(directory, name)]
        for entry in shown:
            if not entry.name.endswith(SUFFIXES) or os.path.isdir(entry):  # noqa: PTH112 - loops
                continue
            file = (directory / entry.name).relative_to(folder).as_posix()
            if entry.is_symlink():
                linked(file)
            elif file.lower() != MAIN_FILE or not _is_main(directory / entry.name, folder):
                yield file


def _is_main(path: Path, folder: Path) -> bool:
    """Whether a file is the main one, on a system for which large letters are as good as small."""
    try:
        return path.samefile(folder / MAIN_FILE)
    except OSError:
        return False


def _leads_away(directory: Path, name: str) -> bool:
    """Whether a folder is a junction, a link of Windows that its Python before 3.12 would follow.

    One that cannot be looked at is left to be told of.
    """
    try:
        status = os.lstat(directory / name)
    except OSError:
        return False
    return getattr(status, "st_reparse_tag", 0) == _JUNCTION


def in_order(files: list[str]) -> list[str]:
    """The files of a story in the order they are read in: the main file, the others by name."""
    return sorted(files, key=lambda file: (file != MAIN_FILE, file))


def content_of(path: Path, most: int) -> bytes:
    """The bytes of an ordinary file, at most so many; raises NotOrdinary, and OSError.

    Nothing else is opened: a pipe would wait for ever, a device never end.
    """
    if not S_ISREG(path.stat().st_mode):
        raise NotOrdinary(errno.EINVAL, "it is no ordinary file", str(path))
    with path.open("rb") as stream:
        return stream.read(most)


class NotOrdinary(OSError):
    """What stands under a file's name is a folder, a pipe or a device."""
