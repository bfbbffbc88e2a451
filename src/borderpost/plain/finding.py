"""What the words of a command name: a saved run, settings, a written-down play."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from borderpost.plain.refusal import Refused
from borderpost.saves.shelf import Shelf, default_folder
from borderpost.saves.summary import RunSummary

LARGEST_PLAY = 4 * 1024 * 1024
"""How many bytes a written-down play may have: some 200,000 decisions."""

LONGEST_SHOWN = 120
"""How many characters of an argument a message repeats."""


def shelf_at(folder: str | None) -> Shelf:
    """The shelf in a folder, or in the usual one."""
    return Shelf(Path(folder) if folder else default_folder())


def path_of_story(run: RunSummary, mend: str = "") -> Path:
    """The story a saved run is of: one that ships, or that is found.

    Raises Refused, with a `mend` where the command names stories in a way of its own.
    """
    from borderpost.saves.belonging import story_of
    from borderpost.story.found import paths_with_id
    from borderpost.story.known import usual_folder
    from borderpost.story.load import load_story

    path = story_of(run, paths_with_id(run.story), lambda at: load_story(at, usual_folder()).story)
    if path is None:
        raise Refused(
            f"the run {run.handle} is of the story '{run.story}', which is none of those found",
            mend or f"name the story's folder as well as the run {run.handle}",
        )
    return path


class Found(NamedTuple):
    """A run that was named, and what there is to say of how it was found; usually nothing."""

    run: RunSummary
    told: str = ""


def find_run(shelf: Shelf, name: str, story_id: str = "", *, follow_files: bool = True) -> Found:
    """The run that `name` names by its handle or file; the latest on the shelf where it is empty.

    With a `story_id`, the latest of that story. A run that was continued in another file is found
    there; without `follow_files`, that only holds for handles. Raises Refused where there is none,
    and LogProblem where a file is no saved run.
    """
    if not name:
        return Found(_latest(shelf, story_id))
    path = Path(name)
    run = _on_shelf(shelf, name) if path.name == name else None
    if run is None:
        if not _is_file(path):
            raise _no_run(shelf, name)
        run = shelf.summary(path)
    if not run.story:
        from borderpost.saves.problem import LogProblem

        message = f"{run.path} is no saved run: it {run.problem}"
        raise LogProblem(message, "name the handle or the file of a saved run")
    is_file = name not in (run.handle, run.path.stem)
    newest = run if is_file and not follow_files else shelf.newest(run)
    if newest is run:
        return Found(run)
    told = f"The run {run.handle} goes on as {newest.handle}, since its story or its file changed."
    return Found(newest, told)


def file_of_run(shelf: Shelf, name: str) -> Path:
    """The file or folder of a name, or the file of the run that has it for its handle.

    Raises Refused where there is none of them, and LogProblem.
    """
    path = Path(name)
    try:
        is_there = path.exists()
    except (OSError, ValueError):
        is_there = False  # such as a name that no file can have
    if is_there:
        return path
    run = _on_shelf(shelf, name) if path.name == name else None
    if run is None:
        shown = name[:LONGEST_SHOWN]
        message = f"there is no file or folder '{shown}', nor a saved run of this name"
        raise Refused(message, "name saved runs, or the folder that they were collected in")
    return run.path


def _no_run(shelf: Shelf, name: str) -> Refused:
    """What to say where no run is called so."""
    from borderpost.story.messages import did_you_mean

    handles = [run.handle for run in shelf.runs() if run.story]
    shown = name[:LONGEST_SHOWN]
    return Refused(
        f"there is no saved run '{shown}' in {shelf.folder}{did_you_mean(name, handles)}",
        f"the latest there: {', '.join(handles[:5])}" if handles else "begin one first",
    )


def _on_shelf(shelf: Shelf, name: str) -> RunSummary | None:
    """The run of a handle, or of the name of a file on the shelf."""
    runs = shelf.runs(every=True)
    return next((run for run in runs if name in (run.handle, run.path.stem, run.path.name)), None)


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:
        return False  # such as a name that no file can have


def _latest(shelf: Shelf, story_id: str) -> RunSummary:
    """The run that was played last."""
    run = shelf.latest(story_id or None)
    if run is None:
        of_story = f" of the story '{story_id}'" if story_id else ""
        mend = "begin one, without --resume, or say with --saves DIR where it is"
        raise Refused(f"there is no saved run{of_story} in {shelf.folder}", mend)
    return run


def read_settings(given: Iterable[str], items: Sequence[str]) -> dict[str, str]:
    """Settings by name, from `name=value` each and from those a written-down play is for.

    Raises Refused and PlayProblem.
    """
    settings: dict[str, str] = {}
    if items:
        from borderpost.engine.plays import settings_of

        settings = settings_of(items)
    for pair in given:
        name, equals, value = pair.partition("=")
        if not (name and equals):
            raise Refused(f"'{pair[:LONGEST_SHOWN]}' is no setting", "write --set name=value")
        if settings.setdefault(name, value) != value:
            raise Refused(f"the setting '{name}' is given twice, differently", "give it once")
    return settings


def read_items(file: str | None) -> tuple[str, ...]:
    """The items of a written-down play; `-` is the input. Raises Refused and PlayProblem."""
    if file is None:
        return ()
    from borderpost.engine.plays import read_play

    shown = "the input" if file == "-" else f"'{file[:LONGEST_SHOWN]}'"
    try:
        data = _input() if file == "-" else _start_of(Path(file))
        if len(data) > LARGEST_PLAY:
            raise Refused(
                f"{shown} has more than {LARGEST_PLAY // 2**20} MiB, more than any play",
                "name the file of a play",
            )
        return tuple(read_play(data.decode("utf-8")))
    except UnicodeDecodeError:
        raise Refused(f"{shown} is no text in UTF-8", "save it as UTF-8", 1) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise Refused(f"{shown} cannot be read: {reason}", "name the file of a play") from None


def _input() -> bytes:
    """The input, up to just more than a play may have; nothing where it is closed."""
    return b"" if sys.stdin is None else sys.stdin.buffer.read(LARGEST_PLAY + 1)


def _start_of(path: Path) -> bytes:
    """The same of a file; it may be a pipe."""
    with path.open("rb") as file:
        return file.read(LARGEST_PLAY + 1)
