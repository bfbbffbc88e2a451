"""How a run is gone on with from the command line: lines that can be typed as they stand."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from borderpost.saves.calls import Calls
from borderpost.saves.shelf import SavedRun, Shelf
from tests.saves.small import program_of


@pytest.fixture
def saved(tmp_path: Path) -> Iterator[SavedRun]:
    program = program_of(tmp_path / "story")
    with Shelf(tmp_path / "my saves").start(program, {}, 3) as run:
        yield run


def test_a_run_in_the_usual_folder_is_named_by_its_handle(saved: SavedRun) -> None:
    calls = Calls(folder=saved.path.parent)
    handle = saved.handle
    assert calls.resume(saved) == f"borderpost play lakkon --plain --resume {handle}"
    assert calls.resume(saved, plain=False) == f"borderpost play lakkon --resume {handle}"
    assert calls.replay(saved) == f"borderpost replay {handle} lakkon"


def test_the_folder_the_story_and_the_copies_are_named_as_a_shell_takes_them(
    saved: SavedRun,
) -> None:
    folder = str(saved.path.parent)
    calls = Calls(("python", "-m", "borderpost"), "my story", folder, collect="the class")
    assert calls.resume(saved) == (
        f"python -m borderpost play 'my story' --plain --resume {saved.handle}"
        f" --collect 'the class' --saves '{folder}'"
    )
    assert calls.replay(saved) == (
        f"python -m borderpost replay {saved.handle} 'my story' --saves '{folder}'"
    )


def test_a_run_that_lies_elsewhere_is_named_by_its_file(saved: SavedRun, tmp_path: Path) -> None:
    calls = Calls(folder=tmp_path)
    assert calls.replay(saved) == f"borderpost replay '{saved.path}' lakkon"
    named = Calls(saves=str(tmp_path))
    assert named.replay(saved) == f"borderpost replay '{saved.path}' lakkon --saves {tmp_path}"
    same = Calls(folder=saved.path.parent / ".." / saved.path.parent.name)
    assert same.replay(saved) == f"borderpost replay {saved.handle} lakkon"
