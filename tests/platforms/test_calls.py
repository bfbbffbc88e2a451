"""The command that is told at the end can be typed as it stands, whatever the system's shell."""

from __future__ import annotations

import re
import shlex
import sys
from pathlib import Path

import pytest
from hypothesis import example, given, strategies as st

from borderpost.saves import calls
from borderpost.saves.calls import Calls, program_words, typed
from borderpost.saves.shelf import Shelf
from tests.saves.small import program_of


@pytest.fixture
def windows(monkeypatch: pytest.MonkeyPatch) -> None:
    """Windows, in its older shell."""
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.delenv("SHELL", raising=False)
    monkeypatch.setenv("PROMPT", "$P$G")


def given_to_a_program(line: str) -> list[str]:
    """The words that a program of Windows is given: by the rules of its C library.

    Blanks part words outside of quotes; backslashes are themselves, but before a quote, where two
    stand for one, and one over makes the quote a letter.
    """
    words = [""]
    is_quoted = is_word = False
    for slashes, sign in re.findall(r'(\\*)("|[^\\"]|$)', line):
        if sign == '"':
            words[-1] += "\\" * (len(slashes) // 2)
            is_word = True
            if len(slashes) % 2:
                words[-1] += '"'
            else:
                is_quoted = not is_quoted
            continue
        words[-1] += slashes
        if sign == " " and not is_quoted:
            words += [""] if is_word or slashes else []
            is_word = False
            continue
        words[-1] += sign
        is_word = is_word or bool(slashes or sign)
    return words if is_word else words[:-1]


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (("borderpost", "play", "lakkon"), "borderpost play lakkon"),
        (("borderpost", "play", r"C:\Stories\gate"), r"borderpost play C:\Stories\gate"),
        (("borderpost", r"\\server\Klasse 7b\x"), r'borderpost "\\server\Klasse 7b\x"'),
        (("borderpost", "C:\\mine at home\\"), r'borderpost "C:\mine at home\\"'),
        (("borderpost", "Müller & Söhne"), 'borderpost "Müller & Söhne"'),
        (("borderpost", ""), 'borderpost ""'),
        (("borderpost", "~old"), 'borderpost "~old"'),
        (("borderpost", "it's"), 'borderpost "it\'s"'),
    ],
)
def test_windows_quotes_are_double_ones(windows: None, words: tuple[str, ...], line: str) -> None:
    assert typed(words) == line


@example(['a b\\"c', "a b\\\\", '\\\\"'])
@given(st.lists(st.text(r"""ab é&|<>()'"\%$;,*?~=@^!""", max_size=8), min_size=1, max_size=4))
def test_every_word_arrives_as_it_is_on_windows(words: list[str]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "platform", "win32")
        patch.delenv("SHELL", raising=False)
        patch.setenv("PROMPT", "$P$G")
        line = typed(["borderpost", *words])
    assert given_to_a_program(line) == ["borderpost", *words]
    unquoted = re.sub(r'"(?:\\.|[^"\\])*"', "", line)
    assert not set("&|<>()';,$%^!*?@`") & set(unquoted), "the shell would make something of it"


def test_powershell_is_told_that_a_quoted_program_is_one(
    windows: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = (r"C:\My programs\borderpost", "play")
    assert typed(words) == r'"C:\My programs\borderpost" play'
    monkeypatch.delenv("PROMPT")
    assert typed(words) == r'& "C:\My programs\borderpost" play'
    assert typed(("borderpost", "play")) == "borderpost play"


def test_a_shell_from_elsewhere_gets_its_own_quotes_on_windows(
    windows: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SHELL", "/usr/bin/bash")
    words = ["borderpost", "play", r"C:\mine\it's"]
    assert shlex.split(typed(words)) == words


@pytest.mark.skipif(sys.platform == "win32", reason="the shells of other systems")
@given(st.lists(st.text("ab é&|<>()'\"\\%$ ", max_size=8), min_size=1, max_size=4))
def test_every_word_arrives_as_it_is_elsewhere(words: list[str]) -> None:
    assert shlex.split(typed(words)) == words


# --- The program --------------------------------------------------------------------------------


def found_at(path: Path | None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the system find programs at a path, whatever they are called, or nowhere."""
    monkeypatch.setattr("shutil.which", lambda _: None if path is None else str(path))


def test_a_program_that_the_system_finds_is_called_by_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    called = tmp_path / "bin" / "borderpost"
    monkeypatch.setattr(sys, "argv", [str(called), "play"])
    found_at(called, monkeypatch)
    assert program_words() == ("borderpost",)
    found_at(tmp_path / "other" / "borderpost", monkeypatch)
    assert program_words() == (str(called),)
    found_at(None, monkeypatch)
    assert program_words() == (str(called),)


@pytest.mark.parametrize("name", ["borderpost", "borderpost.exe", "Borderpost.EXE"])
def test_so_it_is_on_windows_with_its_exe_or_without(
    tmp_path: Path, windows: None, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setattr(sys, "argv", [str(tmp_path / name)])
    found_at((tmp_path / name).with_suffix(".EXE"), monkeypatch)
    assert program_words() == ("borderpost",)
    found_at(None, monkeypatch)
    assert program_words() == (str((tmp_path / name).with_suffix("")),)


@pytest.mark.parametrize("called", ["lib/borderpost/__main__.py", "-c", "", "bin/pytest"])
def test_whatever_else_was_called_python_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, called: str
) -> None:
    python = tmp_path / "my env" / "bin" / "python3"
    monkeypatch.setattr(sys, "argv", [called])
    monkeypatch.setattr(sys, "executable", str(python))
    found_at(tmp_path / "bin" / "python3", monkeypatch)
    assert program_words() == (str(python), "-m", "borderpost")
    found_at(python, monkeypatch)
    assert program_words() == ("python3", "-m", "borderpost")


def test_the_python_of_an_environment_is_not_taken_for_the_systems(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    system, own = tmp_path / "python3", tmp_path / "env" / "python3"
    system.touch()
    own.parent.mkdir()
    own.symlink_to(system)
    monkeypatch.setattr(sys, "argv", ["-c"])
    monkeypatch.setattr(sys, "executable", str(own))
    found_at(system, monkeypatch)
    assert program_words() == (str(own), "-m", "borderpost")


def test_a_path_with_blanks_is_quoted_program_and_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "argv", [str(tmp_path / "my env" / "borderpost")])
    saves = tmp_path / "Анна's runs"
    with Shelf(saves).start(program_of(tmp_path / "a story"), {}, 1) as saved:
        told = Calls((), str(tmp_path / "a story"), str(saves)).resume(saved)
    assert shlex.split(told) == [
        *(str(tmp_path / "my env" / "borderpost"), "play", str(tmp_path / "a story")),
        *("--plain", "--resume", saved.handle, "--saves", str(saves)),
    ]


def test_where_the_working_folder_is_gone_a_run_is_still_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Shelf(tmp_path).start(program_of(tmp_path / "story"), {}, 1) as saved:

        def gone(_: Path) -> Path:
            raise FileNotFoundError

        monkeypatch.setattr(Path, "resolve", gone)
        told = Calls(saves=str(tmp_path)).resume(saved)
        assert f"--resume {saved.handle}" in told
        told = Calls(saves="elsewhere").resume(saved)
        assert f"--resume {saved.path}" in told


def test_what_no_shell_of_windows_minds_is_little() -> None:
    assert not [sign for sign in "&|<>()';,$%^!*?@`\"{}[]# \t\n" if calls._BARE.fullmatch(sign)]
