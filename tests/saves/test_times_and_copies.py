"""When records were kept, where that is known; and copies that meet others on their way."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from borderpost.saves import keeping, placing
from borderpost.saves.collecting import Copies, put_copy
from borderpost.saves.placing import put_in_place
from borderpost.saves.shelf import SavedRun, Shelf
from borderpost.saves.stored import read_log
from tests.saves.small import program_of
from tests.stories import play

NOON = "2021-06-01T12:00:00Z"


@pytest.fixture
def saved(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[SavedRun]:
    monkeypatch.setattr(keeping, "now", lambda: NOON)
    with Shelf(tmp_path / "saves").start(program_of(tmp_path / "story"), {}, 3) as run:
        yield run


def times(run: SavedRun) -> list[str]:
    return [entry.time for entry in read_log(run.path).entries]


def test_every_record_has_its_time(saved: SavedRun) -> None:
    play(saved.run, ["gate.ask"])
    saved.run.note("dissent", {"text": "No."})
    saved.run.undo()
    assert times(saved) == [NOON, NOON, NOON]


def test_in_a_file_written_anew_times_are_known_from_there_on(saved: SavedRun) -> None:
    play(saved.run, ["gate.ask"])
    saved.run.note("dissent", {"text": "No."})
    saved.path.unlink()
    play(saved.run, ["office.back"])
    assert times(saved) == ["", "", NOON]
    saved.path.unlink()
    saved.make_sure()
    assert times(saved) == ["", "", ""]


def test_a_folder_for_copies_is_made_where_there_is_none(saved: SavedRun, tmp_path: Path) -> None:
    folder = tmp_path / "school" / "class"
    copy = put_copy(saved, folder)
    assert (copy.parent, copy.read_bytes()) == (folder, saved.path.read_bytes())


def test_who_was_quicker_keeps_the_name(
    saved: SavedRun, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried: list[Path] = []

    def second(part: Path, path: Path) -> None:
        tried.append(path)
        if len(tried) == 1:
            path.write_text("Another's.")
        put_in_place(part, path)

    monkeypatch.setattr(placing, "put_in_place", second)
    folder = tmp_path / "class"
    assert Copies(saved, folder).put() == f"A copy is in {folder}"
    assert tried == [folder / saved.path.name, folder / f"{saved.path.stem}-2.jsonl"]
    assert tried[0].read_text() == "Another's."
    assert {path.name for path in folder.iterdir()} == {path.name for path in tried}
