"""What a player is told where a run cannot be saved, read or found: each word, and each mend."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import platformdirs
import pytest

from borderpost.engine.program import Program
from borderpost.engine.records import Goto, Note
from borderpost.saves import folder as folder_module, keeping
from borderpost.saves.collecting import Copies, NotCollected, make_folder, put_copy
from borderpost.saves.lines import Entry
from borderpost.saves.log import Log
from borderpost.saves.problem import LogProblem, LogReadOnly, RunInUse, said
from borderpost.saves.shelf import SavedRun, Shelf, default_folder
from borderpost.saves.stored import header_at, read_log
from borderpost.story.mendable import Mendable
from tests.saves.small import program_of
from tests.stories import play

ANOTHER_FOLDER = "choose another folder with --saves DIR"
ANOTHER_RUN = "choose another run, or start a new one"
FULL = OSError(errno.ENOSPC, "No space left on device")
BROKEN = OSError(errno.EIO, "Input/output error")


@pytest.fixture
def here(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path / "saves")


@pytest.fixture
def program(tmp_path: Path) -> Program:
    return program_of(tmp_path / "story")


@pytest.fixture
def saved(here: Shelf, program: Program) -> Iterator[SavedRun]:
    with here.start(program, {}, 3) as run:
        yield run


def told(do: Callable[[], object], kind: type[Mendable] = LogProblem) -> tuple[str, str]:
    """The message and the mend that doing something ends in."""
    with pytest.raises(Mendable) as caught:
        do()
    assert type(caught.value) is kind
    assert caught.value.code == 1
    return caught.value.message, caught.value.mend


def failing(error: OSError) -> Callable[..., int]:
    """A call of the system that fails so."""

    def fail(*_: object, **__: object) -> int:
        raise type(error)(*error.args)

    return fail


# --- What the system says -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (OSError(errno.EIO, "Input/output error"), "input/output error"),
        (OSError("The stick was pulled"), "the stick was pulled"),
        (TimeoutError(), "timeoutError"),
    ],
)
def test_what_the_system_says_becomes_part_of_a_sentence(error: OSError, words: str) -> None:
    assert said(error) == words


# --- Folders ------------------------------------------------------------------------------------


def test_a_user_without_a_home_is_asked_for_a_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def homeless(name: str, **_: object) -> Path:
        raise RuntimeError(name)

    package = tmp_path / "lib" / "python" / "borderpost" / "saves"
    monkeypatch.setattr(folder_module, "__file__", str(package / "folder.py"))
    monkeypatch.setattr(platformdirs, "user_data_path", homeless)
    assert told(default_folder) == (
        "there is no home folder on this system to keep your runs in",
        "choose one, as in: borderpost play --saves DIR",
    )


def test_among_the_users_data_the_folder_has_no_authors_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[object, ...]] = []

    def data_path(*names: object, **options: object) -> Path:
        asked.append((*names, options))
        return tmp_path

    package = tmp_path / "lib" / "python" / "borderpost" / "saves"
    monkeypatch.setattr(folder_module, "__file__", str(package / "folder.py"))
    monkeypatch.setattr(platformdirs, "user_data_path", data_path)
    assert default_folder() == tmp_path / "saves"
    assert asked == [("borderpost", {"appauthor": False})]  # Windows would put one before it


@pytest.mark.parametrize(
    ("error", "mend"),
    [(FULL, f"free some room on the disk, or {ANOTHER_FOLDER}"), (BROKEN, ANOTHER_FOLDER)],
)
def test_a_folder_in_which_no_run_can_begin(
    here: Shelf,
    program: Program,
    monkeypatch: pytest.MonkeyPatch,
    error: OSError,
    mend: str,
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(Path, "mkdir", failing(error))
        no_folder = told(lambda: here.start(program, {}, 1))
    assert no_folder == (f"runs cannot be saved in {here.folder}: {said(error)}", mend)
    monkeypatch.setattr(os, "fsync", failing(error))
    no_file = told(lambda: here.start(program, {}, 1))
    assert no_file == (f"a run cannot be saved in {here.folder}: {said(error)}", mend)


def test_a_folder_of_runs_that_cannot_be_read(here: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "iterdir", failing(BROKEN))
    assert told(here.runs) == (
        f"the folder of saved runs {here.folder} cannot be read: input/output error",
        ANOTHER_FOLDER,
    )


def test_a_folder_in_which_every_name_is_taken(
    here: Shelf, program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    here.folder.mkdir(parents=True)
    monkeypatch.setattr(keeping, "create_log", failing(FileExistsError(here.folder)))
    assert told(lambda: here.start(program, {}, 1)) == (
        f"{here.folder} is full of runs",
        ANOTHER_FOLDER,
    )


# --- Files that are no runs ---------------------------------------------------------------------


def test_a_path_that_leads_to_no_log(tmp_path: Path) -> None:
    name_one = "name the file of a saved run"
    nothing, device = tmp_path / "nothing.jsonl", Path(os.devnull)
    assert told(lambda: read_log(tmp_path)) == (f"{tmp_path} is a folder", name_one)
    assert told(lambda: read_log(device)) == (f"{device} is no file", name_one)
    assert told(lambda: read_log(nothing)) == (f"there is no saved run {nothing}", name_one)


def test_a_file_that_cannot_be_read(saved: SavedRun, monkeypatch: pytest.MonkeyPatch) -> None:
    path = saved.path
    monkeypatch.setattr(Path, "open", failing(PermissionError(errno.EACCES, "Permission denied")))
    assert told(lambda: read_log(path)) == (
        f"{path} cannot be read: permission denied",
        "make sure that it is yours to read, or choose another run",
    )
    (listed,) = Shelf(path.parent).runs()
    assert (listed.path, listed.story) == (path, "")
    assert listed.problem == f"{path} cannot be read: permission denied"


def test_a_file_that_is_no_log(here: Shelf, tmp_path: Path) -> None:
    path = tmp_path / "letter.jsonl"
    path.write_text("Dear Lakkon")
    begins = "does not begin as a saved run does"
    assert told(lambda: here.summary(path)) == (
        f"{path} is no saved run: it {begins}",
        "name another",
    )
    assert told(lambda: Log(path)) == (
        f"{path} is no saved run that can be played: it {begins}",
        ANOTHER_RUN,
    )


def test_a_log_whose_first_line_alone_is_read(saved: SavedRun, tmp_path: Path) -> None:
    data = saved.path.read_bytes()
    for before in (b"", b"\xef\xbb\xbf"):
        (tmp_path / "copy").write_bytes(before + data + b"x" * 100_000)
        assert header_at(tmp_path / "copy") == read_log(saved.path).header
    (tmp_path / "other").write_bytes(b"    " + data)
    assert header_at(tmp_path / "other") is None
    (tmp_path / "cut").write_bytes(data[:100])
    assert told(lambda: header_at(tmp_path / "cut")) == (
        "is cut short in its first line",
        "leave it out",
    )


# --- Opening ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("error", "kind", "mend"),
    [
        (
            PermissionError(errno.EACCES, "Permission denied"),
            LogReadOnly,
            f"make sure that it is yours, or {ANOTHER_FOLDER}",
        ),
        (
            OSError(errno.EROFS, "Read-only file system"),
            LogReadOnly,
            f"make sure that it is yours, or {ANOTHER_FOLDER}",
        ),
        (BROKEN, LogProblem, ANOTHER_RUN),
    ],
)
def test_a_log_that_cannot_be_opened(
    saved: SavedRun,
    monkeypatch: pytest.MonkeyPatch,
    error: OSError,
    kind: type[LogProblem],
    mend: str,
) -> None:
    path = saved.path
    monkeypatch.setattr(os, "open", failing(error))
    assert told(lambda: Log(path), kind) == (f"{path} cannot be opened: {said(error)}", mend)


def test_a_run_that_is_being_played(saved: SavedRun) -> None:
    mend = "close it there first, or start a new run"
    playing = "is being played already, in another window perhaps"
    named = told(lambda: Log(saved.path), RunInUse)
    assert named == (f"the run {saved.handle} {playing}", mend)
    os.truncate(saved.path, 3)
    by_file = told(lambda: Log(saved.path), RunInUse)
    assert by_file == (f"the run {saved.path.stem} {playing}", mend)


# --- Saving a step ------------------------------------------------------------------------------

LEAVE = "or leave: every step before is saved"


@pytest.mark.parametrize(
    ("error", "mend"),
    [
        (FULL, f"free some room on the disk and do it again, {LEAVE}"),
        (OSError(errno.EFBIG, "File too large"), None),
        (BROKEN, f"do it again once that is mended, {LEAVE}"),
    ],
)
def test_a_step_that_cannot_be_saved(
    saved: SavedRun, monkeypatch: pytest.MonkeyPatch, error: OSError, mend: str | None
) -> None:
    monkeypatch.setattr(os, "fsync", failing(error))
    assert told(lambda: play(saved.run, ["gate.ask"])) == (
        f"this could not be saved: {said(error)}",
        mend or f"free some room on the disk and do it again, {LEAVE}",
    )


def test_a_step_out_of_turn_and_one_that_is_too_long(saved: SavedRun) -> None:
    saved.close()
    with Log(saved.path) as log:
        assert told(lambda: log.append(Entry(Goto(2, 0)))) == (
            "record 2 cannot follow record 0",
            "leave, and continue the run: every decision before is saved",
        )
        assert told(lambda: log.append(Entry(Note(1, 0, "text", {"a": "x" * 1_000_000})))) == (
            "that is too long to be saved",
            "say it in fewer words",
        )


def test_a_file_that_is_gone_and_cannot_be_written_anew(
    saved: SavedRun, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = saved.path
    monkeypatch.setattr(keeping, "create_log", failing(FileExistsError(path)))
    again = f"and it cannot be written anew: {path.parent} is full of runs"
    with path.open("ab") as file:
        file.write(b"x")
    assert told(saved.make_sure) == (
        f"another program has changed the file of this run: {path}, {again}",
        ANOTHER_FOLDER,
    )
    path.unlink()
    assert told(saved.make_sure) == (
        f"the file of this run is gone: {path}, {again}",
        ANOTHER_FOLDER,
    )


def test_a_file_that_cannot_be_looked_at(saved: SavedRun, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(os, "fstat", failing(BROKEN))
        words = told(saved.make_sure)
    assert words == ("the file of this run cannot be looked at: input/output error", LEAVE)
    saved.close()
    saved.path.unlink()
    saved.make_sure()
    assert not saved.path.exists()


# --- Copies -------------------------------------------------------------------------------------


def test_a_copy_of_a_run_that_cannot_be_saved(
    saved: SavedRun, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(os, "fstat", failing(BROKEN))
        words = told(Copies(saved, tmp_path / "class").put, NotCollected)
    assert words == (
        "no copy was made: the file of this run cannot be looked at: input/output error",
        LEAVE,
    )


def test_a_copy_that_finds_no_place(
    saved: SavedRun, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "class"
    monkeypatch.setattr("borderpost.saves.collecting.placed", lambda *_: False)
    with pytest.raises(OSError, match="there are 1000 files of this name"):
        put_copy(saved, folder)
    assert told(Copies(saved, folder).put, NotCollected) == (
        f"no copy could be put in {folder}: there are 1000 files of this name",
        f"the run itself is safe in {saved.path}, and can be copied by hand",
    )


def test_a_folder_for_copies_that_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "class").write_text("A list of names.")
    assert told(lambda: make_folder(tmp_path / "class"), NotCollected) == (
        f"runs cannot be collected in {tmp_path / 'class'}: it is a file",
        "choose another folder with --collect DIR",
    )
