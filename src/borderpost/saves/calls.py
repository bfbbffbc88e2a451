"""How borderpost is called again, as lines that can be typed as they stand."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from borderpost.saves.shelf import SavedRun


class Calls(NamedTuple):
    """The words to call with: the program, the story as it was named, and the folder of saves.

    `saves` is empty where the usual folder is meant; `folder` is the folder that is meant then.
    `collect` is the folder where copies are collected, or empty.
    """

    program: str = "borderpost"
    story: str = "lakkon"
    saves: str = ""
    folder: Path | None = None
    collect: str = ""

    def resume(self, saved: SavedRun, *, plain: bool = True) -> str:
        """The command that goes on with a run, in plain lines or on the screen."""
        mode = ("--plain",) if plain else ()
        copies = ("--collect", self.collect) if self.collect else ()
        return self._line("play", self.story, *mode, "--resume", self._name(saved), *copies)

    def replay(self, saved: SavedRun) -> str:
        """The command that shows a run again, step by step."""
        return self._line("replay", self._name(saved), self.story)

    def _name(self, saved: SavedRun) -> str:
        """What a run is found by: its handle, or its file where that lies in no folder of saves."""
        folder = self.folder or Path(self.saves)
        return saved.handle if saved.path.parent.resolve() == folder.resolve() else str(saved.path)

    def _line(self, *words: str) -> str:
        import shlex  # only once, when one leaves

        saves = ("--saves", self.saves) if self.saves else ()
        return f"{self.program} {shlex.join((*words, *saves))}"


def program_words() -> str:
    """How this program was called, as it can be typed again."""
    called = Path(sys.argv[0])
    if called.name == "__main__.py":
        return "python -m borderpost"
    import shutil

    found = shutil.which("borderpost")
    is_found = found is not None and Path(found).resolve() == called.resolve()
    return "borderpost" if is_found or called.name != "borderpost" else str(called)
