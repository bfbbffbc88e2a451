"""A file of settings that somebody else wrote."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from borderpost.terminal.likes.preferences import PreferenceFile, Preferences
from tests.strangers.hostile import obeyed

FILES = {
    "digits": b"width = " + b"9" * 5000 + b"\n",
    "nesting": b"width = " + b"[" * 8_000 + b"]" * 8_000 + b"\n",
    "keys": b".".join([b"a"] * 8_000) + b" = 1\n",
    "escapes": b'"\\u001b[31m\\u009b2J\\u202e" = 1\ntheme = "\\u001b]0;x\\u0007"\n',
    "raw escapes": b"\x1b[31m = 1\n[keys]\n\x1b = \x9b\n",
    "no text": bytes(range(256)),
    "a date": b"width = 1979-05-27\ntheme = inf\nreveal = nan\n",
    "tables": b"[[keys]]\n[[keys]]\n[width.x]\n",
}


@pytest.mark.parametrize("name", FILES)
def test_it_is_told_and_never_obeyed(tmp_path: Path, name: str) -> None:
    path = tmp_path / "settings.toml"
    path.write_bytes(FILES[name])
    read, told = PreferenceFile(path).read()
    assert read == Preferences()
    assert told
    assert obeyed("\n".join(told)) == []


def test_of_a_huge_one_only_the_beginning_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "settings.toml"
    path.write_bytes(b"width = 60\n")
    os.truncate(path, 3 << 30)
    monkeypatch.setattr(Path, "read_bytes", lambda _: pytest.fail("it was read whole"))
    read, told = PreferenceFile(path).read()
    assert read == Preferences()
    assert "far longer" in told[0]
