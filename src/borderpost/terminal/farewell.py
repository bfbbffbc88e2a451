"""The last word after the app has given the terminal back."""

from __future__ import annotations

import shlex
from pathlib import Path

from borderpost.saves.shelf import SavedRun, default_folder
from borderpost.story.shipped import shipped_stories


def farewell(saved: SavedRun, shelf_folder: Path, story_path: Path | None) -> str:
    """That the run is saved, and the command that goes on with it."""
    story = saved.run.program.story.info.id
    shipped = shipped_stories().get(story)
    if story_path is not None and (shipped is None or shipped.resolve() != story_path.resolve()):
        story = str(story_path)
    line = ["borderpost", "play", story, "--resume", saved.handle]
    if shelf_folder.resolve() != default_folder().resolve():
        line += ["--saves", str(shelf_folder)]
    return f"Your run {saved.handle} is saved. To go on with it:\n  {shlex.join(line)}"
