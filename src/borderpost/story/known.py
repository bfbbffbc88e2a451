"""Whether a story is already known to be sound: one look at its bytes, before anything is built.

A checked story without errors is kept in a cache (`borderpost.story.cache`) under a key made
of its files' bytes. That there is one under that key says that these very files can be played.
"""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Sequence
from hashlib import blake2b
from itertools import islice
from pathlib import Path

from borderpost import __version__
from borderpost.story.files import (
    LARGEST_FILE,
    LARGEST_STORY,
    MAIN_FILE,
    MOST_FILES,
    content_of,
    files_beside_main,
    in_order,
)


def is_known_sound(path: Path, cache: Path | None) -> bool:
    """Whether a cache says that the story at a path has no error. False where that is open."""
    if cache is None:
        return False
    odd: list[object] = []
    try:
        if path.is_dir():
            found = files_beside_main(path, odd.append, odd.append)
            files = in_order([MAIN_FILE, *islice(found, MOST_FILES)])
            return not odd and (cache / f"{key_of(path, files)}.json").is_file()
        return (cache / f"{key_of(path.parent, [path.name])}.json").is_file()
    except OSError:
        return False


def usual_folder() -> Path | None:
    """Where this user's caches live on this system; None for a user who has no home there.

    Written out here and not asked of platformdirs, whose import alone would cost every start
    some 10 ms, more than the cache itself.
    """
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA") or "~/AppData/Local"
    elif sys.platform == "darwin":
        base = "~/Library/Caches"
    else:
        base = os.environ.get("XDG_CACHE_HOME", "")
        base = base if base.startswith("/") else "~/.cache"  # its rule: a relative one is ignored
    try:
        return Path(base).expanduser() / "borderpost"
    except RuntimeError:
        return None


def key_of(folder: Path, files: Sequence[str]) -> str:
    """What a cache of these files is kept under.

    Raises OSError if one cannot be read, or is larger than a story's may be.
    """
    digest = blake2b(f"{__version__} {sys.version_info[:2]}".encode())
    left = LARGEST_STORY
    for file in files:
        data = content_of(folder / file, LARGEST_FILE + 1)
        left -= len(data)
        if len(data) > LARGEST_FILE or left < 0:
            raise OSError(errno.EFBIG, "it is too large", file)
        digest.update(f"\n{file} {len(data)}\n".encode(errors="surrogatepass"))
        digest.update(data)
    return digest.hexdigest()[:32]
