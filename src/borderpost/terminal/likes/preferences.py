"""What a player likes: kept in one small file in the user's configuration folder, theirs to edit.

Nothing else knows the file. Where there is none, nothing is read: one look says so.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

THEME_NAMES = ("dark", "light", "high-contrast", "terminal")
"""The themes there are, as the file names them."""

LEAST_PROSE, MOST_PROSE = 40, 100
"""Columns that prose may be set in, at least and at most."""

FOLDER_VARIABLE = "BORDERPOST_CONFIG"
"""The environment variable that names another folder for the file."""

FILE_NAME = "settings.toml"
"""What the file is called."""


class Preferences(NamedTuple):
    """How the program shows itself; it never touches what happens in a run.

    `theme` is one of `THEME_NAMES`, `width` the columns of prose, `reveal` whether new text appears
    bit by bit, `language` that of stories in several (empty: the story's own). `keys` maps the
    action of a command to the key that does it instead of the usual ones; `hints_seen` names the
    hints that need not be shown again.
    """

    theme: str = "dark"
    width: int = 72
    reveal: bool = True
    language: str = ""
    keys: Mapping[str, str] = {}
    hints_seen: tuple[str, ...] = ()


class PreferenceFile:
    """The file of preferences."""

    def __init__(self, path: Path) -> None:
        """Where it is, or will be."""
        self.path = path

    def read(self) -> tuple[Preferences, tuple[str, ...]]:
        """What it says, and what is wrong with it, in words; what is wrong falls back singly."""
        try:
            if self.path.stat().st_size == 0:
                return Preferences(), ()
        except (FileNotFoundError, NotADirectoryError):
            return Preferences(), ()
        except (OSError, ValueError) as error:
            return Preferences(), (_unreadable(self.path, error),)
        from borderpost.story.files import content_of
        from borderpost.terminal.likes.preference_text import LONGEST_FILE, Unreadable, read_text

        try:
            data = content_of(self.path, LONGEST_FILE + 1)
        except OSError as error:
            return Preferences(), (_unreadable(self.path, error),)
        try:
            return read_text(data, str(self.path))
        except Unreadable as problem:
            return Preferences(), (f"{self.path}: {problem}",)

    def write(self, preferences: Preferences) -> None:
        """Put the file in place whole; raises OSError.

        A file with anything wrong in it is kept beside the new one, as `settings.toml.bad`. Where
        the file is a link, what it leads to is written, and it stays one.
        """
        from borderpost.terminal.likes.preference_text import text_of

        try:
            path = self.path.resolve()
        except RuntimeError as error:  # a ring of links, before Python 3.13
            raise OSError(str(error)) from error
        path.parent.mkdir(parents=True, exist_ok=True)
        if self.read()[1]:
            path.replace(_free(path.with_name(f"{path.name}.bad")))
        beside = path.with_name(f"{path.name}.{os.getpid()}.new")
        try:
            beside.write_text(text_of(preferences), "utf-8")
            beside.replace(path)
        finally:
            beside.unlink(missing_ok=True)


def usual_file() -> Path | None:
    """Where this user's file is on this system; None for a user who has no home there."""
    folder = os.environ.get(FOLDER_VARIABLE)
    if folder:
        return Path(folder) / FILE_NAME
    from platformdirs import user_config_path  # which Textual has imported in any case

    try:
        usual = user_config_path("borderpost", appauthor=False)
    except RuntimeError:
        return None
    return usual / FILE_NAME if usual.is_absolute() else None


def _unreadable(path: Path, error: Exception) -> str:
    """The words for a file that is there and cannot be read."""
    reason = getattr(error, "strerror", None) or str(error)
    return f"{path} cannot be read: {reason}. Until it can, the usual settings are used."


def _free(path: Path) -> Path:
    """A name nobody has yet: this one, or with a number behind it."""
    taken = 1
    free = path
    while os.path.lexists(free):
        taken += 1
        free = path.with_name(f"{path.name}{taken}")
    return free
