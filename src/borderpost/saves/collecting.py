"""Copies of runs in one folder, for whoever looks at the runs of a whole class.

A copy is there whole or not at all. It takes the place of nothing but an earlier copy of the very
same run, so that runs of many machines can be collected in one folder.
"""

from __future__ import annotations

from pathlib import Path

from borderpost.saves.handles import fit
from borderpost.saves.keeping import SUFFIX
from borderpost.saves.placing import part_of, placed, write_whole
from borderpost.saves.problem import LogProblem, is_no_room, said
from borderpost.saves.shelf import SavedRun
from borderpost.story.mendable import Mendable

_TRIES = 1000
"""How many names are tried before one gives up."""


class NotCollected(Mendable):
    """Copies cannot be put into the folder they are collected in."""

    code = 1


class Copies:
    """The copy of one run: put into the folder anew whenever the run has come further."""

    def __init__(self, saved: SavedRun, folder: Path) -> None:
        """Nothing is copied yet."""
        self.saved = saved
        self._folder = folder
        self._is_told = False

    def put(self) -> str:
        """Put a copy of the run as it now is into the folder; the first time, what to say of it.

        Raises NotCollected, with the file that can be copied by hand. The run itself is safe.
        """
        try:
            self.saved.make_sure()
            put_copy(self.saved, self._folder)
        except LogProblem as problem:
            raise NotCollected(f"no copy was made: {problem.message}", problem.mend) from problem
        except OSError as error:
            raise NotCollected(
                f"no copy could be put in {self._folder}: {_reason(error)}",
                f"the run itself is safe in {self.saved.path}, and can be copied by hand",
            ) from error
        told = "" if self._is_told else f"A copy is in {self._folder}"
        self._is_told = True
        return told


def make_folder(folder: Path) -> None:
    """Make the folder of the copies, and try whether it can be written to. Raises NotCollected."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        trial = part_of(folder / "trial")
        try:
            write_whole(trial, b"\n")
        finally:
            trial.unlink(missing_ok=True)
    except OSError as error:
        first = "free some room there, or " if is_no_room(error) else ""
        raise NotCollected(
            f"runs cannot be collected in {folder}: {_reason(error)}",
            f"{first}choose another folder with --collect DIR",
        ) from error


def put_copy(saved: SavedRun, folder: Path) -> Path:
    """Copy the file of a run into a folder under the handle of the run; the copy.

    Where that name is taken by anything but an earlier copy of this run, `-2` is added, and so on.
    Raises OSError.
    """
    data = saved.path.read_bytes()
    folder.mkdir(parents=True, exist_ok=True)

    def is_earlier(before: bytes) -> bool:
        return b"\n" in before and data.startswith(before)

    name = f"{fit(saved.run.program.story.info.id)}-{fit(saved.handle)}"
    for number in range(1, _TRIES + 1):
        path = folder / f"{name}{f'-{number}' if number > 1 else ''}{SUFFIX}"
        if placed(path, data, is_earlier, len(data)):
            return path
    raise OSError(None, f"there are {_TRIES} files of this name")


def _reason(error: OSError) -> str:
    """Why something cannot be put into a folder."""
    return "it is a file" if isinstance(error, FileExistsError) else said(error)
