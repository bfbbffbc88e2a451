from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from borderpost.engine.actions import Choose
from borderpost.engine.records import Act, Goto, Note, Record
from borderpost.saves import log as log_module
from borderpost.saves.lines import LONGEST_LINE, Entry
from borderpost.saves.log import Log, create_log, now
from borderpost.saves.problem import LogProblem, LogVanished, RunInUse
from borderpost.saves.stored import StoredRun, read_log
from tests.saves.test_lines import HEADER

RECORDS: tuple[Record, ...] = (
    Act(1, 0, Choose("gate", "ask"), "office", "aa"),
    Note(2, 1, "dissent", {"text": "no"}),
    Goto(3, 0),
    Act(4, 0, Choose("gate", "wait"), "night", "bb"),
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "pass-calm-owl-11.jsonl"


def filled(path: Path, records: tuple[Record, ...] = RECORDS) -> bytes:
    with create_log(path, HEADER) as log:
        for record in records:
            log.append(Entry(record, now()))
    return path.read_bytes()


def kinds(stored: StoredRun) -> list[tuple[str, int]]:
    return [(problem.kind, problem.line) for problem in stored.problems]


def test_what_was_written_is_read(path: Path) -> None:
    data = filled(path)
    stored = read_log(path)
    assert stored.header == HEADER
    assert stored.records == RECORDS
    assert stored.problems == ()
    assert stored.size == len(data)
    assert data.count(b"\n") == 5


def test_a_record_is_in_the_file_when_append_returns(path: Path) -> None:
    with create_log(path, HEADER) as log:
        for number, record in enumerate(RECORDS, 1):
            log.append(Entry(record))
            assert read_log(path).records == RECORDS[:number]


def test_every_record_is_synced_and_so_is_the_folder(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[str] = []
    real = os.fsync

    def fsync(file: int) -> None:
        synced.append(str(Path(f"/proc/self/fd/{file}").readlink()))
        real(file)

    if not Path("/proc/self/fd").exists():
        pytest.skip("no /proc to look in")
    monkeypatch.setattr(os, "fsync", fsync)
    with create_log(path, HEADER) as log:
        assert str(path.parent) in synced
        synced.clear()
        log.append(Entry(RECORDS[0]))
    assert synced == [str(path)]


def test_a_log_taken_up_goes_on(path: Path) -> None:
    filled(path, RECORDS[:2])
    with Log(path) as log:
        assert log.stored.records == RECORDS[:2]
        log.append(Entry(RECORDS[2]))
    with Log(path) as log:
        log.append(Entry(RECORDS[3]))
    stored = read_log(path)
    assert (stored.records, stored.problems) == (RECORDS, ())


def test_a_new_log_replaces_no_file(path: Path) -> None:
    path.write_text("mine")
    with pytest.raises(FileExistsError):
        create_log(path, HEADER)
    assert path.read_text() == "mine"
    assert list(path.parent.iterdir()) == [path]


def test_a_new_log_replaces_no_file_where_there_are_no_links(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuse)
    create_log(path, HEADER).close()
    with pytest.raises(FileExistsError):
        create_log(path, HEADER._replace(seed=8))
    stored = read_log(path)
    assert stored.header == HEADER
    assert list(path.parent.iterdir()) == [path]


# --- Torn and damaged ---------------------------------------------------------------------------


def test_a_last_line_torn_at_any_byte_is_dropped_and_told_and_play_goes_on(path: Path) -> None:
    data = filled(path)
    start = data.rindex(b"\n", 0, -1) + 1
    for length in range(start + 1, len(data) - 1):
        path.write_bytes(data[:length])
        stored = read_log(path)
        assert stored.records == RECORDS[:3]
        assert kinds(stored) == [("torn", 5)]
        with Log(path) as log:
            assert path.read_bytes() == data[:length]
            log.append(Entry(RECORDS[3]))
        stored = read_log(path)
        assert (stored.records, stored.problems) == (RECORDS, ())


def test_zeros_that_a_loss_of_power_left_are_dropped(path: Path) -> None:
    data = filled(path)
    for tail in (b"\0" * 4096, b'{"n":5,"ac' + b"\0" * 100):
        path.write_bytes(data + tail)
        stored = read_log(path)
        assert (stored.records, kinds(stored)) == (RECORDS, [("torn", 6)])
        with Log(path) as log:
            log.append(Entry(Goto(5, 0)))
        assert read_log(path).problems == ()


def test_a_last_line_without_its_newline_is_whole(path: Path) -> None:
    data = filled(path)
    path.write_bytes(data[:-1])
    stored = read_log(path)
    assert (stored.records, stored.problems) == (RECORDS, ())
    with Log(path) as log:
        log.append(Entry(Goto(5, 0)))
    assert read_log(path).records == (*RECORDS, Goto(5, 0))
    assert read_log(path).problems == ()


def test_blank_lines_at_the_end_are_no_damage(path: Path) -> None:
    data = filled(path)
    path.write_bytes(data + b"\r\n\n")
    assert read_log(path).problems == ()
    with Log(path) as log:
        log.append(Entry(Goto(5, 0)))
    assert read_log(path).records == (*RECORDS, Goto(5, 0))


def test_line_ends_of_another_system_are_read_and_written_after(path: Path) -> None:
    data = filled(path)
    path.write_bytes(data.replace(b"\n", b"\r\n"))
    assert (read_log(path).records, read_log(path).problems) == (RECORDS, ())
    with Log(path) as log:
        log.append(Entry(Goto(5, 0)))
    assert read_log(path).records == (*RECORDS, Goto(5, 0))


def test_a_changed_byte_anywhere_is_told_with_its_line(path: Path) -> None:
    data = filled(path)
    line = 1
    for index, byte in enumerate(data):
        changed = bytes([byte ^ (1, 0x20, 0x80)[index % 3]])
        path.write_bytes(data[:index] + changed + data[index + 1 :])
        stored = read_log(path)
        kind, told = kinds(stored)[0]
        assert kind in ("damaged", "foreign")
        assert told == line
        assert stored.records == RECORDS[: max(0, line - 2)] or line == 1
        line += byte == ord("\n")


def test_a_changed_header_that_still_reads_keeps_its_records(path: Path) -> None:
    data = filled(path)
    path.write_bytes(data.replace(b'"seed":7', b'"seed":8', 1))
    stored = read_log(path)
    assert stored.header == HEADER._replace(seed=8)
    assert stored.records == RECORDS
    assert kinds(stored) == [("damaged", 1)]


@pytest.mark.parametrize("dropped", [1, 2, 3])
def test_a_line_that_is_gone_is_told(path: Path, dropped: int) -> None:
    lines = filled(path).splitlines(keepends=True)
    path.write_bytes(b"".join(lines[:dropped] + lines[dropped + 1 :]))
    stored = read_log(path)
    assert stored.records == RECORDS[: dropped - 1]
    assert kinds(stored) == [("damaged", dropped + 1)]


def test_lines_of_another_run_are_told(path: Path, tmp_path: Path) -> None:
    mine = filled(path).splitlines(keepends=True)
    other = tmp_path / "other.jsonl"
    with create_log(other, HEADER._replace(handle="kind-owl-12")) as log:
        for record in RECORDS:
            log.append(Entry(record))
    theirs = other.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join(mine[:3] + theirs[3:]))
    assert kinds(read_log(path)) == [("damaged", 4)]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "is empty"),
        (b"\n", "does not begin"),
        (b"hello\n", "does not begin"),
        (b"\xff\xfe\x00", "does not begin"),
        (b"\0" * 5000, "does not begin"),
        (b'{"borderpost":1,"story":"pa', "cut short"),
        (b'{"a":1}\n', "does not begin"),
        (b'{"borderpost":1,"story":"pass"}\n', "damaged in its first"),
        (b'{"borderpost":99,"x":"yyyyyyyyyyyyyyyyy","chain":"0123456789abcdef"}\n', "newer"),
        (b"[" * 200_000, "does not begin"),
        (b'{"borderpost":' + b"9" * 50_000 + b"}\n", "damaged in its first"),
        (b'{"borderpost":' + b"[" * 200_000 + b"\n", "damaged in its first"),
    ],
)
def test_what_is_no_log_is_told(path: Path, content: bytes, says: str) -> None:
    path.write_bytes(content)
    stored = read_log(path)
    assert stored.header is None
    assert kinds(stored) == [("foreign", 1)]
    with pytest.raises(LogProblem, match=says) as caught:
        Log(path)
    assert caught.value.mend
    assert path.read_bytes() == content


def test_a_path_that_leads_to_no_file_is_told(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "nothing.jsonl", Path(os.devnull)):
        with pytest.raises(LogProblem) as caught:
            read_log(path)
        assert caught.value.mend
        with pytest.raises(LogProblem):
            Log(path)


# --- Writing that fails -------------------------------------------------------------------------


def test_a_disk_that_fills_up_leaves_the_file_whole(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = 0
    real = os.write

    def write(file: int, data: bytes) -> int:
        nonlocal room
        if room == 0:
            raise OSError(errno.ENOSPC, "No space left on device")
        done = real(file, data[: min(room, 7)])
        room -= done
        return done

    with create_log(path, HEADER) as log:
        log.append(Entry(RECORDS[0]))
        before = path.read_bytes()
        monkeypatch.setattr(os, "write", write)
        for room in (0, 1, 5, 30):  # noqa: B007 - `write` reads it
            with pytest.raises(LogProblem, match="no space left") as caught:
                log.append(Entry(RECORDS[1]))
            assert "room" in caught.value.mend
            assert path.read_bytes() == before
        room = 100_000
        log.append(Entry(RECORDS[1]))
    assert (read_log(path).records, read_log(path).problems) == (RECORDS[:2], ())


def test_a_sync_that_fails_keeps_nothing(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: int) -> None:
        raise OSError(errno.EIO, "Input/output error")

    with create_log(path, HEADER) as log:
        before = path.read_bytes()
        with monkeypatch.context() as patch:
            patch.setattr(os, "fsync", fail)
            with pytest.raises(LogProblem, match="input/output error"):
                log.append(Entry(RECORDS[0]))
        assert path.read_bytes() == before
        log.append(Entry(RECORDS[0]))
    assert read_log(path).records == RECORDS[:1]


def test_an_interrupt_within_a_write_keeps_nothing(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.write

    def interrupted(file: int, data: bytes) -> int:
        real(file, data[:9])
        raise KeyboardInterrupt

    with create_log(path, HEADER) as log:
        before = path.read_bytes()
        with monkeypatch.context() as patch:
            patch.setattr(os, "write", interrupted)
            with pytest.raises(KeyboardInterrupt):
                log.append(Entry(RECORDS[0]))
        assert path.read_bytes() == before
        log.append(Entry(RECORDS[0]))
    assert read_log(path).problems == ()


def test_what_could_not_be_taken_back_at_once_is_taken_back_later(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.write

    def half(file: int, data: bytes) -> None:
        real(file, data[:40])
        raise OSError(errno.EIO, "Input/output error")

    def refuse(*_: object) -> None:
        raise OSError(errno.EIO, "Input/output error")

    with create_log(path, HEADER) as log:
        before = path.read_bytes()
        with monkeypatch.context() as patch:
            patch.setattr(log_module, "write_all", half)
            patch.setattr(os, "ftruncate", refuse)
            with pytest.raises(LogProblem):
                log.append(Entry(RECORDS[0]))
        assert path.read_bytes() != before
        assert read_log(path).records == ()
        log.append(Entry(RECORDS[0]))
    assert (read_log(path).records, read_log(path).problems) == (RECORDS[:1], ())


def test_a_file_that_is_gone_is_told(path: Path) -> None:
    with create_log(path, HEADER) as log:
        path.unlink()
        with pytest.raises(LogVanished):
            log.append(Entry(RECORDS[0]))


@pytest.mark.parametrize("change", [-10, 10])
def test_a_file_that_another_program_changed_is_left_alone(path: Path, change: int) -> None:
    with create_log(path, HEADER) as log:
        log.append(Entry(RECORDS[0]))
        changed = path.read_bytes() + b"x" * change if change > 0 else path.read_bytes()[:change]
        os.truncate(path, 0)
        with path.open("r+b") as file:
            file.write(changed)
        with pytest.raises(LogProblem, match="another program"):
            log.append(Entry(RECORDS[1]))
        assert path.read_bytes() == changed


def test_a_record_out_of_turn_is_refused(path: Path) -> None:
    with create_log(path, HEADER) as log:
        before = path.read_bytes()
        for record in (RECORDS[1], Goto(0, 0)):
            with pytest.raises(LogProblem, match="cannot follow"):
                log.append(Entry(record))
        assert path.read_bytes() == before


def test_what_is_longer_than_a_line_can_be_is_refused(path: Path) -> None:
    with create_log(path, HEADER) as log:
        before = path.read_bytes()
        with pytest.raises(LogProblem, match="too long"):
            log.append(Entry(Note(1, 0, "text", {"text": "x" * LONGEST_LINE})))
        assert path.read_bytes() == before
        log.append(Entry(Note(1, 0, "text", {"text": "☂" * 100_000})))
    assert read_log(path).problems == ()


def test_a_new_log_that_cannot_be_written_leaves_nothing(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "write", full)
        with pytest.raises(LogProblem, match="no space left"):
            create_log(path, HEADER)
    assert list(path.parent.iterdir()) == []


# --- Locks --------------------------------------------------------------------------------------


def test_a_log_is_open_once(path: Path) -> None:
    with create_log(path, HEADER) as log:
        with pytest.raises(RunInUse) as caught:
            Log(path)
        assert caught.value.mend
        log.append(Entry(RECORDS[0]))
    Log(path).close()


def test_closing_twice_is_closing_once(path: Path) -> None:
    log = create_log(path, HEADER)
    log.close()
    log.close()


def test_no_handle_is_left_open(path: Path) -> None:
    if not Path("/proc/self/fd").exists():
        pytest.skip("no /proc to look in")
    before = len(list(Path("/proc/self/fd").iterdir()))
    filled(path)
    for _ in range(5):
        Log(path).close()
        read_log(path)
    path.write_text("no log")
    for _ in range(5):
        with pytest.raises(LogProblem):
            Log(path)
    assert len(list(Path("/proc/self/fd").iterdir())) == before
