"""The list of saved runs, and going on with one of them, whatever became of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from borderpost.saves import shelf
from borderpost.saves.shelf import Shelf
from borderpost.saves.stored import StoredRun, read_log
from borderpost.terminal.app import BorderpostApp
from borderpost.terminal.parts.dialogs import Asked
from borderpost.terminal.start.library import Library
from borderpost.terminal.start.saved_runs import SavedRuns
from borderpost.terminal.start.title import TitleScreen
from borderpost.terminal.wish import Wish
from tests.terminal.playing import is_at, opened, playing, press, saved_runs, seen, until
from tests.terminal.shelves import SMALL, on_title, played, small_story, told_by


async def test_a_run_is_told_with_story_place_date_decisions_and_ending(tmp_path: Path) -> None:
    story = small_story(tmp_path / "ford")
    played(tmp_path / "saves", story, "wade")
    played(tmp_path / "saves", story, "home")
    async with on_title(tmp_path, story, size=(100, 30)) as (app, pilot):
        await press(pilot, "3")
        await until(pilot, lambda: is_at(app, SavedRuns))
        text = seen(app.screen)
        assert "The ford: The middle" in text
        assert "1 step · not ended" in text
        assert "The ford: Dry shoes" in text
        assert "Ended: Dry shoes" in text
        (run, _) = saved_runs(tmp_path)
        assert run.handle in text
        assert run.touched[:4] in text
        assert "All saved runs" not in text


async def test_runs_of_other_stories_are_one_step_away(tmp_path: Path) -> None:
    ford, hill = small_story(tmp_path / "ford"), small_story(tmp_path / "hill", "hill", "The hill")
    played(tmp_path / "saves", ford, "wade")
    played(tmp_path / "saves", hill)
    async with on_title(tmp_path, ford, size=(100, 30)) as (app, pilot):
        await press(pilot, "3")
        await until(pilot, lambda: is_at(app, SavedRuns))
        text = seen(app.screen)
        assert "Those of The ford." in text
        assert "The hill: " not in text
        assert "▸ 2  The ford" in text
        await press(pilot, "1")
        text = seen(app.screen)
        assert "The hill: The near bank" in text
        assert "The ford: The middle" in text
        await press(pilot, "1")
        assert "The hill: " not in seen(app.screen)
        await press(pilot, "2")
        assert (await playing(app, pilot)).run.view().place == "middle"


async def test_a_broken_file_is_listed_with_its_problem_and_the_mend(tmp_path: Path) -> None:
    story = small_story(tmp_path / "ford")
    path = played(tmp_path / "saves", story, "wade")
    path.write_bytes(path.read_bytes().replace(b"wade", b"wide"))
    (tmp_path / "saves" / "small-no-run-1.jsonl").write_text("no [run] at all\n")
    async with on_title(tmp_path, story, size=(100, 40)) as (app, pilot):
        await press(pilot, "2")
        await until(pilot, lambda: is_at(app, SavedRuns))
        text = " ".join(seen(app.screen).split())
        assert "! Its file is damaged: line 2 is not what was written there." in text
        assert "this one stays as it is." in text
        assert "! Its file does not begin as a saved run does." in text
        assert "If you have a copy of it" in text
        number = next(n for n, run in enumerate(saved_runs(tmp_path), 1) if not run.story)
        await press(pilot, str(number))
        await until(pilot, lambda: is_at(app, Asked))
        assert "does not begin as a saved run does" in told_by(app.screen)
    assert (tmp_path / "saves" / "small-no-run-1.jsonl").read_text() == "no [run] at all\n"


async def test_a_run_that_is_open_elsewhere_is_told_of_and_left_alone(tmp_path: Path) -> None:
    story = small_story(tmp_path / "ford")
    path = played(tmp_path / "saves", story, "wade")
    async with opened(tmp_path, SMALL, resume=path) as (first, pilot):
        await playing(first, pilot)
        app = BorderpostApp(Wish(tmp_path / "story", tmp_path / "saves", resume=path))
        async with app.run_test() as other:
            await until(other, lambda: is_at(app, Asked))
            await other.pause()
            text = told_by(app.screen)
            assert "is being played already, in another window perhaps." in text
            assert "Close it there first, or start a new run." in text
            await press(other, "enter")
            assert is_at(app, TitleScreen)
        await press(pilot, "1")
        assert first.saved is not None
        assert len(first.saved.run.records) == 2


async def test_how_a_run_was_found_is_told_where_it_goes_on(tmp_path: Path) -> None:
    path = played(tmp_path / "saves", small_story(tmp_path / "story"), "wade")
    told = "The run old-1 goes on as new-2, since its story or its file changed."
    app = BorderpostApp(Wish(tmp_path / "story", tmp_path / "saves", resume=path, told=told))
    async with app.run_test() as pilot:
        screen = await playing(app, pilot)
        assert told in " ".join(seen(screen).split())
        assert app.saved is not None
        app.saved.close()


async def test_a_run_that_had_to_change_its_name_is_told_of(tmp_path: Path) -> None:
    async with opened(tmp_path, SMALL) as (app, pilot):
        await playing(app, pilot)
        assert app.saved is not None
        before = app.saved.handle
        with app.saved.path.open("a") as file:
            file.write("another program was here\n")
        await press(pilot, "1", "q", "2")
        await until(pilot, lambda: is_at(app, Asked))
        await pilot.pause()
        text = told_by(app.screen)
        assert "Saved under another name" in text
        assert before in text
        assert app.saved.handle in text
        assert app.saved.handle != before


async def test_a_run_of_a_story_that_is_gone_is_told_of_and_kept(tmp_path: Path) -> None:
    story = small_story(tmp_path / "ford")
    path = played(tmp_path / "saves", story, "wade")
    (story / "story.yaml").unlink()
    async with on_title(tmp_path, None, size=(100, 30)) as (app, pilot):
        app.go_on(path)
        await until(pilot, lambda: is_at(app, Asked))
        await pilot.pause()
        assert "its story is not here" in told_by(app.screen)
    assert path.exists()


async def test_a_run_goes_on_in_a_story_that_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BORDERPOST_STORIES", str(tmp_path / "stories"))
    path = played(tmp_path / "saves", small_story(tmp_path / "stories" / "ford"), "wade")
    async with on_title(tmp_path, None) as (app, pilot):
        app.go_on(path)
        assert (await playing(app, pilot)).run.view().place == "middle"
        assert app.opened is not None
        assert app.opened.title == "The ford"


def test_of_two_stories_with_one_id_a_run_goes_on_in_the_one_it_was_played_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BORDERPOST_STORIES", str(tmp_path / "stories"))
    small_story(tmp_path / "stories" / "a")
    other = tmp_path / "stories" / "b"
    other.mkdir()
    (other / "story.yaml").write_text(SMALL.replace("id: home", "id: homeward"), "utf-8")
    played(tmp_path / "saves", other, "wade")
    library = Library(tmp_path / "saves")
    (run,) = library.runs()
    assert library.path_of(run) == other.resolve()


def test_a_file_that_did_not_change_is_not_read_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    story = small_story(tmp_path / "ford")
    paths = [played(tmp_path / "saves", story) for _ in range(3)]
    read: list[Path] = []

    def noted(path: Path) -> StoredRun:
        read.append(path)
        return read_log(path)

    monkeypatch.setattr(shelf, "read_log", noted)
    runs = Shelf(tmp_path / "saves")
    before = runs.runs()
    assert sorted(read) == sorted(paths)
    read.clear()
    assert runs.runs() == before
    assert read == []
    paths[1].write_bytes(paths[1].read_bytes() + b"{}")
    assert {run.path for run in runs.runs()} == set(paths)
    assert read == [paths[1]]
