"""Story folders that are made to hang a reader, or to fill the machine."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from borderpost.story import diagnostics, files, load, yaml_text
from borderpost.story.found import head_of
from borderpost.story.known import is_known_sound, key_of
from borderpost.story.load import Loaded, load_story
from borderpost.story.parser.page import MOST_LISTED
from tests.strangers.hostile import ENDINGS, HEAD, SCENES, SMALL, bounded, story_in

needs_pipes = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
needs_limits = pytest.mark.skipif(sys.platform == "win32", reason="no limits on processes here")


def codes(loaded: Loaded) -> list[str]:
    return [found.code for found in loaded.diagnostics]


# What stands in the folder


@needs_pipes
def test_a_pipe_in_a_story_folder_is_told_and_never_waited_for(tmp_path: Path) -> None:
    folder = story_in(tmp_path / "story")
    os.mkfifo(folder / "more.yaml")
    loaded = load_story(folder, tmp_path / "cache")
    assert codes(loaded) == ["BP001"]
    assert "no ordinary file" in loaded.diagnostics[0].message
    assert not is_known_sound(folder, tmp_path / "cache")


def test_a_huge_file_is_told_without_being_read_whole(tmp_path: Path) -> None:
    folder = story_in(tmp_path / "story", more=b"")
    os.truncate(folder / "more.yaml", 3 << 30)  # it takes no room on the disk
    assert codes(load_story(folder, tmp_path / "cache")) == ["BP002"]
    with pytest.raises(OSError, match="too large"):
        key_of(folder, ["story.yaml", "more.yaml"])


@pytest.mark.skipif(sys.platform == "win32", reason="paths there are short")
def test_folders_within_folders_without_end_are_no_fault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    deep = 1500  # more than Python calls may nest
    monkeypatch.chdir(story_in(tmp_path / "story"))
    for _ in range(deep):  # step by step: the whole path may be longer than a system takes
        Path("d").mkdir()
        os.chdir("d")
    try:
        assert set(codes(load_story(tmp_path / "story"))) <= {"BP001"}
    finally:
        for _ in range(deep):
            os.chdir("..")
            Path("d").rmdir()


def test_of_too_many_folders_the_rest_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "MOST_FOLDERS", 3)
    folder = story_in(tmp_path)
    for number in range(2):
        (folder / f"f{number}").mkdir()
    assert codes(load_story(folder)) == []
    (folder / "f2").mkdir()
    loaded = load_story(folder)
    assert codes(loaded) == ["BP001"]
    assert "more than 3 folders" in loaded.diagnostics[0].message


@pytest.mark.skipif(sys.platform != "linux", reason="names here are always text")
def test_a_name_that_is_no_text_is_read_told_and_kept_in_the_cache(tmp_path: Path) -> None:
    folder, cache = story_in(tmp_path / "story"), tmp_path / "cache"
    part = os.fsencode(folder) + b"/\xff\x1b[31m.yaml"
    Path(os.fsdecode(part)).write_text("discuss: [Why?]\n", encoding="utf-8")
    first, again = load_story(folder, cache), load_story(folder, cache)
    assert codes(first) == []
    assert is_known_sound(folder, cache)
    assert again.story == first.story


def test_a_ring_of_links_is_told(tmp_path: Path) -> None:
    folder = story_in(tmp_path / "story")
    (folder / "ring.yaml").symlink_to(folder / "ring.yaml")
    (folder / "up").symlink_to(folder, target_is_directory=True)
    assert codes(load_story(folder)) == ["BP179"]


# How much there is of it


def test_all_files_together_are_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = story_in(tmp_path, a="#" * 900, b="#" * 900, c="#" * 900)
    monkeypatch.setattr(yaml_text, "LARGEST_STORY", 2_000)
    loaded = load_story(folder)
    found = [(one.code, one.at.file) for one in loaded.diagnostics if one.code == "BP002"]
    assert found == [("BP002", "b.yaml")]
    monkeypatch.setattr("borderpost.story.known.LARGEST_STORY", 2_000)
    with pytest.raises(OSError, match="too large"):
        key_of(folder, ["story.yaml", "a.yaml", "b.yaml", "c.yaml"])


def test_the_values_of_all_files_are_bounded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = story_in(tmp_path, a="discuss: [Why?, How?, When?]\n", b="discuss: [Who?, What?]\n")
    assert codes(load_story(folder)) == []
    monkeypatch.setattr(load, "FEW_BYTES", 0)
    monkeypatch.setattr(load, "MOST_VALUES", 45)
    loaded = load_story(folder)
    assert [(one.code, one.at.file) for one in loaded.diagnostics] == [("BP002", "b.yaml")]


def test_after_so_many_errors_nothing_more_is_looked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(diagnostics, "MOST_ERRORS", 20)
    folder = story_in(tmp_path, SMALL + "".join(f"key{n}: x\n" for n in range(50)))
    loaded = load_story(folder)
    assert loaded.story is None
    assert codes(loaded) == ["BP101"] * 20 + ["BP186"]
    assert loaded.diagnostics[-1].at.line == 30
    assert head_of(folder).id == "small"


def test_more_warnings_than_are_told_leave_a_story_playable(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(diagnostics, "MOST_OTHERS", 3)
    text = SCENES.replace("A gate.", "'<b> <i> ~~x~~ `y` <u> <s>'")
    loaded = load_story(story_in(tmp_path, HEAD + text + ENDINGS))
    assert len(loaded.diagnostics) == 3
    assert loaded.story is not None


LISTS = {
    "choices": SCENES + "".join(f"      - {{id: c{n}, label: C, then: over}}\n" for n in range(9)),
    "blocks": SCENES.replace("text: A gate.", "text: [a, b, c, d, e]"),
    "options": SCENES.replace(
        "    choices",
        "    questions:\n      - {id: q, ask: Q?, options: {a: A, b: B, c: C, d: D}}\n    choices",
    ),
    "ways on": SCENES.replace(
        "then: over}", "then: [" + "{if: seen(gate), then: over}, " * 4 + "over]}"
    ),
    "effects": SCENES.replace("then: over}", "do: [" + "m += 1, " * 4 + "m += 1], then: over}"),
}


@pytest.mark.parametrize("what", LISTS)
def test_what_stands_in_one_place_is_bounded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    text = HEAD + "variables: {m: {range: 0..9}}\n" + LISTS[what] + ENDINGS
    assert "BP106" not in codes(load_story(story_in(tmp_path, text)))
    monkeypatch.setattr("borderpost.story.parser.page.MOST_LISTED", 3)
    told = [one for one in load_story(tmp_path).diagnostics if one.code == "BP106"]
    assert f"{what} here; 3 is the most" in told[0].message
    assert "several scenes" in told[0].mend
    assert MOST_LISTED == 1000


# What grows as it is read


def derived(operator: str, count: int) -> str:
    names = "".join(f"  d{n + 1}: {{derive: d{n} {operator} d{n}}}\n" for n in range(count))
    return f"variables:\n  d0: {{range: 0..1000, start: 2}}\n{names}"


@pytest.mark.parametrize("operator", ["+", "*", "-"])
def test_variables_that_double_each_other_are_told_and_not_worked_out(
    tmp_path: Path, operator: str
) -> None:
    scenes = SCENES.replace("then: over}", "if: d49 > 1, do: [d0 = 1], then: over}")
    loaded = load_story(story_in(tmp_path, HEAD + derived(operator, 49) + scenes + ENDINGS))
    assert "BP219" in codes(loaded)
    assert loaded.story is None


def test_a_long_row_of_derived_variables_is_told_from_either_end(tmp_path: Path) -> None:
    rows = [f"  d{n + 1}: {{derive: d{n} + 0}}\n" for n in range(3000)]
    for name, each in (("up", rows), ("down", rows[::-1])):
        text = "variables:\n  d0: {range: 0..2}\n" + "".join(each)
        found = codes(load_story(story_in(tmp_path / name, HEAD + text + SCENES + ENDINGS)))
        assert {"BP219", "BP173"} & set(found)


BOMBS = {
    "aliases": SMALL
    + "a: &a [x,x,x,x,x,x,x,x,x]\n"
    + "".join(f"{now}: &{now} [{','.join([f'*{before}'] * 9)}]\n" for before, now in
              zip("abcdefghijk", "bcdefghijkl", strict=True)),
    "an anchor in itself": SMALL + "discuss: &a [*a]\n",
    "a merge": SMALL.replace("    title: The gate", "    <<: {title: x}\n    title: The gate"),
    "an object": SMALL + "discuss: !!python/object/apply:os.abort []\n",
    "two documents": SMALL + "---\n" + SMALL,
    "a directive": "%YAML 9.9\n---\n" + SMALL,
    "digits": SMALL.replace("version: 1", "version: " + "9" * 10_000),
    "a float": SMALL.replace("version: 1", "version: 1e999"),
    "weights": SMALL.replace("then: over}", "then: {chance: {over: 1000000000, gate: 1}}}"),
    "a meter": SMALL + "variables: {m: {meter: 0..1000000000, label: M}}\n",
    "words": SMALL + f"variables: {{m: {{one_of: [{', '.join(f'w{n}' for n in range(300))}]}}}}\n",
    "an expression": SMALL.replace("then: over}", f"if: {'(' * 5000}1{')' * 5000}, then: over}}"),
}  # fmt: skip


@pytest.mark.parametrize("name", BOMBS)
def test_what_explodes_elsewhere_is_an_error_here(tmp_path: Path, name: str) -> None:
    loaded = load_story(story_in(tmp_path, BOMBS[name]))
    assert loaded.story is None
    assert all(found.mend for found in loaded.diagnostics)


@needs_limits
@pytest.mark.slow
@pytest.mark.parametrize("text", ["." * 900_000 + "a", "?\"'" * 300_000 + "x"])
def test_the_words_of_a_text_of_nothing_but_signs_are_counted_soon(
    tmp_path: Path, text: str
) -> None:
    prose = f"text: |\n      x {text}"
    folder = story_in(tmp_path / "story", SMALL.replace("text: A gate.", prose))
    taken = bounded("words", folder)
    assert taken.code == 0, taken.err[-300:]


@needs_limits
@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        ("tabs", SMALL + "\tx: 1\n" * 100_000, "BP021"),
        ("keys", SMALL + "".join(f"k{n}: 1\n" for n in range(100_000)), "BP186"),
        ("a list", SMALL + "discuss: [" + "a," * 1_100_000 + "]\n", "BP002"),
        ("lines", SMALL + "discuss:\n" + "- a\n" * 1_100_000, "BP002"),
        ("doubling", HEAD + derived("*", 45) + SCENES + ENDINGS, "BP219"),
    ],
)
def test_files_made_to_take_for_ever_end_soon_and_in_little_room(
    tmp_path: Path, name: str, text: str, code: str
) -> None:
    taken = bounded("check", story_in(tmp_path / "story", text))
    assert taken.code == 1, f"{name}: {taken.code} {taken.err[-300:]}"
    assert code in taken.out
    assert taken.memory < 500
