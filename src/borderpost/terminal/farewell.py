"""The last word after the app has given the terminal back."""

from __future__ import annotations

from pathlib import Path

from borderpost.saves.calls import Calls
from borderpost.saves.folder import default_folder, is_same_place
from borderpost.saves.problem import LogProblem
from borderpost.saves.shelf import SavedRun
from borderpost.story.prose import clean
from borderpost.story.shipped import shipped_stories


def farewell(
    saved: SavedRun, shelf_folder: Path, story_path: Path | None, collect: Path | None = None
) -> str:
    """That the run is saved, and the command that goes on with it."""
    story = saved.run.program.story.info.id
    shipped = shipped_stories().get(story)
    if story_path is not None and (shipped is None or not is_same_place(shipped, story_path)):
        story = str(story_path)
    saves = "" if _is_usual(shelf_folder) else str(shelf_folder)
    copies = str(collect) if collect is not None else ""
    calls = Calls((), story, saves, shelf_folder, copies)
    line = calls.resume(saved, plain=False)
    return clean(f"Your run {saved.handle} is saved. To go on with it:\n  {line}")


def _is_usual(folder: Path) -> bool:
    """Whether runs are looked for in a folder without being told to."""
    try:
        return is_same_place(folder, default_folder())
    except LogProblem:  # a user without a home has no usual folder
        return False
