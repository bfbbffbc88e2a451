"""How borderpost is called again, as lines that can be typed as they stand."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import NamedTuple


class Calls(NamedTuple):
    """The words to call with: the program, the story as it was named, and the folder of saves.

    `saves` is empty where the usual folder is meant.
    """

    program: str = "borderpost"
    story: str = "lakkon"
    saves: str = ""

    def resume(self, handle: str) -> str:
        """The command that goes on with a run."""
        return self._line("play", self.story, "--plain", "--resume", handle)

    def replay(self, handle: str) -> str:
        """The command that shows a run again, step by step."""
        return self._line("replay", handle, self.story)

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
