from __future__ import annotations

import errno
import os
import re
from pathlib import Path

import pytest

from borderpost.engine.actions import Choose
from borderpost.engine.program import Program
from borderpost.engine.settings import BadSetting
from borderpost.saves import folder as folder_module, shelf
from borderpost.saves.handles import ADJECTIVES, ANIMALS, new_handle, next_handle
from borderpost.saves.problem import LogProblem, RunInUse
from borderpost.saves.shelf import SavedRun, Shelf, default_folder
from borderpost.saves.stored import read_log
from tests.program import CHECKOUT
from tests.saves.small import PLAY, STORY, edited, names, program_of
from tests.stories import play


@pytest.fixture
def program(tmp_path: Path) -> Program:
    return program_of(tmp_path / "story")


@pytest.fixture
def here(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path / "saved runs — π")


def played(here: Shelf, program: Program, *items: str) -> SavedRun:
    """A run that was played and left."""
    with here.start(program, {}, 3) as saved:
        play(saved.run, items)
    return saved


# --- Handles ------------------------------------------------------------------------------------


def test_handles_are_made_of_forty_and_forty_plain_words() -> None:
    assert len(set(ADJECTIVES)) == len(set(ANIMALS)) == 40
    assert all(re.fullmatch("[a-z]+", word) for word in ADJECTIVES + ANIMALS)
    made = {new_handle() for _ in range(300)}
    assert all(re.fullmatch("[a-z]+-[a-z]+-[1-9][0-9]", handle) for handle in made)
    assert len(made) > 250
    assert {handle.split("-")[0] for handle in made} <= set(ADJECTIVES)


@pytest.mark.parametrize(
    ("handle", "after"),
    [
        ("amber-heron-17", "amber-heron-17-2"),
        ("amber-heron-17-2", "amber-heron-17-3"),
        ("amber-heron-17-9", "amber-heron-17-10"),
        ("run", "run-2"),
    ],
)
def test_a_run_that_goes_on_from_another_has_its_handle_and_a_number(
    handle: str, after: str
) -> None:
    assert next_handle(handle) == after


# --- Where runs are -----------------------------------------------------------------------------


def test_a_checkout_keeps_its_runs_itself() -> None:
    assert default_folder() == CHECKOUT / "saves"


def test_elsewhere_runs_are_in_the_users_data_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "lib" / "python" / "borderpost" / "saves"
    package.mkdir(parents=True)
    monkeypatch.setattr(folder_module, "__file__", str(package / "folder.py"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("HOME", str(tmp_path))
    folder = default_folder()
    assert folder.is_relative_to(tmp_path)
    assert (folder.parent.name, folder.name) == ("borderpost", "saves")
    assert not folder.exists()


def test_looking_makes_no_folder(here: Shelf) -> None:
    assert here.runs() == []
    assert here.latest() is None
    assert not here.folder.exists()


# --- Starting and leaving -----------------------------------------------------------------------


def test_a_run_is_on_disk_before_its_first_decision(here: Shelf, program: Program) -> None:
    with here.start(program, {"length": "long"}, 5) as saved:
        assert saved.path.name == f"pass-{saved.handle}.jsonl"
        header = read_log(saved.path).header
        assert header is not None
        assert (header.story, header.title, header.version) == ("pass", "The pass", 1)
        assert (header.settings, header.seed) == ({"length": "long"}, 5)
        assert header.handle == saved.handle
        assert header.logic == program.story.logic_hash
        assert header.prose == program.story.prose_hash
        assert header.opens == "At the gate"


def test_every_decision_is_on_disk_when_it_is_taken(here: Shelf, program: Program) -> None:
    with here.start(program, {}, 3) as saved:
        for item in PLAY:
            play(saved.run, [item])
            assert read_log(saved.path).records == tuple(saved.run.records)
        saved.run.undo()
        saved.run.note("dissent", {"text": "no"})
        saved.run.redo()
        stored = read_log(saved.path)
        assert stored.records == tuple(saved.run.records)
        assert len(stored.records) == len(PLAY) + 3


def test_a_run_is_taken_up_where_it_was_left(here: Shelf, program: Program) -> None:
    left = played(here, program, *PLAY[:4])
    data = left.path.read_bytes()
    with here.open(left.path, program) as saved:
        assert (saved.status, saved.step, saved.reason) == ("intact", 0, "")
        assert (saved.path, saved.handle) == (left.path, left.handle)
        assert saved.run.state == left.run.state
        assert saved.run.records == left.run.records
        assert saved.run.view() == left.run.view()
        assert saved.path.read_bytes() == data
        play(saved.run, PLAY[4:])
    assert left.path.read_bytes().startswith(data)
    with here.open(left.path, program) as saved:
        assert saved.run.finished


def test_bad_settings_leave_no_file(here: Shelf, program: Program) -> None:
    for given in ({"length": "endless"}, {"lenght": "long"}):
        with pytest.raises(BadSetting):
            here.start(program, given, 1)
    assert not here.folder.exists()


def test_without_a_seed_two_runs_have_two(here: Shelf, program: Program) -> None:
    seeds = set()
    for _ in range(4):
        with here.start(program, {}) as saved:
            seeds.add(saved.run.seed)
    assert len(seeds) > 1


def test_a_handle_that_is_taken_is_not_given_again(
    here: Shelf, program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = iter(["calm-owl-11", "calm-owl-11", "calm-owl-11", "kind-owl-12"])
    monkeypatch.setattr(shelf, "new_handle", lambda: next(given))
    first = played(here, program, "gate.ask")
    data = first.path.read_bytes()
    second = played(here, program)
    assert (first.handle, second.handle) == ("calm-owl-11", "kind-owl-12")
    assert second.path.name == "pass-kind-owl-12.jsonl"
    assert first.path.read_bytes() == data
    header = read_log(second.path).header
    assert header is not None
    assert header.handle == "kind-owl-12"


def test_a_log_cut_between_a_choice_and_its_outcome_is_settled(
    here: Shelf, program: Program
) -> None:
    left = played(here, program, "gate.wait")
    lines = left.path.read_bytes().splitlines(keepends=True)
    assert len(lines) == 3
    left.path.write_bytes(b"".join(lines[:2]))
    with here.open(left.path, program) as saved:
        assert saved.run.records == left.run.records
        assert saved.run.view().place in ("office", "night")
    assert read_log(left.path).records == tuple(left.run.records)


def test_a_record_that_cannot_be_kept_leaves_the_run_where_it_was(
    here: Shelf, program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: int) -> None:
        raise OSError(28, "No space left on device")

    with here.start(program, {}, 3) as saved:
        play(saved.run, PLAY[:2])
        state, count = saved.run.state, len(saved.run.records)
        with monkeypatch.context() as patch:
            patch.setattr(os, "fsync", fail)
            for move in (
                lambda: saved.run.act(Choose("office", "pay")),
                saved.run.undo,
                lambda: saved.run.jump(0),
                lambda: saved.run.note("text", {"a": "b"}),
            ):
                with pytest.raises(LogProblem, match="no space left"):
                    move()
        assert (saved.run.state, len(saved.run.records)) == (state, count)
        play(saved.run, ["office.pay"])
    assert read_log(saved.path).records == tuple(saved.run.records)


@pytest.mark.parametrize("whole_folder", [False, True])
def test_a_file_deleted_in_the_middle_of_play_is_written_anew(
    here: Shelf, program: Program, whole_folder: bool
) -> None:
    with here.start(program, {}, 3) as saved:
        play(saved.run, PLAY[:3])
        saved.path.unlink()
        if whole_folder:
            here.folder.rmdir()
        play(saved.run, PLAY[3:])
        with pytest.raises(RunInUse):
            here.open(saved.path, program)
    stored = read_log(saved.path)
    assert (stored.records, stored.problems) == (tuple(saved.run.records), ())
    with here.open(saved.path, program) as again:
        assert again.run.finished


@pytest.mark.parametrize("what", ["replaced", "moved", "cut", "added to"])
def test_a_file_that_others_take_away_or_change_costs_no_decision(
    here: Shelf, program: Program, what: str
) -> None:
    with here.start(program, {}, 3) as saved:
        play(saved.run, PLAY[:3])
        old, others = saved.path, b""
        if what == "replaced":
            others = b"not ours"
            old.unlink()
            old.write_bytes(others)
        elif what == "moved":
            old.rename(here.folder / "moved")
        else:
            os.truncate(old, 40 if what == "cut" else old.stat().st_size + 40)
            others = old.read_bytes()
        play(saved.run, PLAY[3:])
    stored = read_log(saved.path)
    assert (stored.records, stored.problems) == (tuple(saved.run.records), ())
    assert stored.header is not None
    assert stored.header.handle == saved.handle
    if what == "moved":
        assert saved.path == old
    else:
        assert (saved.path, saved.handle[-2:]) == (here.folder / f"pass-{saved.handle}.jsonl", "-2")
        assert old.read_bytes() == others


def test_a_run_is_made_sure_of_when_it_is_left(here: Shelf, program: Program) -> None:
    with here.start(program, {}, 3) as saved:
        play(saved.run, PLAY[:3])
        saved.path.unlink()
        saved.make_sure()
        assert read_log(saved.path).records == tuple(saved.run.records)
        saved.make_sure()
        assert len(here.runs()) == 1
        saved.path.unlink()
        here.folder.rmdir()
        here.folder.write_text("a file")
        with pytest.raises(LogProblem, match="is gone"):
            saved.make_sure()


# --- Edited and damaged -------------------------------------------------------------------------


def test_mended_prose_goes_on_in_the_same_file(
    here: Shelf, program: Program, tmp_path: Path
) -> None:
    left = played(here, program, *PLAY[:3])
    mended = edited(tmp_path / "mended", ("Snow on the road.", "Deep snow on the road."))
    with here.open(left.path, mended) as saved:
        assert (saved.path, saved.status) == (left.path, "intact")
        play(saved.run, PLAY[3:])
    assert len(here.runs()) == 1


@pytest.mark.parametrize("cost", [3, 9])
def test_changed_logic_goes_on_in_a_new_file_and_the_old_one_is_not_touched(
    here: Shelf, program: Program, tmp_path: Path, cost: int
) -> None:
    left = played(here, program, *PLAY)
    data, changed = left.path.read_bytes(), left.path.stat().st_mtime_ns
    other = edited(tmp_path / "other", ("cost: {money: 2}", f"cost: {{money: {cost}}}"))
    with here.open(left.path, other) as saved:
        assert saved.status == ("migrated" if cost == 3 else "diverged")
        assert saved.reason
        assert saved.handle == f"{left.handle}-2"
        assert saved.path.name == f"pass-{left.handle}-2.jsonl"
        records = tuple(saved.run.records)
        assert read_log(saved.path).records == records
        if not saved.run.finished:
            play(saved.run, ["office.sign"])
    assert (left.path.read_bytes(), left.path.stat().st_mtime_ns) == (data, changed)
    old, new = read_log(left.path), read_log(saved.path)
    assert new.header is not None
    assert new.header.continues is not None
    assert new.header.continues == (left.path.name, old.chain)
    assert new.header.logic == other.story.logic_hash
    assert [e.time for e in new.entries[: len(records)]] == [
        e.time for e in old.entries[: len(records)]
    ]
    assert [run.path for run in here.runs()] == [saved.path]
    assert {run.path for run in here.runs(every=True)} == {left.path, saved.path}
    with here.open(saved.path, other) as again:
        assert (again.status, again.path) == ("intact", saved.path)


def test_a_damaged_run_goes_on_in_a_new_file(here: Shelf, program: Program) -> None:
    left = played(here, program, *PLAY)
    lines = left.path.read_bytes().splitlines(keepends=True)
    lines[4] = lines[4].replace(b"office", b"offise")
    left.path.write_bytes(b"".join(lines))
    data = left.path.read_bytes()
    (listed,) = here.runs()
    assert "line 5" in listed.problem
    with here.open(left.path, program) as saved:
        assert (saved.status, saved.step) == ("damaged", 4)
        assert saved.path != left.path
        assert names(saved.run) == ["gate", "office", "gate"]
        play(saved.run, ["gate.ask"])
    assert left.path.read_bytes() == data
    assert [(run.path, run.problem) for run in here.runs()] == [(saved.path, "")]


def test_an_old_file_that_was_played_on_is_listed_again(
    here: Shelf, program: Program, tmp_path: Path
) -> None:
    left = played(here, program, *PLAY[:2])
    other = edited(tmp_path / "other", ("cost: {money: 2}", "cost: {money: 3}"))
    with here.open(left.path, other) as new:
        pass
    with here.open(left.path, program) as old:
        assert old.status == "intact"
        play(old.run, ["office.sign"])
    assert {run.path for run in here.runs()} == {left.path, new.path}


def test_a_run_opened_twice_over_a_change_gets_the_next_number(
    here: Shelf, program: Program, tmp_path: Path
) -> None:
    left = played(here, program, *PLAY[:2])
    other = edited(tmp_path / "other", ("cost: {money: 2}", "cost: {money: 3}"))
    found = []
    for _ in range(3):
        with here.open(left.path, other) as saved:
            found.append(saved.handle)
    assert found == [f"{left.handle}-{number}" for number in (2, 3, 4)]


def test_a_torn_last_line_goes_on_in_the_same_file(here: Shelf, program: Program) -> None:
    left = played(here, program, *PLAY)
    left.path.write_bytes(left.path.read_bytes()[:-9])
    (listed,) = here.runs()
    assert (listed.place, listed.ending, listed.problem) == ("Night", "", "")
    with here.open(left.path, program) as saved:
        assert (saved.status, saved.path) == ("intact", left.path)
        assert "cut short" in saved.reason
        play(saved.run, PLAY[-1:])
    with here.open(left.path, program) as saved:
        assert saved.reason == ""
        assert saved.run.finished


def test_a_strangers_handle_and_story_make_no_path(here: Shelf, tmp_path: Path) -> None:
    program = program_of(tmp_path / "story", STORY)
    left = played(here, program, "gate.ask")
    from borderpost.saves.log import create_log

    header = read_log(left.path).header
    assert header is not None
    evil = header._replace(handle="../../\x1b[2J:con/*", logic="0" * 16)
    path = here.folder / "evil.jsonl"
    create_log(path, evil, read_log(left.path).entries).close()
    with here.open(path, program) as saved:
        assert saved.path.parent == here.folder
        assert re.fullmatch(r"[a-z0-9_.-]+", saved.path.name)
    listed = next(run for run in here.runs() if run.path == left.path)
    assert listed.handle.isprintable()


# --- The list -----------------------------------------------------------------------------------


def test_a_run_is_listed_with_what_a_player_wants_to_know(here: Shelf, program: Program) -> None:
    left = played(here, program, "road=open@2", "road=shut@1", "gate.ask", "office.pay")
    (run,) = here.runs()
    assert (run.path, run.story, run.title) == (left.path, "pass", "The pass")
    assert (run.handle, run.place, run.ending) == (left.handle, "Night", "")
    assert (run.decisions, run.problem) == (3, "")
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", run.started)
    assert run.started <= run.touched
    with here.open(left.path, program) as saved:
        play(saved.run, ["night."])
        (run,) = here.runs()
        assert (run.place, run.ending, run.decisions) == ("Morning", "Morning", 3)
        saved.run.jump(0)
        (run,) = here.runs()
        assert (run.place, run.ending, run.decisions) == ("At the gate", "", 0)


def test_runs_are_listed_the_last_played_first(
    here: Shelf, program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    from borderpost.saves import keeping

    paths = []
    for day in (1, 3, 2):
        time = f"2026-05-0{day}T10:00:00Z"
        monkeypatch.setattr(keeping, "now", lambda time=time: time)
        monkeypatch.setattr(shelf, "now", lambda: "2026-04-01T10:00:00Z")
        paths.append(played(here, program, "gate.ask").path)
    listed = here.runs()
    assert [run.path for run in listed] == [paths[1], paths[2], paths[0]]
    assert [run.touched[8:10] for run in listed] == ["03", "02", "01"]
    assert here.latest() == listed[0]


def test_runs_of_one_second_are_told_apart_by_their_files(here: Shelf, program: Program) -> None:
    first, second = played(here, program), played(here, program)
    os.utime(first.path, ns=(0, second.path.stat().st_mtime_ns + 1))
    header = read_log(first.path).header
    other = read_log(second.path).header
    assert header is not None
    assert other is not None
    if header.created == other.created:
        assert [run.path for run in here.runs()] == [first.path, second.path]


def test_the_latest_of_a_story_is_of_that_story(
    here: Shelf, program: Program, tmp_path: Path
) -> None:
    mine = played(here, program, "gate.ask")
    other = edited(tmp_path / "other", ("id: pass\n", "id: fort\n"))
    played(here, other, "gate.ask")
    latest = here.latest("pass")
    assert latest is not None
    assert latest.path == mine.path
    assert here.latest("unheard of") is None


def test_what_is_no_run_is_listed_with_its_problem_or_not_at_all(
    here: Shelf, program: Program
) -> None:
    run = played(here, program, "gate.ask")
    (here.folder / "README.md").write_text("hello")
    (here.folder / ".hidden.jsonl").write_text("hello")
    (here.folder / "folder.jsonl").mkdir()
    (here.folder / "empty.jsonl").touch()
    (here.folder / "letter.jsonl").write_text("Dear \x1b[31mSir")
    (here.folder / "gone.jsonl").symlink_to(here.folder / "nowhere")
    listed = {run.path.name: run for run in here.runs()}
    assert set(listed) == {run.path.name, "empty.jsonl", "letter.jsonl"}
    assert "empty" in listed["empty.jsonl"].problem
    assert "does not begin" in listed["letter.jsonl"].problem
    assert listed["letter.jsonl"].story == ""
    latest = here.latest()
    assert latest is not None
    assert latest.path == run.path
    with pytest.raises(LogProblem):
        here.summary(here.folder / "letter.jsonl")
    assert here.summary(run.path).handle == run.handle


def test_titles_and_handles_of_a_strangers_file_are_harmless(here: Shelf, program: Program) -> None:
    from borderpost.saves.log import create_log

    run = played(here, program, "gate.ask")
    stored = read_log(run.path)
    assert stored.header is not None
    evil = "\x1b[2J\x9b1mhi\n\u202ethere" + "x" * 5000
    header = stored.header._replace(
        story="x" + evil, title=evil, handle=evil, opens=evil, created=evil
    )
    entries = [entry._replace(title=evil, time=evil) for entry in stored.entries]
    create_log(here.folder / "evil.jsonl", header, entries).close()
    listed = next(run for run in here.runs() if run.path.name == "evil.jsonl")
    for text in (listed.story, listed.title, listed.handle, listed.place, listed.started):
        assert text.isprintable()
        assert len(text) <= 200
    assert (listed.started, listed.touched) == ("", "")


# --- Folders that cannot be used ----------------------------------------------------------------


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path, program: Program) -> None:
    (tmp_path / "file").write_text("I am no folder")
    for folder in (tmp_path / "file", tmp_path / "file" / "below"):
        with pytest.raises(LogProblem) as caught:
            Shelf(folder).start(program, {}, 1)
        assert "--saves DIR" in caught.value.mend
        assert str(folder) in caught.value.message
    with pytest.raises(LogProblem):
        Shelf(tmp_path / "file").runs()
    assert (tmp_path / "file").read_text() == "I am no folder"


def test_a_folder_that_cannot_be_written_is_told(
    here: Shelf, program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.open

    def read_only(path: str | Path, flags: int, mode: int = 0o777) -> int:
        if flags & os.O_CREAT:
            raise OSError(30, "Read-only file system")
        return real(path, flags, mode)

    monkeypatch.setattr(os, "open", read_only)
    with pytest.raises(LogProblem, match="read-only file system") as caught:
        here.start(program, {}, 1)
    assert "--saves DIR" in caught.value.mend


def test_a_file_that_may_not_be_written_is_told(
    here: Shelf, program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    left = played(here, program, "gate.ask")

    def refuse(*_: object) -> int:
        raise PermissionError(13, "Permission denied")

    with monkeypatch.context() as patch:
        patch.setattr(os, "open", refuse)
        with pytest.raises(LogProblem, match="permission denied") as caught:
            here.open(left.path, program)
    assert "--saves DIR" in caught.value.mend


def test_a_file_that_can_only_be_read_goes_on_in_another(
    here: Shelf, program: Program, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    left = played(here, program, "gate.ask")
    before, real = left.path.read_bytes(), os.open

    def refuse(path: str | Path, flags: int, mode: int = 0o777) -> int:
        if Path(path) == left.path:
            raise OSError(errno.EROFS, "Read-only file system")
        return real(path, flags, mode)

    monkeypatch.setattr(os, "open", refuse)
    shelf = Shelf(tmp_path / "other")
    with shelf.open(left.path, program) as saved:
        assert saved.status == "intact"
        assert "can only be read" in saved.reason
        assert saved.path.parent == shelf.folder
        play(saved.run, ["office.sign"])
    assert left.path.read_bytes() == before
    (run,) = shelf.runs()
    assert (run.ending, run.decisions) == ("Morning", 2)
    assert shelf.newest(shelf.summary(left.path)).path == run.path


def test_a_run_that_cannot_be_opened_is_not_left_locked(
    here: Shelf, program: Program, tmp_path: Path
) -> None:
    left = played(here, program, "gate.ask")
    other = edited(tmp_path / "other", ("id: pass\n", "id: fort\n"))
    with pytest.raises(LogProblem, match=r"not of .* \(fort\)"):
        here.open(left.path, other)
    here.open(left.path, program).close()
