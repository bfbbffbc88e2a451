from __future__ import annotations

from pathlib import Path

import pytest

from borderpost.engine.layout import Layout
from borderpost.engine.program import Program
from borderpost.story import shelved
from borderpost.story.cache import MOST_KEPT, read_cached, write_cached
from borderpost.story.diagnostics import Severity
from borderpost.story.known import is_known_sound, key_of, usual_folder
from borderpost.story.load import load_story
from borderpost.story.model import Scene
from borderpost.story.scene_lines import scene_of
from borderpost.story.shelved import ShelvedScenes
from tests.engine.random_stories import random_story
from tests.engine.small import load
from tests.program import CHECKOUT

LAKKON = CHECKOUT / "story" / "lakkon"
WHOLE = CHECKOUT / "tests" / "story" / "whole_format"


@pytest.mark.parametrize("folder", [LAKKON, WHOLE], ids=["lakkon", "whole"])
def test_a_story_comes_back_as_it_was(folder: Path, tmp_path: Path) -> None:
    story = load_story(folder).story
    assert story is not None
    write_cached(tmp_path, "key", story)
    kept = read_cached(tmp_path, "key")
    assert kept is not None
    assert kept.story == story
    assert repr(kept.story) == repr(story), "an enumeration or a type was lost on the way"


@pytest.mark.parametrize("seed", range(20))
def test_a_story_of_every_feature_comes_back_as_it_was(seed: int, tmp_path: Path) -> None:
    story = load(random_story(seed), "s0").story
    if story is None:
        pytest.skip("this one has an error")
    write_cached(tmp_path, "key", story)
    kept = read_cached(tmp_path, "key")
    assert kept is not None
    assert repr(kept.story) == repr(story)
    assert (kept.story.logic_hash, kept.story.prose_hash) == (story.logic_hash, story.prose_hash)
    fresh, again = Layout(story), Layout(kept.story)
    assert again.fields == fresh.fields
    assert again.places == fresh.places
    assert again.decks == fresh.decks


@pytest.mark.parametrize("folder", [LAKKON, WHOLE], ids=["lakkon", "whole"])
def test_a_state_means_the_same_with_the_cache_and_without(folder: Path, tmp_path: Path) -> None:
    story = load_story(folder).story
    assert story is not None
    write_cached(tmp_path, "key", story)
    kept = read_cached(tmp_path, "key")
    assert kept is not None
    assert Layout(kept.story).fields == Layout(story).fields
    assert Layout(kept.story).places == Layout(story).places


def test_only_scenes_that_are_asked_for_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "story.yaml").write_text(small("Small", further=50), encoding="utf-8")
    load_story(tmp_path, tmp_path / "cache")
    made: list[str] = []

    def noted(line: bytes) -> Scene:
        scene = scene_of(line)
        made.append(scene.id)
        return scene

    monkeypatch.setattr(shelved, "scene_of", noted)
    story = load_story(tmp_path, tmp_path / "cache").story
    assert story is not None
    program = Program(story)
    state = program.start({})
    assert program.offers(state) == ("go",)
    assert "gate" in story.scenes
    assert len(story.scenes) == 51
    assert (story.logic_hash, story.prose_hash) != ("", "")
    assert made == ["gate", "s0"], "a scene and where it leads"
    assert story.scenes["gate"] is story.scenes["gate"]
    assert made == ["gate", "s0"]
    assert [*story.scenes] == ["gate", *(f"s{number}" for number in range(50))]


def test_warnings_are_kept_with_a_story(tmp_path: Path) -> None:
    text = small("Small").replace("label: Go", f"label: Go {'on and ' * 10}on")
    (tmp_path / "story.yaml").write_text(text, encoding="utf-8")
    first = load_story(tmp_path, tmp_path / "cache")
    assert first.diagnostics
    assert first.story is not None
    assert len(list((tmp_path / "cache").iterdir())) == 1
    again = load_story(tmp_path, tmp_path / "cache")
    assert isinstance(again.story and again.story.scenes, ShelvedScenes)
    assert again.diagnostics == first.diagnostics
    assert [type(each.severity) for each in again.diagnostics] == [Severity]


def test_the_loader_uses_the_cache_until_a_byte_changes(tmp_path: Path) -> None:
    folder, cache = tmp_path / "story", tmp_path / "cache"
    folder.mkdir()
    main = folder / "story.yaml"
    main.write_text(small("Small"), encoding="utf-8")
    first = load_story(folder, cache)
    assert first.story is not None
    kept = list(cache.iterdir())
    assert len(kept) == 1

    forged = first.story._replace(info=first.story.info._replace(title="From the cache"))
    write_cached(cache, kept[0].stem, forged)
    again = load_story(folder, cache)
    assert again.story is not None
    assert again.story.info.title == "From the cache"

    main.write_text(small("Smaller"), encoding="utf-8")
    edited = load_story(folder, cache)
    assert edited.story is not None
    assert edited.story.info.title == "Smaller"


def test_a_story_with_an_error_is_not_cached(tmp_path: Path) -> None:
    (tmp_path / "story.yaml").write_text(small("*Small"), encoding="utf-8")
    assert load_story(tmp_path, tmp_path / "cache").story is None
    assert not (tmp_path / "cache").exists()


@pytest.mark.parametrize("place", ["mark", "body", "end"])
def test_a_damaged_cache_counts_as_absent(place: str, tmp_path: Path) -> None:
    story = load_story(WHOLE).story
    assert story is not None
    write_cached(tmp_path, "key", story)
    file = tmp_path / "key.json"
    data = bytearray(file.read_bytes())
    if place == "end":
        del data[-10:]
    else:
        data[3 if place == "mark" else len(data) // 2] ^= 1
    file.write_bytes(data)
    assert read_cached(tmp_path, "key") is None


@pytest.mark.parametrize("body", [b"", b"[]", b"[0]", b"[999,1]", b"{}", b"nonsense", b"[0,1,2,3]"])
def test_what_is_no_story_counts_as_absent(body: bytes, tmp_path: Path) -> None:
    from borderpost.story.cache import _mark

    (tmp_path / "key.json").write_bytes(_mark(body) + b"\n" + body)
    assert read_cached(tmp_path, "key") is None


def test_a_cache_that_cannot_be_written_loses_nothing(tmp_path: Path) -> None:
    (tmp_path / "story.yaml").write_text(small("Small"), encoding="utf-8")
    (tmp_path / "cache").write_text("a file in its place", encoding="utf-8")
    assert load_story(tmp_path, tmp_path / "cache").story is not None


def test_only_the_newest_are_kept(tmp_path: Path) -> None:
    story = load_story(WHOLE).story
    assert story is not None
    for number in range(MOST_KEPT + 5):
        write_cached(tmp_path, f"key{number:02}", story)
    assert len(list(tmp_path.glob("*.json"))) == MOST_KEPT
    assert read_cached(tmp_path, f"key{MOST_KEPT + 4}") is not None
    assert not list(tmp_path.glob("*.new"))


def test_a_key_knows_names_and_where_files_end(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("12", encoding="utf-8")
    (tmp_path / "b").write_text("3", encoding="utf-8")
    first = key_of(tmp_path, ["a", "b"])
    (tmp_path / "a").write_text("1", encoding="utf-8")
    (tmp_path / "b").write_text("23", encoding="utf-8")
    assert key_of(tmp_path, ["a", "b"]) != first
    assert key_of(tmp_path, ["a"]) != key_of(tmp_path, ["b"])


def test_the_usual_folder_is_the_users(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert usual_folder() == tmp_path / "borderpost"
    monkeypatch.setenv("XDG_CACHE_HOME", "here")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert usual_folder() == tmp_path / ".cache" / "borderpost"
    monkeypatch.delenv("XDG_CACHE_HOME")
    assert usual_folder() == tmp_path / ".cache" / "borderpost"
    monkeypatch.setattr("sys.platform", "win32")
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "local"))
    assert usual_folder() == tmp_path / "local" / "borderpost"


def test_without_a_home_there_is_no_usual_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_home(_: Path) -> Path:
        raise RuntimeError

    monkeypatch.setattr(Path, "expanduser", no_home)
    assert usual_folder() is None
    assert not is_known_sound(WHOLE, None)


def small(title: str, further: int = 0) -> str:
    """A smallest story with this title, or one with so many scenes on the way."""
    lines = (f"  s{number}: {{text: Here., then: s{number + 1}}}\n" for number in range(further))
    scenes = "".join(lines).replace(f"s{further}}}", "over}")
    first = "s0" if further else "over"
    return f"""\
story:
  id: small
  title: {title}
  version: 1
  language: en
  start: gate
scenes:
  gate:
    text: |
      You stand at the gate.
    choices:
      - id: go
        label: Go
        then: {first}
{scenes}\
endings:
  over:
    title: Over
    text: |
      It is over.
"""
