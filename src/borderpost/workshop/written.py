"""Files that a command writes where its user says."""

from __future__ import annotations

from pathlib import Path

from borderpost.story.mendable import Mendable


class NotWritten(Mendable):
    """What a command made cannot be written where it should go."""


def write_file(path: Path, text: str, *, shown: str, mend: str) -> None:
    """Write a text, in UTF-8 and with plain line ends; NotWritten with this mend if it cannot be.

    `shown` is the file's name as a message has it.
    """
    try:
        path.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise NotWritten(f"{shown} cannot be written: {error.strerror or error}", mend) from error
