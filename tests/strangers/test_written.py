"""No command writes through a stranger's link, or over what it has not written itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from borderpost.debrief.exports.columns import FILES
from borderpost.plain import fault
from borderpost.saves import log
from borderpost.saves.seen import Seen
from borderpost.story.prose import parse_prose
from tests.strangers.hostile import SMALL, story_in
from tests.working_folder import Here

TREASURE = "what must not be lost\n"


@pytest.fixture
def here(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Here:
    """A working folder as a stranger sent it, with a story in it; beside it, what is one's own."""
    (tmp_path / "treasure").write_text(TREASURE, encoding="utf-8")
    folder = tmp_path / "sent"
    story_in(folder / "small", SMALL)
    here = Here(folder, monkeypatch, capsys)
    assert here.run("simulate", "small", "--runs", "3", "--save-to", "runs").code == 0
    return here


def link(here: Here, name: str) -> Path:
    """A link in the folder that was sent to what is one's own."""
    path = here.folder / name
    path.symlink_to(here.folder.parent / "treasure")
    return path


def is_safe(here: Here) -> bool:
    return (here.folder.parent / "treasure").read_text(encoding="utf-8") == TREASURE


@pytest.mark.parametrize(
    ("name", "call"),
    [
        ("small-guide.html", ("guide", "small")),
        ("small-debrief.html", ("debrief", "runs", "--story", "small")),
        ("small/open-endings.json", ("endings", "small", "--write")),
    ],
)
def test_a_page_is_not_written_through_a_link(here: Here, name: str, call: tuple[str, ...]) -> None:
    from borderpost.story.open_endings import OPEN_ENDINGS_FILE

    link(here, name.replace("open-endings.json", OPEN_ENDINGS_FILE))
    answer = here.run(*call)
    assert answer.code in {1, 2}, answer.out
    assert is_safe(here)


def test_not_even_through_a_link_to_a_page_of_ours(here: Here) -> None:
    assert here.run("guide", "small", "--out", "../page.html").code == 0
    before = (here.folder.parent / "page.html").read_bytes()
    (here.folder / "small-guide.html").symlink_to(here.folder.parent / "page.html")
    assert here.run("guide", "small", "--part", "sheets").code in {0, 2}
    assert here.run("guide", "small").code == 1
    assert (here.folder.parent / "page.html").read_bytes() == before


@pytest.mark.parametrize("name", FILES)
def test_tables_take_no_place_but_that_of_tables(here: Here, name: str) -> None:
    call = ("debrief", "runs", "--story", "small", "--format", "csv", "--out", "tables")
    own = here.write(f"tables/{name}", "my own sums")
    assert here.run(*call).code == 1
    assert own.read_text(encoding="utf-8") == "my own sums"
    own.unlink()
    link(here, f"tables/{name}")
    answer = here.run(*call)
    assert answer.code == 1
    assert "did not write" in answer.err
    assert is_safe(here)
    own.unlink()
    assert [here.run(*call).code for _ in range(2)] == [0, 0]


def test_unfinished_files_are_named_so_that_nobody_can_lay_a_link_there(
    here: Here, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.getpid", lambda: 1)
    monkeypatch.setattr("os.urandom", bytes)
    for name in ("runs/.new.jsonl.00000000.part", ".p.html.00000000.part"):
        link(here, name)
    from tests.saves.test_lines import HEADER

    with pytest.raises(FileExistsError):
        log.create_log(here.folder / "runs" / "new.jsonl", HEADER)
    here.run("guide", "small", "--out", "p.html")
    assert is_safe(here)


def test_what_was_seen_is_not_added_behind_a_link(here: Here) -> None:
    link(here, "small-seen.txt")
    seen = Seen(here.folder, "small")
    words = parse_prose("A gate.")
    seen.add(words)
    assert seen.knows(words[0])
    assert is_safe(here)


def test_a_new_run_and_a_copy_take_names_that_are_free(here: Here) -> None:
    for path in sorted((here.folder / "runs").iterdir()):
        path.unlink()
        path.symlink_to(here.folder.parent / "treasure")
    answer = here.run(
        "play", "small", "--plain", "--saves", "runs", "--collect", "runs", stdin="1\n"
    )
    assert answer.code == 0, answer.err
    assert is_safe(here)


def test_details_of_a_fault_go_where_nobody_else_has_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_home(*_: object, **__: object) -> Path:
        raise RuntimeError

    monkeypatch.setattr("platformdirs.user_log_path", no_home)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    (tmp_path / "treasure").write_text(TREASURE, encoding="utf-8")
    (tmp_path / fault.FILE).symlink_to(tmp_path / "treasure")
    kept = fault.keep_details(ZeroDivisionError("the very fault"))
    assert kept.parent == tmp_path
    assert "the very fault" in kept.read_text(encoding="utf-8")
    assert (tmp_path / "treasure").read_text(encoding="utf-8") == TREASURE
