"""How borderpost is called again, as lines that can be typed as they stand."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from borderpost.saves.folder import is_same_place

if TYPE_CHECKING:
    from borderpost.saves.shelf import SavedRun

_BARE = re.compile(r"[\w./\\:+=-][\w./\\:+=~-]*")
"""What needs no quotes in any shell of Windows."""


class Calls(NamedTuple):
    """The words to call with: the program, the story as it was named, and the folder of saves.

    Without a `program`, it is called as it was this time. `saves` is empty where the usual folder
    is meant; `folder` is the folder that is meant then. `collect` is the folder where copies are
    collected, or empty.
    """

    program: tuple[str, ...] = ("borderpost",)
    story: str = "lakkon"
    saves: str = ""
    folder: Path | None = None
    collect: str = ""

    def resume(self, saved: SavedRun, *, plain: bool = True) -> str:
        """The command that goes on with a run, in plain lines or on the screen."""
        mode = ("--plain",) if plain else ()
        copies = ("--collect", _place(self.collect)) if self.collect else ()
        story, run = _place(self.story), self._name(saved)
        return self._line("play", story, *mode, "--resume", run, *copies)

    def replay(self, saved: SavedRun) -> str:
        """The command that shows a run again, step by step."""
        return self._line("replay", self._name(saved), _place(self.story))

    def _name(self, saved: SavedRun) -> str:
        """What a run is found by: its handle, or its file where that lies in no folder of saves."""
        folder = self.folder or Path(self.saves)
        is_there = is_same_place(saved.path.parent, folder)
        return saved.handle if is_there else _place(str(saved.path))

    def _line(self, *words: str) -> str:
        saves = ("--saves", _place(self.saves)) if self.saves else ()
        return typed((*(self.program or program_words()), *words, *saves))


def typed(words: Sequence[str]) -> str:
    """A command, by its program and what that is given, as one types it on this system.

    On Windows as both of its own shells read it, but for `$` in PowerShell and `%` in the older
    one, whose quotes mean nothing to the other. A shell from elsewhere, such as Git's, says that it
    is there.
    """
    if sys.platform == "win32" and "SHELL" not in os.environ:
        line = " ".join(map(_for_windows, words))
        # PowerShell takes what begins with a quote for a text; the older shell says it is there.
        return f"& {line}" if line.startswith('"') and "PROMPT" not in os.environ else line
    return " ".join(map(quoted, words))


def quoted(word: str) -> str:
    r"""A word as it is typed in a shell.

    What must not be sent to a terminal, or cannot be, stands as bash and zsh take it: `$'\xff'`.
    """
    if word.isprintable():
        import shlex  # only once, when one leaves

        return shlex.quote(word)
    return f"$'{''.join(map(_spelled, word))}'"


def shown(path: Path) -> str:
    """A path to be read: as it is, or quoted where it holds what must not be sent to a terminal."""
    return str(path) if str(path).isprintable() else quoted(str(path))


def _spelled(letter: str) -> str:
    """A letter within quotes of that kind; one that stands for a byte that is no text, as that."""
    if letter in "\\'":
        return f"\\{letter}"
    if letter.isprintable():
        return letter
    is_byte = "\udc80" <= letter <= "\udcff"
    data = letter.encode("utf-8", "surrogateescape" if is_byte else "replace")
    return "".join(f"\\x{byte:02x}" for byte in data)


def _place(name: str) -> str:
    """The name of a file or folder that no command takes for one of its options."""
    return f"./{name}" if name.startswith("-") else name


def program_words() -> tuple[str, ...]:
    """How this program was called, as it can be called again."""
    called = Path(sys.argv[0])
    if sys.platform == "win32" and called.suffix.lower() == ".exe":
        called = called.with_suffix("")
    if called.name.lower() != "borderpost":
        return (_python(), "-m", "borderpost")
    import shutil

    found = shutil.which("borderpost")
    if found is not None and _is_program(Path(found), called):
        return ("borderpost",)
    return (str(called),)


def _is_program(found: Path, called: Path) -> bool:
    """Whether what the system finds is the program that was called, with its `.exe` or without."""
    return is_same_place(found, called) or is_same_place(found.with_suffix(""), called)


def _python() -> str:
    """The Python that runs this, by its name alone where that leads to it."""
    import shutil

    if not sys.executable:
        return "python"
    name = Path(sys.executable).stem if sys.platform == "win32" else Path(sys.executable).name
    found = shutil.which(name)
    # Links are not followed: the Python of a virtual environment is one to that of the system.
    is_same = found is not None and os.path.normcase(found) == os.path.normcase(sys.executable)
    return name if is_same else sys.executable


def _for_windows(word: str) -> str:
    """A word of a command, in quotes where it needs them."""
    if _BARE.fullmatch(word):
        return word
    inside = re.sub(r'(\\*)"', r'\1\1\\"', word)
    return '"' + re.sub(r"(\\+)$", r"\1\1", inside) + '"'
