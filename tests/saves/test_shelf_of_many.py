"""A shelf on which runs go on from one another, vanish, and stand side by side."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from borderpost.engine.program import Program
from borderpost.saves.handles import fit, next_handle
from borderpost.saves.lines import header_line, read_header
from borderpost.saves.shelf import SavedRun, Shelf
from borderpost.saves.stored import read_log
from tests.saves.small import PLAY, edited, program_of
from tests.stories import play


@pytest.fixture
def program(tmp_path: Path) -> Program:
    return program_of(tmp_path / "story")


@pytest.fixture
def here(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path / "saves")


def played(here: Shelf, program: Program, *items: str) -> SavedRun:
    with here.start(program, {}, 3) as saved:
        play(saved.run, items)
    return saved


def test_a_run_is_followed_over_every_change_to_what_it_is_now(
    here: Shelf, program: Program, tmp_path: Path
) -> None:
    first = played(here, program, *PLAY[:2])
    other = edited(tmp_path / "other", ("cost: {money: 2}", "cost: {money: 3}"))
    with here.open(first.path, other) as second:
        pass
    with here.open(second.path, program) as third:
        play(third.run, PLAY[2:])
    oldest = here.summary(first.path)
    assert here.newest(oldest).path == third.path
    assert here.newest(here.summary(second.path)).path == third.path
    assert [run.path for run in here.runs()] == [third.path]
    assert {run.path for run in here.runs(every=True)} == {first.path, second.path, third.path}
    alone = here.newest(played_alone := here.summary(played(here, program).path))
    assert alone == played_alone


def test_times_of_records_go_with_a_run_into_its_next_file(
    here: Shelf, program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("borderpost.saves.keeping.now", lambda: "2020-01-02T03:04:05Z")
    first = played(here, program, *PLAY[:2])
    other = edited(tmp_path / "other", ("cost: {money: 2}", "cost: {money: 3}"))
    monkeypatch.setattr("borderpost.saves.keeping.now", lambda: "2021-01-02T03:04:05Z")
    with here.open(first.path, other) as second:
        play(second.run, PLAY[2:3])
    times = [entry.time for entry in read_log(second.path).entries]
    assert times == ["2020-01-02T03:04:05Z"] * 2 + ["2021-01-02T03:04:05Z"]
    second.path.unlink()
    with here.open(first.path, other) as third:
        third.path.unlink()
        play(third.run, PLAY[2:3])
        entries = read_log(third.path).entries
    assert [entry.time for entry in entries] == ["", "", "2021-01-02T03:04:05Z"]


def test_a_file_that_goes_while_one_looks_hides_no_other(
    here: Shelf, program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    runs = sorted(played(here, program).path for _ in range(3))
    real = Path.stat

    def gone(path: Path, **options: bool) -> os.stat_result:
        if path == runs[0] and not options:
            looked.append(path)
            if len(looked) > 1:  # the first time, when it is listed, it is still there
                raise FileNotFoundError(path)
        return real(path, **options)

    looked: list[Path] = []
    monkeypatch.setattr(Path, "stat", gone)
    assert {run.path for run in here.runs()} == set(runs[1:])


def test_a_run_that_can_only_be_read_says_so_and_what_became_of_it(
    here: Shelf, program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    left = played(here, program, *PLAY)
    real = os.open

    def refuse(path: str | Path, flags: int, mode: int = 0o777) -> int:
        if Path(path) == left.path:
            raise PermissionError(13, "Permission denied")
        return real(path, flags, mode)

    monkeypatch.setattr(os, "open", refuse)
    only_read = f"{left.path} can only be read, so the run goes on in a file of its own."
    with here.open(left.path, program) as saved:
        assert (saved.status, saved.step, saved.reason) == ("intact", 0, only_read)
    other = edited(tmp_path / "other", ("cost: {money: 2}", "cost: {money: 9}"))
    with here.open(left.path, other) as saved:
        assert (saved.status, saved.step) == ("diverged", 5)
        assert saved.reason.startswith(f"{only_read} The story has changed since")


@pytest.mark.parametrize(
    ("handle", "after"),
    [
        ("amber-heron-17-99999", "amber-heron-17-100000"),
        ("amber-heron-17-100000", "amber-heron-17-100000-2"),
        ("amber-heron-17-x", "amber-heron-17-x-2"),
        ("amber-heron", "amber-heron-2"),
        ("a-b-c-d-2", "a-b-c-d-2-2"),
        ("", "-2"),
    ],
)
def test_a_handle_gains_one_number_and_no_endless_one(handle: str, after: str) -> None:
    assert next_handle(handle) == after


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("Amber-Heron_17", "amber-heron_17"),
        ("../../etc/passwd", "etc-passwd"),
        ("Ünder den Brücken", "nder-den-br-cken"),
        ("...", "run"),
        ("", "run"),
        ("-x-", "x"),
        ("y" * 80, "y" * 60),
    ],
)
def test_any_name_makes_a_part_of_a_file_name(name: str, part: str) -> None:
    assert fit(name) == part


def test_the_folder_of_runs_is_made_with_those_above_it(tmp_path: Path, program: Program) -> None:
    saved = played(Shelf(tmp_path / "my" / "own" / "saves"), program)
    assert saved.path.parent == tmp_path / "my" / "own" / "saves"


def test_a_log_that_does_not_say_where_play_opens_is_read(here: Shelf, program: Program) -> None:
    saved = played(here, program, "gate.ask")
    stored = read_log(saved.path)
    assert stored.header is not None
    line, _ = header_line(stored.header)
    plain = b"%s}" % line[: line.index(b',"opens"')]
    assert read_header(plain).opens == ""
    assert read_header(plain) == stored.header._replace(opens="")
