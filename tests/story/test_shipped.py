"""Which story an argument names: a folder, a story.yaml, or the name of a shipped story."""

from __future__ import annotations

from pathlib import Path

import pytest

from borderpost.story import shipped
from borderpost.story.shipped import StoryNotFound, find_story, shipped_stories


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working folder."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def make_story(folder: Path) -> Path:
    folder.mkdir(parents=True)
    (folder / "story.yaml").write_text("story:\n  id: mine\n", encoding="utf-8")
    return folder


def test_lakkon_ships() -> None:
    assert (shipped_stories()["lakkon"] / "story.yaml").is_file()


def test_a_shipped_name_is_found_from_any_folder(here: Path) -> None:
    assert find_story("lakkon") == shipped_stories()["lakkon"]


def test_the_shelf_holds_stories_only(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make_story(here / "shelf" / "zebra")
    make_story(here / "shelf" / "apple")
    (here / "shelf" / "notes").mkdir()
    (here / "shelf" / "README.md").touch()
    monkeypatch.setattr(shipped, "_shelf", lambda: here / "shelf")
    assert list(shipped_stories()) == ["apple", "zebra"]


def test_a_missing_shelf_is_an_empty_one(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shipped, "_shelf", lambda: here / "nowhere")
    assert shipped_stories() == {}
    with pytest.raises(StoryNotFound, match=r"there is no story 'lakkon'; name a folder"):
        find_story("lakkon")


@pytest.mark.parametrize("argument", ["tales/mine", "tales/mine/", "./tales/mine"])
def test_a_folder_is_a_story(here: Path, argument: str) -> None:
    make_story(here / "tales" / "mine")
    assert find_story(argument) == Path("tales/mine")


def test_a_story_file_stands_for_its_folder(here: Path) -> None:
    make_story(here / "tales" / "mine")
    assert find_story("tales/mine/story.yaml") == Path("tales/mine")


def test_the_working_folder_may_be_the_story(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(make_story(here / "mine"))
    assert find_story(".") == Path()
    assert find_story("story.yaml") == Path()


def test_names_with_spaces_and_other_letters(here: Path) -> None:
    make_story(here / "мой рассказ \u3000")
    assert find_story("мой рассказ \u3000") == Path("мой рассказ \u3000")


def test_a_copy_here_wins_over_the_shipped_one(here: Path) -> None:
    make_story(here / "lakkon")
    assert find_story("lakkon") == Path("lakkon")


@pytest.mark.parametrize("make", [Path.mkdir, Path.touch])
def test_what_is_no_story_does_not_hide_the_shipped_one(here: Path, make: object) -> None:
    assert callable(make)
    make(here / "lakkon")
    assert find_story("lakkon") == shipped_stories()["lakkon"]


def told(argument: str) -> tuple[str, str]:
    """The message and the mend that come of an argument."""
    with pytest.raises(StoryNotFound) as caught:
        find_story(argument)
    assert str(caught.value) == f"{caught.value.message}; {caught.value.mend}"
    return caught.value.message, caught.value.mend


def test_a_slip_in_a_shipped_name(here: Path) -> None:
    message, mend = told("lakon")
    assert message == "there is no story 'lakon'; did you mean 'lakkon'?"
    assert "ships with borderpost: lakkon" in mend


def test_a_name_like_no_other(here: Path) -> None:
    assert told("xyzzy")[0] == "there is no story 'xyzzy'"


def test_a_missing_folder(here: Path) -> None:
    assert told("tales/mine")[0] == "there is no story 'tales/mine'"


@pytest.mark.parametrize("argument", ["", " ", "\t"])
def test_nothing_named(here: Path, argument: str) -> None:
    assert told(argument)[0] == "no story was named"


def test_an_empty_folder(here: Path) -> None:
    (here / "empty").mkdir()
    message, mend = told("empty")
    assert message == "'empty' is a folder without a story.yaml"
    assert mend.startswith("name a folder that holds a story.yaml")


def test_a_folder_of_stories(here: Path) -> None:
    make_story(here / "tales" / "mine")
    message, mend = told("tales")
    assert message == "'tales' is a folder without a story.yaml"
    assert mend == f"name the story in it, such as '{Path('tales/mine')}'"


def test_a_folder_named_story_yaml(here: Path) -> None:
    (here / "story.yaml").mkdir()
    assert told("story.yaml")[0] == "'story.yaml' is a folder without a story.yaml"


def test_a_part_of_a_story(here: Path) -> None:
    acts = make_story(here / "mine") / "acts"
    acts.mkdir()
    (acts / "1.yaml").touch()
    assert told("mine/acts/1.yaml") == (
        "'mine/acts/1.yaml' is a part of a story, not the story",
        "name the story's folder, 'mine'",
    )


def test_another_file(here: Path) -> None:
    (here / "picture.png").touch()
    assert told("picture.png")[0] == "'picture.png' is a file, but not a story.yaml"


def test_an_argument_never_drives_the_terminal(here: Path) -> None:
    message, _ = told("\x1b[2Jgone\0")
    assert message == r"there is no story '\x1b[2Jgone\x00'"


def test_a_pasted_page_is_cut(here: Path) -> None:
    message, _ = told("word " * 2000)
    assert len(message) < 250


def test_a_folder_that_may_not_be_read(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path) -> bool:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "is_file", refuse)
    message, _ = told("secret")
    assert message == "'secret' cannot be looked at: Permission denied"
