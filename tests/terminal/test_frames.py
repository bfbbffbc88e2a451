"""Every screen at every size is as its golden frame has it.

`python -m tests.terminal.update_frames` rewrites the frames.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Set as AbstractSet
from pathlib import Path

import pytest

from tests.terminal.walk import SIZES, walked

FRAMES = Path(__file__).with_name("frames")


def file_of(name: str, size: tuple[int, int]) -> Path:
    """The file of a screen at a size."""
    return FRAMES / f"{name}-{size[0]}x{size[1]}.txt"


@pytest.mark.slow
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_every_screen_is_as_its_frame(tmp_path: Path, size: tuple[int, int]) -> None:
    frames = {file_of(name, size): text for name, text in walked(tmp_path, size).items()}
    here = set(FRAMES.glob(f"*-{size[0]}x{size[1]}.txt"))
    if os.environ.get("UPDATE_FRAMES"):
        rewrite(frames, here)
        return
    assert here == set(frames)
    changed = [file for file, text in frames.items() if text != file.read_text("utf-8")]
    for file in changed[:1]:
        told = f"{file.name} and {len(changed) - 1} more"
        assert frames[file] == file.read_text("utf-8"), told


def rewrite(frames: Mapping[Path, str], here: AbstractSet[Path]) -> None:
    """Write the frames that have changed, and take away those of screens that are gone."""
    FRAMES.mkdir(exist_ok=True)
    for file in here - set(frames):
        file.unlink()
    for file, text in frames.items():
        if not file.exists() or file.read_text("utf-8") != text:
            file.write_text(text, "utf-8", newline="\n")


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_no_frame_is_wider_or_higher_than_its_window(size: tuple[int, int]) -> None:
    files = list(FRAMES.glob(f"*-{size[0]}x{size[1]}.txt"))
    assert len(files) > 30
    for file in files:
        lines = file.read_text("utf-8").split("\n")[1:]
        assert len(lines) <= size[1] + 1, file.name
        assert max(map(len, lines)) <= size[0], file.name
