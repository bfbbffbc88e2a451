"""The file of preferences: what is written is read again, and what is wrong costs only itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from borderpost.terminal.likes.preferences import (
    FOLDER_VARIABLE,
    PreferenceFile,
    Preferences,
    usual_file,
)

CHANGED = Preferences(
    "high-contrast", 90, reveal=False, language="tg-Cyrl", keys={"journal": "f3"},
    hints_seen=("first", "“quoted” \\ [x]"),
)  # fmt: skip


def kept(folder: Path, text: str | bytes) -> PreferenceFile:
    """A file with this in it."""
    path = folder / "settings.toml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return PreferenceFile(path)


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    file = PreferenceFile(tmp_path / "deep" / "folder" / "settings.toml")
    assert file.read() == (Preferences(), ())
    for preferences in (CHANGED, Preferences()):
        file.write(preferences)
        assert file.read() == (preferences, ())
    assert [path.name for path in file.path.parent.iterdir()] == ["settings.toml"]


def test_every_setting_in_the_file_is_explained(tmp_path: Path) -> None:
    file = PreferenceFile(tmp_path / "settings.toml")
    file.write(CHANGED)
    lines = file.path.read_text("utf-8").split("\n")
    for name in (*(n for n in Preferences._fields if n != "keys"), "[keys]"):
        (at,) = [number for number, line in enumerate(lines) if line.startswith(name)]
        assert lines[at - 1].startswith("# ")


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ('theme = "blue"', "theme is one of dark, light, high-contrast, terminal"),
        ("theme = dark", 'with "text" in quotes'),
        ("width = 20", "width is a number from 40 to 100"),
        ("width = true", "width is a number from 40 to 100"),
        ('reveal = "no"', "reveal is true or false"),
        ("language = 7", "language is a short name in quotes"),
        ('hints_seen = "first"', "hints_seen is a list"),
        ('them = "light"', 'nothing is called "them"; perhaps "theme" is meant'),
        ("nonsense", "this cannot be read"),
        ("x = " + "[" * 5000, "this cannot be read"),
        ("keys = 3", "a line [keys]"),
        ('[keys]\njurnal = "x"', 'perhaps "journal" is meant'),
        ('[keys]\njournal = ["x"]', "the key for journal is a name in quotes"),
        ('[keys]\njournal = "1"', "1 always means the same"),
        ('[keys]\njournal = "c"', "c is already the key for: case file"),
    ],
)
def test_what_is_wrong_is_told_with_its_line_and_the_rest_counts(
    tmp_path: Path, line: str, told: str
) -> None:
    good = "reveal = false" if line.startswith("width") else "width = 66"
    file = kept(tmp_path, f"{good}\n\n# a word\n{line}\n")
    preferences, wrong = file.read()
    assert len(wrong) == 1
    assert told in wrong[0]
    number = 5 if line.startswith("[keys]") else 4
    assert f"settings.toml, line {number}: " in wrong[0]
    assert wrong[0].endswith(".")
    assert preferences == (
        Preferences(reveal=False) if line.startswith("width") else Preferences(width=66)
    )


def test_a_file_that_is_no_toml_is_read_line_by_line(tmp_path: Path) -> None:
    text = '\ufefftheme = "light\nwidth = 60\nwidth = 61\n[keys]\njournal = "f3"\nledger = f4\n'
    preferences, wrong = kept(tmp_path, text).read()
    assert preferences == Preferences(width=60, keys={"journal": "f3"})
    assert [told.partition("line ")[2][:1] for told in wrong] == ["1", "3", "6"]


def test_two_commands_may_change_their_keys_with_each_other(tmp_path: Path) -> None:
    swapped = {"journal": "c", "case_file": "j"}
    text = '[keys]\njournal = "c"\ncase_file = "j"\n'
    assert kept(tmp_path, text).read() == (Preferences(keys=swapped), ())
    text = '[keys]\ncase_file = "u"\njournal = "c"\n'  # u is taken, and so c is not free
    preferences, wrong = kept(tmp_path, text).read()
    assert preferences.keys == {}
    assert len(wrong) == 2


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"width = 60\n# \xff\n", "line 2 is not in UTF-8"),
        (b"#" * 100_000, "far longer"),
    ],
)
def test_what_is_no_text_is_told_whole(tmp_path: Path, data: bytes, told: str) -> None:
    preferences, wrong = kept(tmp_path, data).read()
    assert preferences == Preferences()
    assert len(wrong) == 1
    assert told in wrong[0]


def test_a_folder_in_the_place_of_the_file_is_told_and_no_crash(tmp_path: Path) -> None:
    file = PreferenceFile(tmp_path)
    assert "cannot be read" in file.read()[1][0]
    assert PreferenceFile(Path("\0")).read()[1]


def test_a_bad_file_is_kept_aside_before_it_is_written_anew(tmp_path: Path) -> None:
    for name in ("settings.toml.bad", "settings.toml.bad2"):
        text = f"theme = {name}\n"
        file = kept(tmp_path, text)
        file.write(CHANGED)
        assert file.read() == (CHANGED, ())
        assert (tmp_path / name).read_text("utf-8") == text


def test_a_file_that_cannot_be_written_is_an_os_error_and_stays(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(OSError, match="file"):
        PreferenceFile(tmp_path / "file" / "settings.toml").write(CHANGED)


def test_the_folder_may_be_named_by_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usual = usual_file()
    assert usual is not None
    assert usual.name == "settings.toml"
    assert usual.is_relative_to(Path.home())
    monkeypatch.setenv(FOLDER_VARIABLE, str(tmp_path))
    assert usual_file() == tmp_path / "settings.toml"


@pytest.mark.parametrize("before", ["width = 80\n", "no toml", None])
def test_a_file_that_is_a_link_stays_one(tmp_path: Path, before: str | None) -> None:
    (tmp_path / "kept").mkdir()
    real, link = tmp_path / "kept" / "mine.toml", tmp_path / "settings.toml"
    if before is not None:
        real.write_text(before)
    link.symlink_to(Path("kept") / "mine.toml")
    PreferenceFile(link).write(CHANGED)
    assert link.is_symlink()
    assert PreferenceFile(real).read() == (CHANGED, ())
    others = {path.name for path in real.parent.iterdir()} - {"mine.toml"}
    assert others == ({"mine.toml.bad"} if before == "no toml" else set())


def test_a_ring_of_links_is_told_as_any_file_that_cannot_be_written(tmp_path: Path) -> None:
    one, two = tmp_path / "settings.toml", tmp_path / "two"
    one.symlink_to(two)
    two.symlink_to(one)
    with pytest.raises(OSError, match=r"link|oop"):
        PreferenceFile(one).write(CHANGED)
