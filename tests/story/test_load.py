"""Which files make a story, and what is told where there is none."""

from __future__ import annotations

import gc
import os
from pathlib import Path

import pytest

from borderpost.story.catalogue.small import SMALL, changed
from borderpost.story.load import Loaded, load_story
from borderpost.story.messages import render

ROAD = """\
scenes:
  road:
    text: |
      You walk.
    then: over
"""


def write(folder: Path, **files: str) -> Path:
    """A folder with files; `__` in a name stands for a slash, each ends in .yaml."""
    for name, text in files.items():
        path = folder / f"{name.replace('__', '/')}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def codes(loaded: Loaded) -> list[str]:
    return [found.code for found in loaded.diagnostics]


def only(loaded: Loaded) -> str:
    """The one message there is, rendered."""
    assert len(loaded.diagnostics) == 1, render(loaded.diagnostics, folder="")
    return render(loaded.diagnostics, folder="")


def test_a_folder_and_its_story_yaml_are_the_same_story(tmp_path: Path) -> None:
    write(tmp_path, story=changed("then: over", "then: road"), road=ROAD)
    by_folder, by_file = load_story(tmp_path), load_story(tmp_path / "story.yaml")
    assert by_folder.story is not None
    assert list(by_folder.story.scenes) == ["gate", "road"]
    assert by_file.story == by_folder.story
    assert by_file.folder == by_folder.folder == tmp_path


def test_files_below_the_folder_are_read_in_one_order_whatever_the_disk_says(
    tmp_path: Path,
) -> None:
    scene = "scenes:\n  {0}:\n    text: |\n      You walk.\n    then: over\n"
    names = ("b", "a__z", "a", "c__d__e")
    files = {name: scene.format(f"in_{name[-1]}") for name in names}
    write(tmp_path, story=SMALL, **files)
    (tmp_path / "f.yml").write_text(scene.format("in_f"), encoding="utf-8")
    assert list(load_story(tmp_path).names.scenes) == [
        *("gate", "in_a", "in_z", "in_b", "in_e", "in_f"),
    ]


def test_positions_name_files_with_slashes_from_the_folder(tmp_path: Path) -> None:
    write(tmp_path, story=changed("then: over", "then: road"), acts__one=ROAD + "    xyz: x\n")
    (found,) = load_story(tmp_path).diagnostics
    assert str(found.at) == "acts/one.yaml:6:5"


def test_a_single_file_is_a_story_of_its_own(tmp_path: Path) -> None:
    write(tmp_path, story=SMALL, other=changed("title: Small", "title: Other"))
    loaded = load_story(tmp_path / "other.yaml")
    assert loaded.story is not None
    assert loaded.story.info.title == "Other"
    assert list(loaded.story.scenes) == ["gate"]


def test_a_file_that_is_only_a_part_says_so(tmp_path: Path) -> None:
    write(tmp_path, story=changed("then: over", "then: road"), road=ROAD)
    loaded = load_story(tmp_path / "road.yaml")
    first = loaded.diagnostics[0]
    assert (first.code, str(first.at)) == ("BP102", "road.yaml:1:1")
    assert "give the folder" in first.mend


@pytest.mark.parametrize("name", ["nowhere", "nowhere/story.yaml", "nowhere.yaml"])
def test_what_is_not_there_is_told(tmp_path: Path, name: str) -> None:
    loaded = load_story(tmp_path / name)
    assert loaded.story is None
    message = only(loaded)
    assert "BP178" in message
    assert "nowhere" in message
    assert "check the path, and give a story's folder or its story.yaml" in message


def test_an_empty_folder_is_no_story(tmp_path: Path) -> None:
    message = only(load_story(tmp_path))
    assert "holds no story.yaml" in message


def test_a_folder_of_stories_names_them(tmp_path: Path) -> None:
    write(tmp_path, north__story=SMALL, south__story=SMALL)
    message = only(load_story(tmp_path))
    assert "north, south" in message


def test_a_main_file_with_another_ending_is_noticed(tmp_path: Path) -> None:
    (tmp_path / "story.yml").write_text(SMALL, encoding="utf-8")
    assert "rename story.yml" in only(load_story(tmp_path))


def test_a_folder_called_story_yaml_is_told(tmp_path: Path) -> None:
    (tmp_path / "story.yaml").mkdir()
    assert load_story(tmp_path).story is None
    assert codes(load_story(tmp_path)) == ["BP001"]


def test_an_empty_main_file_is_one_message(tmp_path: Path) -> None:
    write(tmp_path, story="", road=ROAD)
    assert codes(load_story(tmp_path)) == ["BP005"]


def test_bytes_that_are_no_text_are_told_by_line(tmp_path: Path) -> None:
    (tmp_path / "story.yaml").write_bytes(SMALL.encode() + b"discuss:\n  - caf\xe9\n")
    loaded = load_story(tmp_path)
    assert codes(loaded) == ["BP003"]
    assert loaded.diagnostics[0].at.line == 21


def test_hidden_files_and_folders_are_left_alone(tmp_path: Path) -> None:
    write(tmp_path, story=SMALL)
    write(tmp_path, **{".git__x": "a: [", ".draft": "a: ["})
    assert load_story(tmp_path).diagnostics == []


def test_links_are_not_followed(tmp_path: Path) -> None:
    outside = write(tmp_path / "outside", secret=ROAD)
    folder = write(tmp_path / "here", story=SMALL)
    (folder / "road.yaml").symlink_to(outside / "secret.yaml")
    (folder / "below").symlink_to(outside, target_is_directory=True)
    loaded = load_story(folder)
    assert codes(loaded) == ["BP179"]
    assert loaded.story is not None
    assert "road" not in loaded.names.scenes


def test_a_linked_main_file_must_stand_in_the_folder(tmp_path: Path) -> None:
    outside = write(tmp_path / "outside", story=SMALL)
    folder = tmp_path / "here"
    folder.mkdir()
    (folder / "story.yaml").symlink_to(outside / "story.yaml")
    assert "only a link" in only(load_story(folder))
    assert load_story(folder).story is None


def test_names_are_not_missed_while_a_file_cannot_be_read(tmp_path: Path) -> None:
    write(tmp_path, story=changed("then: over", "then: road"))
    (tmp_path / "road.yaml").write_text(f"scenes: {'[' * 50}", encoding="utf-8")
    (found,) = load_story(tmp_path).diagnostics
    assert found.at.file == "road.yaml"


def test_a_path_that_no_disk_takes_is_told(tmp_path: Path) -> None:
    for path in (tmp_path / ("x" * 400), tmp_path / ("x" * 400) / "story.yaml"):
        assert "BP178" in only(load_story(path))


@pytest.mark.skipif(os.geteuid() == 0, reason="root may look into every folder")
def test_a_folder_that_may_not_be_looked_into_is_told(tmp_path: Path) -> None:
    write(tmp_path, story=SMALL, locked__road=ROAD)
    (tmp_path / "locked").chmod(0)
    try:
        assert codes(load_story(tmp_path)) == ["BP001"]
    finally:
        (tmp_path / "locked").chmod(0o700)


def test_a_hundred_errors_are_told_in_the_order_of_the_file(tmp_path: Path) -> None:
    choices = "".join(
        f"      - {{id: go_{number}, label: Go {number}, then: nowhere}}\n" for number in range(100)
    )
    write(tmp_path, story=changed("    choices:\n", f"    choices:\n{choices}"))
    loaded = load_story(tmp_path)
    assert codes(loaded).count("BP122") == 100
    lines = [found.at.line for found in loaded.diagnostics]
    assert lines == sorted(lines)


def test_windows_line_ends_and_a_byte_order_mark_change_nothing(tmp_path: Path) -> None:
    plain = load_story(write(tmp_path / "plain", story=SMALL)).story
    other = tmp_path / "other"
    other.mkdir()
    (other / "story.yaml").write_bytes(b"\xef\xbb\xbf" + SMALL.replace("\n", "\r\n").encode())
    loaded = load_story(other)
    assert loaded.diagnostics == []
    assert loaded.story == plain


def test_paths_with_spaces_and_other_letters_work(tmp_path: Path) -> None:
    folder = write(tmp_path / "Моя история", **{"story": SMALL, "акт 1": "discuss: [Why?]\n"})
    loaded = load_story(folder)
    assert loaded.diagnostics == []
    assert loaded.story is not None
    assert loaded.story.discuss[0].at.file == "акт 1.yaml"


@pytest.mark.parametrize("running", [True, False])
def test_the_collector_is_left_as_it_was(tmp_path: Path, running: bool) -> None:
    write(tmp_path, story=SMALL)
    before = gc.isenabled()
    try:
        (gc.enable if running else gc.disable)()
        load_story(tmp_path)
        assert gc.isenabled() is running
    finally:
        (gc.enable if before else gc.disable)()


def test_a_story_without_findings_is_kept_and_taken_from_the_cache(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, cache = write(tmp_path / "story", story=SMALL), tmp_path / "cache"
    first = load_story(folder, cache)
    with monkeypatch.context() as patch:
        patch.setattr("borderpost.story.load._read", pytest.fail)
        again = load_story(folder, cache)
    assert again.story == first.story
    write(folder, story=changed("title: Small", "title: Other"))
    edited = load_story(folder, cache)
    assert edited.story is not None
    assert edited.story.info.title == "Other"


def test_a_story_with_a_finding_is_not_kept(tmp_path: Path) -> None:
    folder, cache = write(tmp_path / "story", story=SMALL, road=ROAD), tmp_path / "cache"
    found = codes(load_story(folder, cache))
    assert found
    assert codes(load_story(folder, cache)) == found


def test_a_damaged_cache_is_as_good_as_none(tmp_path: Path) -> None:
    folder, cache = write(tmp_path / "story", story=SMALL), tmp_path / "cache"
    first = load_story(folder, cache)
    for kept in cache.iterdir():
        kept.write_bytes(kept.read_bytes()[:-20] + b"x" * 20)
    assert load_story(folder, cache).story == first.story


def test_a_finding_stays_allowed_while_there_are_errors(tmp_path: Path) -> None:
    allowed = "allow:\n  - {code: BP507, at: gate.go, because: It is meant.}\n"
    label = "Go on and on and on and on and on and on and on and on and on and on"
    story = changed("label: Go", f"label: {label}", "title: Over", "titel: Over")
    write(tmp_path, story=story)
    style = [code for code in codes(load_story(tmp_path)) if code != "BP101"]
    assert style
    write(tmp_path, story=story + allowed.replace("BP507", style[0]))
    assert codes(load_story(tmp_path)) == ["BP101"]
