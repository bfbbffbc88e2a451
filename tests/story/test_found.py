"""Where stories are found, and what is said of those that are not."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from borderpost.story import found
from borderpost.story.found import Head, find_stories, head_of, languages_of, works_of
from borderpost.story.shipped import shipped_stories

SMALL = """\
story:
  id: {id}
  title: {title}
  version: 1
  language: {language}
  start: gate
"""


def story(folder: Path, name: str, language: str = "en", title: str = "A title") -> Path:
    """A folder with the beginning of a story in it."""
    folder.mkdir(parents=True)
    text = SMALL.format(id=name, language=language, title=title)
    (folder / "story.yaml").write_text(text, "utf-8")
    return folder.resolve()


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working folder, and a home of one's own."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    return tmp_path / "here"


def others(environment: dict[str, str] | None = None) -> list[Path]:
    """What is found beside the shipped stories."""
    shipped = [path.resolve() for path in shipped_stories().values()]
    paths = list(find_stories(environment or {}).paths)
    assert paths[: len(shipped)] == shipped
    return paths[len(shipped) :]


def test_stories_are_found_in_the_working_folder_the_users_data_and_where_named(
    here: Path, tmp_path: Path
) -> None:
    one = story(here / "one", "one")
    two = story(tmp_path / "data" / "borderpost" / "stories" / "two", "two")
    three = story(tmp_path / "shelf" / "three", "three")
    four = story(tmp_path / "four", "four")
    named = os.pathsep.join([str(tmp_path / "shelf"), str(four), str(here)])
    assert others({"BORDERPOST_STORIES": named}) == [one, two, three, four]


def test_the_working_folder_may_be_a_story_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = story(tmp_path / "mine", "mine")
    monkeypatch.chdir(path)
    assert others() == [path]


def test_nothing_is_found_deeper_hidden_or_through_a_link_that_leads_out(
    here: Path, tmp_path: Path
) -> None:
    story(here / "deep" / "deeper", "deeper")
    story(here / ".hidden", "hidden")
    outside = story(tmp_path / "outside", "outside")
    (here / "link").symlink_to(outside)
    (here / "half").mkdir()
    (here / "half" / "story.yaml").symlink_to(outside / "story.yaml")
    inside = story(here / "inside", "inside")
    (here / "again").symlink_to(inside)
    assert others() == [inside]
    assert find_stories({}).told == ()


def test_a_named_folder_that_is_not_there_is_told_of(here: Path, tmp_path: Path) -> None:
    gone = str(tmp_path / "gone")
    (told,) = find_stories({"BORDERPOST_STORIES": gone}).told
    assert gone in told
    assert "it is not there" in told


def test_no_more_than_a_number_is_listed_and_that_is_told(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(found, "MOST_STORIES", len(shipped_stories()) + 2)
    for number in range(4):
        story(here / f"s{number}", f"s{number}")
    assert [path.name for path in others()] == ["s0", "s1"]
    assert "Only the first" in find_stories({}).told[0]


def test_a_working_folder_that_was_deleted_is_no_trouble(here: Path) -> None:
    here.rmdir()
    assert others() == []


def test_the_head_of_a_story_is_on_one_line_and_harmless(tmp_path: Path) -> None:
    path = story(tmp_path / "a", "a", "tg", '"A \\e[31m title\\n  in two lines"')
    head = head_of(path)
    assert (head.id, head.language) == ("a", "tg")
    assert head.title.endswith("title in two lines")
    assert head.title.isprintable()


@pytest.mark.parametrize("text", ["", "[", "story: 3", "story:\n  title: [a]\n", "a: b\n\x00"])
def test_a_story_that_does_not_say_who_it_is_goes_by_its_folder(tmp_path: Path, text: str) -> None:
    (tmp_path / "story.yaml").write_text(text, "utf-8")
    assert head_of(tmp_path) == Head(tmp_path, "", tmp_path.name, "")


def test_one_story_in_two_languages_is_one_work() -> None:
    def head(name: str, story_id: str, language: str) -> Head:
        return Head(Path(name), story_id, name.title(), language)

    works = works_of(
        [
            head("lakkon", "lakkon", "en"),
            head("copy", "lakkon", "en"),
            head("lakkon-tg", "lakkon", "tg"),
            head("other", "other", "tg"),
            head("broken", "", ""),
            head("broken2", "", ""),
        ]
    )
    names = [[edition.path.name for edition in work.editions] for work in works]
    assert names == [["lakkon", "lakkon-tg"], ["copy"], ["other"], ["broken"], ["broken2"]]
    assert works[0].in_language("tg").title == "Lakkon-Tg"
    assert works[0].in_language("de").title == "Lakkon"
    assert languages_of(works) == ("en", "tg")
    assert languages_of(works[1:]) == ()


def test_of_too_many_names_the_first_in_the_alphabet_are_looked_at(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("w", "a", "z", "b", "x", "c", "y"):
        story(here / name, name)
    monkeypatch.setattr(found, "MOST_ENTRIES", 3)
    assert [path.name for path in others()] == ["a", "b", "c"]
    told = find_stories({}).told
    assert any("only 3 names are seen" in said for said in told)
