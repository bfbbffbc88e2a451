"""Writing the text of a run beside its file, over nothing but what was written so before."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from borderpost.debrief.run.transcript import Known, transcript
from borderpost.saves.handles import fit
from borderpost.saves.placing import placed
from borderpost.saves.problem import LEAVE, LogProblem, said, write_mend
from borderpost.saves.shelf import SavedRun
from borderpost.saves.stored import read_log
from borderpost.saves.summary import summary

TRIES = 1000
"""How many names are tried before one gives up."""

LARGEST = 64 * 1024 * 1024
"""A file of more bytes than this is nobody's journal, and is not read."""


def export(saved: SavedRun) -> Path:
    """Write the run's text into its folder, as `<handle>.md`; the file it is in.

    An earlier export of the same run is replaced, unless someone has written in it since: that,
    and any other file of this name, is left alone, and the next name is taken (`<handle>-2.md`).
    Raises LogProblem where the text cannot be written.
    """
    text = transcript(saved.run, _known(saved))
    data = signed(text, _identity(saved)).encode("utf-8", "replace")
    folder, name = saved.path.parent, fit(saved.handle)

    def is_earlier(before: bytes) -> bool:
        return is_ours(before, _identity(saved))

    try:
        folder.mkdir(parents=True, exist_ok=True)
        for number in range(1, TRIES + 1):
            path = folder / (f"{name}-{number}.md" if number > 1 else f"{name}.md")
            if placed(path, data, is_earlier, LARGEST):
                return path
    except OSError as error:
        message = f"the journal cannot be written in {folder}: {said(error)}"
        raise LogProblem(message, write_mend(error)) from error
    message = f"there are {TRIES} files named after this run in {folder} already"
    raise LogProblem(message, f"move some of them away, {LEAVE}")


def signed(text: str, identity: str) -> str:
    """A text with a last line, not shown by readers of Markdown, that tells what wrote it."""
    return f"{text}\n<!-- borderpost {identity} {_digest(text.encode('utf-8', 'replace'))} -->\n"


def is_ours(data: bytes, identity: str) -> bool:
    """Whether a file is an export of this run, and as it was written."""
    text, _, last = data.rstrip(b"\n").rpartition(b"\n")
    return last == f"<!-- borderpost {identity} {_digest(text)} -->".encode()


def _known(saved: SavedRun) -> Known:
    """What the run's file tells of it; where that cannot be read, its handle alone."""
    try:
        told = summary(saved.path, read_log(saved.path))
    except LogProblem:
        return Known(saved.handle)
    return Known(saved.handle, told.started, told.touched)


def _identity(saved: SavedRun) -> str:
    """What tells a run from all others, in a few characters."""
    run = saved.run
    story = run.program.story.info.id
    return _digest(f"{story}\n{saved.handle}\n{run.seed}\n{sorted(run.settings.items())}".encode())


def _digest(data: bytes) -> str:
    """The beginning of a digest."""
    return sha256(data).hexdigest()[:16]
