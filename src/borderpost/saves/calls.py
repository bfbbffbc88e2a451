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
        copies = ("--collect", _place(self.collect)) if self.collect else ()
        story, run = _place(self.story), self._name(saved)
        return self._line("play", story, *mode, "--resume", run, *copies)

    def replay(self, saved: SavedRun) -> str:
        """The command that shows a run again, step by step."""
        return self._line("replay", self._name(saved), _place(self.story))

    def _name(self, saved: SavedRun) -> str:
        """What a run is found by: its handle, or its file where that lies in no folder of saves."""
        folder = self.folder or Path(self.saves)
        is_found = lead_to_one(saved.path.parent, folder)
        return saved.handle if is_found else _place(str(saved.path))

    def _line(self, *words: str) -> str:
        saves = ("--saves", _place(self.saves)) if self.saves else ()
        return " ".join([self.program, *map(quoted, (*words, *saves))])


def quoted(word: str) -> str:
    r"""A word as it is typed in a shell.

    What must not be sent to a terminal, or cannot be, stands as bash and zsh take it: `$'\xff'`.
    """
    if word.isprintable():
        import shlex  # only once, when one leaves

        return shlex.quote(word)
    return f"$'{''.join(map(_spelled, word))}'"


def lead_to_one(path: Path, other: Path) -> bool:
    """Whether two paths lead to one place; where the working folder is gone, whether they are one.

    So it is for a ring of links, too.
    """
    try:
        return path.resolve() == other.resolve()
    except (OSError, RuntimeError):
        return path == other


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


def program_words() -> str:
    """How this program was called, as it can be typed again."""
    called = Path(sys.argv[0])
    if called.name == "__main__.py":
        return "python -m borderpost"
    import shutil

    found = shutil.which("borderpost")
    is_found = found is not None and lead_to_one(Path(found), called)
    return "borderpost" if is_found or called.name != "borderpost" else str(called)
