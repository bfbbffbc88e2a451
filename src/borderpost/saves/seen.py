"""What was read before, in any run of a story: a text file of digests beside the saved runs."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

from borderpost.saves.handles import fit
from borderpost.saves.log import write_all
from borderpost.story.prose import Paragraph, plain_text

LENGTH = 12
"""How many hexadecimal digits stand for a paragraph."""

LARGEST = 4 * 1024 * 1024
"""How many bytes of the file are read, and above how many nothing is added (some 300,000 lines)."""

_DIGEST = re.compile(rb"[0-9a-f]{12}")
_FLAGS = os.O_WRONLY | os.O_APPEND | os.O_CREAT | getattr(os, "O_BINARY", 0)


class Seen:
    """The paragraphs of a story that were read before, now or in an earlier run.

    It is a comfort and no part of a run: where the file cannot be read or written, it knows what
    was read since it was made, and nothing is ever raised. Several processes may add to one file.
    """

    def __init__(self, folder: Path, story_id: str) -> None:
        """Nothing is looked at before it is needed."""
        self.path = folder / f"{fit(story_id)}-seen.txt"
        self._known: set[str] = set()
        self._read_to = -1
        self._torn = b""

    def knows(self, paragraph: Paragraph) -> bool:
        """Whether a paragraph was read before."""
        if self._read_to < 0:
            self._read_on()
        return digest(paragraph) in self._known

    def add(self, paragraphs: Iterable[Paragraph]) -> None:
        """Remember that these paragraphs were read."""
        if self._read_to < 0:
            self._read_on()
        new = [name for name in dict.fromkeys(map(digest, paragraphs)) if name not in self._known]
        if not new:
            return
        self._read_on()  # another run may have been read on meanwhile
        new = [name for name in new if name not in self._known]
        self._known.update(new)
        if new and self._read_to < LARGEST:
            self._append(new)

    def _read_on(self) -> None:
        """Take in what was added to the file since it was last looked at."""
        start = max(self._read_to, 0)
        self._read_to = start
        try:
            if not self.path.is_file():
                return
            with self.path.open("rb") as file:
                if os.fstat(file.fileno()).st_size < start:  # it was written anew
                    start, self._torn = 0, b""
                file.seek(start)
                data = file.read(LARGEST - start)
        except (OSError, ValueError):
            return
        self._read_to = start + len(data)
        *lines, self._torn = (self._torn + data).split(b"\n")
        self._torn = self._torn[: LENGTH + 1]
        whole = (line.rstrip(b"\r") for line in lines)
        self._known.update(line.decode() for line in whole if _DIGEST.fullmatch(line))

    def _append(self, digests: list[str]) -> None:
        """Add lines in one go, so that those of two processes do not mix."""
        lines = "".join(f"{name}\n" for name in digests).encode()
        if self._torn:  # the last line was cut short: it stays alone
            lines = b"\n" + lines
        try:
            if self.path.is_symlink() or (self.path.exists() and not self.path.is_file()):
                return  # what lies behind a link is not ours to add to
            file = os.open(self.path, _FLAGS, 0o666)
            try:
                write_all(file, lines)
            finally:
                os.close(file)
        except (OSError, ValueError):
            return


def digest(paragraph: Paragraph) -> str:
    """What stands for a paragraph: the beginning of the digest of its words."""
    words = plain_text((paragraph,)).encode("utf-8", "replace")
    return sha256(words).hexdigest()[:LENGTH]
